# Recurrent layers and cells. Weights of each layer and direction are drawn in the order of their names; the steps
# themselves are ops. Behaviour and messages follow torch/nn/modules/rnn.py of PyTorch 1.13; the text is our own.

import math

import torch
from torch.nn import init
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter
from torch.nn.utils.rnn import PackedSequence


def apply_permutation(tensor, permutation, dim=1):
    import warnings

    warnings.warn("apply_permutation is deprecated, please use tensor.index_select(dim, permutation) instead")
    return tensor.index_select(dim, permutation)


_gates = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}


class RNNBase(Module):
    __constants__ = [
        "mode",
        "input_size",
        "hidden_size",
        "num_layers",
        "bias",
        "batch_first",
        "dropout",
        "bidirectional",
        "proj_size",
    ]

    def __init__(
        self,
        mode,
        input_size,
        hidden_size,
        num_layers=1,
        bias=True,
        batch_first=False,
        dropout=0.0,
        bidirectional=False,
        proj_size=0,
        device=None,
        dtype=None,
    ):
        super().__init__()
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = float(dropout)
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        if isinstance(dropout, bool) or not isinstance(dropout, (int, float)) or not 0 <= dropout <= 1:
            raise ValueError(
                "dropout should be a number in range [0, 1] representing the probability of an element being zeroed"
            )
        if dropout > 0 and num_layers == 1:
            import warnings

            warnings.warn(
                "dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects "
                "num_layers greater than 1, but got dropout={} and num_layers={}".format(dropout, num_layers)
            )
        if proj_size < 0:
            raise ValueError("proj_size should be a positive integer or zero to disable projections")
        if proj_size >= hidden_size:
            raise ValueError("proj_size has to be smaller than hidden_size")
        if mode not in _gates:
            raise ValueError("Unrecognized RNN mode: " + mode)
        self._flat_weights_names = []
        self._all_weights = []
        gate_size = _gates[mode] * hidden_size
        output_size = proj_size if proj_size > 0 else hidden_size
        directions = ("", "_reverse") if bidirectional else ("",)
        for layer in range(num_layers):
            layer_size = input_size if layer == 0 else output_size * len(directions)
            for suffix in directions:
                sizes = [("weight_ih", (gate_size, layer_size)), ("weight_hh", (gate_size, output_size))]
                if bias:
                    sizes += [("bias_ih", (gate_size,)), ("bias_hh", (gate_size,))]
                if proj_size > 0:
                    sizes.append(("weight_hr", (proj_size, hidden_size)))
                names = []
                for kind, size in sizes:
                    names.append("{}_l{}{}".format(kind, layer, suffix))
                    setattr(self, names[-1], Parameter(torch.empty(size, device=device, dtype=dtype)))
                self._flat_weights_names.extend(names)
                self._all_weights.append(names)
        self._collect_weights()
        self.flatten_parameters()
        self.reset_parameters()

    def _collect_weights(self):
        self._flat_weights = [getattr(self, name, None) for name in self._flat_weights_names]

    def __setattr__(self, attr, value):
        names = self.__dict__.get("_flat_weights_names")
        if names is not None and attr in names and "_flat_weights" in self.__dict__:
            self._flat_weights[names.index(attr)] = value
        super().__setattr__(attr, value)

    def flatten_parameters(self):
        self._flat_weights[0].dtype

    def _apply(self, fn):
        result = super()._apply(fn)
        self._collect_weights()
        return result

    def reset_parameters(self):
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    # Checks.

    def check_input(self, input, batch_sizes):
        expected = 3 if batch_sizes is None else 2
        if input.dim() != expected:
            raise RuntimeError("input must have {} dimensions, got {}".format(expected, input.dim()))
        if self.input_size != input.size(-1):
            raise RuntimeError(
                "input.size(-1) must be equal to input_size. Expected {}, got {}".format(
                    self.input_size, input.size(-1)
                )
            )

    def _expected_size(self, input, batch_sizes, size):
        if batch_sizes is not None:
            batch = int(batch_sizes[0])
        else:
            batch = input.size(0) if self.batch_first else input.size(1)
        return self.num_layers * (2 if self.bidirectional else 1), batch, size

    def get_expected_hidden_size(self, input, batch_sizes):
        return self._expected_size(
            input, batch_sizes, self.proj_size if self.proj_size > 0 else self.hidden_size
        )

    def check_hidden_size(self, hx, expected_hidden_size, msg="Expected hidden size {}, got {}"):
        if hx.size() != expected_hidden_size:
            raise RuntimeError(msg.format(expected_hidden_size, list(hx.size())))

    def check_forward_args(self, input, hidden, batch_sizes):
        self.check_input(input, batch_sizes)
        self.check_hidden_size(hidden, self.get_expected_hidden_size(input, batch_sizes))

    def permute_hidden(self, hx, permutation):
        return hx if permutation is None else hx.index_select(1, permutation)

    # Running: a packed sequence, a batch, or one sequence as a batch of one.

    def _zeros(self, input, batch, size):
        layers = self.num_layers * (2 if self.bidirectional else 1)
        return torch.zeros(layers, batch, size, dtype=input.dtype, device=input.device)

    def _initial(self, input, batch):
        return self._zeros(input, batch, self.hidden_size)

    def _check_rank(self, hx, is_batched):
        if hx.dim() != (3 if is_batched else 2):
            raise RuntimeError(
                "For {} input, hx should also be {} but got {}-D tensor".format(
                    "batched 3-D" if is_batched else "unbatched 2-D", "3-D" if is_batched else "2-D", hx.dim()
                )
            )

    def _unsqueezed(self, hx):
        return hx.unsqueeze(1)

    def _squeezed(self, hx):
        return hx.squeeze(1)

    def _run(self, function, input, batch_sizes, hx):
        options = (self._flat_weights, self.bias, self.num_layers, self.dropout, self.training, self.bidirectional)
        if batch_sizes is None:
            return function(input, hx, *options, self.batch_first)
        return function(input, batch_sizes, hx, *options)

    def _ended(self, result):
        return result[1]

    def forward(self, input, hx=None):
        function = self._function()
        if isinstance(input, PackedSequence):
            data, batch_sizes, sorted_indices, unsorted_indices = input
            if hx is None:
                hx = self._initial(data, int(batch_sizes[0]))
            else:
                hx = self.permute_hidden(hx, sorted_indices)
            self.check_forward_args(data, hx, batch_sizes)
            result = self._run(function, data, batch_sizes, hx)
            output = PackedSequence(result[0], batch_sizes, sorted_indices, unsorted_indices)
            return output, self.permute_hidden(self._ended(result), unsorted_indices)
        is_batched = input.dim() == 3
        batch_dim = 0 if self.batch_first else 1
        if not is_batched:
            input = input.unsqueeze(batch_dim)
        if hx is None:
            hx = self._initial(input, input.size(batch_dim))
        else:
            self._check_rank(hx, is_batched)
            if not is_batched:
                hx = self._unsqueezed(hx)
        self.check_forward_args(input, hx, None)
        result = self._run(function, input, None, hx)
        output, hidden = result[0], self._ended(result)
        if not is_batched:
            output, hidden = output.squeeze(batch_dim), self._squeezed(hidden)
        return output, hidden

    def extra_repr(self):
        text = "{}, {}".format(self.input_size, self.hidden_size)
        if self.proj_size != 0:
            text += ", proj_size={}".format(self.proj_size)
        if self.num_layers != 1:
            text += ", num_layers={}".format(self.num_layers)
        if self.bias is not True:
            text += ", bias={}".format(self.bias)
        if self.batch_first is not False:
            text += ", batch_first={}".format(self.batch_first)
        if self.dropout != 0:
            text += ", dropout={}".format(self.dropout)
        if self.bidirectional is not False:
            text += ", bidirectional={}".format(self.bidirectional)
        return text

    @property
    def all_weights(self):
        return [[getattr(self, name) for name in names] for names in self._all_weights]


