# Adadelta (Zeiler 2012): v ← ρ·v + (1 − ρ)·g²;   Δ = √(u + eps)/√(v + eps)·g;   u ← ρ·u + (1 − ρ)·Δ²;   p ← p − lr·Δ

import torch
from torch.optim.optimizer import Optimizer, check_not_negative


class Adadelta(Optimizer):
    def __init__(self, params, lr=1.0, rho=0.9, eps=1e-6, weight_decay=0, foreach=None, *, maximize=False):
        check_not_negative(lr, "learning rate")
        if not 0.0 <= rho <= 1.0:
            raise ValueError("Invalid rho value: {}".format(rho))
        check_not_negative(eps, "epsilon value")
        check_not_negative(weight_decay, "weight_decay value")
        defaults = dict(lr=lr, rho=rho, eps=eps, weight_decay=weight_decay, maximize=maximize, foreach=foreach)
        super().__init__(params, defaults)

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault("foreach", None)
            group.setdefault("maximize", False)

    def _together_differs(self, group):
        # Decay is added to the gradients themselves.
        return group["weight_decay"] != 0 and not group["maximize"]

    def step(self, closure=None):
        return self._step_each(closure, _update)


def _update(param, gradient, state, group):
    rho, eps = group["rho"], group["eps"]
    if len(state) == 0:
        state["step"] = 0
        state["square_avg"] = torch.zeros_like(param, memory_format=torch.preserve_format)
        state["acc_delta"] = torch.zeros_like(param, memory_format=torch.preserve_format)
    state["step"] += 1
    if group["maximize"]:
        gradient = -gradient
    if group["weight_decay"] != 0:
        gradient = gradient.add(param, alpha=group["weight_decay"])
    square, moved = state["square_avg"], state["acc_delta"]
    square.mul_(rho).addcmul_(gradient, gradient, value=1 - rho)
    size = square.add(eps).sqrt_()
    delta = moved.add(eps).sqrt_().div_(size).mul_(gradient)
    moved.mul_(rho).addcmul_(delta, delta, value=1 - rho)
    param.add_(delta, alpha=-group["lr"])
