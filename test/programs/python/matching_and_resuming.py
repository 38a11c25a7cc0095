# Patterns bind once the whole pattern has matched; generators keep what they handle across yields.
import sys
from collections import UserDict, UserList, deque
from collections.abc import Mapping, Sequence


def alternatives(value):
    match value:
        case (a, b, 1) | (b, 2, a):
            return a, b
        case [_, _, _]:
            return [name for name in ("a", "b") if name in locals()]
        case {"k": k, **rest}:
            return k, rest
        case [*_]:
            return "sequence"
    return None


for value in (
    (7, 8, 1), (7, 2, 9), (7, 8, 9), {"k": 1, "l": 2}, UserDict(k=3, m=4), UserList([1]), deque([1]), range(2), "str",
    b"bytes", {}, {1, 2},
):
    print(value, alternatives(value))


class Numbers(Sequence):
    def __len__(self):
        return 4

    def __getitem__(self, index):
        print("item", index)
        return index


match Numbers():
    case [first, *_, last]:
        print(first, last)
match Numbers():
    case [_, _, _]:
        print("three")
    case [_, _, _, _]:
        print("four, none looked at")


class Late:
    def __len__(self):
        return 0


Sequence.register(Late)
match Late():
    case []:
        print("registered")


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def wrong(run):
    try:
        run()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


def twice():
    match Point(1, 2):
        case Point(1, x=1):
            pass


def duplicate():
    key = "a"
    match {"a": 1}:
        case {"a": 1, Keys.a: 1}:
            pass


class Keys:
    a = "a"


def names():
    class Bad:
        __match_args__ = (1,)

    match Bad():
        case Bad(x):
            pass


for each in (twice, duplicate, names):
    wrong(each)


def stepping(values):
    match values:
        case [x, *y] if (yield x):
            yield y
        case _:
            yield "none"


print(list(stepping([1, 2])), end=" ")
steps = stepping([1, 2, 3])
print(next(steps), steps.send(True))


def handling():
    try:
        raise KeyError("own")
    except KeyError:
        yield sys.exc_info()[0]
        yield sys.exc_info()[0]
        try:
            yield
        except ValueError as error:
            yield error.__context__
        raise


def caller():
    steps = handling()
    try:
        raise IndexError
    except IndexError:
        print(next(steps), sys.exc_info()[0])
    print(next(steps), sys.exc_info()[0])
    next(steps)
    print(repr(steps.throw(ValueError("in"))))
    try:
        next(steps)
    except KeyError as error:
        print("again", error)


caller()


def idle():
    yield


for arguments in ((5,), (ValueError, 1), (ValueError("a"), "b"), (ValueError, None, 3), (int,)):
    steps = idle()
    next(steps)
    try:
        steps.throw(*arguments)
    except BaseException as error:
        print(type(error).__name__, error)


class Inner:
    def __iter__(self):
        return self

    def __next__(self):
        return "next"

    def send(self, value):
        return ("sent", value)

    def throw(self, *arguments):
        raise StopIteration(("thrown", arguments))


def outer():
    result = yield from Inner()
    yield result


steps = outer()
print(next(steps), steps.send(5), steps.throw(ValueError("v")))
echo = lambda: (yield 1)
print(list(echo()), echo().__name__)
steps = idle()
steps.__name__ = "renamed"
print(steps.__name__, steps.gi_running, steps.gi_suspended)
