# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__.
class Logged:
    known = "class"
    def __getattribute__(self, name):
        if not name.startswith("__"): print("get", name)
        return super().__getattribute__(name)
    def __getattr__(self, name):
        print("missing", name)
        if name == "made": return "made up"
        raise AttributeError(f"no {name} here")
    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)
o = Logged()
o.x = 1
print(o.x, o.known, o.made)
o.x += 5
try: o.other
except AttributeError as e: print(e)
print(hasattr(o, "x"), hasattr(o, "nope"), getattr(o, "nope", "default"), getattr(o, "made", 0))
del o.x
try: del o.x
except AttributeError as e: print(type(e).__name__, e)
print(vars(o), o.__dict__)
class Only:
    def __getattr__(self, name): return name.upper()
only = Only()
only.real = 1
print(only.real, only.fake, only._x, len(only.abc))
class Dir:
    def __dir__(self): return ["b", "a", "c"]
print(dir(Dir()))
class Proxy:
    def __init__(self, target): object.__setattr__(self, "target", target)
    def __getattr__(self, name): return getattr(self.target, name)
    def __setattr__(self, name, value): setattr(self.target, name, value)
p = Proxy(only); p.new = 5
print(only.new, p.new, p.something, vars(p).keys())
