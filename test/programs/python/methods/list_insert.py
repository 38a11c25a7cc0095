# list.insert: what it gives and what the list is then.
receivers = [
    lambda: [],
    lambda: [3, 1, 2],
    lambda: [1, 1.0, True, "1"],
    lambda: ["b", "a"],
    lambda: [[2], [1, 9]],
    lambda: [None, 1],
]
arguments = [
    ((), {}),
    ((0, "x"), {}),
    ((-1, "x"), {}),
    ((99, "x"), {}),
    ((-99, "x"), {}),
    ((1,), {}),
    (("a", 1), {}),
    ((1.0, 1), {}),
    ((True, "t"), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = (value.insert(*args, **named), value)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
