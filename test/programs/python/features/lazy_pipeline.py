# Generators in a pipeline, infinite streams, take, drop, chunk, window.
def naturals(n=0):
    while True: yield n; n += 1
def take(n, it): return [x for _, x in zip(range(n), it)]
def drop(n, it):
    it = iter(it)
    for _ in range(n): next(it, None)
    return it
def chunk(it, n):
    part = []
    for x in it:
        part.append(x)
        if len(part) == n: yield part; part = []
    if part: yield part
def window(it, n):
    buffer = []
    for x in it:
        buffer.append(x)
        if len(buffer) == n: yield tuple(buffer); buffer.pop(0)
def primes():
    found = []
    for n in naturals(2):
        if all(n % p for p in found): found.append(n); yield n
def compose(*steps):
    def run(it):
        for step in steps: it = step(it)
        return it
    return run
squares_of_odds = compose(lambda it: (x for x in it if x % 2), lambda it: (x * x for x in it))
print(take(5, naturals()), take(3, drop(10, naturals())), list(chunk(range(7), 3)), list(window("abcd", 2)), take(8, primes()))
print(take(4, squares_of_odds(naturals())), sum(take(10, naturals(1))), list(chunk([], 2)), list(window([1], 2)))
