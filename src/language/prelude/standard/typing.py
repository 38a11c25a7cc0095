"""Names for annotations, as objects that can be looked at. They check nothing."""

from types import GenericAlias, MethodType, UnionType
from _refusals import refuse as _refuse

TYPE_CHECKING = False
_none = type(None)


def _shown(value):
    """How an argument is written inside brackets."""
    if isinstance(value, GenericAlias):
        return repr(value)
    if isinstance(value, type):
        return value.__qualname__ if value.__module__ == "builtins" else f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    if isinstance(value, type(_shown)):
        return value.__name__
    if isinstance(value, tuple):
        return f"[{', '.join(map(_shown, value))}]"
    return repr(value)


class _Final:
    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *args, _root=False, **kwds):
        if not _root:
            raise TypeError("Cannot subclass special typing classes")


def _type_check(arg, message, module=None):
    """An argument that may stand where a type stands: None is its type, a string a forward reference."""
    if arg is None:
        return _none
    if isinstance(arg, str):
        return ForwardRef(arg, module=module)
    if isinstance(arg, _Alias) and arg.__origin__ in (Generic, _Protocol):
        raise TypeError(f"{arg} is not valid as type argument")
    if arg in (Generic, _Protocol) or isinstance(arg, _Form) and arg._name in ("Union", "Optional", "Literal", "ClassVar",
                                                                             "Final", "Annotated", "Concatenate"):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{message} Got {arg!r:.100}.")
    return arg


def _flat(args):
    """The members of unions, each once."""
    found = []
    for arg in args:
        members = arg.__args__ if isinstance(arg, UnionType) or isinstance(arg, _Union) else (arg,)
        for member in members:
            if not any(member == each and type(member) is type(each) for each in found):
                found.append(member)
    return tuple(found)


def _collect_parameters(args):
    found = []

    def add(value):
        if value not in found:
            found.append(value)

    for arg in args:
        if isinstance(arg, type) and not isinstance(arg, GenericAlias):
            continue
        if hasattr(type(arg), "__typing_subst__"):
            add(arg)
        elif isinstance(arg, (tuple, list)):
            for each in _collect_parameters(arg):
                add(each)
        else:
            for each in getattr(arg, "__parameters__", ()):
                add(each)
    return tuple(found)


def _substitute(args, chosen):
    made = []
    for arg in args:
        if arg in chosen and hasattr(type(arg), "__typing_subst__"):
            value = chosen[arg]
            if isinstance(value, tuple) and not isinstance(arg, ParamSpec):
                made.extend(value)
            else:
                made.append(value)
        elif isinstance(arg, (tuple, list)):
            made.append(tuple(_substitute(arg, chosen)))
        elif not isinstance(arg, type) and getattr(arg, "__parameters__", ()):
            inner = [chosen[each] for each in arg.__parameters__]
            flat = [each for value in inner for each in (value if isinstance(value, tuple) else (value,))]
            made.append(arg[tuple(flat)])
        else:
            made.append(arg)
    return tuple(made)


def _choose(owner, parameters, args):
    """Which argument each parameter gets."""
    variadic = [i for i, each in enumerate(parameters) if isinstance(each, TypeVarTuple)]
    if variadic:
        at = variadic[0]
        after = len(parameters) - at - 1
        if len(args) < len(parameters) - 1:
            raise TypeError(f"Too few arguments for {owner}; actual {len(args)}, expected at least {len(parameters) - 1}")
        args = (*args[:at], tuple(args[at:len(args) - after]), *args[len(args) - after:])
    elif len(parameters) == 1 and isinstance(parameters[0], ParamSpec):
        if not (len(args) == 1 and (isinstance(args[0], (list, tuple, ParamSpec)) or args[0] is ...)):
            args = (tuple(args),)
        args = tuple(tuple(each) if isinstance(each, list) else each for each in args)
    elif len(args) != len(parameters):
        many = "many" if len(args) > len(parameters) else "few"
        raise TypeError(f"Too {many} arguments for {owner}; actual {len(args)}, expected {len(parameters)}")
    return dict(zip(parameters, args))


