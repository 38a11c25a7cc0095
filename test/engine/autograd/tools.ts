// Short forms for the tests of autograd.

import "../../../src/engine/ops";
import { mul } from "../../../src/engine/ops/arithmetic";
import { float32 } from "../../../src/engine/tensor/dtype";
import { elements, fromNumbers, wrapNumber } from "../../../src/engine/tensor/raw";
import type { Tensor } from "../../../src/engine/tensor/tensor";

export function tensor(values: number[], shape: readonly number[] = [values.length]): Tensor {
  return fromNumbers(values, shape, float32);
}

export function leaf(values: number[], shape: readonly number[] = [values.length]): Tensor {
  const t = tensor(values, shape);
  t.leafRequiresGrad = true;
  return t;
}

export function times(t: Tensor, value: number): Tensor {
  return mul(t, wrapNumber(value));
}

export function listOf(t: Tensor | null | undefined): unknown[] | null {
  return t === null || t === undefined ? null : elements(t);
}
