"""The classes of typing that programs inherit from, and what looks at annotations."""

import typing
from typing import (
    Any, ForwardRef, Generic, NotRequired, Required, TypeVar, Union, _Alias, _Annotated, _SpecialGeneric, _Unpacked,
)
from types import GenericAlias, UnionType
from abc import ABCMeta, abstractmethod
from _refusals import refuse

_ignored = frozenset((
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__", "__new__", "__slots__",
    "__subclasshook__", "__weakref__", "__class_getitem__", "__parameters__", "__orig_bases__", "__orig_class__",
    "_is_protocol", "_is_runtime_protocol", "_abc_registry", "_abc_known", "_abc_token", "__qualname__",
))


def _protocol_attributes(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic"):
            continue
        names.update(name for name in base.__dict__ if name not in _ignored)
        names.update(base.__dict__.get("__annotations__", ()))
    return names


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if getattr(cls, "_is_protocol", False) and not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if super().__instancecheck__(instance):
            return True
        if cls._is_protocol:
            return all(hasattr(instance, name) and
                       (not callable(getattr(cls, name, None)) or getattr(instance, name) is not None)
                       for name in _protocol_attributes(cls))
        return False


def _no_init_or_replace_init(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    for base in type(self).__mro__:
        init = base.__dict__.get("__init__", _no_init_or_replace_init)
        if init is not _no_init_or_replace_init:
            return init(self, *args, **kwargs)


class Protocol(Generic, metaclass=_ProtocolMeta):
    __module__ = "typing"
    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_protocol_hook)
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init_or_replace_init


def _protocol_hook(cls, other):
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    if not getattr(cls, "_is_runtime_protocol", False):
        raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
    names = _protocol_attributes(cls)
    if not all(callable(getattr(cls, name, None)) for name in names):
        raise TypeError("Protocols with non-method members don't support issubclass()")
    for name in names:
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


typing._Protocol = Protocol


def runtime_checkable(cls):
    if not issubclass(cls, Generic) or not getattr(cls, "_is_protocol", False):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


def _supports(name, method):
    def body(self):
        pass
    body.__name__ = method
    namespace = {"__module__": "typing", "__slots__": (), "__qualname__": name, method: abstractmethod(body),
                 "_is_protocol": True}
    made = runtime_checkable(_ProtocolMeta(name, (Protocol,), namespace))
    return made


SupportsInt = _supports("SupportsInt", "__int__")
SupportsFloat = _supports("SupportsFloat", "__float__")
SupportsComplex = _supports("SupportsComplex", "__complex__")
SupportsBytes = _supports("SupportsBytes", "__bytes__")
SupportsIndex = _supports("SupportsIndex", "__index__")
SupportsAbs = _supports("SupportsAbs", "__abs__")
SupportsRound = _supports("SupportsRound", "__round__")


class IO(Generic[typing.AnyStr]):
    __module__ = "typing"
    __slots__ = ()


class BinaryIO(IO[bytes]):
    __module__ = "typing"
    __slots__ = ()


class TextIO(IO[str]):
    __module__ = "typing"
    __slots__ = ()


def _checked(annotation, name):
    return typing._type_check(annotation, f"field {name} annotation must be a type")


_prohibited = frozenset((
    "__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_field_types", "_make",
    "_replace", "_asdict", "_source",
))
_special = frozenset(("__module__", "__name__", "__annotations__", "__qualname__"))


def _named_tuple(name, types, module, defaults=()):
    from collections import namedtuple
    types = {field: _checked(annotation, field) for field, annotation in types}
    made = namedtuple(name, list(types), defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = types
    return made


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTupleRoot and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        types = ns.get("__annotations__", {})
        defaults = []
        for name in types:
            if name in ns:
                defaults.append(name)
            elif defaults:
                plural = "s" if len(defaults) > 1 else ""
                raise TypeError(f"non-default namedtuple field {name} cannot follow default field{plural} "
                                f"{', '.join(defaults)}")
        made = _named_tuple(typename, types.items(), ns["__module__"], [ns[name] for name in defaults])
        made.__bases__
        if Generic in bases:
            made = type(typename, (made, Generic), {
                "__module__": ns["__module__"], "__slots__": (), "__orig_bases__": ns.get("__orig_bases__", ())})
        for key, value in ns.items():
            if key in _prohibited:
                raise AttributeError(f"Cannot overwrite NamedTuple attribute {key}")
            if key not in _special and key not in made._fields:
                setattr(made, key, value)
        return made


class _NamedTupleRoot:
    pass


_NamedTupleRoot = type.__new__(_NamedTupleMeta, "NamedTuple", (), {"__module__": "typing"})


def NamedTuple(typename, fields=None, /, **kwargs):
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    return _named_tuple(typename, fields, "__main__")


def _named_tuple_entries(bases):
    return (_NamedTupleRoot,)


NamedTuple.__mro_entries__ = _named_tuple_entries


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        annotations = {}
        required = set()
        optional = set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required.update(base.__dict__.get("__required_keys__", ()))
            optional.update(base.__dict__.get("__optional_keys__", ()))
        message = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        for key, annotation in ns.get("__annotations__", {}).items():
            annotation = typing._type_check(annotation, message, module=ns.get("__module__"))
            annotations[key] = annotation
            origin = annotation.__origin__ if isinstance(annotation, _Alias) else None
            if isinstance(annotation, _Annotated) and isinstance(annotation.__origin__, _Alias):
                origin = annotation.__origin__.__origin__
            is_required = origin is Required or origin is not NotRequired and total
            (required if is_required else optional).add(key)
        members = {**ns, "__annotations__": annotations, "__required_keys__": frozenset(required),
                   "__optional_keys__": frozenset(optional), "__total__": total}
        return type.__new__(cls, name, (Generic, dict) if Generic in bases else (dict,), members)

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


_TypedDictRoot = type.__new__(_TypedDictMeta, "TypedDict", (), {"__module__": "typing"})


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    if fields is None:
        fields = kwargs
    elif kwargs:
        raise TypeError("TypedDict takes either a dict or keyword arguments, but not both")
    return _TypedDictMeta(typename, (), {"__annotations__": dict(fields), "__module__": "__main__"}, total=total)


def _typed_dict_entries(bases):
    return (_TypedDictRoot,)


TypedDict.__mro_entries__ = _typed_dict_entries


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


_overloads = {}


def overload(func):
    key = (func.__module__, func.__qualname__)
    _overloads.setdefault(key, []).append(func)
    return _overload_dummy


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module "
        "should always be followed by an implementation that is not @overload-ed.")


def get_overloads(func):
    func = getattr(func, "__func__", func)
    return list(_overloads.get((func.__module__, func.__qualname__), ()))


def clear_overloads():
    _overloads.clear()


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, field_specifiers=(), **kwargs):
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default, "kw_only_default": kw_only_default,
            "field_specifiers": field_specifiers, "kwargs": kwargs,
        }
        return cls_or_fn
    return decorator


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    if getattr(obj, "__no_type_check__", None):
        return {}
    import sys
    if isinstance(obj, type):
        hints = {}
        for base in reversed(obj.__mro__):
            space = getattr(sys.modules.get(base.__module__), "__dict__", {}) if globalns is None else globalns
            local = dict(vars(base)) if localns is None else localns
            for name, value in base.__dict__.get("__annotations__", {}).items():
                hints[name] = _resolved(value, space, local)
    else:
        annotations = getattr(obj, "__annotations__", None)
        if annotations is None:
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        space = globalns
        if space is None:
            space = getattr(obj, "__dict__", {}) if type(obj) is type(sys) else getattr(
                sys.modules.get(getattr(obj, "__module__", None)), "__dict__", {})
        hints = {name: _resolved(value, space, localns or {}) for name, value in annotations.items()}
    if include_extras:
        return hints
    return {name: _stripped(value) for name, value in hints.items()}


