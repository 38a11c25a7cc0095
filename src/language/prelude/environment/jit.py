# torch.jit as far as code that is not compiled meets it: questions whether it is, and marks for the compiler. Compiling
# itself (script, trace) is refused. Behaviour follows PyTorch 1.13; the text is our own.

from collections import namedtuple

Attribute = namedtuple("Attribute", ["value", "type"])


def is_scripting():
    return False


def is_tracing():
    return False


def annotate(the_type, the_value):
    return the_value


def _marked(fn, modifier):
    fn._torchscript_modifier = modifier
    return fn


def export(fn):
    return _marked(fn, "export (compile this function even if nothing calls it)")


def unused(fn):
    return _marked(fn, "unused (ignored and replaced with raising of an exception)")


def ignore(drop=False, **kwargs):
    if callable(drop):
        return _marked(drop, "ignore (leave as a call to Python, cannot be torch.jit.save'd)")
    if not isinstance(drop, bool):
        raise RuntimeError(f"Argument to @torch.jit.ignore must be a bool or a function but got {drop}")
    return unused if drop else ignore


def script_if_tracing(fn):
    def wrapper(*args, **kwargs):
        return fn(*args, **kwargs)

    wrapper.__original_fn = fn
    return wrapper


def _overload_method(func):
    return func


def _overload(func):
    return func
