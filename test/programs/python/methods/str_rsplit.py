# str.rsplit with separators and limits.
receivers = [
    lambda: "",
    lambda: "hello world",
    lambda: "  Mixed Case\t",
    lambda: "aXbXXc",
    lambda: "ÄÖß é",
    lambda: "x😀y",
    lambda: "12-34",
    lambda: "line1\nline2\r\nline3",
]
arguments = [
    ((), {}),
    ((None,), {}),
    (("X",), {}),
    ((" ",), {}),
    (("",), {}),
    (("X", 1), {}),
    ((None, 1), {}),
    ((), {"maxsplit": 1}),
    ((), {"sep": "-"}),
    ((5,), {}),
    (("o", 0), {}),
    (("XX", -1), {}),
    (("X", "1"), {}),
    ((), {"wrong": 1}),
    ((b"X",), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.rsplit(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
