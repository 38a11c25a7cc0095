"""Evaluates expressions over test/oracle/environment.py with PyTorch: one line of JSON each, what fuzz_describe.py says of
the value, or the type and text of what was raised. Run by fuzz.mjs, which gives the expressions as a JSON list."""
import contextlib
import io
import json
import os
import signal
import sys
import warnings

import torch

warnings.simplefilter("ignore")
torch.set_num_threads(1)
here = os.path.dirname(os.path.abspath(__file__))
scope = {}
for name in ("../../test/oracle/environment.py", "fuzz_describe.py"):
    with open(os.path.join(here, name), encoding="utf-8") as file:
        exec(compile(file.read(), name, "exec"), scope)
out = sys.stdout
for expression in json.load(sys.stdin):
    torch.manual_seed(0)
    signal.alarm(20)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            answer = [eval(f"_describe({expression})", scope)]
    except Exception as error:
        answer = [type(error).__name__, str(error).split("\nException raised from")[0]]
    out.write(json.dumps(answer) + "\n")
    out.flush()
