# Flatten and Unflatten. Behaviour and messages follow torch/nn/modules/flatten.py of PyTorch 1.13; the text is our own.

from torch.nn.modules.module import Module


class Flatten(Module):
    __constants__ = ["start_dim", "end_dim"]

    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim = start_dim
        self.end_dim = end_dim

    def forward(self, input):
        return input.flatten(self.start_dim, self.end_dim)

    def extra_repr(self):
        return "start_dim={}, end_dim={}".format(self.start_dim, self.end_dim)


def _require(sizes, types, element, what):
    if not isinstance(sizes, types):
        raise TypeError("unflattened_size must be a tuple of {}, but found type {}".format(what, type(sizes).__name__))
    for index, each in enumerate(sizes):
        if not isinstance(each, element):
            raise TypeError(
                "unflattened_size must be tuple of {}, but found element of type {} at pos {}".format(
                    what, type(each).__name__, index
                )
            )


class Unflatten(Module):
    __constants__ = ["dim", "unflattened_size"]

    def __init__(self, dim, unflattened_size):
        super().__init__()
        if isinstance(dim, int):
            _require(unflattened_size, (tuple, list), int, "ints")
        elif isinstance(dim, str):
            _require(unflattened_size, tuple, tuple, "tuples")
        else:
            raise TypeError("invalid argument type for dim parameter")
        self.dim = dim
        self.unflattened_size = unflattened_size

    def forward(self, input):
        return input.unflatten(self.dim, self.unflattened_size)

    def extra_repr(self):
        return "dim={}, unflattened_size={}".format(self.dim, self.unflattened_size)
