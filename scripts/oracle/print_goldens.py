"""Prints random tensors with PyTorch: the goldens of test/engine/tensor/print. Run by print-goldens.mjs."""
import json
import random
import struct
import sys
import torch

count = int(sys.argv[1])
random.seed(11)
torch.manual_seed(11)
dtypes = [torch.float32] * 5 + [torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int64, torch.int32,
                                torch.int16, torch.int8, torch.uint8, torch.bool]
special = [0.0, -0.0, float("inf"), float("-inf"), float("nan"), 1e-8, 1e8, 123456.0, 1e30, 0.03125, 0.00005, 1.0, -3.0]


def pick_shape():
    kind = random.randrange(12)
    if kind == 0:
        return []
    if kind == 1:
        return [random.randrange(0, 4) for _ in range(random.randrange(1, 4))]
    if kind == 2:
        return random.choice([[1001], [1000], [40, 30], [7, 200], [2, 600], [3, 8, 50], [9, 4, 7, 8]])
    return [random.randrange(1, 9) for _ in range(random.choice([1, 1, 2, 2, 3, 4]))]


def pick_values(n, dtype):
    if dtype == torch.bool:
        return [random.random() < 0.5 for _ in range(n)]
    if dtype == torch.int64 and random.random() < 0.3:
        return [random.randrange(-2**63, 2**63) for _ in range(n)]
    if not dtype.is_floating_point:
        info = torch.iinfo(dtype)
        low, high = random.choice([(-9, 10), (-200, 2000), (-2**31, 2**31)])
        return [random.randrange(max(low, info.min), min(high, info.max) + 1) for _ in range(n)]
    kind = random.randrange(7)
    if kind == 0:
        return [float(random.randrange(-20, 2000)) for _ in range(n)]
    if kind == 1:
        scale = 10.0 ** random.randrange(-7, 10)
        return [random.gauss(0, scale) for _ in range(n)]
    if kind == 2:
        return [random.choice(special) for _ in range(n)]
    if kind == 3:
        return [random.choice([0.0, random.gauss(0, 1)]) for _ in range(n)]
    if kind == 4:
        return [random.randrange(-64, 64) / 32 for _ in range(n)]
    if kind == 5:
        return [random.choice([0.0, float("inf"), float("nan")]) if random.random() < 0.2 else random.uniform(0, 9)
                for _ in range(n)]
    return [random.uniform(-1, 1) for _ in range(n)]


def bits(value, dtype):
    if isinstance(value, float):
        return "%016x" % struct.unpack("Q", struct.pack("d", value))[0]
    return str(int(value))


rows = []
for _ in range(count):
    shape, dtype = pick_shape(), random.choice(dtypes)
    n = 1
    for size in shape:
        n *= size
    # Large tensors repeat a short pattern, to keep the goldens small.
    pattern = pick_values(min(n, 23) if n > 200 else n, dtype)
    values = [pattern[i % len(pattern)] for i in range(n)]
    tensor = torch.tensor(values, dtype=torch.float64 if dtype.is_floating_point else dtype).to(dtype).reshape(shape)
    pattern = tensor.flatten()[:len(pattern)].tolist()
    kind, extra = random.randrange(6), ""
    if dtype.is_floating_point and kind == 0:
        tensor.requires_grad_()
        extra = "requires_grad"
    elif dtype.is_floating_point and kind == 1:
        tensor = torch.nn.Parameter(tensor)
        extra = "parameter"
    elif dtype.is_floating_point and kind == 2:
        tensor = tensor.requires_grad_().clone()
        extra = "CloneBackward0"
    options = {}
    if random.random() < 0.25:
        options = random.choice([
            {"profile": "short"}, {"profile": "full"}, {"precision": 2}, {"precision": 8}, {"linewidth": 40},
            {"linewidth": 120}, {"threshold": 5}, {"threshold": 10, "edgeitems": 2}, {"sci_mode": True},
            {"sci_mode": False}, {"edgeitems": 1, "threshold": 3, "precision": 1}, {"precision": 0}])
    torch.set_printoptions(profile="default")
    torch.set_printoptions(**options)
    rows.append([shape, str(tensor.dtype)[6:], [bits(v, dtype) for v in pattern], extra, options, repr(tensor)])
print("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]")
