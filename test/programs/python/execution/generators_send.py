# send, throw, close: every state.
def echo():
    received = []
    try:
        while True:
            got = yield len(received)
            print("got", got)
            received.append(got)
    except ValueError as e: print("caught", e); yield "recovered"
    finally: print("finally", received)
    return "result"
g = echo()
try: g.send(1)
except TypeError as e: print(e)
print(next(g), g.send("a"), g.send(None), next(g))
print(g.throw(ValueError("v")))
try: next(g)
except StopIteration as e: print(e.value)
try: next(g)
except StopIteration as e: print(e.value)
try: g.throw(KeyError("dead"))
except KeyError as e: print(repr(e))
g = echo(); next(g); g.close(); g.close()
g = echo(); g.close(); print(list(g))
g = echo()
try: g.throw(ValueError("before start"))
except ValueError as e: print("raised", e)
def stubborn():
    while True:
        try: yield 1
        except GeneratorExit: print("ignoring"); return
s = stubborn(); next(s); s.close()
def bad():
    try: yield 1
    except GeneratorExit: yield 2
b = bad(); next(b)
try: b.close()
except RuntimeError as e: print(e)
def stop():
    yield 1
    raise StopIteration("inside")
try: list(stop())
except RuntimeError as e: print(e, repr(e.__cause__))
def reenter():
    yield next(me)
me = reenter()
try: next(me)
except ValueError as e: print(e)
def thrower():
    try: yield 1
    except Exception as e: yield repr(e), repr(e.__context__)
t = thrower(); next(t); print(t.throw(TypeError, "with args") if False else t.throw(TypeError("instance")))
t = thrower(); next(t); print(t.throw(KeyError))
t = thrower(); next(t)
try: t.throw(5)
except TypeError as e: print(e)
print(g.gi_running if hasattr(g, "gi_running") else False, type(g).__name__, g.__name__, g.__qualname__)
