# A counter by hand: subclassing dict, __missing__, ordering.
class Counter(dict):
    def __init__(self, items=()):
        super().__init__()
        for item in items: self[item] += 1
    def __missing__(self, key): return 0
    def most_common(self, n=None): return sorted(self.items(), key=lambda kv: -kv[1])[:n]
    def __add__(self, other):
        out = Counter()
        for source in (self, other):
            for k, v in source.items(): out[k] += v
        return out
    def __sub__(self, other): return Counter(k for k, v in self.items() for _ in range(max(0, v - other[k])))
    def elements(self):
        for k, v in self.items(): yield from [k] * v
a, b = Counter("abracadabra"), Counter("banana")
print(a, b, a["z"], "z" in a, a.most_common(2), a + b, a - b, list(Counter("aab").elements()))
print(type(a + b).__name__, isinstance(a, dict), len(a), sum(a.values()), dict(a) == a, Counter() == {})
