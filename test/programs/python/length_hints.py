# What list() and its kin ask a program's own class before they fill themselves: __len__, else __length_hint__.
import itertools


def kind(base, answer):
    class Asked(base):
        def __len__(self):
            print("len", end=" ")
            if isinstance(answer, Exception):
                raise answer
            return answer

    return Asked("ab")


def show(name, run):
    try:
        print(name, run())
    except Exception as error:
        print(name, type(error).__name__, error)


def put(source):
    items = [1]
    items[:] = source
    return items


def unpack(source):
    first, *rest = source
    return first, rest


for answer in (0, 2, True, False, -1, {}, 10**30, None, ValueError("no"), TypeError("no"), NameError("no")):
    for base in (list, tuple, str):
        value = kind(base, answer)
        print(base.__name__, repr(answer))
        show("bool", lambda: bool(value))
        show("list", lambda: list(value))
        show("tuple", lambda: tuple(value))
        show("sorted", lambda: sorted(value))
        show("display", lambda: [*value])
        show("call", lambda: "{}{}".format(*value))
        show("call with more", lambda: "{}{}{}".format(0, *value))
        show("extend", lambda: [].extend(value))
        show("product", lambda: list(itertools.product(value)))
        show("set", lambda: len(set(value)))
        show("join", lambda: "".join(value))
        show("slice", lambda: put(value))
        show("unpack", lambda: unpack(value))
        show("zip", lambda: list(zip(value)))


class Hinted:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        print("iter", end=" ")
        return iter([1, 2])

    def __length_hint__(self):
        print("hint", end=" ")
        if isinstance(self.hint, Exception):
            raise self.hint
        return self.hint


for hint in (0, 5, NotImplemented, -1, "x", 1.5, None, True, TypeError("no"), KeyError("no")):
    for taker in (list, tuple, sorted, set, sum, dict.fromkeys):
        show(taker.__name__, lambda: taker(Hinted(hint)))
    show("display", lambda: (*Hinted(hint), 3))
