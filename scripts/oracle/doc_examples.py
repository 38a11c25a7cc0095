"""The `>>>` examples in the installed PyTorch's docstrings, as programs, with what PyTorch prints for each statement.

usage: python3 doc_examples.py            writes one JSON list to stdout; run by doc-examples.mjs

None of the documentation's text is in this repository: it is read from the package when this runs. A *block* is a run
of examples that no prose interrupts; a *statement* is what an interactive prompt would take at once. Every block runs in
a process of its own (a fork), with torch.manual_seed(0) at its start. A block that needs names from earlier blocks of the
same docstring is preceded by them.
"""
import ast
import builtins
import contextlib
import gc
import io
import json
import os
import re
import signal
import sys
import tempfile
import tokenize
import types
import warnings

import torch
import torch.autograd.forward_ad
import torch.autograd.functional
import torch.autograd.graph
import torch.distributions
import torch.fft
import torch.nn.functional
import torch.nn.init
import torch.nn.utils.parametrizations
import torch.nn.utils.parametrize
import torch.nn.utils.prune
import torch.nn.utils.rnn
import torch.nn.utils.stateless
import torch.optim.lr_scheduler
import torch.utils.data

# Of PyTorch's processor time: what takes longer is left out.
SECONDS = 5

# Where a thing is documented: the first of these under which it is found.
NAMESPACES = [
    "torch.Tensor", "torch.nn.functional", "torch.nn.init", "torch.nn.utils", "torch.nn", "torch.optim.lr_scheduler", "torch.optim",
    "torch.autograd.functional", "torch.autograd.graph", "torch.autograd.forward_ad", "torch.autograd",
    "torch.distributions", "torch.utils.data", "torch.linalg", "torch.special", "torch.fft", "torch",
]

# Namespaces of other subjects than tensors on one CPU in one process; none of what they do is claimed.
ELSEWHERE = re.compile(
    r"torch\.(ao|backends|cuda|distributed|futures|fx|hub|jit|library|masked|multiprocessing|nested|onnx|overrides|"
    r"package|profiler|quantization|sparse|testing|utils\.(?!data)|nn\.(intrinsic|parallel|qat|quant|utils\.prune)|"
    r"_|distributed|\w*Storage|nn\.quantizable|nn\.quantized)"
)


def documented():
    """[(path, docstring)] of everything under torch that has an example, each docstring once."""
    seen, found = set(), {}

    def look(thing, path):
        if isinstance(thing, (staticmethod, classmethod)):
            thing = thing.__func__
        if id(thing) in seen:
            return
        seen.add(id(thing))
        doc = getattr(thing, "__doc__", None)
        if isinstance(doc, str) and ">>>" in doc:
            found.setdefault(doc, path)
        if isinstance(thing, type) and str(thing.__module__).startswith("torch"):
            for name, member in sorted(vars(thing).items()):
                if not name.startswith("__") or name == "__init__":
                    look(member, path + "." + name)

    for path in NAMESPACES:
        home = eval(path)
        for name in sorted(dir(home)):
            member = getattr(home, name, None)
            foreign = path != "torch.Tensor" and not str(getattr(member, "__module__", "")).startswith("torch")
            if name.startswith("_") or isinstance(member, types.ModuleType):
                continue
            # Functions written in C have no module's name.
            if foreign and not isinstance(member, (types.BuiltinFunctionType, types.BuiltinMethodType)):
                continue
            look(member, path + "." + name)
        look(home, path)
    for name, module in sorted(sys.modules.items()):
        if name.startswith("torch.") and isinstance(module, types.ModuleType):
            for key, member in sorted(vars(module).items()):
                if str(getattr(member, "__module__", "")).startswith("torch"):
                    look(member, name + "." + key)
            look(module, name)
    return [(path, doc) for doc, path in found.items()]


def unclosed(text):
    """Whether a bracket or a long string is still open at the end."""
    try:
        list(tokenize.generate_tokens(io.StringIO(text + "\n").readline))
        return False
    except tokenize.TokenError:
        return True
    except (IndentationError, SyntaxError):
        return False


