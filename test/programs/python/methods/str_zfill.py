# str.zfill with widths of all kinds.
receivers = [
    lambda: "",
    lambda: "hello world",
    lambda: "  Mixed Case\t",
    lambda: "aXbXXc",
    lambda: "ÄÖß é",
    lambda: "x😀y",
    lambda: "12-34",
    lambda: "line1\nline2\r\nline3",
    lambda: "-7",
    lambda: "+",
]
arguments = [
    ((), {}),
    ((0,), {}),
    ((4,), {}),
    ((15,), {}),
    ((-1,), {}),
    (("5",), {}),
    ((5.5,), {}),
    ((5, 1), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.zfill(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
