"""struct, and the clock's names."""
import struct
import time

for fmt, values in [("<i", (1,)), (">i", (-2,)), ("b", (-128,)), ("B", (255,)), ("<h", (300,)), ("!H", (65535,)), ("q", (2**62,)), ("<Q", (2**64 - 1,)), ("f", (1.5,)), ("<d", (-0.1,)), ("e", (0.333,)), ("e", (65504.0,)), ("?", (True,)), ("c", (b"x",)), ("5s", (b"abc",)), ("3p", (b"abcdef",)), ("bh", (1, 2)), ("=bh", (1, 2)), ("bxq", (1, 2)), ("3i", (1, 2, 3)), ("2s 2h", (b"ab", 1, 2)), ("iq", (1, 2))]:
    data = struct.pack(fmt, *values)
    print(fmt, data, struct.unpack(fmt, data), struct.calcsize(fmt))
print(struct.unpack_from("<h", b"\x00\x01\x02\x03", 1), struct.calcsize("0i"), struct.pack("<" + "f" * 2, 0.1, 1e-45))
for bad in [lambda: struct.pack("b", 128), lambda: struct.pack("i", 2**31), lambda: struct.pack("i", 1.5), lambda: struct.pack("i"), lambda: struct.unpack("i", b"12"), lambda: struct.pack("z", 1), lambda: struct.pack("f", "a"), lambda: struct.pack("c", b"ab"), lambda: struct.unpack_from("i", b"12"), lambda: struct.pack("3", 1), lambda: struct.pack("s", "a"), lambda: time.nothing]:
    try:
        print(bad())
    except (struct.error, AttributeError) as e:
        print(type(e).__name__, e)
print(type(time.monotonic_ns()).__name__, type(time.thread_time()).__name__)
