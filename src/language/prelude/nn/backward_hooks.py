# Full backward hooks of a module: an identity node around its inputs and one around its outputs see the gradients.
# Behaviour follows torch/utils/hooks.py (BackwardHook) of PyTorch 1.13; the text is our own.

import torch


class _Through(torch.autograd.Function):
    """Identity on several tensors, so that one node sees all their gradients together."""

    @staticmethod
    def forward(ctx, watch, *tensors):
        ctx.watch = watch
        return tuple(tensor.view_as(tensor) for tensor in tensors)

    @staticmethod
    def backward(ctx, *gradients):
        return (None,) + ctx.watch(gradients)


class BackwardWatcher:
    """Full backward hooks of one call of a module."""

    def __init__(self, module):
        self.module = module
        self.grad_output = None

    def inputs(self, values):
        if not torch.is_grad_enabled():
            return values
        return self._wrap(values, self._input_gradients)

    def outputs(self, result):
        if not torch.is_grad_enabled():
            return result
        if isinstance(result, torch.Tensor):
            return self._wrap((result,), self._output_gradients)[0]
        return self._wrap(tuple(result), self._output_gradients)

    def _wrap(self, values, watch):
        places = [i for i, value in enumerate(values) if isinstance(value, torch.Tensor)]
        if not any(values[i].requires_grad for i in places):
            return values
        through = _Through.apply(watch, *[values[i] for i in places])
        wrapped = list(values)
        for i, tensor in zip(places, through):
            wrapped[i] = tensor
        return tuple(wrapped)

    def _output_gradients(self, gradients):
        self.grad_output = gradients
        return gradients

    def _input_gradients(self, gradients):
        for hook in tuple(self.module._backward_hooks.values()):
            changed = hook(self.module, gradients, self.grad_output)
            if changed is not None:
                gradients = changed if isinstance(changed, tuple) else (changed,)
        return gradients
