# The random module with a seed.
import random
for seed in (0, 42, -7, 2 ** 70, 1.5):
    random.seed(seed)
    print(random.random(), random.random(), random.getrandbits(5), random.getrandbits(100), random.randint(1, 100), random.randrange(0, 100, 7), random.choice("abcdef"))
    x = list(range(10)); random.shuffle(x); print(x)
    print(random.sample(range(100), 5), random.sample("abcdefgh", 8), random.sample(range(10 ** 6), 8), random.choices([1, 2, 3], k=4), random.choices("ab", [1, 9], k=5))
    print(random.uniform(1, 2), random.gauss(0, 1), random.gauss(0, 1), random.normalvariate(1, 2), random.expovariate(2), random.triangular(0, 1, 0.3))
r = random.Random(5)
print(r.random(), r.randint(0, 9))
state = random.getstate(); a = random.random(); random.setstate(state); print(a == random.random())
