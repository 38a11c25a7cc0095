# torch.save and torch.load in memory. A buffer keeps the objects as they were, instead of their bytes: saving copies
# them as pickling would, loading copies that copy. Behaviour and messages follow torch/serialization.py of PyTorch 1.13
# and Python's pickle; the text is our own.

import io

import torch
from _collections import defaultdict, deque
from torch import _C


class PicklingError(Exception):
    __module__ = "_pickle"


def save(obj, f, pickle_module=None, pickle_protocol=2, _use_new_zipfile_serialization=True):
    if pickle_module is not None:
        _C._refuse("torch.save with a pickle_module")
    if not isinstance(f, io.BytesIO):
        if isinstance(f, str) or hasattr(f, "__fspath__") or hasattr(f, "name"):
            _C._refuse("torch.save to a file")
        if not hasattr(f, "write"):
            raise AttributeError("'{}' object has no attribute 'write'".format(type(f).__name__))
        _C._refuse("torch.save to anything but an io.BytesIO")
    f._save(_Transfer(saving=True).of(obj))


def load(f, map_location=None, pickle_module=None, *, weights_only=False, **pickle_load_args):
    if pickle_module is not None or pickle_load_args.keys() - {"encoding"}:
        _C._refuse("torch.load with arguments for pickle")
    if not isinstance(f, io.BytesIO):
        if isinstance(f, str) or hasattr(f, "__fspath__") or hasattr(f, "name"):
            _C._refuse("torch.load from a file")
        _C._refuse("torch.load from anything but an io.BytesIO")
    saved = f._load()
    if saved is None:
        if f.read(1) == b"":
            raise EOFError("Ran out of input")
        _C._refuse("torch.load of bytes that torch.save did not write")
    _check_location(map_location)
    loaded = _Transfer(saving=False, weights_only=weights_only).of(saved)
    # Reading an archive leaves a buffer where its reader was last; nobody can tell where that is.
    f._position = io._END
    return loaded


def _check_location(map_location):
    """All memory is the CPU's, wherever it is mapped to."""
    if map_location is None or isinstance(map_location, dict):
        return
    if isinstance(map_location, (str, torch.device)):
        if torch.device(map_location).type == "cuda":
            raise RuntimeError(
                "Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False. If you are "
                "running on a CPU-only machine, please use torch.load with map_location=torch.device('cpu') to map "
                "your storages to the CPU."
            )
        if torch.device(map_location).type != "cpu":
            _C._refuse("torch.load to the device {}".format(map_location))
        return
    storage = _SomeStorage()
    if map_location(storage, "cpu") not in (None, storage):
        _C._refuse("torch.load with a map_location that makes storages")


class _SomeStorage:
    """What a function for map_location is asked about."""

    def __getattr__(self, name):
        _C._refuse("a storage's attribute " + name)


_ATOMS = (type(None), bool, int, float, str, bytes, range, type(...), type(NotImplemented), torch.dtype,
          torch.device, torch.Size)


