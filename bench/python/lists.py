"""Lists: a sieve, append and pop, indexing from both ends, insertion sort, slices, a queue."""


def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return [i for i, flag in enumerate(flags) if flag]


def insertion_sort(items):
    for i in range(1, len(items)):
        value = items[i]
        j = i - 1
        while j >= 0 and items[j] > value:
            items[j + 1] = items[j]
            j -= 1
        items[j + 1] = value
    return items


def stack(n):
    items = []
    total = 0
    for i in range(n):
        items.append(i)
        if i % 3 == 2:
            total += items.pop() - items[-1]
    return total + len(items)


def rotate(n):
    ring = list(range(n))
    for _ in range(n):
        ring = ring[1:] + ring[:1]
    a, b = ring[0], ring[-1]
    for i in range(n - 1):
        ring[i], ring[i + 1] = ring[i + 1], ring[i]
    return a, b, ring[0]


print(len(sieve(800000)))
print(insertion_sort([(i * 7919) % 1201 for i in range(1200)])[:10])
print(stack(400000), rotate(3000))
