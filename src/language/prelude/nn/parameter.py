# torch.nn.parameter. Parameter itself is a kind of tensor and comes with the tensor type.

import torch
from torch._tensor_types import Parameter

__all__ = ["Parameter"]
