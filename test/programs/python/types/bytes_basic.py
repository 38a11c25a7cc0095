# bytes: construction, indexing, slicing, repr, comparison.
b = b"hello\x00\xff"
print(b, b[0], b[-1], b[1:3], b[::-1], len(b), list(b), b"" == bytes(), bytes(2), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"copy"), bytes(range(3)), bytes((65, 66)))
print(b"a" + b"b", b"a" == "a", b"a" != b"b", hash(b"a") == hash(b"a"), b"a" in {b"a": 1}, b.hex(), "é😀".encode(), b"\xc3\xa9".decode(), b"abc".decode("utf-8"), str(b"abc"), repr(b"'"), bool(b""), bool(b"\x00"))
for x in b"ab": print(x, end=" ")
print(max(b"abc"), min(b"abc"), sum(b"ab"), sorted(b"cab"), tuple(b"ab"), set(b"aa"), [*b"xy"], bytes(reversed(b"abc")), dict(enumerate(b"ab")))
for f in (lambda: bytes([300]), lambda: bytes([-1]), lambda: bytes("x"), lambda: bytes(-1), lambda: bytes([1.5]), lambda: bytes(1.5), lambda: b"a" + "b", lambda: "a" + b"b", lambda: b"a"[5], lambda: b"a"["x"], lambda: b"a" + 1, lambda: bytes(None)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
a, c = b"xy"; print(a, c); x, *y = b"abc"; print(x, y)
