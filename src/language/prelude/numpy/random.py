# numpy.random: the legacy generator (RandomState), draw for draw. Behaviour follows NumPy 1.24; the text is our own.

import math
import time

import torch
from _random import Random
from torch import _C
from numpy._array import array, asarray, wrap
from numpy._dtypes import integer, scalar


class RandomState:
    __module__ = "numpy.random.mtrand"

    def __init__(self, seed=None):
        self._words = Random()
        self._spare = None
        self._seeded = False
        if seed is not None:
            self.seed(seed)

    def __getattr__(self, name):
        _C._refuse("numpy.random." + name)

    def seed(self, seed=None):
        if seed is None:
            self._seeded = False
            return
        if not isinstance(seed, (int, integer)):
            _C._refuse("numpy.random.seed of anything but an int")
        seed = int(seed)
        if seed < 0 or seed >= 2**32:
            raise ValueError("Seed must be between 0 and 2**32 - 1")
        words = [seed]
        for i in range(1, 624):
            before = words[-1]
            words.append((1812433253 * (before ^ (before >> 30)) + i) & 0xFFFFFFFF)
        self._words.setstate(tuple(words) + (624,))
        self._spare = None
        self._seeded = True

    def _draw(self):
        if not self._seeded:
            self.seed(time.time_ns() & 0xFFFFFFFF)
        return self._words

    def _filled(self, size, draw, kind=torch.float64):
        if size is None:
            return scalar(torch.tensor(draw(), dtype=kind))
        sizes = (int(size),) if isinstance(size, (int, integer)) else tuple(int(each) for each in size)
        count = 1
        for each in sizes:
            count *= each
        return wrap(torch.tensor([draw() for _ in range(count)], dtype=kind).reshape(sizes))

    def _gauss(self):
        if self._spare is not None:
            value, self._spare = self._spare, None
            return value
        draw = self._draw().random
        while True:
            a = 2.0 * draw() - 1.0
            b = 2.0 * draw() - 1.0
            square = a * a + b * b
            if 0.0 < square < 1.0:
                break
        scale = math.sqrt(-2.0 * math.log(square) / square)
        self._spare = scale * a
        return scale * b

    def random_sample(self, size=None):
        made = self._filled(size, self._draw().random)
        return made if size is not None else float(made)

    random = random_sample

    def rand(self, *sizes):
        return self.random_sample(sizes or None)

    def standard_normal(self, size=None):
        made = self._filled(size, self._gauss)
        return made if size is not None else float(made)

    def randn(self, *sizes):
        return self.standard_normal(sizes or None)

    def _numbers(self, *values):
        for value in values:
            if getattr(value, "ndim", 0) or isinstance(value, (list, tuple)):
                _C._refuse("numpy.random with arrays of parameters")
        return [float(value) for value in values]

    def normal(self, loc=0.0, scale=1.0, size=None):
        loc, scale = self._numbers(loc, scale)
        if scale < 0:
            raise ValueError("scale < 0")
        made = self._filled(size, lambda: loc + scale * self._gauss())
        return made if size is not None else float(made)

    def uniform(self, low=0.0, high=1.0, size=None):
        low, high = self._numbers(low, high)
        draw = self._draw().random
        made = self._filled(size, lambda: low + (high - low) * draw())
        return made if size is not None else float(made)

    def _below(self, most):
        """A whole number up to and with `most`: bits of one or two words, until they fit."""
        if most == 0:
            return 0
        words = self._draw()
        bits = most.bit_length()
        while True:
            word = words.getrandbits(32)
            if most > 0xFFFFFFFF:
                word = (word << 32) | words.getrandbits(32)
            word &= (1 << bits) - 1
            if word <= most:
                return word

    def randint(self, low, high=None, size=None, dtype=int):
        if dtype is not int and getattr(dtype, "__name__", dtype) != "int64":
            _C._refuse("numpy.random.randint with dtype")
        if getattr(low, "ndim", 0) or getattr(high, "ndim", 0):
            _C._refuse("numpy.random with arrays of parameters")
        if high is None:
            low, high = 0, low
        low, high = int(low), int(high)
        if low >= high:
            raise ValueError("low >= high")
        made = self._filled(size, lambda: low + self._below(high - 1 - low), torch.int64)
        return made if size is not None else int(made)

    def shuffle(self, x):
        if isinstance(x, list):
            for i in range(len(x) - 1, 0, -1):
                j = self._below(i)
                x[i], x[j] = x[j], x[i]
            return
        places = self._order(len(x))
        x[...] = x[places].copy()

    def _order(self, count):
        places = list(range(count))
        for i in range(count - 1, 0, -1):
            j = self._below(i)
            places[i], places[j] = places[j], places[i]
        return places

    def permutation(self, x):
        if isinstance(x, (int, integer)):
            return array(self._order(int(x)), "int64")
        x = asarray(x)
        return x[self._order(len(x))]

    def choice(self, a, size=None, replace=True, p=None):
        if p is not None:
            _C._refuse("numpy.random.choice with p")
        whole = isinstance(a, (int, integer))
        pool = int(a) if whole else len(a)
        if pool == 0:
            raise ValueError("'a' cannot be empty unless no samples are taken")
        if replace:
            places = self.randint(0, pool, size)
        else:
            if size is None:
                _C._refuse("numpy.random.choice of one without replacement")
            sizes = (int(size),) if isinstance(size, (int, integer)) else tuple(size)
            count = 1
            for each in sizes:
                count *= each
            if count > pool:
                raise ValueError("Cannot take a larger sample than population when 'replace=False'")
            places = array(self._order(pool)[:count], "int64").reshape(sizes)
        return places if whole else asarray(a)[places]


_state = RandomState()


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError("module 'numpy.random' has no attribute '{}'".format(name))
    if name in (
        "seed", "random_sample", "random", "rand", "randn", "standard_normal", "normal", "uniform", "randint", "shuffle",
        "permutation", "choice",
    ):
        return getattr(_state, name)
    _C._refuse("numpy.random." + name)
