"""Names for annotations; they check nothing."""


class _Form:
    def __init__(self, name, args=None):
        self._name = name
        self.__args__ = args

    def __getitem__(self, args):
        return _Form(self._name, args if isinstance(args, tuple) else (args,))

    def __call__(self, *args, **keywords):
        raise TypeError(f"Cannot instantiate typing.{self._name}")

    def __or__(self, other):
        return _Form("Union", (self, other))

    __ror__ = __or__

    def __mro_entries__(self, bases):
        return (_generic(self._name),)

    def __eq__(self, other):
        return isinstance(other, _Form) and (self._name, self.__args__) == (other._name, other.__args__)

    def __hash__(self):
        return hash((self._name, self.__args__))

    def __repr__(self):
        if self.__args__ is None:
            return f"typing.{self._name}"
        if self._name == "Optional":
            return f"typing.Optional[{_shown(self.__args__[0])}]"
        return f"typing.{self._name}[{', '.join(map(_shown, self.__args__))}]"


def _shown(value):
    if isinstance(value, type):
        return value.__qualname__ if value.__module__ == "builtins" else f"{value.__module__}.{value.__qualname__}"
    if value is Ellipsis:
        return "..."
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return repr(value)


class Generic:
    def __class_getitem__(cls, args):
        return cls


class Protocol(Generic):
    pass


_classes = {"List": list, "Dict": dict, "Tuple": tuple, "Set": set, "FrozenSet": frozenset, "Type": type}


def _generic(name):
    return _classes.get(name, Generic)


Any = _Form("Any")
Union = _Form("Union")
Optional = _Form("Optional")
Callable = _Form("Callable")
List = _Form("List")
Dict = _Form("Dict")
Tuple = _Form("Tuple")
Set = _Form("Set")
FrozenSet = _Form("FrozenSet")
Type = _Form("Type")
Sequence = _Form("Sequence")
MutableSequence = _Form("MutableSequence")
Iterable = _Form("Iterable")
Iterator = _Form("Iterator")
Generator = _Form("Generator")
Mapping = _Form("Mapping")
MutableMapping = _Form("MutableMapping")
Collection = _Form("Collection")
Container = _Form("Container")
Hashable = _Form("Hashable")
Sized = _Form("Sized")
DefaultDict = _Form("DefaultDict")
OrderedDict = _Form("OrderedDict")
Counter = _Form("Counter")
Deque = _Form("Deque")
Literal = _Form("Literal")
Final = _Form("Final")
ClassVar = _Form("ClassVar")
Annotated = _Form("Annotated")
Concatenate = _Form("Concatenate")
NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
TypeAlias = _Form("TypeAlias")
TypeGuard = _Form("TypeGuard")
Unpack = _Form("Unpack")
Required = _Form("Required")
NotRequired = _Form("NotRequired")
SupportsFloat = _Form("SupportsFloat")
SupportsInt = _Form("SupportsInt")
Text = str
AnyStr = _Form("AnyStr")
TYPE_CHECKING = False


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound

    def __or__(self, other):
        return Union[self, other]

    __ror__ = __or__

    def __repr__(self):
        return f"~{self.__name__}"


class ParamSpec(TypeVar):
    args = None
    kwargs = None


TypeVarTuple = TypeVar


class NewType:
    def __init__(self, name, tp):
        self.__name__ = name
        self.__supertype__ = tp

    def __call__(self, value):
        return value


def cast(typ, val):
    return val


def overload(func):
    return func


def final(f):
    return f


def no_type_check(arg):
    return arg


def runtime_checkable(cls):
    return cls


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    return dict(getattr(obj, "__annotations__", {}))


from collections import namedtuple as _namedtuple


class _NamedTupleMeta(type):
    def __new__(meta, name, bases, namespace):
        fields = namespace.get("__annotations__", {})
        defaults = [namespace[field] for field in fields if field in namespace]
        made = _namedtuple(name, list(fields), defaults=defaults, module=namespace["__module__"])
        made.__annotations__ = fields
        for key, value in namespace.items():
            if key not in fields and key not in ("__annotations__", "__module__", "__qualname__"):
                setattr(made, key, value)
        return made


class _NamedTupleBase:
    def __mro_entries__(self, bases):
        return (_NamedTupleRoot,)

    def __call__(self, typename, fields=(), /, **keywords):
        pairs = list(fields) or list(keywords.items())
        return _namedtuple(typename, [name for name, _ in pairs])


_NamedTupleRoot = type.__new__(_NamedTupleMeta, "NamedTuple", (), {"__module__": "typing"})
NamedTuple = _NamedTupleBase()


class TypedDict(dict):
    def __init_subclass__(cls, total=True):
        pass
