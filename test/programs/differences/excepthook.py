"""sys.excepthook is not asked

Why: what an uncaught exception shows is made by the editor, with its place in the source.
Instead: a try statement around the program's main function.
"""
import sys


def hook(kind, value, traceback):
    print("hook:", value)


sys.excepthook = hook
raise ValueError("uncaught")
