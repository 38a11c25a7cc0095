# Adam with decoupled weight decay (Loshchilov & Hutter 2019): p ← p·(1 − lr·weight_decay), then Adam's step.

from torch import _C
from torch.optim.adam import check_options, move, prepare
from torch.optim.optimizer import Optimizer, steps_as_tensors


class AdamW(Optimizer):
    def __init__(
        self,
        params,
        lr=1e-3,
        betas=(0.9, 0.999),
        eps=1e-8,
        weight_decay=1e-2,
        amsgrad=False,
        *,
        maximize=False,
        foreach=None,
        capturable=False
    ):
        check_options(lr, betas, eps, weight_decay)
        defaults = dict(
            lr=lr,
            betas=betas,
            eps=eps,
            weight_decay=weight_decay,
            amsgrad=amsgrad,
            foreach=foreach,
            maximize=maximize,
            capturable=capturable,
        )
        super().__init__(params, defaults)

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault("amsgrad", False)
            group.setdefault("maximize", False)
            group.setdefault("foreach", None)
            group.setdefault("capturable", False)
        steps_as_tensors(self)

    def _together_differs(self, group):
        return False

    def step(self, closure=None):
        return self._step_each(closure, self._update)

    def _update(self, param, gradient, state, group):
        if _C._adam_step(param, gradient, state, group, True):
            return
        prepare(param, state, group, self.defaults["capturable"])
        param.mul_(1 - group["lr"] * group["weight_decay"])
        move(param, -gradient if group["maximize"] else gradient, state, group)