def _resolved(value, space, local):
    if value is None:
        return type(None)
    if isinstance(value, str):
        value = ForwardRef(value)
    if isinstance(value, ForwardRef):
        return _Reader(value.__forward_arg__, space, local).read()
    if isinstance(value, (_Alias, GenericAlias, UnionType)) and value.__args__:
        args = tuple(_resolved(each, space, local) if isinstance(each, (str, ForwardRef, _Alias, GenericAlias, UnionType))
                     else each for each in value.__args__)
        if args == value.__args__:
            return value
        if isinstance(value, GenericAlias):
            return GenericAlias(value.__origin__, args)
        if isinstance(value, UnionType):
            return Union[args]
        return value._copy(args)
    return value


def _stripped(value):
    """Without Annotated, Required and NotRequired."""
    if isinstance(value, _Annotated):
        return _stripped(value.__origin__)
    if isinstance(value, _Alias) and value.__origin__ in (Required, NotRequired):
        return _stripped(value.__args__[0])
    if isinstance(value, (_Alias, GenericAlias)) and value.__args__:
        args = tuple(_stripped(each) for each in value.__args__)
        if args != value.__args__:
            return GenericAlias(value.__origin__, args) if isinstance(value, GenericAlias) else value._copy(args)
    return value


class _Reader:
    """Reads a type that is written as text: names, attributes, subscripts, unions, literals."""

    def __init__(self, text, space, local):
        import re
        self.text = text
        self.tokens = re.findall(r"\.\.\.|[A-Za-z_]\w*|-?\d+|'[^'\\]*'|\"[^\"\\]*\"|\S", text)
        self.space = space
        self.local = local

    def read(self):
        value = self.union()
        if self.tokens:
            refuse(f"evaluating the annotation {self.text!r}")
        return type(None) if value is None else value

    def union(self):
        value = self.postfix()
        while self.tokens and self.tokens[0] == "|":
            self.tokens.pop(0)
            value = Union[value, self.postfix()] if value is None else value | self.postfix()
        return value

    def postfix(self):
        value = self.primary()
        while self.tokens and self.tokens[0] in (".", "["):
            if self.tokens.pop(0) == ".":
                value = getattr(value, self.tokens.pop(0))
            else:
                items, several = self.items("]")
                value = value[tuple(items) if several else items[0]]
        return value

    def items(self, closing):
        items = []
        several = False
        while self.tokens and self.tokens[0] != closing:
            items.append(self.union())
            if self.tokens and self.tokens[0] == ",":
                self.tokens.pop(0)
                several = True
        if not self.tokens:
            raise SyntaxError(f"Forward reference must be an expression -- got {self.text!r}")
        self.tokens.pop(0)
        return items, several or len(items) != 1

    def primary(self):
        if not self.tokens:
            raise SyntaxError(f"Forward reference must be an expression -- got {self.text!r}")
        token = self.tokens.pop(0)
        if token == "[":
            return self.items("]")[0]
        if token == "(":
            items, several = self.items(")")
            return tuple(items) if several else items[0]
        if token == "...":
            return ...
        if token[0] in "'\"":
            return token[1:-1]
        if token.lstrip("-").isdigit():
            return int(token)
        if token in ("None", "True", "False"):
            return {"None": None, "True": True, "False": False}[token]
        if not token.isidentifier():
            refuse(f"evaluating the annotation {self.text!r}")
        import builtins
        for names in (self.local, self.space):
            if token in names:
                return names[token]
        if hasattr(builtins, token):
            return getattr(builtins, token)
        raise NameError(f"name {token!r} is not defined")
