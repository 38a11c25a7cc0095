"""Classes that hold fields."""

import copy


class FrozenInstanceError(AttributeError):
    pass


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


MISSING = _Missing()


class KW_ONLY:
    pass


class InitVar:
    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = metadata or {}
        self.kw_only = kw_only
        self._only_init = False

    def __repr__(self):
        return (f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
                f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},"
                f"hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},kw_only={self.kw_only!r})")


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _is_class_variable(type):
    return repr(type).startswith("typing.ClassVar") or isinstance(type, str) and "ClassVar" in type


def _own_fields(cls, kw_only):
    found = []
    for name, type in cls.__dict__.get("__annotations__", {}).items():
        if type is KW_ONLY or type == "KW_ONLY":
            kw_only = True
            continue
        default = cls.__dict__.get(name, MISSING)
        if _is_class_variable(type):
            continue
        if isinstance(default, Field):
            each = default
            if each.default is MISSING:
                if name in cls.__dict__:
                    delattr(cls, name)
            else:
                setattr(cls, name, each.default)
        else:
            each = field(default=default)
        each.name = name
        each.type = type
        each._only_init = isinstance(type, InitVar)
        if each.kw_only is MISSING:
            each.kw_only = kw_only
        if each.default is not MISSING and each.default.__class__.__hash__ is None:
            raise ValueError(
                f"mutable default {each.default.__class__} for field {name} is not allowed: use default_factory"
            )
        found.append(each)
    return found


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only)
    return wrap if cls is None else wrap(cls)


def _process(cls, init, repr_, eq, order, unsafe_hash, frozen, match_args, kw_only):
    fields = {}
    for base in cls.__mro__[:0:-1]:
        for each in getattr(base, "__dataclass_fields__", {}).values():
            fields[each.name] = each
    for each in _own_fields(cls, kw_only):
        fields[each.name] = each
    cls.__dataclass_fields__ = fields
    every = list(fields.values())
    stored = [each for each in every if not each._only_init]

    if init:
        _add_init(cls, every, frozen)
    if repr_ and "__repr__" not in cls.__dict__:
        shown = [each.name for each in stored if each.repr]
        active = set()

        def __repr__(self):
            if id(self) in active:
                return "..."
            active.add(id(self))
            try:
                inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
            finally:
                active.discard(id(self))
            return f"{self.__class__.__qualname__}({inside})"
        cls.__repr__ = __repr__

    compared = [each.name for each in stored if each.compare]

    def values(self):
        return tuple(getattr(self, name) for name in compared)

    if eq and "__eq__" not in cls.__dict__:
        def __eq__(self, other):
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented
        cls.__eq__ = __eq__
    if order:
        if not eq:
            raise ValueError("eq must be true if order is true")

        def __lt__(self, other):
            return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

        def __le__(self, other):
            return values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented

        def __gt__(self, other):
            return values(self) > values(other) if other.__class__ is self.__class__ else NotImplemented

        def __ge__(self, other):
            return values(self) >= values(other) if other.__class__ is self.__class__ else NotImplemented

        for method in (__lt__, __le__, __gt__, __ge__):
            if method.__name__ in cls.__dict__:
                raise TypeError(f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}. "
                                f"Consider using functools.total_ordering")
            setattr(cls, method.__name__, method)
    if frozen:
        names = set(fields)

        def __setattr__(self, name, value):
            if type(self) is cls or name in names:
                raise FrozenInstanceError(f"cannot assign to field {name!r}")
            super(cls, self).__setattr__(name, value)

        def __delattr__(self, name):
            if type(self) is cls or name in names:
                raise FrozenInstanceError(f"cannot delete field {name!r}")
            super(cls, self).__delattr__(name)
        cls.__setattr__ = __setattr__
        cls.__delattr__ = __delattr__
    if unsafe_hash or eq and frozen:
        hashed = [each.name for each in stored if (each.compare if each.hash is None else each.hash)]

        def __hash__(self):
            return hash(tuple(getattr(self, name) for name in hashed))
        cls.__hash__ = __hash__
    elif eq and "__hash__" not in cls.__dict__:
        cls.__hash__ = None
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple(each.name for each in every if each.init and not each.kw_only)
    return cls


