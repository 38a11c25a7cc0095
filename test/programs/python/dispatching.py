"""singledispatch by abstract classes and by methods of classes; searches of what is anchored."""
import re
from collections import OrderedDict, defaultdict, deque
from collections.abc import *
from functools import singledispatch, singledispatchmethod


@singledispatch
def kind(x):
    return "object"


for cls, name in [(Sized, "sized"), (Iterable, "iterable"), (Mapping, "mapping"), (MutableMapping, "mutable mapping"), (Sequence, "sequence"), (Set, "set"), (Callable, "callable"), (dict, "dict"), (Hashable, "hashable")]:
    @kind.register(cls)
    def _(x, name=name):
        return name


class Sub(dict):
    pass


class Lengthy:
    def __len__(self):
        return 3


for value in [{}, Sub(), defaultdict(int), OrderedDict(), [], "a", {1}, frozenset(), deque(), 3, Lengthy(), iter([]), (1,)]:
    try:
        print(type(value).__name__, kind(value))
    except RuntimeError as e:
        print(type(value).__name__, e)


class Negator:
    @singledispatchmethod
    @classmethod
    def neg(cls, arg):
        raise NotImplementedError("Cannot negate a")

    @neg.register
    @classmethod
    def _(cls, arg: int):
        return cls.__name__, -arg

    @neg.register
    @classmethod
    def _(cls, arg: bool):
        return cls.__name__, not arg


print(Negator.neg(5), Negator.neg(True), Negator().neg(7))
text = "x" * 100000
print(re.search(r"\Ax", text), re.search(r"\Ay", text), re.search("^y", text), re.findall("^x", "xx\nx"), re.findall("(?m)^x", "xx\nx"), re.compile("^b").search("ab", 1), re.sub(r"\Aa", "-", "aab"), [m.span() for m in re.finditer(r"\A|b", "ab")])