class RNN(RNNBase):
    def __init__(self, *args, **kwargs):
        if "proj_size" in kwargs:
            raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
        self.nonlinearity = kwargs.pop("nonlinearity", "tanh")
        if self.nonlinearity not in ("tanh", "relu"):
            raise ValueError("Unknown nonlinearity '{}'".format(self.nonlinearity))
        super().__init__("RNN_" + self.nonlinearity.upper(), *args, **kwargs)

    def _function(self):
        return torch.rnn_tanh if self.mode == "RNN_TANH" else torch.rnn_relu


class GRU(RNNBase):
    def __init__(self, *args, **kwargs):
        if "proj_size" in kwargs:
            raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
        super().__init__("GRU", *args, **kwargs)

    def _function(self):
        return torch.gru


class LSTM(RNNBase):
    def __init__(self, *args, **kwargs):
        super().__init__("LSTM", *args, **kwargs)

    def _function(self):
        return torch.lstm

    def get_expected_cell_size(self, input, batch_sizes):
        return self._expected_size(input, batch_sizes, self.hidden_size)

    def check_forward_args(self, input, hidden, batch_sizes):
        self.check_input(input, batch_sizes)
        self.check_hidden_size(
            hidden[0], self.get_expected_hidden_size(input, batch_sizes), "Expected hidden[0] size {}, got {}"
        )
        self.check_hidden_size(
            hidden[1], self.get_expected_cell_size(input, batch_sizes), "Expected hidden[1] size {}, got {}"
        )

    def permute_hidden(self, hx, permutation):
        if permutation is None:
            return hx
        return hx[0].index_select(1, permutation), hx[1].index_select(1, permutation)

    def _initial(self, input, batch):
        size = self.proj_size if self.proj_size > 0 else self.hidden_size
        return self._zeros(input, batch, size), self._zeros(input, batch, self.hidden_size)

    def _check_rank(self, hx, is_batched):
        expected = 3 if is_batched else 2
        if hx[0].dim() != expected or hx[1].dim() != expected:
            raise RuntimeError(
                "For {} input, hx and cx should also be {}-D but got ({}-D, {}-D) tensors".format(
                    "batched 3-D" if is_batched else "unbatched 2-D", expected, hx[0].dim(), hx[1].dim()
                )
            )

    def _unsqueezed(self, hx):
        return hx[0].unsqueeze(1), hx[1].unsqueeze(1)

    def _squeezed(self, hx):
        return hx[0].squeeze(1), hx[1].squeeze(1)

    def _ended(self, result):
        return result[1:]


