# Arithmetic on ints and floats: signs, zero, mixed types.
for a, b in ((7, 3), (-7, 3), (7, -3), (-7, -3), (0, 5), (6, 3), (7.5, 2), (-7.5, 2), (7, 2.5), (-1, 10**20), (10**20, 7), (True, 2)):
    print(a, b, a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
for a, b in ((2, 10), (2, -2), (-2, 3), (-2, -3), (0, 0), (2.0, 0.5), (4, 0.5), (10, 20), (-8, 2), (1.5, 2), (0.0, 2), (2, 100), (-1, 10**9)):
    print(a, b, a ** b)
for f in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0 ** -1, lambda: 0.0 ** -1, lambda: divmod(1, 0), lambda: divmod(1.0, 0), lambda: 10.0 ** 400, lambda: 10**400 / 1.0, lambda: 10**400 / 3, lambda: int("9" * 400) * 1.0):
    try: print(f())
    except ArithmeticError as e: print(type(e).__name__, e)
print(10**400 // 10**399, 10**400 % 7, (10**400 / 10**399), 3 - 3.0, -0.0 + 0, 0.0 * -1, 5 % -0.5, -5 % 3.0, 1e308 * 10, -1e308 * 10, 1e308 * 10 - 1e308 * 10)
print(float("inf") // 1, 5 // float("inf"), -5 // float("inf"), 5 % float("inf"), -5 % float("inf"), float("nan") + 1)
