"""Prints, as JSON, what PyTorch's CPU generator makes: the goldens of test/engine/random. Run by random-goldens.mjs."""
import json
import struct
import torch


def fnv(data):
    value = 0x811C9DC5
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def record(tensor):
    tensor = tensor.contiguous()
    code = {torch.float32: "f", torch.float64: "d", torch.int64: "q", torch.bfloat16: "f", torch.float16: "f",
            torch.int32: "i", torch.uint8: "B", torch.bool: "?"}[tensor.dtype]
    if tensor.dtype in (torch.bfloat16, torch.float16):
        tensor = tensor.float()
    values = tensor.flatten().tolist()
    data = struct.pack("<%d%s" % (len(values), code), *values)
    first = [str(v) for v in values[:4]] if code == "q" else [float(v) for v in values[:4]]
    return {"count": len(values), "first": first, "hash": fnv(data)}


out = {}
torch.manual_seed(0)
out["rand 3"] = record(torch.rand(3))
torch.manual_seed(0)
out["rand 100003"] = record(torch.rand(100003))
torch.manual_seed(7)
out["rand double 1000"] = record(torch.rand(1000, dtype=torch.float64))
torch.manual_seed(7)
out["rand half 500"] = record(torch.rand(500, dtype=torch.float16))
torch.manual_seed(7)
out["rand bfloat16 500"] = record(torch.rand(500, dtype=torch.bfloat16))
torch.manual_seed(1)
out["uniform -0.3 0.45 10000"] = record(torch.empty(10000).uniform_(-0.3, 0.45))
torch.manual_seed(1)
out["uniform double -0.3 0.45 1000"] = record(torch.empty(1000, dtype=torch.float64).uniform_(-0.3, 0.45))
for n in (1, 2, 3, 15, 16, 17, 31, 32, 33, 100, 1000, 100003):
    torch.manual_seed(0)
    out["randn %d" % n] = record(torch.randn(n))
torch.manual_seed(5)
out["randn 3 20 3"] = record(torch.cat([torch.randn(3), torch.randn(20), torch.randn(3)]))
torch.manual_seed(5)
out["normal 0.3 1.7 40"] = record(torch.empty(40).normal_(0.3, 1.7))
torch.manual_seed(5)
out["normal 0.3 1.7 10"] = record(torch.empty(10).normal_(0.3, 1.7))
torch.manual_seed(5)
out["normal transposed 5x6"] = record(torch.empty(6, 5).t().normal_(0.3, 1.7))
torch.manual_seed(5)
out["randn double 5"] = [float(v) for v in torch.randn(5, dtype=torch.float64)]
torch.manual_seed(5)
out["randn double 35"] = [float(v) for v in torch.randn(35, dtype=torch.float64)]
torch.manual_seed(3)
out["randint -5 12 1000"] = record(torch.randint(-5, 12, (1000,)))
torch.manual_seed(3)
out["randint 2^40 100"] = record(torch.randint(0, 2**40, (100,)))
torch.manual_seed(3)
out["randint whole range 100"] = record(torch.randint(-2**63, 2**63 - 1, (100,)))
torch.manual_seed(3)
out["randint far 100"] = record(torch.randint(2**60, 2**60 + 1000, (100,)))
torch.manual_seed(3)
out["randint int32 100"] = record(torch.randint(-9, 9, (100,), dtype=torch.int32))
torch.manual_seed(3)
out["randint float 100"] = record(torch.randint(0, 9, (100,), dtype=torch.float32))
torch.manual_seed(3)
out["random int64 100"] = record(torch.empty(100, dtype=torch.int64).random_())
torch.manual_seed(3)
out["random float 100"] = record(torch.empty(100).random_())
torch.manual_seed(3)
out["random double 100"] = record(torch.empty(100, dtype=torch.float64).random_())
torch.manual_seed(3)
out["random uint8 100"] = record(torch.empty(100, dtype=torch.uint8).random_())
torch.manual_seed(3)
out["random bool 100"] = record(torch.empty(100, dtype=torch.bool).random_())
for n in (0, 1, 10, 1000):
    torch.manual_seed(2)
    out["randperm %d" % n] = record(torch.randperm(n))
torch.manual_seed(4)
out["bernoulli_ 0.3 1000"] = record(torch.empty(1000).bernoulli_(0.3))
torch.manual_seed(4)
out["bernoulli float 1000"] = record(torch.bernoulli(torch.arange(1000) / 1000))
torch.manual_seed(4)
out["bernoulli double 1000"] = record(torch.bernoulli(torch.arange(1000, dtype=torch.float64) / 1000))
torch.manual_seed(4)
out["dropout 0.4 1000"] = record((torch.nn.functional.dropout(torch.ones(1000), 0.4) != 0).float())
torch.manual_seed(4)
out["exponential 1.5 1000"] = record(torch.empty(1000).exponential_(1.5))
for seed in (-1, -12345678901, 2**32 + 5, 2**64 - 3):
    torch.manual_seed(seed)
    out["seed %d" % seed] = {"initial": str(torch.initial_seed()), **record(torch.rand(4))}
print(json.dumps(out, indent=1))
