# Numbers with their own __int__ in %d, names that a class body binds, sets combined with themselves.


class OwnInt(float):
    def __int__(self):
        return 7


class OwnIndex(float):
    def __index__(self):
        return 9


class Text(str):
    def __int__(self):
        return 5


class Whole(int):
    def __int__(self):
        return 99


class Truth(Exception):
    def __int__(self):
        return False


class Broken(float):
    def __int__(self):
        raise TypeError("no")


class Failing(str):
    def __int__(self):
        raise ValueError("no")


class Wordy:
    def __int__(self):
        return "x"


for value in (OwnInt(1.5), OwnIndex(1.5), Text("3"), Whole(3), Truth(), Broken(), Failing(), Wordy(), 1.9, 1e30, float("inf"), "a"):
    for spec in ("%d", "%i", "%x"):
        try:
            print(spec, type(value).__name__, spec % value)
        except Exception as error:
            print(spec, type(error).__name__, error)


def outer(x, y):
    class Inner:
        try:
            x = x
        except NameError as error:
            print(error)
        z = y

        def both(self):
            return x, y

    return getattr(Inner, "x", None), Inner.z, Inner().both()


print(outer(1, 2))
x = 100
print(outer(1, 2))


def later(x):
    class Inner:
        for x in range(2):
            pass
        del x
        print(x)
        listed = [x for _ in range(1)]

    return Inner.listed


print(later(7))

numbers = {0, 7, -5}
print(numbers | numbers, numbers.union(numbers), numbers & numbers, numbers.intersection(numbers))
print(numbers | set(numbers), numbers.union([0, 7, -5]), numbers.intersection([0, 7, -5]), numbers.intersection())
numbers |= numbers
numbers.update(numbers)
numbers &= numbers
print(numbers)

for spec, given in (("%*d", (10**20, 1)), ("%.*f", (2**31, 1.5)), ("%*.*f", (8, 3, 1.5)), ("%*d|", (-5, 3)), ("%*s", (2**63, ""))):
    try:
        print(spec % given)
    except OverflowError as error:
        print(error)
