# split, rsplit, splitlines, partition, join.
for text, sep in (("a,b,,c", ","), (",a,", ","), ("", ","), ("abc", "abc"), ("a--b--c", "--"), ("aXbxc", "x"), ("no", "z")):
    print(repr(text), text.split(sep), text.rsplit(sep), text.split(sep, 1), text.rsplit(sep, 1), text.split(sep, 0), text.split(sep, -1), text.partition(sep), text.rpartition(sep))
for text in ("  a  b c ", "", "   ", "one", "\ta\nb\r\n", "a\u2003b\u3000c", " x "):
    print(repr(text), text.split(), text.rsplit(), text.split(None, 1), text.rsplit(None, 1), text.split(maxsplit=0), text.split(None, 2))
for text in ("a\nb\n", "a\r\nb\rc", "", "\n", "\n\n", "a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g", "no end"):
    print(ascii(text), [ascii(x) for x in text.splitlines()], [ascii(x) for x in text.splitlines(True)], text.splitlines(keepends=False) == text.splitlines())
print(",".join("abc"), "".join([]), "-".join(["a"]), ", ".join(("x", "y")), "".join(reversed("abc")), "ab".join("12"), " ".join({"k": 1}), "|".join(str(i) for i in range(3)))
for f in (lambda: "a".split(""), lambda: "a".partition(""), lambda: ",".join([1]), lambda: ",".join(["a", 2, "b"]), lambda: ",".join(5), lambda: "a".split(1), lambda: "a".split(",", "x"), lambda: "".join([b"x"]), lambda: "a".rpartition(1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
