# Parametrised tensors of a module: an attribute that is computed, each time it is read, from a tensor that is kept aside.
# The module gets a class of its own, with a property for each such tensor.
# Behaviour and messages follow torch/nn/utils/parametrize.py of PyTorch 1.13; the text is our own.

import copy

import torch
from torch.nn.modules.container import ModuleDict, ModuleList
from torch.nn.parameter import Parameter

_cache_depth = 0
_cache = {}


class cached:
    """While it is open, a parametrised tensor is computed once."""

    def __enter__(self):
        global _cache_depth
        _cache_depth += 1

    def __exit__(self, kind, value, trace):
        global _cache_depth
        _cache_depth -= 1
        if _cache_depth == 0:
            _cache.clear()


def _register(module, name, value):
    if isinstance(value, Parameter):
        module.register_parameter(name, value)
    else:
        module.register_buffer(name, value)


class ParametrizationList(ModuleList):
    """The parametrisations of one tensor, and that tensor (`original`, or `original0`, `original1`, …)."""

    def __init__(self, modules, original, unsafe=False):
        if len(modules) == 0:
            raise ValueError("ParametrizationList requires one or more modules.")
        super().__init__(modules)
        self.unsafe = unsafe
        shape, dtype = original.shape, original.dtype
        with torch.no_grad():
            new = original
            for module in reversed(list(self)):
                if hasattr(module, "right_inverse"):
                    try:
                        new = module.right_inverse(new)
                    except NotImplementedError:
                        # Taken as it is, then.
                        pass
        if not isinstance(new, (torch.Tensor, list, tuple)):
            raise ValueError(
                "'right_inverse' must return a Tensor or a Sequence of tensors (list, tuple...). Got {}".format(
                    type(new).__name__
                )
            )
        self.is_tensor = isinstance(new, torch.Tensor)
        self.ntensors = 1 if self.is_tensor else len(new)
        if self.is_tensor:
            if dtype != new.dtype:
                raise ValueError(
                    "When `right_inverse` outputs one tensor, it may not change the dtype.\n"
                    "original.dtype: {}\nright_inverse(original).dtype: {}".format(dtype, new.dtype)
                )
            original.data = new.data
            _register(self, "original", original)
        else:
            for number, each in enumerate(new):
                if not isinstance(each, torch.Tensor):
                    raise ValueError(
                        "'right_inverse' must return a Tensor or a Sequence of tensors (list, tuple...). Got element {} "
                        "of the sequence with type {}.".format(number, type(each).__name__)
                    )
                if isinstance(original, Parameter):
                    each = Parameter(each)
                each.requires_grad_(original.requires_grad)
                _register(self, "original{}".format(number), each)
        if not unsafe:
            self._check(shape, dtype)

    def _check(self, shape, dtype):
        result = self()
        if not isinstance(result, torch.Tensor):
            raise ValueError("A parametrization must return a tensor. Got {}.".format(type(result).__name__))
        for what, before, after in (("dtype", dtype, result.dtype), ("shape", shape, result.shape)):
            if before != after:
                raise ValueError(
                    "Registering a parametrization may not change the {0} of the tensor, unless `unsafe` flag is "
                    "enabled.\nunparametrized {0}: {1}\nparametrized {0}: {2}".format(what, before, after)
                )

    def right_inverse(self, value):
        """What assigning to the parametrised tensor does."""
        with torch.no_grad():
            for module in reversed(list(self)):
                if not hasattr(module, "right_inverse"):
                    raise RuntimeError(
                        "parametrization {} does not implement right_inverse.".format(type(module).__name__)
                    )
                value = module.right_inverse(value)
            if self.is_tensor:
                if not isinstance(value, torch.Tensor):
                    raise ValueError("`right_inverse` should return a tensor. Got {}".format(type(value).__name__))
                if value.dtype != self.original.dtype:
                    raise ValueError(
                        "The tensor returned by `right_inverse` has dtype {} while `original` has dtype {}".format(
                            value.dtype, self.original.dtype
                        )
                    )
                self.original.data = value.data
                return
            self._set_all(value)

    def _set_all(self, values):
        if not isinstance(values, (list, tuple)):
            raise ValueError(
                "'right_inverse' must return a sequence of tensors. Got {}.".format(type(values).__name__)
            )
        if len(values) != self.ntensors:
            raise ValueError(
                "'right_inverse' must return a sequence of tensors of length {}. Got a sequence of lenght {}.".format(
                    self.ntensors, len(values)
                )
            )
        for number, value in enumerate(values):
            original = getattr(self, "original{}".format(number))
            if not isinstance(value, torch.Tensor):
                raise ValueError(
                    "`right_inverse` must return a sequence of tensors. Got element {} of type {}".format(
                        number, type(value).__name__
                    )
                )
            if original.dtype != value.dtype:
                raise ValueError(
                    "Tensor {0} returned by `right_inverse` has dtype {1} while `original{0}` has dtype {2}".format(
                        number, value.dtype, original.dtype
                    )
                )
            original.data = value.data

    def forward(self):
        if self.is_tensor:
            x = self[0](self.original)
        else:
            x = self[0](*(getattr(self, "original{}".format(number)) for number in range(self.ntensors)))
        for module in list(self)[1:]:
            x = module(x)
        return x


