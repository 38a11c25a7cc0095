# Float literals and how they print.
print(3.14, 10., .001, 1e100, 3.14e-10, 0e0, 3.14_15_93)
print(1E5, 1e-5, 1e16, 1e15, 123456789012345678.0, 0.0001, 0.00001)
print(1.0, 100.0, 1e22, 1e21, 1.5e300 * 1e10, -0.0, 0.1 + 0.2)
print(077.0, 09.5, 0_7.5e1)
print(5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e309, -1e309)
print(1.0.real, 1..imag, 5 .real, 1e1.is_integer())
print(4.35, 0.1 * 3, 1 / 3, 2 / 3, 100 / 3, 1e23, 9.5367431640625e-07)
print(float("1_0.5"), float(" 2.5 "), float("inf"), float("-Infinity"), float("nan"), float("1e5"), float(".5"), float("5."))
for text in ("1__0.5", "1._5", "e5", "", "0x1p3", "1e", "infi", "1,5", "_1.0"):
    try:
        print(float(text))
    except ValueError as error:
        print(error)
print([1.0, 2.5, 1e-9], (0.1,), {0.5: 1.5})
print(12345.678e-2, 1.23456789012345e+17, 1.2345678901234567e+16, 999999999999999.9, 9999999999999998.0)
