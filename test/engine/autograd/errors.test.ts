// The texts are PyTorch 1.13.1's for the same programs.

import { expect, it } from "vitest";
import { backward, grad } from "../../../src/engine/autograd/backward";
import { withoutGrad } from "../../../src/engine/autograd/grad-mode";
import { TorchError } from "../../../src/engine/errors";
import { add, mul } from "../../../src/engine/ops/arithmetic";
import { unbind } from "../../../src/engine/ops/joining";
import { exp } from "../../../src/engine/ops/pointwise";
import { sum } from "../../../src/engine/ops/reductions";
import { select } from "../../../src/engine/ops/slicing";
import { expand, unsqueeze } from "../../../src/engine/ops/views";
import { int64 } from "../../../src/engine/tensor/dtype";
import { filled, wrapNumber } from "../../../src/engine/tensor/raw";
import { leaf, listOf, tensor, times } from "./tools";

const one = wrapNumber(1n);

function errorOf(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    if (error instanceof TorchError) return `${error.type}: ${error.message}`;
    throw error;
  }
  return "no error";
}

it("has no implicit gradient for more than one element", () => {
  expect(errorOf(() => backward([times(leaf([1, 2]), 2)]))).toBe(
    "RuntimeError: grad can be implicitly created only for scalar outputs",
  );
});

it("cannot go backward from what has no history", () => {
  expect(errorOf(() => backward([tensor([1])]))).toBe(
    "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn",
  );
});

it("frees saved tensors, and says so the second time", () => {
  const x = leaf([1, 2]);
  const loss = sum(mul(x, x));
  backward([loss]);
  expect(errorOf(() => backward([loss]))).toBe(
    "RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.",
  );
});

it("goes backward twice where nothing was saved, or where the graph is retained", () => {
  const x = leaf([1, 2]);
  const plain = sum(add(x, one));
  backward([plain]);
  backward([plain]);
  const kept = sum(mul(x, x));
  backward([kept], [], { retainGraph: true });
  backward([kept]);
  expect(listOf(x.grad)).toEqual([6, 10]);
});

it("finds that a saved tensor was written since", () => {
  const y = exp(leaf([1, 2, 3]));
  add.inPlace(y, one);
  expect(errorOf(() => backward([sum(y)]))).toBe(
    "RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor [3]], which is output 0 of ExpBackward0, is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True).",
  );
});

it("writes no leaf in place, nor a view of one, unless recording is off", () => {
  const x = leaf([1, 2, 3]);
  expect(errorOf(() => add.inPlace(x, one))).toBe(
    "RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.",
  );
  expect(errorOf(() => add.inPlace(unsqueeze(x, 0), one))).toBe(
    "RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place operation.",
  );
  withoutGrad(() => add.inPlace(x, one));
  expect(listOf(x)).toEqual([2, 3, 4]);
});

it("writes no view whose history cannot be rewritten", () => {
  const y = times(leaf([1, 2, 3]), 2);
  const [first = y] = unbind(y, 0);
  expect(errorOf(() => mul.inPlace(first, one))).toBe(
    "RuntimeError: Output 0 of UnbindBackward0 is a view and is being modified inplace. This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.",
  );
  const hidden = withoutGrad(() => select(y, 0, 0));
  expect(errorOf(() => mul.inPlace(hidden, one))).toBe(
    "RuntimeError: A view was created in no_grad mode and is being modified inplace with grad mode enabled. Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the inplace either both inside the no_grad block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be tracked).",
  );
});

it("checks shapes and dtypes of what is written in place", () => {
  expect(errorOf(() => add.inPlace(tensor([1, 1, 1]), tensor([1, 1, 1, 1, 1, 1], [2, 3])))).toBe(
    "RuntimeError: output with shape [3] doesn't match the broadcast shape [2, 3]",
  );
  expect(errorOf(() => add.inPlace(filled([3], 1n, int64), wrapNumber(1.5)))).toBe(
    "RuntimeError: result type Float can't be cast to the desired output type Long",
  );
  expect(errorOf(() => add.inPlace(expand(tensor([1, 1, 1]), [2, 3]), one))).toBe(
    "RuntimeError: unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.",
  );
});

it("checks the gradients it is given, and the inputs it is asked for", () => {
  const x = leaf([1, 2, 3]);
  expect(errorOf(() => backward([sum(x)], [tensor([1, 1])]))).toBe(
    "RuntimeError: Mismatch in shape: grad_output[0] has a shape of torch.Size([2]) and output[0] has a shape of torch.Size([]).",
  );
  expect(errorOf(() => grad([sum(x)], [tensor([1])]))).toBe(
    "RuntimeError: One of the differentiated Tensors does not require grad",
  );
  expect(errorOf(() => grad([sum(x)], [leaf([1])]))).toBe(
    "RuntimeError: One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.",
  );
  expect(errorOf(() => backward([sum(x)], [], { inputs: [] }))).toBe(
    "RuntimeError: 'inputs' argument to backward() cannot be empty.",
  );
});
