"""Dicts: counting, grouping, inverting, looking up by strings, ints and tuples."""


def count(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def group(numbers):
    groups = {}
    for number in numbers:
        key = number % 97
        if key not in groups:
            groups[key] = []
        groups[key].append(number)
    return groups


def grid(n):
    cells = {}
    for x in range(n):
        for y in range(n):
            cells[x, y] = x * y
    total = 0
    for x in range(1, n - 1):
        for y in range(1, n - 1):
            total += cells[x - 1, y] + cells[x + 1, y] - cells[x, y - 1]
    return total


def invert(counts):
    inverse = {}
    for key, value in counts.items():
        inverse.setdefault(value, []).append(key)
    return inverse


words = [f"w{i * i % 1009}" for i in range(150000)]
counts = count(words)
groups = group(range(200000))
print(len(counts), max(counts.values()), len(groups), sum(len(g) for g in groups.values()))
print(grid(180), sorted(len(v) for v in invert(counts).values())[:5])
memo = {0: 0, 1: 1}
for i in range(2, 100000):
    memo[i] = (memo[i - 1] + memo[i - 2]) % 1000007
print(memo[99999])