def blocks_of(doc):
    """Blocks, each a list of texts of statements."""
    blocks, state = [], "prose"
    for line in doc.split("\n"):
        text = line.strip()
        prompt = re.match(r"\s*(>>>|\.\.\.)(?: (.*)|(\S.*))?$", line)
        open_end = state != "prose" and blocks and blocks[-1] and unclosed(blocks[-1][-1])
        if prompt and (prompt.group(1) == ">>>" or state == "source"):
            if state == "prose":
                blocks.append([])
            source = prompt.group(2) or prompt.group(3) or ""
            pieces = blocks[-1]
            goes_on = prompt.group(1) == "..." or source[:1].isspace() or open_end
            goes_on = goes_on or re.match(r"(else|elif|except|finally)\b", source)
            goes_on = goes_on or (pieces and pieces[-1].split("\n")[-1].startswith("@"))
            if goes_on and pieces:
                pieces[-1] += "\n" + source
            elif source.strip():
                pieces.append(source)
            state = "source"
        elif open_end and text:
            blocks[-1][-1] += "\n" + text
        elif text == "":
            state = "gap" if state != "prose" else "prose"
        elif state == "gap":
            state = "prose"
        elif state == "source":
            state = "output"
    return [block for block in blocks if block]


class Shown(ast.NodeTransformer):
    """Expression statements show their values, as at an interactive prompt; not those inside functions and classes."""

    def visit_FunctionDef(self, node):
        return node

    visit_ClassDef = visit_FunctionDef

    def visit_Expr(self, node):
        call = ast.Call(ast.Name("_show", ast.Load()), [node.value], [])
        return ast.copy_location(ast.Expr(call), node)


HEADER = r'''
import math
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch import Tensor

def _show(value):
    if value is not None:
        print(repr(value))

def _raised(error):
    print("\x02" + type(error).__name__ + ": " + str(error))

'''
GIVEN = {"math", "torch", "nn", "F", "optim", "Tensor", "_show", "_raised"}


def free_names(trees):
    loaded, bound = [], set(GIVEN)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                (loaded.append if isinstance(node.ctx, ast.Load) else bound.add)(node.id)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                bound.add(node.name)
            elif isinstance(node, ast.arg):
                bound.add(node.arg)
            elif isinstance(node, ast.alias):
                bound.add((node.asname or node.name).split(".")[0])
            elif isinstance(node, ast.ExceptHandler) and node.name:
                bound.add(node.name)
    return [name for name in dict.fromkeys(loaded) if name not in bound and not hasattr(builtins, name)]


def imports_for(path, trees):
    """Import lines for names that a reader takes for granted: those of the documented thing's own namespace."""
    homes = [each for each in NAMESPACES if path.startswith(each + ".") and each != "torch.Tensor"]
    homes += ["torch.nn", "torch.utils.data", "torch.optim.lr_scheduler", "torch.autograd", "torch"]
    lines = []
    for name in free_names(trees):
        for home in homes:
            if hasattr(eval(home), name) and not name.startswith("_"):
                lines.append(f"from {home} import {name}")
                break
    return lines


def program_of(path, before, trees):
    """The program both sides run: a mark before each statement, exceptions shown."""
    lines = [HEADER, *imports_for(path, before + trees)]
    for number, tree in enumerate(before + trees):
        index = number - len(before)
        lines.append("torch.manual_seed(0)") if index == 0 else None
        lines.append(f'print("\\x01{index}")')
        body = ast.fix_missing_locations(Shown().visit(ast.parse(ast.unparse(tree)))).body
        handler = ast.ExceptHandler(
            ast.Name("Exception", ast.Load()), "_error", ast.parse("_raised(_error)").body
        )
        # `import *` and the like are allowed at the top only, but try is no scope.
        lines.append(ast.unparse(ast.fix_missing_locations(ast.Module([ast.Try(body, [handler], [], [])], []))))
    return "\n".join(lines) + "\n"


def parsed(pieces):
    """(trees, texts, how many pieces are not Python)."""
    trees, texts, bad = [], [], 0
    for piece in pieces:
        try:
            module = ast.parse(piece)
        except (SyntaxError, ValueError):
            bad += 1
            continue
        for tree in module.body:
            trees.append(tree)
            texts.append(ast.unparse(tree))
    return trees, texts, bad


