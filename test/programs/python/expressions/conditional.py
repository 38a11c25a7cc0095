# a if b else c: nesting, laziness, in all places.
x = 5
print("big" if x > 3 else "small", "neg" if x < 0 else "zero" if x == 0 else "pos")
print((1 if False else 2) + 3, 1 if False else 2 + 3, [1 if i % 2 else 0 for i in range(4)], [i for i in range(4) if (i > 1 if True else False)])
def f(n): print("f", n, end=" "); return n
print(f(1) if f(0) else f(2)); print(f(1) if f(3) else f(2))
print((lambda a: "even" if a % 2 == 0 else "odd")(3), {("a" if x else "b"): 1}, f"{'yes' if x else 'no'}", [*([1] if x else [2])])
y = 1 if x else None; print(y); z = (1, 2) if x < 0 else (3,); print(z)
print(1 if x else 2 if y else 3, (1 if 0 else 2) if 0 else 3, not 1 if 0 else 2, 1 or 2 if 0 else 3)
print("a" "b" if x else "c", -1 if x else 1, x if x else x, (x if x else y).bit_length(), max(x if x > 6 else 6, 2))
a = b = c = 0
print(a if a else b if b else c if c else "none", 1 if a == b == c else 2, (a or b) if c else (a, b))
