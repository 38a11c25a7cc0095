# str.replace with counts.
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
    (("X", "-"), {}),
    (("", "."), {}),
    (("X", ""), {}),
    (("l", "LL", 1), {}),
    (("l", "L", 0), {}),
    (("o", "0", -1), {}),
    ((5, "a"), {}),
    (("a", 5), {}),
    (("a", "b", "c"), {}),
    (("a",), {}),
    (("a", "b", 1, 2), {}),
    (("zz", "y"), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.replace(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
