// Programs that several budgets run.

/** The perceptron's forward and backward, `steps` times. */
export const smallSteps = (steps) => `import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)


class Perception(nn.Module):
    def __init__(self, in_dim, hid_dim, out_dim):
        super().__init__()
        self.layer1 = nn.Linear(in_dim, hid_dim)
        self.layer2 = nn.Linear(hid_dim, out_dim)

    def forward(self, x):
        x = torch.sigmoid(self.layer1(x))
        return torch.sigmoid(self.layer2(x))


p = Perception(2, 3, 2)
data = torch.randn(4, 2)
label = torch.tensor([0, 1, 1, 0])
for step in range(${steps}):
    p.zero_grad()
    output = p(data)
    loss = F.cross_entropy(output, label)
    loss.backward()
print(loss)
`;

/** Training of an MLP 784-256-128-10 with batches of 64. */
export const mlpSteps = (steps) => `import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
data = torch.randn(64, 784)
label = torch.randint(0, 10, (64,))
for step in range(${steps}):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(data), label)
    loss.backward()
    optimizer.step()
print(loss)
`;

/** A loop of so many ops on a small tensor. */
export const opLoop = (ops) => `import torch

x = torch.ones(4)
for i in range(${ops}):
    y = torch.neg(x)
`;

/** A graph of so many nodes, run backward. */
export const chain = (nodes) => `import torch

x = torch.ones(4, requires_grad=True)
y = x
for i in range(${nodes}):
    y = torch.neg(y)
y.sum().backward()
`;
