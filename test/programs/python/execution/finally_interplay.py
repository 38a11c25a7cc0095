# try, finally, return, break, continue.
def a():
    try: return "try"
    finally: print("finally a")
def b():
    try: return "try"
    finally: return "finally"
def c():
    try: raise ValueError("lost")
    finally: return "swallowed"
def d():
    for i in range(3):
        try:
            if i == 1: continue
            print("body", i)
        finally: print("fin", i)
    return "done"
def e():
    for i in range(3):
        try: break
        finally: print("fin break", i)
    return i
def f():
    while True:
        try: return 1
        finally: break
    return "after break"
def g():
    for i in range(2):
        try: 1 / 0
        except ZeroDivisionError: continue
        finally: print("g", i)
    else: return "else"
def h():
    x = 1
    try: return x
    finally: x = 2
def i():
    x = [1]
    try: return x
    finally: x.append(2)
def j():
    try:
        try: return "inner"
        finally: print("inner fin")
    finally: print("outer fin")
def k():
    try: return print("evaluated") or "k"
    except Exception: return "no"
    else: return "never"
    finally: print("k fin")
def l():
    try: pass
    except: pass
    else: return "else wins"
    finally: print("l fin")
for fn in (a, b, c, d, e, f, g, h, i, j, k, l): print(fn.__name__, fn())
def m():
    for i in range(5):
        try:
            try: raise KeyError(i)
            except KeyError:
                if i < 2: continue
                raise
        except KeyError as err: return err.args
print(m())
