# numpy: operators between arrays, scalars and Python's numbers, with NumPy's promotion: among arrays the kinds decide; a
# scalar beside an array counts by its kind and its value. Behaviour follows NumPy 1.24; the text is our own.

import torch
from torch import _C, _numpy
from numpy._dtypes import FALSE, TRUE, as_dtype, bool_, dtype_of, float64, floating, generic, int64, integer, scalar

_order = {"b": 0, "u": 1, "i": 1, "f": 2}


def contents(value):
    """The tensor of a value: an array's own, or a new one of a number or nested sequences."""
    if isinstance(value, torch.Tensor):
        if value.requires_grad:
            return value.numpy()._tensor
        dtype_of(value)
        return value
    tensor = getattr(value, "_tensor", None)
    if tensor is not None:
        return tensor
    if isinstance(value, generic):
        return torch.tensor(value._python(), dtype=value.dtype.torch)
    if isinstance(value, bool):
        return torch.tensor(value)
    if isinstance(value, int):
        if value < -(2**63) or value >= 2**63:
            _C._refuse("a numpy integer of more than 64 bits")
        return torch.tensor(value, dtype=torch.int64)
    if isinstance(value, float):
        return torch.tensor(value, dtype=torch.float64)
    if isinstance(value, (list, tuple, range)):
        return _nested(list(value))
    _C._refuse("a numpy array of {}".format(type(value).__name__))


def _nested(items):
    if len(items) == 0:
        return torch.zeros(0, dtype=torch.float64)
    kinds = set(type(item) for item in items)
    if kinds <= {int, bool, float}:
        kind = torch.float64 if float in kinds else torch.int64 if int in kinds else torch.bool
        if kind is torch.int64 and any(abs(item) >= 2**63 for item in items):
            _C._refuse("a numpy integer of more than 64 bits")
        return torch.tensor(items, dtype=kind)
    parts = [contents(item) for item in items]
    shapes = set(tuple(part.shape) for part in parts)
    if len(shapes) > 1:
        raise ValueError(
            "setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 "
            "dimensions. The detected shape was ({},) + inhomogeneous part.".format(len(parts))
        )
    kind = parts[0].dtype
    for part in parts[1:]:
        kind = promote(kind, part.dtype)
    return torch.stack([part.to(kind) for part in parts])


def promote(a, b):
    """The dtype that holds both: ints of four bytes and more need a float64."""
    if a is b:
        return a
    one, two = as_kind(a), as_kind(b)
    if (one.kind == "f") == (two.kind == "f"):
        return torch.promote_types(a, b)
    whole, real = (two, one) if one.kind == "f" else (one, two)
    if whole.kind == "b":
        return real.torch
    needed = 2 if whole.itemsize == 1 else 4 if whole.itemsize == 2 else 8
    return {2: torch.float16, 4: torch.float32, 8: torch.float64}[max(needed, real.itemsize)]


def as_kind(torch_dtype):
    return dtype_of(torch.zeros(0, dtype=torch_dtype))


def common(tensors):
    """The dtype that an operation on these computes in."""
    arrays = [each.dtype for each in tensors if each.dim() > 0]
    scalars = [each for each in tensors if each.dim() == 0]
    if not arrays or not scalars:
        return _promoted([each.dtype for each in tensors])
    kind = _promoted(arrays)
    mine = as_kind(kind)
    for each in scalars:
        other = as_kind(each.dtype)
        if _order[other.kind] > _order[mine.kind]:
            kind = promote(kind, each.dtype)
            continue
        if other.kind == "f" and mine.kind == "f":
            if each.isfinite() and not each.to(kind).isfinite():
                kind = promote(kind, each.dtype)
        elif other.kind in "iu" and mine.kind in "iu":
            limits = torch.iinfo(kind)
            if not limits.min <= each.item() <= limits.max:
                _C._refuse("numpy arithmetic of {} with {}, which it does not hold".format(mine, each.item()))
        mine = as_kind(kind)
    return kind


def _promoted(kinds):
    kind = kinds[0]
    for other in kinds[1:]:
        kind = promote(kind, other)
    return kind


def _check_shapes(tensors):
    sizes = [tuple(each.shape) for each in tensors]
    for column in range(1, max(len(size) for size in sizes) + 1):
        found = set(size[-column] for size in sizes if column <= len(size)) - {1}
        if len(found) > 1:
            shown = " ".join(str(size).replace(" ", "") for size in sizes)
            raise ValueError("operands could not be broadcast together with shapes {} ".format(shown))


_compare = {"eq", "ne", "lt", "le", "gt", "ge"}


def compute(name, a, b):
    """The tensor of `a name b`."""
    if name == "matmul":
        return _matmul(a, b)
    _check_shapes([a, b])
    kind = common([a, b])
    if name == "div" and not kind.is_floating_point:
        kind = torch.float64
    if kind is torch.bool:
        if name == "sub":
            raise TypeError(
                "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, "
                "or the logical_xor function instead."
            )
        if name in ("floor_divide", "remainder", "pow", "bitwise_left_shift", "bitwise_right_shift"):
            kind = torch.int8
        elif name == "add":
            name = "logical_or"
        elif name == "mul":
            name = "logical_and"
    if name.startswith("bitwise") and kind.is_floating_point:
        raise TypeError(
            "ufunc '{}' not supported for the input types, and the inputs could not be safely coerced to any supported "
            "types according to the casting rule ''safe''".format(name)
        )
    a, b = a.to(kind), b.to(kind)
    if not kind.is_floating_point:
        if name == "pow" and bool((b < 0).any()):
            raise ValueError("Integers to negative integer powers are not allowed.")
        if name in ("floor_divide", "remainder") and bool((b == 0).any()):
            _C._refuse("numpy integer division by zero")
    if name == "pow" and kind is torch.float32:
        # The C library's powf is as exact as a double's power rounded once.
        return torch.pow(a.to(torch.float64), b.to(torch.float64)).to(kind)
    return getattr(torch, name)(a, b)


