# The format mini-language on floats.
values = (0.0, -0.0, 1.5, -2.25, 3.14159265, 1234567.891, 1e-7, 1e20, float("inf"), float("-inf"), float("nan"))
for spec in ("", "f", ".2f", ".0f", "#.0f", "e", ".2e", ".0e", "E", "g", ".3g", "G", "#g", "%", ".1%", ".1f", "10", "10.2f", "<10.2f", "^10.2f", "+.1f", " .1f", "010.2f", "=+10.1f", "*>9.1f", ",", ",.2f", "_.1f", ".3", ".10", "n", "z.0f", "z.1f", "+", "-", "08", ".15g", ".17g", "020,.2f"):
    print(f"{spec!r:>8}", *(f"|{format(v, spec)}|" for v in values))
for spec in ("d", "x", "s", "c", ".", ".x", "b", "f5", ",n", "..2", "0x", ".2.3"):
    try: print(f"{spec!r:>8}: |{format(1.5, spec)}|")
    except Exception as e: print(f"{spec!r:>8}: {type(e).__name__} {e}")
print(format(2.5, ".0f"), format(3.5, ".0f"), format(0.5, ".0f"), format(2.675, ".2f"), format(1e16, ""), format(123456789.0, "g"), format(1e-5, "g"), format(100000.0, "g"), format(1000000.0, "g"), format(0.0001, "g"), format(1.0, "#.3g"), format(1e300, ".3f")[:12], format(5e-324, ".3g"))
