# __traceback__: frames, line numbers, with_traceback.
def walk(tb):
    lines = []
    while tb is not None:
        lines.append(tb.tb_lineno)
        tb = tb.tb_next
    return lines
def one(): raise ValueError("deep")
def two():
    one()
def three():
    try:
        two()
    except ValueError:
        raise
try: three()
except ValueError as e:
    print(walk(e.__traceback__))
    saved = e
print(walk(saved.__traceback__))
print(ValueError().__traceback__)
try: raise saved.with_traceback(None)
except ValueError as e: print(walk(e.__traceback__), e is saved)
try: raise saved
except ValueError as e: print(walk(e.__traceback__))
try:
    [1 / v for v in (1, 0)]
except ZeroDivisionError as e: print(walk(e.__traceback__))
try:
    (lambda:
        1 / 0)()
except ZeroDivisionError as e: print(walk(e.__traceback__))
def gen():
    yield 1
    raise KeyError("g")
try:
    for v in gen(): pass
except KeyError as e: print(walk(e.__traceback__))
