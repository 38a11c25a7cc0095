# Methods and attributes of int.
for n in (0, 1, -1, 5, -17, 255, 2**53, -2**70, True):
    print(n, n.bit_length(), n.bit_count(), n.real, n.imag, n.numerator, n.denominator, n.conjugate(), n.as_integer_ratio(), n.__index__(), n.__abs__(), n.__neg__(), bool(n))
print((258).to_bytes(2, "big"), (258).to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True), (0).to_bytes(), (5).to_bytes(length=1))
print(int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\x01\x02", "little"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes([1, 2], "big") if False else int.from_bytes(b"", "big"))
for f in (lambda: (300).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big"), lambda: (1).to_bytes(-1, "big"), lambda: (1).to_bytes(1, "middle"), lambda: (128).to_bytes(1, "big", signed=True)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print((7).__add__(3), (7).__radd__(3), (7).__sub__(3), (7).__rsub__(3), (7).__mul__(2), (7).__floordiv__(2), (7).__mod__(4), (7).__divmod__(2), (7).__pow__(2), (7).__lshift__(1), (7).__and__(3), (7).__or__(8), (7).__xor__(1), (7).__truediv__(2))
print((7).__add__(1.5), (7).__eq__(7), (7).__eq__("7"), (7).__lt__(8), (7).__lt__(8.5), (7).__bool__(), (7).__int__(), (7).__float__(), (7).__round__(-1), (7).__trunc__(), (7).__floor__(), (7).__ceil__(), (7).__hash__(), (7).__repr__(), (7).__str__(), (7).__format__("03"))
print(int(), int(3.99), int(-3.99), int("  42  "), int("-0b11", 0), int("z", 36), int("0o17", 8), int(True), int("٣"), int(1e20), int("1_000"))
print(round(15, -1), round(25, -1), round(35, -1), round(-15, -1), round(12345, -2), round(5, 3), round(5), round(10**20, -19), round(150, -3))
