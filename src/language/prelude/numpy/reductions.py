# numpy: reductions over axes. Sums are NumPy's pairwise sums. Behaviour follows NumPy 1.24; the text is our own.

import torch
from torch import _C, _numpy
from numpy._dtypes import dtype_of


def _axes(axis, ndim):
    import numpy._array

    if axis is None:
        return list(range(ndim))
    given = axis if isinstance(axis, tuple) else (axis,)
    axes = [numpy._array.one_axis(each, ndim) for each in given]
    if len(set(axes)) < len(axes):
        raise ValueError("duplicate value in 'axis'")
    return axes


def _wide(tensor, dtype, name):
    """Sums and products of small ints are int64."""
    if dtype is not None:
        return tensor.to(dtype)
    if tensor.is_floating_point():
        if tensor.dtype is torch.float16:
            _C._refuse("numpy.{} of float16".format(name))
        return tensor
    if tensor.dtype is torch.uint8:
        _C._refuse("numpy.{} of uint8, a uint64".format(name))
    return tensor.to(torch.int64)


def _sum(tensor, axes):
    if tensor.dim() == 0 or len(axes) == 0:
        return tensor.clone()
    if not tensor.is_floating_point():
        return tensor.sum(dim=axes)
    if tensor.numel() == 0:
        return tensor.sum(dim=axes)
    if len(axes) == tensor.dim():
        order = sorted(range(tensor.dim()), key=lambda axis: (-tensor.stride(axis), axis))
        return _numpy.sum(tensor.permute(*order).reshape(-1), 0)
    if len(axes) > 1:
        axes = sorted(axes)
        if axes != list(range(axes[0], axes[-1] + 1)):
            _C._refuse("a numpy sum over axes that do not lie side by side")
        tensor = tensor.flatten(axes[0], axes[-1])
    strides = tensor.stride()
    if any(a < b for a, b in zip(strides, strides[1:])) and tensor.dim() == 2:
        # Transposed memory is walked as it lies.
        return _numpy.sum(tensor.t(), 1 - axes[0])
    return _numpy.sum(tensor, axes[0])


def _kept(tensor, axes, keepdims):
    if keepdims:
        for axis in sorted(axes):
            tensor = tensor.unsqueeze(axis)
    return tensor


def reduce(name, tensor, axis, keepdims, dtype=None):
    axes = _axes(axis, tensor.dim())
    if name == "sum":
        return _kept(_sum(_wide(tensor, dtype, "sum"), axes), axes, keepdims)
    if name == "prod":
        made = _wide(tensor, dtype, "prod")
        for each in sorted(axes, reverse=True):
            made = made.prod(dim=each)
        return _kept(made, axes, keepdims)
    if name in ("any", "all"):
        made = tensor.to(torch.bool)
        for each in sorted(axes, reverse=True):
            made = getattr(made, name)(dim=each)
        return _kept(made, axes, keepdims)
    if any(tensor.shape[each] == 0 for each in axes):
        raise ValueError(
            "zero-size array to reduction operation {}imum which has no identity".format(name)
        )
    if len(axes) == 0 or tensor.numel() == 0:
        return tensor.clone() if not axes else _kept(getattr(tensor, "a" + name)(dim=axes), axes, keepdims)
    return _kept(getattr(torch, "a" + name)(tensor, dim=axes), axes, keepdims)


def _count(tensor, axes):
    count = 1
    for axis in axes:
        count *= tensor.shape[axis]
    return count


def mean(tensor, axis, keepdims, dtype=None):
    axes = _axes(axis, tensor.dim())
    if dtype is None and not tensor.is_floating_point():
        dtype = torch.float64
    return _kept(_sum(_wide(tensor, dtype, "mean"), axes) / _count(tensor, axes), axes, keepdims)


def variance(tensor, axis, ddof, keepdims, dtype=None):
    axes = _axes(axis, tensor.dim())
    if dtype is None and not tensor.is_floating_point():
        dtype = torch.float64
    tensor = _wide(tensor, dtype, "var")
    count = _count(tensor, axes)
    middle = _kept(_sum(tensor, axes), axes, True) / count
    apart = tensor - middle
    return _kept(_sum(apart * apart, axes) / max(count - ddof, 0), axes, keepdims)


def arg_reduce(name, tensor, axis, keepdims):
    if tensor.numel() == 0:
        raise ValueError("attempt to get {} of an empty sequence".format(name))
    if tensor.dtype is torch.bool:
        tensor = tensor.to(torch.int8)
    if axis is None:
        made = getattr(torch, name)(tensor.reshape(-1), dim=0)
        return _kept(made, range(tensor.dim()), keepdims)
    axes = _axes(axis, tensor.dim())
    return _kept(getattr(torch, name)(tensor, dim=axes[0]), axes, keepdims)


def accumulate(name, tensor, axis, dtype=None):
    tensor = _wide(tensor, dtype, name)
    if axis is None:
        return getattr(torch, name)(tensor.reshape(-1), dim=0)
    return getattr(torch, name)(tensor, dim=_axes(axis, tensor.dim())[0])
