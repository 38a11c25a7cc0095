# LayerNorm, GroupNorm and the two local response norms.
# Behaviour follows torch/nn/modules/{normalization,_functions}.py of PyTorch 1.13; the text is our own.

import torch
from torch.autograd import Function
from torch.nn import functional as F
from torch.nn import init
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter


class LocalResponseNorm(Module):
    __constants__ = ["size", "alpha", "beta", "k"]

    def __init__(self, size, alpha=1e-4, beta=0.75, k=1.0):
        super().__init__()
        self.size = size
        self.alpha = alpha
        self.beta = beta
        self.k = k

    def forward(self, input):
        return F.local_response_norm(input, self.size, self.alpha, self.beta, self.k)

    def extra_repr(self):
        return "{}, alpha={}, beta={}, k={}".format(self.size, self.alpha, self.beta, self.k)


class _CrossMapLRN2d(Function):
    """Each element divided by (k + alpha/size · Σ squares of neighbouring channels)^beta."""

    @staticmethod
    def forward(ctx, input, size, alpha, beta, k):
        assert input.dim() == 4
        squares = input.pow(2)
        channels = input.size(1)
        before = int((size - 1) / 2 + 1)
        total = squares[:, : min(before, channels)].sum(1)
        totals = [total]
        # The window moves on by a channel: one is added, one removed. As in PyTorch, channel 0 is never removed.
        for channel in range(1, channels):
            if channel < channels - before + 1:
                total = total + squares[:, channel + before - 1]
            if channel > before:
                total = total - squares[:, channel - before]
            totals.append(total)
        ctx.scale = torch.stack(totals, 1) * (alpha / size) + k
        ctx.size, ctx.alpha, ctx.beta = size, alpha, beta
        output = ctx.scale.pow(-beta) * input
        ctx.save_for_backward(input, output)
        return output

    @staticmethod
    def backward(ctx, grad):
        input, output = ctx.saved_tensors
        size, channels = ctx.size, input.size(1)
        result = ctx.scale.pow(-ctx.beta) * grad
        ratios = grad * output / ctx.scale
        padded = torch.zeros(input.size(0), channels + size - 1, input.size(2), input.size(3), dtype=input.dtype)
        start = int(size - (size - 1) / 2)
        padded[:, start : start + channels] = ratios
        window = sum(padded[:, shift : shift + channels] for shift in range(size))
        return result - 2 * ctx.alpha * ctx.beta / size * window * input, None, None, None, None


_CrossMapLRN2d.__name__ = "CrossMapLRN2d"


class CrossMapLRN2d(Module):
    def __init__(self, size, alpha=1e-4, beta=0.75, k=1):
        super().__init__()
        self.size = size
        self.alpha = alpha
        self.beta = beta
        self.k = k

    def forward(self, input):
        return _CrossMapLRN2d.apply(input, self.size, self.alpha, self.beta, self.k)

    def extra_repr(self):
        return "{}, alpha={}, beta={}, k={}".format(self.size, self.alpha, self.beta, self.k)


class LayerNorm(Module):
    __constants__ = ["normalized_shape", "eps", "elementwise_affine"]

    def __init__(self, normalized_shape, eps=1e-5, elementwise_affine=True, device=None, dtype=None):
        super().__init__()
        if isinstance(normalized_shape, int):
            normalized_shape = (normalized_shape,)
        self.normalized_shape = tuple(normalized_shape)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        if self.elementwise_affine:
            self.weight = Parameter(torch.empty(self.normalized_shape, device=device, dtype=dtype))
            self.bias = Parameter(torch.empty(self.normalized_shape, device=device, dtype=dtype))
        else:
            self.register_parameter("weight", None)
            self.register_parameter("bias", None)
        self.reset_parameters()

    def reset_parameters(self):
        if self.elementwise_affine:
            init.ones_(self.weight)
            init.zeros_(self.bias)

    def forward(self, input):
        return F.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)

    def extra_repr(self):
        return "{}, eps={}, elementwise_affine={}".format(self.normalized_shape, self.eps, self.elementwise_affine)


class GroupNorm(Module):
    __constants__ = ["num_groups", "num_channels", "eps", "affine"]

    def __init__(self, num_groups, num_channels, eps=1e-5, affine=True, device=None, dtype=None):
        super().__init__()
        if num_channels % num_groups != 0:
            raise ValueError("num_channels must be divisible by num_groups")
        self.num_groups = num_groups
        self.num_channels = num_channels
        self.eps = eps
        self.affine = affine
        if self.affine:
            self.weight = Parameter(torch.empty(num_channels, device=device, dtype=dtype))
            self.bias = Parameter(torch.empty(num_channels, device=device, dtype=dtype))
        else:
            self.register_parameter("weight", None)
            self.register_parameter("bias", None)
        self.reset_parameters()

    def reset_parameters(self):
        if self.affine:
            init.ones_(self.weight)
            init.zeros_(self.bias)

    def forward(self, input):
        return F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)

    def extra_repr(self):
        return "{}, {}, eps={}, affine={}".format(self.num_groups, self.num_channels, self.eps, self.affine)
