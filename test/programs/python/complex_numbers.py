z = 3 + 4j
print(z, repr(z), str(z), abs(z), z.real, z.imag, z.conjugate(), -z, +z, bool(z), bool(0j))
print(1j, -1j, 1.5j, 0j, -0.0 + 0j, complex(-0.0, -0.0), complex(1, -0.0), 1e20j, 1e-7 + 1e16j)
print(z + 1, 1 + z, z - 2.5, 2.5 - z, z * 2, 2 * z, z / 2, 2 / z, z ** 2, z ** -1, z ** 0.5, 2 ** z, z ** z, z ** 0)
print((1 + 2j) * (3 - 1j), (1 + 2j) / (3 - 1j), (-8) ** (1 / 3), (-1) ** 0.5, (-2.0) ** 1.5)
print(complex(), complex(1), complex(1, 2), complex("1+2j"), complex(" -3.5j "), complex("(1-2j)"), complex("inf+nanj"), complex("1e3"), complex(1j, 2j), complex("j"), complex("-J"), complex("1_0+2_0j"))
print(complex(real=2, imag=3), complex(imag=1), complex(True), complex(2.5, 1 + 2j))
print(z == 3 + 4j, z != 3, 3 + 0j == 3, 3 == 3 + 0j, 3.0 == 3 + 0j, 1j == 1, 1j == "a", 2**70 + 0j == 2**70)
print(hash(3 + 0j) == hash(3), hash(1 + 2j), hash(1j), hash(-1 + 0j), {3: "a"}[3 + 0j], {1j: 2}[1j], {1 + 0j, 1, 1.0}, 1j in [1, 1j])
print(isinstance(1j, complex), type(1j), complex.__name__, [1j, 2 + 0j], (1j,), {1j: 1j})
print(sum([1j, 2, 3.5]), pow(1j, 2), abs(-3 - 4j), max([abs(1j), abs(2)]))
print(f"{z}", f"{z:.2f}", f"{z:>20}", f"{z:+.1e}", f"{1j:.3}", f"{z:g}", f"{z!r:^12}", "%s" % z, "{:10.3f}|".format(z), f"{0.5+0j}", f"{1.5+2.25j:.1f}", format(1j, ""), format(z, "<15") + "|", f"{-0.0+1j:}")
print(z.__class__, (1 + 2j).__add__(1), (1j).__eq__(1j), (1j).__radd__(2), (1j).__bool__())
def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
t(lambda: 1j < 2j)
t(lambda: 1j < 2)
t(lambda: 1j // 2)
t(lambda: 1j % 2)
t(lambda: divmod(1j, 2))
t(lambda: int(1j))
t(lambda: float(1j))
t(lambda: round(1j))
t(lambda: 1j / 0)
t(lambda: 0j ** -1)
t(lambda: 0j ** 1j)
t(lambda: complex("abc"))
t(lambda: complex("1+2"))
t(lambda: complex("1", 2))
t(lambda: complex(1, "2"))
t(lambda: complex([]))
t(lambda: complex(1, []))
t(lambda: complex(None))
t(lambda: f"{1j:d}")
t(lambda: f"{1j:05}")
t(lambda: f"{1j:=5}")
t(lambda: f"{1j:%}")
t(lambda: "%d" % 1j)
t(lambda: "%f" % 1j)
t(lambda: 1j + "a")
t(lambda: "a" + 1j)
t(lambda: [1] * 1j)
t(lambda: sorted([1j, 2j]))
t(lambda: 1e308j * 10)
t(lambda: (1e200 + 1j) ** 2)
t(lambda: abs(complex(1e308, 1e308)))
t(lambda: (1j).foo)
t(lambda: setattr(1j, "real", 2))
t(lambda: (1j)())
t(lambda: range(1j))
t(lambda: pow(1j, 2, 3))
t(lambda: ~1j)
t(lambda: 1j & 1)
t(lambda: complex(10**400))
t(lambda: 1j + 10**400)
class C(complex):
    def __repr__(self):
        return "C" + super().__repr__()
c = C(1, 2)
print(c, repr(c), c + 1, type(c + 1), c.real, c == 1 + 2j, isinstance(c, complex))
class D:
    def __complex__(self):
        return 2 + 3j
class E:
    def __float__(self):
        return 2.5
class F:
    def __index__(self):
        return 7
print(complex(D()), complex(E()), complex(F()), complex(E(), F()))
import copy
print(copy.copy(z) is z, copy.deepcopy([z]))
match 1 + 2j:
    case 1 + 2j:
        print("matched")
match 2j:
    case complex():
        print("class")
x = 1j
x += 1
x *= 2
x **= 2
x /= 1j
x -= 3
print(x)
print(bin(5), (5).real, (5).imag, (5).conjugate(), (2.5).imag, True.imag)
