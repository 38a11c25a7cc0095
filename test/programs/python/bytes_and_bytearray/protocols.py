# How bytes and bytearray take part in operators, containers, conversions and the library.
import collections.abc
import copy
import json
import operator
import random
import re
import struct

others = [b"abc", bytearray(b"abc"), b"abd", bytearray(b"ab"), b"", "abc", [97, 98, 99], 97, None]
for a in (b"abc", bytearray(b"abc")):
    for b in others:
        signs = []
        for compare in (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge):
            try:
                signs.append(compare(a, b))
            except TypeError as error:
                signs.append(str(error))
        print(a, b, signs)
        for name in ("add", "mul", "sub", "mod", "contains"):
            try:
                print(name, getattr(operator, name)(a, b))
            except Exception as error:
                print(name, type(error).__name__, error)
print(b"a".__eq__(bytearray(b"a")), bytearray(b"a").__eq__(b"a"), b"a".__lt__("b"), bytearray().__gt__(1))
print(3 * bytearray(b"ab"), 2 * b"ab", b"ab" * True, bytearray(b"ab") * -1)
for wrong in (
    lambda: 1 + bytearray(),
    lambda: "a" + bytearray(),
    lambda: [] + b"",
    lambda: bytearray() * 2.0,
    lambda: -bytearray(),
    lambda: hash(bytearray()),
    lambda: {bytearray(): 1},
    lambda: {bytearray()},
    lambda: sum([b"a"], bytearray()),
    lambda: sum([b"a"], b""),
    lambda: bytearray[int],
    lambda: format(bytearray(), "5"),
    lambda: complex(bytearray(b"1")),
    lambda: json.dumps(bytearray()),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
print({b"a": 1}[bytes(bytearray(b"a"))], len({b"a", bytes([97]), b"b"}), bytearray(b"a") in [b"a"], b"a" in {b"a": 1})
print(isinstance(bytearray(), bytes), bytearray.__mro__, bytearray.__hash__)

for text in (b"12", b" 12 ", b"ff", b"1.5", b"x", b"", b"a", b"\xff"):
    for value in (text, bytearray(text)):
        for convert in (int, lambda v: int(v, 16), float, ord):
            try:
                print(value, convert(value))
            except Exception as error:
                print(value, type(error).__name__, error)


class Own:
    def __bytes__(self):
        return b"\x01\x02"


for source in (b"\x01\x02", bytearray(b"\x01\x02"), [1, 2], (255, 254), Own(), range(3), "ab", 5, 1.5, [300], ["a"]):
    for order in ("big", "little", "middle", 5):
        try:
            print(order, int.from_bytes(source, order), int.from_bytes(source, order, signed=True))
        except Exception as error:
            print(order, type(error).__name__, error)
print(bytearray((1000).to_bytes(2, "big")), int.from_bytes(bytearray(b"\xff"), signed=True))


class Array(bytearray):
    def double(self):
        return self + self


class Loud(bytes):
    def __iter__(self):
        return iter("loud")

    def __len__(self):
        return 42

    def __getitem__(self, key):
        return "item", key


array = Array(b"ab")
for value in (array, array + b"c", array.double(), array[:1], array.upper(), array.copy(), array * 2, Array.fromhex("00")):
    print(type(value).__name__, repr(value), str(value))
array += b"!"
print(repr(array), copy.copy(array), copy.deepcopy([array, bytearray(b"x")]))
loud = Loud(b"ab")
print(list(loud), len(loud), loud[0], loud.upper(), loud == b"ab", hash(loud) == hash(b"ab"), bytes.__len__(loud))
print(list(bytes.__iter__(loud)), loud + b"c", 97 in loud)
one = bytearray(b"nested")
two = copy.deepcopy([one, one])
print(two[0] is two[1], two[0] is one, two)
print(bytearray(b"ab").__reduce__(), bytearray(b"ab").__reduce_ex__(4))

for name in ("Sequence", "MutableSequence", "ByteString", "Hashable", "Collection", "Iterable", "Sized", "Reversible"):
    kind = getattr(collections.abc, name)
    print(name, isinstance(b"", kind), isinstance(bytearray(), kind))

data = bytearray(b"key=value; other=thing")
print(re.findall(rb"(\w+)=(\w+)", data), re.sub(b"=", b":", data), re.split(b"; ", data), re.sub(b"z", b"", data))
match = re.search(rb"v\w+", data)
print(match, match.group(), match.span(), type(match.group()).__name__)
print(struct.unpack("<HB", bytearray(b"\x01\x02\x03")), struct.pack("3s", bytearray(b"ab")))
print(struct.unpack_from(">H", bytearray(b"\0\x01\x02"), 1), json.loads(bytearray(b'{"a": [1, 2]}')))
random.seed(bytearray(b"seed"))
first = random.random()
random.seed(b"seed")
print(first == random.random(), random.sample(bytearray(b"abcd"), 2), random.choice(bytearray(b"xyz")))
shuffled = bytearray(range(10))
random.shuffle(shuffled)
print(shuffled)

match bytearray(b"ab"):
    case [97, 98]:
        print("sequence")
    case bytearray(x):
        print("bytearray", x)
match b"ab":
    case b"ab":
        print("bytes")
match bytearray(b"ab"):
    case b"ab":
        print("equal")
for value in (b"\xff", bytearray(b"ab\xe2\x82")):
    try:
        value.decode()
    except UnicodeDecodeError as error:
        print(error, type(error.object).__name__, error.object, error.start, error.end)
    print(value.decode("utf-8", "replace"), value.decode("latin-1"), value.decode(errors="ignore"))
print(max(bytearray(b"cab")), min(b"cab"), sum(bytearray(b"ab")), any(bytearray(2)), all(b"ab"), list(zip(b"ab", bytearray(b"cd"))))
print(bytes(map(lambda byte: byte ^ 0x20, bytearray(b"Hello"))), bytearray(filter(str.isalpha and (lambda b: b > 98), b"abcd")))
