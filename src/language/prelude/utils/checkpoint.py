# torch.utils.checkpoint: what is in between is forgotten and computed again in backward. Behaviour follows
# torch/utils/checkpoint.py of PyTorch 1.13; the text is our own.

import warnings

import torch


def detach_variable(inputs):
    if not isinstance(inputs, tuple):
        raise RuntimeError(
            "Only tuple of tensors is supported. Got Unsupported input type: ", type(inputs).__name__
        )
    detached = []
    for each in inputs:
        if isinstance(each, torch.Tensor):
            bare = each.detach()
            bare.requires_grad = each.requires_grad
            each = bare
        detached.append(each)
    return tuple(detached)


def check_backward_validity(inputs):
    if not any(each.requires_grad for each in inputs if isinstance(each, torch.Tensor)):
        warnings.warn("None of the inputs have requires_grad=True. Gradients will be None")


class CheckpointFunction(torch.autograd.Function):
    """Runs unrecorded; its backward runs the function again, recorded, and walks that graph."""

    @staticmethod
    def forward(ctx, run_function, preserve_rng_state, *args):
        check_backward_validity(args)
        ctx.run_function = run_function
        ctx.preserve_rng_state = preserve_rng_state
        if preserve_rng_state:
            ctx.fwd_cpu_state = torch.get_rng_state()
        ctx.inputs = [None if torch.is_tensor(each) else each for each in args]
        ctx.tensor_indices = [i for i, each in enumerate(args) if torch.is_tensor(each)]
        ctx.save_for_backward(*[args[i] for i in ctx.tensor_indices])
        with torch.no_grad():
            return run_function(*args)

    @staticmethod
    def backward(ctx, *args):
        if not torch.autograd._is_checkpoint_valid():
            raise RuntimeError(
                "Checkpointing is not compatible with .grad() or when an `inputs` parameter"
                " is passed to .backward(). Please use .backward() and do not pass its `inputs`"
                " argument."
            )
        inputs = list(ctx.inputs)
        for i, tensor in zip(ctx.tensor_indices, ctx.saved_tensors):
            inputs[i] = tensor
        with torch.random.fork_rng(devices=[], enabled=ctx.preserve_rng_state):
            if ctx.preserve_rng_state:
                torch.set_rng_state(ctx.fwd_cpu_state)
            detached = detach_variable(tuple(inputs))
            with torch.enable_grad():
                outputs = ctx.run_function(*detached)
        if isinstance(outputs, torch.Tensor):
            outputs = (outputs,)
        pairs = [
            (out, gradient) for out, gradient in zip(outputs, args) if torch.is_tensor(out) and out.requires_grad
        ]
        if len(pairs) == 0:
            raise RuntimeError("none of output has requires_grad=True, this checkpoint() is not necessary")
        torch.autograd.backward([out for out, _ in pairs], [gradient for _, gradient in pairs])
        return (None, None) + tuple(each.grad if isinstance(each, torch.Tensor) else None for each in detached)


def checkpoint(function, *args, use_reentrant=True, **kwargs):
    """function(*args), whose intermediate tensors are not kept but computed again when backward needs them."""
    preserve = kwargs.pop("preserve_rng_state", True)
    if kwargs and use_reentrant:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    if use_reentrant:
        return CheckpointFunction.apply(function, preserve, *args)
    return _without_reentrant(function, preserve, args, kwargs)


class _Holder:
    """Stands in the graph for a tensor that was not kept."""


def _without_reentrant(function, preserve_rng_state, args, kwargs):
    state = torch.get_rng_state() if preserve_rng_state else None
    holders = []
    # What the second run saved, by holder; taken out again as it is read.
    storage = {}

    def pack(tensor):
        holder = _Holder()
        holders.append(holder)
        return holder

    def unpack(holder):
        if len(storage) == 0:
            count = 0

            def keep(tensor):
                nonlocal count
                storage[holders[count]] = tensor.detach()
                count += 1

            def refuse(packed):
                raise RuntimeError(
                    "You are calling backwards on a tensor that is never exposed. Please open an issue."
                )

            with torch.random.fork_rng(devices=[], enabled=preserve_rng_state):
                if preserve_rng_state:
                    torch.set_rng_state(state)
                with torch.enable_grad(), torch.autograd.graph.saved_tensors_hooks(keep, refuse):
                    function(*args, **kwargs)
        if holder not in storage:
            raise RuntimeError(
                "Attempt to retrieve a tensor saved by autograd multiple times without checkpoint"
                " recomputation being triggered in between, this is not currently supported. Please"
                " open an issue with details on your use case so that we can prioritize adding this."
            )
        return storage[holder]

    with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
        return function(*args, **kwargs)


def checkpoint_sequential(functions, segments, input, **kwargs):
    """A chain of functions in segments, all but the last of which are checkpointed."""
    preserve = kwargs.pop("preserve_rng_state", True)
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))

    def run(start, end):
        def forward(value):
            for j in range(start, end + 1):
                value = functions[j](value)
            return value

        return forward

    if isinstance(functions, torch.nn.Sequential):
        functions = list(functions.children())
    size = len(functions) // segments
    end = -1
    for start in range(0, size * (segments - 1), size):
        end = start + size - 1
        input = checkpoint(run(start, end), input, preserve_rng_state=preserve)
    return run(end + 1, len(functions) - 1)(input)
