// The smallest row by js-pytorch, whose tensors are nested arrays of numbers.
import { createRequire } from "node:module";
import { serve } from "./serve.mjs";

const { torch } = createRequire(import.meta.url)("js-pytorch");

function nested({ shape, data }) {
  const [rows, columns] = shape;
  return Array.from({ length: rows }, (_, r) => Array.from(data.subarray(r * columns, (r + 1) * columns)));
}

const transposed = ([first, ...rest]) => first.map((_, c) => [first, ...rest].map((row) => row[c]));
const row = ({ data }) => Array.from(data);
const gradient = (t) => t._grad._data;
const flat = (list) => list.flat(Infinity);

function perception(i) {
  const tensor = (data) => torch.tensor(data, true);
  const [w1, w2] = [i.w1, i.w2].map((w) => tensor(transposed(nested(w))));
  const [b1, b2] = [i.b1, i.b2].map((b) => tensor(row(b)));
  const x = torch.tensor(nested(i.x));
  const label = torch.tensor(row(i.label));
  const lossOf = new torch.nn.CrossEntropyLoss();
  // Its division takes no number on the left, and its powers none below zero.
  const sigmoid = (t) => torch.exp(torch.mul(torch.log(torch.add(torch.exp(torch.mul(t, -1)), 1)), -1));
  let loss = null;
  return {
    run: () => {
      for (const p of [w1, b1, w2, b2]) p.zero_grad();
      const hidden = sigmoid(torch.add(torch.matmul(x, w1), b1));
      loss = lossOf.forward(sigmoid(torch.add(torch.matmul(hidden, w2), b2)), label);
      loss.backward();
    },
    results: () => [
      flat([loss.data]),
      flat(transposed(gradient(w1))),
      flat(gradient(b1)),
      flat(transposed(gradient(w2))),
      flat(gradient(b2)),
    ],
  };
}

await serve({ perception });
