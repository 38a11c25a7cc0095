# What the ops' samples may name. Run as it is by PyTorch, which makes the goldens, and by our interpreter, which must
# give the same. Exact values, no randomness: every float is an odd multiple of a power of two, so that none lies on
# the kink of an activation, and no two of one tensor are equal, so that max and sort have one answer.
# Floats are of the default dtype: gradcheck runs the same text with float64.

import torch
import torch.nn.functional as F
from torch import nn


def leaf(values, *shape):
    return torch.tensor(values).reshape(shape).clone().requires_grad_()


x = leaf([(2 * (i * 7 % 13) - 11) / 8 for i in range(12)], 4, 3)
y = leaf([(2 * ((i * 5 + 3) % 13) - 13) / 16 for i in range(12)], 4, 3)
# Positive, and probabilities.
p = leaf([(2 * (i * 5 % 13) + 1) / 16 for i in range(12)], 4, 3)
q = leaf([(2 * (i * 7 % 13) + 3) / 32 for i in range(12)], 4, 3)
v = leaf([0.625, -1.125, 0.375], 3)
w = leaf([(2 * (i * 7 % 17) - 15) / 16 for i in range(15)], 3, 5)
b = leaf([(2 * (i * 11 % 29) - 27) / 16 for i in range(24)], 2, 4, 3)
w2 = leaf([(2 * (i * 7 % 31) - 29) / 32 for i in range(30)], 2, 3, 5)
s = leaf(0.875)
one = leaf([1.375, -0.625, 0.875], 1, 3)
sq = leaf([(2 * (i * 4 % 11) - 9) / 8 for i in range(9)], 3, 3)
# Square and far from singular, which sq is not.
ns = leaf([2.0, -0.5, 0.25, 1.0, 1.5, -0.75, -0.375, 0.5, 1.75], 3, 3)
z = leaf([0.0, -0.0, float("inf"), float("-inf"), float("nan"), 1.5], 6)
e = leaf([], 0, 3)
wide = leaf([(2 * (i * 7 % 29) - 27) / 16 for i in range(24)], 4, 6)
nc = wide[:, ::2]
im = leaf([(2 * (i * 17 % 41) - 39) / 16 for i in range(40)], 1, 2, 4, 5)
ex = v.expand(4, 3)
d = torch.tensor([(2 * (i * 3 % 13) - 11) / 8 for i in range(12)], dtype=torch.float64).reshape(4, 3).clone().requires_grad_()

# Complex: as x, with double parts, a square matrix, and zeros, infinities and NaN in one part or both.
c = leaf([complex((2 * (i * 7 % 13) - 11) / 8, (2 * (i * 5 % 13) - 13) / 16) for i in range(12)], 4, 3)
cd = torch.tensor([complex((2 * (i * 3 % 13) - 11) / 8, (2 * (i * 4 % 13) - 9) / 8) for i in range(12)], dtype=torch.complex128).reshape(4, 3).clone().requires_grad_()
cv = leaf([0.625 - 0.375j, -1.125 + 0.5j, 0.375 + 1.25j], 3)
cs = leaf([2.0 + 0.5j, -0.5 - 1.0j, 0.25j, 1.0, 1.5 - 0.25j, -0.75 + 0.5j, -0.375j, 0.5 + 0.125j, 1.75 + 1.0j], 3, 3)
cz = leaf([complex(a, b) for a in (0.0, -0.0, float("inf"), float("nan"), -1.5) for b in (0.0, -0.0, float("-inf"), float("nan"), 2.0)], 25)

t = torch.tensor([2, 0, 1, 2])
k = torch.tensor([[0, 2, 1], [1, 0, 2], [2, 1, 0], [0, 1, 2]])
m = torch.tensor([[True, False, True], [False, False, True], [True, True, False], [False, True, False]])
n = torch.tensor([[5, -3, 8], [0, 7, -2], [-9, 4, 1], [6, -1, 3]])
i32 = torch.tensor([[3, -1, 2], [7, 0, -5]], dtype=torch.int32)
u8 = torch.tensor([200, 100, 7], dtype=torch.uint8)
i = torch.arange(12).reshape(4, 3)
