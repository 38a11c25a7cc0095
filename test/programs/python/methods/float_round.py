# round() of floats to places of all kinds.
receivers = [
    lambda: 0.0,
    lambda: 2.5,
    lambda: -3.5,
    lambda: 2.675,
    lambda: 1234.5678,
    lambda: 1e16,
    lambda: 5e-324,
    lambda: float("inf"),
    lambda: float("nan"),
]
arguments = [
    ((), {}),
    ((0,), {}),
    ((1,), {}),
    ((2,), {}),
    ((-2,), {}),
    ((None,), {}),
    ((400,), {}),
    ((-400,), {}),
    (("a",), {}),
    ((1.5,), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = round(value, *args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
