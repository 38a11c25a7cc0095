# Stochastic gradient descent with momentum (Sutskever et al. 2013, as torch.optim.SGD has it):
#   d ← g + weight_decay·p;   b ← momentum·b + (1 − dampening)·d;   p ← p − lr·(b, or d + momentum·b with nesterov)

import torch
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

    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        with torch.no_grad():
            for group in self.param_groups:
                self._step_group(group)
        return loss

    def _step_group(self, group):
        momentum = group["momentum"]
        for param in group["params"]:
            if param.grad is None:
                continue
            direction = -param.grad if group["maximize"] else param.grad
            if group["weight_decay"] != 0:
                direction = direction.add(param, alpha=group["weight_decay"])
            if momentum != 0:
                state = self.state[param]
                buffer = state.get("momentum_buffer")
                if buffer is None:
                    buffer = torch.clone(direction).detach()
                    state["momentum_buffer"] = buffer
                else:
                    buffer.mul_(momentum).add_(direction, alpha=1 - group["dampening"])
                direction = direction.add(buffer, alpha=momentum) if group["nesterov"] else buffer
            param.add_(direction, alpha=-group["lr"])
