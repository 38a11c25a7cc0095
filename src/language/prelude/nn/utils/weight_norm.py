# Weight normalisation (Salimans & Kingma 2016): the weight is made of a direction and a length before each call.
# Behaviour and messages follow torch/nn/utils/weight_norm.py of PyTorch 1.13; the text is our own.

from torch import _weight_norm, norm_except_dim
from torch.nn.parameter import Parameter


class WeightNorm:
    def __init__(self, name, dim):
        self.name = name
        self.dim = -1 if dim is None else dim

    def compute_weight(self, module):
        return _weight_norm(getattr(module, self.name + "_v"), getattr(module, self.name + "_g"), self.dim)

    @staticmethod
    def apply(module, name, dim):
        if _find(module, name) is not None:
            raise RuntimeError("Cannot register two weight_norm hooks on the same parameter {}".format(name))
        norm = WeightNorm(name, dim)
        weight = getattr(module, name)
        del module._parameters[name]
        module.register_parameter(name + "_g", Parameter(norm_except_dim(weight, 2, norm.dim).data))
        module.register_parameter(name + "_v", Parameter(weight.data))
        setattr(module, name, norm.compute_weight(module))
        module.register_forward_pre_hook(norm)
        return norm

    def remove(self, module):
        weight = self.compute_weight(module)
        delattr(module, self.name)
        del module._parameters[self.name + "_g"]
        del module._parameters[self.name + "_v"]
        setattr(module, self.name, Parameter(weight.data))

    def __call__(self, module, inputs):
        setattr(module, self.name, self.compute_weight(module))


def _find(module, name):
    """The number of the hook that normalises this weight."""
    for number, hook in module._forward_pre_hooks.items():
        if isinstance(hook, WeightNorm) and hook.name == name:
            return number
    return None


def weight_norm(module, name="weight", dim=0):
    WeightNorm.apply(module, name, dim)
    return module


def remove_weight_norm(module, name="weight"):
    number = _find(module, name)
    if number is None:
        raise ValueError("weight_norm of '{}' not found in {}".format(name, module))
    module._forward_pre_hooks[number].remove(module)
    del module._forward_pre_hooks[number]
    return module
