# dict.update: what it gives and what the dict is then.
receivers = [
    lambda: {},
    lambda: {"a": 1, "b": 2},
    lambda: {1: "x", None: "y"},
    lambda: {(1, 2): [3]},
]
arguments = [
    ((), {}),
    (({"a": 9, "n": 1},), {}),
    (([("k", "v")],), {}),
    ((), {"kw": 1}),
    (({"a": 0},), {"a": 5}),
    ((5,), {}),
    (([1],), {}),
    (([(1, 2, 3)],), {}),
    ((["ab"],), {}),
    ((None,), {}),
    (({}, {}), {}),
    (("",), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = (value.update(*args, **named), value)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
