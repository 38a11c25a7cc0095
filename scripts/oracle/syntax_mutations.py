"""Prints one-token mutations of standard-library files with what CPython says of each; syntax-mutations.mjs reads them.

usage: python3 syntax_mutations.py SEED COUNT FOLDER

One JSON line each: {"file", "text", "verdict"}; the verdict is null where CPython compiles the text, and otherwise
[type, message, line]. Every fourth has a second mutation, of another statement of the module: it has the verdicts of
each alone as "alone", so that we can ask whether both are reported.
"""

import io
import json
import os
import random
import sys
import tokenize
import warnings

seed, count, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
choose = random.Random(seed)

MAX_BYTES = 40_000
INSERTED = """( ) [ ] { } , : ; . = == != := -> + - * ** / // % @ & | ^ ~ < > <= >= << >> += **= ... ! ? $ `
if elif else for in while def class return yield lambda not and or is import from as with try except finally raise
assert del global nonlocal pass break continue None True await async match case _ x print 0 1.5 07 1_ 0x 2j 'a' b'a'
f'{x}' f'{' f'{x!z}' f'{}' ' \"""".split()
SKIPPED = {tokenize.ENCODING, tokenize.ENDMARKER, tokenize.NEWLINE, tokenize.NL, tokenize.COMMENT, tokenize.DEDENT}


def sources():
    paths = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in ("test", "lib2to3", "__pycache__"))
        paths += [os.path.join(root, name) for name in sorted(files) if name.endswith(".py")]
    return paths


def read(path):
    """A file's text, and its tokens as (start, end, text, is indent) in offsets; None if it is too long or not UTF-8."""
    if os.path.getsize(path) > MAX_BYTES:
        return None
    try:
        text = open(path, encoding="utf-8", newline="").read().replace("\r\n", "\n")
        compile(text, path, "exec", dont_inherit=True)
        found = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (UnicodeDecodeError, SyntaxError, ValueError):
        return None
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    tokens = []
    for token in found:
        if token.type in SKIPPED:
            continue
        start = starts[token.start[0] - 1] + token.start[1]
        end = starts[token.end[0] - 1] + token.end[1]
        tokens.append((start, end, token.type == tokenize.INDENT, token.start[1] == 0))
    return (text, tokens) if len(tokens) > 20 else None


def edit(text, tokens, index):
    """A change of one token: (start, end, new text)."""
    start, end, is_indent, _ = tokens[index]
    if is_indent:
        return start, end, choose.choice(["", text[start:end] + " ", text[start:end][1:], "\t"])
    other = choose.choice(tokens)
    way = choose.randrange(7)
    if way == 0:
        return start, end, ""
    if way == 1:
        return start, end, text[start:end] + " " + text[start:end]
    if way == 2 and index + 1 < len(tokens):
        after, last = tokens[index + 1][:2]
        return start, last, text[after:last] + text[end:after] + text[start:end]
    if way == 3:
        return start, end, text[other[0]:other[1]]
    if way == 4:
        return start, start, text[other[0]:other[1]] + " "
    if way == 5:
        return start, end, choose.choice(INSERTED)
    return start, start, choose.choice(INSERTED) + " "


def apply(text, *edits):
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def verdict(text):
    try:
        compile(text, "file.py", "exec", dont_inherit=True)
    except SyntaxError as error:
        return [type(error).__name__, error.msg, error.lineno]
    except (ValueError, RecursionError, MemoryError) as error:
        return [type(error).__name__, str(error), None]
    return None


paths = sources()
made = 0
while made < count:
    path = choose.choice(paths)
    known = read(path)
    if known is None:
        continue
    text, tokens = known
    # Several mutations of a file, since reading it took its time.
    for _ in range(4):
        index = choose.randrange(len(tokens))
        first = edit(text, tokens, index)
        mutated = apply(text, first)
        if mutated == text:
            continue
        print(json.dumps({"file": path, "text": mutated, "verdict": verdict(mutated)}))
        made += 1
    statements = [i for i, token in enumerate(tokens) if token[3]]
    two = sorted(choose.sample(statements, 2)) if len(statements) > 3 else None
    if two is not None:
        edits = [edit(text, tokens, min(index + choose.randrange(3), len(tokens) - 1)) for index in two]
        if edits[0][1] < edits[1][0]:
            alone = [verdict(apply(text, each)) for each in edits]
            lines = 1 if alone[0] is None else apply(text, edits[0]).count("\n") - text.count("\n")
            if all(alone):
                alone[1][2] = alone[1][2] and alone[1][2] + lines
                print(json.dumps({"file": path, "text": apply(text, *edits), "alone": alone}))
