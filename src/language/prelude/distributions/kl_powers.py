# KL divergences with ContinuousBernoulli, Pareto and LowRankMultivariateNormal. Formulas follow torch/distributions/kl.py
# of PyTorch 1.13; the text is our own.

import math

import torch
from torch.distributions.continuous_bernoulli import ContinuousBernoulli
from torch.distributions.gammas import Beta, Exponential, Gamma
from torch.distributions.kl import register_kl
from torch.distributions.kl_mixed import _infinite, _x_log_x
from torch.distributions.location_scale import Laplace, Normal, Uniform
from torch.distributions.lowrank_multivariate_normal import LowRankMultivariateNormal, _batch_lowrank_logdet
from torch.distributions.multivariate_normal import MultivariateNormal, _batch_mahalanobis
from torch.distributions.powers import Pareto
from torch.distributions.transformed import Gumbel

_infinite("concentration1", Beta, Pareto)
_infinite("probs", ContinuousBernoulli, Pareto)
_infinite("rate", Exponential, ContinuousBernoulli, Pareto)
_infinite("concentration", Gamma, ContinuousBernoulli, Pareto)
_infinite("loc", Gumbel, ContinuousBernoulli, Pareto)
_infinite("loc", Laplace, ContinuousBernoulli, Pareto)
_infinite("loc", Normal, ContinuousBernoulli, Pareto)
_infinite("scale", Pareto, Beta, ContinuousBernoulli, Uniform)


@register_kl(ContinuousBernoulli, ContinuousBernoulli)
def _kl_continuous_bernoulli_continuous_bernoulli(p, q):
    t1 = p.mean * (p.logits - q.logits)
    t2 = p._cont_bern_log_norm() + torch.log1p(-p.probs)
    t3 = -q._cont_bern_log_norm() - torch.log1p(-q.probs)
    return t1 + t2 + t3


@register_kl(ContinuousBernoulli, Exponential)
def _kl_continuous_bernoulli_exponential(p, q):
    return -p.entropy() - torch.log(q.rate) + q.rate * p.mean


@register_kl(ContinuousBernoulli, Normal)
def _kl_continuous_bernoulli_normal(p, q):
    t2 = 0.5 * (math.log(2.0 * math.pi) + torch.square(q.loc / q.scale)) + torch.log(q.scale)
    t3 = (p.variance + torch.square(p.mean) - 2.0 * q.loc * p.mean) / (2.0 * torch.square(q.scale))
    return -p.entropy() + t2 + t3


@register_kl(ContinuousBernoulli, Uniform)
def _kl_continuous_bernoulli_uniform(p, q):
    result = -p.entropy() + (q.high - q.low).log()
    beyond = torch.max(torch.ge(q.low, p.support.lower_bound), torch.le(q.high, p.support.upper_bound))
    return torch.where(beyond, torch.ones_like(result) * math.inf, result)


def _minus_mean_log(p, q):
    """-E_p ln q of a ContinuousBernoulli q, and p's own."""
    return -p.entropy() - p.mean * q.logits - torch.log1p(-q.probs) - q._cont_bern_log_norm()


register_kl(Beta, ContinuousBernoulli)(_minus_mean_log)


@register_kl(Uniform, ContinuousBernoulli)
def _kl_uniform_continuous_bernoulli(p, q):
    result = _minus_mean_log(p, q)
    beyond = torch.max(torch.ge(p.high, q.support.upper_bound), torch.le(p.low, q.support.lower_bound))
    return torch.where(beyond, torch.ones_like(result) * math.inf, result)


@register_kl(Pareto, Pareto)
def _kl_pareto_pareto(p, q):
    alpha_ratio = q.alpha / p.alpha
    t1 = q.alpha * (p.scale / q.scale).log()
    result = t1 - alpha_ratio.log() + alpha_ratio - 1
    result[p.support.lower_bound < q.support.lower_bound] = math.inf
    return result


@register_kl(Pareto, Exponential)
def _kl_pareto_exponential(p, q):
    product = p.scale * q.rate
    t1 = (p.alpha / product).log()
    t2 = p.alpha.reciprocal()
    t3 = p.alpha * product / (p.alpha - 1)
    result = t1 - t2 + t3 - 1
    result[p.alpha <= 1] = math.inf
    return result


@register_kl(Pareto, Gamma)
def _kl_pareto_gamma(p, q):
    common = p.scale.log() + p.alpha.reciprocal()
    t1 = p.alpha.log() - common
    t2 = q.concentration.lgamma() - q.concentration * q.rate.log()
    t3 = (1 - q.concentration) * common
    t4 = q.rate * p.alpha * p.scale / (p.alpha - 1)
    result = t1 + t2 + t3 + t4 - 1
    result[p.alpha <= 1] = math.inf
    return result


