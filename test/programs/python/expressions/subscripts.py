# Subscripts on everything.
d = {1: "a", (1, 2): "b", None: "c", 1.5: "d", True: "e", "k": {"n": [1, {"z": 9}]}}
print(d[1], d[1, 2], d[None], d[1.5], d["k"]["n"][1]["z"], d[1.0])
for k in (2, "x", (1,), 2.5, False):
    try: print(d[k])
    except KeyError as e: print(repr(e), e)
print("abc"[1], [1, 2][-1], (1, 2)[0], range(5)[2], b"ab"[0], {"a": 1}["a"], "abc"[-3], [[1, 2], [3]][0][1])
for f in (lambda: 5[0], lambda: None["a"], lambda: (1).real[0], lambda: f[0], lambda: print[1], lambda: {1}[0], lambda: (x for x in [1])[0], lambda: object()[1], lambda: int[0], lambda: ...[0], lambda: True[0], lambda: 1.5[0]):
    try: f()
    except TypeError as e: print(e)
for f in (lambda: (1, 2).__setitem__, lambda: "a".__setitem__):
    try: f()
    except AttributeError as e: print(e)
def store(o, k, v):
    try: o[k] = v; print(o)
    except Exception as e: print(type(e).__name__, e)
store([1, 2], 0, 5); store([1], 3, 5); store((1,), 0, 5); store("ab", 0, "x"); store({}, [], 1); store({1: 2}, 1, 3); store(5, 0, 0); store(None, 0, 0); store(range(3), 0, 0); store(b"a", 0, 1); store([1, 2, 3], slice(0, 2), [9]); store([1], "a", 2); store({1}, 0, 1); store([1, 2], -1, 7); store([1], 1.0, 2)
class M:
    def __class_getitem__(cls, k): return ("class", k)
    def __getitem__(self, k): return ("inst", k)
print(M[1], M()[1], M[1:2], M()[..., 1:2, None], M[()])
