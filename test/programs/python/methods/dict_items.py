# dict.items: what it gives and what the dict is then.
receivers = [
    lambda: {},
    lambda: {"a": 1, "b": 2},
    lambda: {1: "x", None: "y"},
    lambda: {(1, 2): [3]},
]
arguments = [
    ((), {}),
    ((1,), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = (value.items(*args, **named), value)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
