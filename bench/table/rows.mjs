// The rows of the table: what each computes, on what, and what is wanted of it. How a peer computes a row stands in
// peers/, under the row's name; every peer gets the same inputs, and gives results in the same order.

/** Shapes of float32 inputs, uniform in ±`scale`; integer inputs are `{ classes, count }`. */
export const rows = [
  {
    name: "perception",
    title: "Perception(2,3,2) + loss, forward + backward, hot",
    unit: "µs",
    inputs: { x: [4, 2], w1: [3, 2], b1: [3], w2: [2, 3], b2: [2], label: { classes: 2, count: 4 } },
    // Twice as fast as PyTorch.
    goal: { ofPyTorch: 0.5 },
  },
  {
    name: "mlp",
    title: "MLP step 784-256-128-10, batch 64, SGD",
    unit: "ms",
    inputs: {
      x: [64, 784],
      w1: [256, 784],
      b1: [256],
      w2: [128, 256],
      b2: [128],
      w3: [10, 128],
      b3: [10],
      label: { classes: 10, count: 64 },
    },
    scale: 0.05,
    goal: { ofPyTorch: 1.6 / 0.79 },
  },
  {
    name: "transformer",
    title: "transformer block d=128 h=4 L=64 B=8, forward + backward",
    unit: "ms",
    inputs: {
      x: [8, 64, 128],
      wqkv: [384, 128],
      bqkv: [384],
      wo: [128, 128],
      bo: [128],
      w1: [512, 128],
      b1: [512],
      w2: [128, 512],
      b2: [128],
      towards: [8, 64, 128],
    },
    scale: 0.5,
    goal: { ofPyTorch: 20 / 9.6 },
  },
  {
    name: "conv",
    title: "conv2d 8×16→32×32×32, k3, forward",
    unit: "ms",
    inputs: { x: [8, 16, 32, 32], w: [32, 16, 3, 3] },
    goal: { ofPyTorch: 1.9 / 0.57 },
  },
  {
    name: "convBackward",
    title: "the same, forward + backward",
    unit: "ms",
    inputs: { x: [8, 16, 32, 32], w: [32, 16, 3, 3], towards: [8, 32, 32, 32] },
    goal: { ofPyTorch: 6 / 1.8 },
  },
  // What was wanted where the peak was 61 GFLOP/s.
  ...[
    [64, 38],
    [256, 52],
    [512, 52],
    [1024, 50],
  ].map(([n, wanted]) => ({
    name: `matmul${n}`,
    title: `matmul n=${n}`,
    unit: "GFLOP/s",
    flops: 2 * n ** 3,
    inputs: { a: [n, n], b: [n, n] },
    goal: { ofPeak: wanted / 61 },
  })),
  {
    name: "matmul512threads",
    title: "matmul n=512, 2 threads",
    unit: "GFLOP/s",
    flops: 2 * 512 ** 3,
    inputs: { a: [512, 512], b: [512, 512] },
    threads: 2,
    goal: { ofPeak: 75 / 61 },
  },
  { name: "exp", title: "exp, 1e6 elements", unit: "ms", inputs: { x: [1e6] }, goal: { ofPyTorch: 1.2 / 0.41 } },
  { name: "sigmoid", title: "sigmoid, 1e6", unit: "ms", inputs: { x: [1e6] }, goal: { ofPyTorch: 1.4 / 0.44 } },
  { name: "add", title: "add, 1e6", unit: "ms", inputs: { x: [1e6], y: [1e6] }, goal: { ofPyTorch: 0.15 / 0.12 } },
  { name: "softmax", title: "softmax 1024²", unit: "ms", inputs: { x: [1024, 1024] }, goal: { ofPyTorch: 1.2 / 0.7 } },
  { name: "sum", title: "sum of 1e7", unit: "ms", inputs: { x: [1e7] }, goal: { ofPyTorch: 1.4 / 1.3 } },
];

const MILLISECONDS = { µs: 1e3, ms: 1 };

/** A row's figure from milliseconds an iteration; for GFLOP/s more is better. */
export function figureOf(row, milliseconds) {
  return row.unit === "GFLOP/s" ? row.flops / milliseconds / 1e6 : milliseconds * MILLISECONDS[row.unit];
}
