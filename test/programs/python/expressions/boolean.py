# and, or, not: values, short circuit, precedence.
def t(x): print("t", end=" "); return x
print(t(1) and t(2), t(0) and t(2), t(0) or t(2), t("") or t([]) or t("last"), t(1) or t(2))
print(1 and 2 or 3, 0 and 2 or 3, not 1 or 2, not (1 or 2), not not [], not "", not None)
print([] or {} or 0, [] and 1, "a" and "b" and "c", None or False or 0.0, 1 and [] or "x")
x = None; print(x or "default", x and x.attr, (x is None) or x.attr)
print(bool([[]]), bool({0}), bool(" "), bool("0"), bool(0j if False else 0), bool(-1), bool(1e-300))
class T:
    def __init__(s, v): s.v = v
    def __bool__(s): print("bool", s.v); return s.v
    def __repr__(s): return f"T{s.v}"
print(T(True) and T(False), T(False) or T(True), not T(True))
if T(True) and not T(False): print("both")
print(1 if T(False) else 2, [y for y in (T(True), T(False)) if y], all([T(True), T(False), T(True)]), any([T(False), T(True), T(False)]))
while T(False) or T(False): pass
print(True and 1, 1 and True, False or None, True == 1 and 1, "" and 1 / 0, 1 or 1 / 0)
