# A matrix class with operators.
class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    @classmethod
    def identity(cls, n): return cls([[int(i == j) for j in range(n)] for i in range(n)])
    @property
    def shape(self): return len(self.rows), len(self.rows[0])
    def __getitem__(self, key): i, j = key; return self.rows[i][j]
    def __setitem__(self, key, v): i, j = key; self.rows[i][j] = v
    def __add__(self, o): return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, o.rows)])
    def __matmul__(self, o):
        if self.shape[1] != o.shape[0]: raise ValueError(f"shapes {self.shape} and {o.shape} do not match")
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __mul__(self, k): return Matrix([[a * k for a in r] for r in self.rows])
    __rmul__ = __mul__
    def __pow__(self, n):
        result, base = Matrix.identity(len(self.rows)), self
        while n:
            if n & 1: result = result @ base
            base = base @ base; n >>= 1
        return result
    def __neg__(self): return self * -1
    def __eq__(self, o): return isinstance(o, Matrix) and self.rows == o.rows
    def __iter__(self): return iter(self.rows)
    def transpose(self): return Matrix(zip(*self.rows))
    def det(self):
        if self.shape == (1, 1): return self.rows[0][0]
        return sum((-1) ** j * v * Matrix([r[:j] + r[j + 1:] for r in self.rows[1:]]).det() for j, v in enumerate(self.rows[0]))
    def __repr__(self): return f"Matrix({self.rows})"
m = Matrix([[1, 2], [3, 4]])
print(m + m, m @ m, 2 * m, -m, m ** 10, m.transpose(), m.det(), m[0, 1], m == Matrix([[1, 2], [3, 4]]), Matrix([[2, 0, 1], [1, 3, 2], [1, 1, 4]]).det())
m[1, 1] = 9; print(m, *m, m.shape)
try: m @ Matrix([[1, 2, 3]])
except ValueError as e: print(e)
print((Matrix([[1, 1], [1, 0]]) ** 90)[0, 1])
