# str.splitlines with and without ends.
receivers = [
    lambda: "",
    lambda: "hello world",
    lambda: "  Mixed Case\t",
    lambda: "aXbXXc",
    lambda: "ÄÖß é",
    lambda: "x😀y",
    lambda: "12-34",
    lambda: "line1\nline2\r\nline3",
    lambda: "a\x0bb\x1cc\u2028d\x85",
    lambda: "\n\n",
]
arguments = [
    ((), {}),
    ((True,), {}),
    ((False,), {}),
    ((), {"keepends": 1}),
    ((0,), {}),
    (("x",), {}),
    ((1, 2), {}),
    ((), {"wrong": 1}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.splitlines(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
