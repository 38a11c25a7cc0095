"""What is built of heaps; the heaps themselves are built in."""


def merge(*iterables, key=None, reverse=False):
    heap = []
    sign = -1 if reverse else 1
    for order, iterator in enumerate(map(iter, iterables)):
        for value in iterator:
            heap.append([value if key is None else key(value), order * sign, value, iterator])
            break
    heapify_, replace, pop = (_heapify_max, _heapreplace_max, _heappop_max) if reverse else (
        heapify, heapreplace, heappop)
    heapify_(heap)
    while heap:
        entry = heap[0]
        yield entry[2]
        for value in entry[3]:
            entry[0] = value if key is None else key(value)
            entry[2] = value
            replace(heap, entry)
            break
        else:
            pop(heap)


def nsmallest(n, iterable, key=None):
    if n == 1:
        found = list(iterable)
        return [min(found, key=key)] if found else []
    return sorted(iterable, key=key)[:n] if n > 0 else []


def nlargest(n, iterable, key=None):
    if n == 1:
        found = list(iterable)
        return [max(found, key=key)] if found else []
    return sorted(iterable, key=key, reverse=True)[:n] if n > 0 else []


__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]
