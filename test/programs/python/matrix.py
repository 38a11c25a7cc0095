# Operators on a matrix class; lists of lists; formatting.
class Matrix:
    def __init__(self, rows):
        self.rows = [list(map(float, r)) for r in rows]
        self.shape = (len(self.rows), len(self.rows[0]))
    @classmethod
    def eye(cls, n): return cls([[float(i == j) for j in range(n)] for i in range(n)])
    @property
    def T(self): return Matrix(zip(*self.rows))
    def __matmul__(self, other):
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"shapes {self.shape} and {other.shape} do not fit")
        return Matrix([[sum(a * b for a, b in zip(row, col)) for col in zip(*other.rows)] for row in self.rows])
    def __add__(self, o): return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, o.rows)])
    def __mul__(self, k): return Matrix([[a * k for a in r] for r in self.rows])
    __rmul__ = __mul__
    def __getitem__(self, ij):
        if isinstance(ij, tuple):
            i, j = ij
            return self.rows[i][j]
        return self.rows[ij]
    def __eq__(self, o): return self.rows == o.rows
    def __repr__(self):
        return "\n".join("[" + " ".join(f"{v:7.2f}" for v in r) + "]" for r in self.rows)
    def det(self):
        m = [r[:] for r in self.rows]; n = len(m); d = 1.0
        for c in range(n):
            p = max(range(c, n), key=lambda r: abs(m[r][c]))
            if m[p][c] == 0: return 0.0
            if p != c: m[c], m[p] = m[p], m[c]; d = -d
            d *= m[c][c]
            for r in range(c + 1, n):
                k = m[r][c] / m[c][c]
                for j in range(c, n): m[r][j] -= k * m[c][j]
        return d
a = Matrix([[1, 2], [3, 4]]); b = Matrix([[0.5, -1], [2, 0]])
print(a @ b); print(a.T); print(a + b); print(2 * a); print(a[0, 1], a[1], a.det(), (a @ Matrix.eye(2)) == a)
try:
    a @ Matrix([[1, 2, 3]])
except ValueError as e:
    print(e)
print(Matrix([[2, -1, 0], [-1, 2, -1], [0, -1, 2]]).det())
w, x, y = [0.1, -0.2], [[1.0, 2.0], [2.0, 0.5]], [1.0, 0.0]
for step in range(5):
    grad = [0.0, 0.0]; loss = 0.0
    for xi, yi in zip(x, y):
        e = sum(p * q for p, q in zip(w, xi)) - yi
        loss += e * e
        grad = [g + 2 * e * q for g, q in zip(grad, xi)]
    w = [p - 0.05 * g for p, g in zip(w, grad)]
    print(step, loss, w, f"{loss:.4e}")
