"""What % formats make of numbers, of what is like numbers, and of what is not."""
class A:
    def __int__(self): return 12
class B:
    def __index__(self): return 13
class C:
    def __float__(self): return 1.5
class D(str): pass
class E(list): pass
for x in (A(), B(), C(), D("7"), True, 2.7, 1j, 10**30, D(), E(), float('inf'), float('nan'), None):
    for f in ("%d", "%i", "%u", "%x", "%X", "%o", "%c", "%e", "%f", "%g", "%s"):
        try: print(f, f % (x,) if f != "%s" or not isinstance(x, (A,B,C)) else "")
        except Exception as e: print(f, type(x).__name__, type(e).__name__, e)
        try: print(f, (f.encode() % (x,)) if f != "%s" else "")
        except Exception as e: print(f, type(x).__name__, type(e).__name__, e)
class I(int):
    def __int__(self): return 5
    def __index__(self): return 6
print("%d %x %s" % (I(3), I(3), I(3)))
class F(float):
    def __float__(self): return 9.5
    def __int__(self): return 4
print("%d %f %e" % (F(1.5), F(1.5), F(1.5)))
class J:
    def __int__(self): return "x"
    def __index__(self): return 2.5
for f in ("%d", "%x", "%c", "%o"):
    try: print(f % J())
    except Exception as e: print(type(e).__name__, e)
class K:
    def __int__(self): raise ValueError("own")
for f in ("%d", "%x", "%c"):
    try: print(f % K())
    except Exception as e: print(type(e).__name__, e)
class L(int):
    def __repr__(self): return "L!"
    def __str__(self): return "s!"
print("%d %s %r %i" % (L(3), L(3), L(3), L(4)), f"{L(3)}", f"{L(3):d}", f"{L(3)!r}")
print("%c" % "a", "%c" % 8364)
for v in (10**20, -1, 0x110000, -10**20, "ab", 2**63, 2**31):
    try: print("%c" % v)
    except Exception as e: print(type(e).__name__, e)
    try: print(b"%c" % v)
    except Exception as e: print(type(e).__name__, e)
    try: print(chr(v))
    except Exception as e: print(type(e).__name__, e)
    try: print(f"{v:c}")
    except Exception as e: print(type(e).__name__, e)
    try: print("{:c}".format(v))
    except Exception as e: print(type(e).__name__, e)
