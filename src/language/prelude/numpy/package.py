# numpy: what passes values in and out of tensors. All else is refused by name. Behaviour follows NumPy 1.24.

from torch import _C
from numpy import _functions, _methods
from numpy._array import array, asarray, ndarray, newaxis
from numpy._dtypes import (
    bool_,
    dtype,
    float16,
    float32,
    float64,
    floating,
    generic,
    inexact,
    int8,
    int16,
    int32,
    int64,
    integer,
    number,
    signedinteger,
    uint8,
    unsignedinteger,
)

__version__ = "1.24.2"
__path__ = []

pi = 3.141592653589793
e = 2.718281828459045
inf = Inf = float("inf")
nan = NaN = float("nan")
double = float_ = float64
single = float32
half = float16
int_ = longlong = intp = int64
intc = int32
short = int16
byte = int8
ubyte = uint8
ascontiguousarray = asanyarray = asarray


def __getattr__(name):
    if name == "random":
        import numpy.random

        return numpy.random
    if name.startswith("__"):
        raise AttributeError("module 'numpy' has no attribute '{}'".format(name))
    if not name.startswith("_") and name in _public:
        return getattr(_methods if hasattr(_methods, name) else _functions, name)
    if name in ("bool", "int", "float", "object", "str", "complex", "long"):
        raise AttributeError("module 'numpy' has no attribute '{}'.".format(name))
    _C._refuse("numpy." + name)


_public = frozenset(
    "zeros ones empty full zeros_like ones_like empty_like full_like eye identity arange linspace concatenate stack "
    "vstack hstack expand_dims where sum prod mean std var max amax min amin argmax argmin any all cumsum cumprod "
    "reshape transpose swapaxes squeeze ravel clip round around argsort nonzero take copy shape ndim size exp exp2 "
    "expm1 log log2 log10 log1p sqrt sin cos tan arcsin arccos arctan sinh cosh tanh floor ceil abs absolute sign "
    "square isnan isinf isfinite logical_not negative add subtract multiply divide true_divide floor_divide mod "
    "remainder power maximum minimum equal not_equal less less_equal greater greater_equal logical_and logical_or "
    "logical_xor matmul dot outer isclose allclose array_equal sort unique issubdtype isscalar array2string "
    "array_repr array_str set_printoptions".split()
)
