# Deep recursion is a RecursionError that can be handled.
import sys
def down(n): return down(n + 1)
try: down(0)
except RecursionError as e: print(type(e).__name__, str(e)[:32])
def count(n):
    try: return count(n + 1)
    except RecursionError: return n > 500
print(count(0))
class A:
    def __repr__(self): return repr(self)
try: repr(A())
except RecursionError as e: print("repr", type(e).__name__)
class B:
    def __getattr__(self, n): return self.missing
try: B().x
except RecursionError as e: print("getattr", type(e).__name__)
def even(n): return n == 0 or odd(n - 1)
def odd(n): return n != 0 and even(n - 1)
print(even(400), odd(401))
l = []; l.append(l); print(l, [l], len(l), l[0] is l)
d = {}; d["self"] = d; print(d)
t = ([],); t[0].append(t); print(t)
print(sys.getrecursionlimit() >= 1000)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(15), [fib(i) for i in range(10)])
def ack(m, n): return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
print(ack(2, 3))
def hanoi(n, a="A", b="B", c="C"): return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)
print(hanoi(8))
def flatten(x): return [z for y in x for z in flatten(y)] if isinstance(x, list) else [x]
print(flatten([1, [2, [3, [4, []]], 5]]))
