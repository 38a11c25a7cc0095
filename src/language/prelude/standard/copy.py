"""Shallow and deep copies."""


class Error(Exception):
    pass


error = Error
_atoms = (type(None), int, float, bool, str, bytes, range, slice, type, type(Ellipsis), type(NotImplemented),
          type(len), type(lambda: None), property)


def copy(x):
    cls = type(x)
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    if cls in _atoms or isinstance(x, type) or cls in (tuple, frozenset):
        return x
    if cls is list:
        return x[:]
    if cls in (dict, set):
        return x.copy()
    return _rebuild(x, None)


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    key = id(x)
    if key in memo:
        return memo[key]
    cls = type(x)
    if cls in _atoms or isinstance(x, type):
        return x
    method = getattr(cls, "__deepcopy__", None)
    if method is not None:
        made = method(x, memo)
    elif cls is list:
        made = memo[key] = []
        for item in x:
            made.append(deepcopy(item, memo))
    elif cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        if key in memo:
            return memo[key]
        made = x if all(a is b for a, b in zip(items, x)) else tuple(items)
    elif cls is dict:
        made = memo[key] = {}
        for k, v in x.items():
            made[deepcopy(k, memo)] = deepcopy(v, memo)
    elif cls in (set, frozenset):
        made = cls([deepcopy(item, memo) for item in x])
    else:
        made = _rebuild(x, memo)
    memo[key] = made
    memo.setdefault(id(memo), []).append(x)
    return made


def _rebuild(x, memo):
    cls = type(x)
    each = (lambda value: value) if memo is None else (lambda value: deepcopy(value, memo))
    if isinstance(x, (int, float, str)):
        return x
    if isinstance(x, tuple):
        made = tuple.__new__(cls, [each(item) for item in x])
    elif isinstance(x, BaseException):
        made = cls.__new__(cls, *[each(arg) for arg in x.args])
    else:
        made = cls.__new__(cls)
    if memo is not None:
        memo[id(x)] = made
    if isinstance(x, list):
        list.extend(made, [each(item) for item in x])
    elif isinstance(x, dict):
        for k, v in dict.items(x):
            dict.__setitem__(made, each(k), each(v))
    elif isinstance(x, set):
        set.update(made, [each(item) for item in x])
    state = getattr(x, "__dict__", None)
    if hasattr(cls, "__getstate__"):
        state = x.__getstate__()
    if state:
        state = dict(state) if memo is None else deepcopy(state, memo)
        if hasattr(cls, "__setstate__"):
            made.__setstate__(state)
        else:
            made.__dict__.update(state)
    return made
