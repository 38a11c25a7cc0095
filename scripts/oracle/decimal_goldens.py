"""Prints doubles as CPython formats them: the goldens of test/engine/tensor/decimal. Run by decimal-goldens.mjs."""
import json
import random
import struct
import sys

random.seed(20)
count = int(sys.argv[1])
special = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 0.125, 0.375, 0.03125, 0.00005, 0.5e-4, 1e21, 1e22, 1e23, -1e23, 5e-324,
           1.7976931348623157e308, 2.2250738585072014e-308, 123456789.0, 1e16, 9999999999999998.0, 1e-4, 1e-5,
           0.0001220703125, 9.99995, 9.999949999, 99999.5, 0.1, 0.30000000000000004, 1e15, 4503599627370496.5,
           float("inf"), float("-inf"), float("nan")]


def draw():
    kind = random.randrange(5)
    if kind == 0:
        return struct.unpack("d", struct.pack("Q", random.getrandbits(64)))[0]
    if kind == 1:
        return random.uniform(-100, 100)
    if kind == 2:
        return random.randrange(-2000, 2000) / 2 ** random.randrange(12)
    if kind == 3:
        return round(random.uniform(-10, 10), random.randrange(6))
    return struct.unpack("f", struct.pack("f", random.gauss(0, 10 ** random.randrange(-6, 8))))[0]


rows = []
for x in special + [draw() for _ in range(count)]:
    d = random.choice([0, 1, 2, 3, 4, 4, 6, 8, 12, 17, 20])
    bits = "%016x" % struct.unpack("Q", struct.pack("d", x))[0]
    rows.append([bits, d, "%.*f" % (d, x), "%.*e" % (d, x), "%.*g" % (d, x), "%#.*g" % (d, x), repr(x)])
print("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]")
