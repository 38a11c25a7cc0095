"""Classes that hold fields."""

import abc
import sys
from _reprs import recursive_repr as _recursive_repr
from _signed import dataclass_init as _dataclass_init
from types import GenericAlias, MappingProxyType


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()
_no_metadata = MappingProxyType({})


class _Kind:
    """What a field is: a field, a class variable, or an argument of __init__ only."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _Kind("_FIELD")
_FIELD_CLASSVAR = _Kind("_FIELD_CLASSVAR")
_FIELD_INITVAR = _Kind("_FIELD_INITVAR")


class InitVar:
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata",
                 "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _no_metadata if metadata is None else MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    @_recursive_repr()
    def __repr__(self):
        return (f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
                f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},"
                f"hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},"
                f"kw_only={self.kw_only!r},_field_type={self._field_type})")

    def __set_name__(self, owner, name):
        function = getattr(type(self.default), "__set_name__", None)
        if function:
            function(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return (f"_DataclassParams(init={self.init!r},repr={self.repr!r},eq={self.eq!r},order={self.order!r},"
                f"unsafe_hash={self.unsafe_hash!r},frozen={self.frozen!r})")


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _named_by(annotation, cls, module_name, is_it):
    """Whether an annotation written as a string names what is looked for."""
    prefix, dot, rest = annotation.partition(".")
    own = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    if not dot:
        space, rest = own, annotation
    else:
        module = sys.modules.get(module_name)
        if module is None or own.get(prefix.strip()) is not module:
            return False
        space = module.__dict__
    return is_it(space.get(_leading_name(rest.strip())))


def _leading_name(text):
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return text[:end]


def _is_classvar(annotation):
    typing = sys.modules.get("typing")
    if typing is None:
        return False
    return annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar


def _is_initvar(annotation):
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation):
    return annotation is KW_ONLY


def _get_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        made = default
    else:
        if type(default).__name__ in ("member_descriptor", "getset_descriptor"):
            default = MISSING
        made = field(default=default)
    made.name = name
    made.type = annotation
    made._field_type = _FIELD
    text = isinstance(annotation, str)
    if _is_classvar(annotation) or text and _named_by(annotation, cls, "typing", _is_classvar):
        made._field_type = _FIELD_CLASSVAR
    elif _is_initvar(annotation) or text and _named_by(annotation, cls, "dataclasses", _is_initvar):
        made._field_type = _FIELD_INITVAR
    if made._field_type is not _FIELD and made.default_factory is not MISSING:
        raise TypeError(f"field {made.name} cannot have a default factory")
    if made._field_type in (_FIELD, _FIELD_INITVAR):
        if made.kw_only is MISSING:
            made.kw_only = kw_only
    elif made.kw_only is not MISSING:
        raise TypeError(f"field {made.name} is a ClassVar but specifies kw_only")
    if made._field_type is _FIELD and made.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(made.default)} for field {made.name} is not allowed: "
                         "use default_factory")
    return made


def _set_new_attribute(cls, name, value):
    """Sets what the class has not itself; True where it has."""
    if name in cls.__dict__:
        return True
    if isinstance(value, type(field)):
        value.__qualname__ = f"{cls.__qualname__}.{value.__name__}"
        value.__module__ = cls.__module__
    setattr(cls, name, value)
    return False


def _make_init(cls, fields, positional, keyword_only, frozen, has_post_init, slots):
    seen_default = False
    for each in positional:
        if each.init:
            if each.default is not MISSING or each.default_factory is not MISSING:
                seen_default = True
            elif seen_default:
                raise TypeError(f"non-default argument {each.name!r} follows default argument")
    positional = [each for each in positional if each.init]
    keyword_only = [each for each in keyword_only if each.init]
    me = "__dataclass_self__" if any(each.name == "self" for each in fields) else "self"
    names = [me] + [each.name for each in positional]
    slot_of = {each.name: index for index, each in enumerate(positional + keyword_only, 1)}
    defaults = [_init_default(each) for each in positional]
    steps = []
    for each in fields:
        factory = None if each.default_factory is MISSING else each.default_factory
        is_argument = each._field_type is _FIELD_INITVAR
        if is_argument and not each.init:
            continue
        if not each.init and factory is None and not (slots and each.default is not MISSING):
            continue
        constant = None if each.default is MISSING else each.default
        steps.append((each.name, slot_of.get(each.name, -1), factory, constant, is_argument))
    init = _dataclass_init(
        f"{cls.__qualname__}.__init__", tuple(names), tuple(each.name for each in keyword_only),
        tuple(value for value in defaults if value is not MISSING),
        {each.name: _init_default(each) for each in keyword_only if _init_default(each) is not MISSING},
        tuple(steps), frozen, has_post_init, _HAS_DEFAULT_FACTORY,
    )
    init.__annotations__ = {**{each.name: each.type for each in positional + keyword_only}, "return": None}
    return init


def _init_default(each):
    return each.default if each.default_factory is MISSING else _HAS_DEFAULT_FACTORY


def _make_repr(fields):
    names = [each.name for each in fields if each.repr]

    @_recursive_repr()
    def __repr__(self):
        return f"{self.__class__.__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"

    __repr__.__name__ = __repr__.__qualname__ = "__repr__"
    return __repr__


def _make_comparisons(fields, order):
    names = [each.name for each in fields if each.compare]

    def values(self):
        return tuple([getattr(self, name) for name in names])

    def __eq__(self, other):
        if other.__class__ is self.__class__:
            return values(self) == values(other)
        return NotImplemented

    def __lt__(self, other):
        if other.__class__ is self.__class__:
            return values(self) < values(other)
        return NotImplemented

    def __le__(self, other):
        if other.__class__ is self.__class__:
            return values(self) <= values(other)
        return NotImplemented

    def __gt__(self, other):
        if other.__class__ is self.__class__:
            return values(self) > values(other)
        return NotImplemented

    def __ge__(self, other):
        if other.__class__ is self.__class__:
            return values(self) >= values(other)
        return NotImplemented

    return (__lt__, __le__, __gt__, __ge__) if order else (__eq__,)


def _make_frozen(cls, fields):
    names = frozenset(each.name for each in fields)

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def _make_hash(fields):
    names = [each.name for each in fields if (each.compare if each.hash is None else each.hash)]

    def __hash__(self):
        return hash(tuple([getattr(self, name) for name in names]))

    return __hash__


def _choose_hash(cls, fields, unsafe_hash, eq, frozen, explicit):
    if unsafe_hash:
        if explicit:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    elif not eq or explicit:
        return
    elif not frozen:
        cls.__hash__ = None
        return
    made = _make_hash(fields)
    made.__qualname__ = f"{cls.__qualname__}.__hash__"
    cls.__hash__ = made


def _inherited(cls, frozen):
    """The fields of the bases, the nearest last."""
    fields = {}
    any_frozen = any_plain = False
    for base in cls.__mro__[-1:0:-1]:
        theirs = getattr(base, "__dataclass_fields__", None)
        if theirs is None:
            continue
        for each in theirs.values():
            fields[each.name] = each
        if base.__dataclass_params__.frozen:
            any_frozen = True
        else:
            any_plain = True
    return fields, any_frozen, any_frozen or any_plain


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    cls.__dataclass_params__ = _DataclassParams(init, repr, eq, order, unsafe_hash, frozen)
    fields, any_frozen, has_bases = _inherited(cls, frozen)
    annotations = cls.__dict__.get("__annotations__", {})
    own = []
    seen_kw_only = False
    for name, annotation in annotations.items():
        if _is_kw_only(annotation) or isinstance(annotation, str) and _named_by(
                annotation, cls, "dataclasses", _is_kw_only):
            if seen_kw_only:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen_kw_only = kw_only = True
        else:
            own.append(_get_field(cls, name, annotation, kw_only))
    for each in own:
        fields[each.name] = each
        if isinstance(getattr(cls, each.name, None), Field):
            if each.default is MISSING:
                delattr(cls, each.name)
            else:
                setattr(cls, each.name, each.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    cls.__dataclass_fields__ = fields
    own_hash = cls.__dict__.get("__hash__", MISSING)
    explicit = not (own_hash is MISSING or own_hash is None and "__eq__" in cls.__dict__)
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    arguments = [each for each in fields.values() if each._field_type in (_FIELD, _FIELD_INITVAR)]
    positional = [each for each in arguments if each.init and not each.kw_only]
    keyword_only = [each for each in arguments if each.init and each.kw_only]
    is_ours = init and "__init__" not in cls.__dict__
    if init:
        has_post_init = hasattr(cls, "__post_init__")
        made = _make_init(cls, arguments, positional, keyword_only, frozen, has_post_init, slots)
        _set_new_attribute(cls, "__init__", made)
    stored = [each for each in fields.values() if each._field_type is _FIELD]
    if repr:
        _set_new_attribute(cls, "__repr__", _make_repr(stored))
    if eq:
        for method in _make_comparisons(stored, False):
            _set_new_attribute(cls, method.__name__, method)
    if order:
        for method in _make_comparisons(stored, True):
            if _set_new_attribute(cls, method.__name__, method):
                raise TypeError(f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}. "
                                "Consider using functools.total_ordering")
    if frozen:
        for method in _make_frozen(cls, stored):
            if _set_new_attribute(cls, method.__name__, method):
                raise TypeError(f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}")
    _choose_hash(cls, stored, unsafe_hash, eq, frozen, explicit)
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + _signature_text(cls, is_ours, positional, keyword_only)
    if match_args:
        _set_new_attribute(cls, "__match_args__", tuple(each.name for each in positional))
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot)
    abc.update_abstractmethods(cls)
    return cls


def _signature_text(cls, is_ours, positional, keyword_only):
    """The signature of the class, as inspect shows it."""
    if not is_ours:
        from inspect import signature
        try:
            return str(signature(cls)).replace(" -> None", "")
        except (TypeError, ValueError):
            return ""
    parts = [_parameter_text(each) for each in positional]
    if keyword_only:
        parts.append("*")
        parts.extend(_parameter_text(each) for each in keyword_only)
    return f"({', '.join(parts)})"


def _parameter_text(each):
    annotation = each.type
    if isinstance(annotation, type) and not isinstance(annotation, GenericAlias):
        module = annotation.__module__
        shown = annotation.__qualname__ if module == "builtins" else f"{module}.{annotation.__qualname__}"
    else:
        shown = repr(annotation).replace("typing.", "")
    default = _init_default(each)
    return f"{each.name}: {shown}" if default is MISSING else f"{each.name}: {shown} = {default!r}"


def _dataclass_getstate(self):
    return [getattr(self, each.name) for each in fields(self)]


def _dataclass_setstate(self, state):
    for each, value in zip(fields(self), state):
        object.__setattr__(self, each.name, value)


def _slots_of(cls):
    slots = cls.__dict__.get("__slots__")
    if slots is None:
        return ()
    if isinstance(slots, str):
        return (slots,)
    if hasattr(slots, "__next__"):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return slots


def _add_slots(cls, frozen, weakref_slot):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    names = [each.name for each in fields(cls)]
    inherited = {name for base in cls.__mro__[1:-1] for name in _slots_of(base)}
    wanted = names + (["__weakref__"] if weakref_slot else [])
    namespace["__slots__"] = tuple(name for name in wanted if name not in inherited)
    for name in names:
        namespace.pop(name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    qualname = getattr(cls, "__qualname__", None)
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        cls.__qualname__ = qualname
    if frozen:
        if "__getstate__" not in namespace:
            cls.__getstate__ = _dataclass_getstate
        if "__setstate__" not in namespace:
            cls.__setstate__ = _dataclass_setstate
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                              weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    found = getattr(class_or_instance, "__dataclass_fields__", None)
    if found is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple([each for each in found.values() if each._field_type is _FIELD])


def _is_dataclass_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) and not isinstance(obj, GenericAlias) else type(obj)
    return hasattr(cls, "__dataclass_fields__")


def asdict(obj, *, dict_factory=dict):
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _asdict_inner(obj, dict_factory)


def _asdict_inner(obj, dict_factory):
    if _is_dataclass_instance(obj):
        return dict_factory([(each.name, _asdict_inner(getattr(obj, each.name), dict_factory))
                             for each in fields(obj)])
    return _inside(obj, _asdict_inner, dict_factory)


def _inside(obj, inner, factory):
    """A container with what is in it converted; anything else copied."""
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[inner(each, factory) for each in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(inner(each, factory) for each in obj)
    if isinstance(obj, dict):
        return type(obj)((inner(key, factory), inner(value, factory)) for key, value in obj.items())
    import copy
    return copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _astuple_inner(obj, tuple_factory)


def _astuple_inner(obj, tuple_factory):
    if _is_dataclass_instance(obj):
        return tuple_factory([_astuple_inner(getattr(obj, each.name), tuple_factory) for each in fields(obj)])
    return _inside(obj, _astuple_inner, tuple_factory)


_keywords = frozenset(
    "False None True and as assert async await break class continue def del elif else except finally for from "
    "global if import in is lambda nonlocal not or pass raise return try while with yield".split()
)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False,
                   weakref_slot=False):
    import types
    namespace = {} if namespace is None else namespace
    seen = set()
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, defaults[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in _keywords:
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in seen:
            raise TypeError(f"Field name duplicated: {name!r}")
        seen.add(name)
        annotations[name] = annotation

    def fill(members):
        members.update(namespace)
        members.update(defaults)
        members["__annotations__"] = annotations

    cls = types.new_class(cls_name, bases, {}, fill)
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for each in getattr(obj, "__dataclass_fields__").values():
        if each._field_type is _FIELD_CLASSVAR:
            continue
        if not each.init:
            if each.name in changes:
                raise ValueError(f"field {each.name} is declared with init=False, it cannot be specified with "
                                 "replace()")
            continue
        if each.name not in changes:
            if each._field_type is _FIELD_INITVAR and each.default is MISSING:
                raise ValueError(f"InitVar {each.name!r} must be specified with replace()")
            changes[each.name] = getattr(obj, each.name)
    return obj.__class__(**changes)


__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict",
    "astuple", "make_dataclass", "replace", "is_dataclass",
]
