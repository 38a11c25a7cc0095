# match: sequence patterns.
def f(x):
    match x:
        case []: return "empty"
        case [1]: return "just one"
        case [x, y] if x == y: return f"pair of {x}"
        case [x, y]: return f"two {x} {y}"
        case [1, *rest]: return f"one then {rest}"
        case [first, *_, 9]: return f"{first} ... 9"
        case [*init, [a, b]]: return f"{init} nested {a} {b}"
        case (a, (b, c), *d): return f"tuple-ish {a} {b} {c} {d}"
        case [_, _, _]: return "three"
        case [*all]: return f"all {all}"
        case _: return "no sequence"
for v in ([], [1], [2, 2], (2, 3), [1, 2, 3], [5, 6, 9], [7, 8, [1, 2]], [0, "bc", 4], [0, (1, 2), 5], (4, 5, 6), [4, 5, 6, 7], "ab", b"ab", {1, 2}, {1: 2}, range(2), range(5), iter([1]), 5, None): print(repr(v)[:24], f(v), sep=" -> ")
match "abc":
    case [a, b, c]: print("no")
    case str(s): print("strings are no sequences", s)
match [1, [2, [3, [4]]]]:
    case [a, [b, [c, [d]]]]: print(a, b, c, d)
match (1, 2, 3, 4, 5):
    case (a, *m, e): print(a, m, e)
match [[1, 2], [3, 4]]:
    case [[a, _], [_, d]]: print(a, d)
match ["go", "north"]:
    case ["go", ("north" | "south") as way]: print(way)
match [1, 2]:
    case (1 | 2) as p, (1 | 2) as q: print(p, q)
