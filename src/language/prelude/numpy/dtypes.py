# numpy: the dtypes, and the types of scalars. A scalar is a number in a box of its own class, so that what takes numbers
# takes it. Behaviour follows NumPy 1.24; the text is our own.

import torch
from torch import _C, _numpy


class dtype:
    __module__ = "numpy"

    def __new__(cls, given):
        return as_dtype(given)

    def __repr__(self):
        return "dtype('{}')".format(self.name)

    def __str__(self):
        return self.name

    def __eq__(self, other):
        if other is None:
            return False
        try:
            return as_dtype(other) is self
        except TypeError:
            return False

    def __hash__(self):
        return hash(self.name)


class generic:
    __module__ = "numpy"

    def __new__(cls, *args):
        raise TypeError("cannot create 'numpy.{}' instances".format(cls.__name__))

    shape = ()
    ndim = 0
    size = 1

    @property
    def dtype(self):
        return as_dtype(type(self))

    @property
    def itemsize(self):
        return self.dtype.itemsize

    @property
    def T(self):
        return self

    def item(self):
        return self._python()

    tolist = item

    def __str__(self):
        return repr(self)

    def __format__(self, spec):
        return str(self) if spec == "" else format(self._python(), spec)

    def __bool__(self):
        return bool(self._python())

    def __hash__(self):
        return hash(self._python())

    def __int__(self):
        return int(self._python())

    def __float__(self):
        return float(self._python())


class number(generic):
    __module__ = "numpy"


class integer(number):
    __module__ = "numpy"

    def __new__(cls, value=0):
        return scalar_of(cls, value)

    def _python(self):
        return _numpy.unbox(self)

    def __repr__(self):
        return repr(_numpy.unbox(self))

    def __index__(self):
        return _numpy.unbox(self)

    def __round__(self, ndigits=None):
        if ndigits is None:
            return _numpy.unbox(self)
        if ndigits < 0:
            _C._refuse("rounding a numpy integer to tens")
        return self


class signedinteger(integer):
    __module__ = "numpy"


class unsignedinteger(integer):
    __module__ = "numpy"


class inexact(number):
    __module__ = "numpy"


class floating(inexact):
    __module__ = "numpy"

    def __new__(cls, value=0.0):
        return scalar_of(cls, value)

    def _python(self):
        return _numpy.unbox(self)

    def __repr__(self):
        return float_text(_numpy.unbox(self), type(self)._bits)

    def __round__(self, ndigits=None):
        value = _numpy.unbox(self)
        if ndigits is None:
            return round(value)
        return rounded(self, ndigits)

    def is_integer(self):
        return _numpy.unbox(self).is_integer()


class int8(signedinteger):
    __module__ = "numpy"


class int16(signedinteger):
    __module__ = "numpy"


class int32(signedinteger):
    __module__ = "numpy"


class int64(signedinteger):
    __module__ = "numpy"


class uint8(unsignedinteger):
    __module__ = "numpy"


class float16(floating):
    __module__ = "numpy"
    _bits = 16


class float32(floating):
    __module__ = "numpy"
    _bits = 32


class float64(floating, float):
    __module__ = "numpy"
    _bits = 64


class bool_(generic):
    __module__ = "numpy"

    def __new__(cls, value=False):
        return TRUE if value else FALSE

    def _python(self):
        return self is TRUE

    def __repr__(self):
        return "True" if self is TRUE else "False"

    def __format__(self, spec):
        return str(self) if spec == "" else format(self is TRUE, spec)

    def __index__(self):
        raise TypeError("In the future, `np.bool_` will not be usable as an index")


TRUE = object.__new__(bool_)
FALSE = object.__new__(bool_)

_table = [
    (bool_, torch.bool, "b", 1),
    (uint8, torch.uint8, "u", 1),
    (int8, torch.int8, "i", 1),
    (int16, torch.int16, "i", 2),
    (int32, torch.int32, "i", 4),
    (int64, torch.int64, "i", 8),
    (float16, torch.float16, "f", 2),
    (float32, torch.float32, "f", 4),
    (float64, torch.float64, "f", 8),
]
_by_type = {}
_by_name = {}
_by_torch = {}

for _type, _torch, _kind, _size in _table:
    _made = object.__new__(dtype)
    _made.name = "bool" if _type is bool_ else _type.__name__
    _made.type = _type
    _made.kind = _kind
    _made.itemsize = _size
    _made.torch = _torch
    _by_type[_type] = _made
    _by_torch[_torch] = _made
    _by_name[_made.name] = _made
    _by_name[_kind + str(_size)] = _made
    _made.str = ("|" if _size == 1 else "<") + _kind + str(_size)
    _by_name[_made.str] = _made

