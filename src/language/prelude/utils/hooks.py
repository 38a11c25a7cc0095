# torch.utils.hooks: the handle that takes a hook away again.

# Of the module: an assignment to the class would have every lookup in it made anew.
_next_id = 0


class RemovableHandle:
    """What register_*_hook returns: remove() takes the hook away again."""

    def __init__(self, hooks):
        global _next_id
        self.hooks = hooks
        self.id = _next_id
        _next_id += 1

    def remove(self):
        if self.id in self.hooks:
            del self.hooks[self.id]

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.remove()
