# Classes: inheritance, super, properties, static and class methods, attributes.
class Animal:
    """A doc."""
    kind = "animal"
    count = 0

    def __init__(self, name, *, legs=4):
        self.name = name
        self.legs = legs
        Animal.count += 1

    def speak(self):
        return f"{self.name} makes a sound"

    @property
    def title(self):
        "The title."
        return self.name.title()

    @title.setter
    def title(self, value):
        self.name = value.lower()

    @title.deleter
    def title(self):
        self.name = "nobody"

    @staticmethod
    def add(a, b):
        return a + b

    @classmethod
    def make(cls, name):
        return cls(name)

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"


class Dog(Animal):
    kind = "dog"

    def __init__(self, name):
        super().__init__(name, legs=4)
        self.tricks = []

    def speak(self):
        return super().speak() + ": woof"

    def learn(self, *tricks):
        self.tricks.extend(tricks)
        return self


class A:
    def who(self): return ["A"]
class B(A):
    def who(self): return ["B"] + super().who()
class C(A):
    def who(self): return ["C"] + super().who()
class D(B, C):
    def who(self): return ["D"] + super(D, self).who()


d = Dog("rex")
print(d, d.speak(), d.title, d.kind, Animal.count)
d.title = "FIDO"
print(d.name)
del d.title
print(d.name, d.legs)
print(Dog.make("a"), Dog.add(1, 2), d.add(3, 4), Animal.count)
print(d.learn("sit", "roll").tricks)
print(isinstance(d, Animal), issubclass(Dog, Animal), isinstance(d, (int, Dog)), issubclass(Animal, Dog))
print(Animal.__doc__, Dog.__name__, Dog.__mro__, Dog.__bases__)
print(D().who(), [c.__name__ for c in D.__mro__])
print(vars(d), d.__dict__ == {"name": "nobody", "legs": 4, "tricks": ["sit", "roll"]})
print(hasattr(d, "name"), hasattr(d, "nope"), getattr(d, "nope", 3), getattr(d, "name"))
setattr(d, "extra", 1)
d.__dict__["direct"] = 2
print(d.extra, d.direct, sorted(vars(d)))
del d.extra
try:
    d.extra
except AttributeError as e:
    print(e)
try:
    Dog.missing
except AttributeError as e:
    print(e)
try:
    class X(A, D): pass
except TypeError as e:
    print(e)
print(Animal.title.__doc__, callable(d.speak), callable(d), d.speak.__name__)
class Point:
    __slots__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y
p = Point(1, 2)
try:
    p.z = 3
except AttributeError as e:
    print(e)
print(p.x, p.y)
class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        cls = super().__new__(mcs, name, bases, ns)
        cls.tag = kw.get("tag", "none")
        return cls
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
    def __call__(cls, *a):
        obj = super().__call__(*a)
        obj.made = True
        return obj
class M(metaclass=Meta, tag="t"):
    def __init__(self, v): self.v = v
m = M(4)
print(M.tag, m.v, m.made, type(M), type(m).__name__)
class Base:
    subs = []
    def __init_subclass__(cls, **kw):
        super().__init_subclass__()
        Base.subs.append((cls.__name__, kw))
class S1(Base, flag=1): pass
class S2(S1): pass
print(Base.subs)
T = type("T", (Base,), {"x": 5, "f": lambda self: self.x})
print(T().f(), T.__name__, Base.subs[-1])
class Private:
    def __init__(self): self.__secret = 1
    def get(self): return self.__secret
print(Private().get(), [k for k in vars(Private())])
class Inner:
    class Nested:
        def m(self): return Inner.Nested.__qualname__
print(Inner.Nested().m(), Inner.Nested.m.__qualname__)
def outer():
    class Local:
        def f(self): return __class__
    return Local
print(outer().__qualname__, outer()().f().__name__, outer().f.__qualname__)
o = object()
print(type(o), isinstance(3, object), type(type), type(3), type(None), type(print), type(len) is type(print))
