"""Iterators for looping."""

_absent = object()


class count:
    def __init__(self, start=0, step=1):
        self._next = start
        self._step = step

    def __iter__(self):
        return self

    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        return f"count({self._next})" if self._step == 1 else f"count({self._next}, {self._step})"


def cycle(iterable):
    saved = []
    for item in iterable:
        yield item
        saved.append(item)
    while saved:
        for item in saved:
            yield item


def repeat(object, times=None):
    if times is None:
        while True:
            yield object
    for _ in range(times):
        yield object


def accumulate(iterable, func=None, *, initial=None):
    iterator = iter(iterable)
    total = initial
    if initial is None:
        total = next(iterator, _absent)
        if total is _absent:
            return
    yield total
    for item in iterator:
        total = total + item if func is None else func(total, item)
        yield total


class chain:
    def __init__(self, *iterables):
        self._iterator = _chained(iterables)

    @classmethod
    def from_iterable(cls, iterables):
        made = cls()
        made._iterator = _chained(iterables)
        return made

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._iterator)


def _chained(iterables):
    for iterable in iterables:
        yield from iterable


def compress(data, selectors):
    return (item for item, selected in zip(data, selectors) if selected)


def dropwhile(predicate, iterable):
    iterator = iter(iterable)
    for item in iterator:
        if not predicate(item):
            yield item
            break
    yield from iterator


def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def filterfalse(predicate, iterable):
    if predicate is None:
        predicate = bool
    for item in iterable:
        if not predicate(item):
            yield item


def groupby(iterable, key=None):
    iterator = iter(iterable)
    exhausted = False
    current = None

    def advance():
        nonlocal current, exhausted
        value = next(iterator, _absent)
        if value is _absent:
            exhausted = True
            return
        current = (value if key is None else key(value), value)

    def group(target):
        while not exhausted and current[0] == target:
            yield current[1]
            advance()

    advance()
    while not exhausted:
        target = current[0]
        members = group(target)
        yield target, members
        for _ in members:
            pass


def islice(iterable, *args):
    bounds = slice(*args)
    start, stop, step = bounds.start or 0, bounds.stop, bounds.step or 1
    for value in (start, stop, step):
        if value is not None and (not isinstance(value, int) or value < 0):
            raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    return _sliced(iterable, start, stop, step)


def _sliced(iterable, start, stop, step):
    wanted = start
    if stop is not None and stop <= start:
        if stop == 0 and start == 0:
            return
        for index, _ in zip(range(start), iterable):
            pass
        return
    for index, item in enumerate(iterable):
        if index == wanted:
            yield item
            wanted += step
        if stop is not None and index + 1 >= stop:
            return


def pairwise(iterable):
    iterator = iter(iterable)
    before = next(iterator, _absent)
    if before is _absent:
        return
    for item in iterator:
        yield before, item
        before = item


def starmap(function, iterable):
    for args in iterable:
        yield function(*args)


def tee(iterable, n=2):
    iterator = iter(iterable)
    queues = [[] for _ in range(n)]

    def branch(queue):
        while True:
            if not queue:
                item = next(iterator, _absent)
                if item is _absent:
                    return
                for each in queues:
                    each.append(item)
            yield queue.pop(0)

    return tuple(branch(queue) for queue in queues)


def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(iterable) for iterable in iterables]
    active = len(iterators)
    while active:
        row = []
        for i, iterator in enumerate(iterators):
            item = _absent if iterator is None else next(iterator, _absent)
            if item is _absent:
                if iterator is not None:
                    active -= 1
                    iterators[i] = None
                    if not active:
                        return
                item = fillvalue
            row.append(item)
        yield tuple(row)


def product(*iterables, repeat=1):
    pools = [tuple(pool) for pool in iterables] * repeat
    return _product(pools, ())


def _product(pools, head):
    if not pools:
        yield head
        return
    for item in pools[0]:
        yield from _product(pools[1:], head + (item,))


def permutations(iterable, r=None):
    pool = tuple(iterable)
    r = len(pool) if r is None else r
    return _permutations(pool, r, ())


def _permutations(pool, r, chosen):
    if len(chosen) == r:
        yield tuple(pool[i] for i in chosen)
        return
    for i in range(len(pool)):
        if i not in chosen:
            yield from _permutations(pool, r, chosen + (i,))


def combinations(iterable, r):
    pool = tuple(iterable)
    return _combinations(pool, r, 0, (), 1)


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    return _combinations(pool, r, 0, (), 0)


def _combinations(pool, r, start, head, step):
    if r == 0:
        yield head
        return
    for i in range(start, len(pool)):
        yield from _combinations(pool, r - 1, i + step, head + (pool[i],), step)
