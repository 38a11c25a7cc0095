# Bytes literals and their repr.
print(b'abc', B"abc", b'''x''', b"""y"""[0])
print(b'\x00\x01\xff', b'\t\n\r\\', b"'", b'"', b'\'"')
print(b'a' b'b' b'c', rb'\n', len(b'\x41\102\n'))
print(list(b'AZaz'), b'abc'[1], b'abc'[0:2], b'abc'[::-1])
print(b'abc' == b'abc', b'abc' == 'abc', b'' == b'', b'a' != b'b')
print(b'x' + b'y', bytes(3), bytes([65, 66, 67]), bytes('é', 'utf-8'))
print('héllo'.encode(), b'h\xc3\xa9llo'.decode(), '😀'.encode('utf-8'))
print(hash(b'a') == hash(b'a'), {b'k': 1}[b'k'], b'a' in {b'a'})
for value in b'ab':
    print(value, type(value).__name__)
for make in (lambda: bytes([256]), lambda: bytes(-1), lambda: bytes('a'), lambda: b'a' + 'b', lambda: b'a'[5]):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)
