# Resilient backpropagation (Riedmiller & Braun 1993): only the gradient's sign counts. A step grows while the sign
# stays and shrinks when it turns, where the element also rests once.

import torch
from torch.optim.optimizer import Optimizer, check_not_negative


class Rprop(Optimizer):
    def __init__(self, params, lr=1e-2, etas=(0.5, 1.2), step_sizes=(1e-6, 50), foreach=None, maximize=False):
        check_not_negative(lr, "learning rate")
        if not 0.0 < etas[0] < 1.0 < etas[1]:
            raise ValueError("Invalid eta values: {}, {}".format(etas[0], etas[1]))
        super().__init__(params, dict(lr=lr, etas=etas, step_sizes=step_sizes, foreach=foreach, maximize=maximize))

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault("foreach", None)
            group.setdefault("maximize", False)

    def _together_differs(self, group):
        return False

    def step(self, closure=None):
        return self._step_each(closure, _update)


def _update(param, gradient, state, group):
    shrink, grow = group["etas"]
    smallest, largest = group["step_sizes"]
    if len(state) == 0:
        state["step"] = 0
        state["prev"] = torch.zeros_like(param, memory_format=torch.preserve_format)
        state["step_size"] = torch.full_like(gradient, group["lr"])
    state["step"] += 1
    if group["maximize"]:
        gradient = -gradient
    factor = gradient.mul(state["prev"]).sign()
    factor[factor.gt(0)] = grow
    factor[factor.lt(0)] = shrink
    factor[factor.eq(0)] = 1
    size = state["step_size"]
    size.mul_(factor).clamp_(smallest, largest)
    gradient = gradient.clone(memory_format=torch.preserve_format)
    gradient[factor.eq(shrink)] = 0
    param.addcmul_(gradient.sign(), size, value=-1)
    state["prev"].copy_(gradient)
