# int.__mod__ with operands of all kinds, and the operator.
receivers = [
    lambda: 0,
    lambda: 7,
    lambda: -7,
    lambda: 2**40,
    lambda: -2**70,
    lambda: True,
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
            result = (value.__mod__(*args), None)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
