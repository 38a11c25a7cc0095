# torch.autograd.Function: an op whose forward and backward a program writes. Behaviour follows
# torch/autograd/function.py of PyTorch 1.13; the text is our own.

import functools

import torch
from torch import _C
from torch._C import FunctionCtx


class Function:
    is_traceable = False

    def __init__(self, *args, **kwargs):
        # PyTorch warns of deprecation, which no one sees by default.
        pass

    def __call__(self, *args, **kwargs):
        raise RuntimeError(
            "Legacy autograd function with non-static forward method is deprecated. "
            "Please use new-style autograd function with static forward method. "
            "(Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)"
        )

    @staticmethod
    def forward(ctx, *args, **kwargs):
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def backward(ctx, *grad_outputs):
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom autograd.Function to use it with "
            "backward mode AD."
        )

    # vjp and backward are two names of one thing.
    vjp = backward

    @staticmethod
    def jvp(ctx, *grad_inputs):
        raise NotImplementedError(
            "You must implement the jvp function for custom autograd.Function to use it with forward mode AD."
        )

    @classmethod
    def apply(cls, *args, **kwargs):
        if kwargs:
            raise TypeError("apply() takes no keyword arguments")
        return _C._apply_function(cls, *args)

    @classmethod
    def _differentiate(cls, ctx, *grad_outputs):
        """What the node does when gradients reach it."""
        has_vjp = cls.vjp is not Function.vjp
        if has_vjp and cls.backward is not Function.backward:
            raise RuntimeError(
                "Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You should only "
                "implement one of them."
            )
        return cls.vjp(ctx, *grad_outputs) if has_vjp else cls.backward(ctx, *grad_outputs)


class InplaceFunction(Function):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace


def once_differentiable(fn):
    """A backward that cannot be differentiated: it runs unrecorded, and differentiating its results is an error."""

    @functools.wraps(fn)
    def wrapper(ctx, *args):
        with torch.no_grad():
            outputs = fn(ctx, *args)
        if not torch.is_grad_enabled():
            return outputs
        if not any(isinstance(arg, torch.Tensor) and arg.requires_grad for arg in args):
            return outputs
        if not isinstance(outputs, tuple):
            outputs = (outputs,)
        message = "trying to differentiate twice a function that was marked with @once_differentiable"
        return _C._delayed_error(message, *outputs)

    return wrapper
