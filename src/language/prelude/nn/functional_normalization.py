# The part of torch.nn.functional that normalises. Behaviour and messages follow torch/nn/functional.py of PyTorch
# 1.13; the text is our own.

import torch


def _verify_batch_size(size):
    count = size[0]
    for each in size[2:]:
        count *= each
    if count == 1:
        raise ValueError("Expected more than 1 value per channel when training, got input size {}".format(size))


def batch_norm(
    input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5
):
    if training:
        _verify_batch_size(input.size())
    return torch.batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, True)


def instance_norm(
    input,
    running_mean=None,
    running_var=None,
    weight=None,
    bias=None,
    use_input_stats=True,
    momentum=0.1,
    eps=1e-5,
):
    if use_input_stats:
        size = input.size()
        count = 1
        for each in size[2:]:
            count *= each
        if count == 1:
            raise ValueError(
                "Expected more than 1 spatial element when training, got input size {}".format(size)
            )
    return torch.instance_norm(
        input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, True
    )


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    return torch.layer_norm(input, normalized_shape, weight, bias, eps, True)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    rows = input.size(0) * input.size(1) // num_groups
    _verify_batch_size([rows, num_groups] + list(input.size()[2:]))
    return torch.group_norm(input, num_groups, weight, bias, eps, True)


def local_response_norm(input, size, alpha=1e-4, beta=0.75, k=1.0):
    from torch.nn import functional as F

    rank = input.dim()
    if rank < 3:
        raise ValueError(
            "Expected 3D or higher dimensionality                          input (got {} dimensions)".format(rank)
        )
    if input.numel() == 0:
        return input
    # Squares averaged over neighbouring channels, as a pooling of a single-channel image.
    squares = input.mul(input).unsqueeze(1)
    before, after = size // 2, (size - 1) // 2
    if rank == 3:
        squares = F.avg_pool2d(F.pad(squares, (0, 0, before, after)), (size, 1), stride=1).squeeze(1)
    else:
        sizes = input.size()
        squares = squares.view(sizes[0], 1, sizes[1], sizes[2], -1)
        squares = F.pad(squares, (0, 0, 0, 0, before, after))
        squares = F.avg_pool3d(squares, (size, 1, 1), stride=1).squeeze(1).view(sizes)
    return input / squares.mul(alpha).add(k).pow(beta)
