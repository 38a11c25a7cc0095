"""Prints the overloads that PyTorch's functions and methods show in TypeErrors, for the names given on stdin.

Run by torch-overloads.mjs. A name is "torch.sum", "Tensor.sum", "F.softplus".
"""
import json
import sys
import torch

SCOPES = {
    "torch": torch._C._VariableFunctions, "Tensor": torch._C._TensorBase, "F": torch._C._nn,
    "linalg": torch._C._linalg, "special": torch._C._special,
}


class A:
    pass


def overloads(scope, name):
    holder = SCOPES[scope]
    function = getattr(holder, name, None) or getattr(holder, scope + "_" + name, None)
    if function is None:
        return None
    first = (torch.ones(2, 2),) if scope == "Tensor" else ()
    try:
        # So many arguments fit none, and PyTorch then lists all.
        function(*first, *[A()] * 14)
    except TypeError as error:
        text = str(error)
        # PyTorch's buffer for messages ends there.
        assert len(text) < 1023, name
        if "received an invalid combination" not in text:
            return None
        if "expected one of:" in text:
            return [line[3:] for line in text.split("\n") if line.startswith(" * ")]
        return [text[text.index("but expected ") + len("but expected "):]]
    return None


found = {"method": {}, "function": {}}
for full in sys.stdin.read().split():
    scope, _, name = full.partition(".")
    if scope not in SCOPES:
        continue
    for each in (name, name + "_"):
        options = overloads(scope, each)
        if options is not None:
            found["method" if scope == "Tensor" else "function"].setdefault(each, options)
print(json.dumps(found))
