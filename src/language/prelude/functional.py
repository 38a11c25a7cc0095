# torch.functional: functions of torch that PyTorch writes in Python around ops of varying arguments. Behaviour and
# messages follow torch/functional.py of PyTorch 1.13; the text is our own.

import torch
from torch import _C, _ops


def _letter(subscript):
    if subscript == Ellipsis:
        return "..."
    if subscript >= 0 and subscript < 52:
        return chr(ord("A") + subscript) if subscript < 26 else chr(ord("a") + subscript - 26)
    raise ValueError("einsum(): subscript in subscript list is not within the valid range [0, 52)")


def _letters(subscripts):
    return "".join(_letter(subscript) for subscript in subscripts)


def einsum(*args):
    if len(args) < 2:
        raise ValueError(
            "einsum(): must specify the equation string and at least one operand, "
            "or at least one operand and its subscripts list"
        )
    if isinstance(args[0], torch.Tensor):
        equation = ",".join(_letters(subscripts) for subscripts in args[1::2])
        operands = args[::2]
        if len(args) % 2 == 1:
            equation += "->" + _letters(args[-1])
            operands = args[:-1:2]
    else:
        equation = args[0]
        operands = args[1:]
    if len(operands) == 1 and isinstance(operands[0], (list, tuple)):
        return einsum(equation, *operands[0])
    return _ops.einsum(equation, operands)


def _contracted(count, dims):
    if count < 0:
        raise RuntimeError("tensordot expects dims >= 0, but got dims={}".format(dims))
    return list(range(-count, 0)), list(range(count))


def tensordot(a, b, dims=2, out=None):
    if isinstance(dims, (tuple, list)):
        dims_a, dims_b = dims
    elif isinstance(dims, torch.Tensor):
        if dims.numel() > 1:
            assert dims.size()[0] == 2
            dims_a, dims_b = dims[0].tolist(), dims[1].tolist()
        else:
            dims_a, dims_b = _contracted(int(dims.item()), dims)
    elif isinstance(dims, int):
        dims_a, dims_b = _contracted(dims, dims)
    else:
        raise RuntimeError(
            "tensordot expects dims to be int or Tuple[List[int], List[int]] or "
            "List[List[int]] containing two lists, but got dims={}".format(dims)
        )
    result = _ops.tensordot(a, b, dims_a, dims_b)
    # No history is looked at, nor kept.
    return result if out is None else torch.mul(result.detach(), 1, out=out)


def cartesian_prod(*tensors):
    return _ops.cartesian_prod(tensors)


def block_diag(*tensors):
    return _ops.block_diag(tensors)


def chain_matmul(*matrices, out=None):
    import warnings

    warnings.warn(
        "torch.chain_matmul is deprecated and will be removed in a future PyTorch release. "
        "Use torch.linalg.multi_dot instead, which accepts a list of two or more tensors rather than "
        "multiple parameters."
    )
    result = _ops.chain_matmul(matrices)
    return result if out is None else torch.add(result, 0, out=out)


_compute_modes = {
    "use_mm_for_euclid_dist_if_necessary": None,
    "use_mm_for_euclid_dist": 1,
    "donot_use_mm_for_euclid_dist": 2,
}


def cdist(x1, x2, p=2.0, compute_mode="use_mm_for_euclid_dist_if_necessary"):
    if compute_mode not in _compute_modes:
        raise ValueError("{} is not a valid value for compute_mode".format(compute_mode))
    return _ops.cdist(x1, x2, p, _compute_modes[compute_mode])


def lu(A, pivot=True, get_infos=False, out=None):
    result = _ops._lu_with_info(A, pivot=pivot, check_errors=not get_infos)
    return result if get_infos else (result[0], result[1])


def norm(input, p="fro", dim=None, keepdim=False, out=None, dtype=None):
    input.dim()
    result = _ops.norm(input, p, dim, keepdim, dtype=dtype)
    return result if out is None else torch.add(result, 0, out=out)


def split(tensor, split_size_or_sections, dim=0):
    return tensor.split(split_size_or_sections, dim)


def _by_flag(name, index, if_true, if_false):
    """The function that a flag, by name or as argument number `index`, asks for."""

    def function(*args, **kwargs):
        flag = kwargs[name] if name in kwargs else args[index] if index < len(args) else False
        return if_true(*args, **kwargs) if flag else if_false(*args, **kwargs)

    return function


