# torch.autograd: its parts under one name. `backward` and `grad` come with the module itself.

from torch import Tensor as Variable
from torch.autograd.function import Function, FunctionCtx
from torch.autograd.grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled
