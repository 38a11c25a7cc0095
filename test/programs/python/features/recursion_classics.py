# Towers, permutations, flood fill, Ackermann, expression trees.
def hanoi(n, a="A", b="B", c="C"):
    if n: yield from hanoi(n - 1, a, c, b); yield f"{a}{c}"; yield from hanoi(n - 1, b, a, c)
print(" ".join(hanoi(3)), sum(1 for _ in hanoi(7)))
def permutations(s): return [s] if len(s) < 2 else [c + p for i, c in enumerate(s) for p in permutations(s[:i] + s[i + 1:])]
print(permutations("abc"), len(permutations("abcd")))
def combos(items, k): return [[]] if k == 0 else [[x] + rest for i, x in enumerate(items) for rest in combos(items[i + 1:], k - 1)]
print(combos([1, 2, 3, 4], 2), combos("abc", 3), combos("a", 2))
grid = [list("..#."), list(".##."), list("....")]
def fill(r, c):
    if 0 <= r < 3 and 0 <= c < 4 and grid[r][c] == ".": grid[r][c] = "o"; [fill(r + dr, c + dc) for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0))]
fill(0, 0); print(["".join(row) for row in grid])
def merge_sort(l):
    if len(l) < 2: return l
    a, b, out = merge_sort(l[:len(l) // 2]), merge_sort(l[len(l) // 2:]), []
    while a and b: out.append((a if a[0] <= b[0] else b).pop(0))
    return out + a + b
def quick(l): return [] if not l else quick([x for x in l[1:] if x < l[0]]) + [l[0]] + quick([x for x in l[1:] if x >= l[0]])
print(merge_sort([5, 2, 9, 1, 5, 6]), quick([3, 1, 2, 3, 0]), quick("quick"))
def is_palindrome(s): return len(s) < 2 or s[0] == s[-1] and is_palindrome(s[1:-1])
def power(b, e): return 1 if e == 0 else power(b * b, e // 2) * (b if e % 2 else 1)
def depth(x): return 1 + max(map(depth, x), default=0) if isinstance(x, list) else 0
print(is_palindrome("racecar"), is_palindrome("abca"), power(3, 13), depth([1, [2, [3, []]]]), depth([]), depth(5))
def gray(n): return [""] if n == 0 else ["0" + g for g in gray(n - 1)] + ["1" + g for g in reversed(gray(n - 1))]
print(gray(3), sum(int(d) for d in str(2 ** 50)), (lambda f: f(f, 6))(lambda s, n: 1 if n == 0 else n * s(s, n - 1)))