def _unique_impl(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    if dim is not None:
        return _ops.unique_dim(input, dim, sorted=sorted, return_inverse=return_inverse, return_counts=return_counts)
    return _ops._unique2(input, sorted=sorted, return_inverse=return_inverse, return_counts=return_counts)


def _return_inverse(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    output, inverse, _ = _unique_impl(input, sorted, return_inverse, return_counts, dim)
    return output, inverse


def _return_counts(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    output, _, counts = _unique_impl(input, sorted, return_inverse, return_counts, dim)
    return output, counts


def _return_output(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    output, _, _ = _unique_impl(input, sorted, return_inverse, return_counts, dim)
    return output


unique = _by_flag(
    "return_inverse",
    2,
    _by_flag("return_counts", 3, _unique_impl, _return_inverse),
    _by_flag("return_counts", 3, _return_counts, _return_output),
)


def _unique_consecutive_impl(input, return_inverse=False, return_counts=False, dim=None):
    if dim is not None:
        return _ops.unique_dim_consecutive(input, dim, return_inverse=return_inverse, return_counts=return_counts)
    return _ops.unique_consecutive(input, return_inverse=return_inverse, return_counts=return_counts)


def _consecutive_return_counts(input, return_inverse=False, return_counts=False, dim=None):
    output, _, counts = _unique_consecutive_impl(input, return_inverse, return_counts, dim)
    return output, counts


def _consecutive_return_output(input, return_inverse=False, return_counts=False, dim=None):
    output, _, _ = _unique_consecutive_impl(input, return_inverse, return_counts, dim)
    return output


def _consecutive_return_inverse(input, return_inverse=False, return_counts=False, dim=None):
    output, inverse, _ = _unique_consecutive_impl(input, return_inverse, return_counts, dim)
    return output, inverse


# The flags' places are exchanged, as they are in PyTorch: unique_consecutive(x, True) gives counts that were not counted.
unique_consecutive = _by_flag(
    "return_inverse",
    2,
    _by_flag("return_counts", 1, _unique_consecutive_impl, _consecutive_return_inverse),
    _by_flag("return_counts", 1, _consecutive_return_counts, _consecutive_return_output),
)


def stft(
    input,
    n_fft,
    hop_length=None,
    win_length=None,
    window=None,
    center=True,
    pad_mode="reflect",
    normalized=False,
    onesided=None,
    return_complex=None,
):
    if center:
        dims = input.dim()
        pad = int(n_fft // 2)
        spread = input.view([1] * (3 - dims) + list(input.size()))
        spread = torch.nn.functional.pad(spread, [pad, pad], pad_mode)
        input = spread.view(spread.shape[-dims:])
    return _ops.stft(input, n_fft, hop_length, win_length, window, normalized, onesided, return_complex)


class _HistogramDD(tuple):
    """torch.return_types.histogramdd: a tensor and a tuple of tensors."""

    __module__ = "torch.return_types"
    __qualname__ = "histogramdd"

    @property
    def hist(self):
        return self[0]

    @property
    def bin_edges(self):
        return self[1]

    def __repr__(self):
        return "torch.return_types.histogramdd(\nhist={!r},\nbin_edges={!r})".format(*self)


_HistogramDD.__name__ = "histogramdd"


def histogramdd(input, bins, *, range=None, weight=None, density=False, out=None):
    if out is not None:
        _C._refuse("torch.histogramdd(out=…)")
    if isinstance(bins, int):
        bins = [bins] * (input.size(-1) if input.dim() > 0 else 0)
    if not (len(bins) > 0 and isinstance(bins[0], torch.Tensor)):
        bins = _ops._histogramdd_bin_edges(input, bins, range=range, weight=weight)
    hist = _ops._histogramdd_from_bin_tensors(input, bins, weight=weight, density=density)
    return _HistogramDD((hist, tuple(bins)))


# Functions that PyTorch has removed: they say what to use instead.


def _removed(new):
    return "This function was deprecated since version 1.9 and is now removed.", (
        "Please use the `torch.linalg.{}` function instead.".format(new)
    )


def eig(self, eigenvectors=False, *, e=None, v=None):
    raise RuntimeError(" ".join(_removed("eig")))


def solve(input, A, *, out=None):
    raise RuntimeError(" ".join(_removed("solve")))


def lstsq(input, A, *, out=None):
    raise RuntimeError(*_removed("lstsq"))


def matrix_rank(input, tol=None, symmetric=False, *, out=None):
    raise RuntimeError(*_removed("matrix_rank"))
