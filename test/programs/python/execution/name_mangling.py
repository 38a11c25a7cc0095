# __names in classes.
class A:
    __x = 1
    def __m(self): return "A.__m"
    def call(self): return self.__m()
    def setx(self, v): self.__x = v
    def getx(self): return self.__x
    def kw(self, __arg=5): return __arg
    def local(self): __v = 3; return locals().keys() - {"self"}
    def ext(self, other): return other.__y
class B(A):
    __x = 2
    def __m(self): return "B.__m"
    def call2(self): return self.__m(), self.__x
b = B(); b.setx(9)
print(b.call(), b.call2(), b.getx(), b._A__x, b._B__x, sorted(vars(b)), b.kw(), b.kw(_A__arg=6), b.local())
print(sorted(k for k in vars(A) if "__x" in k or "__m" == k[-3:]), sorted(k for k in vars(B) if "_B" in k))
try: b.__x
except AttributeError as e: print(e)
try: A().ext(b)
except AttributeError as e: print(e)
class C:
    __slots__ = ("__s",)
    def __init__(self): self.__s = 1
    def get(self): return self.__s
print(C().get(), C()._C__s)
class _D:
    def f(self): self.__z = 1; return vars(self)
print(_D().f())
class ___:
    def f(self): self.__z = 1; return vars(self)
print(___().f())
class E:
    def f(self):
        class F: __in = 1
        global __g
        __g = 5
        return [k for k in vars(F) if "in" in k and "init" not in k and k.startswith("_F")], _E__g
print(E().f(), _E__g)
def __outside(): return "plain"
class G:
    def f(self):
        try: return __outside()
        except NameError as e: return str(e)
    import math as __math
    __dunder__ = 1; __trail_ = 2
    def g(self): return self.__math.pi > 3, self.__dunder__, self.__trail_
print(G().f(), G().g(), sorted(k for k in vars(G) if k.startswith("_G")))
