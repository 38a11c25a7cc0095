"""Comprehensions and closures: nested comprehensions, map, filter, lambdas, nonlocal, decorators, *args."""


def counter():
    count = 0

    def increase(by=1):
        nonlocal count
        count += by
        return count

    return increase


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value

    return composed


def logged(function):
    calls = []

    def wrapper(*args, **kwargs):
        calls.append(len(args))
        return function(*args, **kwargs)

    wrapper.calls = calls
    return wrapper


@logged
def scale(value, factor=2):
    return value * factor


squares = [x * x for x in range(150000) if x % 3 != 0]
pairs = [(x, y) for x in range(350) for y in range(350) if (x + y) % 5 == 0]
table = {x: [y * x for y in range(10)] for x in range(6000)}
unique = {x % 977 for x in squares}
print(sum(squares), len(pairs), len(table), len(unique))
print(sum(map(lambda x: x + 1, filter(lambda x: x % 2 == 0, range(150000)))))

count = counter()
for _ in range(150000):
    count()
    count(2)
print(count(0))

pipeline = compose(lambda x: x + 1, lambda x: x * 3, lambda x: x % 1001)
total = 0
for i in range(80000):
    total += pipeline(i)
print(total)

for i in range(50000):
    total += scale(i) + scale(i, factor=3)
print(total, len(scale.calls))