class _Alias(_Final, _root=True):
    """A generic class, or a special form, with its arguments."""

    __slots__ = ("__origin__", "__args__", "__parameters__", "_name", "__dict__")

    def __init__(self, origin, args, name=None):
        self.__origin__ = origin
        self.__args__ = args
        self.__parameters__ = _collect_parameters(args)
        self._name = name

    def __getitem__(self, args):
        if self.__origin__ in (Generic, _Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        args = tuple(each if isinstance(each, list) else _type_check(each, "Parameters to generic types must be types.")
                     for each in args)
        return self._copy(_substitute(self.__args__, _choose(self, self.__parameters__, args)))

    def _copy(self, args):
        return type(self)(self.__origin__, args, self._name)

    def __call__(self, *args, **kwds):
        if self._name is not None and not isinstance(self.__origin__, type):
            raise TypeError(f"Cannot instantiate {self!r}")
        if self._name is not None and self._name in _builtin_names:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        made = self.__origin__(*args, **kwds)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __getattr__(self, name):
        if "__origin__" in self.__dict__ and not (name.startswith("__") and name.endswith("__")):
            return getattr(self.__origin__, name)
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if name.startswith("__") and name.endswith("__") or name == "_name":
            object.__setattr__(self, name, value)
        else:
            setattr(self.__origin__, name, value)

    def __mro_entries__(self, bases):
        if self._name is not None:
            rest = bases[bases.index(self) + 1:]
            entries = [self.__origin__]
            if not any(isinstance(each, _Alias) or isinstance(each, type) and issubclass(each, Generic) for each in rest):
                entries.append(Generic)
            return tuple(entries)
        if self.__origin__ is Generic:
            if _Protocol in bases:
                return ()
            rest = bases[bases.index(self) + 1:]
            if any(isinstance(each, _Alias) and each is not self for each in rest):
                return ()
        return (self.__origin__,)

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]

    def __repr__(self):
        name = f"typing.{self._name}" if self._name else _shown(self.__origin__)
        inside = ", ".join(map(_shown, self.__args__)) if self.__args__ else "()"
        return f"{name}[{inside}]"

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return "alias"


class _Callable(_Alias, _root=True):
    def __repr__(self):
        first = self.__args__[0]
        if len(self.__args__) == 2 and (first is ... or isinstance(first, (ParamSpec, _Concatenate))):
            return super().__repr__()
        inside = ", ".join(map(_shown, self.__args__[:-1]))
        return f"typing.Callable[[{inside}], {_shown(self.__args__[-1])}]"

    def _copy(self, args):
        if args and isinstance(args[0], tuple):
            args = (*args[0], *args[1:])
        return type(self)(self.__origin__, args, self._name)


class _Concatenate(_Alias, _root=True):
    pass


class _Union(_Alias, _root=True):
    def _copy(self, args):
        return Union[args]

    def __eq__(self, other):
        if not isinstance(other, (_Union, UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _none in args:
            return f"typing.Optional[{_shown(args[0] if args[1] is _none else args[1])}]"
        return f"typing.Union[{', '.join(map(_shown, args))}]"

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, each) for each in self.__args__)


class _Literal(_Alias, _root=True):
    def __eq__(self, other):
        if not isinstance(other, _Literal):
            return NotImplemented
        return set(_with_types(self.__args__)) == set(_with_types(other.__args__))

    def __hash__(self):
        return hash(frozenset(_with_types(self.__args__)))

    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"


def _with_types(values):
    return [(value, type(value)) for value in values]


class _Annotated(_Alias, _root=True):
    def __init__(self, origin, metadata):
        if isinstance(origin, _Annotated):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, (origin,))
        self.__metadata__ = metadata

    def _copy(self, args):
        return _Annotated(args[0], self.__metadata__)

    def __eq__(self, other):
        if not isinstance(other, _Annotated):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __repr__(self):
        return f"typing.Annotated[{_shown(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"


