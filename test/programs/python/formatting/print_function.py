# print: sep, end, file, flush, conversion of its arguments.
import sys
print(); print(""); print(1, "a", None, [2], sep="|"); print("x", end=""); print("y", end="\n\n"); print(1, 2, sep="", end="!\n"); print(*[1, 2], *"ab", sep=", "); print("a\nb\tc"); print("é😀", "ß")
print("to stdout", file=sys.stdout); print("none file", file=None, flush=True); print(sep="x"); print(end="only end\n"); print(1, sep=None, end=None)
class W:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)
    def flush(self): self.parts.append("<flush>")
w = W(); print("a", 1, file=w); print("b", end="", file=w, flush=True); print(file=w); print(w.parts)
for f in (lambda: print(sep=5), lambda: print(end=b""), lambda: print(1, foo=2), lambda: print(file=5) or print(1, file=5)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
class S:
    def __str__(self): return "S-str"
    def __repr__(self): return "S-repr"
print(S(), [S()], (S(),), {S: 1} and {"k": S()}, f"{S()}", str(S()), repr(S())); print(print("inner")); print((1, 2), [1, 2], {1: 2}, {1}, 1.0, 1e100, True, b"x", ..., range(3), sep="\n")
print("%d%%" % 5, "{}".format("f"), "a" "b", 'q"q', "it's", "\\", "\x41", sep=" ; ")
