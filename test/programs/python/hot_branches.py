"""Code that is hot before it comes to a place that fails: the failure is there, and not where it became hot."""


def sign(items):
    for item in items:
        if item == 700:
            return -b"text"
        if item == 900:
            return -"text"
    return +None


def fails(call, *args):
    try:
        print(call(*args))
    except TypeError as error:
        print(error)


for start in (0, 701, 901):
    fails(sign, range(start, start + 1000))


def negatives(n):
    total = 0
    for i in range(n):
        total += -3 + -True - -2.5
        if i > n:
            total += -None
    return total


print(negatives(1000))
