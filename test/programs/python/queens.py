# Backtracking, generators, sets.
def solve(n, row=0, cols=(), d1=frozenset(), d2=frozenset()):
    if row == n:
        yield cols
        return
    for c in range(n):
        if c in cols or row + c in d1 or row - c in d2:
            continue
        yield from solve(n, row + 1, cols + (c,), d1 | {row + c}, d2 | {row - c})
first = next(solve(6))
print(first)
for r in first:
    print(" ".join("Q" if i == r else "." for i in range(6)))
print(sum(1 for _ in solve(6)), [len(list(solve(k))) for k in range(1, 7)])
