"""itertools: every function, its laziness, its errors."""
import operator
from itertools import *

print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], operator.mul, initial=10)), list(accumulate([])))
print(list(chain("ab", [1])), list(chain.from_iterable(["ab", "c"])), list(islice(chain.from_iterable(count() for _ in count()), 3)))
print(list(combinations("abcd", 2)), list(combinations("ab", 3)), list(combinations("ab", 0)))
print(list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement("", 0)))
print(list(compress("abcdef", [1, 0, 1, 0, 1])))
print(count(3), count(3, 2), count(1.5), count(1, 1), list(islice(count(10, -2.5), 3)), list(islice(count(2**53 - 1), 3)))
print(list(islice(cycle("ab"), 5)), list(cycle([])))
print(list(dropwhile(lambda x: x < 3, [1, 3, 2])), list(takewhile(lambda x: x < 3, [1, 3, 2])))
print(list(filterfalse(None, [0, 1, "", "a"])), list(filterfalse(lambda x: x % 2, range(5))))
print([(k, list(g)) for k, g in groupby("aabbba")], [(k, len(list(g))) for k, g in groupby(range(7), lambda x: x // 3)])
groups = [g for _, g in groupby("aab")]
print([list(g) for g in groups])
it = groupby("aabb")
k, g = next(it)
print(k, next(g))
print(next(it)[0], list(g))
print(list(islice("abcdef", 2)), list(islice("abcdef", 1, 4)), list(islice("abcdef", 0, None, 2)), list(islice("abc", 5, 7)))
source = iter(range(10))
print(list(islice(source, 1, 3)), next(source), list(islice(source, 0)), next(source))
print(list(pairwise("abcd")), list(pairwise("a")))
print(list(permutations("abc")), list(permutations(range(4), 2)), list(permutations([], 0)), list(permutations([1], 2)))
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=3)), list(product()), list(product("ab", [])))
print(repeat(1), repeat("x", 2), list(repeat("x", 3)), list(repeat(1, -1)), repeat(1, times=4).__length_hint__())
print(list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest("abc", "x", fillvalue="-")), list(zip_longest()), list(zip_longest([1], [])))
a, b, c = tee([1, 2, 3], 3)
print(next(a), next(a), list(b), list(a), list(c), tee([], 0))
first, second = tee(iter("xyz"))
next(first)
third, = tee(first, 1)
print(list(third), list(second))
print(isinstance(chain(), chain), type(count()).__name__, type(iter(count())) is count, chain.__module__)


def noisy():
    for i in range(3):
        print("made", i)
        yield i


lazy = chain(noisy(), noisy())
print(next(lazy))
print(next(zip_longest(noisy(), "a")))
taken = takewhile(lambda x: x < 1, noisy())
print(list(taken), list(taken))

for bad in [
    lambda: islice([1], "a"), lambda: islice([1], -1), lambda: islice([1], 1, "a"), lambda: islice([1], 1, 2, 0),
    lambda: islice([1], "a", 2), lambda: islice([1]), lambda: count("a"), lambda: repeat(), lambda: repeat(1, 2, 3),
    lambda: repeat(1, "a"), lambda: combinations([1]), lambda: combinations([1], -1), lambda: permutations([1], "a"),
    lambda: permutations([1], -1), lambda: product([1], repeat=-1), lambda: product([1], r=1), lambda: tee([1], -1),
    lambda: zip_longest([1], a=1), lambda: next(chain(1)), lambda: cycle(3), lambda: groupby(), lambda: pairwise(),
    lambda: next(starmap(pow, [1])), lambda: next(takewhile(1, [1])), lambda: count(1, 2, 3), lambda: compress([1]),
    lambda: islice([1], 1, -2), lambda: next(chain()), lambda: list(accumulate([1, "a"])), lambda: len(repeat(1)),
]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


class Mine(chain):
    pass


print(list(Mine("ab")), type(Mine()).__name__, list(Mine.from_iterable(["x"])))
