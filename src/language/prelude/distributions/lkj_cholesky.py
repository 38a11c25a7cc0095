# LKJCholesky: Cholesky factors of correlation matrices, of density ∝ det(M)^(concentration - 1). Behaviour follows
# torch/distributions/lkj_cholesky.py of PyTorch 1.13; the text is our own.

import math

import torch
from torch.distributions import constraints
from torch.distributions.distribution import Distribution
from torch.distributions.gammas import Beta
from torch.distributions.utils import broadcast_all


class LKJCholesky(Distribution):
    arg_constraints = {"concentration": constraints.positive}
    support = constraints.corr_cholesky

    def __init__(self, dim, concentration=1.0, validate_args=None):
        if dim < 2:
            raise ValueError(f"Expected dim to be an integer greater than or equal to 2. Found dim={dim}.")
        self.dim = dim
        (self.concentration,) = broadcast_all(concentration)
        marginal = self.concentration + 0.5 * (self.dim - 2)
        offset = torch.arange(self.dim - 1, dtype=self.concentration.dtype)
        offset = torch.cat([offset.new_zeros((1,)), offset])
        self._beta = Beta(offset + 0.5, marginal.unsqueeze(-1) - 0.5 * offset)
        super().__init__(self.concentration.size(), torch.Size((dim, dim)), validate_args)

    def expand(self, batch_shape, _instance=None):
        new = self._get_checked_instance(LKJCholesky, _instance)
        batch_shape = torch.Size(batch_shape)
        new.dim = self.dim
        new.concentration = self.concentration.expand(batch_shape)
        new._beta = self._beta.expand(batch_shape + (self.dim,))
        return self._finish_expanded(new, batch_shape, self.event_shape)

    def sample(self, sample_shape=torch.Size()):
        # The onion method: each row is a direction on a sphere, and how far it goes comes from a Beta.
        y = self._beta.sample(sample_shape).unsqueeze(-1)
        normal = torch.randn(self._extended_shape(sample_shape), dtype=y.dtype).tril(-1)
        direction = normal / normal.norm(dim=-1, keepdim=True)
        # The first row has none: 0 / 0.
        direction[..., 0, :].fill_(0.0)
        w = torch.sqrt(y) * direction
        left = torch.clamp(1 - torch.sum(w**2, dim=-1), min=torch.finfo(w.dtype).tiny)
        w += torch.diag_embed(left.sqrt())
        return w

    def log_prob(self, value):
        self._check_sample(value)
        # ∏ L_ii^(2·concentration - 2 + dim - i), i counted from 1
        diag_elems = value.diagonal(dim1=-1, dim2=-2)[..., 1:]
        order = torch.arange(2, self.dim + 1)
        order = 2 * (self.concentration - 1).unsqueeze(-1) + self.dim - order
        unnormalized = torch.sum(order * diag_elems.log(), dim=-1)
        rows = self.dim - 1
        alpha = self.concentration + 0.5 * rows
        denominator = torch.lgamma(alpha) * rows
        numerator = torch.mvlgamma(alpha - 0.5, rows)
        return unnormalized - (0.5 * rows * math.log(math.pi) + numerator - denominator)