def _own_class(module):
    """Gives the module a class of its own, to which properties can be added."""
    cls = type(module)

    def deepcopy(self, memo):
        replica = memo.get(id(self))
        if replica is None:
            replica = memo[id(self)] = type(self).__new__(type(self))
            replica.__dict__.update(copy.deepcopy(self.__dict__, memo))
        return replica

    def getstate(self):
        raise RuntimeError(
            "Serialization of parametrized modules is only supported through state_dict(). See:\n"
            "https://pytorch.org/tutorials/beginner/saving_loading_models.html"
            "#saving-loading-a-general-checkpoint-for-inference-and-or-resuming-training"
        )

    members = {"__getstate__": getstate, "__module__": __name__}
    if not hasattr(cls, "__deepcopy__"):
        members["__deepcopy__"] = deepcopy
    module.__class__ = type("Parametrized" + cls.__name__, (cls,), members)


def _add_property(module, name):
    def read(self):
        parametrization = self.parametrizations[name]
        if _cache_depth == 0:
            return parametrization()
        key = (id(module), name)
        if key not in _cache:
            _cache[key] = parametrization()
        return _cache[key]

    def write(self, value):
        self.parametrizations[name].right_inverse(value)

    setattr(type(module), name, property(read, write))


def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
    parametrization.train(module.training)
    if is_parametrized(module, tensor_name):
        if not unsafe:
            _check_another(module, tensor_name, parametrization)
        module.parametrizations[tensor_name].append(parametrization)
        module.parametrizations[tensor_name].unsafe |= unsafe
    elif tensor_name in module._buffers or tensor_name in module._parameters:
        original = getattr(module, tensor_name)
        parametrizations = ParametrizationList([parametrization], original, unsafe=unsafe)
        delattr(module, tensor_name)
        if not is_parametrized(module):
            _own_class(module)
            module.parametrizations = ModuleDict()
        _add_property(module, tensor_name)
        module.parametrizations[tensor_name] = parametrizations
    else:
        raise ValueError(
            "Module '{}' does not have a parameter, a buffer, or a parametrized element with name '{}'".format(
                module, tensor_name
            )
        )
    return module


def _check_another(module, name, parametrization):
    """That one more parametrisation of a tensor leaves its shape and dtype."""
    before = getattr(module, name)
    after = parametrization(before)
    if not isinstance(after, torch.Tensor):
        raise ValueError("A parametrization must return a tensor. Got {}.".format(type(after).__name__))
    for what in ("dtype", "shape"):
        if getattr(after, what) != getattr(before, what):
            raise ValueError(
                "Registering a parametrization may not change the {0} of the tensor, unless the `unsafe` flag is "
                "enabled.\nmodule.{1}.{0}: {2}\nparametrization(module.{1}).{0}: {3}".format(
                    what, name, getattr(before, what), getattr(after, what)
                )
            )
    if not hasattr(parametrization, "right_inverse"):
        return
    try:
        back = parametrization.right_inverse(after)
    except NotImplementedError:
        return
    if not isinstance(back, torch.Tensor):
        raise ValueError("parametrization.right_inverse must return a tensor. Got: {}".format(type(back).__name__))
    for what in ("dtype", "shape"):
        if getattr(back, what) != getattr(before, what):
            raise ValueError(
                "The tensor returned by parametrization.right_inverse must have the same {0} as module.{1}, unless the "
                "`unsafe` flag is enabled.\nmodule.{1}.{0}: {2}\nreturned {0}: {3}".format(
                    what, name, getattr(before, what), getattr(back, what)
                )
            )


def is_parametrized(module, tensor_name=None):
    parametrizations = getattr(module, "parametrizations", None)
    if not isinstance(parametrizations, ModuleDict):
        return False
    return len(parametrizations) > 0 if tensor_name is None else tensor_name in parametrizations


def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not is_parametrized(module, tensor_name):
        raise ValueError("Module {} does not have a parametrization on {}".format(module, tensor_name))
    parametrizations = module.parametrizations[tensor_name]
    if parametrizations.is_tensor:
        original = parametrizations.original
        if leave_parametrized:
            with torch.no_grad():
                original.data = getattr(module, tensor_name).data
    elif leave_parametrized:
        value = getattr(module, tensor_name)
        original = Parameter(value) if value.requires_grad else value
    else:
        raise ValueError(
            "Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is parametrized in terms of a "
            "sequence of tensors."
        )
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    _register(module, tensor_name, original)
    if not is_parametrized(module):
        delattr(module, "parametrizations")
        module.__class__ = type(module).__bases__[0]
    return module


def type_before_parametrizations(module):
    return type(module).__bases__[0] if is_parametrized(module) else type(module)
