# Registries, factories, abstract methods, mixins and class methods.
class Shape:
    registry = {}
    def __init_subclass__(cls, **kw): super().__init_subclass__(**kw); Shape.registry[cls.__name__.lower()] = cls
    @classmethod
    def make(cls, kind, *args): return cls.registry[kind](*args)
    def area(self): raise NotImplementedError(f"{type(self).__name__}.area")
    def __lt__(self, o): return self.area() < o.area()
    def __repr__(self): return f"{type(self).__name__}{tuple(vars(self).values())}"
class Describe:
    def describe(self): return f"{self} has area {self.area():.2f}"
class Square(Describe, Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
class Rect(Square):
    def __init__(self, w, h): super().__init__(w); self.h = h
    def area(self): return self.s * self.h
class Blob(Shape): pass
shapes = [Shape.make("square", 2), Shape.make("rect", 1, 3), Square(1.5)]
print(sorted(shapes), max(shapes), [s.describe() for s in shapes], sorted(Shape.registry), Rect.__mro__[1].__name__)
for f in (lambda: Blob().area(), lambda: Shape.make("circle"), lambda: Shape.make("rect", 1), lambda: Blob().describe()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(isinstance(shapes[1], Square), issubclass(Rect, Describe), Shape.registry["rect"] is Rect, vars(shapes[1]), Blob() != Blob())
