"""The rows in PyTorch: the same lines of JSON as serve.mjs. usage: pytorch.py THREADS"""
import json
import sys
import time

import numpy
import torch
import torch.nn.functional as F

torch.set_num_threads(int(sys.argv[1]))


def with_grad(inputs, *names):
    tensors = [inputs[name].requires_grad_() for name in names]
    def clear():
        for tensor in tensors:
            tensor.grad = None
    return tensors, clear


def perception(i):
    parameters, clear = with_grad(i, "w1", "b1", "w2", "b2")
    w1, b1, w2, b2 = parameters
    x, label = i["x"], i["label"]
    def run():
        clear()
        hidden = torch.sigmoid(F.linear(x, w1, b1))
        loss = F.cross_entropy(torch.sigmoid(F.linear(hidden, w2, b2)), label)
        loss.backward()
        return loss
    return run, lambda loss: [loss, *(p.grad for p in parameters)]


def mlp(i):
    parameters, clear = with_grad(i, "w1", "b1", "w2", "b2", "w3", "b3")
    w1, b1, w2, b2, w3, b3 = parameters
    x, label = i["x"], i["label"]
    optimiser = torch.optim.SGD(parameters, lr=0.01)
    def run():
        clear()
        hidden = torch.relu(F.linear(torch.relu(F.linear(x, w1, b1)), w2, b2))
        loss = F.cross_entropy(F.linear(hidden, w3, b3), label)
        loss.backward()
        optimiser.step()
        return loss
    return run, lambda loss: [loss, *parameters]


def transformer(i):
    parameters, clear = with_grad(i, "x", "wqkv", "bqkv", "wo", "bo", "w1", "b1", "w2", "b2")
    x, wqkv, bqkv, wo, bo, w1, b1, w2, b2 = parameters
    towards = i["towards"]
    def run():
        clear()
        normal = F.layer_norm(x, (128,))
        q, k, v = (t.view(8, 64, 4, 32).transpose(1, 2) for t in F.linear(normal, wqkv, bqkv).chunk(3, -1))
        attention = torch.softmax(q @ k.transpose(-2, -1) / 32 ** 0.5, -1)
        mixed = (attention @ v).transpose(1, 2).reshape(8, 64, 128)
        y = x + F.linear(mixed, wo, bo)
        out = y + F.linear(torch.relu(F.linear(F.layer_norm(y, (128,)), w1, b1)), w2, b2)
        out.backward(towards)
        return out
    return run, lambda out: [out, x.grad, wqkv.grad, w1.grad]


def conv(i):
    return lambda: F.conv2d(i["x"], i["w"], padding=1), lambda out: [out]


def conv_backward(i):
    (x, w), clear = with_grad(i, "x", "w")
    def run():
        clear()
        out = F.conv2d(x, w, padding=1)
        out.backward(i["towards"])
        return out
    return run, lambda out: [out, x.grad, w.grad]


def plain(op, *names):
    return lambda i: (lambda: op(*(i[name] for name in names)), lambda out: [out])


matmul = plain(torch.matmul, "a", "b")
ROWS = {
    "perception": perception,
    "mlp": mlp,
    "transformer": transformer,
    "conv": conv,
    "convBackward": conv_backward,
    **{f"matmul{n}": matmul for n in (64, 256, 512, 1024, "512threads")},
    "exp": plain(torch.exp, "x"),
    "sigmoid": plain(torch.sigmoid, "x"),
    "add": plain(torch.add, "x", "y"),
    "softmax": lambda i: (lambda: torch.softmax(i["x"], -1), lambda out: [out]),
    "sum": plain(torch.sum, "x"),
}


def read(entry):
    data = numpy.fromfile(entry["file"], dtype=numpy.int32 if entry["integers"] else numpy.float32)
    tensor = torch.from_numpy(data).view(entry["shape"])
    return tensor.long() if entry["integers"] else tensor


run = None
for line in sys.stdin:
    request = json.loads(line)
    if "row" in request:
        run, results = ROWS[request["row"]]({name: read(entry) for name, entry in request["inputs"].items()})
        tensors = results(run())
        torch.cat([t.detach().reshape(-1) for t in tensors]).numpy().tofile(request["result"])
        answer = {}
    else:
        started = time.perf_counter()
        for _ in range(request["count"]):
            run()
        answer = {"ms": (time.perf_counter() - started) * 1000}
    print(json.dumps(answer), flush=True)
