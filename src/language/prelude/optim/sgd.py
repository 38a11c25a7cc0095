# Stochastic gradient descent with momentum (Sutskever et al. 2013, as torch.optim.SGD has it):
#   d ← g + weight_decay·p;   b ← momentum·b + (1 − dampening)·d;   p ← p − lr·(b, or d + momentum·b with nesterov)

import torch
from torch import _C
from torch.optim.optimizer import Optimizer, required


class SGD(Optimizer):
    def __init__(
        self,
        params,
        lr=required,
        momentum=0,
        dampening=0,
        weight_decay=0,
        nesterov=False,
        *,
        maximize=False,
        foreach=None,
        differentiable=False
    ):
        if lr is not required and lr < 0.0:
            raise ValueError("Invalid learning rate: {}".format(lr))
        if momentum < 0.0:
            raise ValueError("Invalid momentum value: {}".format(momentum))
        if weight_decay < 0.0:
            raise ValueError("Invalid weight_decay value: {}".format(weight_decay))
        defaults = dict(
            lr=lr,
            momentum=momentum,
            dampening=dampening,
            weight_decay=weight_decay,
            nesterov=nesterov,
            maximize=maximize,
            foreach=foreach,
            differentiable=differentiable,
        )
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        super().__init__(params, defaults)

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault("nesterov", False)
            group.setdefault("maximize", False)
            group.setdefault("foreach", None)
            group.setdefault("differentiable", False)

    def _together_differs(self, group):
        # The momentum is added to the gradients themselves.
        return group["differentiable"] or (
            group["nesterov"] and group["weight_decay"] == 0 and not group["maximize"]
        )

    def step(self, closure=None):
        return self._step_each(closure, _update, _C._sgd_steps)


def _update(param, gradient, state, group):
    momentum = group["momentum"]
    buffer = state.setdefault("momentum_buffer", None)
    direction = -gradient if group["maximize"] else gradient
    if group["weight_decay"] != 0:
        direction = direction.add(param, alpha=group["weight_decay"])
    if momentum != 0:
        if buffer is None:
            buffer = state["momentum_buffer"] = torch.clone(direction).detach()
        else:
            buffer.mul_(momentum).add_(direction, alpha=1 - group["dampening"])
        direction = direction.add(buffer, alpha=momentum) if group["nesterov"] else buffer
    param.add_(direction, alpha=-group["lr"])