class _Unpacked(_Alias, _root=True):
    def __repr__(self):
        return f"*{_shown(self.__args__[0])}"

    def __iter__(self):
        yield self


class _Form(_Final, _root=True):
    """A special form: a name that takes arguments, or none."""

    def __init__(self, name, subscript=None):
        self._name = name
        self._subscript = subscript

    @property
    def __name__(self):
        return self._name

    def __getattr__(self, name):
        if name == "__qualname__":
            return self._name
        raise AttributeError(name)

    @property
    def __module__(self):
        return "typing"

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        if self._subscript is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._subscript(self, parameters)


def _union(form, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    args = _flat([_type_check(each, "Union[arg, ...]: each arg must be a type.") for each in parameters])
    return args[0] if len(args) == 1 else _Union(Union, args, "Optional" if len(args) == 2 and _none in args else "Union")


def _optional(form, parameters):
    return Union[_type_check(parameters, f"{form} requires a single type."), None]


def _literal(form, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for each in parameters:
        flat.extend(each.__args__ if isinstance(each, _Literal) else (each,))
    kept = []
    seen = set()
    for pair in _with_types(flat):
        try:
            if pair in seen:
                continue
            seen.add(pair)
        except TypeError:
            pass
        kept.append(pair[0])
    return _Literal(Literal, tuple(kept), "Literal")


def _single(form, parameters):
    return _Alias(form, (_type_check(parameters, f"{form} accepts only single type."),), form._name)


def _annotated(form, parameters):
    if not isinstance(parameters, tuple) or len(parameters) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    origin = _type_check(parameters[0], "Annotated[t, ...]: t must be a type.")
    return _Annotated(origin, tuple(parameters[1:]))


def _concatenate(form, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    return _Concatenate(form, parameters, "Concatenate")


def _unpack(form, parameters):
    return _Unpacked(form, (_type_check(parameters, f"{form} accepts only single type."),), "Unpack")


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls, *args, **kwargs)


Union = _Form("Union", _union)
Optional = _Form("Optional", _optional)
Literal = _Form("Literal", _literal)
ClassVar = _Form("ClassVar", _single)
Final = _Form("Final", _single)
Required = _Form("Required", _single)
NotRequired = _Form("NotRequired", _single)
TypeGuard = _Form("TypeGuard", _single)
Annotated = _Form("Annotated", _annotated)
Concatenate = _Form("Concatenate", _concatenate)
Unpack = _Form("Unpack", _unpack)
NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
LiteralString = _Form("LiteralString")
TypeAlias = _Form("TypeAlias")


class ForwardRef(_Final, _root=True):
    __slots__ = ("__forward_arg__", "__forward_module__", "__forward_is_class__")

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_module__ = module
        self.__forward_is_class__ = is_class

    def __call__(self):
        raise TypeError("ForwardRef cannot be called")

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__ and self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        module = "" if self.__forward_module__ is None else f", module={self.__forward_module__!r}"
        return f"ForwardRef({self.__forward_arg__!r}{module})"


class _Variable(_Final, _root=True):
    """What TypeVar and ParamSpec have in common."""

    def _set_variance(self, bound, covariant, contravariant):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__bound__ = None if bound is None else _type_check(bound, "Bound must be a type.")

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]

    def __repr__(self):
        sign = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return f"{sign}{self.__name__}"

    def __typing_subst__(self, arg):
        return arg

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return self.__name__

    def __call__(self):
        raise TypeError(f"'{type(self).__name__}' object is not callable")


class TypeVar(_Variable, _root=True):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self._set_variance(bound, covariant, contravariant)
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__constraints__ = tuple(_type_check(each, "TypeVar(name, constraint, ...): constraints must be types.")
                                     for each in constraints)
        self.__module__ = "__main__"


class ParamSpec(_Variable, _root=True):
    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self._set_variance(bound, covariant, contravariant)
        self.__module__ = "__main__"

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)


class ParamSpecArgs(_Final, _root=True):
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"


