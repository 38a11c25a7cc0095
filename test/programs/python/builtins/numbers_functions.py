# bin, oct, hex, ord, chr, int, float, bool, hash, id.
print(bin(0), bin(10), bin(-5), oct(8), oct(-8), hex(255), hex(-255), bin(2**70)[:10], hex(True), oct(0), ord("a"), ord("é"), ord("😀"), chr(97), chr(233), chr(128512), chr(0) == "\x00", ord(chr(1114111)))
print(int("10", 2), int("0xff", 16), int("ff", 16), int("0b11", 0), int("-z", 36), int(" 5 "), int(5.9), int(-5.9), int(True), int("1_0"), float("1e3"), float("inf"), float(5), float("-.5"), bool(0), bool("0"), bool([]), bool(None), bool(...), bool(0.0), bool("False"))
class I:
    def __index__(self): return 5
class T:
    def __trunc__(self): return 9
class N:
    def __int__(self): return 7
print(hex(I()), bin(I()), int(I()), chr(I()), int(N()), float(I()), [0] * I(), range(I()), "abcdefg"[I()])
for f in (lambda: bin(1.5), lambda: hex("a"), lambda: ord("ab"), lambda: ord(5), lambda: ord(b"a"), lambda: chr(1114112), lambda: chr(-1), lambda: chr("a"), lambda: int("1.5"), lambda: int("a"), lambda: int(None), lambda: int("1", 1), lambda: int("1", 37), lambda: int(1.5, 10), lambda: int([]), lambda: float("a"), lambda: float(None), lambda: float([]), lambda: int(""), lambda: int("9", 8), lambda: int(N), lambda: hash([]), lambda: int(float("nan")), lambda: float("1,5"), lambda: chr(1.5), lambda: hex(N())):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(id(None) == id(None), hash(5), hash(-1), hash(2**61 - 1), hash(2**61), hash(0.5), hash(1e100), hash(True), hash(None) == hash(None), hash((1, 2, 3)), hash(()), hash((0,)), hash(frozenset()), hash(1.0) == hash(1))