class RNNCellBase(Module):
    __constants__ = ["input_size", "hidden_size", "bias"]

    def __init__(self, input_size, hidden_size, bias, num_chunks, device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        gates = num_chunks * hidden_size
        self.weight_ih = Parameter(torch.empty((gates, input_size), device=device, dtype=dtype))
        self.weight_hh = Parameter(torch.empty((gates, hidden_size), device=device, dtype=dtype))
        if bias:
            self.bias_ih = Parameter(torch.empty(gates, device=device, dtype=dtype))
            self.bias_hh = Parameter(torch.empty(gates, device=device, dtype=dtype))
        else:
            self.register_parameter("bias_ih", None)
            self.register_parameter("bias_hh", None)
        self.reset_parameters()

    def extra_repr(self):
        text = "{}, {}".format(self.input_size, self.hidden_size)
        if self.__dict__.get("bias", True) is not True:
            text += ", bias={}".format(self.bias)
        if self.__dict__.get("nonlinearity", "tanh") != "tanh":
            text += ", nonlinearity={}".format(self.nonlinearity)
        return text

    def reset_parameters(self):
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def _batched(self, input):
        assert input.dim() in (1, 2), "{}: Expected input to be 1-D or 2-D but received {}-D tensor".format(
            self._cell_name, input.dim()
        )
        return input.dim() == 2

    def _step(self, function, input, hx):
        is_batched = self._batched(input)
        if not is_batched:
            input = input.unsqueeze(0)
        if hx is None:
            hx = torch.zeros(input.size(0), self.hidden_size, dtype=input.dtype, device=input.device)
        elif not is_batched:
            hx = hx.unsqueeze(0)
        result = function(input, hx, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
        return result if is_batched else result.squeeze(0)


class RNNCell(RNNCellBase):
    __constants__ = ["input_size", "hidden_size", "bias", "nonlinearity"]
    _cell_name = "RNNCell"

    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, num_chunks=1, device=device, dtype=dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input, hx=None):
        if self.nonlinearity == "tanh":
            return self._step(torch.rnn_tanh_cell, input, hx)
        if self.nonlinearity == "relu":
            return self._step(torch.rnn_relu_cell, input, hx)
        raise RuntimeError("Unknown nonlinearity: {}".format(self.nonlinearity))


class GRUCell(RNNCellBase):
    _cell_name = "GRUCell"

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, num_chunks=3, device=device, dtype=dtype)

    def forward(self, input, hx=None):
        return self._step(torch.gru_cell, input, hx)


class LSTMCell(RNNCellBase):
    _cell_name = "LSTMCell"

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, num_chunks=4, device=device, dtype=dtype)

    def forward(self, input, hx=None):
        is_batched = self._batched(input)
        if not is_batched:
            input = input.unsqueeze(0)
        if hx is None:
            zeros = torch.zeros(input.size(0), self.hidden_size, dtype=input.dtype, device=input.device)
            hx = (zeros, zeros)
        elif not is_batched:
            hx = (hx[0].unsqueeze(0), hx[1].unsqueeze(0))
        hidden, cell = torch.lstm_cell(input, hx, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
        if not is_batched:
            return hidden.squeeze(0), cell.squeeze(0)
        return hidden, cell
