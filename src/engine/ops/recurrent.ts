// Recurrent layers: lstm, gru, rnn_tanh and rnn_relu over whole sequences or packed ones, and their single steps. They
// are composites that build the graph PyTorch builds on the CPU: the input's part of all gates is one product for all
// steps, then each step adds the hidden state's part.
// Follows aten/src/ATen/native/RNN.cpp.

import { runtimeError, UnsupportedError } from "../errors";
import { numbers } from "../tensor/raw";
import { noDimensions, wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { relu } from "./activations";
import { add, mul, sub } from "./arithmetic";
import { type Op, op } from "./declare";
import { dropout } from "./dropout";
import { cat, stack, unbind } from "./joining";
import { linear } from "./matmul";
import { sigmoid, tanh } from "./pointwise";
import { narrow } from "./slicing";
import { unsafeSplit } from "./splitting";
import { transpose } from "./views";

// ---- An op that only these layers use

/** The step and batch dimensions swapped in place: no view, and a node of its own. */
const swapInPlace: Op<[self: Tensor, dim0: number, dim1: number], Tensor> = op(
  "transpose_.output(Tensor self, int dim0, int dim1) -> Tensor",
  {
    doc: "The first two dimensions swapped",
    forms: [],
    node: "TransposeBackward1",
    forward: (self, dim0, dim1) => transpose.forward(self, dim0, dim1),
    backward: {
      self: { uses: ["dim0", "dim1"], grad: (g, s) => transpose(g, s.int("dim0"), s.int("dim1")) },
    },
    samples: [],
  },
);

// ---- One step

/** Weights of one layer in one direction. */
interface Weights {
  readonly input: Tensor;
  readonly hidden: Tensor;
  readonly inputBias: Tensor | null;
  readonly hiddenBias: Tensor | null;
  /** The projection of an LSTM's output. */
  readonly projection: Tensor | null;
}

/** The hidden state of one step: h, and c for an LSTM. */
type State = readonly Tensor[];

/** A step: the input's part of the gates, already multiplied, and the state before. */
type Cell = (gates: Tensor, state: State, weights: Weights) => State;

const inputGates = (input: Tensor, w: Weights): Tensor => linear(input, w.input, w.inputBias);
const hiddenGates = (hidden: Tensor, w: Weights): Tensor => linear(hidden, w.hidden, w.hiddenBias);

function split(gates: Tensor, count: number): readonly Tensor[] {
  const parts = unsafeSplit(gates, Math.ceil((gates.shape[1] ?? 0) / count), 1);
  if (parts.length < count) throw new UnsupportedError("a recurrent cell whose weights have too few rows");
  return parts;
}

// Every cell splits its gates into as many parts as it reads, and its state is as long: `as Tensor` says so.

/** i, f, o = σ, g = tanh of the gates; c' = f·c + i·g; h' = o·tanh c'. */
const lstmStep: Cell = (gates, state, w) => {
  const [hidden, cell] = state as [Tensor, Tensor];
  const parts = split(add(hiddenGates(hidden, w), gates), 4) as [Tensor, Tensor, Tensor, Tensor];
  const input = sigmoid(parts[0]);
  const forget = sigmoid(parts[1]);
  const candidate = tanh(parts[2]);
  const output = sigmoid(parts[3]);
  const next = add(mul(forget, cell), mul(input, candidate));
  const result = mul(output, tanh(next));
  return [w.projection === null ? result : linear(result, w.projection, null), next];
};

/** r, z = σ of the gates; n = tanh(x + r·h); h' = n + z·(h - n). */
const gruStep: Cell = (gates, state, w) => {
  const [hidden] = state as [Tensor];
  const ofInput = split(gates, 3) as [Tensor, Tensor, Tensor];
  const ofHidden = split(hiddenGates(hidden, w), 3) as [Tensor, Tensor, Tensor];
  const reset = sigmoid(add(ofHidden[0], ofInput[0]));
  const update = sigmoid(add(ofHidden[1], ofInput[1]));
  const candidate = tanh(add(ofInput[2], mul(ofHidden[2], reset)));
  return [add(mul(sub(hidden, candidate), update), candidate)];
};

function simpleStep(nonlinearity: (t: Tensor) => Tensor): Cell {
  return (gates, state, w) => [nonlinearity(add(hiddenGates(state[0] as Tensor, w), gates))];
}

const tanhStep = simpleStep((t) => tanh(t));
const reluStep = simpleStep((t) => relu(t));

// ---- A layer over a sequence

/** The steps of an input in order, and how a layer's outputs are put together again. */
interface Sequence {
  readonly data: Tensor;
  /** How many sequences each step has, where they were packed. */
  readonly batchSizes: readonly number[] | null;
}

interface LayerResult {
  readonly output: Tensor;
  readonly state: State;
}

/** A layer over steps that all have the whole batch. */
function overSteps(cell: Cell, steps: readonly Tensor[], state: State, w: Weights): LayerResult & { steps: Tensor[] } {
  const outputs: Tensor[] = [];
  let current = state;
  for (const gates of steps) {
    current = cell(gates, current, w);
    outputs.push(current[0] as Tensor);
  }
  return { steps: outputs, output: stack(outputs, 0), state: current };
}

function forwards(cell: Cell, sequence: Sequence, state: State, w: Weights): LayerResult {
  const gates = inputGates(sequence.data, w);
  if (sequence.batchSizes === null) return overSteps(cell, unbind(gates, 0), state, w);
  return packedForwards(cell, gates, sequence.batchSizes, state, w);
}

function backwards(cell: Cell, sequence: Sequence, state: State, w: Weights): LayerResult {
  const gates = inputGates(sequence.data, w);
  if (sequence.batchSizes !== null) return packedBackwards(cell, gates, sequence.batchSizes, state, w);
  const outputs: Tensor[] = [];
  let current = state;
  for (const step of [...unbind(gates, 0)].reverse()) {
    current = cell(step, current, w);
    outputs.push(current[0] as Tensor);
  }
  return { output: stack(outputs.reverse(), 0), state: current };
}

function narrowed(state: State, start: number, length: number): State {
  return state.map((each) => narrow(each, 0, start, length));
}

function joined(states: readonly State[]): State {
  const [first = []] = states;
  return first.map((_, i) =>
    cat(
      states.map((state) => state[i] as Tensor),
      0,
    ),
  );
}

/** The batch shrinks as sequences end: their last states are put aside. */
function packedForwards(cell: Cell, gates: Tensor, sizes: readonly number[], state: State, w: Weights): LayerResult {
  const outputs: Tensor[] = [];
  const ended: State[] = [];
  let current = state;
  let offset = 0;
  let last = sizes[0] ?? 0;
  for (const size of sizes) {
    const step = narrow(gates, 0, offset, size);
    offset += size;
    if (size < last) {
      ended.push(narrowed(current, size, last - size));
      current = narrowed(current, 0, size);
    }
    last = size;
    current = cell(step, current, w);
    outputs.push(current[0] as Tensor);
  }
  ended.push(current);
  return { output: cat(outputs, 0), state: joined(ended.reverse()) };
}

/** The batch grows as sequences begin, from their own initial states. */
function packedBackwards(cell: Cell, gates: Tensor, sizes: readonly number[], state: State, w: Weights): LayerResult {
  const outputs: Tensor[] = [];
  let offset = gates.shape[0] ?? 0;
  let last = sizes[sizes.length - 1] ?? 0;
  let current = narrowed(state, 0, last);
  for (const size of [...sizes].reverse()) {
    if (size > last) current = joined([current, narrowed(state, last, size - last)]);
    offset -= size;
    last = size;
    current = cell(narrow(gates, 0, offset, size), current, w);
    outputs.push(current[0] as Tensor);
  }
  return { output: cat(outputs.reverse(), 0), state: current };
}

// ---- All layers

interface Options {
  readonly weights: readonly Weights[];
  readonly layers: number;
  readonly dropout: number;
  readonly train: boolean;
  readonly bidirectional: boolean;
}

/** Runs the stack: each layer's output, both directions side by side, is the next one's input. */
function runLayers(cell: Cell, sequence: Sequence, states: readonly State[], options: Options): [Tensor, State[]] {
  const { weights, layers, bidirectional } = options;
  const directions = bidirectional ? 2 : 1;
  const final: State[] = [];
  let current = sequence;
  for (let layer = 0; layer < layers; layer++) {
    const at = layer * directions;
    const first = forwards(cell, current, states[at] as State, weights[at] as Weights);
    final.push(first.state);
    let { output } = first;
    if (bidirectional) {
      const second = backwards(cell, current, states[at + 1] as State, weights[at + 1] as Weights);
      final.push(second.state);
      output = cat([output, second.output], output.dim - 1);
    }
    if (options.dropout !== 0 && options.train && layer < layers - 1) output = dropout(output, options.dropout, true);
    current = { data: output, batchSizes: current.batchSizes };
  }
  return [current.data, final];
}

/** Parameters come layer by layer, direction by direction: weights, biases, projection. */
function gather(params: readonly Tensor[], biases: boolean, projected: boolean): Weights[] {
  const each = 2 + (biases ? 2 : 0) + (projected ? 1 : 0);
  if (params.length % each !== 0) throw runtimeError("got an incorrect number of RNN parameters");
  const result: Weights[] = [];
  for (let i = 0; i < params.length; i += each) {
    const [input, hidden, ...rest] = params.slice(i, i + each) as [Tensor, Tensor, ...Tensor[]];
    const [inputBias = null, hiddenBias = null] = biases ? rest : [];
    result.push({
      input,
      hidden,
      inputBias,
      hiddenBias,
      projection: projected ? (rest[rest.length - 1] ?? null) : null,
    });
  }
  return result;
}

type LayerArguments = [
  params: readonly Tensor[],
  biases: boolean,
  layers: number,
  dropout: number,
  train: boolean,
  bidirectional: boolean,
];

/** The states of each layer and direction, one row of every given tensor. */
function statesOf(hx: readonly Tensor[]): State[] {
  const rows = hx.map((each) => unbind(each, 0));
  return (rows[0] ?? []).map((_, i) => rows.map((row) => row[i] as Tensor));
}

function run(cell: Cell, sequence: Sequence, hx: readonly Tensor[], args: LayerArguments): Tensor[] {
  const [params, biases, layers, dropoutP, train, bidirectional] = args;
  const [hidden, memory] = hx;
  const projected = memory !== undefined && hidden?.shape[2] !== memory.shape[2];
  const weights = gather(params, biases, projected);
  const states = statesOf(hx);
  const wanted = layers * (bidirectional ? 2 : 1);
  if (states.length < wanted) throw runtimeError("Expected more hidden states in stacked_rnn");
  if (weights.length < wanted) throw runtimeError("Expected more weights in stacked_rnn");
  const options = { weights, layers, dropout: dropoutP, train, bidirectional };
  const [output, final] = runLayers(cell, sequence, states, options);
  const stacked = hx.map((_, i) =>
    stack(
      final.map((state) => state[i] as Tensor),
      0,
    ),
  );
  return [output, ...stacked];
}

/** Over a padded batch, [steps, batch, features], or batch first. */
function overBatch(
  cell: Cell,
  input: Tensor,
  hx: readonly Tensor[],
  args: LayerArguments,
  batchFirst: boolean,
): Tensor[] {
  const data = batchFirst ? transpose(input, 0, 1) : input;
  if (data.shape[0] === 0) throw runtimeError("Expected sequence length to be larger than 0 in RNN");
  const [output, ...rest] = run(cell, { data, batchSizes: null }, hx, args) as [Tensor, ...Tensor[]];
  if (!batchFirst) return [output, ...rest];
  // PyTorch's lstm gives a view of its output, the others swap the dimensions in place.
  return [hx.length > 1 ? transpose(output, 0, 1) : swapInPlace(output, 0, 1), ...rest];
}

function overPacked(cell: Cell, data: Tensor, sizes: Tensor, hx: readonly Tensor[], args: LayerArguments): Tensor[] {
  return run(cell, { data, batchSizes: Array.from(numbers(sizes)) }, hx, args);
}

const parameters = "Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional";

const layerSamples = (name: string, cells: number): string[] => {
  const gates = cells * 2;
  const weights = `[w[:, :3][[0, 1, 2, 0, 1, 2, 0, 1][:${gates}]], w[:, 1:3][[1, 2, 0, 2, 1, 0, 2, 1][:${gates}]], w.flatten()[:${gates}], w.flatten()[3:${gates + 3}]]`;
  const hx = name === "lstm" ? "[b[:, :, :2][:1], b[:, :, 1:][:1]]" : "b[:, :, :2][:1]";
  return [
    `torch.${name}(b.transpose(0, 1)[:, :1].expand(4, 4, 3), ${hx}, ${weights}, True, 1, 0.0, False, False, False)`,
    `torch.${name}(b.transpose(0, 1)[:, :1].expand(4, 4, 3), ${hx}, ${weights}[:2], False, 1, 0.0, False, False, True)`,
    `torch.${name}(x[[0, 1, 2, 3, 0, 1]], torch.tensor([4, 2]), ${hx}, ${weights}, True, 1, 0.0, False, False)`,
  ];
};

export const lstm: Op<
  [input: Tensor, hx: readonly Tensor[], ...LayerArguments, batchFirst: boolean],
  readonly Tensor[]
> = op(`lstm.input(Tensor input, Tensor[] hx, ${parameters}, bool batch_first) -> (Tensor, Tensor, Tensor)`, {
  doc: "Long short-term memory over a sequence: c' = f·c + i·g, h' = o·tanh c'",
  forms: ["torch"],
  composite: (input, hx, params, biases, layers, dropoutP, train, bidirectional, batchFirst) => {
    if (hx.length !== 2) throw runtimeError("lstm expects two hidden states");
    return overBatch(lstmStep, input, hx, [params, biases, layers, dropoutP, train, bidirectional], batchFirst);
  },
  samples: layerSamples("lstm", 4),
});

export const lstmPacked: Op<
  [data: Tensor, batchSizes: Tensor, hx: readonly Tensor[], ...LayerArguments],
  readonly Tensor[]
> = op(`lstm.data(Tensor data, Tensor batch_sizes, Tensor[] hx, ${parameters}) -> (Tensor, Tensor, Tensor)`, {
  doc: "Long short-term memory over packed sequences",
  forms: ["torch"],
  composite: (data, sizes, hx, ...args) => {
    if (hx.length !== 2) throw runtimeError("lstm expects two hidden states");
    return overPacked(lstmStep, data, sizes, hx, args);
  },
  samples: [],
});

/** Declares gru, rnn_tanh or rnn_relu in both its forms. */
function oneStateLayer(name: string, cell: Cell, doc: string, cells: number): void {
  const batched: Op<[input: Tensor, hx: Tensor, ...LayerArguments, batchFirst: boolean], readonly Tensor[]> = op(
    `${name}.input(Tensor input, Tensor hx, ${parameters}, bool batch_first) -> (Tensor, Tensor)`,
    {
      doc,
      forms: ["torch"],
      composite: (input, hx, params, biases, layers, dropoutP, train, bidirectional, batchFirst) =>
        overBatch(cell, input, [hx], [params, biases, layers, dropoutP, train, bidirectional], batchFirst),
      samples: layerSamples(name, cells),
    },
  );
  const packed: Op<[data: Tensor, batchSizes: Tensor, hx: Tensor, ...LayerArguments], readonly Tensor[]> = op(
    `${name}.data(Tensor data, Tensor batch_sizes, Tensor hx, ${parameters}) -> (Tensor, Tensor)`,
    {
      doc: `${doc}, over packed sequences`,
      forms: ["torch"],
      composite: (data, sizes, hx, ...args) => overPacked(cell, data, sizes, [hx], args),
      samples: [],
    },
  );
  void batched;
  void packed;
}

oneStateLayer("gru", gruStep, "Gated recurrent unit over a sequence: h' = n + z·(h - n)", 3);
oneStateLayer("rnn_tanh", tanhStep, "Elman network over a sequence: h' = tanh(W x + U h)", 1);
oneStateLayer("rnn_relu", reluStep, "Elman network over a sequence: h' = relu(W x + U h)", 1);

// ---- Cells as functions of their own

function checkInput(input: Tensor, weight: Tensor): void {
  if (input.dim === 0) throw noDimensions(1);
  wrapDim(1, input.dim);
  if (input.shape[1] !== weight.shape[1]) {
    throw runtimeError(
      `input has inconsistent input_size: got ${input.shape[1] ?? 0} expected ${weight.shape[1] ?? 0}`,
    );
  }
}

function checkHidden(input: Tensor, hx: Tensor, hiddenSize: number): void {
  if (input.shape[0] !== hx.shape[0]) {
    throw runtimeError(`Input batch size ${input.shape[0] ?? 0} doesn't match hidden0 batch size ${hx.shape[0] ?? 0}`);
  }
  if (hx.shape[1] !== hiddenSize) {
    throw runtimeError(`hidden0 has inconsistent hidden_size: got ${hx.shape[1] ?? 0}, expected ${hiddenSize}`);
  }
}

type CellWeights = [input: Tensor, hidden: Tensor, inputBias?: Tensor | null, hiddenBias?: Tensor | null];

function step(cell: Cell, input: Tensor, state: State, given: Required<CellWeights>): State {
  const [inputWeight, hiddenWeight, inputBias, hiddenBias] = given;
  checkInput(input, inputWeight);
  for (const each of state) checkHidden(input, each, hiddenWeight.shape[1] ?? 0);
  const w = { input: inputWeight, hidden: hiddenWeight, inputBias, hiddenBias, projection: null };
  return cell(inputGates(input, w), state, w);
}

const cellParameters = "Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None";

export const lstmCell: Op<[input: Tensor, hx: readonly Tensor[], ...CellWeights], readonly Tensor[]> = op(
  `lstm_cell(Tensor input, Tensor[] hx, ${cellParameters}) -> (Tensor, Tensor)`,
  {
    complex: true,
    doc: "One step of lstm",
    forms: ["torch"],
    composite: (input, hx, ...weights) => {
      if (hx.length !== 2) throw runtimeError("lstm_cell expects two hidden states");
      return step(lstmStep, input, hx, weights);
    },
    samples: [
      "torch.lstm_cell(x, [y[:, :1], x[:, 1:2]], x, y[:, :1], p[:, 0], p[:, 1])",
      "torch.lstm_cell(x, [y[:, :1], x[:, 1:2]], x, y[:, :1])",
      "torch.lstm_cell(x, [y[:3, :1], x[:3, 1:2]], x, y[:, :1])",
      "torch.lstm_cell(x, [y[:, :2], x[:, 1:2]], x, y[:, :1])",
      "torch.lstm_cell(x, [y[:, :1]], x, y[:, :1])",
    ],
  },
);

/** Declares gru_cell, rnn_tanh_cell or rnn_relu_cell. */
function oneStateCell(name: string, cell: Cell, samples: readonly string[]): void {
  const declared: Op<[input: Tensor, hx: Tensor, ...CellWeights], Tensor> = op(
    `${name}_cell(Tensor input, Tensor hx, ${cellParameters}) -> Tensor`,
    {
      doc: `One step of ${name}`,
      forms: ["torch"],
      // A cell of one state gives one state.
      composite: (input, hx, ...weights) => step(cell, input, [hx], weights)[0] as Tensor,
      samples,
    },
  );
  void declared;
}

oneStateCell("gru", gruStep, [
  "torch.gru_cell(x, y[:, :1], w, w[:, :1], v, v)",
  "torch.gru_cell(x, y[:, :1], w[:, :3], w[:, :1], v, v)",
  "torch.gru_cell(x, y[:, :1], w[:, :3], w[:, :1])",
  "torch.gru_cell(x, y[:, :2], w[:, :3], w[:, :1])",
]);
oneStateCell("rnn_tanh", tanhStep, [
  "torch.rnn_tanh_cell(x, y, w[:, 2:], sq, v, v)",
  "torch.rnn_tanh_cell(x, y, w[:, 2:], sq)",
]);
oneStateCell("rnn_relu", reluStep, ["torch.rnn_relu_cell(x, y, w[:, 2:], sq, v, v)"]);
