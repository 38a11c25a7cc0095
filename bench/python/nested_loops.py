"""Loops in loops over integers: a matrix product on lists of lists, Pythagorean triples, Collatz."""


def product(a, b, n):
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        row = a[i]
        for j in range(n):
            total = 0
            for k in range(n):
                total += row[k] * b[k][j]
            c[i][j] = total
    return c


def triples(limit):
    count = 0
    for a in range(1, limit):
        for b in range(a, limit):
            c = a * a + b * b
            if c % 5 == 0 and c % 7 != 3:
                count += 1
    return count


def collatz(limit):
    longest = 0
    for start in range(1, limit):
        n = start
        steps = 0
        while n != 1:
            if n % 2 == 0:
                n = n // 2
            else:
                n = 3 * n + 1
            steps += 1
        if steps > longest:
            longest = steps
    return longest


n = 70
a = [[(i * j) % 7 for j in range(n)] for i in range(n)]
b = [[i + j for j in range(n)] for i in range(n)]
c = product(a, b, n)
print(c[0][0], c[n - 1][n - 1], triples(1000), collatz(10000))
