# numpy: ndarray, a tensor's memory under NumPy's rules. Behaviour follows NumPy 1.24; the text is our own.

import torch
from torch import _C, _numpy
from numpy._dtypes import as_dtype, bool_, dtype_of, floating, integer, scalar
from numpy._operators import contents, install, operate
from numpy._reductions import arg_reduce, accumulate, mean, reduce, variance

newaxis = None


def wrap(tensor):
    """An array on this tensor's memory."""
    array = object.__new__(ndarray)
    array._tensor = tensor
    return array


def result(tensor):
    """An array, or a scalar where there is no dimension."""
    return scalar(tensor) if tensor.dim() == 0 else wrap(tensor)


def of_tensor(tensor):
    dtype_of(tensor)
    return wrap(tensor.detach())


def array(object, dtype=None, *, copy=True, ndmin=0):
    tensor = contents(object)
    wanted = tensor.dtype if dtype is None else as_dtype(dtype).torch
    made = tensor.to(wanted)
    if made is tensor and copy and isinstance(object, (ndarray, torch.Tensor)):
        made = tensor.clone()
    while made.dim() < ndmin:
        made = made.unsqueeze(0)
    return wrap(made)


def asarray(a, dtype=None):
    if isinstance(a, ndarray) and (dtype is None or as_dtype(dtype) is a.dtype):
        return a
    return array(a, dtype, copy=False)


def _shape_of(args):
    if len(args) == 1 and not isinstance(args[0], (int, integer)):
        return tuple(int(size) for size in args[0])
    return tuple(int(size) for size in args)


def _axis_error(axis, ndim):
    return AxisError("axis {} is out of bounds for array of dimension {}".format(axis, ndim))


class AxisError(ValueError, IndexError):
    __module__ = "numpy"


def one_axis(axis, ndim):
    axis = int(axis)
    if axis < -ndim or axis >= ndim:
        raise _axis_error(axis, ndim)
    return axis % ndim


