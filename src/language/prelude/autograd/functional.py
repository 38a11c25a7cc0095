# torch.autograd.functional: derivatives of a function as values. Behaviour and messages follow
# torch/autograd/functional.py of PyTorch 1.13; the text is our own.

import torch
from torch import _C


def _as_tuple(value, name, caller):
    """Whether it was a tuple, and it as one."""
    if not isinstance(value, tuple):
        if not isinstance(value, torch.Tensor):
            raise TypeError(
                f"The {name} given to {caller} must be either a Tensor or a tuple of Tensors but the"
                f" given {name} has type {type(value)}."
            )
        return False, (value,)
    for i, each in enumerate(value):
        if not isinstance(each, torch.Tensor):
            raise TypeError(
                f"The {name} given to {caller} must be either a Tensor or a tuple of Tensors but the"
                f" value at index {i} has type {type(each)}."
            )
    return True, value


def _unwrap(result, is_tuple):
    return result if is_tuple else result[0]


def _unwrap_nested(result, outer, inner):
    return _unwrap(result if inner else tuple(row[0] for row in result), outer)


def _own(tensors, create_graph, need_graph):
    """Objects of our own, so that what the function captured is told apart from what it was given."""
    return tuple(
        each.view_as(each) if create_graph and each.requires_grad else each.detach().requires_grad_(need_graph)
        for each in tensors
    )


def _finish(tensors, create_graph):
    if create_graph:
        return tensors
    if isinstance(tensors[0], torch.Tensor):
        return tuple(each.detach() for each in tensors)
    return tuple(_finish(each, create_graph) for each in tensors)


def _check_vector(v, other, is_tuple):
    if len(other) != len(v):
        if is_tuple:
            raise RuntimeError(f"v is a tuple of invalid length: should be {len(other)} but got {len(v)}.")
        raise RuntimeError("The given v should contain a single Tensor.")
    for i, (mine, theirs) in enumerate(zip(v, other)):
        if mine.size() != theirs.size():
            entry = f"Entry {i} in " if is_tuple else ""
            raise RuntimeError(f"{entry}v has invalid size: should be {theirs.size()} but got {mine.size()}.")


_INDEPENDENT = {
    "hessian": "The hessian of the user-provided function with respect to input {}"
    " is independent of the input. This is not allowed in strict mode."
    " You should ensure that your function is thrice differentiable and that"
    " the hessian depends on the inputs.",
    "jacobian": "While computing the hessian, found that the jacobian of the user-provided"
    " function with respect to input {} is independent of the input. This is not"
    " allowed in strict mode. You should ensure that your function is twice"
    " differentiable and that the jacobian depends on the inputs (this would be"
    " violated by a linear function for example).",
    "grad_inputs": "The gradient with respect to input {} is independent of the inputs of the"
    " user-provided function. This is not allowed in strict mode.",
    "outputs": "Output {} of the user-provided function does not require gradients."
    " The outputs must be computed in a differentiable manner from the input"
    " when running in strict mode.",
}


def _check_differentiable(tensors, kind, strict):
    if not strict:
        return
    for i, each in enumerate(tensors):
        if each is None:
            raise RuntimeError(
                f"The output of the user-provided function is independent of input {i}."
                " This is not allowed in strict mode."
            )
        if not each.requires_grad:
            raise RuntimeError(_INDEPENDENT[kind].format(i))


def _grad(outputs, inputs, grad_outputs=None, create_graph=False, retain_graph=None, is_grads_batched=False):
    """autograd.grad of the outputs that have a gradient; None for each input where there are none."""
    if grad_outputs is None:
        grad_outputs = (None,) * len(outputs)
    pairs = [(out, g) for out, g in zip(outputs, grad_outputs) if out is not None and out.requires_grad]
    if not pairs:
        return (None,) * len(inputs)
    return torch.autograd.grad(
        tuple(out for out, _ in pairs),
        inputs,
        tuple(g for _, g in pairs),
        allow_unused=True,
        create_graph=create_graph,
        retain_graph=retain_graph,
        is_grads_batched=is_grads_batched,
    )


_MISSING = {
    "back": "The output of the user-provided function is independent of input {}. This is not allowed in strict mode.",
    "back_trick": "The gradient with respect to the input is independent of entry {}"
    " in the grad_outputs when using the double backward trick to compute"
    " forward mode gradients. This is not allowed in strict mode.",
    "double_back": "The jacobian of the user-provided function is independent of "
    "input {}. This is not allowed in strict mode.",
    "double_back_trick": "The hessian of the user-provided function is independent of "
    "entry {} in the grad_jacobian. This is not allowed in strict "
    "mode as it prevents from using the double backward trick to "
    "replace forward mode AD.",
}


