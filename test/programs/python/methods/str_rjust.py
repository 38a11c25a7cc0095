# str.rjust with widths and fills of all kinds.
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
    ((12,), {}),
    ((0,), {}),
    ((-3,), {}),
    ((13, "*"), {}),
    ((14, "é"), {}),
    ((9, "ab"), {}),
    ((9, ""), {}),
    (("9",), {}),
    ((9, 5), {}),
    ((9.0,), {}),
    ((True,), {}),
    ((20,), {"fillchar": "x"}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.rjust(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
