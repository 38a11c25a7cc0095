# The format mini-language on strings and other objects.
for spec in ("", "s", "5", "<5", ">5", "^5", "*^7", ".2", "5.2", ">5.1s", "é<4", "05", "10s", ".0", ".10", "-^6", "0<5", "0>5"):
    for s in ("", "abc", "é😀"):
        try: print(f"{spec!r:>7} |{format(s, spec)}|", end=" ")
        except Exception as e: print(f"{spec!r:>7} {type(e).__name__} {e}", end=" ")
    print()
for spec in ("d", "=5", "+", " ", ",", "#", ".2d", "x", "f", "z", "5x", "_", "%"):
    try: print(f"{spec!r:>7}: |{format('abc', spec)}|")
    except Exception as e: print(f"{spec!r:>7}: {type(e).__name__} {e}")
for o in (None, [1], (1,), {1: 2}, {1}, b"a", object, len, ..., NotImplemented, range(2), slice(1), type, ValueError("x")):
    try: print(format(o), end=" "); print(format(o, "5"))
    except TypeError as e: print(e)
class F:
    def __format__(self, spec): return f"<{spec}>"
class S:
    def __str__(self): return "str"
class Sub(str): pass
print(format(F(), "abc"), format(F()), f"{F():x{5}y}", "{:a:b}".format(F()), format(S()), format(Sub("x"), ">3"), f"{Sub('y'):^3}")
try: format(S(), "5")
except TypeError as e: print(e)
try: format("a", 5)
except TypeError as e: print(e)
