"""statistics, fractions, textwrap."""
import textwrap
from fractions import Fraction as F
from statistics import *

data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
print(mean([1, 2, 3, 4, 4]), mean([-1.0, 2.5, 3.25, 5.75]), mean([F(3, 7), F(1, 21)]), fmean([3.5, 4.0, 5.25]), fmean([1, 2], weights=[3, 1]))
print(geometric_mean([54, 24, 36]), harmonic_mean([40, 60]), harmonic_mean([40, 60], weights=[5, 30]), median([1, 3, 5]), median([1, 3, 5, 7]), median_low([1, 3, 5, 7]), median_high([1, 3, 5, 7]), median_grouped([1, 2, 2, 3, 4, 4, 4, 4, 4, 5]))
print(mode("aabbb"), multimode("aabbc"), variance(data), pvariance(data), stdev(data), pstdev(data), variance([1, 2]), pvariance([F(1, 2), F(1, 3)]), stdev([1, 2, 3, 4]), stdev([1e10, 1e10 + 1]))
print(quantiles(range(1, 11)), quantiles([1, 2, 5], n=3, method="inclusive"), covariance([1, 2, 3], [1, 5, 7]), correlation([1, 2, 3], [3, 2, 1.5]), linear_regression([1, 2, 3], [2, 4, 7]))
n = NormalDist(100, 15)
print(n, n.pdf(100), n.cdf(120), n.inv_cdf(0.9), n.quantiles(4), n.zscore(130), n.overlap(NormalDist(90, 10)), n + 5, n - NormalDist(1, 2), n * 2, -n, n.samples(2, seed=1), NormalDist.from_samples([1, 2, 4]), n == NormalDist(100, 15))
for bad in [lambda: mean([]), lambda: mode([]), lambda: stdev([1]), lambda: median([]), lambda: geometric_mean([0]), lambda: quantiles([1]), lambda: NormalDist(0, -1), lambda: correlation([1, 1], [1, 2]), lambda: mean(["a"]), lambda: harmonic_mean([-1, 2])]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(F(1, 3), repr(F(6, -4)), F("3/7"), F(" -1.25e1 "), F(0.5), F("0.1") + F(1, 5), F(1, 3) * 3, F(1, 2) / F(3, 4), F(7, 2) // 1, F(-7, 2) % 2, divmod(F(7, 2), F(1, 3)), F(2, 3) ** -2, F(4) ** F(1, 2), 2 ** F(3), -F(1, 2), abs(F(-1, 2)))
print(F(1, 3) + 0.5, 1 - F(1, 3), F(1, 2) == 0.5, F(1, 2) < 0.6, hash(F(1, 2)) == hash(0.5), int(F(7, 2)), round(F(5, 2)), round(F(22, 7), 2), float(F(1, 3)), F(3.141592653589793).limit_denominator(1000), F.from_float(0.25), F(3, 4).as_integer_ratio(), bool(F(0)), sorted([F(1, 2), F(1, 3)]), F(10, 5).denominator, sum([F(1, 10)] * 10), 0.5 * F(1, 2), 3 / F(1, 2))
for bad in [lambda: F(1, 0), lambda: F("x"), lambda: F(1.5, 2), lambda: F(1) / 0, lambda: F(1) + "a", lambda: F(None)]:
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
text = "The quick brown fox jumped over the lazy dog, but a well-known super-long-hyphenated-word stood there.  Twice! \tTabs."
for width in (10, 20, 40):
    print(textwrap.wrap(text, width))
print(textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 30), textwrap.shorten("short", 10), textwrap.shorten(text, 25, placeholder="..."), textwrap.wrap(text, 20, max_lines=2), textwrap.wrap("aaaaaaaaaa bb", 4, break_long_words=False), textwrap.wrap("", 5), textwrap.wrap("a. B", 10, fix_sentence_endings=True))
print(repr(textwrap.dedent("\n    a\n      b\n\n    c\n")), repr(textwrap.dedent("  a\n\tb")), repr(textwrap.indent("a\n\nb\n", "> ")), repr(textwrap.indent("a\n\nb", "> ", lambda line: True)))
try:
    textwrap.wrap("a", 0)
except ValueError as e:
    print(e)
