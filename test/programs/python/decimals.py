"""decimal."""
from decimal import *

D = Decimal
print(D("1.10") + D("2.2"), D("0.1") * 3, D(1) / 3, D(2) / 7, D("10") / 4, D("1e3") - 1, D("7") // 2, D("-7") % 3, divmod(D("7.5"), 2), D(2) ** 10, D(2) ** -2, D("1.2") ** 3, -D("0"), abs(D("-5.0")))
print(repr(D("1E+5")), D("0.000001"), D("0.0000001"), D("123E-2"), D(0.1), D(5), D((1, (1, 2, 3), -2)), D("Infinity"), D("-inf"), D("nan"), D("  3.5 "), D("1_000"))
print(D("2.675").quantize(D("0.01")), D("2.665").quantize(D("0.01"), ROUND_HALF_UP), D("-1.5").quantize(D(1), ROUND_FLOOR), D("7.325").quantize(D(".01"), rounding=ROUND_DOWN), D("123.456").quantize(D("1E1")), round(D("2.5")), round(D("2.675"), 2), int(D("-3.9")), float(D("0.25")))
print(D(2).sqrt(), D("16").sqrt(), D("0.0009").sqrt(), D("100").normalize(), D("1.500").normalize(), D("1.50").as_tuple(), D("3.14").as_integer_ratio(), D("123.45").adjusted(), D("1.7").to_integral_value(), D("2.50") == D("2.5"), hash(D("2.50")) == hash(2.5), D(1) == 1, D("0.5") == 0.5, D("1.1") < 1.2)
print(sorted([D("3"), D("1.5"), D("-2")]), max(D(1), D(2)), sum([D("0.1")] * 10), D("1.0").compare(D(1)), D(3).max(5), D("1e-10").is_zero(), D("NaN").is_nan(), D("NaN") == D("NaN"), bool(D("0.0")), D("-0").is_signed())
for spec in ["", ".2f", "10.3f", "+.2f", ",.2f", "08.2f", "%", ".1%", "<10", "^10", "g", ".3g", "e"]:
    print(repr(spec), format(D("1234.5678"), spec), format(D("-0.005"), spec), format(D("0"), spec))
with localcontext() as ctx:
    ctx.prec = 5
    print(D(1) / 3, D("123456") + 1, +D("1.234567"), getcontext().prec)
print(getcontext().prec, getcontext())
with localcontext(prec=3, rounding=ROUND_UP):
    print(D(1) / 3, D("2.001") * 1)
c = Context(prec=4)
print(c.divide(D(1), D(3)), c.create_decimal("3.14159"), c.sqrt(D(2)))
for bad in [lambda: D(1) / 0, lambda: D(0) / 0, lambda: D("x"), lambda: D(1) + 1.5, lambda: D("1e30").quantize(D("0.01")), lambda: D(-1).sqrt(), lambda: int(D("inf")), lambda: D([1]), lambda: D(None), lambda: D("inf") - D("inf"), lambda: D(1) % 0, lambda: D("NaN") < 1, lambda: D(0) ** 0]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
import copy, json
print(copy.deepcopy(D("1.5")), f"{D('3.14159'):.2f}", "%s" % D("2.0"), D("1.1").__class__, isinstance(D(1), Decimal), D(10) * D("0.1"), D("0.30") - D("0.1"), D("1E+2") + 0, D("1e400") * D("1e400"), D(3) > 2, 2 < D(3), 5 - D("1.5"), 3 * D("1.5"), 1 / D(4), 7 % D(4))

for value in ["1234.5", "-1234567.891", "12", "1E+3"]:
    print([format(Decimal(value), spec) for spec in ["010,", "012,.2f", "+016,", "09,%"]])
