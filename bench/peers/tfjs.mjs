// The rows by TensorFlow.js. usage: tfjs.mjs cpu|wasm
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { serve } from "./serve.mjs";

const [, , backend] = process.argv;
const require = createRequire(import.meta.url);
// Together with its plain backend and its derivatives, which the core alone comes without.
const tf = require("@tensorflow/tfjs");
if (backend === "wasm") {
  const wasm = "@tensorflow/tfjs-backend-wasm";
  require(wasm).setWasmPaths(`${dirname(require.resolve(wasm))}/`);
}
await tf.setBackend(backend);
await tf.ready();

const tensorOf = ({ shape, data }) => tf.tensor(data, shape, data instanceof Int32Array ? "int32" : "float32");

/** What the last run made is let go before the next one; reading it in between waits for it. */
function row(make) {
  let last = [];
  return {
    run: () => {
      for (const tensor of last) tensor.dispose();
      last = make();
    },
    results: () => last.map((tensor) => tensor.dataSync()),
  };
}

const linear = (x, w, b) => tf.add(tf.matMul(x, w, false, true), b);

/** -log softmax at the labels, averaged. */
function crossEntropy(output, hot) {
  const shifted = tf.sub(output, tf.max(output, -1, true));
  const log = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), -1, true)));
  return tf.neg(tf.mean(tf.sum(tf.mul(log, hot), -1)));
}

function perception(i) {
  const parameters = ["w1", "b1", "w2", "b2"].map((name) => tf.variable(tensorOf(i[name])));
  const [x, hot] = [tensorOf(i.x), tf.cast(tf.oneHot(tensorOf(i.label), 2), "float32")];
  const grads = tf.valueAndGrads((w1, b1, w2, b2) =>
    crossEntropy(tf.sigmoid(linear(tf.sigmoid(linear(x, w1, b1)), w2, b2)), hot),
  );
  return row(() => {
    const { value, grads: found } = grads(parameters);
    return [value, ...found];
  });
}

function mlp(i) {
  const parameters = ["w1", "b1", "w2", "b2", "w3", "b3"].map((name) => tf.variable(tensorOf(i[name])));
  const [x, hot] = [tensorOf(i.x), tf.cast(tf.oneHot(tensorOf(i.label), 10), "float32")];
  const grads = tf.valueAndGrads((w1, b1, w2, b2, w3, b3) =>
    crossEntropy(linear(tf.relu(linear(tf.relu(linear(x, w1, b1)), w2, b2)), w3, b3), hot),
  );
  return row(() =>
    tf.tidy(() => {
      const { value, grads: found } = grads(parameters);
      parameters.forEach((p, at) => {
        p.assign(tf.sub(p, tf.mul(found[at], 0.01)));
      });
      return [value, ...parameters.map((p) => tf.clone(p))];
    }),
  );
}

function conv(i) {
  // Channels come last here.
  const x = tf.transpose(tensorOf(i.x), [0, 2, 3, 1]);
  const w = tf.transpose(tensorOf(i.w), [2, 3, 1, 0]);
  const plain = row(() => [tf.conv2d(x, w, 1, 1)]);
  let last = null;
  return {
    run: plain.run,
    results: () => {
      last = plain.results()[0];
      return [tf.transpose(tf.tensor(last, [8, 32, 32, 32]), [0, 3, 1, 2]).dataSync()];
    },
  };
}

const plain = (apply) => (i) => {
  const tensors = Object.values(i).map(tensorOf);
  return row(() => [apply(...tensors)]);
};

// The plain backend takes seconds for a large product.
const sizes = backend === "cpu" ? [64, 256] : [64, 256, 512, 1024];
await serve({
  perception,
  ...(backend === "wasm" ? { mlp, conv } : {}),
  ...Object.fromEntries(sizes.map((n) => [`matmul${n}`, plain((a, b) => tf.matMul(a, b))])),
  exp: plain(tf.exp),
  sigmoid: plain(tf.sigmoid),
  add: plain(tf.add),
  softmax: plain((x) => tf.softmax(x)),
  sum: plain((x) => tf.sum(x)),
});
