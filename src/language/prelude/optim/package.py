# torch.optim: its optimisers under one name.

from torch.optim.optimizer import Optimizer
from torch.optim.sgd import SGD
