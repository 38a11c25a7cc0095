# torch.distributions.utils. Behaviour follows PyTorch 1.13; the text is our own.

import torch
import torch.nn.functional as F

euler_constant = 0.57721566490153286060


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, torch.Tensor)


def broadcast_all(*values):
    """Tensors of one shape; numbers become tensors of the dtype of the first tensor."""
    tensors = [isinstance(v, torch.Tensor) for v in values]
    if not all(is_tensor or is_number(v) for v, is_tensor in zip(values, tensors)):
        raise ValueError(
            "Input arguments must all be instances of numbers.Number, "
            "torch.Tensor or objects implementing __torch_function__."
        )
    if not all(tensors):
        dtype = torch.get_default_dtype()
        for value, is_tensor in zip(values, tensors):
            if is_tensor:
                dtype = value.dtype
                break
        values = [v if is_tensor else torch.tensor(v, dtype=dtype) for v, is_tensor in zip(values, tensors)]
    return torch.broadcast_tensors(*values)


def _standard_normal(shape, dtype, device):
    return torch.empty(shape, dtype=dtype).normal_()


def _sum_rightmost(value, dim):
    """The sum over the last dim dimensions."""
    if dim == 0:
        return value
    return value.reshape(value.shape[:-dim] + (-1,)).sum(-1)


def logits_to_probs(logits, is_binary=False):
    return torch.sigmoid(logits) if is_binary else F.softmax(logits, dim=-1)


def clamp_probs(probs):
    eps = torch.finfo(probs.dtype).eps
    return probs.clamp(min=eps, max=1 - eps)


def probs_to_logits(probs, is_binary=False):
    clamped = clamp_probs(probs)
    if is_binary:
        return torch.log(clamped) - torch.log1p(-clamped)
    return torch.log(clamped)


def _lower(n, diag):
    """Which elements of an n×n matrix lie on or below a diagonal."""
    arange = torch.arange(n)
    return arange < arange.view(-1, 1) + (diag + 1)


def tril_matrix_to_vec(mat, diag=0):
    """The elements on and below a diagonal, row by row: [..., D, D] to [..., N]."""
    n = mat.shape[-1]
    if diag < -n or diag >= n:
        raise ValueError(f"diag ({diag}) provided is outside [{-n}, {n-1}].")
    return mat[..., _lower(n, diag)]


def vec_to_tril_matrix(vec, diag=0):
    """Its inverse: [..., N] to [..., D, D]."""
    # The positive root of D² + (1 + 2·diag)·D - |diag|·(diag + 1) - 2·N = 0.
    b = 1 + 2 * diag
    n = (-b + (b**2 + 8 * vec.shape[-1] + 4 * abs(diag) * (diag + 1)) ** 0.5) / 2
    if round(n) - n > torch.finfo(vec.dtype).eps:
        raise ValueError(
            f"The size of last dimension is {vec.shape[-1]} which cannot be expressed as "
            "the lower triangular part of a square D x D matrix."
        )
    n = round(n)
    mat = vec.new_zeros(vec.shape[:-1] + torch.Size((n, n)))
    mat[..., _lower(n, diag)] = vec
    return mat


class lazy_property:
    """Worked out when it is first read, and an ordinary attribute from then on."""

    def __init__(self, wrapped):
        self.wrapped = wrapped
        self.__name__ = wrapped.__name__
        self.__doc__ = wrapped.__doc__

    def __get__(self, instance, obj_type=None):
        if instance is None:
            return self
        with torch.enable_grad():
            value = self.wrapped(instance)
        setattr(instance, self.wrapped.__name__, value)
        return value
