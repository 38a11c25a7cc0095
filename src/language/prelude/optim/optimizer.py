# torch.optim.Optimizer: parameter groups with their options, state per parameter.
# Behaviour and messages follow torch/optim/optimizer.py of PyTorch 1.13; the text is our own.

from _collections import defaultdict

import torch
from torch import _C


class _Required:
    def __repr__(self):
        return "<required parameter>"


required = _Required()


class Optimizer:
    def __init__(self, params, defaults):
        self.defaults = defaults
        if isinstance(params, torch.Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, but got "
                + torch.typename(params)
            )
        self.state = defaultdict(dict)
        self.param_groups = []
        groups = list(params)
        if len(groups) == 0:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(group)

    def __getstate__(self):
        return {"defaults": self.defaults, "state": self.state, "param_groups": self.param_groups}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.defaults.setdefault("differentiable", False)

    def add_param_group(self, param_group):
        assert isinstance(param_group, dict), "param group must be a dict"
        params = param_group["params"]
        if isinstance(params, torch.Tensor):
            param_group["params"] = [params]
        elif isinstance(params, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the ordering of tensors in "
                "sets will change between runs. Please use a list instead."
            )
        else:
            param_group["params"] = list(params)
        for param in param_group["params"]:
            if not isinstance(param, torch.Tensor):
                raise TypeError(
                    "optimizer can only optimize Tensors, but one of the params is " + torch.typename(param)
                )
            if not self.defaults.get("differentiable", None) and not (param.is_leaf or param.retains_grad):
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError("parameter group didn't specify a value of required optimization parameter " + name)
            param_group.setdefault(name, default)
        params = param_group["params"]
        if len(params) != len(set(params)):
            import warnings

            warnings.warn(
                "optimizer contains a parameter group with duplicate parameters; in future, this will cause an "
                "error; see github.com/pytorch/pytorch/issues/40967 for more information",
                stacklevel=3,
            )
        known = set()
        for group in self.param_groups:
            known.update(group["params"])
        if not known.isdisjoint(set(params)):
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none=False):
        for group in self.param_groups:
            if not set_to_none and _C._zero_gradients(group["params"]):
                continue
            for param in group["params"]:
                if param.grad is None:
                    continue
                if set_to_none:
                    param.grad = None
                else:
                    if param.grad.grad_fn is not None:
                        param.grad.detach_()
                    else:
                        param.grad.requires_grad_(False)
                    param.grad.zero_()

    def step(self, closure):
        raise NotImplementedError

    def _step_each(self, closure, update, together=None):
        """
        update(param, gradient, its state, its group) for every parameter that has a gradient, unless together(states,
        group) has made the group's steps; gives the closure's loss.
        """
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        with torch.set_grad_enabled(self.defaults.get("differentiable", False)):
            for group in self.param_groups:
                if group.get("foreach") and self._together_differs(group):
                    _C._refuse("{} with foreach=True and these options".format(type(self).__name__))
                if together is not None and together(self.state, group):
                    continue
                for param in group["params"]:
                    gradient = param.grad
                    if gradient is not None:
                        update(param, gradient, self.state[param], group)
        return loss

    def _together_differs(self, group):
        """
        Whether PyTorch's step of all parameters together (foreach) gives other results than one by one: several of them
        round in another order, or write into the gradients. Those are refused.
        """
        return True

    def state_dict(self):
        numbers = {}
        groups = []
        for group in self.param_groups:
            packed = {key: value for key, value in group.items() if key != "params"}
            for param in group["params"]:
                numbers.setdefault(id(param), len(numbers))
            packed["params"] = [numbers[id(param)] for param in group["params"]]
            groups.append(packed)
        state = {}
        for param, value in self.state.items():
            state[numbers[id(param)] if isinstance(param, torch.Tensor) else param] = value
        return {"state": state, "param_groups": groups}

    def load_state_dict(self, state_dict):
        import copy

        state_dict = copy.deepcopy(state_dict)
        saved = state_dict["param_groups"]
        if len(self.param_groups) != len(saved):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any(len(g["params"]) != len(s["params"]) for g, s in zip(self.param_groups, saved)):
            raise ValueError(
                "loaded state dict contains a parameter group that doesn't match the size of optimizer's group"
            )
        params = {}
        for group, old in zip(self.param_groups, saved):
            params.update(zip(old["params"], group["params"]))
            old["params"] = group["params"]
        state = defaultdict(dict)
        for key, value in state_dict["state"].items():
            if key in params:
                state[params[key]] = _as_state_of(params[key], value)
            else:
                state[key] = value
        self.__setstate__({"state": state, "param_groups": saved})

    def __repr__(self):
        text = type(self).__name__ + " ("
        for number, group in enumerate(self.param_groups):
            text += "\nParameter Group {}\n".format(number)
            for key in sorted(group):
                if key != "params":
                    text += "    {}: {}\n".format(key, group[key])
        return text + ")"


def _as_state_of(param, value, key=None):
    """Loaded state in the dtype of its parameter; the count of steps keeps its own."""
    if isinstance(value, torch.Tensor):
        return value.to(param.dtype) if key != "step" and param.is_floating_point() else value
    if isinstance(value, dict):
        return {name: _as_state_of(param, each, name) for name, each in value.items()}
    if hasattr(value, "__iter__"):
        return type(value)(_as_state_of(param, each) for each in value)
    return value


def check_not_negative(value, what):
    if not 0.0 <= value:
        raise ValueError("Invalid {}: {}".format(what, value))


def check_betas(betas):
    for index in (0, 1):
        if not 0.0 <= betas[index] < 1.0:
            raise ValueError("Invalid beta parameter at index {}: {}".format(index, betas[index]))


def steps_as_tensors(optimizer, names=("step",)):
    """State that an older version saved as numbers."""
    states = list(optimizer.state.values())
    for name in names:
        if states and not isinstance(states[0][name], torch.Tensor):
            for state in states:
                state[name] = torch.tensor(float(state[name]))