def _matmul(a, b):
    for place, each in enumerate((a, b)):
        if each.dim() == 0:
            raise ValueError(
                "matmul: Input operand {} does not have enough dimensions (has 0, gufunc core with signature "
                "(n?,k),(k,m?)->(n?,m?) requires 1)".format(place)
            )
    kind = promote(a.dtype, b.dtype)
    if kind is torch.bool or kind is torch.float16:
        _C._refuse("numpy.matmul of {}".format(as_kind(kind)))
    inner = b.shape[-2] if b.dim() > 1 else b.shape[0]
    if a.shape[-1] != inner:
        raise ValueError(
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
            "(n?,k),(k,m?)->(n?,m?) (size {} is different from {})".format(inner, a.shape[-1])
        )
    return torch.matmul(a.to(kind), b.to(kind))


def wrapped(tensor):
    import numpy._array

    return numpy._array.result(tensor)


def operate(name, a, b):
    return wrapped(compute(name, contents(a), contents(b)))


def flag(value):
    return TRUE if value else FALSE


def unary(name, value, whole=False):
    """A function of one array; of ints in floats that hold them, unless it is theirs too."""
    tensor = contents(value)
    if not tensor.is_floating_point() and not whole:
        size = 1 if tensor.dtype is torch.bool else as_kind(tensor.dtype).itemsize
        tensor = tensor.to({1: torch.float16, 2: torch.float32}.get(size, torch.float64))
    if tensor.dtype is torch.float32 and not whole:
        return wrapped(getattr(torch, name)(tensor.to(torch.float64)).to(torch.float32))
    return wrapped(getattr(torch, name)(tensor))


def _known(value):
    return isinstance(value, (int, float, list, tuple, range, generic)) or hasattr(value, "_tensor")


def _forward(name):
    def method(self, other):
        # A tensor has its turn first, and has none for arrays.
        return operate(name, self, other) if _known(other) else NotImplemented

    return method


def _backward(name):
    def method(self, other):
        if isinstance(other, torch.Tensor):
            return torch.as_tensor(operate(name, other, self))
        return operate(name, other, self) if _known(other) else NotImplemented

    return method


def _in_place(name):
    def method(self, other):
        if not _known(other):
            return NotImplemented
        if self._reversed:
            _C._refuse("writing into a numpy array that was reversed by a slice")
        made = compute(name, self._tensor, contents(other))
        mine, theirs = self.dtype, as_kind(made.dtype)
        if _order[theirs.kind] > _order[mine.kind]:
            raise _casting(name, theirs, mine)
        if made.shape != self._tensor.shape:
            raise ValueError(
                "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}".format(
                    str(self.shape).replace(" ", ""), str(tuple(made.shape)).replace(" ", "")
                )
            )
        self._tensor.copy_(made)
        return self

    return method


_ufuncs = {"sub": "subtract", "mul": "multiply", "div": "divide", "pow": "power"}


class UFuncTypeError(TypeError):
    __module__ = "numpy.core._exceptions"


def _casting(name, theirs, mine):
    return UFuncTypeError(
        "Cannot cast ufunc '{}' output from {} to {} with casting rule 'same_kind'".format(
            _ufuncs.get(name, name), repr(theirs), repr(mine)
        )
    )


def _invert(self):
    tensor = contents(self)
    if tensor.is_floating_point():
        raise TypeError(
            "ufunc 'invert' not supported for the input types, and the inputs could not be safely coerced to any "
            "supported types according to the casting rule ''safe''"
        )
    return wrapped(torch.bitwise_not(tensor))


def _negative(self):
    tensor = contents(self)
    if tensor.dtype is torch.bool:
        raise TypeError(
            "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not "
            "function instead."
        )
    return wrapped(torch.neg(tensor))


def _divmod(self, other):
    return operate("floor_divide", self, other), operate("remainder", self, other)


def install(cls, array):
    """Gives a class its operators."""
    for name, op in [
        ("add", "add"), ("sub", "sub"), ("mul", "mul"), ("truediv", "div"), ("floordiv", "floor_divide"),
        ("mod", "remainder"), ("pow", "pow"), ("and", "bitwise_and"), ("or", "bitwise_or"), ("xor", "bitwise_xor"),
        ("lshift", "bitwise_left_shift"), ("rshift", "bitwise_right_shift"), ("matmul", "matmul"),
    ]:
        if name == "matmul" and not array:
            continue
        setattr(cls, "__{}__".format(name), _forward(op))
        setattr(cls, "__r{}__".format(name), _backward(op))
        if array:
            setattr(cls, "__i{}__".format(name), _in_place(op))
    for name in _compare:
        setattr(cls, "__{}__".format(name), _forward(name))
    cls.__invert__ = _invert
    cls.__neg__ = _negative
    cls.__pos__ = lambda self: unary("clone", self, True)
    cls.__abs__ = lambda self: unary("abs", self, True)
    cls.__divmod__ = _divmod


for _scalar in (generic, integer, floating, float64):
    install(_scalar, False)
