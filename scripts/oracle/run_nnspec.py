"""Runs a .nnspec file with CPython and real PyTorch; a file may import .nnspec siblings.

usage: python3 run_nnspec.py FILE
       python3 run_nnspec.py --each FILE...    one JSON line {"stdout", "stderr"} for each file

With --each, PyTorch is imported once, and each program runs in a process of its own that begins there.
"""
import importlib.abc
import importlib.util
import json
import os
import sys
import tempfile
import traceback
import types


class SiblingFinder(importlib.abc.MetaPathFinder):
    """Finds `name` as `name.nnspec` beside the program."""

    def __init__(self, folder):
        self.folder = folder

    def find_spec(self, fullname, path=None, target=None):
        file = os.path.join(self.folder, fullname + ".nnspec")
        if "." in fullname or not os.path.exists(file):
            return None
        loader = importlib.machinery.SourceFileLoader(fullname, file)
        return importlib.util.spec_from_file_location(fullname, file, loader=loader)


def run(file):
    """Runs the file as __main__ and returns its namespace."""
    sys.dont_write_bytecode = True
    folder = os.path.dirname(os.path.abspath(file))
    sys.meta_path.insert(0, SiblingFinder(folder))
    sys.path[0] = folder
    sys.argv = [file]
    with open(file, encoding="utf-8") as source:
        code = compile(source.read(), file, "exec")
    # The program is the module __main__, where pickling looks its classes up.
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=file, __builtins__=__builtins__)
    sys.modules["__main__"] = main
    exec(code, main.__dict__)
    return main.__dict__


def run_apart(file):
    """What the file prints when it runs in a child of this process, as text: stdout and stderr."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            try:
                run(file)
            except SystemExit:
                pass
            except BaseException:
                traceback.print_exc()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0)
        os.waitpid(child, 0)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8"))
        return texts


if __name__ == "__main__":
    if sys.argv[1] == "--each":
        import torch

        for each in sys.argv[2:]:
            stdout, stderr = run_apart(each)
            print(json.dumps({"stdout": stdout, "stderr": stderr}), flush=True)
    else:
        run(sys.argv[1])
