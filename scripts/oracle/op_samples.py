"""Evaluates Python expressions over test/oracle/environment.py with PyTorch, or over the file that is named, and prints
what came out, one JSON line each: results with layout and history, gradients for a fixed cotangent, errors. Run by
op-samples.mjs and complex-samples.mjs, which give the expressions as a JSON list on stdin."""
import contextlib
import io
import json
import math
import os
import struct
import sys
import warnings

import torch

warnings.simplefilter("ignore")
torch.set_num_threads(1)
here = os.path.dirname(os.path.abspath(__file__))
default = os.path.join(here, "..", "..", "test", "oracle", "environment.py")
with open(sys.argv[1] if len(sys.argv) > 1 else default, encoding="utf-8") as file:
    environment = compile(file.read(), "environment.py", "exec")


def shortest(value):
    """The shortest decimal that is read back as this float32."""
    for digits in range(6, 10):
        text = "%.*g" % (digits, value)
        if struct.unpack("f", struct.pack("f", float(text)))[0] == value:
            return float(text)
    return value


def number(value, dtype):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value if abs(value) <= 2**53 else str(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value if dtype in (torch.float64, torch.complex128) else shortest(value)


def values(tensor):
    if tensor._is_zerotensor():
        return [0.0] * tensor.numel()
    flat = tensor.detach().flatten().tolist()
    if tensor.is_complex():
        flat = [part for value in flat for part in (value.real, value.imag)]
    return [number(value, tensor.dtype) for value in flat]


def node_names(node):
    return [None if edge is None else edge.name().split("::")[-1] for edge, _ in node.next_functions]


def describe(value):
    if not isinstance(value, torch.Tensor):
        return {"repr": repr(value)}
    result = {"dtype": str(value.dtype)[6:], "shape": list(value.shape)}
    # Strides of what has no elements say nothing.
    if value.numel() > 0:
        result["strides"] = list(value.stride())
    result["values"] = values(value)
    node = value.grad_fn
    if node is not None:
        result["node"] = node.name().split("::")[-1]
        result["next"] = node_names(node)
        result["saved"] = sorted(name[7:] for name in dir(node) if name.startswith("_saved_") and "_sym_" not in name)
    elif value.requires_grad:
        result["node"] = "leaf"
    return result


def cotangent(tensor):
    """Dyadic, by flat index; the tests have the same formula."""
    flat = [((i * 3) % 8 - 3.5) / 4 for i in range(tensor.numel())]
    if tensor.is_complex():
        flat = [complex(value, ((i * 5) % 8 - 2.5) / 4) for i, value in enumerate(flat)]
    return torch.tensor(flat, dtype=tensor.dtype).reshape(tensor.shape)


def error_of(error):
    return [type(error).__name__, str(error).split("\nException raised from")[0]]


def evaluate(expression):
    scope = {}
    exec(environment, scope)
    leaves = {name: value for name, value in scope.items() if isinstance(value, torch.Tensor) and value.requires_grad}
    leaves = {name: value for name, value in leaves.items() if value.is_leaf}
    torch.manual_seed(0)
    try:
        value = eval(expression, scope)
    except Exception as error:
        return {"error": error_of(error)}
    outputs = list(value) if isinstance(value, (tuple, list)) and not isinstance(value, torch.Size) else [value]
    result = {"out": [describe(output) for output in outputs]}
    recorded = [output for output in outputs if isinstance(output, torch.Tensor) and output.requires_grad]
    if recorded:
        try:
            torch.autograd.backward(recorded, [cotangent(output) for output in recorded])
        except Exception as error:
            result["backward"] = error_of(error)
            return result
        result["grads"] = {name: values(leaf.grad) for name, leaf in leaves.items() if leaf.grad is not None}
    return result


for expression in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()):
        answer = evaluate(expression)
    print(json.dumps(answer, separators=(",", ":")))
