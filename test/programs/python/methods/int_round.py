# round() of ints to places of all kinds.
receivers = [
    lambda: 0,
    lambda: 7,
    lambda: -7,
    lambda: 2**40,
    lambda: -2**70,
    lambda: True,
    lambda: 12345,
    lambda: -15,
    lambda: 25,
]
arguments = [
    ((), {}),
    ((0,), {}),
    ((-1,), {}),
    ((-2,), {}),
    ((3,), {}),
    ((None,), {}),
    (("a",), {}),
    ((-50,), {}),
    ((), {"ndigits": -1}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = round(value, *args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
