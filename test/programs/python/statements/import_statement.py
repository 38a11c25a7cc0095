# import: forms, aliases, star, missing names and modules.
import math
import math as m, string
from math import pi, sqrt as root, floor
from collections import OrderedDict, namedtuple as nt
import os.path
import collections.abc
print(math is m, pi == math.pi, root(16), floor(2.7), string.ascii_lowercase[:3], nt("P", "x y")(1, 2), math.__name__)
from math import (ceil, gcd,
                  hypot)
print(ceil(1.2), gcd(12, 8), hypot(3, 4))
try: from math import nothing_here
except ImportError as e: print(type(e).__name__, str(e).split("(")[0], e.name)
try: import no_such_module_xyz
except ModuleNotFoundError as e: print(e, e.name)
def f():
    import random as r
    from itertools import chain
    return list(chain([1], [2])), type(r).__name__
print(f(), "r" in globals())
class C: from math import tau; import operator as op
print(C.tau == math.tau, C.op.add(1, 2))
try: math.nope
except AttributeError as e: print(e)
try: math()
except TypeError as e: print(e)
from functools import *
print(reduce(lambda a, b: a + b, [1, 2, 3]))
