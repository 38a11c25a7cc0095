# Adamax (Kingma & Ba 2015, section 7): u ← max(β₂·u, |g| + eps);   p ← p − lr/(1 − β₁ᵗ) · m/u

import torch
from torch.optim.adam import check_options
from torch.optim.optimizer import Optimizer, steps_as_tensors


class Adamax(Optimizer):
    def __init__(
        self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, foreach=None, *, maximize=False
    ):
        check_options(lr, betas, eps, weight_decay)
        defaults = dict(lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, foreach=foreach, maximize=maximize)
        super().__init__(params, defaults)

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault("foreach", None)
            group.setdefault("maximize", False)
        steps_as_tensors(self)

    def _together_differs(self, group):
        # Decay is added to the gradients themselves.
        return group["weight_decay"] != 0 and not group["maximize"]

    def step(self, closure=None):
        return self._step_each(closure, _update)


def _update(param, gradient, state, group):
    beta1, beta2 = group["betas"]
    direction = -gradient if group["maximize"] else gradient
    if len(state) == 0:
        state["step"] = torch.tensor(0.0)
        state["exp_avg"] = torch.zeros_like(param, memory_format=torch.preserve_format)
        state["exp_inf"] = torch.zeros_like(param, memory_format=torch.preserve_format)
    state["step"] += 1
    if group["weight_decay"] != 0:
        direction = direction.add(param, alpha=group["weight_decay"])
    mean, largest = state["exp_avg"], state["exp_inf"]
    mean.mul_(beta1).add_(direction, alpha=1 - beta1)
    both = torch.cat([largest.mul_(beta2).unsqueeze(0), direction.abs().add_(group["eps"]).unsqueeze(0)], 0)
    torch.amax(both, 0, keepdim=False, out=largest)
    param.addcdiv_(mean, largest, value=-(group["lr"] / (1 - beta1 ** state["step"].item())))
