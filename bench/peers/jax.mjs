// The rows by jax-js, compiled by its jit to WebAssembly.
// It asks a global of browsers for a GPU, which Node has not.
globalThis.navigator ??= {};
const { defaultDevice, init, jit, nn, numpy, valueAndGrad } = await import("@jax-js/jax");

import { serve } from "./serve.mjs";

await init("wasm");
defaultDevice("wasm");

const arrayOf = ({ shape, data }) => numpy.array(data).reshape(shape);
const namesOf = (inputs) => Object.keys(inputs);

/** A compiled function of all inputs; an array is given away by every call, so each gets a reference more. */
function row(apply, inputs) {
  const compiled = jit(apply);
  const arrays = Object.values(inputs).map(arrayOf);
  let last = [];
  return {
    run: async () => {
      for (const array of last) array.dispose();
      const result = compiled(...arrays.map((array) => array.ref));
      last = Array.isArray(result) ? result : [result];
      for (const array of last) await array.blockUntilReady();
    },
    results: async () => Promise.all(last.map((array) => array.ref.data())),
  };
}

const linear = (x, w, b) => numpy.matmul(x, w.transpose()).add(b);

function perception(i) {
  const hot = hotOf(i.label, 2);
  const loss = ([w1, b1, w2, b2], x, t) => crossEntropy(nn.sigmoid(linear(nn.sigmoid(linear(x, w1, b1)), w2, b2)), t);
  const both = valueAndGrad(loss);
  const apply = (x, w1, b1, w2, b2, t) => {
    const [value, grads] = both([w1, b1, w2, b2], x, t);
    return [value, ...grads];
  };
  return row(apply, { ...without(i, "label"), hot });
}

function without(inputs, name) {
  return Object.fromEntries(
    namesOf(inputs)
      .filter((each) => each !== name)
      .map((each) => [each, inputs[each]]),
  );
}

function hotOf({ data }, classes) {
  const hot = new Float32Array(data.length * classes);
  data.forEach((label, at) => {
    hot[at * classes + label] = 1;
  });
  return { shape: [data.length, classes], data: hot };
}

function crossEntropy(output, hot) {
  return nn
    .logSoftmax(output)
    .mul(hot)
    .sum()
    .mul(-1 / hot.shape[0]);
}

function mlp(i) {
  const names = ["w1", "b1", "w2", "b2", "w3", "b3"];
  const both = valueAndGrad(([w1, b1, w2, b2, w3, b3], x, t) =>
    crossEntropy(linear(nn.relu(linear(nn.relu(linear(x, w1, b1)), w2, b2)), w3, b3), t),
  );
  const step = jit((parameters, x, t) => {
    const [value, grads] = both(
      parameters.map((p) => p.ref),
      x,
      t,
    );
    return [value, ...parameters.map((p, at) => p.sub(grads[at].mul(0.01)))];
  });
  let parameters = names.map((name) => arrayOf(i[name]));
  const [x, t] = [arrayOf(i.x), arrayOf(hotOf(i.label, 10))];
  let loss = null;
  return {
    run: async () => {
      loss?.dispose();
      [loss, ...parameters] = step(parameters, x.ref, t.ref);
      for (const array of [loss, ...parameters]) await array.blockUntilReady();
    },
    results: async () => Promise.all([loss, ...parameters].map((array) => array.ref.data())),
  };
}

const plain = (apply) => (i) => row(apply, i);

await serve({
  perception,
  mlp,
  ...Object.fromEntries([64, 256, 512, 1024].map((n) => [`matmul${n}`, plain((a, b) => numpy.matmul(a, b))])),
  exp: plain((x) => numpy.exp(x)),
  sigmoid: plain((x) => nn.sigmoid(x)),
  add: plain((x, y) => x.add(y)),
  softmax: plain((x) => nn.softmax(x)),
  sum: plain((x) => x.sum()),
});