class ParamSpecKwargs(_Final, _root=True):
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"


class TypeVarTuple(_Final, _root=True):
    def __init__(self, name):
        self.__name__ = name
        self.__module__ = "__main__"

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")


class Generic:
    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        if cls in (Generic, _Protocol):
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            params = tuple(each.__args__[0] if isinstance(each, _Unpacked) else each for each in params)
            if not all(hasattr(type(each), "__typing_subst__") for each in params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables "
                                "or parameter specification variables.")
            if len(set(params)) != len(params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
            return _Alias(cls, params)
        parameters = cls.__dict__.get("__parameters__") or getattr(cls, "__parameters__", ())
        if not parameters:
            raise TypeError(f"{cls} is not a generic class")
        params = tuple(tuple(each) if isinstance(each, list) else each if each is ... else
                       _type_check(each, "Parameters to generic types must be types.") for each in params)
        chosen = _choose(cls, parameters, params)
        args = []
        for each in parameters:
            value = chosen[each]
            args.extend(value) if isinstance(each, TypeVarTuple) else args.append(value)
        return _Alias(cls, tuple(args))

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if "__orig_bases__" not in cls.__dict__:
            if Generic in cls.__bases__ and cls.__name__ != "Protocol":
                raise TypeError("Cannot inherit from plain Generic")
            cls.__parameters__ = ()
            return
        bases = cls.__dict__["__orig_bases__"]
        if Generic in bases:
            raise TypeError("Cannot inherit from plain Generic")
        found = _collect_parameters(bases)
        declared = None
        for base in bases:
            if isinstance(base, _Alias) and base.__origin__ is Generic:
                if declared is not None:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                declared = base.__parameters__
        if declared is not None:
            missing = [each for each in found if each not in declared]
            if missing:
                raise TypeError(f"Some type variables ({', '.join(map(str, missing))}) are not listed in "
                                f"Generic[{', '.join(map(str, declared))}]")
            found = declared
        cls.__parameters__ = tuple(found)


def _late(name):
    """What is written apart, because few programs need it."""
    import _typing_classes
    value = getattr(_typing_classes, name)
    globals()[name] = value
    return value


_late_names = frozenset((
    "NamedTuple", "TypedDict", "Protocol", "runtime_checkable", "SupportsAbs", "SupportsBytes", "SupportsComplex",
    "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound", "IO", "TextIO", "BinaryIO", "get_type_hints",
    "is_typeddict", "get_overloads", "clear_overloads", "overload", "dataclass_transform",
))
# Stands for the real one until something needs it.
_Protocol = None


class _SpecialGeneric(_Final, _root=True):
    """`typing.List`: an alias of a class, without arguments yet."""

    def __init__(self, name, source, count):
        self._name = name
        self._source = source
        self._count = count

    @property
    def __origin__(self):
        source = self._source
        if isinstance(source, str):
            module, _, name = source.rpartition(".")
            source = self._source = _from_module(module, name)
        return source

    @property
    def __doc__(self):
        return f"A generic version of {_shown(self.__origin__)}."

    @property
    def __module__(self):
        return "typing"

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        name = self._name
        if name == "Callable":
            return self._callable(params)
        if name == "Tuple":
            if params == ((),) or params == ():
                return _Alias(tuple, (), name)
            if len(params) == 2 and params[1] is ...:
                return _Alias(tuple, (_type_check(params[0], "Tuple[t, ...]: t must be a type."), ...), name)
            return _Alias(tuple, tuple(_type_check(each, "Tuple[t0, t1, ...]: each t must be a type.")
                                       for each in params), name)
        params = tuple(_type_check(each, "Parameters to generic types must be types.") for each in params)
        if len(params) != self._count:
            many = "many" if len(params) > self._count else "few"
            raise TypeError(f"Too {many} arguments for {self}; actual {len(params)}, expected {self._count}")
        return _Alias(self.__origin__, params, name)

    def _callable(self, params):
        if len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        message = "Callable[args, result]: result must be a type."
        if isinstance(args, list):
            inside = tuple(_type_check(each, "Callable[[arg, ...], result]: each arg must be a type.") for each in args)
            return _Callable(self.__origin__, (*inside, _type_check(result, message)), "Callable")
        if args is ... or isinstance(args, (ParamSpec, _Concatenate)):
            return _Callable(self.__origin__, (args, _type_check(result, message)), "Callable")
        return _Callable(self.__origin__, (_type_check(args, message), _type_check(result, message)), "Callable")

    def __call__(self, *args, **kwds):
        if self._name in _builtin_names:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        return self.__origin__(*args, **kwds)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __mro_entries__(self, bases):
        rest = bases[bases.index(self) + 1:]
        if any(isinstance(each, (_Alias, _SpecialGeneric)) or isinstance(each, type) and issubclass(each, Generic)
               for each in rest):
            return (self.__origin__,)
        return (self.__origin__, Generic)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGeneric):
            return issubclass(cls.__origin__, self.__origin__)
        return issubclass(cls, self.__origin__)

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name


