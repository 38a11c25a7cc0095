# float.__lt__ with operands of all kinds.
receivers = [
    lambda: 0.0,
    lambda: 1.5,
    lambda: -2.25,
    lambda: 1e300,
    lambda: float("inf"),
    lambda: float("nan"),
]
arguments = [
    ((2,), {}),
    ((-3,), {}),
    ((0,), {}),
    ((2.5,), {}),
    ((10**20,), {}),
    (("a",), {}),
    ((None,), {}),
    ((True,), {}),
    (([],), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.__lt__(*args)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
