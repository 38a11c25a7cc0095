# Switches of gradient recording, as context managers and decorators. Behaviour follows torch/autograd/grad_mode.py
# of PyTorch 1.13; the text is our own.

from torch import _C


class _Switch:
    """A mode for the time of a block, of a call, or of each step of a generator."""

    def __call__(self, func):
        from functools import wraps

        if _C._is_generator_function(func):
            return self._wrap_generator(func, wraps)

        @wraps(func)
        def in_mode(*args, **kwargs):
            with self.clone():
                return func(*args, **kwargs)

        return in_mode

    def _wrap_generator(self, func, wraps):
        @wraps(func)
        def generator_in_mode(*args, **kwargs):
            generator = func(*args, **kwargs)
            step, sent = generator.send, None
            try:
                while True:
                    with self.clone():
                        value = step(sent)
                    try:
                        step, sent = generator.send, (yield value)
                    except GeneratorExit:
                        with self.clone():
                            generator.close()
                        raise
                    except BaseException as error:
                        step, sent = generator.throw, error
            except StopIteration as end:
                return end.value

        return generator_in_mode

    def clone(self):
        return type(self)()


class no_grad(_Switch):
    def __init__(self):
        self.prev = False

    def __enter__(self):
        self.prev = _C._set_grad_enabled(False)

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_grad_enabled(self.prev)


class enable_grad(_Switch):
    def __enter__(self):
        self.prev = _C._set_grad_enabled(True)

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_grad_enabled(self.prev)


class set_grad_enabled(_Switch):
    def __init__(self, mode):
        self.prev = _C._set_grad_enabled(bool(mode))
        self.mode = mode

    def __enter__(self):
        pass

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_grad_enabled(self.prev)

    def clone(self):
        return type(self)(self.mode)


class inference_mode(_Switch):
    def __init__(self, mode=True):
        self.mode = mode

    def __enter__(self):
        self.prev = _C._set_inference_mode(bool(self.mode))
        self.prev_grad = _C._set_grad_enabled(_C._is_grad_enabled() and not self.mode)

    def __exit__(self, exc_type, exc_value, traceback):
        _C._set_inference_mode(self.prev)
        _C._set_grad_enabled(self.prev_grad)

    def clone(self):
        return type(self)(self.mode)
