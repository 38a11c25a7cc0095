# The dropout family of torch.nn.functional but for dropout itself. Behaviour and messages follow
# torch/nn/functional.py of PyTorch 1.13; the text is our own.

from torch import _ops


def _check(p):
    if p < 0.0 or p > 1.0:
        raise ValueError("dropout probability has to be between 0 and 1, but got {}".format(p))


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    _check(p)
    return _ops.alpha_dropout_(input, p, training) if inplace else _ops.alpha_dropout(input, p, training)


def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
    _check(p)
    function = _ops.feature_alpha_dropout_ if inplace else _ops.feature_alpha_dropout
    return function(input, p, training)


def _by_feature(input, p, training, inplace):
    function = _ops.feature_dropout_ if inplace else _ops.feature_dropout
    return function(input, p, training)


def _unbatched(input, p, training, inplace):
    """One sample as a batch of one."""
    if inplace:
        return _by_feature(input.unsqueeze_(0), p, training, True).squeeze_(0)
    return _by_feature(input.unsqueeze(0), p, training, False).squeeze(0)


def dropout1d(input, p=0.5, training=True, inplace=False):
    _check(p)
    rank = input.dim()
    if rank not in (2, 3):
        raise RuntimeError(
            "dropout1d: Expected 2D or 3D input, but received a {}D input. Note that dropout1d exists to provide "
            "channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and an optional batch "
            "dimension (i.e. 2D or 3D inputs).".format(rank)
        )
    return _by_feature(input, p, training, inplace) if rank == 3 else _unbatched(input, p, training, inplace)


def _warn_rank(name, rank, spatial, accepted):
    import warnings

    warnings.warn(
        "{0}: Received a {1}-D input to {0}, which is deprecated and will result in an error in a future release. "
        "To retain the behavior and silence this warning, please use dropout instead. Note that {0} exists to "
        "provide channel-wise dropout on inputs with {2} spatial dimensions, a channel dimension, and an optional "
        "batch dimension (i.e. {3} inputs).".format(name, rank, spatial, accepted),
        stacklevel=3,
    )


def dropout2d(input, p=0.5, training=True, inplace=False):
    _check(p)
    rank = input.dim()
    if rank not in (3, 4):
        _warn_rank("dropout2d", rank, 2, "3D or 4D")
    if rank == 3:
        import warnings

        warnings.warn(
            "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout behavior is "
            "desired - input is interpreted as shape (N, C, L), where C is the channel dim. This behavior will "
            "change in a future release to interpret the input as one without a batch dimension, i.e. shape (C, H, "
            "W). To maintain the 1D channel-wise dropout behavior, please switch to using dropout1d instead."
        )
    return _by_feature(input, p, training, inplace)


def dropout3d(input, p=0.5, training=True, inplace=False):
    _check(p)
    rank = input.dim()
    if rank not in (4, 5):
        _warn_rank("dropout3d", rank, 3, "4D or 5D")
    return _by_feature(input, p, training, inplace) if rank == 5 else _unbatched(input, p, training, inplace)