@register_kl(Pareto, Normal)
def _kl_pareto_normal(p, q):
    common = p.scale / (p.alpha - 1)
    t1 = (math.sqrt(2 * math.pi) * q.scale * p.alpha / p.scale).log()
    t2 = p.alpha.reciprocal()
    t3 = p.alpha * common.pow(2) / (p.alpha - 2)
    t4 = (p.alpha * common - q.loc).pow(2)
    result = t1 - t2 + (t3 + t4) / (2 * q.scale.pow(2)) - 1
    result[p.alpha <= 2] = math.inf
    return result


@register_kl(Uniform, Pareto)
def _kl_uniform_pareto(p, q):
    width = p.high - p.low
    t1 = (q.alpha * q.scale.pow(q.alpha) * (width)).log()
    t2 = (_x_log_x(p.high) - _x_log_x(p.low) - width) / width
    result = t2 * (q.alpha + 1) - t1
    result[p.low < q.support.lower_bound] = math.inf
    return result


def _check_event_shapes(p, q, what):
    if p.event_shape != q.event_shape:
        # PyTorch's text has the indentation of its source in it.
        raise ValueError(
            f"KL-divergence between two {what} Multivariate Normals with" + " " * 26
            + "different event shapes cannot be computed"
        )


def _trace_of_square(matrix):
    """tr(X·Xᵀ)"""
    n, m = matrix.size(-1), matrix.size(-2)
    return matrix.reshape(matrix.shape[:-2] + (m * n,)).pow(2).sum(-1)


def _log_det(d):
    if isinstance(d, LowRankMultivariateNormal):
        return d._log_det()
    return 2 * d._unbroadcasted_scale_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1)


def _precision_parts(q):
    # q's precision is D⁻¹ - Aᵀ·A.
    scaled = q._unbroadcasted_cov_factor.mT / q._unbroadcasted_cov_diag.unsqueeze(-2)
    A = torch.linalg.solve_triangular(q._capacitance_tril, scaled, upper=False)
    return q._unbroadcasted_cov_diag.rsqrt().unsqueeze(-1), A


@register_kl(LowRankMultivariateNormal, LowRankMultivariateNormal)
def _kl_lowrankmultivariatenormal_lowrankmultivariatenormal(p, q):
    _check_event_shapes(p, q, "Low Rank")
    term1 = _log_det(q) - _log_det(p)
    term3 = q._mahalanobis(q.loc - p.loc)
    root, A = _precision_parts(q)
    diag = (p._unbroadcasted_cov_diag / q._unbroadcasted_cov_diag).sum(-1)
    factor = _trace_of_square(p._unbroadcasted_cov_factor * root)
    less_diag = _trace_of_square(A * p._unbroadcasted_cov_diag.sqrt().unsqueeze(-2))
    less_factor = _trace_of_square(A.matmul(p._unbroadcasted_cov_factor))
    term2 = diag + factor - less_diag - less_factor
    return 0.5 * (term1 + term2 + term3 - p.event_shape[0])


@register_kl(MultivariateNormal, LowRankMultivariateNormal)
def _kl_multivariatenormal_lowrankmultivariatenormal(p, q):
    _check_event_shapes(p, q, "(Low Rank)")
    term1 = _log_det(q) - _log_det(p)
    term3 = q._mahalanobis(q.loc - p.loc)
    root, A = _precision_parts(q)
    tril = p._unbroadcasted_scale_tril
    term2 = _trace_of_square(tril * root) - _trace_of_square(A.matmul(tril))
    return 0.5 * (term1 + term2 + term3 - p.event_shape[0])


@register_kl(LowRankMultivariateNormal, MultivariateNormal)
def _kl_lowrankmultivariatenormal_multivariatenormal(p, q):
    _check_event_shapes(p, q, "(Low Rank)")
    term1 = _log_det(q) - _log_det(p)
    tril = q._unbroadcasted_scale_tril
    term3 = _batch_mahalanobis(tril, (q.loc - p.loc))
    batch = torch.broadcast_shapes(tril.shape[:-2], p._unbroadcasted_cov_factor.shape[:-2])
    n = p.event_shape[0]
    tril = tril.expand(batch + (n, n))
    factor = p._unbroadcasted_cov_factor.expand(batch + (n, p.cov_factor.size(-1)))
    diag = torch.diag_embed(p._unbroadcasted_cov_diag.sqrt()).expand(batch + (n, n))
    term2 = _trace_of_square(torch.linalg.solve_triangular(tril, factor, upper=False))
    term2 = term2 + _trace_of_square(torch.linalg.solve_triangular(tril, diag, upper=False))
    return 0.5 * (term1 + term2 + term3 - p.event_shape[0])
