# __init_subclass__ with keywords, and __set_name__ order.
class Plugin:
    registry = {}
    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry[name or cls.__name__.lower()] = cls
        print("init", cls.__name__, name, kwargs)
class One(Plugin): pass
class Two(Plugin, name="second"): pass
class Three(One, name="third"): x = 1
print(sorted(Plugin.registry), Plugin.registry["third"].x)
try:
    class Bad(Plugin, unknown=1): pass
except TypeError as e: print(e)
try:
    class Worse(object, key=1): pass
except TypeError as e: print(e)
class Field:
    def __set_name__(self, owner, name):
        self.name = name
        owner.fields = getattr(owner, "fields", ()) + (name,)
class Base:
    def __init_subclass__(cls): cls.count = len(cls.fields); print("count", cls.count)
class Record(Base):
    b = Field(); a = Field()
    def method(self): pass
print(Record.fields, Record.count, Record.b.name)
class Failing:
    def __set_name__(self, owner, name): raise ValueError("no name")
try:
    class G: f = Failing()
except (RuntimeError, ValueError) as e: print(type(e).__name__, e, repr(e.__cause__))
class Late: pass
Late.f = Field()
print(hasattr(Late.f, "name"))
