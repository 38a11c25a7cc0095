"""Equal numbers and texts are the same object

Why: ints and texts are JavaScript's own values here; two equal ones cannot be told apart.
Instead: == for numbers and texts, as everywhere; `is` for None, True, False and objects of classes.
"""
print(int("1000") is int("1000"), "".join(["a", "b"]) is "".join(["a", "b"]))
