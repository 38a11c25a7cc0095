# bytes.decode with encodings and handlers.
receivers = [
    lambda: b"",
    lambda: b"abc",
    lambda: b"\xc3\xa9",
    lambda: b"a\xffb",
    lambda: b"\xe2\x82",
    lambda: b"\xf0\x9f\x98\x80",
    lambda: b"\xed\xa0\x80",
    lambda: b"\xc0\x80\xe2(\xa1",
]
arguments = [
    ((), {}),
    (("ascii",), {}),
    (("latin-1",), {}),
    (("utf-8", "ignore"), {}),
    (("utf-8", "replace"), {}),
    (("ascii", "backslashreplace"), {}),
    (("nope",), {}),
    ((5,), {}),
    ((), {"errors": "replace"}),
    (("utf-8", "nope"), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.decode(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
