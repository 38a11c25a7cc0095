# torch.nn.utils: its functions under one name. Submodules are found by their own names.

from torch.nn.utils import rnn
