# Calling a module that has hooks. Full backward hooks see the gradients of all inputs and outputs through an identity
# node around each. Behaviour and messages follow torch/nn/modules/module.py and torch/utils/hooks.py of PyTorch 1.13;
# the text is our own.

import warnings

import torch


def call_with_hooks(module, everywhere, input, kwargs):
    def hooks_of(kind):
        return [hook for of, hook in everywhere.values() if of == kind]

    full, plain = hooks_of("full_backward"), hooks_of("backward")
    (full if module._is_full_backward_hook else plain).extend(module._backward_hooks.values())
    for hook in hooks_of("forward_pre") + list(module._forward_pre_hooks.values()):
        changed = hook(module, input)
        if changed is not None:
            input = changed if isinstance(changed, tuple) else (changed,)
    watcher = None
    if full:
        watcher = BackwardHook(module, full)
        input = watcher.setup_input_hook(input)
    result = module.forward(*input, **kwargs)
    for hook in hooks_of("forward") + list(module._forward_hooks.values()):
        changed = hook(module, input, result)
        if changed is not None:
            result = changed
    if watcher is not None:
        result = watcher.setup_output_hook(result)
    if plain:
        _hook_node(module, plain, input, result)
    return result


class BackwardHookFunction(torch.autograd.Function):
    """Identity on several tensors, so that one node sees all their gradients together."""

    @staticmethod
    def forward(ctx, *args):
        ctx.mark_non_differentiable(*[arg for arg in args if not arg.requires_grad])
        return args

    @staticmethod
    def backward(ctx, *args):
        return args


class BackwardHook:
    """Full backward hooks of one call of a module."""

    def __init__(self, module, user_hooks):
        self.user_hooks = user_hooks
        self.module = module
        self.grad_outputs = None
        self.inputs = None
        self.n_inputs = -1

    def setup_input_hook(self, args):
        self.n_inputs = len(args)
        args, node, self.inputs = _through_node(args)
        if node is not None:
            node.register_hook(self._at_inputs)
        return args

    def setup_output_hook(self, result):
        values = result if isinstance(result, tuple) else (result,)
        values, node, places = _through_node(values)
        if node is not None:
            node.register_hook(lambda _, grad_output: self._at_outputs(grad_output, places, len(values)))
        return values if isinstance(result, tuple) else values[0]

    def _at_outputs(self, grad_output, places, count):
        self.grad_outputs = _with_none(places, grad_output, count)
        if self.inputs is not None:
            return
        # No input needs a gradient: this is the last that the hooks hear of the call.
        for hook in self.user_hooks:
            changed = hook(self.module, (None,) * self.n_inputs, self.grad_outputs)
            if changed is not None and not (isinstance(changed, tuple) and all(each is None for each in changed)):
                raise RuntimeError(
                    "Backward hook for Modules where no input requires gradient should always return None or None "
                    "for all gradients."
                )
        self.grad_outputs = None

    def _at_inputs(self, grad_input, _):
        if self.grad_outputs is None:
            # The gradient came another way than through the module's outputs.
            return None
        gradients = _with_none(self.inputs, grad_input, self.n_inputs)
        for hook in self.user_hooks:
            changed = hook(self.module, gradients, self.grad_outputs)
            if changed is None:
                continue
            if len(changed) != len(gradients):
                raise RuntimeError(
                    "Backward hook returned an invalid number of grad_input, got {}, but expected {}".format(
                        len(changed), len(gradients)
                    )
                )
            gradients = changed
        self.grad_outputs = None
        return tuple(gradients[place] for place in self.inputs)


def _through_node(values):
    """The values with their tensors led through one node, that node, and where the tensors are."""
    places = [place for place, value in enumerate(values) if isinstance(value, torch.Tensor)]
    tensors = [values[place] for place in places]
    if not (torch.is_grad_enabled() and any(tensor.requires_grad for tensor in tensors)):
        return values, None, None
    led = BackwardHookFunction.apply(*tensors)
    values = list(values)
    for place, tensor in zip(places, led):
        values[place] = tensor
    return tuple(values), next(tensor.grad_fn for tensor in led if tensor.grad_fn is not None), places


def _with_none(places, values, count):
    spread = [None] * count
    for place, value in zip(places, values):
        spread[place] = value
    return tuple(spread)


def _hook_node(module, hooks, input, result):
    """Backward hooks that are not full: they see one node only, that of the first tensor of the result."""
    first = result
    while not isinstance(first, torch.Tensor):
        if isinstance(first, dict):
            first = next(value for value in first.values() if isinstance(value, torch.Tensor))
        else:
            first = first[0]
    node = first.grad_fn
    if node is None:
        return
    for hook in hooks:
        node.register_hook(lambda grad_input, grad_output, hook=hook: hook(module, grad_input, grad_output))
    _warn_of_missed_gradients(input, result, node)


def _warn_of_missed_gradients(inputs, result, node):
    def warn(what, missed, advice=True):
        warnings.warn(
            "Using {} is deprecated and will be removed in future versions. This hook will be missing some {}.{}".format(
                what, missed, " Please use register_full_backward_hook to get the documented behavior." if advice else ""
            )
        )

    if isinstance(result, torch.Tensor):
        result = (result,)
    elif not (isinstance(result, tuple) and all(isinstance(each, torch.Tensor) for each in result)):
        warn(
            "non-full backward hooks on a Module that does not return a single Tensor or a tuple of Tensors",
            "of the grad_output",
        )
        return
    if not all(isinstance(each, torch.Tensor) for each in inputs):
        warn(
            "non-full backward hooks on a Module that does not take as input a single Tensor or a tuple of Tensors",
            "of the grad_input",
        )
        return
    nodes = {each.grad_fn for each in result if each.grad_fn is not None}
    if len(nodes) == 0 or (len(nodes) == 1 and node not in nodes):
        warn(
            "a non-full backward hook when outputs are nested in python data structure", "grad_output", advice=False
        )
    elif len(nodes) > 1:
        warn("a non-full backward hook when outputs are generated by different autograd Nodes", "grad_output")
    elif {each.grad_fn for each in inputs if each.grad_fn is not None} != {each[0] for each in node.next_functions}:
        warn("a non-full backward hook when the forward contains multiple autograd Nodes", "grad_input")