def _with_zeros(grads, like, strict, create_graph, stage):
    """Zeros where no gradient came, or an error where that must not be."""
    result = []
    for i, grad in enumerate(grads):
        if grad is None:
            if strict:
                raise RuntimeError(_MISSING[stage].format(i))
            grad = torch.zeros_like(like[i])
        elif strict and create_graph and not grad.requires_grad:
            what = "hessian" if "double" in stage else "jacobian"
            raise RuntimeError(
                f"The {what} of the user-provided function is independent of "
                f"input {i}. This is not allowed in strict mode when create_graph=True."
            )
        result.append(grad)
    return tuple(result)


def _vector_for(v, others, is_tuple, create_graph, caller):
    _, v = _as_tuple(v, "v", caller)
    v = _own(v, create_graph, False)
    _check_vector(v, others, is_tuple)
    return v


def _is_single(tensors):
    return len(tensors) == 1 and tensors[0].nelement() == 1


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    """v · J, with func's outputs."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "vjp")
        inputs = _own(inputs, create_graph, True)
        outputs = func(*inputs)
        is_outputs_tuple, outputs = _as_tuple(outputs, "outputs of the user-provided function", "vjp")
        _check_differentiable(outputs, "outputs", strict)
        if v is not None:
            v = _vector_for(v, outputs, is_outputs_tuple, create_graph, "vjp")
        elif not _is_single(outputs):
            raise RuntimeError(
                "The vector v can only be None if the user-provided function returns a single Tensor with a single "
                "element."
            )
    with torch.set_grad_enabled(True if create_graph else torch.is_grad_enabled()):
        found = _grad(outputs, inputs, v, create_graph=create_graph)
        found = _with_zeros(found, inputs, strict, create_graph, "back")
    outputs = _finish(outputs, create_graph)
    return _unwrap(outputs, is_outputs_tuple), _unwrap(_finish(found, create_graph), is_inputs_tuple)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    """J · v by differentiating v · J, which is linear in v, by v; with func's outputs."""
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "jvp")
        inputs = _own(inputs, create_graph, True)
        if v is not None:
            v = _vector_for(v, inputs, is_inputs_tuple, create_graph, "jvp")
        elif not _is_single(inputs):
            raise RuntimeError(
                "The vector v can only be None if the input to the user-provided function is a single Tensor with a "
                "single element."
            )
        outputs = func(*inputs)
        is_outputs_tuple, outputs = _as_tuple(outputs, "outputs of the user-provided function", "jvp")
        _check_differentiable(outputs, "outputs", strict)
        cotangents = tuple(torch.zeros_like(out, requires_grad=True) for out in outputs)
        gradients = _grad(outputs, inputs, cotangents, create_graph=True)
        _check_differentiable(gradients, "grad_inputs", strict)
    with torch.set_grad_enabled(True if create_graph else torch.is_grad_enabled()):
        found = _grad(gradients, cotangents, v, create_graph=create_graph)
        found = _with_zeros(found, outputs, strict, create_graph, "back_trick")
    outputs = _finish(outputs, create_graph)
    return _unwrap(outputs, is_outputs_tuple), _unwrap(_finish(found, create_graph), is_outputs_tuple)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    """All derivatives of all outputs: shape [*output, *input] for each pair."""
    assert strategy in ("forward-mode", "reverse-mode"), (
        'Expected strategy to be either "forward-mode" or "reverse-mode". Hint: If your '
        'function has more outputs than inputs, "forward-mode" tends to be more performant. '
        'Otherwise, prefer to use "reverse-mode".'
    )
    if strategy == "forward-mode":
        _C._refuse('torch.autograd.functional.jacobian(strategy="forward-mode")')
    with torch.enable_grad():
        is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "jacobian")
        inputs = _own(inputs, create_graph, True)
        outputs = func(*inputs)
        is_outputs_tuple, outputs = _as_tuple(outputs, "outputs of the user-provided function", "jacobian")
        _check_differentiable(outputs, "outputs", strict)
        if vectorize:
            if strict:
                raise RuntimeError(
                    "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not supported "
                    "together. Please either set `strict=False` or `vectorize=False`."
                )
            if create_graph:
                _C._refuse("torch.autograd.functional.jacobian(vectorize=True, create_graph=True)")
        rows = tuple(_jacobian_of(i, out, inputs, create_graph, strict) for i, out in enumerate(outputs))
        return _unwrap_nested(_finish(rows, create_graph), is_outputs_tuple, is_inputs_tuple)


