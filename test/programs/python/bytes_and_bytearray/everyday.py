# Small programs as people write them with bytes and bytearray.


def primes(n):
    sieve = bytearray([1]) * (n + 1)
    sieve[0:2] = b"\0\0"
    for i in range(2, int(n**0.5) + 1):
        if sieve[i]:
            sieve[i * i :: i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, is_prime in enumerate(sieve) if is_prime]


print(primes(60), len(primes(20000)))


def hexdump(data, width=8):
    for at in range(0, len(data), width):
        row = data[at : at + width]
        text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        print(f"{at:04x}  {row.hex(' '):<{width * 3}} {text}")


hexdump(b"Hello, bytes!\n\x00\xff and more")
hexdump(bytearray(range(60, 80)))


def crc32(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xEDB88320 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


print(f"{crc32(b'123456789'):08x}", f"{crc32(bytearray(b'')):08x}")


def rle(data):
    out = bytearray()
    i = 0
    while i < len(data):
        run = 1
        while i + run < len(data) and data[i + run] == data[i] and run < 255:
            run += 1
        out += bytes((run, data[i]))
        i += run
    return bytes(out)


def unrle(data):
    return b"".join(bytes([data[i + 1]]) * data[i] for i in range(0, len(data), 2))


packed = rle(b"aaaabbbcccccd" + b"z" * 300)
print(packed, unrle(packed) == b"aaaabbbcccccd" + b"z" * 300)

key = b"secret"
cipher = bytes(c ^ key[i % len(key)] for i, c in enumerate(b"attack at dawn"))
print(cipher.hex(), bytes(c ^ key[i % len(key)] for i, c in enumerate(cipher)).decode())
rot13 = bytes.maketrans(b"abcdefghijklmnopqrstuvwxyz", b"nopqrstuvwxyzabcdefghijklm")
print(b"hello".translate(rot13), b"hello".translate(rot13).translate(rot13))


class Buffer:
    def __init__(self):
        self.data = bytearray()

    def feed(self, chunk):
        self.data.extend(chunk)
        while (at := self.data.find(b"\n")) >= 0:
            line = bytes(self.data[:at])
            del self.data[: at + 1]
            yield line


buffer = Buffer()
for chunk in (b"first li", b"ne\nsecond\nthi", bytearray(b"rd"), b"\n"):
    for line in buffer.feed(chunk):
        print(line)
print(buffer.data)

request = b"GET /index.html HTTP/1.1\r\nHost: example.org\r\nAccept: */*\r\n\r\nbody"
head, _, body = request.partition(b"\r\n\r\n")
method, path, version = head.splitlines()[0].split()
headers = dict(line.split(b": ", 1) for line in head.splitlines()[1:])
print(method, path, version.decode(), headers, body)


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return out


print([varint(n).hex() for n in (0, 1, 127, 128, 300, 2**32)])
picture = [bytearray(b"." * 12) for _ in range(3)]
for x, y in ((1, 0), (5, 1), (11, 2)):
    picture[y][x] = ord("#")
print("\n".join(row.decode("ascii") for row in picture))
word = bytearray(b"stressed")
word.reverse()
print(word.decode(), bytes(reversed(b"drawer")), b"level" == b"level"[::-1])
counts = {}
for byte in b"mississippi":
    counts[byte] = counts.get(byte, 0) + 1
print({chr(k): v for k, v in sorted(counts.items())}, b"mississippi".count(b"ss"))
print(b", ".join(b"%d" % n for n in range(5)), b"%s=%d" % (b"x", 5), "é".encode().hex(), len("日本".encode()))
