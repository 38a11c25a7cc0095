"""Attributes of instances: their order, many of them, as a dict that is alive, after deletion, beside class members."""
import copy


class Point:
    kind = "point"

    def __init__(self, x, y, swapped=False):
        if swapped:
            self.y = y
            self.x = x
        else:
            self.x = x
            self.y = y

    def norm(self):
        return self.x * self.x + self.y * self.y

    def __lt__(self, other):
        return (self.x, self.y) < (other.x, other.y)


points = [Point(i % 7, i % 5, i % 3 == 0) for i in range(1200)]
print(sum(p.norm() for p in points), list(vars(points[0])), list(vars(points[1])))
print([(p.x, p.y) for p in sorted(points)[::300]])

p = Point(1, 2)
space = p.__dict__
p.z = 3
space["w"] = 4
print(p.w, space, vars(p) is space)
del p.x
print(space, hasattr(p, "x"))
p.x = 5
print(list(space), p.norm())
p.norm = lambda: "own"
print(p.norm(), Point.norm(p))
del p.norm
print(p.norm())
p.kind = "mine"
print(p.kind, Point.kind)
del p.kind
print(p.kind)


def read(objects):
    out = []
    for each in objects:
        try:
            out.append(each.x)
        except AttributeError as error:
            out.append(str(error))
    return out


bare = Point.__new__(Point)
print(read([Point(1, 2), bare, Point(3, 4, True), p]))
bare.y = 9
print(read([bare]), bare.__dict__)
Point.x = property(lambda self: "from the class")
print(read([Point.__new__(Point), bare]))
try:
    Point(1, 2)
except AttributeError as error:
    print(error)
del Point.x
print(read([points[0], points[1]]))


class Wide:
    pass


wide = Wide()
for i in range(120):
    setattr(wide, f"a{i}", i)
for i in range(0, 120, 2):
    delattr(wide, f"a{i}")
wide.a0 = "back"
print(len(vars(wide)), list(vars(wide))[:3], list(vars(wide))[-2:], wide.a119)


class Other:
    def norm(self):
        return "other"


q = Point(3, 4)
q.__class__ = Other
print(q.norm(), q.x, vars(q))
q.__dict__ = {"x": 7}
print(q.x, hasattr(q, "y"))

twin = copy.copy(points[3])
twin.x = 100
print(points[3].x, twin.x, vars(copy.deepcopy(twin)))


class Counted(list):
    def __init__(self, *items):
        super().__init__(items)
        self.hits = 0

    def hit(self):
        self.hits += 1
        return self


print(Counted(1, 2).hit().hit().hits, vars(Counted(3)))


class Guarded:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)

    def __getattr__(self, name):
        return f"no {name}"


g = Guarded()
g.a = 2
print(g.a, g.b, vars(g))


class Base:
    def __init__(self):
        self.first = 1


class Derived(Base):
    def __init__(self):
        self.zero = 0
        super().__init__()
        self.last = 2


print([list(vars(each)) for each in (Base(), Derived(), Base())])
for each in [Base(), Derived()] * 3:
    each.first += 1
    each.extra = each.first
print(vars(each))
