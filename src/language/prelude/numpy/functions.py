# numpy: functions on arrays. Behaviour follows NumPy 1.24; the text is our own.

import math

import torch
from torch import _C
from numpy._array import asarray, ndarray, one_axis, result, wrap, _shape_of
from numpy._dtypes import as_dtype, generic, integer
from numpy._operators import common, contents, operate, promote, unary
from numpy._printing import array2string, array_repr, array_str, set_printoptions


def _made(make, shape, dtype, *values):
    sizes = (int(shape),) if isinstance(shape, (int, integer)) else _shape_of((shape,))
    if any(size < 0 for size in sizes):
        raise ValueError("negative dimensions are not allowed")
    return wrap(make(sizes, *values, dtype=as_dtype(dtype).torch))


def zeros(shape, dtype=None):
    return _made(torch.zeros, shape, dtype)


def ones(shape, dtype=None):
    return _made(torch.ones, shape, dtype)


def empty(shape, dtype=None):
    return _made(torch.zeros, shape, dtype)


def full(shape, fill_value, dtype=None):
    given = asarray(fill_value)
    made = zeros(shape, given.dtype if dtype is None else dtype)
    made[...] = given
    return made


def zeros_like(a, dtype=None):
    a = asarray(a)
    return zeros(a.shape, a.dtype if dtype is None else dtype)


def ones_like(a, dtype=None):
    a = asarray(a)
    return ones(a.shape, a.dtype if dtype is None else dtype)


empty_like = zeros_like


def full_like(a, fill_value, dtype=None):
    a = asarray(a)
    return full(a.shape, fill_value, a.dtype if dtype is None else dtype)


def eye(N, M=None, k=0, dtype=None):
    made = zeros((N, N if M is None else M), dtype)
    for row in range(int(N)):
        if 0 <= row + k < made.shape[1]:
            made[row, row + k] = 1
    return made


def identity(n, dtype=None):
    return eye(n, dtype=dtype)


def arange(start, stop=None, step=1, dtype=None):
    if stop is None:
        start, stop = 0, start
    start, stop, step = [each._python() if isinstance(each, generic) else each for each in (start, stop, step)]
    if step == 0:
        raise ZeroDivisionError("division by zero")
    count = max(0, math.ceil((stop - start) / step))
    whole = all(isinstance(each, int) for each in (start, stop, step))
    # As NumPy fills: by the difference of the first two.
    apart = (start + step) - start
    places = torch.arange(count, dtype=torch.int64 if whole else torch.float64)
    made = places * apart + start
    return wrap(made if dtype is None else made.to(as_dtype(dtype).torch))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None):
    if isinstance(start, (ndarray, list)) or isinstance(stop, (ndarray, list)):
        _C._refuse("numpy.linspace of arrays")
    start, stop, num = float(start), float(stop), int(num)
    if num < 0:
        raise ValueError("Number of samples, {}, must be non-negative.".format(num))
    parts = num - 1 if endpoint else num
    places = torch.arange(num, dtype=torch.float64)
    apart = stop - start
    step = apart / parts if parts > 0 else math.nan
    if parts > 0 and step != 0.0:
        made = places * step + start
    else:
        made = (places / parts if parts > 0 else places) * apart + start
    if endpoint and num > 1:
        made[-1] = stop
    if dtype is not None:
        kind = as_dtype(dtype).torch
        made = made.to(kind) if kind.is_floating_point else torch.floor(made).to(kind)
    return (wrap(made), step) if retstep else wrap(made)


def _all(arrays):
    tensors = [contents(each) for each in arrays]
    if not tensors:
        raise ValueError("need at least one array to concatenate")
    kind = tensors[0].dtype
    for each in tensors[1:]:
        kind = promote(kind, each.dtype)
    return [each.to(kind) for each in tensors]


def concatenate(arrays, axis=0):
    tensors = _all(arrays)
    if axis is None:
        return wrap(torch.cat([each.reshape(-1) for each in tensors]))
    if any(each.dim() == 0 for each in tensors):
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    first = tensors[0]
    axis = one_axis(axis, first.dim())
    for place, each in enumerate(tensors[1:], 1):
        if each.dim() != first.dim():
            raise ValueError(
                "all the input arrays must have same number of dimensions, but the array at index 0 has {} "
                "dimension(s) and the array at index {} has {} dimension(s)".format(first.dim(), place, each.dim())
            )
        for at in range(first.dim()):
            if at != axis and each.shape[at] != first.shape[at]:
                raise ValueError(
                    "all the input array dimensions except for the concatenation axis must match exactly, but along "
                    "dimension {}, the array at index 0 has size {} and the array at index {} has size {}".format(
                        at, first.shape[at], place, each.shape[at]
                    )
                )
    return wrap(torch.cat(tensors, dim=axis))


def stack(arrays, axis=0):
    tensors = _all(arrays)
    if len(set(tuple(each.shape) for each in tensors)) > 1:
        raise ValueError("all input arrays must have the same shape")
    return wrap(torch.stack(tensors, dim=one_axis(axis, tensors[0].dim() + 1)))


def vstack(tup):
    return concatenate([each.reshape(1, -1) if each.ndim < 2 else each for each in map(asarray, tup)], 0)


