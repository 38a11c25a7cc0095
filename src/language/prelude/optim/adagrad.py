# Adagrad (Duchi et al. 2011): s ← s + g²;   p ← p − lr/(1 + (t − 1)·lr_decay) · g/(√s + eps)

import torch
from torch.optim.optimizer import Optimizer, check_not_negative, steps_as_tensors


class Adagrad(Optimizer):
    def __init__(
        self,
        params,
        lr=1e-2,
        lr_decay=0,
        weight_decay=0,
        initial_accumulator_value=0,
        eps=1e-10,
        foreach=None,
        *,
        maximize=False
    ):
        check_not_negative(lr, "learning rate")
        check_not_negative(lr_decay, "lr_decay value")
        check_not_negative(weight_decay, "weight_decay value")
        check_not_negative(initial_accumulator_value, "initial_accumulator_value value")
        check_not_negative(eps, "epsilon value")
        defaults = dict(
            lr=lr,
            lr_decay=lr_decay,
            eps=eps,
            weight_decay=weight_decay,
            initial_accumulator_value=initial_accumulator_value,
            foreach=foreach,
            maximize=maximize,
        )
        super().__init__(params, defaults)
        for group in self.param_groups:
            for param in group["params"]:
                state = self.state[param]
                state["step"] = torch.tensor(0.0)
                state["sum"] = torch.full_like(
                    param, initial_accumulator_value, memory_format=torch.preserve_format
                )

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault("foreach", None)
            group.setdefault("maximize", False)
        steps_as_tensors(self)

    def share_memory(self):
        for group in self.param_groups:
            for param in group["params"]:
                self.state[param]["sum"].share_memory_()

    def step(self, closure=None):
        return self._step_each(closure, _update)


def _update(param, gradient, state, group):
    total = state["sum"]
    state["step"] += 1
    if group["maximize"]:
        gradient = -gradient
    if group["weight_decay"] != 0:
        gradient = gradient.add(param, alpha=group["weight_decay"])
    rate = group["lr"] / (1 + (state["step"].item() - 1) * group["lr_decay"])
    total.addcmul_(gradient, gradient, value=1)
    param.addcdiv_(gradient, total.sqrt().add_(group["eps"]), value=-rate)
