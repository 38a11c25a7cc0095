# Averaged SGD (Polyak & Juditsky 1992): p ← p·(1 − λ·η) − η·g;   ax ← ax + μ·(p − ax), the average of the path;
#   η = lr/(1 + λ·lr·t)^α;   μ = 1/max(1, t − t0)

import math

import torch
from torch.optim.optimizer import Optimizer, check_not_negative, steps_as_tensors


class ASGD(Optimizer):
    def __init__(
        self, params, lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0, foreach=None, maximize=False
    ):
        check_not_negative(lr, "learning rate")
        check_not_negative(weight_decay, "weight_decay value")
        defaults = dict(
            lr=lr, lambd=lambd, alpha=alpha, t0=t0, weight_decay=weight_decay, foreach=foreach, maximize=maximize
        )
        super().__init__(params, defaults)

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault("foreach", None)
            group.setdefault("maximize", False)
        steps_as_tensors(self, ("step", "eta", "mu"))

    def step(self, closure=None):
        return self._step_each(closure, _update)


def _update(param, gradient, state, group):
    lr, lambd = group["lr"], group["lambd"]
    if len(state) == 0:
        state["step"] = torch.tensor(0.0)
        state["eta"] = torch.tensor(lr)
        state["mu"] = torch.tensor(1.0)
        state["ax"] = torch.zeros_like(param, memory_format=torch.preserve_format)
    if group["maximize"]:
        gradient = -gradient
    state["step"] += 1
    step = state["step"].item()
    if group["weight_decay"] != 0:
        gradient = gradient.add(param, alpha=group["weight_decay"])
    eta, mu, average = state["eta"], state["mu"], state["ax"]
    param.mul_(1 - lambd * eta.item())
    param.add_(gradient, alpha=-eta.item())
    if mu.item() != 1:
        average.add_(param.sub(average).mul(mu))
    else:
        average.copy_(param)
    eta.copy_(torch.tensor(lr / math.pow((1 + lambd * lr * step), group["alpha"])))
    mu.copy_(torch.tensor(1 / max(1, step - group["t0"])))
