# torch.nn containers of modules: Sequential, ModuleList, ModuleDict. Those of parameters are in parameter_containers.py.
# Behaviour and messages follow torch/nn/modules/container.py of PyTorch 1.13; the text is our own.

import operator
from _collections import OrderedDict

from torch.nn.modules.module import Module


def _numbered(modules):
    return OrderedDict((str(number), module) for number, module in enumerate(modules))


def _without_numbers(names):
    return [name for name in names if not name.isdigit()]


def _position(index, length):
    index = operator.index(index)
    if not -length <= index < length:
        raise IndexError("index {} is out of range".format(index))
    return index % length


class Sequential(Module):
    def __init__(self, *args):
        super().__init__()
        if len(args) == 1 and isinstance(args[0], OrderedDict):
            for name, module in args[0].items():
                self.add_module(name, module)
        else:
            for index, module in enumerate(args):
                self.add_module(str(index), module)

    def _key(self, index):
        return list(self._modules)[_position(index, len(self))]

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self.__class__(OrderedDict(list(self._modules.items())[index]))
        return self._modules[self._key(index)]

    def __setitem__(self, index, module):
        setattr(self, self._key(index), module)

    def __delitem__(self, index):
        if isinstance(index, slice):
            for name in list(self._modules)[index]:
                delattr(self, name)
        else:
            delattr(self, self._key(index))
        self._modules = _numbered(self._modules.values())

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules.values())

    def __dir__(self):
        return _without_numbers(super().__dir__())

    def __add__(self, other):
        _check_sequential(other)
        return Sequential(*self, *other)

    def __iadd__(self, other):
        _check_sequential(other)
        return self.extend(list(other))

    def __mul__(self, other):
        _check_times(self, other)
        return Sequential(*list(self) * other)

    def __rmul__(self, other):
        return self.__mul__(other)

    def __imul__(self, other):
        _check_times(self, other)
        return self.extend(list(self) * (other - 1))

    def append(self, module):
        self.add_module(str(len(self)), module)
        return self

    def insert(self, index, module):
        if not isinstance(module, Module):
            raise AssertionError("module should be of type: {}".format(Module))
        count = len(self)
        if not -count <= index <= count:
            raise IndexError("Index out of range: {}".format(index))
        _make_room(self._modules, index + count if index < 0 else index, module)
        return self

    def extend(self, sequential):
        for module in sequential:
            self.append(module)
        return self

    def pop(self, key):
        module = self[key]
        del self[key]
        return module

    def forward(self, input):
        for module in self:
            input = module(input)
        return input


def _check_sequential(other):
    if not isinstance(other, Sequential):
        raise ValueError(
            "add operator supports only objects of Sequential class, but {} is given.".format(str(type(other)))
        )


def _check_times(sequential, times):
    if not isinstance(times, int):
        raise TypeError("unsupported operand type(s) for *: {} and {}".format(type(sequential), type(times)))
    if times <= 0:
        raise ValueError("Non-positive multiplication factor {} for {}".format(times, type(sequential)))


def _make_room(modules, index, module):
    for number in range(len(modules), index, -1):
        modules[str(number)] = modules[str(number - 1)]
    modules[str(index)] = module


class ModuleList(Module):
    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self += modules

    def _key(self, index):
        return str(_position(index, len(self)))

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self.__class__(list(self._modules.values())[index])
        return self._modules[self._key(index)]

    def __setitem__(self, index, module):
        setattr(self, self._key(index), module)

    def __delitem__(self, index):
        if isinstance(index, slice):
            for number in range(len(self))[index]:
                delattr(self, str(number))
        else:
            delattr(self, self._key(index))
        self._modules = _numbered(self._modules.values())

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules.values())

    def __dir__(self):
        return _without_numbers(super().__dir__())

    def __iadd__(self, modules):
        return self.extend(modules)

    def __add__(self, other):
        combined = ModuleList()
        for index, module in enumerate(list(self) + list(other)):
            combined.add_module(str(index), module)
        return combined

    def insert(self, index, module):
        _make_room(self._modules, index, module)

    def pop(self, key):
        module = self[key]
        del self[key]
        return module

    def append(self, module):
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules):
        if not hasattr(modules, "__iter__"):
            raise TypeError(
                "ModuleList.extend should be called with an iterable, but got " + type(modules).__name__
            )
        offset = len(self)
        for index, module in enumerate(modules):
            self.add_module(str(offset + index), module)
        return self


class ModuleDict(Module):
    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __getitem__(self, key):
        return self._modules[key]

    def __setitem__(self, key, module):
        self.add_module(key, module)

    def __delitem__(self, key):
        del self._modules[key]

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules)

    def __contains__(self, key):
        return key in self._modules

    def clear(self):
        self._modules.clear()

    def pop(self, key):
        module = self[key]
        del self[key]
        return module

    def keys(self):
        return self._modules.keys()

    def items(self):
        return self._modules.items()

    def values(self):
        return self._modules.values()

    def update(self, modules):
        for key, module in pairs_of(modules, "ModuleDict", "ModuleDict"):
            self[key] = module


class Container(Module):
    def __init__(self, **kwargs):
        super().__init__()
        import warnings

        warnings.warn(
            "nn.Container is deprecated. All of it's functionality is now implemented in nn.Module. Subclass that instead."
        )
        for key, value in kwargs.items():
            self.add_module(key, value)


def pairs_of(values, name, called):
    """Keys and values of a mapping or of pairs, as update() takes them."""
    if not hasattr(values, "__iter__"):
        raise TypeError(
            "{}.update should be called with an iterable of key/value pairs, but got {}".format(
                called, type(values).__name__
            )
        )
    if hasattr(values, "items"):
        return values.items()
    pairs = []
    for number, pair in enumerate(values):
        if not hasattr(pair, "__iter__"):
            raise TypeError(
                "{} update sequence element #{} should be Iterable; is{}".format(name, number, type(pair).__name__)
            )
        if len(pair) != 2:
            raise ValueError(
                "{} update sequence element #{} has length {}; 2 is required".format(name, number, len(pair))
            )
        pairs.append(pair)
    return pairs
