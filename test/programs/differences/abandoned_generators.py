"""Generators that are left: their finally does not run

Why: CPython closes a generator when the last reference to it goes; here nobody counts references.
Instead: contextlib.closing, or generator.close(), where the end matters.
"""


def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


for number in numbers():
    print(number)
    break
print("end")
