# Adam with Nesterov momentum (Dozat 2016): μₜ = β₁·(1 − 0.5·0.96^(t·momentum_decay)), and the step mixes the gradient
# and its mean, weighted by μₜ and μₜ₊₁ over the products of all μ so far.

import torch
from torch.optim.adam import check_options
from torch.optim.optimizer import Optimizer, check_not_negative, steps_as_tensors


class NAdam(Optimizer):
    def __init__(
        self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, momentum_decay=4e-3, foreach=None
    ):
        check_options(lr, betas, eps, weight_decay)
        check_not_negative(momentum_decay, "momentum_decay value")
        defaults = dict(
            lr=lr,
            betas=betas,
            eps=eps,
            weight_decay=weight_decay,
            momentum_decay=momentum_decay,
            foreach=foreach,
        )
        super().__init__(params, defaults)

    def __setstate__(self, state):
        super().__setstate__(state)
        for group in self.param_groups:
            group.setdefault("foreach", None)
        steps_as_tensors(self, ("step", "mu_product"))

    def step(self, closure=None):
        return self._step_each(closure, _update)


def _update(param, gradient, state, group):
    beta1, beta2 = group["betas"]
    lr = group["lr"]
    if len(state) == 0:
        state["step"] = torch.tensor(0.0)
        state["mu_product"] = torch.tensor(1.0)
        state["exp_avg"] = torch.zeros_like(param, memory_format=torch.preserve_format)
        state["exp_avg_sq"] = torch.zeros_like(param, memory_format=torch.preserve_format)
    state["step"] += 1
    step = state["step"].item()
    if group["weight_decay"] != 0:
        gradient = gradient.add(param, alpha=group["weight_decay"])
    mu = beta1 * (1.0 - 0.5 * (0.96 ** (step * group["momentum_decay"])))
    mu_next = beta1 * (1.0 - 0.5 * (0.96 ** ((step + 1) * group["momentum_decay"])))
    mu_product = state["mu_product"]
    mu_product *= mu
    mu_product_next = mu_product * mu * mu_next
    mean, square = state["exp_avg"], state["exp_avg_sq"]
    mean.mul_(beta1).add_(gradient, alpha=1 - beta1)
    square.mul_(beta2).addcmul_(gradient, gradient, value=1 - beta2)
    denominator = square.div(1 - beta2**step).sqrt().add_(group["eps"])
    param.addcdiv_(gradient, denominator, value=-lr * (1.0 - mu) / (1.0 - mu_product.item()))
    param.addcdiv_(mean, denominator, value=-lr * mu_next / (1.0 - mu_product_next.item()))
