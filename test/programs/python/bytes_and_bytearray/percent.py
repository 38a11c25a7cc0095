# `%` of bytes and bytearray.


class Own:
    def __bytes__(self):
        return b"own"

    def __repr__(self):
        return "<é>"


class WrongOwn:
    def __bytes__(self):
        return 5


class Bytes(bytes):
    pass


cases = [
    (b"%s|%b", (b"x", bytearray(b"y"))),
    (b"%s", Own()),
    (b"%b", Bytes(b"sub")),
    (b"%s", WrongOwn()),
    (b"%s", "text"),
    (b"%s", 5),
    (b"%s", None),
    (b"%s", [1]),
    (b"%a %r", ("é", Own())),
    (b"%5.2s|%-5s|%05s|%.1b", (b"abc", b"ab", b"a", b"xy")),
    (b"%c%c%c", (65, b"B", bytearray(b"C"))),
    (b"%3c|%-3c|", (65, 66)),
    (b"%c", b"ab"),
    (b"%c", "a"),
    (b"%c", 256),
    (b"%c", -1),
    (b"%c", 10**30),
    (b"%c", 1.5),
    (b"%d %i %u", (1, -2, 3)),
    (b"%5d|%-5d|%05d|%+d|% d|%.3d", (1, 2, 3, 4, 5, 6)),
    (b"%x %X %#x %#X %o %#o %x", (255, 255, 255, 255, 8, 8, -255)),
    (b"%d", 1.7),
    (b"%d", True),
    (b"%d", 10**20),
    (b"%d", "a"),
    (b"%x", 1.5),
    (b"%d", None),
    (b"%.2f %e %g %G %.0f", (1.5, 2.5, 3.5, 1e-10, 0.5)),
    (b"%f %F", (float("inf"), float("nan"))),
    (b"%f", "a"),
    (b"%8.3f|%-8.1f|%08.2f", (1.0, 2.0, 3.0)),
    (b"%*d|%-*d|%.*f", (5, 1, 5, 2, 1, 3.25)),
    (b"%*d", ("a", 1)),
    (b"%(k)s %(n)d", {b"k": b"v", b"n": 5}),
    (b"%(k)s", {"k": b"v"}),
    (b"%(k)s", 5),
    (b"%(k)s", b"k"),
    (b"%(k", {b"k": 1}),
    (b"%s %s", (b"x",)),
    (b"%s", (b"x", b"y")),
    (b"none", b"x"),
    (b"none", "x"),
    (b"none", bytearray(b"x")),
    (b"none", 5),
    (b"none", ()),
    (b"none", {}),
    (b"none", []),
    (b"100%%", ()),
    (b"%y", 1),
    (b"%", 1),
    (b"\xff%s\x00", b"\xe9"),
]
for template, values in cases:
    for cls in (bytes, bytearray):
        try:
            result = cls(template) % values
        except Exception as error:
            print(template, type(error).__name__, error)
        else:
            print(template, type(result).__name__, result)
print("%s %r %s" % (b"x", bytearray(b"y"), bytearray(b"z")), "%s" % bytearray(b"q"), "%s" % b"q")
try:
    5 % b"%d"
except TypeError as error:
    print(error)
try:
    "%b" % b"x"
except ValueError as error:
    print(error)
