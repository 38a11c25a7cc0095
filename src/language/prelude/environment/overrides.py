# torch.overrides: what has a __torch_function__ of its own is asked before a tensor's function runs. Here only functions
# that ask for it themselves do so. Behaviour and messages follow torch/overrides.py of PyTorch 1.13; the text is our own.

import torch


def is_tensor_like(inp):
    return type(inp) is torch.Tensor or hasattr(type(inp), "__torch_function__")


def _overrides(value):
    if isinstance(value, torch.Tensor):
        return False
    return hasattr(type(value), "__torch_function__")


def has_torch_function(relevant_args):
    return any(_overrides(arg) for arg in relevant_args)


def has_torch_function_unary(arg):
    return _overrides(arg)


def has_torch_function_variadic(*args):
    return has_torch_function(args)


def _get_overloaded_args(relevant_args):
    """One argument of each class, subclasses before their bases, else from left to right."""
    found = []
    for arg in relevant_args:
        if not _overrides(arg) or any(type(arg) is type(other) for other in found):
            continue
        place = next((i for i, other in enumerate(found) if issubclass(type(arg), type(other))), len(found))
        found.insert(place, arg)
    return found


def handle_torch_function(public_api, relevant_args, *args, **kwargs):
    overloaded = _get_overloaded_args(relevant_args)
    types = tuple(map(type, overloaded))
    for arg in overloaded:
        result = arg.__torch_function__(public_api, types, args, kwargs)
        if result is not NotImplemented:
            return result
    name = "{}.{}".format(public_api.__module__, public_api.__name__)
    raise TypeError(
        "no implementation found for '{}' on types that implement __torch_function__: {}".format(
            name, [type(arg) for arg in overloaded]
        )
    )
