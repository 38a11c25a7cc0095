# What changes a bytearray, and what is left of it when the change is refused.


class Index:
    def __index__(self):
        return 66


def attempt(label, change):
    array = bytearray(b"hello")
    alias = array
    try:
        result = change(array)
    except Exception as error:
        print(label, "raises", type(error).__name__, error, array)
    else:
        print(label, "gives", result, array, array is alias)


def assign(key, value):
    def change(array):
        array[key] = value

    return change


def delete(key):
    def change(array):
        del array[key]

    return change


for key in (0, -1, 4, 5, -5, -6, True, 10**30, 1.5, "a", None):
    attempt(f"a[{key!r}] = 65", assign(key, 65))
    attempt(f"del a[{key!r}]", delete(key))
for value in (0, 255, 256, -1, 10**30, True, "a", b"a", 1.5, None, Index()):
    label = "Index()" if isinstance(value, Index) else repr(value)
    attempt(f"a[0] = {label}", assign(0, value))
    attempt(f"append {label}", lambda a: a.append(value))
    attempt(f"insert {label}", lambda a: a.insert(2, value))
    attempt(f"remove {label}", lambda a: a.remove(value))
attempt("a[9] = 'x'", assign(9, "x"))

slices = [
    slice(None),
    slice(1, 3),
    slice(3, 1),
    slice(0, 0),
    slice(5, None),
    slice(-2, None),
    slice(99, 200),
    slice(None, None, 2),
    slice(None, None, -1),
    slice(4, 1, -1),
    slice(1, 4, -1),
    slice(None, None, 3),
    slice(None, None, 0),
    slice("a"),
]
values = [b"", b"X", b"XY", b"XYZ", b"ABCDE", bytearray(b"AB"), [1, 2, 3], range(2), (300,), ["a"], "text", 5, 1.5, None]
for key in slices:
    attempt(f"get {key}", lambda a: a[key])
    attempt(f"del {key}", delete(key))
    for value in values:
        attempt(f"{key} = {value!r}", assign(key, value))
attempt("itself into a slice", lambda a: a.__setitem__(slice(1, 3), a))

for source in (b"xy", bytearray(b"xy"), [1, 2], (i for i in (3, 4)), {65: 1}, "", "ab", [300], ["a"], [b"a"], 5, None):
    label = "generator" if hasattr(source, "send") else repr(source)
    attempt(f"extend {label}", lambda a: a.extend(source))
attempt("extend itself", lambda a: a.extend(a))
for index in (0, 2, 5, 99, -1, -99, "a"):
    attempt(f"insert at {index!r}", lambda a: a.insert(index, 65))
for arguments in ((), (0,), (-1,), (2,), (9,), (-9,), ("a",), (1.5,), (1, 2)):
    attempt(f"pop {arguments}", lambda a: a.pop(*arguments))
for name in ("reverse", "clear", "copy", "append", "insert", "remove", "extend"):
    attempt(f"{name}()", lambda a: getattr(a, name)())
for index in ((), (3,)):
    try:
        bytearray().pop(*index)
    except IndexError as error:
        print(error)


def added(other):
    def change(a):
        a += other

    return change


def multiplied(n):
    def change(a):
        a *= n

    return change


for other in (b"x", bytearray(b"yz"), b"", "x", [1], 5, None):
    attempt(f"+= {other!r}", added(other))
for n in (0, 1, 3, -1, True, "x", 1.5, None, 10**30):
    attempt(f"*= {n!r}", multiplied(n))
same = bytearray(b"ab")
try:
    same += same
except BufferError as error:
    print(type(error).__name__, error, same)

# Growing and shrinking many times.
queue = bytearray()
for i in range(1000):
    queue.append(i % 256)
    if i % 3 == 0:
        del queue[0]
print(len(queue), queue[:5], sum(queue), queue[-1])
while len(queue) > 3:
    queue.pop(len(queue) // 2)
print(queue)

# An iterator sees what is appended, and once at its end stays there.
array = bytearray(b"ab")
iterator = iter(array)
print(next(iterator), iterator.__length_hint__())
array.append(99)
print(list(iterator), list(iterator))
array.append(100)
print(list(iterator), array)
print(list(reversed(array)), list(enumerate(array))[:2], [*array], sorted(array, reverse=True))
first, *rest = array
print(first, rest)

frozen = b"abc"
for change in (assign(0, 65), delete(0), assign(slice(1), b"")):
    try:
        change(frozen)
    except TypeError as error:
        print(error)
kept = frozen
frozen += bytearray(b"d")
frozen *= 2
print(kept, frozen, type(frozen).__name__)
for name in ("append", "copy", "clear", "nope"):
    try:
        getattr(frozen, name)
    except AttributeError as error:
        print(error)
try:
    array.name = 1
except AttributeError as error:
    print(error)
