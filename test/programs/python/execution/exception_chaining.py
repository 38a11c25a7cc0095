# __cause__, __context__, __suppress_context__, raise from.
def show(e): print(type(e).__name__, e, "| cause:", repr(e.__cause__), "| context:", repr(e.__context__), e.__suppress_context__)
try:
    try: 1 / 0
    except ZeroDivisionError as z: raise ValueError("bad") from z
except ValueError as e: show(e)
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("implicit")
except ValueError as e: show(e)
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("none") from None
except ValueError as e: show(e)
try: raise KeyError("k") from TypeError
except KeyError as e: show(e)
try:
    try: raise KeyError("a")
    finally: raise IndexError("b")
except IndexError as e: show(e)
try:
    try: raise KeyError("a")
    except KeyError:
        try: raise IndexError("b")
        except IndexError: raise OSError("c")
except OSError as e:
    show(e); show(e.__context__); show(e.__context__.__context__)
try: raise ValueError from 5
except TypeError as e: print(e)
try: raise 5
except TypeError as e: print(e)
try: raise int
except TypeError as e: print(e)
try: raise
except RuntimeError as e: print(e)
e1 = ValueError("one")
try:
    try: raise e1
    except ValueError as caught: print(caught is e1); raise
except ValueError as again: print(again is e1, again.__context__)
try:
    try: raise e1
    except ValueError as x: raise x
except ValueError as y: print(y is e1, y.__context__)
def f():
    try: raise KeyError("first")
    except KeyError: g()
def g(): raise TypeError("from g")
try: f()
except TypeError as e: show(e)
e = ValueError(); e.__cause__ = KeyError("set"); show(e)
try: e.__cause__ = 5
except TypeError as t: print(t)
try: e.__context__ = "x"
except TypeError as t: print(t)
