# torch.autograd.gradcheck: derivatives compared with central differences. Behaviour and messages follow
# torch/autograd/gradcheck.py of PyTorch 1.13 in its slow mode; the text is our own.

import warnings
from itertools import product

import torch
from torch import _C


class GradcheckError(RuntimeError):
    """Two derivatives are not the same."""


def _as_tuple(value):
    if isinstance(value, (tuple, list)):
        return tuple(value)
    return (value,)


def _differentiable(value):
    return tuple(each for each in _as_tuple(value) if each.requires_grad)


def _wanted(inputs):
    return [inputs[i] for i in _places(inputs)]


def _places(inputs):
    return [i for i, each in enumerate(inputs) if isinstance(each, torch.Tensor) and each.requires_grad]


def gradcheck(
    func,
    inputs,
    *,
    eps=1e-6,
    atol=1e-5,
    rtol=1e-3,
    raise_exception=True,
    check_sparse_nnz=False,
    nondet_tol=0.0,
    check_undefined_grad=True,
    check_grad_dtypes=False,
    check_batched_grad=False,
    check_batched_forward_grad=False,
    check_forward_ad=False,
    check_backward_ad=True,
    fast_mode=False,
):
    """Compares func's Jacobian by backward with the one by differences of size eps."""
    assert (
        check_forward_ad or check_backward_ad
    ), "Expected at least one of check_forward_ad or check_backward_ad to be True"
    assert not (
        check_batched_grad and not check_backward_ad
    ), "Setting check_batched_grad=True requires check_backward_ad to be True"
    assert not (
        check_batched_forward_grad and not check_forward_ad
    ), "Setting check_batched_forward_grad=True requires check_forward_ad to be True"
    for name, value in (
        ("check_forward_ad", check_forward_ad),
        ("check_batched_grad", check_batched_grad),
        ("fast_mode", fast_mode),
    ):
        if value:
            _C._refuse(f"torch.autograd.gradcheck({name}=True)")
    try:
        return _check(func, _as_tuple(inputs), eps, atol, rtol, nondet_tol, check_undefined_grad, check_grad_dtypes)
    except GradcheckError:
        if raise_exception:
            raise
        return False


def _check(func, inputs, eps, atol, rtol, nondet_tol, check_undefined_grad, check_grad_dtypes):
    _check_inputs(inputs)
    results = func(*inputs)
    outputs = _differentiable(results)
    _compare(func, _as_tuple(results), inputs, outputs, eps, rtol, atol, nondet_tol, check_grad_dtypes)
    _check_multiplies(outputs, inputs)
    if check_undefined_grad:
        _check_undefined(func, outputs, inputs)
    return True


def _check_inputs(inputs):
    found = False
    for i, each in enumerate(inputs):
        if not isinstance(each, torch.Tensor) or not each.requires_grad:
            continue
        found = True
        if each.dtype != torch.float64:
            warnings.warn(
                f"Input #{i} requires gradient and "
                "is not a double precision floating point or complex. "
                "This check will likely fail if all the inputs are "
                "not of double precision floating point or complex. "
            )
        if not all(stride > 0 or size <= 1 for stride, size in zip(each.stride(), each.size())):
            raise RuntimeError(
                f"The {i}th input has a dimension with stride 0. gradcheck only "
                "supports inputs that are non-overlapping to be able to "
                "compute the numerical gradients correctly. You should call "
                ".contiguous on the input before passing it to gradcheck."
            )
        each.retain_grad()
    if not found:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, "
            "but none of the them have requires_grad=True."
        )


def _compare(func, results, inputs, outputs, eps, rtol, atol, nondet_tol, check_grad_dtypes):
    numerical = [_numerical(func, inputs, i, results, eps) for i in _places(inputs)]
    if not outputs:
        if any(torch.ne(each, 0).sum() > 0 for per_input in numerical for each in per_input):
            raise GradcheckError("Numerical gradient for function expected to be zero")
        return
    floating = [out for out in results if out.is_floating_point()]
    by_output = [each for out, each in zip(floating, zip(*numerical)) if out.requires_grad]
    for i, out in enumerate(outputs):
        analytical = _analytical(inputs, out, nondet_tol, check_grad_dtypes)
        for j, (a, n) in enumerate(zip(analytical, by_output[i])):
            dtype = torch.promote_types(a.dtype, n.dtype)
            if not torch.allclose(a.to(dtype=dtype), n.to(dtype=dtype), rtol, atol):
                raise GradcheckError(
                    f"Jacobian mismatch for output {i} with respect to input {j},\n"
                    f"numerical:{n}\nanalytical:{a}\n"
                )


