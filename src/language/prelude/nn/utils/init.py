# torch.nn.utils.skip_init: a module whose parameters nobody has initialised. Here they are, with numbers that take
# nothing from the random stream; PyTorch leaves whatever the memory held.

import torch
from torch import _C


def skip_init(module_cls, *args, **kwargs):
    if not issubclass(module_cls, torch.nn.Module):
        raise RuntimeError("Expected a Module; got {}".format(module_cls))
    if not module_cls.__module__.startswith("torch.nn."):
        _C._refuse("torch.nn.utils.skip_init of a module class of the program")
    aside = torch.Generator()
    _C._swap_default_generator(aside)
    try:
        return module_cls(*args, **kwargs)
    finally:
        _C._swap_default_generator(aside)
