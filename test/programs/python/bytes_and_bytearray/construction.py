# bytes() and bytearray() of everything they take, and what they say of what they do not take.


class Index:
    def __index__(self):
        return 3


class Failing:
    def __index__(self):
        raise ZeroDivisionError("no index")


class Own:
    def __bytes__(self):
        return b"own"


class WrongOwn:
    def __bytes__(self):
        return "text"


class NotIterable:
    def __iter__(self):
        raise TypeError("no way")


class Items:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


class Bytes(bytes):
    pass


class Array(bytearray):
    pass


class Named(bytes):
    def __new__(cls, name, *args):
        self = super().__new__(cls, *args)
        self.name = name
        return self


class Counted(bytearray):
    def __init__(self, *args, count=0):
        super().__init__(*args)
        self.count = count


arguments = [
    ((), {}),
    ((3,), {}),
    ((0,), {}),
    ((-1,), {}),
    ((True,), {}),
    ((10**30,), {}),
    ((1.5,), {}),
    ((None,), {}),
    (("text",), {}),
    (("text", "utf-8"), {}),
    (("é€", "utf-8"), {}),
    (("é", "latin-1"), {}),
    (("é", "ascii"), {}),
    (("aé", "ascii", "ignore"), {}),
    (("aé", "ascii", "replace"), {}),
    (("text", "nope"), {}),
    (("text", 1), {}),
    (("text",), {"encoding": None}),
    (("text",), {"errors": "strict"}),
    ((), {"encoding": "utf-8"}),
    ((), {"errors": "strict"}),
    ((), {"source": b"named"}),
    ((), {"other": 1}),
    ((b"x", "utf-8"), {}),
    ((b"x",), {"errors": "strict"}),
    ((b"abc",), {}),
    ((bytearray(b"abc"),), {}),
    (([1, 2, 255],), {}),
    (((1, True),), {}),
    (({7},), {}),
    (({1: 2},), {}),
    ((range(4),), {}),
    (([256],), {}),
    (([-1],), {}),
    (([10**30],), {}),
    ((["a"],), {}),
    (([1.5],), {}),
    (([Index()],), {}),
    ((Index(),), {}),
    ((Failing(),), {}),
    ((Own(),), {}),
    ((WrongOwn(),), {}),
    ((NotIterable(),), {}),
    ((Items(),), {}),
    ((1, 2, 3, 4), {}),
]
for cls in (bytes, bytearray, Bytes, Array):
    for args, keywords in arguments:
        try:
            made = cls(*args, **keywords)
        except Exception as error:
            print(cls.__name__, type(error).__name__, error)
        else:
            print(cls.__name__, type(made).__name__, made)
    made = cls(i * i for i in range(5))
    print(made, len(made), bool(made), bool(cls()))

named = Named("first", b"abc")
print(named, named.name, named == b"abc", {named: 1}[b"abc"])
counted = Counted(b"ab", count=2)
counted.append(99)
print(counted, counted.count, repr(counted), counted == b"abc")
again = bytearray(b"before")
again.__init__(b"after")
print(again)
try:
    again.__init__("text")
except TypeError as error:
    print(error, again)

source = bytearray(b"abc")
copies = bytes(source), bytearray(source), source.copy(), source[:]
source[0] = 120
print(source, copies)
print(bytes(b"ab") + bytearray(b"cd"), bytearray(b"ab") + b"cd")
print(repr(bytearray(b"it's")), repr(bytearray(b'"')), repr(bytearray(b"'\"")), repr(bytearray(b"\0\t\n\r\\\x7f\xff")))
print(repr(b"it's"), repr(b'"'), repr(b"'\""))
print(str(bytearray(b"x")), f"{bytearray(b'x')!r:>18}|", format(bytearray(b"x")))
print(str(b"\xc3\xa9", "utf-8"), str(bytearray(b"x"), errors="strict"), str(b"\xff", "ascii", "replace"))
for wrong in (lambda: str(5, "utf-8"), lambda: str("x", "utf-8"), lambda: str("x", errors="strict")):
    try:
        wrong()
    except TypeError as error:
        print(error)
