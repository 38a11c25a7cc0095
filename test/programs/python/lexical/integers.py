# Integer literals of every base, with underscores.
print(0, 7, 2147483647, 79228162514264337593543950336)
print(0o177, 0O17, 0b100110111, 0B1, 0xdeadbeef, 0XFF)
print(100_000_000_000, 0b1110_0101, 0x_ff, 0o_17, 1_0)
print(00, 0_0, 000)
print(0xdeadbeefcafe0123456789, -0x1, +0b1, ~0o7)
print(type(1), type(10**30), type(0b0))
print(1if True else 2)
print(0xffor 1, 1_000.0, 1_0e1_0)
print(9007199254740991, 9007199254740992, 9007199254740993, -9007199254740993)
print(18446744073709551615 + 1, 4611686018427387904 * 2)
for text in ("0x1F", "0b101", "0o17", "1_000", "  12  ", "-0", "+5"):
    print(repr(text), int(text, 0))
for text in ("1__0", "_1", "1_", "0x", "08", "", "1.0", "1e3", "--1", "0b2"):
    try:
        print(int(text, 0))
    except ValueError as error:
        print(error)
