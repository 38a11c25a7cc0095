"""Modules of the standard library that are not there

Why: those are there that programs with PyTorch use; importing another one is no mistake, using it is refused by its name.
Instead: lists, dicts and tensors, and the modules that are there.
"""
import sqlite3

print("imported")
print(sqlite3.connect(":memory:").execute("select 1 + 1").fetchone())
