# torch.autograd: its parts under one name. `backward`, `grad` and Variable come with the module itself.

from torch.autograd import functional, graph
from torch.autograd.anomaly_mode import detect_anomaly, set_detect_anomaly
from torch.autograd.function import Function, FunctionCtx
from torch.autograd.grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled
from torch.autograd.gradcheck import gradcheck, gradgradcheck
from torch.autograd.profiler import ProfilerActivity, kineto_available
from torch.overrides import handle_torch_function, has_torch_function, is_tensor_like
