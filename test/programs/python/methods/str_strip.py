# str.strip with sets of characters.
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
    ((" ",), {}),
    (("xX",), {}),
    (("",), {}),
    ((5,), {}),
    (("hd",), {}),
    (("\t ", 1), {}),
    ((["a"],), {}),
    (("é",), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.strip(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
