# A linear congruential generator, dice, Monte Carlo, game of life.
class LCG:
    def __init__(self, seed): self.state = seed
    def next(self): self.state = (self.state * 1103515245 + 12345) % 2**31; return self.state
    def random(self): return self.next() / 2**31
    def choice(self, seq): return seq[self.next() % len(seq)]
    def shuffle(self, seq):
        for i in range(len(seq) - 1, 0, -1): j = self.next() % (i + 1); seq[i], seq[j] = seq[j], seq[i]
g = LCG(42); print([g.next() for _ in range(3)], g.random(), g.choice("abcdef"), [g.next() % 6 + 1 for _ in range(10)])
deck = list(range(8)); g.shuffle(deck); print(deck, sorted(deck))
inside = sum(g.random() ** 2 + g.random() ** 2 < 1 for _ in range(500)); print(inside, 4 * inside / 500)
counts = [0] * 5
for _ in range(200): counts[int(g.random() * 5)] += 1
print(counts, sum(counts))
cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
def step(cells):
    near = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy: near[x + dx, y + dy] = near.get((x + dx, y + dy), 0) + 1
    return {c for c, n in near.items() if n == 3 or n == 2 and c in cells}
for _ in range(4): cells = step(cells); print(sorted(cells))
rule, row = 30, [0] * 7 + [1] + [0] * 7
for _ in range(5): print("".join(".#"[c] for c in row)); row = [rule >> (4 * a + 2 * b + c) & 1 for a, b, c in zip([0] + row, row, row[1:] + [0])]