def _jacobian_of(index, out, inputs, create_graph, strict):
    columns = tuple([] for _ in inputs)
    for j in range(out.nelement()):
        gradients = _grad((out.reshape(-1)[j],), inputs, retain_graph=True, create_graph=create_graph)
        for k, (column, gradient, given) in enumerate(zip(columns, gradients, inputs)):
            if gradient is None:
                if strict:
                    raise RuntimeError(
                        f"Output {index} of the user-provided function is "
                        f"independent of input {k}. This is not allowed in "
                        "strict mode."
                    )
                gradient = torch.zeros_like(given)
            elif strict and create_graph and not gradient.requires_grad:
                raise RuntimeError(
                    "The jacobian of the user-provided function is "
                    f"independent of input {index}. This is not allowed in "
                    "strict mode when create_graph=True."
                )
            column.append(gradient)
    return tuple(
        torch.stack(column, dim=0).view(out.size() + given.size()) for column, given in zip(columns, inputs)
    )


def hessian(
    func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"
):
    """All second derivatives of a function with one number for its output."""
    is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", "hessian")
    assert outer_jacobian_strategy in (
        "forward-mode",
        "reverse-mode",
    ), 'Expected strategy to be either "forward-mode" or "reverse-mode".'

    def single_output(*given):
        out = func(*given)
        is_tuple, outputs = _as_tuple(out, "outputs of the user-provided function", "hessian")
        _check_differentiable(outputs, "outputs", strict)
        if is_tuple:
            raise RuntimeError("The function given to hessian should return a single Tensor")
        if out.nelement() != 1:
            raise RuntimeError("The Tensor returned by the function given to hessian should contain a single element")
        return out.squeeze()

    def first(*given):
        gradients = jacobian(single_output, given, create_graph=True)
        _check_differentiable(gradients, "jacobian", strict)
        return gradients

    result = jacobian(
        first,
        inputs,
        create_graph=create_graph,
        strict=strict,
        vectorize=vectorize,
        strategy=outer_jacobian_strategy,
    )
    return _unwrap_nested(result, is_inputs_tuple, is_inputs_tuple)


def _first_derivative(func, inputs, v, create_graph, strict, caller):
    """What vhp and hvp begin with: inputs, v, outputs, the gradient."""
    is_inputs_tuple, inputs = _as_tuple(inputs, "inputs", caller)
    inputs = _own(inputs, create_graph, True)
    if v is not None:
        v = _vector_for(v, inputs, is_inputs_tuple, create_graph, caller)
    elif not _is_single(inputs):
        raise RuntimeError(
            "The vector v can only be None if the input to the user-provided function is a single Tensor with a "
            "single element."
        )
    outputs = func(*inputs)
    is_outputs_tuple, outputs = _as_tuple(outputs, "outputs of the user-provided function", caller)
    _check_differentiable(outputs, "outputs", strict)
    if is_outputs_tuple:
        raise RuntimeError(f"The function given to {caller} should return a single Tensor")
    if outputs[0].nelement() != 1:
        raise RuntimeError(f"The Tensor returned by the function given to {caller} should contain a single element")
    gradient = _grad(outputs, inputs, create_graph=True)
    _check_differentiable(gradient, "jacobian", strict)
    return is_inputs_tuple, inputs, v, outputs, gradient


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    """v · H, with func's output."""
    with torch.enable_grad():
        is_tuple, inputs, v, outputs, gradient = _first_derivative(func, inputs, v, create_graph, strict, "vhp")
    with torch.set_grad_enabled(True if create_graph else torch.is_grad_enabled()):
        found = _grad(gradient, inputs, v, create_graph=create_graph)
        found = _with_zeros(found, inputs, strict, create_graph, "double_back")
    return _finish(outputs, create_graph)[0], _unwrap(_finish(found, create_graph), is_tuple)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    """H · v by differentiating v · H by v; with func's output."""
    with torch.enable_grad():
        is_tuple, inputs, v, outputs, gradient = _first_derivative(func, inputs, v, create_graph, strict, "hvp")
        cotangents = tuple(torch.zeros_like(each, requires_grad=True) for each in inputs)
        second = _grad(gradient, inputs, cotangents, create_graph=True)
        _check_differentiable(second, "hessian", strict)
    with torch.set_grad_enabled(True if create_graph else torch.is_grad_enabled()):
        found = _grad(second, cotangents, v, create_graph=create_graph)
        found = _with_zeros(found, inputs, strict, create_graph, "double_back_trick")
    return _finish(outputs, create_graph)[0], _unwrap(_finish(found, create_graph), is_tuple)
