# Sieve, gcd, bases, perfect numbers, collatz, roman numerals.
def sieve(n):
    flags = [True] * (n + 1); flags[:2] = [False, False]
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]: flags[i * i::i] = [False] * len(flags[i * i::i])
    return [i for i, f in enumerate(flags) if f]
print(sieve(60), len(sieve(1000)))
def factor(n):
    out, d = [], 2
    while d * d <= n:
        while n % d == 0: out.append(d); n //= d
        d += 1
    return out + [n] * (n > 1)
print([factor(n) for n in (1, 2, 12, 97, 360, 1001, 2**31 - 1, 999999)])
def base(n, b): return "0" if n == 0 else (base(n // b, b).lstrip("0") + "0123456789abcdef"[n % b])
print([base(255, b) for b in (2, 3, 8, 10, 16)], [int(base(1234, b), b) for b in (2, 7, 16)])
def collatz(n):
    yield n
    while n != 1: n = n // 2 if n % 2 == 0 else 3 * n + 1; yield n
print(list(collatz(6)), max(range(1, 30), key=lambda n: sum(1 for _ in collatz(n))))
def roman(n):
    out = ""
    for v, s in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        q, n = divmod(n, v); out += s * q
    return out
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2023)], [n for n in range(1, 500) if sum(d for d in range(1, n) if n % d == 0) == n])
def egcd(a, b): return (a, 1, 0) if b == 0 else (lambda g, x, y: (g, y, x - a // b * y))(*egcd(b, a % b))
print(egcd(240, 46), pow(3, -1, 26), [n for n in range(100, 1000) if sum(int(c) ** 3 for c in str(n)) == n], sum(int(c) for c in str(2 ** 100)))
x = 2.0
for _ in range(6): x = (x + 2 / x) / 2
print(x, x * x, abs(x - 2 ** 0.5) < 1e-15)
