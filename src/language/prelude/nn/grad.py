# torch.nn.grad: the gradients of convolutions, as functions. Behaviour follows torch/nn/grad.py of PyTorch 1.13; the text
# is our own.

from torch import _ops
from torch.nn.modules.utils import _pair, _single, _triple


def _gradient(place, spread, grad_output, input, weight, stride, padding, dilation, groups):
    mask = [i == place for i in range(3)]
    arguments = (spread(stride), spread(padding), spread(dilation))
    return _ops.convolution_backward(grad_output, input, weight, None, *arguments, False, [0], groups, mask)[place]


def _of_size(grad_output, size):
    return grad_output.new_empty(1).expand(size)


def conv1d_input(input_size, weight, grad_output, stride=1, padding=0, dilation=1, groups=1):
    input = _of_size(grad_output, input_size)
    return _gradient(0, _single, grad_output, input, weight, stride, padding, dilation, groups)


def conv1d_weight(input, weight_size, grad_output, stride=1, padding=0, dilation=1, groups=1):
    weight = _of_size(grad_output, weight_size)
    return _gradient(1, _single, grad_output, input, weight, stride, padding, dilation, groups)


def conv2d_input(input_size, weight, grad_output, stride=1, padding=0, dilation=1, groups=1):
    input = _of_size(grad_output, input_size)
    return _gradient(0, _pair, grad_output, input, weight, stride, padding, dilation, groups)


def conv2d_weight(input, weight_size, grad_output, stride=1, padding=0, dilation=1, groups=1):
    weight = _of_size(grad_output, weight_size)
    return _gradient(1, _pair, grad_output, input, weight, stride, padding, dilation, groups)


def conv3d_input(input_size, weight, grad_output, stride=1, padding=0, dilation=1, groups=1):
    input = _of_size(grad_output, input_size)
    return _gradient(0, _triple, grad_output, input, weight, stride, padding, dilation, groups)


def conv3d_weight(input, weight_size, grad_output, stride=1, padding=0, dilation=1, groups=1):
    weight = _of_size(grad_output, weight_size)
    return _gradient(1, _triple, grad_output, input, weight, stride, padding, dilation, groups)
