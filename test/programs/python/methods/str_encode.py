# str.encode with encodings and handlers.
receivers = [
    lambda: "",
    lambda: "abc",
    lambda: "é",
    lambda: "€x",
    lambda: "😀",
]
arguments = [
    ((), {}),
    (("utf-8",), {}),
    (("UTF8",), {}),
    (("ascii",), {}),
    (("latin-1",), {}),
    (("ascii", "ignore"), {}),
    (("ascii", "replace"), {}),
    (("ascii", "backslashreplace"), {}),
    (("latin1", "xmlcharrefreplace"), {}),
    (("nope",), {}),
    ((5,), {}),
    ((), {"errors": "ignore", "encoding": "ascii"}),
    (("utf-8", 5), {}),
    (("ascii", "nope"), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.encode(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
