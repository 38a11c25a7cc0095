# match: literals, captures, wildcards, or, guards.
def kind(x):
    match x:
        case 0: return "zero"
        case 1 | 2: return "one or two"
        case -3: return "minus three"
        case 1.5: return "one and a half"
        case "a" | "b": return "letter"
        case b"x": return "bytes"
        case None: return "none"
        case True: return "true"
        case False: return "false"
        case int(n) if n > 100: return f"big {n}"
        case int() as n: return f"int {n}"
        case str() as s if len(s) > 3: return f"long {s}"
        case float(f): return f"float {f}"
        case [] | (): return "empty"
        case {}: return f"mapping {len(x)}"
        case _: return f"other {type(x).__name__}"
for v in (0, 1, 2, -3, 1.5, "a", "zz", "zzzz", b"x", b"y", None, True, False, 500, 50, 2.5, [], (), {}, {1: 2}, set(), "b", 0.0, 1.0, -3.0, "", [1], print, range(0)): print(repr(v), kind(v), sep=" -> ")
def cap(x):
    match x:
        case y: return y
print(cap(5)); match = 3; case = 4; print(match, case)
match match:
    case 3 if case == 4: print("soft keywords")
match 1, 2:
    case a, b: print(a, b)
match (x := 5):
    case 5: print("walrus", x)
match [1, 2]:
    case [a, b] if a > b: print("no")
    case [a, b]: print("yes", a, b)
match 5:
    case 6: pass
print("fell through", a, b)
