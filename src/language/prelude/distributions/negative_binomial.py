# NegativeBinomial: how many successes come before total_count failures. Behaviour follows
# torch/distributions/negative_binomial.py of PyTorch 1.13; the text is our own.

import torch
import torch.nn.functional as F
from torch.distributions import constraints
from torch.distributions.discrete import _ONE_OF_TWO, _Binary
from torch.distributions.distribution import Distribution
from torch.distributions.gammas import Gamma
from torch.distributions.utils import broadcast_all, lazy_property


class NegativeBinomial(_Binary, Distribution):
    arg_constraints = {
        "total_count": constraints.greater_than_eq(0),
        "probs": constraints.half_open_interval(0.0, 1.0),
        "logits": constraints.real,
    }
    support = constraints.nonnegative_integer

    def __init__(self, total_count, probs=None, logits=None, validate_args=None):
        if (probs is None) == (logits is None):
            raise ValueError(_ONE_OF_TWO)
        if probs is not None:
            self.total_count, self.probs = broadcast_all(total_count, probs)
            self.total_count = self.total_count.type_as(self.probs)
        else:
            self.total_count, self.logits = broadcast_all(total_count, logits)
            self.total_count = self.total_count.type_as(self.logits)
        self._param = self.probs if probs is not None else self.logits
        super().__init__(self._param.size(), validate_args=validate_args)

    def expand(self, batch_shape, _instance=None):
        names = ("total_count", "probs", "logits")
        return self._expanded(NegativeBinomial, batch_shape, names, _instance)._take_param()

    def _take_param(self):
        # As in PyTorch: the logits, where both are there.
        self._param = self.logits if "logits" in self.__dict__ else self.probs
        return self

    @property
    def mean(self):
        return self.total_count * torch.exp(self.logits)

    @property
    def mode(self):
        return ((self.total_count - 1) * self.logits.exp()).floor().clamp(min=0.0)

    @property
    def variance(self):
        return self.mean / torch.sigmoid(-self.logits)

    @lazy_property
    def _gamma(self):
        # Not checked: total_count may be 0.
        rate = torch.exp(-self.logits)
        return Gamma(concentration=self.total_count, rate=rate, validate_args=False)

    def sample(self, sample_shape=torch.Size()):
        with torch.no_grad():
            return torch.poisson(self._gamma.sample(sample_shape=sample_shape))

    def log_prob(self, value):
        self._check_sample(value)
        log_unnormalized = self.total_count * F.logsigmoid(-self.logits) + value * F.logsigmoid(self.logits)
        log_normalization = (
            -torch.lgamma(self.total_count + value) + torch.lgamma(1.0 + value) + torch.lgamma(self.total_count)
        )
        log_normalization[self.total_count + value == 0.0] = 0.0
        return log_unnormalized - log_normalization
