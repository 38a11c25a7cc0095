// The rows by this project's engine, through the same calls that its torch module makes.
import { Worker } from "node:worker_threads";
import { loadEngine } from "../support/engine.mjs";
import { serve } from "./serve.mjs";

const { backward, findSchema, float32, fromNumbers, int64, numbers, setGradEnabled, setThreadHost } =
  await loadEngine();

// As src/runner/node-threads.ts lends them.
if (process.argv[2] === "2") {
  setThreadHost((text, workerData) => new Worker(text, { eval: true, workerData, execArgv: [] }).unref());
}

function op(name) {
  const declaration = findSchema(name);
  return (...args) => declaration.call(args);
}

const inPlace = (name) => {
  const declaration = findSchema(name);
  return (...args) => declaration.callInPlace(args);
};

const [linear, sigmoid, relu, softmax, matmul, add, div] = [
  "linear",
  "sigmoid",
  "relu",
  "softmax.int",
  "matmul",
  "add.Tensor",
  "div.Scalar",
].map(op);
const [crossEntropy, layerNorm, chunk, view, transpose, reshape, conv2d, exp, sum] = [
  "cross_entropy_loss",
  "layer_norm",
  "chunk",
  "view",
  "transpose.int",
  "reshape",
  "conv2d",
  "exp",
  "sum",
].map(op);
const addInPlace = inPlace("add.Tensor");

const MEAN = 1;

function tensorOf({ shape, data }, grad = false) {
  const integers = data instanceof Int32Array;
  const tensor = fromNumbers(integers ? Float64Array.from(data) : data, shape, integers ? int64 : float32);
  tensor.leafRequiresGrad = grad;
  return tensor;
}

function leaves(inputs, ...names) {
  const tensors = names.map((name) => tensorOf(inputs[name], true));
  const clear = () => {
    for (const tensor of tensors) tensor.grad = null;
  };
  return [tensors, clear];
}

/** A row whose `run` gives its result, with what else counts as one. */
function row(run, more = (result) => [result]) {
  let last = null;
  return {
    run: () => {
      last = run();
    },
    results: () => more(last).map(numbers),
  };
}

function perception(i) {
  const [parameters, clear] = leaves(i, "w1", "b1", "w2", "b2");
  const [w1, b1, w2, b2] = parameters;
  const [x, label] = [tensorOf(i.x), tensorOf(i.label)];
  const run = () => {
    clear();
    const hidden = sigmoid(linear(x, w1, b1));
    const loss = crossEntropy(sigmoid(linear(hidden, w2, b2)), label, null, MEAN);
    backward([loss]);
    return loss;
  };
  return row(run, (loss) => [loss, ...parameters.map((p) => p.grad)]);
}

function mlp(i) {
  const [parameters, clear] = leaves(i, "w1", "b1", "w2", "b2", "w3", "b3");
  const [w1, b1, w2, b2, w3, b3] = parameters;
  const [x, label] = [tensorOf(i.x), tensorOf(i.label)];
  const run = () => {
    clear();
    const hidden = relu(linear(relu(linear(x, w1, b1)), w2, b2));
    const loss = crossEntropy(linear(hidden, w3, b3), label, null, MEAN);
    backward([loss]);
    setGradEnabled(false);
    for (const p of parameters) addInPlace(p, p.grad, -0.01);
    setGradEnabled(true);
    return loss;
  };
  return row(run, (loss) => [loss, ...parameters]);
}

function transformer(i) {
  const [parameters, clear] = leaves(i, "x", "wqkv", "bqkv", "wo", "bo", "w1", "b1", "w2", "b2");
  const [x, wqkv, bqkv, wo, bo, w1, b1, w2, b2] = parameters;
  const towards = tensorOf(i.towards);
  const heads = (t) => transpose(view(t, [8, 64, 4, 32]), 1, 2);
  const run = () => {
    clear();
    const [q, k, v] = chunk(linear(layerNorm(x, [128]), wqkv, bqkv), 3, -1).map(heads);
    const attention = softmax(div(matmul(q, transpose(k, -2, -1)), 32 ** 0.5), -1);
    const mixed = reshape(transpose(matmul(attention, v), 1, 2), [8, 64, 128]);
    const y = add(x, linear(mixed, wo, bo));
    const out = add(y, linear(relu(linear(layerNorm(y, [128]), w1, b1)), w2, b2));
    backward([out], [towards]);
    return out;
  };
  return row(run, (out) => [out, x.grad, wqkv.grad, w1.grad]);
}

function conv(i) {
  const [x, w] = [tensorOf(i.x), tensorOf(i.w)];
  return row(() => conv2d(x, w, null, [1, 1], [1, 1]));
}

function convBackward(i) {
  const [[x, w], clear] = leaves(i, "x", "w");
  const towards = tensorOf(i.towards);
  const run = () => {
    clear();
    const out = conv2d(x, w, null, [1, 1], [1, 1]);
    backward([out], [towards]);
    return out;
  };
  return row(run, (out) => [out, x.grad, w.grad]);
}

/** One op on all inputs. */
function plain(apply, ...more) {
  return (i) => {
    const tensors = Object.values(i).map((input) => tensorOf(input));
    return row(() => apply(...tensors, ...more));
  };
}

await serve({
  perception,
  mlp,
  transformer,
  conv,
  convBackward,
  ...Object.fromEntries([64, 256, 512, 1024, "512threads"].map((n) => [`matmul${n}`, plain(matmul)])),
  exp: plain(exp),
  sigmoid: plain(sigmoid),
  add: plain(add),
  softmax: plain(softmax, -1),
  sum: plain(sum),
});
