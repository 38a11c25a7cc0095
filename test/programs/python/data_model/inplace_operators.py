# In-place operators: own methods, fallbacks, NotImplemented, what is bound.
class I:
    def __init__(self, v): self.v = v
    def __iadd__(self, o): self.v += o; print("iadd"); return self
    def __isub__(self, o): return NotImplemented
    def __sub__(self, o): return I(self.v - o)
    def __imul__(self, o): return "replaced"
    def __add__(self, o): print("add"); return I(self.v + o)
    def __repr__(self): return f"I({self.v})"
x = y = I(1)
x += 5
print(x, y, x is y)
x -= 2
print(x, y, x is y)
x *= 2
print(x)
a = b = [1]; a += [2]; print(a, b, a is b)
a = b = (1,); a += (2,); print(a, b)
a = b = {1}; a |= {2}; print(a, b, a is b)
a = b = {1: 1}; a |= {2: 2}; print(a, b, a is b)
a = [1]; a += "xy"; a += (3,); a += {4: 5}; a *= 2; print(a)
try:
    t = ([1],); t[0] += [2]
except TypeError as e: print(e, t)
class C: n = 0
c = C(); c.n += 1; print(c.n, C.n, vars(c))
d = {"k": 1}; d["k"] += 1; d["k"] **= 3; print(d)
l = [1, 2, 3]; l[1:] += [4]; l[0] <<= 3; print(l)
def idx(): print("index"); return 0
l[idx()] += 1; print(l)
for operator, statement in [("+=", lambda v: v.__iadd__)]:
    print(hasattr(1, "__iadd__"), hasattr([], "__iadd__"), hasattr((), "__iadd__"), hasattr("", "__iadd__"))
try:
    n = 1; n += "a"
except TypeError as e: print(e)
try:
    n = []; n += 1
except TypeError as e: print(e)
try:
    n = None; n -= 1
except TypeError as e: print(e)
try:
    n = "a"; n **= 2
except TypeError as e: print(e)
try:
    n = 1.5; n <<= 2
except TypeError as e: print(e)
try:
    n = {}; n @= 2
except TypeError as e: print(e)
