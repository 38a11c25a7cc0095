# str.expandtabs with sizes.
receivers = [
    lambda: "",
    lambda: "hello world",
    lambda: "  Mixed Case\t",
    lambda: "aXbXXc",
    lambda: "ÄÖß é",
    lambda: "x😀y",
    lambda: "12-34",
    lambda: "line1\nline2\r\nline3",
    lambda: "a\tbb\tccc\n\td",
]
arguments = [
    ((), {}),
    ((4,), {}),
    ((0,), {}),
    ((-1,), {}),
    ((1,), {}),
    ((), {"tabsize": 3}),
    (("4",), {}),
    ((4, 4), {}),
    ((2.5,), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.expandtabs(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
