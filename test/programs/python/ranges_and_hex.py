# Numbers and ranges at their edges.
class H(set):
    def __hash__(self):
        return int(id(self) & 0x7fffffff)
s=H()
f=set()
f.add(s)
print(s in f, f.__contains__(s), {1} in {frozenset([1])})
print(round(1.4e-315, 315), round(123.456, 150), round(5e-324, 323))
try: print(round(1.6e308, -308))
except OverflowError as e: print(e)
print(float.fromhex('0x1.8p+1'), float.fromhex('-0x0.0000000000001p-1022'), float.fromhex('1e3'), float.fromhex('0x1.fffffffffffff8p+0'))
print([float.fromhex(x.hex())==x for x in (1.1, 2.5e-310, 1e308, 5e-324, -3.0)])
for t in ('', '0x', 'p3', '0x1p2000', 'infin', '1 2'):
    try: print(float.fromhex(t))
    except (ValueError, OverflowError) as e: print(type(e).__name__, e)
for c in (lambda: int(x=1), lambda: bool(x=1), lambda: int(b'12', 16), lambda: int('12', base=3), lambda: range(2**70)[5], lambda: len(range(2**70)), lambda: list(range(2**70, 2**70+3)), lambda: 2**70 in range(2**71), lambda: range(2**70)[::-1], lambda: (range(0) == range(2,2), hash(range(0)) == hash(range(2,2))), lambda: 5.0 in range(10**9), lambda: list(reversed(range(2**65, 2**65-10, -3))), lambda: range(10).index(3), lambda: range(10).index(30), lambda: range(10).count(3.0), lambda: range(2**70).index(2**69), lambda: slice(0, 2**70).indices(5)):
    try: print(c())
    except Exception as e: print(type(e).__name__, e)
