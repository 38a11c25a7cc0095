# torch.nn.functional: what PyTorch itself writes in Python around its ops; everything else of the module is an op
# and is found through __getattr__. Behaviour and messages follow torch/nn/functional.py of PyTorch 1.13; the text
# is our own.

import torch
from torch import _ops
from torch.nn import _reduction


def _reduction_of(size_average, reduce, reduction):
    if size_average is not None or reduce is not None:
        reduction = _reduction.legacy_get_string(size_average, reduce)
    return _reduction.get_enum(reduction)


# Activations. The in-place flag picks the op's in-place form.


def relu(input, inplace=False):
    return _ops.relu_(input) if inplace else _ops.relu(input)


def relu6(input, inplace=False):
    return _ops.hardtanh_(input, 0, 6) if inplace else _ops.hardtanh(input, 0, 6)


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    return _ops.hardtanh_(input, min_val, max_val) if inplace else _ops.hardtanh(input, min_val, max_val)


def leaky_relu(input, negative_slope=0.01, inplace=False):
    return _ops.leaky_relu_(input, negative_slope) if inplace else _ops.leaky_relu(input, negative_slope)


def elu(input, alpha=1.0, inplace=False):
    return _ops.elu_(input, alpha) if inplace else _ops.elu(input, alpha)


def selu(input, inplace=False):
    return _ops.selu_(input) if inplace else _ops.selu(input)


def celu(input, alpha=1.0, inplace=False):
    return _ops.celu_(input, alpha) if inplace else _ops.celu(input, alpha)


def silu(input, inplace=False):
    return _ops.silu_(input) if inplace else _ops.silu(input)


def mish(input, inplace=False):
    return _ops.mish_(input) if inplace else _ops.mish(input)


def hardswish(input, inplace=False):
    return _ops.hardswish_(input) if inplace else _ops.hardswish(input)


def hardsigmoid(input, inplace=False):
    return _ops.hardsigmoid_(input) if inplace else _ops.hardsigmoid(input)


def rrelu(input, lower=1.0 / 8, upper=1.0 / 3, training=False, inplace=False):
    function = torch.rrelu_ if inplace else torch.rrelu
    return function(input, lower, upper, training)


def _threshold(input, threshold, value, inplace=False):
    return _ops.threshold_(input, threshold, value) if inplace else _ops.threshold(input, threshold, value)


threshold = _threshold


def glu(input, dim=-1):
    if input.dim() == 0:
        raise RuntimeError("glu does not support scalars because halving size must be even")
    return _ops.glu(input, dim)


def softsign(input):
    return input / (input.abs() + 1)


def tanhshrink(input):
    return input - input.tanh()


def tanh(input):
    import warnings

    warnings.warn("nn.functional.tanh is deprecated. Use torch.tanh instead.")
    return input.tanh()


def sigmoid(input):
    import warnings

    warnings.warn("nn.functional.sigmoid is deprecated. Use torch.sigmoid instead.")
    return input.sigmoid()


