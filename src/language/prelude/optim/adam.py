# Adam (Kingma & Ba 2015) and AMSGrad (Reddi et al. 2018), as torch.optim.Adam has them:
#   m ← β₁·m + (1 − β₁)·g;   v ← β₂·v + (1 − β₂)·g²;   p ← p − lr/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + eps)

import math

import torch
from torch import _C
from torch.optim.optimizer import Optimizer, check_betas, check_not_negative, steps_as_tensors


class Adam(Optimizer):
    def __init__(
        self,
        params,
        lr=1e-3,
        betas=(0.9, 0.999),
        eps=1e-8,
        weight_decay=0,
        amsgrad=False,
        *,
        foreach=None,
        maximize=False,
        capturable=False,
        differentiable=False,
        fused=False
    ):
        check_options(lr, betas, eps, weight_decay)
        defaults = dict(
            lr=lr,
            betas=betas,
            eps=eps,
            weight_decay=weight_decay,
            amsgrad=amsgrad,
            maximize=maximize,
            foreach=foreach,
            capturable=capturable,
            differentiable=differentiable,
            fused=fused,
        )
        super().__init__(params, defaults)
        if fused:
            if differentiable:
                raise RuntimeError("`fused` cannot be `differentiable`")
            raise RuntimeError("FusedAdam requires all the params to be CUDA, floating point")

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault("amsgrad", False)
            group.setdefault("maximize", False)
            group.setdefault("foreach", None)
            group.setdefault("capturable", False)
            group.setdefault("differentiable", False)
            group.setdefault("fused", False)
        steps_as_tensors(self)

    def _together_differs(self, group):
        # Decay is added to the gradients themselves.
        return group["differentiable"] or (group["weight_decay"] != 0 and not group["maximize"])

    def step(self, closure=None, *, grad_scaler=None):
        return self._step_each(closure, self._update)

    def _update(self, param, gradient, state, group):
        if _C._adam_step(param, gradient, state, group, False):
            return
        prepare(param, state, group, self.defaults["capturable"])
        direction = -gradient if group["maximize"] else gradient
        if group["weight_decay"] != 0:
            direction = direction.add(param, alpha=group["weight_decay"])
        move(param, direction, state, group)


def check_options(lr, betas, eps, weight_decay):
    check_not_negative(lr, "learning rate")
    check_not_negative(eps, "epsilon value")
    check_betas(betas)
    check_not_negative(weight_decay, "weight_decay value")


def prepare(param, state, group, capturable):
    """The state of a parameter as the next step finds it, that step counted."""
    if len(state) == 0:
        state["step"] = torch.zeros((1,), dtype=torch.float) if capturable else torch.tensor(0.0)
        state["exp_avg"] = torch.zeros_like(param, memory_format=torch.preserve_format)
        state["exp_avg_sq"] = torch.zeros_like(param, memory_format=torch.preserve_format)
        if group["amsgrad"]:
            state["max_exp_avg_sq"] = torch.zeros_like(param, memory_format=torch.preserve_format)
    if group.get("differentiable") and state["step"].requires_grad:
        raise RuntimeError("`requires_grad` is not supported for `step` in differentiable mode")
    assert not group["capturable"], "If capturable=True, params and state_steps must be CUDA tensors."
    state["step"] += 1


def move(param, direction, state, group):
    beta1, beta2 = group["betas"]
    mean, square = state["exp_avg"], state["exp_avg_sq"]
    mean.mul_(beta1).add_(direction, alpha=1 - beta1)
    square.mul_(beta2).addcmul_(direction, direction, value=1 - beta2)
    largest = state["max_exp_avg_sq"] if group["amsgrad"] else None
    if group.get("differentiable"):
        # Every factor stays a tensor, so that gradients flow through it.
        correction1 = 1 - torch.pow(beta1, state["step"])
        correction2 = (1 - torch.pow(beta2, state["step"])).sqrt()
        size = (group["lr"] / correction1).neg()
        if largest is not None:
            largest.copy_(torch.maximum(largest.clone(), square))
            square = largest
        param.addcdiv_(mean, (square.sqrt() / (correction2 * size)).add_(group["eps"] / size))
        return
    step = state["step"].item()
    size = group["lr"] / (1 - beta1**step)
    correction2 = math.sqrt(1 - beta2**step)
    if largest is not None:
        torch.maximum(largest, square, out=largest)
        square = largest
    param.addcdiv_(mean, (square.sqrt() / correction2).add_(group["eps"]), value=-size)
