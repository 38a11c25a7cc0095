"""Writes down the graph of every expression of test/oracle/graphs/expressions.txt with PyTorch, as JSON.

usage: python3 grad_fn_goldens.py EXPRESSIONS
"""
import json
import os
import sys
import warnings

import torch

warnings.simplefilter("ignore")
torch.set_num_threads(1)
here = os.path.dirname(os.path.abspath(__file__))
tests = os.path.join(here, "..", "..", "test", "oracle")
scope = {}
for name in ("environment.py", "graphs/more.py", "graphs/walk.py"):
    with open(os.path.join(tests, name), encoding="utf-8") as file:
        exec(compile(file.read(), name, "exec"), scope)


def graph(expression):
    torch.manual_seed(0)
    try:
        return scope["graph"](eval(expression, scope))
    except Exception as error:
        return [type(error).__name__ + ": " + str(error)]


with open(sys.argv[1], encoding="utf-8") as file:
    expressions = [line for line in file.read().split("\n") if line != ""]
rows = [json.dumps(each) + ": " + json.dumps(graph(each)) for each in expressions]
print("{\n" + ",\n".join(rows) + "\n}")