def _from_module(module, name):
    if module == "collections.abc":
        import collections.abc as found
    elif module == "collections":
        import collections as found
    elif module == "contextlib":
        import contextlib as found
    else:
        import re as found
    return getattr(found, name)


List = _SpecialGeneric("List", list, 1)
Dict = _SpecialGeneric("Dict", dict, 2)
Set = _SpecialGeneric("Set", set, 1)
FrozenSet = _SpecialGeneric("FrozenSet", frozenset, 1)
Tuple = _SpecialGeneric("Tuple", tuple, -1)
Type = _SpecialGeneric("Type", type, 1)
_builtin_names = frozenset(("List", "Dict", "Set", "FrozenSet", "Tuple", "Type"))
Callable = _SpecialGeneric("Callable", "collections.abc.Callable", 2)
Hashable = _SpecialGeneric("Hashable", "collections.abc.Hashable", 0)
Sized = _SpecialGeneric("Sized", "collections.abc.Sized", 0)
Awaitable = _SpecialGeneric("Awaitable", "collections.abc.Awaitable", 1)
Coroutine = _SpecialGeneric("Coroutine", "collections.abc.Coroutine", 3)
AsyncIterable = _SpecialGeneric("AsyncIterable", "collections.abc.AsyncIterable", 1)
AsyncIterator = _SpecialGeneric("AsyncIterator", "collections.abc.AsyncIterator", 1)
AsyncGenerator = _SpecialGeneric("AsyncGenerator", "collections.abc.AsyncGenerator", 2)
Iterable = _SpecialGeneric("Iterable", "collections.abc.Iterable", 1)
Iterator = _SpecialGeneric("Iterator", "collections.abc.Iterator", 1)
Reversible = _SpecialGeneric("Reversible", "collections.abc.Reversible", 1)
Container = _SpecialGeneric("Container", "collections.abc.Container", 1)
Collection = _SpecialGeneric("Collection", "collections.abc.Collection", 1)
AbstractSet = _SpecialGeneric("AbstractSet", "collections.abc.Set", 1)
MutableSet = _SpecialGeneric("MutableSet", "collections.abc.MutableSet", 1)
Mapping = _SpecialGeneric("Mapping", "collections.abc.Mapping", 2)
MutableMapping = _SpecialGeneric("MutableMapping", "collections.abc.MutableMapping", 2)
Sequence = _SpecialGeneric("Sequence", "collections.abc.Sequence", 1)
MutableSequence = _SpecialGeneric("MutableSequence", "collections.abc.MutableSequence", 1)
ByteString = _SpecialGeneric("ByteString", "collections.abc.ByteString", 0)
MappingView = _SpecialGeneric("MappingView", "collections.abc.MappingView", 1)
KeysView = _SpecialGeneric("KeysView", "collections.abc.KeysView", 1)
ItemsView = _SpecialGeneric("ItemsView", "collections.abc.ItemsView", 2)
ValuesView = _SpecialGeneric("ValuesView", "collections.abc.ValuesView", 1)
Generator = _SpecialGeneric("Generator", "collections.abc.Generator", 3)
Deque = _SpecialGeneric("Deque", "collections.deque", 1)
DefaultDict = _SpecialGeneric("DefaultDict", "collections.defaultdict", 2)
OrderedDict = _SpecialGeneric("OrderedDict", "collections.OrderedDict", 2)
Counter = _SpecialGeneric("Counter", "collections.Counter", 1)
ChainMap = _SpecialGeneric("ChainMap", "collections.ChainMap", 2)
ContextManager = _SpecialGeneric("ContextManager", "contextlib.AbstractContextManager", 1)
AsyncContextManager = _SpecialGeneric("AsyncContextManager", "contextlib.AbstractAsyncContextManager", 1)
Pattern = _SpecialGeneric("Pattern", "re.Pattern", 1)
Match = _SpecialGeneric("Match", "re.Match", 1)
Text = str
AnyStr = TypeVar("AnyStr", bytes, str)
T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)


