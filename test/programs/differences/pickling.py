"""pickle

Why: what it reads can run anything.
Instead: copy.deepcopy for copies; torch.save for tensors and state_dicts.
"""
import pickle

print(pickle.loads(pickle.dumps([1, 2])))
