# Exceptions: hierarchy, chaining, finally, with, raise forms, custom classes.
class AppError(Exception):
    def __init__(self, code, msg="m"):
        super().__init__(msg)
        self.code = code
class Sub(AppError): pass
def f(n):
    try:
        if n == 0: raise Sub(5, "zero")
        if n == 1: return "ret"
        if n == 2: [][1]
        if n == 3: raise ValueError
        if n == 4: raise KeyError("k") from ValueError("cause")
        return "plain"
    except AppError as e:
        return ("app", e.code, str(e), e.args, repr(e))
    except (IndexError, KeyError) as e:
        return (type(e).__name__, str(e), e.__cause__, type(e.__context__).__name__)
    except ValueError:
        return "value"
    else:
        return "else"
    finally:
        print("finally", n)
for i in range(6): print(f(i))
def order():
    try:
        print("body")
    except Exception:
        print("no")
    else:
        print("else")
    finally:
        print("fin")
order()
def override():
    try:
        return 1
    finally:
        return 2
def swallow():
    for i in range(3):
        try:
            1 / 0
        finally:
            break
    return "swallowed"
def cont():
    out = []
    for i in range(3):
        try:
            if i == 1: continue
            out.append(i)
        finally:
            out.append("f")
    return out
print(override(), swallow(), cont())
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise RuntimeError("second") from e
except RuntimeError as e:
    print(e, repr(e.__cause__), e.__suppress_context__, e.__context__ is e.__cause__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        {}["x"]
except KeyError as e:
    print(repr(e.__context__), e.__cause__)
try:
    try:
        raise ValueError("a")
    except ValueError as e:
        raise
except ValueError as e:
    print("reraised", e)
try:
    raise
except RuntimeError as e:
    print(e)
try:
    raise 5
except TypeError as e:
    print(e)
try:
    raise ValueError from 5
except TypeError as e:
    print(e)
try:
    try:
        pass
    except 5:
        pass
    try:
        1 / 0
    except 5:
        pass
except TypeError as e:
    print(e)
try:
    e
except NameError as err:
    print(err)
print(issubclass(KeyError, LookupError), issubclass(ZeroDivisionError, ArithmeticError), ValueError.__mro__, Exception.__bases__)
class M:
    def __init__(self, swallow): self.s = swallow
    def __enter__(self):
        print("enter"); return self
    def __exit__(self, t, v, tb):
        print("exit", t.__name__ if t else None, v, tb is None)
        return self.s
with M(True) as m:
    raise ValueError("x")
try:
    with M(False):
        raise ValueError("y")
except ValueError as e:
    print("out", e)
with M(False) as a, M(True) as b:
    print(a is b)
    raise KeyError("multi")
def ret_with():
    with M(False):
        return "ret"
print(ret_with())
for i in range(2):
    with M(False):
        if i == 0: continue
        break
class BadExit:
    def __enter__(self): return self
    def __exit__(self, *a): raise RuntimeError("exit failed")
try:
    with BadExit(): raise ValueError("inner")
except RuntimeError as e:
    print(e, repr(e.__context__))
try:
    with 5: pass
except TypeError as e:
    print(e)
assert True
try:
    assert 1 == 2, "message"
except AssertionError as e:
    print(e, repr(e))
try:
    assert []
except AssertionError as e:
    print(repr(e), str(e) == "")
print(repr(Exception()), repr(Exception("a")), repr(Exception("a", 1)), str(Exception("a", 1)), Exception(1).args, OSError(2, "No file"), repr(KeyError("k")), str(KeyError("k")), StopIteration(3).value)
e = ValueError("n"); e.add_note("note 1"); print(e.__notes__)
try:
    sum([1, "a"])
except TypeError as ex:
    print(ex)
class CustomStr(Exception):
    def __str__(self): return "custom!"
try:
    raise CustomStr(1)
except CustomStr as c:
    print(c, repr(c))
def nest():
    try:
        try:
            raise ValueError("1")
        finally:
            print("inner finally")
    except ValueError as e:
        print("outer", e)
        try:
            raise KeyError("2")
        except KeyError as k:
            print(repr(k.__context__))
    print("end")
nest()
try:
    raise SystemExit(3)
except SystemExit as s:
    print(s.code)
try:
    raise Exception from None
except Exception as e:
    print(e.__suppress_context__)
def gen():
    try:
        yield 1
    finally:
        print("gen fin")
for v in gen(): print(v)
print([type(x).__name__ for x in (KeyError(), IndexError(), NotImplementedError(), RecursionError(), UnicodeError(), FileNotFoundError(), UserWarning())])
def deep(n): return deep(n + 1)
try:
    deep(0)
except RecursionError as e:
    print("recursion", str(e)[:32])
undefined_thing
