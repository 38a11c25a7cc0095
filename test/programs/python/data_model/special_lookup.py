# Special methods are looked up on the class, not on the instance.
class A:
    def __len__(self): return 1
a = A()
a.__len__ = lambda: 99
print(len(a), a.__len__())
class B: pass
b = B()
b.__len__ = lambda: 5
b.__iter__ = lambda: iter([1])
b.__add__ = lambda o: 7
b.__eq__ = lambda o: True
b.__bool__ = lambda: False
b.__str__ = lambda: "instance"
b.__getitem__ = lambda k: k
b.__contains__ = lambda k: True
print(b == 1, bool(b), str(b).startswith("<__main__.B object"), b.__add__(1))
for f in (lambda: len(b), lambda: iter(b), lambda: b + 1, lambda: b[0], lambda: 1 in b, lambda: b()):
    try: print(f())
    except TypeError as e: print(e)
class M(type):
    def __len__(cls): return 10
    def __getattr__(cls, name): return f"meta {name}"
class C(metaclass=M):
    def __len__(self): return 20
print(len(C), len(C()), C.anything)
try: C().anything
except AttributeError as e: print(e)
class G:
    def __getattribute__(self, name): print("asked", name); return object.__getattribute__(self, name)
    def __len__(self): return 3
    def __getitem__(self, k): return k
g = G()
print(len(g), g[1], g.__len__())
B.__len__ = lambda self: 6
print(len(b))
del B.__len__
try: len(b)
except TypeError as e: print(e)