class NewType:
    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        self.__module__ = "__main__"

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        name = self.__name__
        raise TypeError(f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
                        f"`Sub = NewType('Sub', {name})`")


def cast(typ, val):
    return val


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def no_type_check(arg):
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    def wrapped_decorator(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return wrapped_decorator


def assert_never(arg, /):
    shown = repr(arg)
    if len(shown) > 100:
        shown = shown[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {shown}")


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    import sys
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def get_origin(tp):
    if isinstance(tp, _Annotated):
        return Annotated
    if isinstance(tp, (_Alias, _SpecialGeneric, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, UnionType):
        return UnionType
    return getattr(tp, "__origin__", None) if type(tp).__name__ == "_CallableAlias" else None


def get_args(tp):
    if isinstance(tp, _Annotated):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_Alias, GenericAlias)) or type(tp).__name__ == "_CallableAlias":
        args = tp.__args__
        is_callable = isinstance(tp, _Callable) or type(tp).__name__ == "_CallableAlias"
        if is_callable and not (len(args) == 2 and (args[0] is ... or isinstance(args[0], (ParamSpec, _Concatenate)))):
            return (list(args[:-1]), args[-1])
        return args
    if isinstance(tp, UnionType):
        return tp.__args__
    return ()


__all__ = [
    "Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef", "Generic", "Literal",
    "Optional", "ParamSpec", "Protocol", "Tuple", "Type", "TypeVar", "TypeVarTuple", "Union", "AbstractSet",
    "ByteString", "Container", "ContextManager", "Hashable", "ItemsView", "Iterable", "Iterator", "KeysView",
    "Mapping", "MappingView", "MutableMapping", "MutableSequence", "MutableSet", "Sequence", "Sized",
    "ValuesView", "Awaitable", "AsyncIterator", "AsyncIterable", "Coroutine", "Collection", "AsyncGenerator",
    "AsyncContextManager", "Reversible", "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat",
    "SupportsIndex", "SupportsInt", "SupportsRound", "ChainMap", "Counter", "Deque", "Dict", "DefaultDict",
    "List", "OrderedDict", "Set", "FrozenSet", "NamedTuple", "TypedDict", "Generator", "BinaryIO", "IO",
    "Match", "Pattern", "TextIO", "AnyStr", "assert_type", "assert_never", "cast", "clear_overloads",
    "dataclass_transform", "final", "get_args", "get_origin", "get_overloads", "get_type_hints", "is_typeddict",
    "LiteralString", "Never", "NewType", "no_type_check", "no_type_check_decorator", "NoReturn", "NotRequired",
    "overload", "ParamSpecArgs", "ParamSpecKwargs", "Required", "reveal_type", "runtime_checkable", "Self",
    "Text", "TYPE_CHECKING", "TypeAlias", "TypeGuard", "Unpack",
]


def __getattr__(name):
    if name in _late_names:
        return _late(name)
    raise AttributeError(f"module 'typing' has no attribute {name!r}")
