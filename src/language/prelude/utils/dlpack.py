# torch.utils.dlpack: tensors handed over by their memory. There is no other library here to hand them to, so that what
# comes back is another tensor on the same memory. Behaviour and messages follow torch/utils/dlpack.py of PyTorch 1.13;
# the text is our own.

import torch


class _Capsule:
    """What to_dlpack gives; good for one tensor."""

    __module__ = "builtins"

    def __init__(self, tensor):
        self._tensor = tensor
        self._name = "dltensor"

    def __repr__(self):
        return f'<capsule object "{self._name}" at {hex(id(self))}>'


_Capsule.__name__ = _Capsule.__qualname__ = "PyCapsule"


def to_dlpack(tensor):
    return _Capsule(tensor.data)


def from_dlpack(ext_tensor):
    if isinstance(ext_tensor, torch.Tensor):
        if ext_tensor.requires_grad:
            raise RuntimeError("Can't export tensors that require gradient, use tensor.detach()")
        if ext_tensor.is_conj():
            raise RuntimeError("Can't export tensors with the conjugate bit set")
        return ext_tensor.data
    if hasattr(ext_tensor, "__dlpack__"):
        ext_tensor = ext_tensor.__dlpack__()
    if not isinstance(ext_tensor, _Capsule) or ext_tensor._name != "dltensor":
        raise RuntimeError(
            "from_dlpack received an invalid capsule. Note that DLTensor capsules can be consumed only once, so you "
            "might have already constructed a tensor from it once."
        )
    ext_tensor._name = "used_dltensor"
    return ext_tensor._tensor
