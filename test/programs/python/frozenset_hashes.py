import random
random.seed(3)
for n in list(range(40)) + [100, 1000, 5000]:
    s = frozenset(random.choice([random.randrange(-10**19, 10**19), random.random(), (n, random.randrange(9)), frozenset([n, random.randrange(5)])]) for _ in range(n))
    print(len(s), hash(s), hash(s), {s: 1}[frozenset(list(s))], hash(frozenset([s])))
class F(frozenset):
    pass
print(hash(F([1, 2])) == hash(frozenset([2, 1])), hash(frozenset()))
