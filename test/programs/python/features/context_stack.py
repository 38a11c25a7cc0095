# Context managers by generator and by class, nesting, state restored.
from contextlib import contextmanager, suppress
log = []
@contextmanager
def tag(name):
    log.append(f"<{name}>")
    try: yield name.upper()
    except ValueError as e: log.append(f"caught {e}"); 
    finally: log.append(f"</{name}>")
with tag("a") as a, tag("b") as b: log.append(a + b)
with tag("c"): raise ValueError("inside")
try:
    with tag("d"): raise KeyError("escapes")
except KeyError as e: log.append(repr(e))
print(log)
class Temporarily:
    def __init__(self, obj, **changes): self.obj, self.changes = obj, changes
    def __enter__(self): self.saved = {k: getattr(self.obj, k) for k in self.changes}; [setattr(self.obj, k, v) for k, v in self.changes.items()]; return self.obj
    def __exit__(self, *exc): [setattr(self.obj, k, v) for k, v in self.saved.items()]
class Config: debug = False; level = 1
c = Config()
with Temporarily(c, debug=True, level=5) as inner: print(inner.debug, c.level)
print(c.debug, c.level)
with suppress(ZeroDivisionError, KeyError): 1 / 0
with suppress(KeyError): {}["x"]
try:
    with suppress(KeyError): [][0]
except IndexError as e: print(e)
@tag("decorated")
def f(x): log.append(x); return x * 2
log.clear(); print(f(4), log)
