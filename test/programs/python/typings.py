from typing import *
import typing
print(List[int], Dict[str, List[int]], Optional[int], Union[int, str, None], Union[int], Union[int, int], Tuple[int, ...], Tuple[()], Callable[[int, str], bool], Callable[..., int], Any, Literal[1, "a", True], ClassVar[int], Type[int], Set[Any], List, Callable)
print(Optional[List[int]].__args__, List[int].__origin__, get_origin(Dict[str, int]), get_args(Callable[[int], str]), get_args(Union[int, None]), get_origin(Optional[int]) is Union)
T = TypeVar("T"); K = TypeVar("K", bound=int); S = TypeVar("S", covariant=True)
print(T, K, S, K.__bound__, List[T], List[T][int], Dict[T, K].__parameters__)
class Stack(Generic[T]):
    def __init__(self): self.items = []
    def push(self, x: T) -> None: self.items.append(x)
s = Stack[int](); s.push(1); print(s.items, Stack[int], Stack.__parameters__, s.__orig_class__, Stack.__orig_bases__, Stack.__mro__)
class Sub(Stack[str]): pass
print(Sub.__mro__, Sub.__bases__, Sub.__parameters__)
for f in [lambda: Stack[int, str], lambda: Sub[int], lambda: List[int, str], lambda: List(), lambda: Union[()], lambda: Optional[1], lambda: Any(), lambda: isinstance(1, List[int]), lambda: Generic[int], lambda: TypeVar("A", int), lambda: Callable[int, str]]:
    try: print(f())
    except TypeError as e: print(type(e).__name__, e)
class P(NamedTuple):
    x: int
    y: str = "d"
    def total(self): return self.x * 2
print(P(1), P(1, "b").total(), P._fields, P.__annotations__, P._field_defaults, P.__mro__[1:])
E2 = NamedTuple("E2", [("a", int), ("b", str)]); print(E2(1, 2))
class Movie(TypedDict, total=False):
    name: str
    year: int
print(Movie(name="x"), Movie.__annotations__, Movie.__total__, Movie.__required_keys__, type(Movie(name="a")))
class M2(Movie):
    z: Required[int]
print(sorted(M2.__required_keys__), sorted(M2.__optional_keys__), is_typeddict(Movie))
U = NewType("U", int); print(U, U(5), U.__supertype__)
@runtime_checkable
class Closable(Protocol):
    def close(self): ...
class F:
    def close(self): pass
print(isinstance(F(), Closable), isinstance(3, Closable), issubclass(F, Closable))
class NR(Protocol):
    def m(self): ...
try: isinstance(F(), NR)
except TypeError as e: print(e)
try: NR()
except TypeError as e: print(e)
class Impl(NR):
    def __init__(self): self.v = 1
    def m(self): return 2
print(Impl().m(), Impl().v)
def f(a: int, b: "str" = "x", *c: Optional[int]) -> List["int"]: ...
print(get_type_hints(f), f.__annotations__)
class H:
    x: int
    y: "Optional[H]"
print(get_type_hints(H), H.__annotations__)
print(Annotated[int, "meta"], get_type_hints(H), Annotated[int, 1].__metadata__, get_args(Annotated[int, 1, 2]))
print(isinstance([], List), isinstance({}, Mapping), issubclass(list, Sequence), isinstance(3, SupportsInt))
print(int | None, List[int] | None, Optional[int] == (int | None), Union[int, str] == Union[str, int], hash(List[int]) == hash(List[int]), List[int] == list[int])
@overload
def g(a: int) -> int: ...
@overload
def g(a: str) -> str: ...
def g(a): return a
print(g(3), cast(int, "x"), TYPE_CHECKING, len(get_overloads(g)))
@final
class Z: pass
print(Z.__final__, ForwardRef("A"), List["A"], NoReturn, Final[int], Iterable[int], Generator[int, None, str], typing.Pattern, Type["A"], DefaultDict[str, int], Deque[int])
PS = ParamSpec("PS"); print(PS, Callable[PS, int], Concatenate[int, PS], PS.args)
Ts = TypeVarTuple("Ts"); print(Ts, Unpack[Ts], Tuple[int, Unpack[Ts]])
class L2(List[int]): pass
print(L2([1]), L2.__mro__, L2.__orig_bases__)
class DD(Dict[str, T]): pass
print(DD[int], DD.__parameters__)
print(Literal["a"] == Literal["a"], Literal[1] == Literal[True], Literal[Literal[1], 2], Union[Literal[1], None])
try: assert_never(3)
except AssertionError as e: print(e)
print(Tuple[int, str].__args__, Tuple, typing.Text, AnyStr, Type, Hashable, Sized)
