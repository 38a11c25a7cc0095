// What normalisations share: elements for their kernels, and the gradient of a normalisation's gradient.

import { isGradEnabled } from "../autograd/grad-mode";
import { runtimeError } from "../errors";
import type { FloatArray } from "../kernels/arrays";
import * as kernels from "../kernels/normalization";
import { type DType, float32 } from "../tensor/dtype";
import { cast, dense, empty } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { add, mul, sub, times } from "./arithmetic";
import { floats } from "./elementwise";
import { pow, reciprocal, rsqrt } from "./powers";
import { meanDim, sumDim } from "./reductions";
import { detach } from "./views";

/** The elements from the first, in the dtype that loops compute in. */
export function elementsOf(t: Tensor, compute: DType): FloatArray {
  const source = dense(cast(t, compute));
  return floats(source).subarray(source.offset, source.offset + source.numel);
}

export function optionalElements(t: Tensor | null, compute: DType): FloatArray | null {
  return t === null ? null : elementsOf(t, compute);
}

export const round = (compute: DType): ((value: number) => number) => (compute === float32 ? Math.fround : Number);

// ---- The gradient of a normalisation's gradient

/** What normalises: x̂ = (x - mean)·scale over `dims`, `count` elements each; all shapes broadcast. */
interface Normalised {
  readonly x: Tensor;
  readonly g: Tensor;
  /** Broadcast over x; null where there is none. */
  readonly weight: Tensor | null;
  readonly mean: Tensor;
  readonly scale: Tensor;
  readonly dims: readonly number[];
  readonly count: number;
  /** The statistics are constants (a batch norm in evaluation mode). */
  readonly fixed: boolean;
}

/** Mean and inverse deviation worked out anew, so that gradients of a third order reach x through them. */
function recordedStatistics({ x, mean, scale, dims }: Normalised): [mean: Tensor, scale: Tensor] {
  const center = meanDim(x, dims, true);
  const variance = meanDim(pow(sub(x, center), 2n), dims, true);
  const known = detach(scale);
  // eps is what the saved deviation has beside the variance.
  const eps = sub(reciprocal(mul(known, known)), detach(meanDim(pow(sub(x, detach(mean)), 2n), dims, true)));
  return [center, rsqrt(add(variance, detach(eps)))];
}

const weightedBy = (t: Tensor, weight: Tensor | null): Tensor => (weight === null ? t : mul(t, weight));

/**
 * Gradients of g, x and weight (at x's shape) for v, vw, vb arriving at the gradients of x, weight and bias. With
 * n = mean over dims: P(a) = scale·(a - n(a) - x̂·n(a·x̂)), gx = P(g·w), gw = Σ g·x̂, gb = Σ g.
 */
export function secondOrder(
  of: Normalised,
  v: Tensor | null,
  vw: Tensor | null,
  vb: Tensor | null,
): [g: Tensor | null, x: Tensor | null, weight: Tensor | null] {
  const { g, weight, dims, count } = of;
  const total = (t: Tensor): Tensor => sumDim(t, dims, true);
  const average = (t: Tensor): Tensor => times(total(t), 1 / count);
  const [mean, scale] = of.fixed || !isGradEnabled() ? [of.mean, of.scale] : recordedStatistics(of);
  const normal = mul(sub(of.x, mean), scale);
  const plus = (a: Tensor | null, b: Tensor | null): Tensor | null => (a === null ? b : b === null ? a : add(a, b));
  let toG: Tensor | null = plus(vw === null ? null : mul(normal, vw), vb);
  // What arrives at x̂ itself.
  let direct: Tensor | null = vw === null ? null : mul(g, vw);
  if (of.fixed) {
    const toWeight = v === null ? null : mul(mul(v, g), scale);
    if (v !== null) toG = plus(weightedBy(mul(v, scale), weight), toG);
    return [toG, direct === null ? null : mul(direct, scale), toWeight];
  }
  const weighted = weightedBy(g, weight);
  let stretch: Tensor | null = null;
  let toWeight: Tensor | null = null;
  if (v !== null) {
    const projected = mul(sub(sub(v, average(v)), mul(normal, average(mul(v, normal)))), scale);
    toG = plus(weightedBy(projected, weight), toG);
    toWeight = mul(projected, g);
    const ofProducts = add(mul(v, average(mul(weighted, normal))), mul(weighted, average(mul(v, normal))));
    direct = plus(times(mul(ofProducts, scale), -1), direct);
    stretch = total(mul(projected, weighted));
  }
  if (direct === null) return [toG, null, toWeight];
  let along = total(mul(direct, normal));
  if (stretch !== null) along = add(along, stretch);
  const toX = mul(sub(sub(direct, average(direct)), times(mul(normal, along), 1 / count)), scale);
  return [toG, toX, toWeight];
}

// The native forms give three tensors, by their schemas.
export const firstOf = (results: readonly Tensor[]): Tensor => results[0] as Tensor;

export function checkOneDType(input: Tensor, others: readonly (Tensor | null)[]): void {
  const other = others.find((each) => each !== null && each.dtype !== input.dtype);
  if (other) {
    throw runtimeError(`expected scalar type ${input.dtype.scalarName} but found ${other.dtype.scalarName}`);
  }
}

export type Mask = readonly boolean[];

export interface Rows {
  readonly rows: number;
  readonly size: number;
}

interface RowStatistics {
  readonly mean: FloatArray;
  readonly rstd: FloatArray;
}

export function rowStatistics(source: Tensor, { rows, size }: Rows, eps: number): RowStatistics {
  const mean = floats(empty([rows], source.dtype));
  const rstd = floats(empty([rows], source.dtype));
  kernels.rowStatistics(mean, rstd, floats(source), source.offset, rows, size, eps);
  return { mean, rstd };
}