class ndarray:
    __module__ = "numpy"
    _reversed = False

    def __new__(cls, *args, **options):
        _C._refuse("making a numpy.ndarray by its class")

    def __init_subclass__(cls, **options):
        _C._refuse("a subclass of numpy.ndarray")

    def __getattr__(self, name):
        if name in _missing:
            _C._refuse("numpy.ndarray." + name)
        raise AttributeError("'numpy.ndarray' object has no attribute '{}'".format(name))

    @property
    def shape(self):
        return tuple(self._tensor.shape)

    @property
    def ndim(self):
        return self._tensor.dim()

    @property
    def size(self):
        return self._tensor.numel()

    @property
    def dtype(self):
        return dtype_of(self._tensor)

    @property
    def itemsize(self):
        return self.dtype.itemsize

    @property
    def nbytes(self):
        return self.size * self.itemsize

    @property
    def strides(self):
        if self._reversed:
            _C._refuse("numpy.ndarray.strides of a reversed array")
        return tuple(step * self.itemsize for step in self._tensor.stride())

    @property
    def T(self):
        return self._view(self._tensor.permute(*reversed(range(self.ndim)))) if self.ndim > 1 else self

    @property
    def flat(self):
        return iter(self.ravel())

    def _view(self, tensor):
        made = wrap(tensor)
        if self._reversed:
            made._reversed = True
        return made

    def __len__(self):
        if self.ndim == 0:
            raise TypeError("len() of unsized object")
        return self._tensor.shape[0]

    def __iter__(self):
        if self.ndim == 0:
            raise TypeError("iteration over a 0-d array")
        for i in range(len(self)):
            yield self[i]

    def __contains__(self, value):
        return bool((self == value).any())

    def __str__(self):
        return _printing().array_str(self)

    def __repr__(self):
        return _printing().array_repr(self)

    def __format__(self, spec):
        if self.ndim == 0:
            return format(self.item(), spec)
        if spec == "":
            return str(self)
        raise TypeError("unsupported format string passed to numpy.ndarray.__format__")

    def _single(self):
        if self.size != 1:
            raise TypeError("only size-1 arrays can be converted to Python scalars")
        return self._tensor.item()

    def __float__(self):
        return float(self._single())

    def __int__(self):
        return int(self._single())

    def __index__(self):
        if self.ndim > 0 or self.dtype.kind not in "iu":
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        return self._tensor.item()

    def __bool__(self):
        if self.size > 1:
            raise ValueError(
                "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
            )
        return self.size == 1 and bool(self._tensor.item())

    __hash__ = None

    def item(self, *args):
        if args:
            _C._refuse("numpy.ndarray.item with an index")
        if self.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return self._tensor.item()

    def tolist(self):
        return self._tensor.tolist()

    def copy(self, order="C"):
        return wrap(self._tensor.clone(memory_format=torch.contiguous_format))

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo):
        return self.copy()

    def astype(self, dtype, copy=True):
        kind = as_dtype(dtype).torch
        if kind is self._tensor.dtype:
            return self.copy() if copy else self
        return wrap(self._tensor.to(kind))

    def view(self, *args):
        if args:
            _C._refuse("numpy.ndarray.view with a dtype")
        return self._view(self._tensor)

    def fill(self, value):
        self[...] = value

    def reshape(self, *shape, order="C"):
        if order != "C":
            _C._refuse("numpy.reshape with order")
        sizes = _shape_of(shape)
        known = 1
        for size in sizes:
            known *= size if size >= 0 else 1
        holes = sum(size < 0 for size in sizes)
        if holes > 1:
            raise ValueError("can only specify one unknown dimension")
        if (known != self.size) if holes == 0 else (known == 0 or self.size % known != 0):
            raise ValueError(
                "cannot reshape array of size {} into shape {}".format(self.size, str(sizes).replace(" ", ""))
            )
        return self._view(self._tensor.reshape(tuple(-1 if size < 0 else size for size in sizes)))

    def ravel(self, order="C"):
        return self.reshape(-1, order=order)

    def flatten(self, order="C"):
        return self.reshape(-1, order=order).copy()

    def transpose(self, *axes):
        if not axes or axes == (None,):
            return self.T
        order = [one_axis(axis, self.ndim) for axis in _shape_of(axes)]
        if len(order) != self.ndim:
            raise ValueError("axes don't match array")
        return self._view(self._tensor.permute(*order))

    def swapaxes(self, axis1, axis2):
        return self._view(self._tensor.transpose(one_axis(axis1, self.ndim), one_axis(axis2, self.ndim)))

    def squeeze(self, axis=None):
        if axis is None:
            return self._view(self._tensor.squeeze())
        if isinstance(axis, tuple):
            _C._refuse("numpy.squeeze with several axes")
        at = one_axis(axis, self.ndim)
        if self.shape[at] != 1:
            raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
        return self._view(self._tensor.squeeze(at))

    def __getitem__(self, index):
        items, copied = _index(self, index)
        if items is None:
            return scalar(self._tensor) if self.ndim == 0 and index == () else self._view(self._tensor)
        taken = self._tensor
        for axis in copied:
            taken = taken.flip(axis)
        taken = taken[items]
        if taken.dim() == 0 and not any(item is Ellipsis for item in items):
            return scalar(taken)
        made = self._view(taken)
        if copied:
            made._reversed = True
        return made

    def __setitem__(self, index, value):
        if self._reversed:
            _C._refuse("writing into a numpy array that was reversed by a slice")
        items, copied = _index(self, index)
        if copied:
            _C._refuse("assignment through a slice with a negative step")
        given = contents(value)
        if given.dtype != self._tensor.dtype:
            if not given.is_floating_point() or self._tensor.is_floating_point() or given.isfinite().all():
                given = given.to(self._tensor.dtype)
            elif given.dim() == 0:
                raise ValueError("cannot convert float NaN to integer")
            else:
                _C._refuse("storing values that are not finite as integers")
        target = self._tensor if items is None else self._tensor[items]
        shape = tuple(target.shape)
        while given.dim() > len(shape) and given.shape[0] == 1:
            given = given[0]
        sizes = tuple(given.shape)
        fits = len(sizes) <= len(shape) and all(
            a == b or a == 1 for a, b in zip(sizes[::-1], shape[::-1])
        )
        if not fits:
            raise ValueError(
                "could not broadcast input array from shape {} into shape {}".format(
                    str(sizes).replace(" ", ""), str(shape).replace(" ", "")
                )
            )
        if items is None:
            self._tensor.copy_(given)
        else:
            self._tensor[items] = given

    def sum(self, axis=None, dtype=None, out=None, keepdims=False):
        return result(reduce("sum", self._tensor, axis, keepdims, _plain(dtype, out)))

    def prod(self, axis=None, dtype=None, out=None, keepdims=False):
        return result(reduce("prod", self._tensor, axis, keepdims, _plain(dtype, out)))

    def max(self, axis=None, out=None, keepdims=False):
        return result(reduce("max", self._tensor, axis, keepdims, _plain(None, out)))

    def min(self, axis=None, out=None, keepdims=False):
        return result(reduce("min", self._tensor, axis, keepdims, _plain(None, out)))

    def any(self, axis=None, out=None, keepdims=False):
        return result(reduce("any", self._tensor, axis, keepdims, _plain(None, out)))

    def all(self, axis=None, out=None, keepdims=False):
        return result(reduce("all", self._tensor, axis, keepdims, _plain(None, out)))

    def mean(self, axis=None, dtype=None, out=None, keepdims=False):
        return result(mean(self._tensor, axis, keepdims, _plain(dtype, out)))

    def var(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
        return result(variance(self._tensor, axis, ddof, keepdims, _plain(dtype, out)))

    def std(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
        return result(variance(self._tensor, axis, ddof, keepdims, _plain(dtype, out)).sqrt())

    def argmax(self, axis=None, out=None, *, keepdims=False):
        _plain(None, out)
        return result(arg_reduce("argmax", self._tensor, axis, keepdims))

    def argmin(self, axis=None, out=None, *, keepdims=False):
        _plain(None, out)
        return result(arg_reduce("argmin", self._tensor, axis, keepdims))

    def cumsum(self, axis=None, dtype=None, out=None):
        return wrap(accumulate("cumsum", self._tensor, axis, _plain(dtype, out)))

    def cumprod(self, axis=None, dtype=None, out=None):
        return wrap(accumulate("cumprod", self._tensor, axis, _plain(dtype, out)))

    def round(self, decimals=0, out=None):
        _plain(None, out)
        tensor = self._tensor
        if tensor.is_floating_point():
            scale = 10.0 ** abs(decimals)
            tensor = torch.round(tensor * scale) / scale if decimals >= 0 else torch.round(tensor / scale) * scale
        elif decimals < 0 or tensor.dtype is torch.bool:
            _C._refuse("numpy.round of integers to tens, or of bools")
        else:
            tensor = tensor.clone()
        return result(tensor)

    def clip(self, min=None, max=None, out=None):
        _plain(None, out)
        made = self if min is None else operate("maximum", self, min)
        return made if max is None else operate("minimum", made, max)

    def dot(self, b):
        return operate("matmul", self, b) if self.ndim and getattr(b, "ndim", 0) else operate("mul", self, b)

    def argsort(self, axis=-1, kind=None):
        axis = one_axis(axis, self.ndim)
        return wrap(torch.sort(self._tensor, dim=axis, stable=True)[1])

    def sort(self, axis=-1, kind=None):
        self[...] = wrap(torch.sort(self._tensor, dim=one_axis(axis, self.ndim), stable=True)[0])

    def nonzero(self):
        return tuple(wrap(each) for each in torch.nonzero(self._tensor, as_tuple=True))

    def take(self, indices, axis=None):
        if axis is None:
            return self.ravel()[asarray(indices)]
        return self[(slice(None),) * one_axis(axis, self.ndim) + (asarray(indices),)]


_missing = frozenset(
    "argpartition base byteswap choose compress conj conjugate ctypes data diagonal dump dumps flags "
    "getfield imag itemset newbyteorder partition ptp put real repeat resize searchsorted setfield setflags tobytes "
    "tofile tostring trace __array__ __array_interface__".split()
)


def _plain(dtype, out):
    if out is not None:
        _C._refuse("a numpy function with out=")
    return None if dtype is None else as_dtype(dtype).torch


def _printing():
    import numpy._printing

    return numpy._printing


def _index(array, index):
    """The index as torch takes it (None for the whole), and the axes that it reverses first."""
    items = list(index) if isinstance(index, tuple) else [index]
    if len(items) == 0 or (len(items) == 1 and items[0] is Ellipsis):
        return None, ()
    taken = []
    for item in items:
        if isinstance(item, (list, torch.Tensor)):
            item = asarray(item) if len(item) else wrap(torch.zeros(0, dtype=torch.int64))
        elif isinstance(item, (bool, bool_)) or isinstance(item, (tuple, range)):
            _C._refuse("a numpy index of type {}".format(type(item).__name__))
        taken.append(item)
    used = 0
    for item in taken:
        if isinstance(item, ndarray):
            used += item.ndim if item.dtype.kind == "b" else 1
        elif item is not None and item is not Ellipsis:
            used += 1
    if used > array.ndim:
        raise IndexError(
            "too many indices for array: array is {}-dimensional, but {} were indexed".format(array.ndim, used)
        )
    advanced = any(isinstance(item, ndarray) for item in taken)
    axis = 0
    made = []
    reversed_axes = []
    kinds = ""
    for item in taken:
        if item is None:
            made.append(None)
            kinds += "s"
        elif item is Ellipsis:
            made.append(item)
            axis += array.ndim - used
            kinds += "s"
        elif isinstance(item, slice):
            made.append(_slice(item, array.shape[axis], axis, reversed_axes))
            axis += 1
            kinds += "s"
        elif isinstance(item, ndarray):
            made.append(_positions(item, array.shape, axis))
            axis += item.ndim if item.dtype.kind == "b" else 1
            kinds += "a"
        else:
            made.append(_place(item, array.shape[axis], axis))
            axis += 1
            kinds += "i"
    if advanced and "i" in kinds and "s" in kinds.strip("s"):
        _C._refuse("a numpy index of ints and arrays with a slice between them")
    if advanced and reversed_axes:
        _C._refuse("a numpy index of arrays and slices with a negative step")
    return tuple(made), reversed_axes


def _place(item, size, axis):
    if isinstance(item, (float, floating, str)) or not hasattr(item, "__index__"):
        raise IndexError(
            "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are "
            "valid indices"
        )
    place = item.__index__()
    if place < -size or place >= size:
        raise IndexError("index {} is out of bounds for axis {} with size {}".format(place, axis, size))
    return place


def _slice(item, size, axis, reversed_axes):
    start, stop, step = item.indices(size)
    if step > 0:
        return slice(start, max(start, stop), step)
    reversed_axes.append(axis)
    # In the flipped array the places count from the other end.
    return slice(size - 1 - start, max(size - 1 - start, size - 1 - stop), -step)


def _positions(item, shape, axis):
    tensor = item._tensor
    if item.dtype.kind == "b":
        for i, size in enumerate(item.shape):
            if size != shape[axis + i]:
                raise IndexError(
                    "boolean index did not match indexed array along dimension {}; dimension is {} but corresponding "
                    "boolean dimension is {}".format(axis + i, shape[axis + i], size)
                )
        return tensor
    if item.dtype.kind == "f":
        raise IndexError("arrays used as indices must be of integer (or boolean) type")
    size = shape[axis]
    for bad in tensor[(tensor < -size) | (tensor >= size)].tolist()[:1]:
        raise IndexError("index {} is out of bounds for axis {} with size {}".format(bad, axis, size))
    return tensor.to(torch.int64)


install(ndarray, True)
