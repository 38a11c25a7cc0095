"""Sorting with keys: lambdas, tuples, attributes, reverse, min and max, comparison by __lt__, a merge sort."""


class Card:
    def __init__(self, suit, rank):
        self.suit = suit
        self.rank = rank

    def __lt__(self, other):
        return (self.suit, self.rank) < (other.suit, other.rank)


def shuffled(n, seed):
    items = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        items.append(seed)
    return items


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left = merge_sort(items[:middle])
    right = merge_sort(items[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    merged.extend(left[i:])
    merged.extend(right[j:])
    return merged


items = shuffled(60000, 42)
print(sorted(items)[:3], sorted(items, key=lambda x: x % 1000)[:3])
pairs = [(x % 100, x % 7, str(x)) for x in items[:30000]]
print(sorted(pairs)[:2], sorted(pairs, key=lambda p: (-p[0], p[1]))[:2])
print(max(pairs, key=lambda p: p[1]), min(pairs, key=lambda p: len(p[2])))
words = [str(x) for x in items[:30000]]
words.sort(key=len, reverse=True)
print(words[:3], sorted(words)[:3])
cards = [Card(x % 4, x // 4 % 13) for x in items[:8000]]
cards.sort()
print(cards[0].rank, cards[-1].rank)
print(merge_sort(items[:20000])[:3])