def hstack(tup):
    arrays = [each.reshape(-1) if each.ndim == 0 else each for each in map(asarray, tup)]
    return concatenate(arrays, 0 if arrays and arrays[0].ndim == 1 else 1)


def expand_dims(a, axis):
    a = asarray(a)
    return a._view(a._tensor.unsqueeze(one_axis(axis, a.ndim + 1)))


def where(condition, *choices):
    if not choices:
        return asarray(condition).nonzero()
    x, y = [contents(each) for each in choices]
    kind = common([x, y])
    return wrap(torch.where(contents(condition).to(torch.bool), x.to(kind), y.to(kind)))


def shape(a):
    return asarray(a).shape


def ndim(a):
    return asarray(a).ndim


def size(a, axis=None):
    a = asarray(a)
    return a.size if axis is None else a.shape[axis]


def _unary(name, of=None, whole=False):
    def function(x):
        return unary(of or name, x, whole)

    function.__name__ = name
    return function


exp = _unary("exp")
exp2 = _unary("exp2")
expm1 = _unary("expm1")
log = _unary("log")
log2 = _unary("log2")
log10 = _unary("log10")
log1p = _unary("log1p")
sqrt = _unary("sqrt")
sin = _unary("sin")
cos = _unary("cos")
tan = _unary("tan")
arcsin = _unary("arcsin")
arccos = _unary("arccos")
arctan = _unary("arctan")
sinh = _unary("sinh")
cosh = _unary("cosh")
tanh = _unary("tanh")
floor = _unary("floor")
ceil = _unary("ceil")
absolute = _unary("absolute", "abs", True)
sign = _unary("sign", None, True)
square = _unary("square", None, True)
isnan = _unary("isnan", None, True)
isinf = _unary("isinf", None, True)
isfinite = _unary("isfinite", None, True)
logical_not = _unary("logical_not", None, True)


def negative(x):
    return -asarray(x)


def _binary(name, of):
    def function(x1, x2):
        return operate(of, x1, x2)

    function.__name__ = name
    return function


add = _binary("add", "add")
subtract = _binary("subtract", "sub")
multiply = _binary("multiply", "mul")
divide = true_divide = _binary("divide", "div")
floor_divide = _binary("floor_divide", "floor_divide")
mod = remainder = _binary("remainder", "remainder")
power = _binary("power", "pow")
maximum = _binary("maximum", "maximum")
minimum = _binary("minimum", "minimum")
equal = _binary("equal", "eq")
not_equal = _binary("not_equal", "ne")
less = _binary("less", "lt")
less_equal = _binary("less_equal", "le")
greater = _binary("greater", "gt")
greater_equal = _binary("greater_equal", "ge")
logical_and = _binary("logical_and", "logical_and")
logical_or = _binary("logical_or", "logical_or")
logical_xor = _binary("logical_xor", "logical_xor")
matmul = _binary("matmul", "matmul")


def dot(a, b):
    a, b = asarray(a), asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return operate("mul", a, b)
    if b.ndim > 2 or a.ndim > 2:
        _C._refuse("numpy.dot of more than two dimensions")
    inner = b.shape[-2] if b.ndim > 1 else b.shape[0]
    if a.shape[-1] != inner:
        shown = [str(each.shape).replace(" ", "") for each in (a, b)]
        raise ValueError(
            "shapes {} and {} not aligned: {} (dim {}) != {} (dim 0)".format(
                *shown, a.shape[-1], a.ndim - 1, inner
            )
        )
    return operate("matmul", a, b)


def outer(a, b):
    return operate("mul", asarray(a).reshape(-1, 1), asarray(b).reshape(1, -1))


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    a, b = contents(a), contents(b)
    kind = common([a, b])
    if not kind.is_floating_point:
        kind = torch.float64
    return result(torch.isclose(a.to(kind), b.to(kind), rtol=rtol, atol=atol, equal_nan=equal_nan))


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return bool(asarray(isclose(a, b, rtol, atol, equal_nan)).all())


def array_equal(a1, a2):
    a, b = asarray(a1), asarray(a2)
    return a.shape == b.shape and bool(asarray(a == b).all())


def sort(a, axis=-1):
    a = asarray(a)
    if axis is None:
        a, axis = a.ravel(), 0
    return wrap(torch.sort(a._tensor, dim=one_axis(axis, a.ndim), stable=True)[0])


def unique(ar, return_index=False, return_inverse=False, return_counts=False):
    if return_index:
        _C._refuse("numpy.unique with return_index")
    values, inverse, counts = torch.unique(contents(ar).reshape(-1), return_inverse=True, return_counts=True)
    if values.is_floating_point() and bool(values.isnan().any()):
        _C._refuse("numpy.unique of nan")
    made = [wrap(values)]
    if return_inverse:
        made.append(wrap(inverse))
    if return_counts:
        made.append(wrap(counts))
    return made[0] if len(made) == 1 else tuple(made)


def issubdtype(arg1, arg2):
    def kind(given):
        return given if isinstance(given, type) and issubclass(given, generic) else as_dtype(given).type

    return issubclass(kind(arg1), kind(arg2))


def isscalar(element):
    return isinstance(element, (generic, int, float, str))
