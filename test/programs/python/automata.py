# Game of life, Conway's rule 30, run-length coding, word counts.
def step(live):
    from collections import Counter
    near = Counter((x + dx, y + dy) for x, y in live for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    return {p for p, n in near.items() if n == 3 or n == 2 and p in live}
g = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(4): g = step(g)
print(sorted(g))
row = 1 << 15
for _ in range(8):
    print(format(row, "032b").replace("0", ".").replace("1", "#"))
    row = (row >> 1) ^ (row | (row << 1) & 0xffffffff)
def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]: j += 1
        out.append(f"{s[i]}{j - i}" if j - i > 1 else s[i]); i = j
    return "".join(out)
print(rle("aaabccddddd"), rle(""), rle("abc"))
text = """The quick brown fox jumps over the lazy dog. The dog sleeps; the fox runs."""
words = {}
for w in text.lower().replace(".", "").replace(";", "").split(): words[w] = words.get(w, 0) + 1
for w, n in sorted(words.items(), key=lambda kv: (-kv[1], kv[0]))[:4]: print(f"{w:<6}{n:>3}")
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps
print([collatz(n) for n in range(1, 15)], max(range(1, 300), key=collatz))
def primes(n):
    sieve = bytearray([1]) * n if False else [True] * n
    for i in range(2, int(n ** 0.5) + 1):
        if sieve[i]:
            sieve[i * i::i] = [False] * len(range(i * i, n, i))
    return [i for i in range(2, n) if sieve[i]]
print(primes(60), len(primes(2000)))
def perms(s): return [s] if len(s) < 2 else [c + p for i, c in enumerate(s) for p in perms(s[:i] + s[i + 1:])]
print(perms("abc"), len(perms("abcde")))
def gcd(a, b):
    while b: a, b = b, a % b
    return a
print(gcd(1071, 462), 3 ** 200 % 1000007, sum(int(d) for d in str(2 ** 300)))
memo = {}
def ways(n, coins):
    if n == 0: return 1
    if n < 0 or not coins: return 0
    if (n, coins) not in memo: memo[n, coins] = ways(n - coins[0], coins) + ways(n, coins[1:])
    return memo[n, coins]
print(ways(100, (50, 25, 10, 5, 1)), len(memo))
hanoi = []
def move(n, a, b, c):
    if n: move(n - 1, a, c, b); hanoi.append(a + c); move(n - 1, b, a, c)
move(4, "A", "B", "C"); print(len(hanoi), " ".join(hanoi[:7]))
