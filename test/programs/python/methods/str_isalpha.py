# str.isalpha of texts of all kinds.
receivers = [
    lambda: "",
    lambda: "hello world",
    lambda: "  Mixed Case\t",
    lambda: "aXbXXc",
    lambda: "ÄÖß é",
    lambda: "x😀y",
    lambda: "12-34",
    lambda: "line1\nline2\r\nline3",
    lambda: "ABC",
    lambda: "abc",
    lambda: "Abc Def",
    lambda: "123",
    lambda: "٣²½",
    lambda: "ǆ ﬁ ŉ",
    lambda: "ΑΣ",
    lambda: " \t\n",
    lambda: "_a1",
    lambda: "\x00\u200b",
]
arguments = [
    ((), {}),
    ((1,), {}),
    ((), {"x": 1}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.isalpha(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
