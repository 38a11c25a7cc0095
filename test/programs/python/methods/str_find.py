# str.find with texts and positions of all kinds.
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
    (("X",), {}),
    (("",), {}),
    (("l", 3), {}),
    (("o", -6, -1), {}),
    (("zz",), {}),
    ((5,), {}),
    ((None,), {}),
    (("😀",), {}),
    (("e", 1, "x"), {}),
    (("a", None, 2), {}),
    (("X", 0, 99, 1), {}),
    ((["X"],), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.find(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
