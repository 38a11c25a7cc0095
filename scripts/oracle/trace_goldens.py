"""Prints as JSON what PyTorch and numpy say about tensors whose digests and cells the trace shows."""
import json
import math
import sys
import warnings

import torch

warnings.filterwarnings("ignore")


def number(x):
    x = float(x)
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    return x


def storage_of(t):
    """The whole storage as numbers; halves as their bits."""
    whole = torch.empty(0, dtype=t.dtype).set_(t.storage())
    if t.dtype in (torch.float16, torch.bfloat16):
        return [x & 0xFFFF for x in whole.view(torch.int16).tolist()]
    return [number(x) for x in whole.double()]


def digest(expression):
    torch.manual_seed(0)
    t = eval(expression, {"torch": torch})
    d = t.double()
    flat = d.flatten()
    finite = flat[torch.isfinite(flat)]
    n = finite.numel()
    bins = None
    if t.numel() > 16 and n and finite.min() < finite.max():
        bins = torch.histc(finite, 10, float(finite.min()), float(finite.max())).int().tolist()
    return {
        "expression": expression,
        "dtype": str(t.dtype).replace("torch.", ""),
        "shape": list(t.shape),
        "strides": list(t.stride()),
        "offset": t.storage_offset(),
        "storage": storage_of(t),
        "stats": [number(x) for x in ([finite.min(), finite.max(), finite.mean(), finite.std()] if n else [math.nan] * 4)],
        "nan": int(torch.isnan(flat).sum()),
        "posinf": int((flat == math.inf).sum()),
        "neginf": int((flat == -math.inf).sum()),
        "zeros": int((flat == 0).sum()),
        "bins": bins,
        "elements": [number(x) for x in flat] if t.numel() <= 100 else None,
    }


DIGESTS = [
    "torch.randn(3, 4)",
    "torch.randn(20, 30)",
    "torch.randn(20, 30).t()",
    "torch.randn(20, 30)[3:17:2, 1::3]",
    "torch.randn(4, 5).unsqueeze(1).expand(4, 3, 5)",
    "torch.randn(2, 3, 4, 5).permute(3, 1, 0, 2)",
    "torch.tensor(3.5)",
    "torch.empty(0)",
    "torch.zeros(5, 0, 2)",
    "torch.zeros(40)",
    "torch.full((7, 9), 2.5)",
    "torch.tensor([1.0, float('nan'), -2.0, float('inf'), float('-inf'), 0.0, -0.0])",
    "torch.full((30,), float('nan'))",
    "torch.arange(100)",
    "torch.arange(100).reshape(10, 10).t()",
    "torch.arange(-50, 50, dtype=torch.int8)",
    "torch.arange(60, dtype=torch.uint8)",
    "torch.arange(60, dtype=torch.int16) - 30",
    "torch.arange(60, dtype=torch.int32) * 1000",
    "torch.arange(50) % 3 == 0",
    "torch.randn(50, dtype=torch.float64) * 1e-200",
    "torch.randn(50).half()",
    "torch.randn(50).bfloat16()",
]

# What shortest text reads back to the same bits, per dtype: numpy's repr of the scalar.
import numpy

CELLS = {
    "float32": [0.1, 1 / 3, 1e-45, -0.0, 3.4028235e38, 16777217.0, 1e16, 1.5e-5, 2.0**-126, 123456.789, 9.999999e22],
    "float64": [0.1 + 0.2, 2.0**53, 5e-324, -0.0, 1e16, 1e15, 123456.789, 1e22, 1e-5, 1e-4, math.pi],
    "float16": [0.1, 65504.0, 6e-8, -0.0, 1 / 3, 2049.0, 1e-5],
}


def cells(name):
    scalar = getattr(numpy, name)
    values = [scalar(x) for x in CELLS[name]]
    # repr of a Python float says how many digits; numpy's own text says which.
    return {"dtype": name, "values": [float(v) for v in values], "digits": [numpy.format_float_scientific(v, unique=True, trim="-") for v in values]}


json.dump({"digests": [digest(e) for e in DIGESTS], "cells": [cells(n) for n in CELLS]}, sys.stdout)
