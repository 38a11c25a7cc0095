# Methods of float and conversions.
for f in (0.0, -0.0, 1.0, -2.5, 0.1, 1e16, 123456.789, float("inf"), float("-inf"), float("nan"), 1e-320):
    print(f, f.is_integer(), f.real, f.imag, f.conjugate(), f.hex(), abs(f), -f, bool(f))
for f in (0.5, 0.1, -2.75, 1e300, float("inf"), float("nan")):
    try: print(f.as_integer_ratio())
    except (OverflowError, ValueError) as e: print(type(e).__name__, e)
print(float.fromhex("0x1.8p1"), float.fromhex("-0x.4"), float.fromhex("1e"), float.fromhex("inf"), float.fromhex("0x1p-1074")) if hasattr(float, "fromhex") else None
for f in (2.5, 3.5, -2.5, 0.5, 1.5, -0.5, 2.4999, 1e16):
    print(round(f), int(f), f.__floor__(), f.__ceil__(), f.__trunc__(), end=" | ")
print()
print(round(2.675, 2), round(1.005, 2), round(0.125, 2), round(-1.25, 1), round(1234.5678, -2), round(5e-324, 3), round(1e22, 2), round(0.1 + 0.2, 10), round(1.5, None), round(2.5, 0), round(1e300, 5))
for f in (float("inf"), float("nan")):
    for op in (int, round, lambda v: v.__floor__()):
        try: print(op(f))
        except (OverflowError, ValueError) as e: print(type(e).__name__, e)
print((1.5).__add__(2), (1.5).__radd__(2), (1.5).__eq__(1.5), (1.5).__lt__(2), (1.5).__mod__(1), (1.5).__divmod__(1), (1.5).__pow__(2), (1.5).__bool__(), (1.5).__add__("a"), (7.5).__floordiv__(2), (1.5).__rsub__(2), (1.5).__rtruediv__(3))
print(float(), float(3), float("1e3"), float(True), float("  -1.5\n"), float("1_0.0_1"), float("+nan"), 1.5 == 3 / 2, 0.1 + 0.7, 1.1 * 1.1, 1e16 + 1, 2.0 ** 0.5, 1e-7, 1e7)
