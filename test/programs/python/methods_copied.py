# Deep copies of bound methods: of what their object's copy is.
import types, copy
class A:
    def f(self): return id(self)
a = A()
print(type(a.f) is types.MethodType, type(a.f))
print(types.MethodType(A.f, a)() == a.f())
class B:
    def __init__(self): self.hook = self.f; self.n = [1]
    def f(self): return self.n
b = B(); c = copy.deepcopy(b)
print(c.hook.__self__ is c, c.hook() is c.n, c.n is b.n)
print(copy.copy(b).hook.__self__ is b)
