# match: mapping patterns.
def f(x):
    match x:
        case {"type": "circle", "r": r}: return f"circle {r}"
        case {"type": "rect", "w": w, "h": h, **rest}: return f"rect {w}x{h} {rest}"
        case {"a": 1 | 2 as n}: return f"a is {n}"
        case {"nested": {"k": [first, *_]}}: return f"first {first}"
        case {1: one, 2.5: x, None: n}: return f"keys {one} {x} {n}"
        case {"x": None}: return "x is None"
        case {**kw} if kw: return f"rest {sorted(map(str, kw))}"
        case {}: return "any mapping"
        case _: return "none"
for v in ({"type": "circle", "r": 5}, {"type": "rect", "w": 1, "h": 2, "c": 3, "d": 4}, {"a": 2, "b": 0}, {"nested": {"k": "x"}}, {"nested": {"k": [7, 8]}}, {1: 1, 2.5: 2, None: 3}, {"x": None, "y": 1}, {"z": 1}, {}, [], "a", 5): print(v, f(v), sep=" -> ")
class D(dict):
    def __missing__(self, k): return "made"
match D():
    case {"k": v}: print("no", v)
    case _: print("missing keys are not made")
from collections import defaultdict
match defaultdict(int):
    case {"k": v}: print("no")
    case {}: print("nor by defaultdict")
class C: KEY = "dyn"
match {"dyn": 5}:
    case {C.KEY: v}: print("value pattern as key", v)
match {"a": {"b": {"c": 1}}}:
    case {"a": {"b": {"c": deep}}}: print(deep)
match {"k": 1, "z": 2}:
    case {"k": 1, **others}: print(others)
match {-1: "neg", True: "t"}:
    case {-1: a, 1: b}: print(a, b)
