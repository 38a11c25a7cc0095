# Calling a module with other parameters and buffers than its own. Behaviour follows torch/nn/utils/stateless.py of
# PyTorch 1.13; the text is our own.


def functional_call(module, parameters_and_buffers, args, kwargs=None):
    places = []
    replaced = {}
    for path, tensor in parameters_and_buffers.items():
        owner, _, name = path.rpartition(".")
        part = module
        for step in owner.split(".") if owner else ():
            part = getattr(part, step)
        table = _table_of(part, name)
        if name in table:
            own = table[name]
            if replaced.setdefault(own, tensor) is not tensor:
                _warn_of_tied()
        places.append((path, table, name, table.get(name, _ABSENT)))
    for path, table, name, _ in places:
        table[name] = parameters_and_buffers[path]
    try:
        return module(*(args if isinstance(args, tuple) else (args,)), **(kwargs or {}))
    finally:
        for path, table, name, own in places:
            # What the call itself assigned is left with the caller.
            parameters_and_buffers[path] = table[name]
            if own is _ABSENT:
                del table[name]
            else:
                table[name] = own


_ABSENT = object()


def _table_of(module, name):
    for table in (module._parameters, module._buffers):
        if name in table:
            return table
    return module.__dict__


def _warn_of_tied():
    import warnings

    warnings.warn(
        "functional_call was passed multiple values for tied weights. This behavior is deprecated and will be an error "
        "in future versions"
    )
