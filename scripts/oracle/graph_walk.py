"""Runs a .nnspec file with real PyTorch and prints PyTorch's own walk of a tensor's grad_fn graph as JSON rows.

usage: python3 graph_walk.py FILE NAME
"""
import contextlib
import io
import json
import sys
import warnings

warnings.filterwarnings("ignore")

import run_nnspec


def leaf_names(scope):
    import torch

    names = {}
    for value in scope.values():
        if isinstance(value, torch.nn.Module):
            for name, parameter in value.named_parameters():
                names.setdefault(parameter, name)
    return names


def main():
    file, name = sys.argv[1:3]
    with contextlib.redirect_stdout(io.StringIO()):
        scope = run_nnspec.run(file)
    leaves = leaf_names(scope)
    seen = {}
    rows = []
    stack = [(scope[name].grad_fn, 0)]
    while stack:
        node, depth = stack.pop()
        if node in seen:
            rows.append({"depth": depth, "name": seen[node][1], "reference": seen[node][0]})
            continue
        short = node.name().split("::")[-1]
        seen[node] = (len(seen) + 1, short)
        row = {"depth": depth, "name": short, "number": len(seen)}
        if hasattr(node, "variable"):
            row["leaf"] = leaves.get(node.variable, "")
            row["shape"] = list(node.variable.shape)
        rows.append(row)
        children = [child for child, _ in node.next_functions if child is not None]
        stack.extend((child, depth + (len(children) > 1)) for child in reversed(children))
    json.dump(rows, sys.stdout)


main()
