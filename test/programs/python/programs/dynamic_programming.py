# Edit distance, knapsack, longest common subsequence, coins, permutations.
def edit(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        prev, row[0] = row[0], i
        for j, y in enumerate(b, 1): prev, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, prev + (x != y))
    return row[-1]
print(edit("kitten", "sitting"), edit("", "abc"), edit("same", "same"))
def lcs(a, b):
    t = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)): t[i + 1][j + 1] = t[i][j] + a[i] if a[i] == b[j] else max(t[i][j + 1], t[i + 1][j], key=len)
    return t[-1][-1]
print(lcs("AGGTAB", "GXTXAYB"), lcs("abc", "xyz") == "")
def knapsack(items, cap):
    best = [0] * (cap + 1)
    for w, v in items:
        for c in range(cap, w - 1, -1): best[c] = max(best[c], best[c - w] + v)
    return best[cap]
print(knapsack([(1, 1), (3, 4), (4, 5), (5, 7)], 7))
def coins(total, kinds):
    ways = [1] + [0] * total
    for k in kinds:
        for t in range(k, total + 1): ways[t] += ways[t - k]
    return ways[total]
print(coins(100, [1, 5, 10, 25, 50]), coins(10, []))
def perms(l): return [[x] + p for i, x in enumerate(l) for p in perms(l[:i] + l[i + 1:])] or [[]]
print(perms([1, 2, 3]), len(perms([1, 2, 3, 4])))
def subsets(l): return [s + t for s in ([], l[:1]) for t in subsets(l[1:])] if l else [[]]
print(subsets([1, 2, 3]))
def queens(n, row=0, cols=()):
    if row == n: yield cols
    for c in range(n):
        if all(c != k and abs(c - k) != row - r for r, k in enumerate(cols)): yield from queens(n, row + 1, cols + (c,))
print(next(queens(6)), sum(1 for _ in queens(6)))
def pascal(n):
    row = [1]
    for _ in range(n): yield row; row = [a + b for a, b in zip([0] + row, row + [0])]
for r in pascal(6): print(" ".join(map(str, r)).center(20))
memo = {}
def catalan(n): return memo.setdefault(n, 1 if n == 0 else sum(catalan(i) * catalan(n - 1 - i) for i in range(n)))
print([catalan(n) for n in range(10)], len(memo))
