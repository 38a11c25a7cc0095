// Moves whole elements between positions of tensors' memory: where a complex element is two numbers is known here, so
// that gather, scatter, masks and indexing need not ask. Positions count elements, from the start of the storage.

import * as kernels from "../kernels/positions";
import { partPlaces } from "./complex";
import type { Tensor } from "./tensor";

/** result[i] = source[positions[i]], in the order of the result's memory. */
export function takeElements(result: Tensor, source: Tensor, positions: ArrayLike<number>): void {
  const { dtype } = source;
  kernels.take(result.storage.array(dtype), source.storage.array(dtype), partPlaces(dtype, positions));
}

/** result[positions[i]] = source[sources[i]]; later ones win. */
export function putElements(
  result: Tensor,
  positions: ArrayLike<number>,
  source: Tensor,
  sources: ArrayLike<number>,
): void {
  const { dtype } = result;
  kernels.put(
    result.storage.array(dtype),
    partPlaces(dtype, positions),
    source.storage.array(dtype),
    partPlaces(dtype, sources),
  );
}

/** result[positions[i]] = the one element of `value`, of the same dtype. */
export function putElement(result: Tensor, positions: ArrayLike<number>, value: Tensor): void {
  const { dtype } = result;
  if (dtype.isComplex) {
    const none = new Float64Array(positions.length).fill(value.offset);
    putElements(result, positions, value, none);
  } else kernels.putValue(result.storage.array(dtype), positions, value.storage.array(dtype));
}

/** result[positions[i]] += source[sources[i]], one after the other. Not for halves and bool. */
export function accumulateElements(
  result: Tensor,
  positions: ArrayLike<number>,
  source: Tensor,
  sources: ArrayLike<number>,
): void {
  const { dtype } = result;
  kernels.accumulate(
    result.storage.array(dtype),
    partPlaces(dtype, positions),
    source.storage.array(dtype),
    partPlaces(dtype, sources),
  );
}
