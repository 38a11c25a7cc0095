# Every method that bytes and bytearray share, right and wrong, on both.
calls = {
    "capitalize": [()],
    "center": [(12,), (12, b"*"), (11, bytearray(b".")), (3,), (12, "*"), (12, b"**"), ("a",), ()],
    "count": [(b"l",), (108,), (b"",), (b"", 99), (b"l", 3), (b"l", -3, -1), ("l",), (300,), (-1,), (1.5,), ()],
    "endswith": [(b"o",), ((b"x", b"lo"),), (bytearray(b"o"),), (b"l", 0, 4), ("o",), (("o",),), ([b"o"],), ()],
    "expandtabs": [(), (4,), (0,), ("a",), (1, 2)],
    "find": [(b"l",), (108,), (b"l", 3), (b"z",), (b"", 5), (b"", 99), (b"l", None, -2), ("l",), (256,), (b"l", "a")],
    "hex": [(), (":",), (b"-", 2), ("_", -2), (":", 0), (":", 100), ("::",), ("",), ("é",), (1,), (":", "a")],
    "index": [(b"l",), (111,), (b"z",), (b"h", 1), (None,)],
    "isalnum": [()],
    "isalpha": [()],
    "isascii": [()],
    "isdigit": [()],
    "islower": [()],
    "isspace": [()],
    "istitle": [()],
    "isupper": [()],
    "join": [([b"a", bytearray(b"b")],), ((),), ({b"k": 1},), ([1],), (["a"],), (b"ab",), (5,), ([b"a", None],), ()],
    "ljust": [(12,), (12, b"."), (2,), (12, 1), (1, b" ", 2), (10**30,)],
    "lower": [()],
    "lstrip": [(), (b"he ",), (None,), ("h",), (5,)],
    "partition": [(b"l",), (b"z",), (b"",), ("l",), (bytearray(b"ll"),)],
    "removeprefix": [(b"he",), (b"",), (b"x",), ("he",)],
    "removesuffix": [(b"lo",), (b"",), (b"x",), (1,)],
    "replace": [(b"l", b"LL"), (b"l", b"", 1), (b"", b"-"), (b"", b"-", 2), (b"z", b"y"), ("l", b""), (b"l", 1), (b"l",)],
    "rfind": [(b"l",), (108, 0, 3), (b"",), (b"z",), ("l",)],
    "rindex": [(b"l",), (b"z",), (999,)],
    "rjust": [(12,), (12, b"."), (12, "..")],
    "rpartition": [(b"l",), (b"z",), (b"",), (5,)],
    "rsplit": [(), (b"l",), (b"l", 1), (None, 1), (b"",), ("l",), (b"l", "a"), (None, 0), (b"ll", 5)],
    "rstrip": [(), (b"o \n",), (bytearray(b"o"),), ("o",)],
    "split": [(), (b"l",), (b"l", 1), (None, 1), (b"",), ("l",), (5,), (b"l", 0), (b"ll",)],
    "splitlines": [(), (True,), (0,), ("a",)],
    "startswith": [(b"h",), ((b"x", b"he"),), (b"l", 2), (b"", 5), (b"", 99), (5,), ((5,),), ()],
    "strip": [(), (b"ho",), (None,), ("h",), (1, 2)],
    "swapcase": [()],
    "title": [()],
    "translate": [(None,), (bytes(range(255, -1, -1)),), (None, b"l"), (b"short",), ("x" * 256,), (None, "l"), ()],
    "upper": [(), (1,)],
    "zfill": [(12,), (2,), ("a",), (1, 2), ()],
}
texts = [
    b"",
    b"hello",
    b"HELLO wORLD",
    b"Hello World",
    b"  two  words\t\n",
    b"12\t345\r\n6\n\n7\r8",
    b"-42",
    b"+7",
    b"\xe9t\xc3\xa9 \x00\x1c",
    b"3d lll",
    b"\x0b\x0c \x85\xa0",
]


def shown(value):
    return f"{type(value).__name__} {value!r}"


for name, argument_lists in calls.items():
    for cls, receivers in ((bytes, texts), (bytearray, texts[1:3])):
        for arguments in argument_lists:
            print(cls.__name__, name, arguments if len(repr(arguments)) < 60 else "...")
            for text in receivers:
                receiver = cls(text)
                try:
                    print("   ", text, shown(getattr(receiver, name)(*arguments)))
                except Exception as error:
                    print("   ", type(error).__name__, error)
                    if not isinstance(error, ValueError):
                        break
                assert receiver == text

print(b"aaa".rsplit(b"aa"), b"aaa".rsplit(b"aa", 1), "aaa".rsplit("aa"), "aaa".rsplit("aa", 1), "aaa".split("aa"))
print(b"a,b,,c".split(b",", maxsplit=2), b"a b c".split(maxsplit=1), bytearray(b"a,b").split(sep=b","))
print(b"a\nb".splitlines(keepends=True), b"a\tb".expandtabs(tabsize=3), b"abc".hex(sep=":", bytes_per_sep=2))
print(b"hello".translate(None, delete=b"l"), bytearray(b"hello").translate(bytes.maketrans(b"el", b"ip"), delete=b"o"))

for cls in (bytes, bytearray):
    for text in ("", "00ff1A", " 00 ff\n1a ", "0", "0g", "0 0", "000", "00 1", "é0", "00é", "\t"):
        try:
            print(cls.fromhex(text))
        except ValueError as error:
            print(error)
    table = cls.maketrans(b"abc", bytearray(b"xyz"))
    print(type(table).__name__, len(table), table[97:100])
    for wrong in ((b"a", b"bc"), ("a", "b"), (b"a", 1), (b"a",)):
        try:
            cls.maketrans(*wrong)
        except Exception as error:
            print(type(error).__name__, error)
    for wrong in ((), (b"00",), (5,)):
        try:
            cls.fromhex(*wrong)
        except TypeError as error:
            print(error)
    try:
        cls.find(5, b"x")
    except TypeError as error:
        print(error)
