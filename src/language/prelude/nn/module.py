# torch.nn.Module: a tree of parameters, buffers and submodules, found by assigning them as attributes.
# Behaviour and messages follow torch/nn/modules/module.py of PyTorch 1.13; the text is our own.

from _collections import OrderedDict

import torch
from torch import _C
from torch.nn.parameter import Parameter
from torch.utils.hooks import RemovableHandle


def _indent(text, by):
    return text.replace("\n", "\n" + " " * by)


# Hooks of all modules: what kind each is and the hook, by the number of its handle.
_global_hooks = OrderedDict()
_global_is_full_backward_hook = None


def _register_global(kind, hook):
    handle = RemovableHandle(_global_hooks)
    _global_hooks[handle.id] = (kind, hook)
    return handle


def register_module_forward_pre_hook(hook):
    return _register_global("forward_pre", hook)


def register_module_forward_hook(hook):
    return _register_global("forward", hook)


def register_module_backward_hook(hook):
    return _register_global_backward(hook, False)


def register_module_full_backward_hook(hook):
    return _register_global_backward(hook, True)


def _register_global_backward(hook, full):
    global _global_is_full_backward_hook
    if _global_is_full_backward_hook is not None and _global_is_full_backward_hook is not full:
        raise RuntimeError(
            "Cannot use both regular backward hooks and full backward hooks as a global Module hook. "
            "Please use only one of them."
        )
    _global_is_full_backward_hook = full
    return _register_global("full_backward" if full else "backward", hook)


_NEVER_CALLED = (
    "Reached a code path in Module.{}_extra_state() that should never be called. Please file an issue at "
    "https://github.com/pytorch/pytorch/issues/new?template=bug-report.yml to report this bug."
)


