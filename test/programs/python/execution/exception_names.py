# The name of an except clause is deleted; tuples; subclass order; expressions.
e = "kept?"
try: raise ValueError("v")
except ValueError as e: print(e)
try: print(e)
except NameError as n: print(n)
def f():
    try: raise ValueError("v")
    except ValueError as err: pass
    try: err
    except UnboundLocalError as u: print(u)
f()
for exc in (KeyError("k"), IndexError("i"), ValueError("v"), OSError("o"), Exception("x"), KeyboardInterrupt("kb")):
    try: raise exc
    except LookupError as e: print("lookup", type(e).__name__, e)
    except (ValueError, OSError) as e: print("tuple", type(e).__name__, e)
    except Exception as e: print("exception", e)
    except BaseException as e: print("base", type(e).__name__, e)
errors = (TypeError, KeyError)
def pick(): print("picked"); return errors
try: {}["x"]
except pick(): print("dynamic")
try:
    try: 1 + ""
    except (KeyError, errors): print("nested tuple")
except TypeError as e: print(e)
try: raise ValueError
except ValueError as e: print(repr(e), e.args, str(e) == "")
try:
    try: raise ValueError("v")
    except 5: pass
except TypeError as t: print(t)
try:
    try: raise ValueError("v")
    except (ValueError, 5): print("first matches")
except TypeError as t: print(t)
try:
    try: raise KeyError("v")
    except (ValueError, 5): pass
except TypeError as t: print(t)
class A(Exception): pass
class B(A): pass
for cls in (A, B):
    try: raise cls("m")
    except B: print("B")
    except A: print("A")
try: raise A
except A as a:
    try: raise B
    except B as b: print(repr(b.__context__), b.__context__ is a)
    print(a is not None)