class _Transfer:
    """One pickling or unpickling: what is met twice is one object in the copy, too."""

    def __init__(self, saving, weights_only=False):
        self.saving = saving
        self.weights_only = weights_only
        self.known = {}
        self.storages = {}

    def of(self, obj):
        kind = type(obj)
        if kind in _ATOMS:
            return obj
        key = id(obj)
        if key in self.known:
            return self.known[key][0]
        made = self._make(obj, kind)
        # The original is kept, lest another object get its number.
        self.known[key] = (made, obj)
        return made

    def _make(self, obj, kind):
        if isinstance(obj, torch.Tensor):
            return self._tensor(obj)
        if kind is list:
            made = self._remember(obj, [])
            made.extend(self.of(item) for item in obj)
            return made
        if kind is tuple:
            items = tuple(self.of(item) for item in obj)
            return self.known[id(obj)][0] if id(obj) in self.known else items
        if kind is dict:
            made = self._remember(obj, {})
            for name, value in obj.items():
                made[self.of(name)] = self.of(value)
            return made
        if kind in (set, frozenset, slice):
            return obj if kind is slice else kind(self.of(item) for item in obj)
        if isinstance(obj, type) or kind in (type(_check_location), type(len)):
            return self._by_name(obj)
        if kind is type(self.of):
            return getattr(self.of(obj.__self__), obj.__name__)
        return self._object(obj, kind)

    def _remember(self, obj, made):
        self.known[id(obj)] = (made, obj)
        return made

    def _tensor(self, tensor):
        made = _C._copy_with_storage(tensor, self.storages)
        attributes = tensor.__dict__
        if attributes:
            made.__dict__.update(self.of(dict(attributes)))
        return made

    def _by_name(self, obj):
        """Classes and functions stand for themselves, if they can be found again by their name."""
        self._only_weights(obj)
        name = getattr(obj, "__qualname__", obj.__name__)
        if self.saving and "<locals>" in name:
            raise AttributeError("Can't pickle local object '{}'".format(name))
        if self.saving and "<lambda>" in name:
            raise PicklingError(
                "Can't pickle {!r}: attribute lookup {} on {} failed".format(obj, name, obj.__module__)
            )
        return obj

    def _object(self, obj, kind):
        if isinstance(obj, tuple):
            self._by_name(kind)
            return tuple.__new__(kind, [self.of(item) for item in obj])
        if not isinstance(obj, dict):
            self._only_weights(kind)
        if isinstance(obj, (deque, defaultdict)):
            return self._collection(obj, kind)
        for method in ("__reduce__", "__reduce_ex__", "__getnewargs__", "__getnewargs_ex__"):
            if _is_own(kind, method):
                _C._refuse("pickling by " + method)
        if not hasattr(obj, "__dict__"):
            raise TypeError("cannot pickle '{}' object".format(_full_name(kind)))
        self._by_name(kind)
        made = self._remember(obj, kind.__new__(kind))
        if isinstance(obj, list):
            list.extend(made, [self.of(item) for item in obj])
        elif isinstance(obj, dict):
            for name, value in dict.items(obj):
                dict.__setitem__(made, self.of(name), self.of(value))
        elif isinstance(obj, set):
            set.update(made, [self.of(item) for item in obj])
        elif isinstance(obj, BaseException):
            made.args = self.of(obj.args)
        # A state is asked for when saving, and given back when loading.
        state = obj.__getstate__() if self.saving and hasattr(kind, "__getstate__") else obj.__dict__
        if not self.saving and "_saved_state" in obj.__dict__:
            state = obj.__dict__["_saved_state"]
        state = self.of(state)
        if self.saving:
            if state is not None and (hasattr(kind, "__getstate__") or not isinstance(state, dict)):
                made.__dict__["_saved_state"] = state
            elif state:
                made.__dict__.update(state)
        elif state:
            if hasattr(kind, "__setstate__"):
                made.__setstate__(state)
            else:
                made.__dict__.update(state)
        return made

    def _collection(self, obj, kind):
        """A deque or a defaultdict."""
        if kind not in (deque, defaultdict):
            _C._refuse("pickling a subclass of " + kind.__mro__[1].__name__)
        if kind is deque:
            made = self._remember(obj, deque((), obj.maxlen))
            made.extend(self.of(item) for item in obj)
        else:
            made = self._remember(obj, defaultdict(self.of(obj.default_factory)))
            for name, value in obj.items():
                made[self.of(name)] = self.of(value)
        return made

    def _only_weights(self, obj):
        if self.weights_only:
            _C._refuse("torch.load with weights_only=True of anything but tensors in containers")


def _is_own(kind, method):
    return any(method in base.__dict__ for base in kind.__mro__ if base is not object and hasattr(base, "__dict__"))


def _full_name(kind):
    return kind.__name__ if kind.__module__ == "builtins" else "{}.{}".format(kind.__module__, kind.__name__)
