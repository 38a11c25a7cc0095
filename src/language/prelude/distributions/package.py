# torch.distributions: its distributions under one name.

from torch.distributions import constraints, kl, transforms, utils
from torch.distributions.categorical import (
    Categorical,
    Multinomial,
    OneHotCategorical,
    OneHotCategoricalStraightThrough,
)
from torch.distributions.composed import Independent, MixtureSameFamily, TransformedDistribution
from torch.distributions.constraint_registry import biject_to, transform_to
from torch.distributions.continuous_bernoulli import ContinuousBernoulli
from torch.distributions.discrete import Bernoulli, Binomial, Geometric, Poisson
from torch.distributions.distribution import Distribution, ExponentialFamily
from torch.distributions.gammas import Beta, Chi2, Dirichlet, Exponential, FisherSnedecor, Gamma, StudentT
from torch.distributions.kl import kl_divergence, register_kl
from torch.distributions.lkj_cholesky import LKJCholesky
from torch.distributions.location_scale import Cauchy, Laplace, Normal, Uniform
from torch.distributions.lowrank_multivariate_normal import LowRankMultivariateNormal
from torch.distributions.multivariate_normal import MultivariateNormal
from torch.distributions.negative_binomial import NegativeBinomial
from torch.distributions.powers import Kumaraswamy, LogisticNormal, Pareto, Weibull
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
    CatTransform,
    ComposeTransform,
    CorrCholeskyTransform,
    CumulativeDistributionTransform,
    ExpTransform,
    IndependentTransform,
    LowerCholeskyTransform,
    PowerTransform,
    ReshapeTransform,
    SigmoidTransform,
    SoftmaxTransform,
    SoftplusTransform,
    StackTransform,
    StickBreakingTransform,
    TanhTransform,
    Transform,
    identity_transform,
)
from torch.distributions.von_mises import VonMises
from torch.distributions.wishart import Wishart
