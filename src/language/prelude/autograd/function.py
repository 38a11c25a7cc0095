# torch.autograd.Function: an op whose forward and backward a program writes. Behaviour follows
# torch/autograd/function.py of PyTorch 1.13; the text is our own.

from torch import _C


class FunctionCtx:
    """What forward leaves for backward."""

    def __init__(self, needs_input_grad):
        self.needs_input_grad = needs_input_grad
        self.saved_tensors = ()
        self.materialize_grads = True
        self.non_differentiable = ()

    def save_for_backward(self, *tensors):
        self.saved_tensors = tensors

    def mark_non_differentiable(self, *args):
        self.non_differentiable = args

    def set_materialize_grads(self, value):
        self.materialize_grads = value


class Function:
    def __init__(self, *args, **kwargs):
        raise RuntimeError(
            "{} should not be instantiated. Methods on autograd functions are all static, so you should invoke "
            "them on the class itself. Instantiating an autograd function will raise an error in a future version "
            "of PyTorch.".format(type(self))
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

    @classmethod
    def apply(cls, *args):
        needs = tuple(_C._requires_grad(value) for value in args)
        return _C._apply_function(cls, FunctionCtx(needs), *args)
