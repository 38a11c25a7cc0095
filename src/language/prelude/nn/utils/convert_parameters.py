# Parameters as one vector and back. Behaviour follows torch/nn/utils/convert_parameters.py of PyTorch 1.13; the text is
# our own.

import torch


def parameters_to_vector(parameters):
    return torch.cat([parameter.view(-1) for parameter in parameters])


def vector_to_parameters(vec, parameters):
    """The parameters become windows on the vector's memory."""
    if not isinstance(vec, torch.Tensor):
        raise TypeError("expected torch.Tensor, but got: {}".format(torch.typename(vec)))
    offset = 0
    for parameter in parameters:
        count = parameter.numel()
        parameter.data = vec[offset : offset + count].view_as(parameter).data
        offset += count
