# args, attributes and texts of the built-in exceptions.
print(repr(Exception()), repr(Exception(1)), repr(Exception(1, "a")), str(Exception()), str(Exception(1)), str(Exception(1, 2)))
print(str(KeyError("k")), str(KeyError()), str(KeyError(1, 2)), str(ValueError("a\nb")), repr(ValueError("a'b")))
e = StopIteration(5); print(e.value, e.args, StopIteration().value)
e = SystemExit(3); print(e.code, SystemExit().code, SystemExit(1, 2).code)
e = OSError(2, "No such file", "name.txt"); print(e, e.errno, e.strerror, e.filename, type(e).__name__, e.args)
print(type(OSError(13, "x")).__name__, type(OSError(17, "x")).__name__, OSError("only"), OSError(1, 2), OSError().errno, isinstance(IOError(), OSError), IOError is OSError)
e = ImportError("m", name="n", path="p"); print(e, e.name, e.path, e.msg)
e = NameError("m", name="n"); print(e, e.name)
e = AttributeError("m", name="n", obj=5); print(e, e.name, e.obj)
e = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad byte"); print(e, e.encoding, e.start, e.end, e.reason, e.object)
e = UnicodeEncodeError("ascii", "aé", 1, 2, "no"); print(e)
e = SyntaxError("m", ("f.py", 3, 5, "text")); print(e, e.msg, e.filename, e.lineno, e.offset, e.text)
e = ValueError("x"); e.add_note("note 1"); e.add_note("note 2"); print(e.__notes__, e)
e.args = (1, 2); print(e, e.args, repr(e)); e.extra = "attr"; print(e.extra, vars(e))
try: e.add_note(5)
except TypeError as t: print(t)
class Custom(Exception):
    def __init__(self, code, *, detail=""): super().__init__(f"code {code}"); self.code = code; self.detail = detail
try: raise Custom(5, detail="d")
except Custom as c: print(c, c.code, c.detail, c.args, repr(c))
class NoInit(Exception):
    def __init__(self, a): self.a = a
print(NoInit(1).args, repr(NoInit(1)), str(NoInit(1)))
print([c.__name__ for c in KeyError.__mro__], issubclass(RecursionError, RuntimeError), ModuleNotFoundError.__base__.__name__, UnicodeError.__base__.__name__)
for bad in (lambda: ValueError(x=1), lambda: UnicodeDecodeError("x"), lambda: StopIteration(k=1), lambda: ImportError(wrong=1)):
    try: bad()
    except TypeError as t: print(t)
print(ArithmeticError() == ArithmeticError(), hash(e) == hash(e), isinstance(ZeroDivisionError(), ArithmeticError))
