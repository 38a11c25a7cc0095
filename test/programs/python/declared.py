# dataclasses and enums.
from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError, is_dataclass
from enum import Enum, IntEnum, auto, unique, StrEnum
from typing import List, Optional, ClassVar

@dataclass
class Config:
    lr: float = 0.1
    layers: List[int] = field(default_factory=list)
    name: Optional[str] = None
    kind: ClassVar[str] = "c"
    def scaled(self, k): return replace(self, lr=self.lr * k)
@dataclass(order=True, frozen=True)
class P:
    x: int
    y: int = 0
@dataclass
class Base:
    a: int
    def __post_init__(self): self.total = self.a * 2
@dataclass
class Derived(Base):
    b: str = "b"
    hidden: int = field(default=3, repr=False, compare=False)
c = Config(layers=[1, 2])
print(c, c.scaled(2), c == Config(0.1, [1, 2]), asdict(c), astuple(c), Config().layers is Config().layers, Config.kind)
print(P(1, 2) < P(1, 3), P(1) == P(1, 0), hash(P(1)) == hash(P(1, 0)), sorted([P(3), P(1)]), {P(1): "a"}[P(1, 0)])
d = Derived(1)
print(d, d.total, d.hidden, [f.name for f in fields(d)], is_dataclass(d), is_dataclass(3), d == Derived(1, hidden=9))
for bad in (lambda: Config(1, 2, 3, 4), lambda: P(), lambda: P(1, z=2), lambda: P(1, 2, 3), lambda: P(1, x=1), lambda: setattr(P(1), "x", 5)):
    try:
        bad()
    except (TypeError, FrozenInstanceError) as e:
        print(type(e).__name__, e)
try:
    @dataclass
    class Bad:
        x: list = []
except ValueError as e:
    print(e)
try:
    @dataclass
    class Bad2:
        x: int = 1
        y: int
except TypeError as e:
    print(e)
class Color(Enum):
    RED = 1
    GREEN = auto()
    ALIAS = 1
    def hot(self): return self is Color.RED
print(Color.RED, repr(Color.GREEN), Color(2), Color["RED"], Color.RED.name, Color.RED.value, list(Color), len(Color), Color.RED is Color.ALIAS, Color.RED.hot(), Color.RED in Color, {Color.RED: 1}[Color.RED], Color.RED == 1, isinstance(Color.RED, Color), f"{Color.RED}")
try:
    Color(9)
except ValueError as e:
    print(e)
try:
    Color.RED = 5
except AttributeError as e:
    print(e)
class N(IntEnum):
    A = 1
    B = 2
print(N.A, N.B + 1, N.A < N.B, N(2), repr(N.A), [10, 20, 30][N.B], N.A == 1, f"{N.B:03d}", sorted([N.B, N.A]))
class S(str, Enum):
    X = "x"
    Y = "y"
print(S.X, S.X == "x", S("y"), S.X.upper(), S.X.value)
class Auto(StrEnum):
    ADAM = auto()
    SGD = auto()
print(Auto.ADAM, repr(Auto.SGD), Auto.ADAM == "adam")
@unique
class U(Enum):
    A = "a"
    B = (1, 2)
print(list(U), U.B.value, U.__members__)
match Color.GREEN:
    case Color.RED: print("red")
    case Color.GREEN: print("green")
match P(3, 4):
    case P(x, y): print(x, y)
E = Enum("E", "A B C")
print(list(E), type(Color), Color)
