"""Helpers for with statements."""

from functools import wraps


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return None


class ContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **keywords):
            with self._recreate_cm():
                return func(*args, **keywords)
        return inner


class _GeneratorContextManager(ContextDecorator, AbstractContextManager):
    def __init__(self, func, args, keywords):
        self.gen = func(*args, **keywords)
        self._made_with = (func, args, keywords)
        self.__doc__ = func.__doc__

    def _recreate_cm(self):
        return type(self)(*self._made_with)

    def __enter__(self):
        for value in self.gen:
            return value
        raise RuntimeError("generator didn't yield")

    def __exit__(self, kind, value, traceback):
        if kind is None:
            for _ in self.gen:
                raise RuntimeError("generator didn't stop")
            return False
        if value is None:
            value = kind()
        try:
            self.gen.throw(value)
        except StopIteration as error:
            return error is not value
        except RuntimeError as error:
            if error is value:
                return False
            if isinstance(value, StopIteration) and error.__cause__ is value:
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            return False
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(func):
    @wraps(func)
    def helper(*args, **keywords):
        return _GeneratorContextManager(func, args, keywords)
    return helper


class closing(AbstractContextManager):
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *info):
        self.thing.close()


class suppress(AbstractContextManager):
    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, kind, value, traceback):
        return kind is not None and issubclass(kind, self._exceptions)


class nullcontext(AbstractContextManager):
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *info):
        pass


class ExitStack(AbstractContextManager):
    def __init__(self):
        self._exits = []

    def enter_context(self, manager):
        value = type(manager).__enter__(manager)
        self.push(manager)
        return value

    def push(self, exit):
        if hasattr(type(exit), "__exit__"):
            self._exits.append(lambda *info: type(exit).__exit__(exit, *info))
        else:
            self._exits.append(exit)
        return exit

    def callback(self, callback, /, *args, **keywords):
        self._exits.append(lambda *info: callback(*args, **keywords) and False)
        return callback

    def pop_all(self):
        fresh = type(self)()
        fresh._exits, self._exits = self._exits, []
        return fresh

    def close(self):
        self.__exit__(None, None, None)

    def __exit__(self, kind, value, traceback):
        received = kind is not None
        pending = None
        while self._exits:
            exit = self._exits.pop()
            try:
                if exit(kind, value, traceback):
                    pending = None
                    kind = value = traceback = None
            except BaseException as error:
                pending = error
                kind, value, traceback = type(error), error, error.__traceback__
        if pending is not None:
            raise pending
        return received and kind is None
