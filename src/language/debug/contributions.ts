// What one node of the graph hands on: its backward run aside from the program, for the gradients it had received.

import { setGradEnabled } from "../../engine/autograd/grad-mode";
import type { GradNode } from "../../engine/autograd/node";
import { muteOps, setObserver, unmuteOps } from "../../engine/observer";
import { dtypes, float32 } from "../../engine/tensor/dtype";
import { Storage } from "../../engine/tensor/storage";
import { Tensor } from "../../engine/tensor/tensor";
import type { TensorData } from "../../trace/query/elements";

/** A recorded tensor as the engine's own again; it shares the recorded elements. */
export function recordedTensor(data: TensorData): Tensor {
  const dtype = dtypes.find((each) => each.name === data.dtype) ?? float32;
  return new Tensor(Storage.adopt(data.elements, dtype), dtype, data.shape, data.strides, data.offset);
}

/**
 * Gradients of a node's inputs, by edge, from those of its outputs; no hook runs. Null for a node that the program wrote
 * (autograd.Function), whose code is not run by somebody who only looks, and for one whose saved tensors are freed.
 */
export function inputGradients(
  node: GradNode,
  gradients: readonly (TensorData | null)[],
): readonly (TensorData | null)[] | null {
  if (node.isProgram || node.saved === null) return null;
  const before = setObserver(null);
  const mode = setGradEnabled(false);
  muteOps();
  try {
    const given = gradients.map((each) => (each === null ? null : recordedTensor(each)));
    return node.apply(given).map((each) => (each === null ? null : dataOf(each)));
  } catch {
    return null;
  } finally {
    unmuteOps();
    setGradEnabled(mode);
    setObserver(before);
  }
}

/** A tensor as plain data; it shares the tensor's elements. */
export function dataOf({ dtype, shape, strides, offset, storage }: Tensor): TensorData {
  return { dtype: dtype.name, shape, strides, offset, elements: storage.array(dtype) };
}