def _softmax_dim(name, ndim, stacklevel):
    import warnings

    warnings.warn(
        "Implicit dimension choice for {} has been deprecated. Change the call to include dim=X as an "
        "argument.".format(name),
        stacklevel=stacklevel,
    )
    return 0 if ndim in (0, 1, 3) else 1


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _softmax_dim("softmax", input.dim(), _stacklevel)
    return input.softmax(dim) if dtype is None else input.softmax(dim, dtype=dtype)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _softmax_dim("softmin", input.dim(), _stacklevel)
    return (-input).softmax(dim) if dtype is None else (-input).softmax(dim, dtype=dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    if dim is None:
        dim = _softmax_dim("log_softmax", input.dim(), _stacklevel)
    return input.log_softmax(dim) if dtype is None else input.log_softmax(dim, dtype=dtype)


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    if eps != 1e-10:
        import warnings

        warnings.warn("`eps` parameter is deprecated and has no effect.")
    gumbels = -torch.empty_like(logits).exponential_().log()
    soft = ((logits + gumbels) / tau).softmax(dim)
    if not hard:
        return soft
    # The choice itself, with the gradient of the probabilities.
    index = soft.max(dim, keepdim=True)[1]
    chosen = torch.zeros_like(logits).scatter_(dim, index, 1.0)
    return chosen - soft.detach() + soft


# Dropout.


def dropout(input, p=0.5, training=True, inplace=False):
    if p < 0.0 or p > 1.0:
        raise ValueError("dropout probability has to be between 0 and 1, but got {}".format(p))
    return _ops.dropout_(input, p, training) if inplace else _ops.dropout(input, p, training)


# Losses.


def cross_entropy(
    input,
    target,
    weight=None,
    size_average=None,
    ignore_index=-100,
    reduce=None,
    reduction="mean",
    label_smoothing=0.0,
):
    return _ops.cross_entropy_loss(
        input, target, weight, _reduction_of(size_average, reduce, reduction), ignore_index, label_smoothing
    )


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
    return _ops.nll_loss_nd(input, target, weight, _reduction_of(size_average, reduce, reduction), ignore_index)


def _same_size(input, target):
    if input.size() != target.size():
        import warnings

        warnings.warn(
            "Using a target size ({}) that is different to the input size ({}). This will likely lead to incorrect "
            "results due to broadcasting. Please ensure they have the same size.".format(target.size(), input.size()),
            stacklevel=3,
        )
    return torch.broadcast_tensors(input, target)


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    input, target = _same_size(input, target)
    return _ops.mse_loss(input, target, _reduction_of(size_average, reduce, reduction))


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    input, target = _same_size(input, target)
    return _ops.l1_loss(input, target, _reduction_of(size_average, reduce, reduction))


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    input, target = _same_size(input, target)
    return _ops.smooth_l1_loss(input, target, _reduction_of(size_average, reduce, reduction), beta)


def huber_loss(input, target, reduction="mean", delta=1.0):
    input, target = _same_size(input, target)
    return _ops.huber_loss(input, target, _reduction.get_enum(reduction), delta)


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    reduction = _reduction_of(size_average, reduce, reduction)
    if target.size() != input.size():
        raise ValueError(
            "Using a target size ({}) that is different to the input size ({}) is deprecated. "
            "Please ensure they have the same size.".format(target.size(), input.size())
        )
    if weight is not None:
        _, weight = torch.broadcast_tensors(target, weight)
    return _ops.binary_cross_entropy(input, target, weight, reduction)


def binary_cross_entropy_with_logits(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None
):
    reduction = _reduction_of(size_average, reduce, reduction)
    if target.size() != input.size():
        raise ValueError(
            "Target size ({}) must be the same as input size ({})".format(target.size(), input.size())
        )
    return _ops.binary_cross_entropy_with_logits(input, target, weight, pos_weight, reduction)


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    if size_average is None and reduce is None and reduction in ("mean", "batchmean"):
        if reduction == "mean":
            import warnings

            warnings.warn(
                "reduction: 'mean' divides the total loss by both the batch size and the support size."
                "'batchmean' divides only by the batch size, and aligns with the KL div math definition."
                "'mean' will be changed to behave the same as 'batchmean' in the next major release."
            )
            return _ops.kl_div(input, target, 1, log_target=log_target)
        total = _ops.kl_div(input, target, 2, log_target=log_target)
        return total / input.size()[0] if input.dim() != 0 else total
    return _ops.kl_div(input, target, _reduction_of(size_average, reduce, reduction), log_target=log_target)


# Sparse and distances.


def embedding(
    input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False
):
    if padding_idx is None:
        padding_idx = -1
    elif padding_idx >= 0:
        assert padding_idx < weight.size(0), "Padding_idx must be within num_embeddings"
    else:
        assert padding_idx >= -weight.size(0), "Padding_idx must be within num_embeddings"
        padding_idx = weight.size(0) + padding_idx
    if max_norm is not None:
        with torch.no_grad():
            torch.embedding_renorm_(weight.detach(), input, max_norm, norm_type)
    return _ops.embedding(weight, input, padding_idx, scale_grad_by_freq, sparse)


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    norm = input.norm(p, dim, keepdim=True).clamp_min(eps).expand_as(input)
    return torch.div(input, norm) if out is None else torch.div(input, norm, out=out)


# Larger groups of functions have modules of their own, read when one of their names is first asked for.

_parts = {
    "attention": (
        "_in_projection",
        "_in_projection_packed",
        "_native_multi_head_attention",
        "multi_head_attention_forward",
        "scaled_dot_product_attention",
    ),
    "dropout": (
        "alpha_dropout",
        "dropout1d",
        "dropout2d",
        "dropout3d",
        "feature_alpha_dropout",
    ),
    "embedding": ("embedding_bag",),
    "losses": (
        "cosine_embedding_loss",
        "ctc_loss",
        "gaussian_nll_loss",
        "hinge_embedding_loss",
        "margin_ranking_loss",
        "multi_margin_loss",
        "multilabel_margin_loss",
        "multilabel_soft_margin_loss",
        "poisson_nll_loss",
        "soft_margin_loss",
        "triplet_margin_loss",
        "triplet_margin_with_distance_loss",
    ),
    "normalization": (
        "batch_norm",
        "group_norm",
        "instance_norm",
        "layer_norm",
        "local_response_norm",
    ),
    "pooling": (
        "adaptive_avg_pool2d",
        "adaptive_avg_pool3d",
        "adaptive_max_pool1d",
        "adaptive_max_pool1d_with_indices",
        "adaptive_max_pool2d",
        "adaptive_max_pool2d_with_indices",
        "adaptive_max_pool3d",
        "adaptive_max_pool3d_with_indices",
        "fractional_max_pool2d",
        "fractional_max_pool2d_with_indices",
        "fractional_max_pool3d",
        "fractional_max_pool3d_with_indices",
        "lp_pool1d",
        "lp_pool2d",
        "max_pool1d",
        "max_pool1d_with_indices",
        "max_pool2d",
        "max_pool2d_with_indices",
        "max_pool3d",
        "max_pool3d_with_indices",
        "max_unpool1d",
        "max_unpool2d",
        "max_unpool3d",
    ),
    "vision": (
        "GRID_SAMPLE_INTERPOLATION_MODES",
        "GRID_SAMPLE_PADDING_MODES",
        "affine_grid",
        "fold",
        "grid_sample",
        "interpolate",
        "unfold",
        "upsample",
        "upsample_bilinear",
        "upsample_nearest",
    ),
}


def __getattr__(name):
    value = None
    for part, names in _parts.items():
        if name in names:
            value = getattr(getattr(torch.nn, "_functional_" + part), name)
    # What PyTorch's own imports leave in the module.
    if name == "grad":
        value = torch.nn.grad
    elif name == "Tensor":
        value = torch.Tensor
    elif "torch_function" in name:
        value = getattr(torch.overrides, name)
    if value is None:
        value = _ops.functional(name)
    globals()[name] = value
    return value
