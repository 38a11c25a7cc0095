"""Pipelines: generators that read generators, generator expressions, zip and enumerate, yield from, send."""


def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(source):
    for each in source:
        yield each * each


def odd(source):
    for each in source:
        if each % 2 == 1:
            yield each


def windows(source, size):
    window = []
    for each in source:
        window.append(each)
        if len(window) == size:
            yield tuple(window)
            window = window[1:]


def tree(depth):
    if depth == 0:
        return
    yield from tree(depth - 1)
    yield depth
    yield from tree(depth - 1)


def average():
    total = 0
    count = 0
    value = None
    while True:
        value = yield value
        total += value
        count += 1
        value = total // count


print(sum(odd(squares(numbers(150000)))))
print(sum(x * y for x, y in zip(numbers(150000), range(150000)) if x % 3 == 0))
print(sum(i * a for i, (a, b, c) in enumerate(windows(numbers(50000), 3))))
print(sum(tree(13)))
running = average()
next(running)
for i in range(100000):
    last = running.send(i)
print(last)
