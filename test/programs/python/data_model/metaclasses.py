# Metaclasses: __new__, __init__, __call__, __prepare__, attributes, conflicts.
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, [b.__name__ for b in bases], kw)
        return {"injected": 1}
    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *args, **kw):
        print("call", cls.__name__, args, kw)
        return super().__call__(*args, **kw)
    def shout(cls): return cls.__name__.upper()
    @property
    def total(cls): return cls.injected + 1
    def __repr__(cls): return f"<class {cls.__name__}>"
    def __len__(cls): return 42
    def __getitem__(cls, key): return (cls.__name__, key)
    def __iter__(cls): return iter("abc")
    def __contains__(cls, x): return x == 1
class A(metaclass=Meta, flag=True):
    y = 2
    def __init__(self, v=0): self.v = v
a = A(5)
print(a.v, A.shout(), A.total, A, len(A), A["k"], list(A), 1 in A, A.injected, type(A))
try: a.shout()
except AttributeError as e: print(e)
class B(A): pass
print(type(B), B().v)
class Other(type): pass
try:
    class C(A, metaclass=Other): pass
except TypeError as e: print(e)
class Both(Meta, Other): pass
class D(A, metaclass=Both): pass
print(type(D).__name__)
def function_meta(name, bases, ns): return (name, bases, ns.get("x"))
class E(metaclass=function_meta): x = 7
print(E)
class Singleton(type):
    _instances = {}
    def __call__(cls, *args):
        if cls not in cls._instances: cls._instances[cls] = super().__call__(*args)
        return cls._instances[cls]
class Config(metaclass=Singleton): pass
print(Config() is Config())
T = type("T", (A,), {"z": 3})
print(T.z, T.__name__, type(T).__name__, isinstance(T(), A))
