# Bits: masks, parity, swaps, Gray code, flags.
print([bin(n & -n) for n in (1, 6, 12, 40)], [n & (n - 1) == 0 for n in (1, 2, 3, 64, 65)], [bin(n ^ n >> 1)[2:] for n in range(8)], [f"{n:08b}"[::-1] for n in (1, 10, 255)])
a, b = 5, 9; a ^= b; b ^= a; a ^= b; print(a, b, (5 & 6, 5 | 6, 5 ^ 6, ~5, 5 << 2, -5 >> 1))
READ, WRITE, EXEC = (1 << i for i in range(3)); mode = READ | EXEC
print(mode, bool(mode & WRITE), mode | WRITE, mode & ~READ, mode ^ EXEC, [n for n, f in (("r", READ), ("w", WRITE), ("x", EXEC)) if mode & f])
def popcount(n):
    c = 0
    while n: n &= n - 1; c += 1
    return c
print([popcount(n) for n in (0, 1, 7, 255, 2**64 - 1)], [n.bit_count() for n in (0, 7, -7)], [n.bit_length() for n in (0, 1, 8, -8)])
h = 5381
for c in "hash me": h = (h * 33 + ord(c)) & 0xFFFFFFFF
print(h, hex(h), h.to_bytes(4, "big"), int.from_bytes(b"\x00\x00\x01\x00", "big"), ~0 & 0xFF, -1 & 0xFFFF, 0xF0 >> 4, 1 << 40, (1 << 64) - 1)
x = 123456789
for shift in (13, -17, 5): x ^= (x << shift if shift > 0 else x >> -shift) & 0xFFFFFFFF
print(x, x & 0xFF, bin(0b1010 | 0b0101), oct(0o17 ^ 0o7), 0x10 + 0b10 + 0o10)
