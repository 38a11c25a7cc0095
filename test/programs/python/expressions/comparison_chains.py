# Chained comparisons evaluate each operand once and stop early.
def v(x): print("v", x, end="; "); return x
print(v(1) < v(2) < v(3)); print(v(3) < v(2) < v(1)); print(v(1) == v(1) != v(2) is not None)
print(1 < 2 > 1 == 1, 1 in [1] in [[1]], 5 > 4 not in (1, 2), not 1 < 2 < 3)
print(1 < 3 > 2 < 4, "a" < "b" <= "b" != "c", 0 <= 0 < 1, None is None is not False)
class C:
    def __init__(s, n): s.n = n
    def __lt__(s, o): print(f"{s.n}<{o.n}"); return s.n < o.n and "yes"
a, b, c = C(1), C(2), C(3)
print(a < b < c, c < b < a)
x = 5
print(1 <= x <= 10, 10 >= x >= 1, 1 < x > 3, x == 5 == 5.0, x != 4 != 5, [] == [] == [], x is x is x)
print([i for i in range(20) if 3 < i < 7 or 15 <= i <= 16], [1 < 2] == [True], (1 < 2) < 2)
print(3 in [1, 2, 3] == True, (3 in [1, 2, 3]) == True, 1 not in [2], not 1 in [2], "a" in "abc" in ["abc"])
