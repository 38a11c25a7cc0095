"""Who asks how long something is before it takes its items."""
class L(list):
    def __len__(self): print("len"); return 3
class It:
    def __iter__(self): return iter([1, 2])
    def __len__(self): print("It.len"); return 2
class H:
    def __init__(self): self.i = iter([1, 2])
    def __iter__(self): return self
    def __next__(self): return next(self.i)
    def __length_hint__(self): print("hint"); return 2
class B:
    def __iter__(self): return iter([1, 2])
    def __len__(self): raise AttributeError("own")
for make in (lambda: L([1, 2]), It, H, B):
    for f in (list, tuple, bytes, bytearray, set, frozenset, sorted, dict.fromkeys, sum, max, lambda x: [*x], lambda x: (*x,), lambda x: {*x}, lambda x: [0].extend(x), lambda x: print(*x), lambda x: bytearray().extend(x), enumerate, lambda x: list(map(str, x)), lambda x: list(zip(x, x)), lambda x: list(reversed(list(x))), lambda x: ",".join(map(str, x)), lambda x: [i for i in x], any, all, iter):
        print(getattr(f, "__name__", "?"), end=" ")
        try:
            r = f(make())
            print(r if isinstance(r, (list, tuple, bytes, bytearray, set, frozenset, int, str, dict)) else type(r).__name__)
        except Exception as e: print(type(e).__name__, e)
