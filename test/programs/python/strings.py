# str: methods, slices, formatting of all kinds.
s = "Hello, World"
print(s.upper(), s.lower(), s.title(), s.swapcase(), s.capitalize(), "ß".upper(), "éa".capitalize())
print(s[0], s[-1], s[2:5], s[::-1], s[::2], s[-5:], s[10:2], s[:100], len(s))
print(s.find("o"), s.rfind("o"), s.find("zz"), s.index("W"), s.count("l"), s.find("o", 5), s.count("", 0, 3))
print(s.replace("l", "L"), s.replace("l", "L", 1), "aaa".replace("", "-"), "abc".replace("", "-", 2))
print("a,b,,c".split(","), " a  b ".split(), "a b c".split(" ", 1), "a,b,c".rsplit(",", 1), "".split(), "".split(","), " a b  c ".split(None, 1), "  x  y z ".rsplit(None, 1))
print("-".join(["a", "b"]), "".join("xyz"), ",".join(str(i) for i in range(3)))
print("  x ".strip() + "|", "xxaxx".strip("x"), "  x ".lstrip() + "|", "  x ".rstrip() + "|", "abcab".strip("ab"))
print("a".center(5, "*"), "ab".center(5), "ab".center(4, "-"), "abc".ljust(5) + "|", "abc".rjust(5, "."), "42".zfill(5), "-42".zfill(5), "+7".zfill(3))
print("abc".startswith("ab"), "abc".endswith(("x", "c")), "abc".startswith("b", 1), "a-b-c".partition("-"), "a-b-c".rpartition("-"), "abc".partition("x"))
print("abc".isalpha(), "a1".isalnum(), "12".isdigit(), " ".isspace(), "Ab".isupper(), "AB".isupper(), "ab1".islower(), "A B".istitle(), "x_1".isidentifier(), "1x".isidentifier(), "".isalpha())
print("a\tb\n".expandtabs(4), "l1\nl2\r\nl3".splitlines(), "l1\nl2\n".splitlines(True), "pre_x".removeprefix("pre_"), "x.py".removesuffix(".py"))
print("abc".translate(str.maketrans("ab", "xy", "c")), "ab" * 3, 2 * "ab", "ab" * -1 == "", "a" in "abc", "" in "a", "x" not in "abc")
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("tab\t nl\n bs\\ nul\0 \x7f é \u200b 😀 \xa0"), ascii("é😀"))
print("é😀a"[1], len("é😀a"), "é😀a"[::-1], [c for c in "a😀b"], "😀".encode(), ord("😀"), chr(128512), "x😀y".find("y"), "😀😀".index("😀", 1))
print("abc" < "abd", "a" < "B", "abc" == "abc", "Z" < "a", "" < "a", max("hello"), sorted("banana"), "".join(reversed("abc")))
print("%d %5d %-5d| %05d %+d % d %x %X %o %#x %#o %e %E %.2f %8.3f %-8.2f| %g %G %% %c %c %s %r %a" % (1, 2, 3, 4, 5, 6, 255, 255, 8, 255, 8, 12345.678, 0.00012, 3.14159, 2.5, 2.5, 1e10, 1e-10, "x", 65, "s", "r", "é"))
print("%s" % (1,), "%s and %s" % ("a", [1]), "%(a)s %(b)05.1f" % {"a": 1, "b": 2.25}, "%5s|%-5s|%.2s" % ("ab", "cd", "efg"), "%*d" % (5, 3), "%s" % None, "%i" % 3.9, "%s %s" % (True, 1.0))
print("{} {} {}".format(1, "a", 2.5), "{0} {1} {0}".format("x", "y"), "{a} {b!r}".format(a=1, b="q"), "{:>5}|{:<5}|{:^5}|{:*^7}".format(1, 2, 3, "m"), "{{}} {}".format(1))
print("{0[1]} {0[0]} {1[k]} {2.real}".format([1, 2], {"k": "v"}, 5), "{:{}}|{:{w}.{p}f}".format("a", 4, 3.14159, w=8, p=2), "{:,} {:_} {:,.2f}".format(1234567, 1234567, 1234567.891))
x, name = 3.14159, "bob"
print(f"{x:.2f} {x:8.3f} {x:<8.1f}| {x:+.1e} {name!r:>8} {name:^7} {1 + 1} {x=} {x = :.1f} {name.upper()} {'nested ' + f'{x:.1f}'} {{}} {x:{8}.{2}}")
print(f"{10:b} {10:#b} {255:x} {255:#X} {8:o} {65:c} {1000000:,} {1e6:,} {0.5:%} {0.12345:.1%} {5:05d} {-5:05d} {5:+} {5: } {1234:e} {7:>3}{7:<3}{7:^3}|{True:d} {True} {True:>6} {None}")
print(f"{1.0} {1e16} {1e15} {123456789.123} {1e-5} {0.0001} {1.5e300} {float('inf')} {-float('nan')} {-0.0} {1/3} {2/3:.3} {100.0:.3} {1e10:.3} {1234.5:g} {1e-7:g} {123456789:g} {0.0:g} {1.0:.0f} {2.5:.0f} {3.5:.0f} {0.125:.2f} {1e22} {1e21:f}")
print(f"{3:.2f} {3:e} {12345.6789:10.2f}| {12345.6789:<12.1f}| {-1.5:=+8} {1.5:08.2f} {-1.5:08.2f} {1e100:.3g} {123:5}|{'ab':5}|{'ab':>5}|{'abc':.2} {1.10:.10} {0.1:.20f} {1e-300:.3e}")
print(f"{1234567.891:_.1f} {1234:09,} {-1234:09,} {12345678:015,.1f} {255:#010x} {255:_b} {3.0:g} {1e5:g} {1e6:g} {100000.0} {1234567.0:n} {5:n} {1.5:z.0f} {-0.01:z.1f} {float('nan'):5} {float('inf'):+} {1e3:#g} {1.:#.0f}")
print(f"{[1, 'a']} {(1,)} { {'k': 1}['k'] } {'a' if x else 'b'} {', '.join(map(str, [1, 2]))}")
print("a" "b" 'c', r"\n", b"by\x00\xff'", b"ab"[0], list(b"ab"), """triple
line""", "\x41\u0042\103")
print(str(1), str(1.5), str(None), str([1, "a"]), str("x"), str(b"x"), str(), repr(1.5), str(True), str(ValueError("m")), repr(ValueError("m", 1)), str(KeyError("k")))
print("abc".encode(), b"abc".decode(), bytes([65, 66]), bytes(3), b"a" + b"b", "a,b".split(",")[0], " ".join(["%02x" % b for b in b"hi"]))
print("Hello"[1:4], "x".join("abc"), "abc"[slice(0, 2)], "%s" % "tuple" , "%s %%" % 5, "{}".format("{}"), "{!s:>4}".format("a"), "{:>{}}".format("b", 3))
print(format(3.14159, ".3f"), format("a", "^5"), format(42), format(1234, ","), format(True, "d"), "{:d}".format(True), f"{3.7:.0f}", f"{'':>3}|", f"{5!s:0>3}", f"{-7 // 2} {-7 % 3} {7 // -2}")
for bad in ["{:d}", "{:s}", "{:,x}", "{:.2d}", "{:z}", "{:=5}"]:
    for v in (3, 2.5, "a"):
        try:
            bad.format(v)
        except ValueError as e:
            print(bad, v, "|", e)