class Module:
    dump_patches = False
    _version = 1

    def __init__(self):
        super().__setattr__("training", True)
        super().__setattr__("_parameters", OrderedDict())
        super().__setattr__("_buffers", OrderedDict())
        super().__setattr__("_non_persistent_buffers_set", set())
        super().__setattr__("_backward_hooks", OrderedDict())
        super().__setattr__("_is_full_backward_hook", None)
        super().__setattr__("_forward_hooks", OrderedDict())
        super().__setattr__("_forward_pre_hooks", OrderedDict())
        super().__setattr__("_state_dict_hooks", OrderedDict())
        super().__setattr__("_load_state_dict_pre_hooks", OrderedDict())
        super().__setattr__("_load_state_dict_post_hooks", OrderedDict())
        super().__setattr__("_modules", OrderedDict())

    def forward(self, *input):
        raise NotImplementedError(
            'Module [{}] is missing the required "forward" function'.format(type(self).__name__)
        )

    # Attributes: parameters, buffers and modules live in tables of their own.

    def __setattr__(self, name, value):
        state = self.__dict__
        parameters = state.get("_parameters")
        if isinstance(value, Parameter):
            if parameters is None:
                raise AttributeError("cannot assign parameters before Module.__init__() call")
            self._forget(name, state, state["_buffers"], state["_modules"])
            self.register_parameter(name, value)
            return
        if parameters is not None and name in parameters:
            if value is not None:
                raise TypeError(
                    "cannot assign '{}' as parameter '{}' (torch.nn.Parameter or None expected)".format(
                        torch.typename(value), name
                    )
                )
            self.register_parameter(name, value)
            return
        modules = state.get("_modules")
        if isinstance(value, Module):
            if modules is None:
                raise AttributeError("cannot assign module before Module.__init__() call")
            self._forget(name, state, parameters, state["_buffers"])
            modules[name] = value
            return
        if modules is not None and name in modules:
            if value is not None:
                raise TypeError(
                    "cannot assign '{}' as child module '{}' (torch.nn.Module or None expected)".format(
                        torch.typename(value), name
                    )
                )
            modules[name] = value
            return
        buffers = state.get("_buffers")
        if buffers is not None and name in buffers:
            if value is not None and not isinstance(value, torch.Tensor):
                raise TypeError(
                    "cannot assign '{}' as buffer '{}' (torch.Tensor or None expected)".format(
                        torch.typename(value), name
                    )
                )
            buffers[name] = value
            return
        super().__setattr__(name, value)

    def _forget(self, name, *tables):
        for table in tables:
            if name in table:
                del table[name]
        self.__dict__["_non_persistent_buffers_set"].discard(name)

    def __getattr__(self, name):
        found = _C._registered(self, name)
        if found is not None:
            return found
        state = self.__dict__
        for kind in ("_parameters", "_buffers", "_modules"):
            table = state.get(kind)
            if table is not None and name in table:
                return table[name]
        raise AttributeError("'{}' object has no attribute '{}'".format(type(self).__name__, name))

    def __delattr__(self, name):
        if name in self._parameters:
            del self._parameters[name]
        elif name in self._buffers:
            del self._buffers[name]
            self._non_persistent_buffers_set.discard(name)
        elif name in self._modules:
            del self._modules[name]
        else:
            super().__delattr__(name)

    def __dir__(self):
        names = dir(type(self)) + list(self.__dict__)
        names += list(self._parameters) + list(self._modules) + list(self._buffers)
        return sorted(name for name in names if not name[0].isdigit())

    def __setstate__(self, state):
        self.__dict__.update(state)

    def register_parameter(self, name, param):
        if "_parameters" not in self.__dict__:
            raise AttributeError("cannot assign parameter before Module.__init__() call")
        if not isinstance(name, str):
            raise TypeError("parameter name should be a string. Got {}".format(torch.typename(name)))
        if "." in name:
            raise KeyError('parameter name can\'t contain "."')
        if name == "":
            raise KeyError('parameter name can\'t be empty string ""')
        if hasattr(self, name) and name not in self._parameters:
            raise KeyError("attribute '{}' already exists".format(name))
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                "cannot assign '{}' object to parameter '{}' (torch.nn.Parameter or None required)".format(
                    torch.typename(param), name
                )
            )
        if param is not None and param.grad_fn:
            raise ValueError(
                "Cannot assign non-leaf Tensor to parameter '{0}'. Model parameters must be created explicitly. "
                "To express '{0}' as a function of another Tensor, compute the value in the forward() "
                "method.".format(name)
            )
        self._parameters[name] = param

    def register_buffer(self, name, tensor, persistent=True):
        if "_buffers" not in self.__dict__:
            raise AttributeError("cannot assign buffer before Module.__init__() call")
        if not isinstance(name, str):
            raise TypeError("buffer name should be a string. Got {}".format(torch.typename(name)))
        if "." in name:
            raise KeyError('buffer name can\'t contain "."')
        if name == "":
            raise KeyError('buffer name can\'t be empty string ""')
        if hasattr(self, name) and name not in self._buffers:
            raise KeyError("attribute '{}' already exists".format(name))
        if tensor is not None and not isinstance(tensor, torch.Tensor):
            raise TypeError(
                "cannot assign '{}' object to buffer '{}' (torch Tensor or None required)".format(
                    torch.typename(tensor), name
                )
            )
        self._buffers[name] = tensor
        if persistent:
            self._non_persistent_buffers_set.discard(name)
        else:
            self._non_persistent_buffers_set.add(name)

    def add_module(self, name, module):
        if not isinstance(module, Module) and module is not None:
            raise TypeError("{} is not a Module subclass".format(torch.typename(module)))
        if not isinstance(name, str):
            raise TypeError("module name should be a string. Got {}".format(torch.typename(name)))
        if hasattr(self, name) and name not in self._modules:
            raise KeyError("attribute '{}' already exists".format(name))
        if "." in name:
            raise KeyError('module name can\'t contain ".", got: {}'.format(name))
        if name == "":
            raise KeyError('module name can\'t be empty string ""')
        self._modules[name] = module

    def register_module(self, name, module):
        self.add_module(name, module)

    def get_submodule(self, target):
        if target == "":
            return self
        module = self
        for name in target.split("."):
            if not hasattr(module, name):
                raise AttributeError(module._get_name() + " has no attribute `" + name + "`")
            module = getattr(module, name)
            if not isinstance(module, Module):
                raise AttributeError("`" + name + "` is not an nn.Module")
        return module

    def get_parameter(self, target):
        path, _, name = target.rpartition(".")
        module = self.get_submodule(path)
        if not hasattr(module, name):
            raise AttributeError(module._get_name() + " has no attribute `" + name + "`")
        parameter = getattr(module, name)
        if not isinstance(parameter, Parameter):
            raise AttributeError("`" + name + "` is not an nn.Parameter")
        return parameter

    def get_buffer(self, target):
        path, _, name = target.rpartition(".")
        module = self.get_submodule(path)
        if not hasattr(module, name):
            raise AttributeError(module._get_name() + " has no attribute `" + name + "`")
        if name not in module._buffers:
            raise AttributeError("`" + name + "` is not a buffer")
        return module._buffers[name]

    def get_extra_state(self):
        raise RuntimeError(_NEVER_CALLED.format("get"))

    def set_extra_state(self, state):
        raise RuntimeError(_NEVER_CALLED.format("set"))

    # Calling.

    def __call__(self, *input, **kwargs):
        if not (self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or _global_hooks):
            return self.forward(*input, **kwargs)
        from torch.nn.modules._hooks import call_with_hooks

        return call_with_hooks(self, _global_hooks, input, kwargs)

    def register_forward_pre_hook(self, hook):
        return _register(self._forward_pre_hooks, hook)

    def register_forward_hook(self, hook):
        return _register(self._forward_hooks, hook)

    def register_backward_hook(self, hook):
        return self._register_backward(hook, False)

    def register_full_backward_hook(self, hook):
        return self._register_backward(hook, True)

    def _register_backward(self, hook, full):
        if self._is_full_backward_hook is not None and self._is_full_backward_hook is not full:
            raise RuntimeError(
                "Cannot use both regular backward hooks and full backward hooks on a single Module. "
                "Please use only one of them."
            )
        self._is_full_backward_hook = full
        return _register(self._backward_hooks, hook)

    # Walking the tree.

    def _get_name(self):
        return type(self).__name__

    def children(self):
        for _, module in self.named_children():
            yield module

    def named_children(self):
        seen = set()
        for name, module in self._modules.items():
            if module is not None and module not in seen:
                seen.add(module)
                yield name, module

    def modules(self):
        for _, module in self.named_modules():
            yield module

    def named_modules(self, memo=None, prefix="", remove_duplicate=True):
        if memo is None:
            memo = set()
        if self not in memo:
            if remove_duplicate:
                memo.add(self)
            yield prefix, self
            for name, module in self._modules.items():
                if module is None:
                    continue
                path = prefix + ("." if prefix else "") + name
                for found in module.named_modules(memo, path, remove_duplicate):
                    yield found

    def _named_members(self, members, prefix="", recurse=True):
        seen = set()
        modules = self.named_modules(prefix=prefix) if recurse else [(prefix, self)]
        for path, module in modules:
            for name, value in members(module):
                if value is None or value in seen:
                    continue
                seen.add(value)
                yield path + ("." if path else "") + name, value

    def parameters(self, recurse=True):
        for _, parameter in self.named_parameters(recurse=recurse):
            yield parameter

    def named_parameters(self, prefix="", recurse=True):
        for found in self._named_members(lambda module: module._parameters.items(), prefix, recurse):
            yield found

    def buffers(self, recurse=True):
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer

    def named_buffers(self, prefix="", recurse=True):
        for found in self._named_members(lambda module: module._buffers.items(), prefix, recurse):
            yield found

    def apply(self, fn):
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def train(self, mode=True):
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self):
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none=False):
        for parameter in self.parameters():
            if parameter.grad is None:
                continue
            if set_to_none:
                parameter.grad = None
            else:
                if parameter.grad.grad_fn is not None:
                    parameter.grad.detach_()
                else:
                    parameter.grad.requires_grad_(False)
                parameter.grad.zero_()

    # Conversion: every parameter and buffer in place, so that optimisers keep pointing at them.

    def _apply(self, fn):
        for module in self.children():
            module._apply(fn)
        for parameter in self._parameters.values():
            if parameter is None:
                continue
            with torch.no_grad():
                parameter.data = fn(parameter)
                if parameter.grad is not None:
                    parameter.grad.data = fn(parameter.grad)
        for name, buffer in self._buffers.items():
            if buffer is not None:
                self._buffers[name] = fn(buffer)
        return self

    def float(self):
        return self._apply(lambda t: t.float() if t.is_floating_point() else t)

    def double(self):
        return self._apply(lambda t: t.double() if t.is_floating_point() else t)

    def half(self):
        return self._apply(lambda t: t.half() if t.is_floating_point() else t)

    def bfloat16(self):
        return self._apply(lambda t: t.bfloat16() if t.is_floating_point() else t)

    def type(self, dst_type):
        return self._apply(lambda t: t.type(dst_type))

    def cpu(self):
        return self._apply(lambda t: t.cpu())

    def cuda(self, device=None):
        return self._apply(lambda t: t.cuda(device))

    def xpu(self, device=None):
        _C._refuse("Module.xpu")

    def ipu(self, device=None):
        _C._refuse("Module.ipu")

    def share_memory(self):
        return self._apply(lambda t: t.share_memory_())

    def to_empty(self, *, device):
        return self._apply(lambda t: torch.empty_like(t, device=device))

    def to(self, *args, **kwargs):
        # A tensor checks the arguments, and says which dtype they mean.
        unchanged = torch.empty(0, dtype=torch.bool)
        dtype = unchanged.to(*args, **kwargs).dtype
        if dtype is torch.bool and torch.bool not in args and kwargs.get("dtype") is not torch.bool:
            return self._apply(lambda t: t.to(*args, **kwargs))
        if not dtype.is_floating_point:
            raise TypeError(
                "nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={}".format(dtype)
            )
        return self._apply(lambda t: t.to(*args, **kwargs) if t.is_floating_point() else t)

    # State.

    def _register_state_dict_hook(self, hook):
        return _register(self._state_dict_hooks, hook)

    def _save_to_state_dict(self, destination, prefix, keep_vars):
        for name, parameter in self._parameters.items():
            if parameter is not None:
                destination[prefix + name] = parameter if keep_vars else parameter.detach()
        for name, buffer in self._buffers.items():
            if buffer is not None and name not in self._non_persistent_buffers_set:
                destination[prefix + name] = buffer if keep_vars else buffer.detach()
        if type(self).get_extra_state is not Module.get_extra_state:
            destination[prefix + "_extra_state"] = self.get_extra_state()

    def state_dict(self, *args, destination=None, prefix="", keep_vars=False):
        if args:
            from torch.nn.modules._state import positional_arguments

            destination, prefix, keep_vars = positional_arguments(args, destination, prefix, keep_vars)
        if destination is None:
            destination = OrderedDict()
            destination._metadata = OrderedDict()
        metadata = dict(version=self._version)
        if hasattr(destination, "_metadata"):
            destination._metadata[prefix[:-1]] = metadata
        self._save_to_state_dict(destination, prefix, keep_vars)
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(destination=destination, prefix=prefix + name + ".", keep_vars=keep_vars)
        for hook in tuple(self._state_dict_hooks.values()):
            changed = hook(self, destination, prefix, metadata)
            if changed is not None:
                destination = changed
        return destination

    def _register_load_state_dict_pre_hook(self, hook, with_module=False):
        if with_module:
            from functools import partial

            hook = partial(hook, self)
        return _register(self._load_state_dict_pre_hooks, hook)

    def register_load_state_dict_post_hook(self, hook):
        return _register(self._load_state_dict_post_hooks, hook)

    def _load_from_state_dict(
        self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
    ):
        from torch.nn.modules._state import load_own

        load_own(self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)

    def load_state_dict(self, state_dict, strict=True):
        from torch.nn.modules._state import load_tree

        return load_tree(self, state_dict, strict)

    # Printing.

    def extra_repr(self):
        return ""

    def __repr__(self):
        extra = self.extra_repr()
        lines = extra.split("\n") if extra else []
        alone = len(lines) == 1 and not self._modules
        for name, module in self._modules.items():
            lines.append("(" + name + "): " + _indent(repr(module), 2))
        if not lines:
            return self._get_name() + "()"
        if alone:
            return self._get_name() + "(" + lines[0] + ")"
        return self._get_name() + "(\n  " + "\n  ".join(lines) + "\n)"


def _register(hooks, hook):
    handle = RemovableHandle(hooks)
    hooks[handle.id] = hook
    return handle