_by_type[bool] = _by_type[bool_]
_by_type[int] = _by_type[int64]
_by_type[float] = _by_type[float64]
for _name, _of in [
    ("?", bool_), ("B", uint8), ("b", int8), ("h", int16), ("i", int32), ("l", int64), ("q", int64), ("e", float16),
    ("f", float32), ("d", float64), ("int", int64), ("float", float64), ("half", float16), ("single", float32),
    ("double", float64), ("long", int64),
]:
    _by_name[_name] = _by_type[_of]


def as_dtype(given):
    """The dtype that a dtype, a type or a name stands for."""
    if isinstance(given, dtype):
        return given
    if given is None:
        return _by_type[float64]
    if isinstance(given, str):
        found = _by_name.get(given)
        if found is not None:
            return found
        if given.lstrip("<>|=")[:1] in ("c", "U", "S", "O", "M", "m", "u", "V", "g", "G", "F", "D") or given in (
            "object", "str", "complex",
        ):
            _C._refuse("the numpy dtype '{}'".format(given))
        raise TypeError("data type '{}' not understood".format(given))
    if isinstance(given, type):
        found = _by_type.get(given)
        if found is not None:
            return found
        _C._refuse("the numpy dtype {}".format(given.__name__))
    raise TypeError("Cannot interpret '{}' as a data type".format(given))


def dtype_of(tensor):
    found = _by_torch.get(tensor.dtype)
    if found is None:
        raise TypeError("Got unsupported ScalarType {}".format(str(tensor.dtype).replace("torch.bfloat16", "BFloat16")))
    return found


def scalar_of(kind, value):
    """A scalar of this type with the value of a number."""
    if isinstance(value, str):
        value = float(value) if issubclass(kind, floating) else int(value)
    if hasattr(value, "_tensor") and value._tensor.dim() > 0:
        return value.astype(kind)
    if isinstance(value, (list, tuple)):
        import numpy._array

        return numpy._array.array(value, kind)
    if isinstance(value, generic):
        value = value._python()
    elif hasattr(value, "_tensor"):
        value = value._tensor.item()
    elif isinstance(value, torch.Tensor):
        value = value.item()
    if kind is float64:
        return _numpy.box(kind, float(value))
    if kind is int64:
        return _numpy.box(kind, int(value))
    if issubclass(kind, integer):
        value = int(value)
        return _numpy.box(kind, torch.tensor(value).to(_by_type[kind].torch).item())
    return _numpy.box(kind, torch.tensor(float(value), dtype=torch.float64).to(_by_type[kind].torch).item())


def scalar(tensor):
    """The element of a tensor of no dimension."""
    kind = dtype_of(tensor).type
    if kind is bool_:
        return TRUE if tensor.item() else FALSE
    return _numpy.box(kind, tensor.item())


def float_text(value, bits):
    """The shortest digits that tell a float from its neighbours, as Python writes them."""
    if bits == 64 or value != value or value in (float("inf"), float("-inf")):
        return repr(value)
    if bits == 16:
        _C._refuse("printing a numpy.float16 scalar")
    size = abs(value)
    if size != 0.0 and (size < 1e-4 or size >= 1e16):
        mantissa, _, exponent = _numpy.shortest(value, bits).partition("e")
        if mantissa.endswith(".0"):
            mantissa = mantissa[:-2]
        return "{}e{}{:02d}".format(mantissa, exponent[0], int(exponent[1:]))
    return positional(value, bits)


def positional(value, bits):
    """The shortest digits without exponent, with a digit on both sides of the point."""
    mantissa, _, exponent = _numpy.shortest(value, bits).partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = whole + fraction
    point = 1 + int(exponent)
    if point <= 0:
        text = "0." + "0" * -point + digits
    elif point >= len(digits):
        text = digits + "0" * (point - len(digits)) + ".0"
    else:
        text = digits[:point] + "." + digits[point:]
    return sign + text


def rounded(value, decimals):
    scale = 10.0 ** abs(decimals)
    number = _numpy.unbox(value)
    kind = _by_type[type(value)].torch
    tensor = torch.tensor(number, dtype=kind)
    result = torch.round(tensor * scale) / scale if decimals >= 0 else torch.round(tensor / scale) * scale
    return scalar(result)
