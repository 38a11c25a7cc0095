"""Shallow and deep copies."""

from types import MethodType


class Error(Exception):
    pass


error = Error
_absent = object()


def _same(x, memo=None):
    return x


# What is its own copy.
_atoms = {cls: _same for cls in (
    type(None), int, float, complex, bool, str, bytes, range, slice, property, type, type(Ellipsis),
    type(NotImplemented), type(len), type(_same),
)}
_shallow = {**_atoms, tuple: _same, frozenset: _same, list: list.copy, dict: dict.copy, set: set.copy}


def copy(x):
    cls = type(x)
    copier = _shallow.get(cls)
    if copier is not None:
        return copier(x)
    if issubclass(cls, type):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    parts = x.__reduce_ex__(4)
    return x if isinstance(parts, str) else _rebuild(x, None, *parts)


def deepcopy(x, memo=None, _nil=[]):
    if memo is None:
        memo = {}
    key = id(x)
    known = memo.get(key, _absent)
    if known is not _absent:
        return known
    cls = type(x)
    copier = _deep.get(cls)
    if copier is not None:
        made = copier(x, memo)
    elif issubclass(cls, type):
        made = x
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            made = copier(memo)
        else:
            parts = x.__reduce_ex__(4)
            made = x if isinstance(parts, str) else _rebuild(x, memo, *parts)
    if made is not x:
        memo[key] = made
        # The original is kept, lest another object get its number.
        try:
            memo[id(memo)].append(x)
        except KeyError:
            memo[id(memo)] = [x]
    return made


def _deep_list(x, memo):
    made = []
    memo[id(x)] = made
    for item in x:
        made.append(deepcopy(item, memo))
    return made


def _deep_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    # The tuple may have been copied on the way, through itself.
    known = memo.get(id(x), _absent)
    if known is not _absent:
        return known
    for before, after in zip(x, items):
        if before is not after:
            return tuple(items)
    return x


def _deep_dict(x, memo):
    made = {}
    memo[id(x)] = made
    for key, value in x.items():
        made[deepcopy(key, memo)] = deepcopy(value, memo)
    return made


def _deep_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_deep = {**_atoms, list: _deep_list, tuple: _deep_tuple, dict: _deep_dict, MethodType: _deep_method}


def _rebuild(x, memo, func, args, state=None, items=None, pairs=None):
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    made = func(*args)
    if deep:
        memo[id(x)] = made
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(made, "__setstate__"):
            made.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                made.__dict__.update(state)
            if slots is not None:
                for key, value in slots.items():
                    setattr(made, key, value)
    if items is not None:
        for item in items:
            made.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                made[deepcopy(key, memo)] = deepcopy(value, memo)
            else:
                made[key] = value
    return made


__all__ = ["Error", "copy", "deepcopy"]
