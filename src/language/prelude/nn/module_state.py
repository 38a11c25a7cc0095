# Loading a module's state. Loaded itself when first needed: few programs do.
# Behaviour and messages follow torch/nn/modules/module.py of PyTorch 1.13; the text is our own.

import warnings
from collections import namedtuple
from collections.abc import Mapping
from _collections import OrderedDict

import torch
from torch.nn.modules.module import Module


class _IncompatibleKeys(namedtuple("IncompatibleKeys", ["missing_keys", "unexpected_keys"])):
    def __repr__(self):
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return super().__repr__()

    __str__ = __repr__


def positional_arguments(args, destination, prefix, keep_vars):
    """state_dict's arguments where they are given by position, as once was usual."""
    if destination is None:
        destination = args[0]
    if len(args) > 1 and prefix == "":
        prefix = args[1]
    if len(args) > 2 and keep_vars is False:
        keep_vars = args[2]
    warnings.warn(
        "Positional args are being deprecated, use kwargs instead. Refer to "
        "https://pytorch.org/docs/master/generated/torch.nn.Module.html#torch.nn.Module.state_dict for details."
    )
    return destination, prefix, keep_vars


def load_own(module, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs):
    """What of a state belongs to the module itself; `state_dict` has only keys with its prefix."""
    for hook in tuple(module._load_state_dict_pre_hooks.values()):
        hook(state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)
    own = {name: value for name, value in module._parameters.items() if value is not None}
    for name, value in module._buffers.items():
        if value is not None and name not in module._non_persistent_buffers_set:
            own[name] = value
    for name, target in own.items():
        key = prefix + name
        if key in state_dict:
            _copy_into(target, key, state_dict[key], error_msgs)
        elif strict:
            missing_keys.append(key)
    extra = prefix + "_extra_state"
    if type(module).set_extra_state is not Module.set_extra_state:
        if extra in state_dict:
            module.set_extra_state(state_dict[extra])
        elif strict:
            missing_keys.append(extra)
    elif strict and extra in state_dict:
        unexpected_keys.append(extra)
    if strict:
        for key in state_dict:
            if key.startswith(prefix) and key != extra:
                name = key[len(prefix) :].split(".", 1)[0]
                if name not in module._modules and name not in own:
                    unexpected_keys.append(key)


def _copy_into(target, key, value, error_msgs):
    if not isinstance(value, torch.Tensor):
        error_msgs.append(
            'While copying the parameter named "{}", expected torch.Tensor or Tensor-like object from checkpoint but '
            "received {}".format(key, type(value))
        )
        return
    if len(target.shape) == 0 and len(value.shape) == 1:
        # Numbers were saved as tensors of one dimension once.
        value = value[0]
    if value.shape != target.shape:
        error_msgs.append(
            "size mismatch for {}: copying a param with shape {} from checkpoint, the shape in current model is "
            "{}.".format(key, value.shape, target.shape)
        )
        return
    try:
        with torch.no_grad():
            target.copy_(value)
    except Exception as error:
        error_msgs.append(
            'While copying the parameter named "{}", whose dimensions in the model are {} and whose dimensions in the '
            "checkpoint are {}, an exception occurred : {}.".format(key, target.size(), value.size(), error.args)
        )


def load_tree(module, state_dict, strict):
    if not isinstance(state_dict, Mapping):
        raise TypeError("Expected state_dict to be dict-like, got {}.".format(type(state_dict)))
    missing, unexpected, errors = [], [], []
    metadata = getattr(state_dict, "_metadata", None)
    state_dict = OrderedDict(state_dict)
    if metadata is not None:
        state_dict._metadata = metadata

    def load(part, state, prefix):
        local = {} if metadata is None else metadata.get(prefix[:-1], {})
        part._load_from_state_dict(state, prefix, local, True, missing, unexpected, errors)
        for name, child in part._modules.items():
            if child is not None:
                start = prefix + name + "."
                load(child, {key: value for key, value in state.items() if key.startswith(start)}, start)
        keys = _IncompatibleKeys(missing, unexpected)
        for hook in tuple(part._load_state_dict_post_hooks.values()):
            assert hook(part, keys) is None, (
                "Hooks registered with ``register_load_state_dict_post_hook`` are not"
                "expected to return new values, if incompatible_keys need to be modified,"
                "it should be done inplace."
            )

    load(module, state_dict, "")
    if strict:
        if unexpected:
            errors.insert(0, "Unexpected key(s) in state_dict: {}. ".format(_quoted(unexpected)))
        if missing:
            errors.insert(0, "Missing key(s) in state_dict: {}. ".format(_quoted(missing)))
    if errors:
        raise RuntimeError(
            "Error(s) in loading state_dict for {}:\n\t{}".format(type(module).__name__, "\n\t".join(errors))
        )
    return _IncompatibleKeys(missing, unexpected)


def _quoted(names):
    return ", ".join('"{}"'.format(name) for name in names)