def run(program, folder):
    """What the program prints, by statement, run in a child; None where it did not end by itself. Also: files left."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            os.chdir(folder)
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            signal.alarm(20 * SECONDS)
            out = io.StringIO()
            null = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(null, stream)
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
                try:
                    exec(compile(program, "example.py", "exec"), {"__name__": "__main__"})
                except BaseException as error:
                    print("\x02" + type(error).__name__ + ": " + str(error))
            with os.fdopen(write, "w", encoding="utf-8", errors="replace") as pipe:
                pipe.write(out.getvalue())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, encoding="utf-8", errors="replace") as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    if status != 0:
        return None
    shown = {}
    for part in text.split("\x01")[1:]:
        index, _, output = part.partition("\n")
        shown[int(index)] = output.split("\nException raised from")[0]
    return shown


def needs(text):
    """What a block needs that a program here does not have; by its text."""
    if re.search(r"\bcuda\b|\.cuda\(|\bnccl\b|\bmps\b", text):
        return "CUDA"
    if re.search(r"torchvision|torchtext|torchaudio|torch\.hub|\bhub\.|requests|urllib|init_process_group|rpc\.", text):
        return "network or other packages"
    if re.search(r"\bopen\(|torch\.(save|load)\(|num_workers|\.share_memory|multiprocessing|from_file|\bmp\.", text):
        return "files or processes"
    if re.search(r"\bnumpy\b|\bnp\.", text):
        used = set(re.findall(r"\b(?:np|numpy)\.(\w+)", text)) - {"array", "arange", "zeros", "ones", "linspace"}
        used -= {"float32", "float64", "int64", "int32", "uint8", "bool_", "pi"}
        if used or re.search(r"from numpy", text):
            return "numpy"
    return None


def missing(output):
    """What an exception says of the machine rather than of PyTorch."""
    if re.search(r"\x02(ModuleNotFoundError|ImportError): ", output):
        return "network or other packages"
    if re.search(r"\x02(FileNotFoundError|OSError|URLError|HTTPError|PermissionError)\b", output):
        return "files or processes"
    if re.search(r"\x02\w+: .*(CUDA|NVIDIA|cudnn|nccl)", output):
        return "CUDA"
    return None


def main():
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    gc.freeze()
    gc.disable()
    answers = []
    # Numbers of the blocks to run; without any, all of them.
    wanted = {int(each) for each in sys.argv[1:]}
    with tempfile.TemporaryDirectory() as top:
        for path, doc in documented():
            namespace = next((each for each in NAMESPACES if path.startswith(each + ".") or path == each), "torch")
            elsewhere = ELSEWHERE.match(path) is not None
            earlier = []
            for number, pieces in enumerate(blocks_of(doc)):
                trees, texts, bad = parsed(pieces)
                block = {"path": path, "namespace": namespace, "number": number, "texts": texts, "bad": bad}
                answers.append(block)
                if elsewhere:
                    block["left"] = "other subjects"
                    continue
                block["left"] = needs("\n".join(texts))
                if block["left"] or not trees:
                    continue
                if wanted and len(answers) - 1 not in wanted:
                    earlier = earlier + trees
                    continue
                folder = os.path.join(top, str(len(answers)))
                os.mkdir(folder)
                program = program_of(path, [], trees)
                shown = run(program, folder)
                lacking = shown is not None and sum("\x02NameError" in each for each in shown.values())
                if lacking and earlier:
                    longer = program_of(path, earlier, trees)
                    again = run(longer, folder)
                    fewer = again is not None and sum("\x02NameError" in v for k, v in again.items() if k >= 0)
                    if again is not None and fewer < lacking:
                        program, shown = longer, again
                earlier = earlier + trees
                block["program"] = program
                if shown is None:
                    block["left"] = "no end in time, or PyTorch itself ends"
                elif os.listdir(folder):
                    block["left"] = "files or processes"
                else:
                    block["left"] = next(filter(None, map(missing, shown.values())), None)
                    block["shown"] = [shown.get(i, "") for i in range(len(trees))]
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