def _numerical(func, inputs, index, results, eps):
    """One column for each element of an input: [input elements, output elements] for every floating output."""
    target = inputs[index]
    jacobians = [out.new_zeros((target.numel(), out.numel())) for out in results if out.is_floating_point()]
    # Writes through .data are none of autograd's business.
    data = target.data

    def evaluate():
        return tuple(out.clone() for out in _as_tuple(func(*inputs)))

    for row, place in enumerate(product(*[range(size) for size in data.size()])):
        entry = data[place]
        before = entry.clone()
        entry.copy_(before - eps)
        lower = evaluate()
        entry.copy_(before + eps)
        upper = evaluate()
        entry.copy_(before)
        differences = []
        for a, b in zip(lower, upper):
            _check_same(a, b, eps, place)
            differences.append(((b - a) / (2 * eps)).detach().reshape(-1))
        differences = [d for d, out in zip(differences, results) if out.is_floating_point()]
        for jacobian, difference in zip(jacobians, differences):
            jacobian[row] = difference
    return jacobians


def _check_same(a, b, eps, place):
    where = f"when inputs are perturbed on index {place} by {eps}, but got:"
    assert (
        a.shape == b.shape
    ), f"Expected `func` to return outputs with the same shape {where} shapes {a.shape} and {b.shape}."
    assert (
        a.dtype == b.dtype
    ), f"Expected `func` to return outputs with the same dtype {where} dtypes {a.dtype} and {b.dtype}."


_NONDETERMINISTIC = """\n
NOTE: If your op relies on non-deterministic operations i.e., it is listed here:
https://pytorch.org/docs/stable/generated/torch.use_deterministic_algorithms.html
this failure might be expected.

If you are adding a new operator, please file an issue and then use one of the
workarounds. The workaround depends on how your test invokes gradcheck/gradgradcheck.
If the test
- manually invokes gradcheck/gradgradcheck, then call gradcheck/gradgradcheck
  with `nondet_tol=<tol>` as a keyword argument.
- is OpInfo-based (e.g., in test_ops_gradients.py), then modify the OpInfo for the test
  to have `gradcheck_nondet_tol=<tol>`.
- is a Module test (e.g., in common_nn.py), then modify the corresponding
  module_test entry to have `gradcheck_nondet_tol=<tol>`
"""


def _analytical(inputs, output, nondet_tol, check_grad_dtypes):
    wanted = _wanted(inputs)
    first, sizes, dtypes = _rows(wanted, output)
    second, _, _ = _rows(wanted, output)
    # PyTorch takes one for the other here.
    if not sizes and check_grad_dtypes:
        raise GradcheckError("Gradient has dtype mismatch")
    if not dtypes:
        raise GradcheckError("Analytical gradient has incorrect size")
    for a, b in zip(first, second):
        if a.numel() != 0 and (a - b).abs().max() > nondet_tol:
            raise GradcheckError(
                "Backward is not reentrant, i.e., running backward with "
                "same input and grad_output multiple times gives different values, "
                "although analytical gradient matches numerical gradient."
                f"The tolerance for nondeterminism was {nondet_tol}." + _NONDETERMINISTIC
            )
    return first


def _rows(wanted, output):
    """The Jacobian by backward, [input elements, output elements] for each input; whether sizes and dtypes fit."""
    jacobians = [each.new_zeros((each.numel(), output.numel())) for each in wanted]
    sizes = dtypes = True
    cotangent = torch.zeros_like(output.clone())
    flat = cotangent.view(-1)
    for j in range(flat.numel()):
        flat.zero_()
        flat[j] = 1.0
        gradients = torch.autograd.grad(output, wanted, cotangent, retain_graph=True, allow_unused=True)
        for jacobian, gradient, each in zip(jacobians, gradients, wanted):
            if gradient is None:
                continue
            if gradient.size() != each.size():
                sizes = False
            elif gradient.dtype != each.dtype:
                dtypes = False
            jacobian[:, j] = gradient.reshape(-1)
    return jacobians, sizes, dtypes


def _check_multiplies(outputs, inputs):
    """A gradient of zero gives zeros."""
    wanted = _wanted(inputs)
    if not wanted:
        raise GradcheckError("no Tensors requiring grad found in input")
    if not outputs:
        return
    zeros = [torch.zeros_like(out) for out in outputs]
    for gradient, each in zip(torch.autograd.grad(outputs, wanted, zeros, allow_unused=True), wanted):
        if gradient is None:
            continue
        if not gradient.eq(0).all():
            raise GradcheckError("backward not multiplied by grad_output")
        if gradient.dtype != each.dtype:
            raise GradcheckError("grad is incorrect type")
        if gradient.size() != each.size():
            raise GradcheckError("grad is incorrect size")


