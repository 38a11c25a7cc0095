# str.join over every iterable.
receivers = [
    lambda: "",
    lambda: ",",
    lambda: "😀",
    lambda: "ab",
]
arguments = [
    ((), {}),
    (([],), {}),
    ((["a"],), {}),
    ((["a", "b"],), {}),
    (("xyz",), {}),
    ((("p", "q"),), {}),
    (({"k": 1, "l": 2},), {}),
    (([1],), {}),
    ((["a", None],), {}),
    ((5,), {}),
    (([b"a"],), {}),
    ((["a"], ["b"]), {}),
]
for make in receivers:
    for args, named in arguments:
        value = make()
        try:
            result = value.join(*args, **named)
            print(value, args, named, repr(result))
        except Exception as error:
            print(value, args, named, type(error).__name__, error)
