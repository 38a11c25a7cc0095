// Sequences of different lengths in one batch: padded with a value, or packed, the steps of all sequences one after the
// other with the number of sequences that each step has.
// Follows aten/src/ATen/native/PackedSequence.cpp.

import { runtimeError, UnsupportedError } from "../errors";
import { int64 } from "../tensor/dtype";
import type { Scalar } from "../tensor/promotion";
import { copyInto, empty, filled, fromNumbers, numbers } from "../tensor/raw";
import { wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { copy_ } from "./conversion";
import { type Op, op } from "./declare";
import { narrow, select, slice } from "./slicing";
import { transpose, view } from "./views";

function checkLengths(input: Tensor, lengths: Tensor, batchFirst: boolean): void {
  if (input.numel === 0) throw runtimeError("Cannot pack empty tensors.");
  if (lengths.dim !== 1 || lengths.dtype !== int64) {
    throw runtimeError(
      `'lengths' argument should be a 1D CPU int64 tensor, but got ${lengths.dim}D cpu ${lengths.dtype.scalarName} tensor`,
    );
  }
  const batch = input.shape[wrapDim(batchFirst ? 0 : 1, input.dim)] ?? 0;
  if (lengths.numel !== batch) {
    throw runtimeError(
      `Expected \`len(lengths)\` to be equal to batch_size, but got ${lengths.numel} (batch_size=${batch})`,
    );
  }
  const values = numbers(lengths);
  if ((values[values.length - 1] ?? 0) <= 0) {
    throw runtimeError(
      "Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0",
    );
  }
  for (let i = 1; i < values.length; i++) {
    if ((values[i] ?? 0) > (values[i - 1] ?? 0)) {
      throw runtimeError(
        "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you do not need ONNX exportability.",
      );
    }
  }
}

/** How many sequences are still going on at each step; lengths are in decreasing order. */
function batchSizesOf(lengths: ArrayLike<number>): number[] {
  const sizes: number[] = [];
  for (let step = 0; step < (lengths[0] ?? 0); step++) {
    let count = 0;
    while (count < lengths.length && (lengths[count] ?? 0) > step) count++;
    sizes.push(count);
  }
  return sizes;
}

const packBackward: Op<[grad: Tensor, size: readonly number[], batchSizes: Tensor, batchFirst: boolean], Tensor> = op(
  "_pack_padded_sequence_backward(Tensor grad, int[] input_size, Tensor batch_sizes, bool batch_first) -> Tensor",
  {
    doc: "The gradient of packing: steps back in their places, 0 under the padding",
    forms: ["torch"],
    out: false,
    forward: (grad, size, batchSizes, batchFirst) => {
      const result = filled(batchFirst ? swapped(size) : size, 0, grad.dtype);
      let offset = 0;
      numbers(batchSizes).forEach((count, step) => {
        const place = slice.forward(select.forward(result, 0, step), 0, 0, count, 1);
        copyInto(place, slice.forward(grad, 0, offset, offset + count, 1));
        offset += count;
      });
      return batchFirst ? transpose.forward(result, 0, 1) : result;
    },
    backward: {
      grad: {
        uses: ["_batch_sizes", "_batch_first"],
        grad: (g, s) => packedSteps(g, numbers(s.tensor("batch_sizes")), s.flag("batch_first")),
      },
    },
    samples: [],
  },
);

/** A packed gradient of a gradient, with history: what packs an input packs it too. */
function packedSteps(g: Tensor, sizes: ArrayLike<number>, batchFirst: boolean): Tensor {
  const lengths: number[] = [];
  for (let i = sizes.length - 1; i >= 0; i--) while (lengths.length < (sizes[i] ?? 0)) lengths.push(i + 1);
  const [data] = packPaddedSequence(g, fromNumbers(lengths, [lengths.length], int64), batchFirst);
  // packPaddedSequence gives two tensors.
  return data as Tensor;
}

function swapped(shape: readonly number[]): number[] {
  const [first = 0, second = 0, ...rest] = shape;
  return [second, first, ...rest];
}

export const packPaddedSequence: Op<[input: Tensor, lengths: Tensor, batchFirst: boolean], readonly Tensor[]> = op(
  "_pack_padded_sequence(Tensor input, Tensor lengths, bool batch_first) -> (Tensor, Tensor)",
  {
    doc: "The steps of all sequences one after the other, and the number of sequences at each step",
    forms: ["torch"],
    node: "PackPaddedSequenceBackward0",
    out: false,
    forward: (input, lengths, batchFirst) => {
      checkLengths(input, lengths, batchFirst);
      const steps = batchFirst ? transpose.forward(input, 0, 1) : input;
      const values = numbers(lengths);
      const [longest = 0] = values;
      const sizes = batchSizesOf(values);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const data = empty([total, ...input.shape.slice(2)], input.dtype);
      let offset = 0;
      const available = steps.shape[0] ?? 0;
      if (longest > available) {
        // PyTorch reads beyond the input's memory there.
        throw new UnsupportedError(`packing ${longest} steps of an input that has ${available}`);
      }
      sizes.forEach((count, step) => {
        const source = slice.forward(select.forward(steps, 0, step), 0, 0, count, 1);
        copyInto(slice.forward(data, 0, offset, offset + count, 1), source);
        offset += count;
      });
      return [data, fromNumbers(sizes, [sizes.length], int64)];
    },
    backward: {
      input: {
        uses: ["input_sizes", "result1", "batch_first"],
        grad: (g, s) => packBackward(g, s.ints("input_sizes"), s.tensor("result1"), s.flag("batch_first")),
      },
    },
    samples: [
      "torch._pack_padded_sequence(b, torch.tensor([2, 2, 1, 1]), False)",
      "torch._pack_padded_sequence(b, torch.tensor([4, 1]), True)",
      "torch._pack_padded_sequence(b, torch.tensor([1, 2, 1, 1]), False)",
      "torch._pack_padded_sequence(b, torch.tensor([2, 2, 1, 0]), False)",
      "torch._pack_padded_sequence(b, torch.tensor([2, 2]), False)",
      "torch._pack_padded_sequence(b, torch.tensor([[2, 2]]), False)",
      "torch._pack_padded_sequence(e, torch.tensor([2, 2]), False)",
      "torch.autograd.grad((torch._pack_padded_sequence(b, torch.tensor([4, 1]), True)[0] ** 2).sum(), b)[0]",
    ],
  },
);

export const padPackedSequence: Op<
  [data: Tensor, batchSizes: Tensor, batchFirst: boolean, paddingValue: Scalar, totalLength: number],
  readonly Tensor[]
> = op(
  "_pad_packed_sequence(Tensor data, Tensor batch_sizes, bool batch_first, Scalar padding_value, int total_length) -> (Tensor, Tensor)",
  {
    complex: true,
    doc: "Packed sequences side by side, padded to one length, and their lengths",
    forms: ["torch"],
    composite: (data, batchSizes, batchFirst, paddingValue, totalLength) => {
      const sizes = numbers(batchSizes);
      const rest = data.shape.slice(1);
      const batch = sizes[0] ?? 0;
      let output = filled([totalLength, batch, ...rest], paddingValue, data.dtype);
      const lengths: number[] = [];
      let offset = 0;
      let begin = 0;
      // Steps of one batch size are copied at once.
      for (let step = 0, last = batch; step <= sizes.length; step++) {
        const size = step < sizes.length ? (sizes[step] ?? 0) : 0;
        if (size === last) continue;
        const count = last * (step - begin);
        const steps = view(narrow(data, 0, offset, count), [step - begin, last, ...rest]);
        copy_(narrow(narrow(output, 0, begin, step - begin), 1, 0, last), steps);
        offset += count;
        begin = step;
        for (; last > size; last--) lengths.unshift(step);
      }
      if (batchFirst) output = transpose(output, 0, 1);
      return [output, fromNumbers(lengths, [lengths.length], int64)];
    },
    samples: [
      "torch._pad_packed_sequence(x, torch.tensor([2, 1, 1]), False, 0.0, 3)",
      "torch._pad_packed_sequence(x, torch.tensor([2, 2]), True, -1.5, 4)",
    ],
  },
);

export const padSequence: Op<[sequences: readonly Tensor[], batchFirst?: boolean, paddingValue?: number], Tensor> = op(
  "pad_sequence(Tensor[] sequences, bool batch_first=False, float padding_value=0.0) -> Tensor",
  {
    complex: true,
    doc: "Sequences side by side, padded to the longest",
    forms: ["_C"],
    composite: (sequences, batchFirst, paddingValue) => {
      const [first] = sequences;
      if (first === undefined) throw runtimeError("received an empty list of sequences");
      const longest = sequences.reduce((most, each) => Math.max(most, each.shape[0] ?? 0), 0);
      const lead = batchFirst ? [sequences.length, longest] : [longest, sequences.length];
      const output = filled([...lead, ...first.shape.slice(1)], paddingValue, first.dtype);
      sequences.forEach((each, i) => {
        const length = each.shape[0] ?? 0;
        const place = batchFirst
          ? narrow(select(output, 0, i), 0, 0, length)
          : select(narrow(output, 0, 0, length), 1, i);
        copy_(place, each);
      });
      return output;
    },
    samples: [
      "nn.utils.rnn.pad_sequence([v, x[0][:2]])",
      "nn.utils.rnn.pad_sequence([x, y[:2]], batch_first=True, padding_value=0.5)",
      "nn.utils.rnn.pad_sequence([])",
      "nn.utils.rnn.pad_sequence([x, w])",
    ],
  },
);
