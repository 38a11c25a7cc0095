"""random: every seed and every distribution, bit for bit."""
import random

for seed in [0, 1, -5, 2**70, "abc", "", "\u00e9", b"bytes", 1.5, -2.25, True]:
    random.seed(seed)
    print(repr(seed), random.random(), random.getrandbits(70), random.randint(1, 6))
random.seed("old", version=1)
print(random.random())
random.seed(42)
for name, args in [
    ("random", ()), ("uniform", (1, 5)), ("triangular", (0, 10, 3)), ("triangular", (2, 2, 2)), ("normalvariate", (0, 1)), ("gauss", (1, 2)), ("gauss", ()),
    ("lognormvariate", (0, 1)), ("expovariate", (1.5,)), ("vonmisesvariate", (1, 4)), ("vonmisesvariate", (1, 0)), ("gammavariate", (2.5, 1)),
    ("gammavariate", (1.0, 2)), ("gammavariate", (0.5, 1)), ("betavariate", (2, 3)), ("paretovariate", (3,)), ("weibullvariate", (1, 1.5)),
    ("randrange", (10,)), ("randrange", (5, 50, 5)), ("randrange", (50, 5, -7)), ("randint", (-3, 3)), ("choice", ("abcdef",)), ("getrandbits", (0,)),
    ("getrandbits", (32,)), ("getrandbits", (100,)), ("randbytes", (7,)), ("choices", ([1, 2, 3],)), ("sample", (range(10**9), 3)), ("sample", ([1, 2, 3, 4], 2)),
]:
    print(name, args, getattr(random, name)(*args), getattr(random, name)(*args))
xs = list(range(12))
random.shuffle(xs)
print(xs, random.choices("abc", weights=[1, 2, 7], k=8), random.choices("ab", cum_weights=[1, 3], k=4), random.sample("ab", counts=[3, 2], k=4))
state = random.getstate()
first = [random.random() for _ in range(3)]
random.setstate(state)
print(first == [random.random() for _ in range(3)], state[0], len(state[1]), state[2])
r = random.Random(7)
print(r.random(), r.randint(1, 100), random.Random("x").random())


class Half(random.Random):
    def random(self):
        return 0.5


print(Half().randrange(10), Half().choice("abcd"), Half().uniform(0, 4), Half(3).gauss(0, 1))
for bad in [
    lambda: random.seed([1]), lambda: random.randrange(0), lambda: random.randrange(3, 3), lambda: random.randrange(1, 5, 0), lambda: random.randint(5, 1), lambda: random.choice([]),
    lambda: random.sample({1, 2}, 1), lambda: random.sample([1], 2), lambda: random.choices([1, 2], [1]), lambda: random.choices([1, 2], [0, 0]), lambda: random.choices([1], [1], cum_weights=[1]),
    lambda: random.choices([1, 2], 3), lambda: random.getrandbits(-1), lambda: random.gammavariate(0, 1), lambda: random.setstate((9,)), lambda: random.randrange(2.5), lambda: random.randrange(1, None, 3),
    lambda: random.getrandbits("a"), lambda: random.sample([1, 2], k=1, counts=[1]), lambda: random.shuffle((1, 2)), lambda: random.randrange(10, 5, 2),
]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
