# torch.distributions: its distributions under one name.

from torch.distributions import constraints, kl, transforms, utils
from torch.distributions.categorical import (
    Categorical,
    Multinomial,
    OneHotCategorical,
    OneHotCategoricalStraightThrough,
)
from torch.distributions.composed import Independent, MixtureSameFamily, TransformedDistribution
from torch.distributions.discrete import Bernoulli, Binomial, Geometric, Poisson
from torch.distributions.distribution import Distribution, ExponentialFamily
from torch.distributions.gammas import Beta, Chi2, Dirichlet, Exponential, Gamma, StudentT
from torch.distributions.kl import kl_divergence, register_kl
from torch.distributions.location_scale import Cauchy, Laplace, Normal, Uniform
from torch.distributions.multivariate_normal import MultivariateNormal
from torch.distributions.transformed import (
    Gumbel,
    HalfCauchy,
    HalfNormal,
    LogNormal,
    RelaxedBernoulli,
    RelaxedOneHotCategorical,
)
from torch.distributions.transforms import (
    AbsTransform,
    AffineTransform,
    ComposeTransform,
    ExpTransform,
    IndependentTransform,
    PowerTransform,
    SigmoidTransform,
    SoftmaxTransform,
    SoftplusTransform,
    StickBreakingTransform,
    TanhTransform,
    Transform,
    identity_transform,
)