def _listed(names):
    quoted = [repr(name) for name in names]
    if len(quoted) < 3:
        return " and ".join(quoted)
    return ", ".join(quoted[:-1]) + ", and " + quoted[-1]


def _add_init(cls, every, frozen):
    taken = [each for each in every if each.init]
    positional = [each for each in taken if not each.kw_only]
    optional = [each for each in positional if each.default is not MISSING or each.default_factory is not MISSING]
    seen_default = False
    for each in positional:
        has_default = each.default is not MISSING or each.default_factory is not MISSING
        if seen_default and not has_default:
            raise TypeError(f"non-default argument {each.name!r} follows default argument")
        seen_default = seen_default or has_default
    by_name = {each.name: each for each in taken}
    store = object.__setattr__ if frozen else setattr

    def __init__(self, /, *args, **keywords):
        shown = f"{cls.__qualname__}.__init__()"
        if len(args) > len(positional):
            most = len(positional) + 1
            least = most - len(optional)
            takes = f"from {least} to {most}" if optional else f"{most}"
            plural = "" if most == 1 and not optional else "s"
            raise TypeError(f"{shown} takes {takes} positional argument{plural} but {len(args) + 1} were given")
        given = {}
        for each, value in zip(positional, args):
            given[each.name] = value
        for name, value in keywords.items():
            if name not in by_name:
                raise TypeError(f"{shown} got an unexpected keyword argument {name!r}")
            if name in given:
                raise TypeError(f"{shown} got multiple values for argument {name!r}")
            given[name] = value
        for kind, group in (("positional", positional), ("keyword-only", [each for each in taken if each.kw_only])):
            missing = [each.name for each in group
                       if each.name not in given and each.default is MISSING and each.default_factory is MISSING]
            if missing:
                plural = "" if len(missing) == 1 else "s"
                raise TypeError(f"{shown} missing {len(missing)} required {kind} argument{plural}: {_listed(missing)}")
        passed = []
        for each in every:
            if each.init and each.name in given:
                value = given[each.name]
            elif each.default_factory is not MISSING:
                value = each.default_factory()
            elif each.init:
                value = each.default
            else:
                continue
            if each._only_init:
                passed.append(value)
            else:
                store(self, each.name, value)
        after = getattr(self, "__post_init__", None)
        if after is not None:
            after(*passed)

    __init__.__qualname__ = f"{cls.__qualname__}.__init__"
    cls.__init__ = __init__


def fields(class_or_instance):
    found = getattr(class_or_instance, "__dataclass_fields__", None)
    if found is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple(each for each in found.values() if not each._only_init)


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def asdict(obj, *, dict_factory=dict):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("asdict() should be called on dataclass instances")
    return dict_factory([(each.name, _plain_value(getattr(obj, each.name), True, dict_factory)) for each in fields(obj)])


def astuple(obj, *, tuple_factory=tuple):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("astuple() should be called on dataclass instances")
    return tuple_factory([_plain_value(getattr(obj, each.name), False, tuple_factory) for each in fields(obj)])


def _plain_value(value, as_dict, factory):
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value, dict_factory=factory) if as_dict else astuple(value, tuple_factory=factory)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*[_plain_value(each, as_dict, factory) for each in value])
    if isinstance(value, (list, tuple)):
        return type(value)([_plain_value(each, as_dict, factory) for each in value])
    if isinstance(value, dict):
        return type(value)((_plain_value(k, as_dict, factory), _plain_value(v, as_dict, factory)) for k, v in value.items())
    return copy.deepcopy(value)


def replace(obj, /, **changes):
    for each in getattr(obj, "__dataclass_fields__").values():
        if not each.init:
            if each.name in changes:
                raise ValueError(f"field {each.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if each.name not in changes:
            changes[each.name] = getattr(obj, each.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    names = {}
    members = dict(namespace or {})
    for each in fields:
        if isinstance(each, str):
            names[each] = "typing.Any"
        elif len(each) == 2:
            names[each[0]] = each[1]
        else:
            names[each[0]] = each[1]
            members[each[0]] = each[2]
    members["__annotations__"] = names
    return dataclass(type(cls_name, bases, members), **options)
