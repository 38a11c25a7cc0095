# Observers, callbacks, bound methods as values.
class Event:
    def __init__(self): self.handlers = []
    def __iadd__(self, h): self.handlers.append(h); return self
    def __isub__(self, h): self.handlers.remove(h); return self
    def __call__(self, *a, **k): return [h(*a, **k) for h in self.handlers]
    def __len__(self): return len(self.handlers)
class Button:
    def __init__(self): self.clicked = Event()
class Counter:
    def __init__(self): self.n = 0
    def up(self, by=1): self.n += by; return self.n
b, c = Button(), Counter()
b.clicked += c.up
b.clicked += lambda by=0: f"lambda {by}"
print(b.clicked(), b.clicked(by=5), len(b.clicked), bool(Event()), bool(b.clicked))
b.clicked -= c.up
print(b.clicked(), c.n, c.up in b.clicked.handlers, c.up == c.up, c.up is c.up)
try: b.clicked -= print
except ValueError as e: print(e)
