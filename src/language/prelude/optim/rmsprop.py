# RMSprop (Hinton's lecture 6): v ← α·v + (1 − α)·g²;   p ← p − lr·g/(√v + eps), the variance centred and the step
# with momentum where asked for.

import torch
from torch.optim.optimizer import Optimizer, check_not_negative


class RMSprop(Optimizer):
    def __init__(
        self,
        params,
        lr=1e-2,
        alpha=0.99,
        eps=1e-8,
        weight_decay=0,
        momentum=0,
        centered=False,
        foreach=None,
        maximize=False,
        differentiable=False,
    ):
        check_not_negative(lr, "learning rate")
        check_not_negative(eps, "epsilon value")
        check_not_negative(momentum, "momentum value")
        check_not_negative(weight_decay, "weight_decay value")
        check_not_negative(alpha, "alpha value")
        defaults = dict(
            lr=lr,
            momentum=momentum,
            alpha=alpha,
            eps=eps,
            centered=centered,
            weight_decay=weight_decay,
            foreach=foreach,
            maximize=maximize,
            differentiable=differentiable,
        )
        super().__init__(params, defaults)

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault("momentum", 0)
            group.setdefault("centered", False)
            group.setdefault("foreach", None)
            group.setdefault("maximize", False)
            group.setdefault("differentiable", False)

    def _together_differs(self, group):
        # Decay is added to the gradients themselves.
        return group["differentiable"] or (group["weight_decay"] != 0 and not group["maximize"])

    def step(self, closure=None):
        return self._step_each(closure, _update)


def _update(param, gradient, state, group):
    alpha, momentum = group["alpha"], group["momentum"]
    if len(state) == 0:
        state["step"] = 0
        state["square_avg"] = torch.zeros_like(param, memory_format=torch.preserve_format)
        if momentum > 0:
            state["momentum_buffer"] = torch.zeros_like(param, memory_format=torch.preserve_format)
        if group["centered"]:
            state["grad_avg"] = torch.zeros_like(param, memory_format=torch.preserve_format)
    if group["differentiable"] and isinstance(state["step"], torch.Tensor):
        raise RuntimeError("`step` can't be a tensor")
    state["step"] += 1
    if group["maximize"]:
        gradient = -gradient
    if group["weight_decay"] != 0:
        gradient = gradient.add(param, alpha=group["weight_decay"])
    square = state["square_avg"]
    square.mul_(alpha).addcmul_(gradient, gradient, value=1 - alpha)
    if group["centered"]:
        mean = state["grad_avg"]
        mean.mul_(alpha).add_(gradient, alpha=1 - alpha)
        size = square.addcmul(mean, mean, value=-1).sqrt_()
    else:
        size = square.sqrt()
    size = size.add(group["eps"]) if group["differentiable"] else size.add_(group["eps"])
    if momentum > 0:
        buffer = state["momentum_buffer"]
        buffer.mul_(momentum).addcdiv_(gradient, size)
        param.add_(buffer, alpha=-group["lr"])
    else:
        param.addcdiv_(gradient, size, value=-group["lr"])
