# str.endswith with one prefix and several.
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
    (("h",), {}),
    (("",), {}),
    ((("a", "h"),), {}),
    (((),), {}),
    (("l", 2), {}),
    (("world", -5), {}),
    (("d", 0, 5), {}),
    ((5,), {}),
    ((["h"],), {}),
    ((("h", 1),), {}),
    (("X", None, None), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.endswith(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
