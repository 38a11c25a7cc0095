# numpy: functions that are methods of arrays, apart from what needs Python's own of the same names.

from numpy._array import asarray
from numpy._functions import absolute


def _method(name):
    def function(a, *args, **options):
        return getattr(asarray(a), name)(*args, **options)

    function.__name__ = name
    return function


sum = _method("sum")
prod = _method("prod")
mean = _method("mean")
std = _method("std")
var = _method("var")
max = amax = _method("max")
min = amin = _method("min")
argmax = _method("argmax")
argmin = _method("argmin")
any = _method("any")
all = _method("all")
cumsum = _method("cumsum")
cumprod = _method("cumprod")
reshape = _method("reshape")
transpose = _method("transpose")
swapaxes = _method("swapaxes")
squeeze = _method("squeeze")
ravel = _method("ravel")
clip = _method("clip")
round = around = _method("round")
argsort = _method("argsort")
nonzero = _method("nonzero")
take = _method("take")
copy = _method("copy")
abs = absolute
