"""Annotations are texts under this future statement, whatever they name."""
from __future__ import annotations

import dataclasses
import functools
import typing
from typing import ClassVar, Generic, Optional, TypeVar


class A:
    x: int = 1
    y: "str"
    z: list[int | None] = []
    __secret: Undefined
    (w): int = 3


def f(a: int, b: undefined_name = 2, /, *args: *Ts, c: {1: 2} = 3, **kw: (int, str)) -> dict[str, "X"]:
    local: also_undefined = 1
    return local


v: float = 2.5
print(A.__annotations__, f.__annotations__, __annotations__)


def spelled(
    a: x   .  y,
    b: "it's" 'two',
    c: (1,),
    d: (),
    e: x[1:2, ::3, ...],
    g: not  (a and (b or c)),
    h: -(-x) ** -y ** z,
    i: (x + y) * z - (x - (y - z)),
    j: lambda p, /, q=1, *r, s, t=2, **u: p,
    k: lambda: 0,
    l: (x if y else z) if (lambda: 1) else w,
    m: [i for i in range(3) if i if not i for j in i],
    n: {a: b for a, b in c},
    o: {1, *x},
    p: {**x, "k": 1},
    q: f(x for x in y),
    r: f(*a, k=1, **b),
    s: f"{x!r:>{w}} {{}} {{ {y} }}",
    t: 1 .real + 1.5 .real,
    u: 1e400 + 3j + 1e400j,
    aa: u"prefixed",
    ab: b"bytes\x00",
    ac: None is not True,
    ad: x < y <= (z == 1) in w,
    ae: ~x | y & z ^ w << 1 >> 2,
    af: x @ y // z % w,
    ag: (a, b)[0],
    ah: x[(1, 2)],
    ai: x[1,],
    aj: [*x, 1],
    ak: "a" "b",
    al: 0xFF + 1_000 + 0b11,
    am: (x for x in y),
    an: "\n\t'\"",
    ao: f'{x["k"]}' "tail",
    ap: f"{ {1: 2}[1] }",
    aq: -1 ** 2,
    ar: (-1) ** 2,
    at: a.b(c)[d].e,
    au: (lambda: 1)(),
    av: ("x").join,
    aw: x if y else (z, w),
    ax: not a in b,
    ay: (not a) in b,
    az: (a, *b),
): pass


for name, text in spelled.__annotations__.items():
    print(name, text)


@dataclasses.dataclass
class D:
    a: int
    b: ClassVar[int] = 3
    c: typing.ClassVar[list[int]] = []
    d: list[int] = dataclasses.field(default_factory=list)
    e: dataclasses.InitVar[int] = 7
    _: dataclasses.KW_ONLY
    g: Optional[D] = None

    def __post_init__(self, e):
        self.d.append(e)


print(D(1), [(field.name, field.type) for field in dataclasses.fields(D)])
print(D(1, [2], 3, g=D(4)))
T = TypeVar("T")


class Node(Generic[T]):
    left: Node[T] | None = None
    value: T

    def walk(self: Node[T], depth: int = 0) -> list[tuple[int, T]]:
        return []


print(Node.__annotations__, Node.walk.__annotations__)
print(typing.get_type_hints(f.__class__) if False else typing.get_type_hints(D)["d"])


@functools.singledispatch
def show(value):
    return "any"


@show.register
def _(value: int):
    return "int"


@show.register
def _(value: list):
    return "list"


print(show(1), show([]), show("x"))


class P(typing.NamedTuple):
    a: int
    b: str = "x"


class TD(typing.TypedDict):
    k: int


print(P(1), P.__annotations__, TD.__annotations__)


def outer():
    def inner(q: outer_only) -> outer_only: ...
    outer_only = 1
    return inner.__annotations__, inner.__closure__


print(outer())
