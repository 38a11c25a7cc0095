# The poolings of torch.nn.functional that PyTorch writes in Python. Behaviour and messages follow
# torch/nn/functional.py of PyTorch 1.13; the text is our own.

import torch
from torch import _ops
from torch.nn.modules.utils import _list_with_default, _pair, _single, _triple


def _by_flag(index, with_indices, without):
    """The function that `return_indices`, by name or as argument number `index`, asks for."""

    def pool(*args, **kwargs):
        flag = args[index] if len(args) > index else kwargs.get("return_indices", False)
        return with_indices(*args, **kwargs) if flag else without(*args, **kwargs)

    pool.__name__ = without.__name__[1:]
    return pool


def max_pool1d_with_indices(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    return torch.max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)


def _max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return torch.max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode)


max_pool1d = _by_flag(6, max_pool1d_with_indices, _max_pool1d)


def max_pool2d_with_indices(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    return _ops.max_pool2d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)


def _max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return torch.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode)


max_pool2d = _by_flag(6, max_pool2d_with_indices, _max_pool2d)


def max_pool3d_with_indices(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    return _ops.max_pool3d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode)


def _max_pool3d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return torch.max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode)


max_pool3d = _by_flag(6, max_pool3d_with_indices, _max_pool3d)


def _fractional_arguments(name, input, sizes, output_size, output_ratio, random_samples):
    spatial = len(sizes(0))
    if output_size is None and output_ratio is None:
        raise ValueError("{} requires specifying either an output_size or an output_ratio".format(name))
    if output_size is None:
        ratios = sizes(output_ratio)
        output_size = [int(input.size(d - spatial) * ratios[d]) for d in range(spatial)]
    if random_samples is None:
        batch = 1 if input.dim() == spatial + 1 else input.size(0)
        random_samples = torch.rand(batch, input.size(-spatial - 1), spatial, dtype=input.dtype)
    return output_size, random_samples


def fractional_max_pool2d_with_indices(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    output_size, samples = _fractional_arguments(
        "fractional_max_pool2d", input, _pair, output_size, output_ratio, _random_samples
    )
    return _ops.fractional_max_pool2d(input, kernel_size, output_size, samples)


def _fractional_max_pool2d(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    return fractional_max_pool2d_with_indices(
        input, kernel_size, output_size, output_ratio, return_indices, _random_samples
    )[0]


fractional_max_pool2d = _by_flag(4, fractional_max_pool2d_with_indices, _fractional_max_pool2d)


def fractional_max_pool3d_with_indices(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    output_size, samples = _fractional_arguments(
        "fractional_max_pool3d", input, _triple, output_size, output_ratio, _random_samples
    )
    return _ops.fractional_max_pool3d(input, kernel_size, output_size, samples)


def _fractional_max_pool3d(
    input, kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None
):
    return fractional_max_pool3d_with_indices(
        input, kernel_size, output_size, output_ratio, return_indices, _random_samples
    )[0]


fractional_max_pool3d = _by_flag(4, fractional_max_pool3d_with_indices, _fractional_max_pool3d)


def _unpool_output_size(input, kernel_size, stride, padding, output_size):
    spatial = len(kernel_size)
    sizes = input.size()
    default = [
        (sizes[d - spatial] - 1) * stride[d] + kernel_size[d] - 2 * padding[d] for d in range(spatial)
    ]
    if output_size is None:
        return default
    if len(output_size) == spatial + 2:
        output_size = output_size[2:]
    if len(output_size) != spatial:
        raise ValueError(
            "output_size should be a sequence containing {} or {} elements, but it has a length of '{}'".format(
                spatial, spatial + 2, len(output_size)
            )
        )
    for d in range(spatial):
        least = default[d] - stride[d]
        most = default[d] + stride[d]
        if not (least < output_size[d] < most):
            raise ValueError(
                'invalid output_size "{}" (dim {} must be between {} and {})'.format(output_size, d, least, most)
            )
    return output_size


def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    kernel_size = _single(kernel_size)
    stride = kernel_size if stride is None else _single(stride)
    output_size = _unpool_output_size(input, kernel_size, stride, _single(padding), output_size)
    output_size = output_size + [1] if isinstance(output_size, list) else output_size + (1,)
    return _ops.max_unpool2d(input.unsqueeze(-1), indices.unsqueeze(-1), output_size).squeeze(-1)


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    kernel_size = _pair(kernel_size)
    stride = kernel_size if stride is None else _pair(stride)
    output_size = _unpool_output_size(input, kernel_size, stride, _pair(padding), output_size)
    return _ops.max_unpool2d(input, indices, output_size)


def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    kernel_size = _triple(kernel_size)
    stride = kernel_size if stride is None else _triple(stride)
    padding = _triple(padding)
    output_size = _unpool_output_size(input, kernel_size, stride, padding, output_size)
    return _ops.max_unpool3d(input, indices, output_size, stride, padding)


def _lp_norm(means, count, norm_type):
    return (torch.sign(means) * _ops.relu(torch.abs(means))).mul(count).pow(1.0 / norm_type)


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    means = _ops.avg_pool1d(input.pow(norm_type), kernel_size, stride, 0, ceil_mode)
    return _lp_norm(means, kernel_size, norm_type)


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    width, height = _pair(kernel_size)
    means = _ops.avg_pool2d(input.pow(norm_type), kernel_size, stride, 0, ceil_mode)
    return _lp_norm(means, width * height, norm_type)


def adaptive_max_pool1d_with_indices(input, output_size, return_indices=False):
    return torch.adaptive_max_pool1d(input, output_size)


def _adaptive_max_pool1d(input, output_size, return_indices=False):
    return adaptive_max_pool1d_with_indices(input, output_size)[0]


adaptive_max_pool1d = _by_flag(2, adaptive_max_pool1d_with_indices, _adaptive_max_pool1d)


def adaptive_max_pool2d_with_indices(input, output_size, return_indices=False):
    return _ops.adaptive_max_pool2d(input, _list_with_default(output_size, input.size()))


def _adaptive_max_pool2d(input, output_size, return_indices=False):
    return adaptive_max_pool2d_with_indices(input, output_size)[0]


adaptive_max_pool2d = _by_flag(2, adaptive_max_pool2d_with_indices, _adaptive_max_pool2d)


def adaptive_max_pool3d_with_indices(input, output_size, return_indices=False):
    return _ops.adaptive_max_pool3d(input, _list_with_default(output_size, input.size()))


def _adaptive_max_pool3d(input, output_size, return_indices=False):
    return adaptive_max_pool3d_with_indices(input, output_size)[0]


adaptive_max_pool3d = _by_flag(2, adaptive_max_pool3d_with_indices, _adaptive_max_pool3d)


def adaptive_avg_pool2d(input, output_size):
    return _ops.adaptive_avg_pool2d(input, _list_with_default(output_size, input.size()))


def adaptive_avg_pool3d(input, output_size):
    return _ops.adaptive_avg_pool3d(input, _list_with_default(output_size, input.size()))
