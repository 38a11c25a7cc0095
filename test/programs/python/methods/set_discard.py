# set.discard: what it gives and what the set is then.
receivers = [
    lambda: set(),
    lambda: {1, 2, 3},
    lambda: {2.5, True},
    lambda: {0, 7, 14},
]
arguments = [
    ((), {}),
    ((1,), {}),
    ((7.0,), {}),
    ((99,), {}),
    (([],), {}),
    ((None,), {}),
    ((1, 2), {}),
    (({1},), {}),
    ((frozenset({1}),), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = (value.discard(*args, **named), value)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
