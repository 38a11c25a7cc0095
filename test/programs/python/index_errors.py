"""index() and remove() of what is not there: the error shows the item by its own repr, and only then."""


class Loud:
    def __repr__(self):
        print("asked for its repr")
        return "Loud!"


class Broken:
    def __repr__(self):
        raise KeyError("no repr")


loud = Loud()
print([1, loud].index(loud), (loud,).index(loud))
for items in ([1], (1,), range(3), "abc"):
    for item in (Loud(), Broken(), 1.5, "zz", None):
        try:
            print(items.index(item))
        except (ValueError, TypeError) as error:
            print(type(items).__name__, type(error).__name__, error)
try:
    [1].remove(Loud())
except ValueError as error:
    print(error)
