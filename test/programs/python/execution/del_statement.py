# del of names, items, attributes, slices, nested targets.
a = b = c = 1
del a, (b, c)
for n in ("a", "b", "c"): print(n in globals())
l = [0, 1, 2, 3, 4, 5, 6, 7]
del l[0]; print(l)
del l[-1], l[0]; print(l)
del l[1:3]; print(l)
del l[::2]; print(l)
del l[:]; print(l)
l = list(range(10)); del l[8:2:-2]; print(l)
d = {"a": 1, "b": {"c": [1, 2]}}
del d["a"], d["b"]["c"][0]; print(d)
class C: x = 1
o = C(); o.y = 2; del o.y
print(vars(o), o.x); del C.x; print(hasattr(o, "x"))
class T:
    def __delitem__(self, k): print("delitem", k)
    def __delattr__(self, n): print("delattr", n)
t = T(); del t[1], t[1:2], t[..., 1], t.any
[x, y] = 1, 2
del [x, y]
for f in (lambda: [].__delitem__(0), lambda: {}.__delitem__("k")):
    try: f()
    except Exception as e: print(type(e).__name__, e)
def f(): 
    v = 1; del v
    try: v
    except UnboundLocalError as e: print(e)
f()
try: del undefined
except NameError as e: print(e)
for source in ((1, 2), "ab", 5, range(3), b"x", None, {1}):
    try: del source[0]
    except TypeError as e: print(e)
    try: del source.nothing
    except AttributeError as e: print(e)
try: del l["a"]
except TypeError as e: print(e)
try: del l[100]
except IndexError as e: print(e)
