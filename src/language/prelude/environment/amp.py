# Mixed precision: torch.autocast and torch.cuda.amp. There is no GPU, so that autocast for one turns itself off with a
# warning, and its gradient scaler passes everything on, as in PyTorch 1.13 without CUDA. Autocast for the CPU, which
# would compute in bfloat16, is refused. The text is our own.

import functools
import warnings

import torch
from torch import _C


class autocast:
    __module__ = "torch.amp.autocast_mode"

    def __init__(self, device_type, dtype=None, enabled=True, cache_enabled=None):
        self.device = device_type
        self._cache_enabled = True if cache_enabled is None else cache_enabled
        if device_type == "cuda":
            self.fast_dtype = torch.float16
        elif device_type == "cpu":
            self.fast_dtype = torch.bfloat16
        elif device_type in ("xpu", "hpu"):
            raise AttributeError(f"module 'torch' has no attribute '{device_type}'")
        else:
            raise RuntimeError("User specified autocast device_type must be 'cuda' or 'cpu'")
        if dtype is not None:
            self.fast_dtype = dtype
        if device_type == "cuda":
            if enabled:
                warnings.warn("User provided device_type of 'cuda', but CUDA is not available. Disabling")
            enabled = False
        elif self.fast_dtype != torch.bfloat16:
            warnings.warn(
                "In CPU autocast, but the target dtype is not supported. Disabling autocast.\n"
                "CPU Autocast only supports dtype of torch.bfloat16 currently."
            )
            enabled = False
        self._enabled = enabled

    def __enter__(self):
        if self._enabled:
            _C._refuse("torch.autocast for the CPU")

    def __exit__(self, exc_type, exc_val, exc_tb):
        return False

    def __call__(self, func):
        @functools.wraps(func)
        def decorate_autocast(*args, **kwargs):
            with self:
                return func(*args, **kwargs)

        return decorate_autocast


class cuda_autocast(autocast):
    __module__ = "torch.cuda.amp.autocast_mode"
    __qualname__ = "autocast"

    def __init__(self, enabled=True, dtype=torch.float16, cache_enabled=True):
        super().__init__("cuda", enabled=enabled, dtype=dtype, cache_enabled=cache_enabled)


class cpu_autocast(autocast):
    __module__ = "torch.cpu.amp.autocast_mode"
    __qualname__ = "autocast"

    def __init__(self, enabled=True, dtype=torch.bfloat16, cache_enabled=True):
        super().__init__("cpu", enabled=enabled, dtype=dtype, cache_enabled=cache_enabled)


cuda_autocast.__name__ = cpu_autocast.__name__ = "autocast"


class GradScaler:
    __module__ = "torch.cuda.amp.grad_scaler"

    def __init__(self, init_scale=2.0**16, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True):
        if enabled:
            warnings.warn("torch.cuda.amp.GradScaler is enabled, but CUDA is not available.  Disabling.")
        self._enabled = False

    def scale(self, outputs):
        return outputs

    def unscale_(self, optimizer):
        return None

    def step(self, optimizer, *args, **kwargs):
        return optimizer.step(*args, **kwargs)

    def update(self, new_scale=None):
        return None

    def get_scale(self):
        return 1.0

    def is_enabled(self):
        return self._enabled

    def state_dict(self):
        return {}

    def load_state_dict(self, state_dict):
        return None


def is_autocast_enabled():
    return False


def is_autocast_cpu_enabled():
    return False


def is_autocast_cache_enabled():
    return True


def get_autocast_cpu_dtype():
    return torch.bfloat16


def get_autocast_gpu_dtype():
    return torch.float16
