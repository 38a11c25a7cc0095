# torch.nn.parameter. Parameters are a kind of tensor and come with the tensor type.

import torch
from torch._tensor_types import Parameter, UninitializedBuffer, UninitializedParameter, UninitializedTensorMixin

__all__ = ["Parameter", "UninitializedParameter", "is_lazy", "UninitializedBuffer", "UninitializedTensorMixin"]


def is_lazy(param):
    return isinstance(param, UninitializedTensorMixin)
