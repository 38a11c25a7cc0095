from dataclasses import *
from typing import *
import dataclasses
@dataclass
class P:
    x: int
    y: float = 2.5
    tags: List[str] = field(default_factory=list)
    hidden: int = field(default=0, repr=False, compare=False)
print(P(1), P(1, 2), P(1) == P(1), P(1) != P(2), P.__doc__, P.__match_args__)
for f in [lambda: P(), lambda: P(1,2,3,4,5), lambda: P(x=1, z=2), lambda: P(1, x=1)]:
    try: print(f())
    except TypeError as e: print(e)
print(repr(fields(P)[1])[:40]); print([f.name for f in fields(P(1))], asdict(P(1, tags=["a"])), astuple(P(1)), replace(P(1), y=9))
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: int = 0
f = F(1)
for c in [lambda: setattr(f, "a", 2), lambda: delattr(f, "a"), lambda: setattr(f, "zz", 3)]:
    try: c()
    except FrozenInstanceError as e: print(type(e).__name__, e)
print(hash(f) == hash(F(1)), F(1) < F(2), sorted([F(2), F(1, 5), F(1)]), {f: 1}[F(1)])
@dataclass
class C(P):
    z: int = 3
    count: ClassVar[int] = 7
    init: InitVar[int] = 5
    def __post_init__(self, init): self.total = init + self.x
print(C(1), C(1, init=10).total, C.count, [x.name for x in fields(C)])
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e: print(e)
try:
    @dataclass
    class Bad2:
        a: list = []
except ValueError as e: print(e)
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
print(K(a=1), K.__match_args__)
try: K(1)
except TypeError as e: print(e)
@dataclass
class K2:
    a: int
    _: KW_ONLY
    b: int
    c: int = 4
print(K2(1, b=2), K2.__doc__)
try: K2(1)
except TypeError as e: print(e)
@dataclass(slots=True)
class S:
    a: int
    b: int = 2
s = S(1); print(s, S.__slots__)
try: s.zz = 1
except AttributeError as e: print(e)
@dataclass(eq=False)
class E: a: int
print(E(1) == E(1), E.__hash__ is object.__hash__, P.__hash__)
@dataclass(unsafe_hash=True)
class U: a: int
print(hash(U(1)) == hash((1,)))
@dataclass
class Node:
    v: int
    next: "Optional[Node]" = None
n = Node(1); n.next = n; print(n)
print(is_dataclass(P), is_dataclass(P(1)), is_dataclass(3), make_dataclass("M", ["a", ("b", int), ("c", int, 5)])(1, 2))
@dataclass
class Outer:
    p: P
    l: list
    d: dict
print(asdict(Outer(P(1), [P(2)], {"k": P(3)})), astuple(Outer(P(1), [P(2)], {"k": P(3)})))
try: asdict(3)
except TypeError as e: print(e)
try: fields(3)
except TypeError as e: print(e)
try:
    @dataclass(order=True)
    class O:
        a: int
        def __lt__(self, o): return False
except TypeError as e: print(e)
try:
    @dataclass
    class I(F): c: int = 1
except TypeError as e: print(e)
@dataclass
class D:
    x: int = field(init=False, default=5)
    y: int = field(default=1, metadata={"unit": "m"})
print(D(), D.__dataclass_fields__["y"].metadata["unit"], D.x)
match P(1, 2):
    case P(x=1, y=yy): print("matched", yy)
match P(1, 2):
    case P(a, b): print(a, b)
print(P.__init__.__annotations__, P.__init__.__qualname__, MISSING is None)
@dataclass
class WithSelf:
    self: int
print(WithSelf(3))
class Base:
    def __init_subclass__(cls, **k): print("sub", cls.__name__)
@dataclass
class B2(Base):
    a: int = 1
    def __repr__(self): return "custom"
print(B2(), InitVar[int], D.__dataclass_params__)
try: P(1) < P(2)
except TypeError as e: print(e)
