# torch.random.fork_rng. Behaviour follows torch/random.py of PyTorch 1.13; the text is our own.

import contextlib

import torch


@contextlib.contextmanager
def fork_rng(devices=None, enabled=True, _caller="fork_rng", _devices_kw="devices"):
    """What is drawn within is not missed after it."""
    if not enabled:
        yield
        return
    state = torch.get_rng_state()
    try:
        yield
    finally:
        torch.set_rng_state(state)
