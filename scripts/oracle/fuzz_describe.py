# What is compared of a value. Run as it is by PyTorch and by our interpreter.


def _describe(value):
    if isinstance(value, torch.Tensor):
        flat = value.detach().flatten()
        if value.is_complex():
            flat = torch.view_as_real(flat.resolve_conj()).flatten().double()
        flat = flat.double() if value.dtype.is_floating_point else flat
        return "tensor " + str(value.dtype) + " " + str(list(value.shape)) + " " + repr(flat.tolist())
    if isinstance(value, (tuple, list)):
        return "; ".join([_describe(item) for item in value])
    if value is None or isinstance(value, (bool, int, float, str, torch.dtype)):
        return repr(value)
    return type(value).__name__
