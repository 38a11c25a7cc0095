# Large integers: exact arithmetic, conversion, limits.
a, b = 123456789012345678901234567890, 987654321098765432109876543210
print(a + b, a - b, a * b, b // a, b % a, -a // 7, -a % 7, divmod(-b, a), a ** 3)
print(a & b, a | b, a ^ b, ~a, a << 70, a >> 40, -a >> 40, hex(a), oct(a), bin(a)[:40])
print(a / b, b / a, a / 3, float(a), int(float(a)), a == float(a), a < float(b), a + 1.5, a // 1.0)
print(2**64, 2**63 - 1, -2**63, 9007199254740993, 9007199254740992 + 1, 4503599627370497 * 3, 94906267 * 94906267, 3037000500 * 3037000500)
fact = 1
for i in range(1, 31): fact *= i
print(fact, len(str(fact)), sum(map(int, str(fact))), fact // 10**20, fact % 10**9)
print(pow(2, 1000, 10**9 + 7), pow(3, -1, 7), pow(10, 100) % 97, pow(-2, 5), pow(-2, 5, 7), pow(2, 5, -7), pow(0, 0), pow(5, 0, 1))
print(int("1" * 50), int("f" * 40, 16), int("1" * 100, 2), -int("9" * 30), int("-" + "7" * 25))
x = 10**18
while x < 10**22: x = x * 7 + 3
print(x, x.bit_length(), isqrt(x) if False else x // 2)
def gcd(a, b):
    while b: a, b = b, a % b
    return a
print(gcd(a, b), gcd(2**100, 6**50), gcd(fact, 17**3))
print(10**15 == 1e15, 10**16 + 1 == 1e16, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53 + 1, 10**308 < float("inf"), hash(a) == hash(int(a)))
try: print(len(str(10**5000)))
except ValueError as e: print(e)
try: int("1" * 5000)
except ValueError as e: print(e)
