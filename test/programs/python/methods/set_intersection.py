# set.intersection with iterables of all kinds.
receivers = [
    lambda: set(),
    lambda: {1, 2, 3},
    lambda: {2.5, True},
    lambda: {0, 7, 14},
    lambda: frozenset({1, 9}),
]
arguments = [
    ((), {}),
    (({2, 3, 4},), {}),
    (([3, 7],), {}),
    ((range(3),), {}),
    (({1: "k"},), {}),
    ((frozenset({7}),), {}),
    (([],), {}),
    ((5,), {}),
    (([[]],), {}),
    (({1}, {2}), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.intersection(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