def _check_undefined(func, outputs, inputs):
    """No gradient at all gives none, or zeros."""
    wanted = _wanted(inputs)

    def warn():
        warnings.warn(
            "Backwards compatibility: New undefined gradient support checking "
            "feature is enabled by default, but it may break existing callers "
            "of this function. If this is true for you, you can call this "
            'function with "check_undefined_grad=False" to disable the feature'
        )

    def check(results):
        zeros = [torch.zeros_like(out) for out in results]
        try:
            gradients = torch.autograd.grad(results, wanted, zeros, allow_unused=True)
        except RuntimeError:
            warn()
            raise GradcheckError(
                "Expected backward function to handle undefined output grads. "
                'Please look at "Notes about undefined output gradients" in '
                '"tools/autograd/derivatives.yaml"'
            )
        for gradient in gradients:
            if gradient is not None and not gradient.eq(0).all():
                warn()
                raise GradcheckError(
                    "Expected all input grads to be undefined or zero when all output grads are undefined "
                    'or zero. Please look at "Notes about undefined output gradients" in '
                    '"tools/autograd/derivatives.yaml"'
                )

    cases = [[_C._undefined_grad(out) for out in _differentiable(func(*inputs))]]
    if len(cases[0]) > 1:
        for i in range(len(outputs)):
            results = _differentiable(func(*inputs))
            cases.append([_C._undefined_grad(out) if i == j else out for j, out in enumerate(results)])
    for case in cases:
        if case:
            check(case)


def gradgradcheck(
    func,
    inputs,
    grad_outputs=None,
    *,
    eps=1e-6,
    atol=1e-5,
    rtol=1e-3,
    gen_non_contig_grad_outputs=False,
    raise_exception=True,
    nondet_tol=0.0,
    check_undefined_grad=True,
    check_grad_dtypes=False,
    check_batched_grad=False,
    check_fwd_over_rev=False,
    check_rev_over_rev=True,
    fast_mode=False,
):
    """gradcheck of the gradients of func, as a function of its inputs and of the gradients of its outputs."""
    assert (
        check_fwd_over_rev or check_rev_over_rev
    ), "Expected at least one of check_fwd_over_rev or check_rev_over_rev to be True"
    assert not (
        check_undefined_grad and not check_rev_over_rev
    ), "Setting check_undefined_grad=True requires check_rev_over_rev to be True"
    assert not (
        check_batched_grad and not check_rev_over_rev
    ), "Setting check_batched_grad=True requires check_rev_over_rev to be True"
    inputs = _as_tuple(inputs)
    if grad_outputs is None:
        results = _differentiable(func(*inputs))
        gradients = tuple(_random_like(out, gen_non_contig_grad_outputs) for out in results)
    else:
        gradients = _as_tuple(grad_outputs)
    count = len(gradients)
    input_places = _places(inputs)
    gradient_places = _places(gradients)

    def first_derivative(*args):
        given = tuple(each.requires_grad_() if i in input_places else each for i, each in enumerate(args[:-count]))
        results = _differentiable(func(*given))
        cotangents = tuple(
            each.requires_grad_() if i in gradient_places else each for i, each in enumerate(args[-count:])
        )
        wanted = tuple(each for i, each in enumerate(given) if i in input_places)
        found = torch.autograd.grad(results, wanted, cotangents, create_graph=True, allow_unused=True)
        return tuple(each for each in found if each is not None)

    return gradcheck(
        first_derivative,
        inputs + gradients,
        eps=eps,
        atol=atol,
        rtol=rtol,
        raise_exception=raise_exception,
        nondet_tol=nondet_tol,
        check_undefined_grad=check_undefined_grad,
        check_grad_dtypes=check_grad_dtypes,
        check_batched_grad=check_batched_grad,
        fast_mode=fast_mode,
        check_forward_ad=check_fwd_over_rev,
        check_backward_ad=check_rev_over_rev,
    )


def _random_like(out, noncontiguous):
    made = torch.empty(out.shape, dtype=out.dtype if out.is_floating_point() else torch.double).uniform_(-1, 1)
    if noncontiguous and made.numel() > 1:
        made = torch.repeat_interleave(made, 2, dim=-1)[..., ::2]
    return made.requires_grad_()
