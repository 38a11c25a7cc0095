from enum import *
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = 'b'
    CRIMSON = 1
print(Color.RED, repr(Color.GREEN), Color('b'), Color['RED'], list(Color), Color.CRIMSON is Color.RED, len(Color))
print(Color.RED.name, Color.RED.value, Color.__members__)
class Perm(Flag):
    R = 4; W = 2; X = 1
    RWX = 7
print(Perm.R | Perm.W, repr(Perm.R|Perm.W), ~Perm.R, Perm(0), Perm.RWX, list(Perm.RWX), Perm.R in Perm.RWX, bool(Perm(0)))
class I(IntFlag):
    A = 1; B = 2
print(I.A | 8, repr(I.A | 8), I.A + 1, I(3), ~I.A, f"{I.A}")
class S(StrEnum):
    HELLO = auto(); B = "x"
print(S.HELLO, repr(S.B), S.B == "x", S.B.upper())
class P(Enum):
    EARTH = (5.97e24, 6.37e6)
    def __init__(self, mass, radius):
        self.mass = mass; self.radius = radius
    @property
    def g(self): return self.mass / self.radius**2
print(P.EARTH.g, P.EARTH)
for bad in ["Color(9)", "Color['X']", "Color.ZZ"]:
    try:
        if bad[5] == '(': Color(9)
        elif bad[5] == '[': Color['X']
        else: Color.ZZ
    except Exception as e: print(type(e).__name__, e)
try: Color.RED = 3
except AttributeError as e: print(e)
try: Color.RED.value = 3
except AttributeError as e: print(e)
try:
    class C2(Color): pass
except TypeError as e: print(e)
An = Enum('An', 'CAT DOG')
print(list(An), An.CAT.value)
class IE(IntEnum):
    A = 1; B = 2
print(IE.A, repr(IE.B), IE.A < IE.B, IE.A + IE.B, [10,20,30][IE.A], f"{IE.A:3d}", sorted(IE), isinstance(IE.A, int), "%d" % IE.B)
try: Perm(16)
except ValueError as e: print(e)
@unique
class U(Enum): A=1; B=2
try:
    @unique
    class V(Enum): A=1; B=1
except ValueError as e: print(e)
class St(Flag, boundary=STRICT):
    A=1; B=4
try: St(2)
except ValueError as e: print(e)
class M(Enum):
    @classmethod
    def _missing_(cls, v):
        return cls.A
    A = 1
print(M('zz'))
class Mood(Enum):
    FUNKY = 1
    def describe(self): return self.name, self.value
    def __str__(self): return 'my custom str! {0}'.format(self.value)
    @classmethod
    def fav(cls): return cls.FUNKY
print(Mood.fav().describe(), Mood.FUNKY, f"{Mood.FUNKY}", repr(Mood.FUNKY))
match Color.RED:
    case Color.GREEN: print("g")
    case Color.RED: print("r")
print({Color.RED: 1}, hash(Color.RED) == hash("RED"), Color.RED in Color, Color.RED != Color.GREEN)
