"""Arguments of text methods that are wrong in two ways: which one is told."""


def tried(call, *args):
    try:
        print(call(*args))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


for args in ((",", 1), ("a", "b", 1), (1, "b"), (1, 2), ("ab", "c"), ("a", "b", "c"), (1,), ({1: 2, "z": None},), ({(): 1},), ({"ab": 1},)):
    tried(str.maketrans, *args)
for name in ("center", "ljust", "rjust"):
    for args in ((",", 1), (5, 1), (5, "ab"), (7, "*"), (True, "*"), (2.5,)):
        tried(getattr("abc", name), *args)
