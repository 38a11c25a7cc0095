# Bit operations on ints, bools and sets.
for a, b in ((12, 10), (-12, 10), (12, -10), (-1, 255), (0, 7), (2**40 + 5, 2**33 - 1), (-2**70, 2**65 + 3)):
    print(a & b, a | b, a ^ b, ~a, a << 3, a >> 2)
print(1 << 100, (1 << 100) >> 98, -1 >> 100, -5 >> 1, -5 << 2, 5 >> 1000, 0 << 10**10 if False else 0)
print(True & False, True | False, True ^ True, True & 3, ~True, True << 2, type(True & True), type(True & 1))
print({1, 2} & {2, 3}, {1} | {2}, {1, 2} - {2}, {1, 2} ^ {2, 3}, frozenset({1}) | {2}, {1} | frozenset({2}))
for f in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 1.0 & 1, lambda: 1 | "a", lambda: ~1.5, lambda: [] ^ [], lambda: 1 << 1.0, lambda: {1} & [1], lambda: {1} - 1):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print((5).bit_length(), (-5).bit_length(), (0).bit_length(), (255).bit_count(), (2**100).bit_length(), bin(-10), bin(2**70), 0b1010 ^ 0b0110)
