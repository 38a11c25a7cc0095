"""Prints what PyTorch raises for each call of test/errors/calls.txt: a JSON object of [type, text] by call.

Run by error-goldens.mjs. Each call runs over its own copy of test/oracle/environment.py; one that raises nothing, or that
raises because a name is not defined, is a mistake in the list and ends this with an error.
"""
import contextlib
import io
import json
import os
import warnings

import torch

warnings.simplefilter("ignore")
torch.set_num_threads(1)
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "..", "..", "test", "oracle", "environment.py"), encoding="utf-8") as file:
    environment = compile(file.read(), "environment.py", "exec")
with open(os.path.join(here, "..", "..", "test", "errors", "calls.txt"), encoding="utf-8") as file:
    calls = [line for line in file.read().split("\n") if line and not line.startswith("#")]


def raised(call):
    scope = {}
    exec(environment, scope)
    torch.manual_seed(0)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(call, scope)
    except (NameError, SyntaxError) as error:
        raise SystemExit(f"{call}: {error}")
    except Exception as error:
        return [type(error).__name__, str(error).split("\nException raised from")[0]]
    raise SystemExit(f"{call}: raises nothing")


print("{")
print(",\n".join(json.dumps(call) + ": " + json.dumps(raised(call), ensure_ascii=False) for call in calls))
print("}")
