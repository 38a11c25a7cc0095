"""Runs a .nnspec file with CPython and real PyTorch; a file may import .nnspec siblings.

usage: python3 run_nnspec.py FILE
"""
import importlib.abc
import importlib.util
import os
import sys
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


if __name__ == "__main__":
    run(sys.argv[1])
