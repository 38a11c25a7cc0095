# property: getter, setter, deleter, inheritance, errors.
class Circle:
    def __init__(self, r): self._r = r
    @property
    def radius(self): "doc"; return self._r
    @radius.setter
    def radius(self, value):
        if value < 0: raise ValueError("negative")
        self._r = value
    @radius.deleter
    def radius(self): print("gone"); self._r = None
    @property
    def area(self): return self._r ** 2 * 3
    size = property(lambda self: self._r, None, None, "the size")
    write = property(fset=lambda self, v: print("wrote", v))
c = Circle(2)
print(c.radius, c.area, c.size)
c.radius = 5; c.radius += 1
print(c.radius, Circle.size.__doc__, Circle.area.fget.__name__, Circle.radius.fset is not None)
try: c.radius = -1
except ValueError as e: print(e)
for action in ("c.area = 1", "del c.area", "c.write", "c.size = 3"):
    try:
        if action == "c.area = 1": c.area = 1
        elif action == "del c.area": del c.area
        elif action == "c.write": c.write
        else: c.size = 3
    except AttributeError as e: print(action, "|", e)
c.write = 9
del c.radius
print(c.radius)
class Sub(Circle):
    @Circle.radius.getter
    def radius(self): return "sub", self._r
    @property
    def area(self): return super().area + 1
s = Sub(3); s.radius = 4
print(s.radius, s.area, type(Sub.radius).__name__, isinstance(Sub.radius, property))
class Cached:
    calls = 0
    @property
    def value(self): Cached.calls += 1; return Cached.calls
k = Cached()
print(k.value, k.value, k.value, hasattr(k, "value"))
class Fails:
    @property
    def x(self): return self.y
    def __getattr__(self, name): return f"<{name}>" if name == "y" else "fallback " + name
print(Fails().x)
class Fails2:
    @property
    def x(self): raise AttributeError("inner")
    def __getattr__(self, name): return "fallback " + name
print(Fails2().x)
