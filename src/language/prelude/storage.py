# Storages: the flat memory that tensors are views of. Behaviour follows torch/storage.py of PyTorch 1.13; the text is
# our own.

import torch
from torch._C import _storage_elements

_LEGACY = {
    torch.float64: "DoubleStorage", torch.float32: "FloatStorage", torch.float16: "HalfStorage",
    torch.int64: "LongStorage", torch.int32: "IntStorage", torch.int16: "ShortStorage", torch.int8: "CharStorage",
    torch.uint8: "ByteStorage", torch.bool: "BoolStorage", torch.bfloat16: "BFloat16Storage",
    torch.complex128: "ComplexDoubleStorage", torch.complex64: "ComplexFloatStorage",
}


class TypedStorage:
    """The elements of a tensor's memory, in their order there; whoever writes into it writes into the tensors."""

    __module__ = "torch.storage"
    is_sparse = False

    def __init__(self, elements):
        # A 1-d tensor over all of the memory.
        self._elements = elements

    @property
    def dtype(self):
        return self._elements.dtype

    @property
    def device(self):
        return self._elements.device

    @property
    def is_cuda(self):
        return False

    def __getattr__(self, name):
        raise AttributeError(f"'torch.storage.TypedStorage' object has no attribute '{name}'", name=name, obj=self)

    def __len__(self):
        return self._elements.numel()

    def size(self):
        return len(self)

    def _wrapped(self, index):
        size = len(self)
        if not -size <= index < size:
            raise IndexError(f"index {index} out of range for storage of size {size}")
        return index % size

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            raise RuntimeError("slices are only supported in UntypedStorage.__getitem__")
        if not isinstance(idx, int):
            raise RuntimeError(f"can't index a {type(self)} with {type(idx)}")
        return self._elements[self._wrapped(idx)].item()

    def __setitem__(self, idx, value):
        if not isinstance(idx, (int, slice)):
            raise RuntimeError(f"can't index a {type(self)} with {type(idx)}")
        if torch.is_storage(value):
            raise RuntimeError(f"cannot set item with value type {type(value)}")
        self._elements[idx] = value

    def __iter__(self):
        return map(self._elements.tolist().__getitem__, range(len(self)))

    def __str__(self):
        rows = "\n ".join(str(value) for value in self)
        return f" {rows}\n[{torch.typename(self)}(dtype={self.dtype}, device={self.device}) of size {len(self)}]"

    def __repr__(self):
        return str(self)

    def __copy__(self):
        return self.clone()

    def __deepcopy__(self, memo):
        return self.clone()

    def fill_(self, value):
        self._elements.fill_(value)
        return self

    def copy_(self, source, non_blocking=None):
        if source.nbytes() != self.nbytes():
            raise RuntimeError("size does not match")
        self._elements.copy_(source._elements.view(self.dtype))
        return self

    def clone(self):
        return TypedStorage(self._elements.clone())

    def tolist(self):
        return self._elements.tolist()

    def cpu(self):
        return self

    def data_ptr(self):
        return self._elements.data_ptr()

    def element_size(self):
        return self._elements.element_size()

    def nbytes(self):
        return len(self) * self.element_size()

    def get_device(self):
        return -1

    def is_shared(self):
        return False

    def type(self, dtype=None, non_blocking=False):
        if dtype is None:
            return f"torch.{_LEGACY[self.dtype]}"
        torch._C._refuse("TypedStorage.type(dtype)")

    def _to(self, dtype):
        return self if dtype is self.dtype else TypedStorage(self._elements.to(dtype))

    def double(self):
        return self._to(torch.double)

    def float(self):
        return self._to(torch.float)

    def half(self):
        return self._to(torch.half)

    def long(self):
        return self._to(torch.long)

    def int(self):
        return self._to(torch.int)

    def short(self):
        return self._to(torch.short)

    def char(self):
        return self._to(torch.int8)

    def byte(self):
        return self._to(torch.uint8)

    def bool(self):
        return self._to(torch.bool)

    def bfloat16(self):
        return self._to(torch.bfloat16)

    def complex_double(self):
        return self._to(torch.cdouble)

    def complex_float(self):
        return self._to(torch.cfloat)


def storage_of(tensor):
    return TypedStorage(_storage_elements(tensor))
