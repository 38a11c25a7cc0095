# list.sort: what it gives and what the list is then.
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
    ((), {"reverse": True}),
    ((), {"key": str}),
    ((), {"key": None}),
    ((), {"key": abs}),
    ((), {"key": len}),
    ((1,), {}),
    ((), {"wrong": 1}),
    ((), {"key": 5}),
    ((), {"reverse": "yes"}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = (value.sort(*args, **named), value)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
