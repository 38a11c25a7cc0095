# Methods of Tensor that PyTorch writes in Python, so that their names, arguments and messages are those of Python
# functions. Behaviour follows torch/_tensor.py of PyTorch 1.13; the text is our own.

import torch
from torch import _ops
from torch._C import _TensorBase


class Tensor:
    def norm(self, p="fro", dim=None, keepdim=False, dtype=None):
        return torch.norm(self, p, dim, keepdim, dtype=dtype)

    def split(self, split_size, dim=0):
        if isinstance(split_size, torch.Tensor) and split_size.numel() == 1:
            split_size = int(split_size)
        if isinstance(split_size, int):
            return _ops.split(self, split_size, dim)
        return _ops.split_with_sizes(self, split_size, dim)

    def storage(self):
        from torch.storage import storage_of
        return storage_of(self)

    def stft(
        self,
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
        return torch.stft(
            self,
            n_fft,
            hop_length,
            win_length,
            window,
            center,
            pad_mode,
            normalized,
            onesided,
            return_complex=return_complex,
        )

    def unique(self, sorted=True, return_inverse=False, return_counts=False, dim=None):
        return torch.unique(
            self, sorted=sorted, return_inverse=return_inverse, return_counts=return_counts, dim=dim
        )

    def unique_consecutive(self, return_inverse=False, return_counts=False, dim=None):
        return torch.unique_consecutive(self, return_inverse=return_inverse, return_counts=return_counts, dim=dim)

    def unflatten(self, dim, sizes):
        if not sizes:
            raise RuntimeError("unflatten: sizes must be non-empty")
        return _TensorBase.unflatten(self, dim, sizes)
