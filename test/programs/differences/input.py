"""input()

Why: a program runs by itself, again at every edit.
Instead: a variable at the top of the file.
"""
import io
import sys

sys.stdin = io.StringIO("42\n")
print(int(input()) + 1)
