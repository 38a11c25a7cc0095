# int of any size, float, bool: arithmetic, conversion, printing.
print(7 // 2, -7 // 2, 7 // -2, 7 % -3, -7 % 3, 7.5 // 2, -7.5 % 2, 7 % 2.5, divmod(-7, 3), divmod(7.5, -2), -0.0 % 5, 0.0 // -1)
print(2 ** 10, 2 ** -1, 2 ** 0.5, (-2) ** 3, 0 ** 0, 2 ** 100, 10 ** 20, -2 ** 2, 2 ** 3 ** 2, pow(3, 4, 5), pow(3, -1, 7), 1.5 ** 2)
print(2 ** 53, 2 ** 53 + 1, 2 ** 63 - 1, -(2 ** 64), 9007199254740993 * 3, 2 ** 60 // 7, 2 ** 60 % 7, -(2 ** 60) // 7, -(2 ** 60) % 7, 12345678901234567890 - 12345678901234567889)
print(1 / 3, 10 / 2, 1 / 7, 2 / 3, 1e308 * 10, -1e308 * 10, 0.1 + 0.2, 0.1 * 3, 1 - 0.9, 1e16 + 1, 5 / 2, 2 ** 70 / 3, 10 ** 30 / 10 ** 29, 3 * 1.0)
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 40, 1 << 100, 2 ** 100 >> 98, -5 >> 1, -1 >> 10, 0xff & ~0xf, -5 & 0xff, 2 ** 40 | 1, 2 ** 80 & 2 ** 80 - 1)
print(int(3.9), int(-3.9), int("42"), int(" -7 "), int("ff", 16), int("0x1f", 0), int("0b101", 0), int("1_000"), int(True), int(1e20), int("z", 36), int(2.0 ** 70))
print(float("1.5"), float("inf"), float("-inf"), float("nan"), float(" 1e3 "), float(3), float("1_0.5"), float(True), float(2 ** 60), float(".5"), float("5."))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1.005, 2), round(1234, -2), round(1250, -2), round(1350, -2), round(1.5), round(0.5), round(1e20), round(2.0, 1), round(-0.4), round(15, -1), round(25, -1), round(1234.5678, -2), round(5.015, 2))
print(abs(-3), abs(-3.5), abs(2 ** 70 * -1), abs(True), -True, +True, ~True, True + True, True * 3.0, True == 1, 1 == 1.0, 1 is 1, hash(1) == hash(1.0) == hash(True), 2 ** 60 == float(2 ** 60), 2 ** 53 + 1 == float(2 ** 53))
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1 != 2, 3 > 2 > 1, 1 < 2.5, 2 ** 70 > 1e21, 10 ** 400 > 1e308, -10 ** 400 < 0.0, float("nan") == float("nan"), float("nan") < 1, 0.0 == -0.0)
print(1.0, 100.0, 1e15, 1e16, 123456789012345680.0, 1.5e-5, 0.0001, 0.00001, 1e100, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 0.1, 1/3, 100000000000000000000.0, 123.456)
print(bin(10), oct(8), hex(255), bin(-5), hex(2 ** 70), (255).bit_length(), (2 ** 70).bit_length(), (0).bit_length(), (-8).bit_length(), (7).bit_count())
print((1.5).is_integer(), (2.0).is_integer(), (0.5).as_integer_ratio(), (3).as_integer_ratio(), (1.5).hex(), (10).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "big"), (3).real, (3).numerator, (2.5).real)
print(max(1, 2.5), min(3, 1.0), max([1, 3, 2]), min("b", "a"), max([], default=0), max("ab", "b", key=len), min([3, -4], key=abs), sum([1, 2.5]), sum([0.1] * 10), sum([[1], [2]], []), sum(range(101)))
print(range(5), range(1, 10, 2), list(range(10, 0, -3)), len(range(0, 100, 7)), range(10)[3], range(10)[-1], range(10)[2:5], 3 in range(5), 5 in range(5), range(0) == range(1, 1), list(reversed(range(4))), range(0, 10, 3)[::-1], 2.0 in range(3), range(10).index(4))
print(bool(0), bool(0.0), bool(""), bool([]), bool(None), bool("a"), bool(-1), bool(float("nan")), not 0, not 1, 1 and 2, 0 or "x", None or 0, 1 and 0 or 3)
print(type(1), type(1.0), type(True), type(2 ** 100), isinstance(True, int), isinstance(1, float), 1 if 0.0 else 2, 10 ** 2, 10 ** -2, 1_000_000, 0o17, 0b11, 1e3, .5, 5.)
print(str(2 ** 200), int(str(3 ** 100)) == 3 ** 100, 100 ** 50 % 97, (1 << 64) - 1, -(1 << 63), 123456789 * 987654321, 99999999999 * 99999999999, (10 ** 18) // 3, (-10 ** 18) % 7, 2 ** 62 * 2, 4503599627370497 * 2)
print(1e5, 1e-4, 12345678.9, 0.1 + 0.7, 1.1 * 1.1, 3.0 * 1.1, 1e23, 9007199254740993.0, 4.35, 2.675, 1.005 * 1000, 0.1 ** 10, 2 ** 0.3, 10 ** 0.1, 7 ** -3, 1.1 ** 50, 0.7 ** 3.3)
for expr in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 0 ** -1, lambda: int("1.5"), lambda: int(float("nan")), lambda: int(float("inf")), lambda: float("abc"), lambda: 2.0 ** 10000, lambda: int(None), lambda: float([]), lambda: 1 + None, lambda: "1" + 1, lambda: int("9" * 5000), lambda: str(10 ** 5000), lambda: 10 ** 400 * 1.0, lambda: round(float("inf")), lambda: int("12", 50), lambda: [1] * 1.5, lambda: 1 << 1.0, lambda: 3 & 1.5, lambda: ~1.5, lambda: pow(2, 3, 0), lambda: divmod(1, 0), lambda: 1.5 // 0, lambda: "%d" % 1e400, lambda: chr(10 ** 10) if False else hex(1.5)):
    try:
        print(expr())
    except Exception as e:
        print(type(e).__name__, e)
class MyInt(int):
    def __add__(self, o): return MyInt(int(self) + o)
    def __repr__(self): return f"MyInt({int(self)})"
m = MyInt(5)
print(m, m + 1, m * 2, type(m + 1), type(m * 2), m == 5, {5: "a"}[m], m < 6, [0] * m, f"{m:03d}", -m, isinstance(m, int), max(m, 3))
class F(float):
    pass
print(F(1.5), F(2) + 1, type(F(2) * 2), F("3"), {1.5: 1}[F(1.5)])
x = 10
x += 5; x -= 3; x *= 2; x /= 4; x **= 2; x //= 5; x %= 4
print(x)
i = 255
i &= 15; i |= 64; i ^= 1; i <<= 2; i >>= 1
print(i)
