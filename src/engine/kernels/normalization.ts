// Loops of normalisation. Elements lie as [outer, groups, inner]: each group has a mean and an inverse deviation over
// outer and inner. A batch norm's groups are its channels; a row norm (layer_norm, group_norm) has outer = 1.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";
import {
  normalizeRowsByKernels,
  rowStatisticsByKernels,
  rowsBackwardByKernels,
  rowWeightsBackwardByKernels,
} from "./wasm/normalization";

/** Mean of each group and the sum of squared distances from it, in float64. */
export function moments(
  mean: Float64Array,
  squares: Float64Array,
  x: FloatArray,
  start: number,
  outer: number,
  groups: number,
  inner: number,
): void {
  const count = outer * inner;
  for (let g = 0; g < groups; g++) {
    let sum = 0;
    for (let o = 0; o < outer; o++) {
      const from = start + (o * groups + g) * inner;
      for (let i = from; i < from + inner; i++) sum += x[i] as number;
    }
    const center = x instanceof Float32Array ? Math.fround(sum / count) : sum / count;
    let spread = 0;
    for (let o = 0; o < outer; o++) {
      const from = start + (o * groups + g) * inner;
      for (let i = from; i < from + inner; i++) {
        const distance = (x[i] as number) - center;
        spread += distance * distance;
      }
    }
    mean[g] = center;
    squares[g] = spread;
  }
}

/**
 * The same in float32 steps, the products fused, as PyTorch's loop over rows of channels has it (inner = 1).
 */
export function columnMoments32(
  mean: Float64Array,
  squares: Float64Array,
  x: FloatArray,
  start: number,
  rows: number,
  columns: number,
): void {
  const { fround } = Math;
  for (let c = 0; c < columns; c++) {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum = fround(sum + (x[start + r * columns + c] as number));
    const center = fround(sum / rows);
    let spread = 0;
    for (let r = 0; r < rows; r++) {
      const distance = fround((x[start + r * columns + c] as number) - center);
      spread = fround(distance * distance + spread);
    }
    mean[c] = center;
    squares[c] = spread;
  }
}

const lanes = 8;
const chunk = 16;

/** Welford's moments of several lanes, or of one: count, mean and squared distances. */
interface Partial {
  count: number;
  readonly mean: Float32Array;
  readonly squares: Float32Array;
}

function emptyPartial(width: number): Partial {
  return { count: 0, mean: new Float32Array(width), squares: new Float32Array(width) };
}

/** Adds the moments of another part, lane by lane: Chan's formula in float32. */
function combine(into: Partial, count: number, mean: Float32Array, squares: Float32Array, from = 0): void {
  const { fround } = Math;
  const total = into.count + count;
  const share = total === 0 ? 0 : fround(count / total);
  for (let i = 0; i < into.mean.length; i++) {
    const before = into.mean[i] as number;
    const delta = fround((mean[from + i] as number) - before);
    into.mean[i] = before + fround(share * delta);
    const spread = fround(fround(delta * delta) * share);
    const added = fround((squares[from + i] as number) + fround(spread * into.count));
    into.squares[i] = (into.squares[i] as number) + added;
  }
  into.count = total;
}

/**
 * Mean and variance of one contiguous row as PyTorch's AVX2 build rounds them: Welford in eight lanes over chunks,
 * chunks combined in a binary tree, then the lanes (aten/src/ATen/native/cpu/moments_utils.h).
 */
function rowMoments32(x: FloatArray, start: number, size: number): [mean: number, variance: number] {
  const { fround } = Math;
  const vectors = Math.floor(size / lanes);
  const chunks = Math.ceil(vectors / chunk);
  const depth = chunks <= 2 ? 1 : Math.ceil(Math.log2(chunks));
  const stack = Array.from({ length: depth }, () => emptyPartial(lanes));
  const base = stack[0] as Partial;
  for (let c = 0; c < chunks; c++) {
    const part = emptyPartial(lanes);
    const count = Math.min(chunk, vectors - c * chunk);
    for (let j = 0; j < count; j++) {
      const inverse = fround(1 / (j + 1));
      const at = start + (c * chunk + j) * lanes;
      for (let i = 0; i < lanes; i++) {
        const value = x[at + i] as number;
        const delta = fround(value - (part.mean[i] as number));
        part.mean[i] = (part.mean[i] as number) + fround(delta * inverse);
        const product = fround(delta * fround(value - (part.mean[i] as number)));
        part.squares[i] = (part.squares[i] as number) + product;
      }
    }
    combine(base, count, part.mean, part.squares);
    for (let level = 1, mask = c + 1; level < depth && (mask & 1) === 0; level++, mask >>= 1) {
      const lower = stack[level - 1] as Partial;
      combine(stack[level] as Partial, lower.count, lower.mean, lower.squares);
      lower.count = 0;
      lower.mean.fill(0);
      lower.squares.fill(0);
    }
  }
  for (let level = 1; level < depth; level++) {
    const upper = stack[level] as Partial;
    combine(base, upper.count, upper.mean, upper.squares);
  }
  const total = emptyPartial(1);
  for (let i = vectors * lanes; i < size; i++) {
    const value = x[start + i] as number;
    const mean = total.mean[0] as number;
    const delta = fround(value - mean);
    total.count++;
    const next = fround(mean + fround(delta / total.count));
    total.mean[0] = next;
    total.squares[0] = (total.squares[0] as number) + fround(delta * fround(value - next));
  }
  for (let i = 0; i < lanes; i++) combine(total, vectors, base.mean, base.squares, i);
  return [total.mean[0] as number, fround((total.squares[0] as number) / size)];
}

/** Mean and 1/√(variance + eps) of each row. */
export function rowStatistics(
  mean: FloatArray,
  rstd: FloatArray,
  x: FloatArray,
  start: number,
  rows: number,
  size: number,
  eps: number,
): void {
  const { fround } = Math;
  if (rowStatisticsByKernels(mean, rstd, x, start, rows, size, eps)) return;
  if (x instanceof Float32Array) {
    for (let r = 0; r < rows; r++) {
      const [center, variance] = rowMoments32(x, start + r * size, size);
      mean[r] = center;
      rstd[r] = 1 / fround(Math.sqrt(fround(Math.max(variance, 0) + fround(eps))));
    }
    return;
  }
  const squares = new Float64Array(rows);
  const centers = new Float64Array(rows);
  moments(centers, squares, x, start, 1, rows, size);
  for (let r = 0; r < rows; r++) {
    mean[r] = centers[r] as number;
    rstd[r] = 1 / Math.sqrt((squares[r] as number) / size + eps);
  }
}

/** out = x·scale + shift, both by group. */
export function scaleGroups(
  out: FloatArray,
  x: FloatArray,
  start: number,
  scale: FloatArray,
  shift: FloatArray,
  outer: number,
  groups: number,
  inner: number,
): void {
  for (let o = 0; o < outer; o++) {
    for (let g = 0; g < groups; g++) {
      const from = (o * groups + g) * inner;
      const a = scale[g] as number;
      const b = shift[g] as number;
      for (let i = from; i < from + inner; i++) out[i] = (x[start + i] as number) * a + b;
    }
  }
}

/** Sums over each group: Σ g and Σ g·(x - mean). */
export function gradientSums(
  sums: Float64Array,
  products: Float64Array,
  gradient: FloatArray,
  x: FloatArray,
  mean: ArrayLike<number>,
  outer: number,
  groups: number,
  inner: number,
): void {
  for (let g = 0; g < groups; g++) {
    const center = mean[g] as number;
    let sum = 0;
    let product = 0;
    for (let o = 0; o < outer; o++) {
      const from = (o * groups + g) * inner;
      for (let i = from; i < from + inner; i++) {
        const each = gradient[i] as number;
        sum += each;
        product += each * ((x[i] as number) - center);
      }
    }
    sums[g] = sum;
    products[g] = product;
  }
}

/** out = (g - a - (x - mean)·b)·scale, by group: the gradient of a batch norm's input. */
export function centerGradient(
  out: FloatArray,
  gradient: FloatArray,
  x: FloatArray,
  mean: ArrayLike<number>,
  a: Float64Array,
  b: Float64Array,
  scale: Float64Array,
  outer: number,
  groups: number,
  inner: number,
): void {
  for (let o = 0; o < outer; o++) {
    for (let g = 0; g < groups; g++) {
      const from = (o * groups + g) * inner;
      const center = mean[g] as number;
      const shift = a[g] as number;
      const slope = b[g] as number;
      const factor = scale[g] as number;
      for (let i = from; i < from + inner; i++) {
        out[i] = ((gradient[i] as number) - shift - ((x[i] as number) - center) * slope) * factor;
      }
    }
  }
}

/** Which weight belongs to an element of a row: (row mod sets)·(size / block) + ⌊j / block⌋. */
export interface RowWeights {
  /** Rows after which the weights begin anew. */
  readonly sets: number;
  /** Neighbours that share a weight. */
  readonly block: number;
}

/** out = (x - mean)·rstd·weight + bias over rows; weights that neighbours share are multiplied in first. */
export function normalizeRows(
  out: FloatArray,
  x: FloatArray,
  start: number,
  mean: FloatArray,
  rstd: FloatArray,
  weight: ArrayLike<number> | null,
  bias: ArrayLike<number> | null,
  rows: number,
  size: number,
  { sets, block }: RowWeights,
): void {
  const oneEach = sets === 1 && block === 1;
  if (oneEach && normalizeRowsByKernels(out, x, start, mean, rstd, weight, bias, rows, size)) return;
  const single = out instanceof Float32Array;
  for (let r = 0; r < rows; r++) {
    const scale = rstd[r] as number;
    const shift = single ? Math.fround(-scale * (mean[r] as number)) : -scale * (mean[r] as number);
    const first = (r % sets) * (size / block);
    if (!oneEach) {
      normalizeBlocks(out, x, start, r * size, scale, mean[r] as number, weight, bias, first, size / block, block);
      continue;
    }
    for (let j = 0; j < size; j++) {
      const at = r * size + j;
      const normal = (x[start + at] as number) * scale + shift;
      const w = first + Math.floor(j / block);
      const scaled = (single ? Math.fround(normal) : normal) * (weight === null ? 1 : (weight[w] as number));
      out[at] = scaled + (bias === null ? 0 : (bias[w] as number));
    }
  }
}

function normalizeBlocks(
  out: FloatArray,
  x: FloatArray,
  start: number,
  row: number,
  rstd: number,
  mean: number,
  weight: ArrayLike<number> | null,
  bias: ArrayLike<number> | null,
  first: number,
  blocks: number,
  block: number,
): void {
  const round = out instanceof Float32Array ? Math.fround : Number;
  for (let b = 0; b < blocks; b++) {
    const scale = round(rstd * (weight === null ? 1 : (weight[first + b] as number)));
    const from = row + b * block;
    if (weight === null && bias === null) {
      for (let i = from; i < from + block; i++) out[i] = round((x[start + i] as number) - mean) * scale;
      continue;
    }
    const shift = round(round(-scale * mean) + (bias === null ? 0 : (bias[first + b] as number)));
    for (let i = from; i < from + block; i++) out[i] = (x[start + i] as number) * scale + shift;
  }
}

/** The gradient of a row norm's input: rstd·(g·w - mean(g·w) - x̂·mean(g·w·x̂)). */
export function rowsBackward(
  out: FloatArray,
  gradient: FloatArray,
  x: FloatArray,
  mean: FloatArray,
  rstd: FloatArray,
  weight: ArrayLike<number> | null,
  rows: number,
  size: number,
  { sets, block }: RowWeights,
): void {
  for (let r = 0; r < rows; r++) {
    const scale = rstd[r] as number;
    const center = mean[r] as number;
    const first = (r % sets) * (size / block);
    let sum = 0;
    let product = 0;
    for (let j = 0; j < size; j++) {
      const at = r * size + j;
      const w = weight === null ? 1 : (weight[first + Math.floor(j / block)] as number);
      const g = (gradient[at] as number) * w;
      sum += g;
      product += g * ((x[at] as number) - center) * scale;
    }
    for (let j = 0; j < size; j++) {
      const at = r * size + j;
      const w = weight === null ? 1 : (weight[first + Math.floor(j / block)] as number);
      const normal = ((x[at] as number) - center) * scale;
      out[at] = scale * ((gradient[at] as number) * w - sum / size - (normal * product) / size);
    }
  }
}

/** Σ of eight lanes as vec_reduce_all folds them: halves, quarters, neighbours. */
function foldLanes(v: Float32Array): number {
  const { fround } = Math;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = v;
  return fround(fround(fround(a + e) + fround(c + g)) + fround(fround(b + f) + fround(d + h)));
}

const partials = new Float32Array(lanes);

/** Σ (a·b)·c over a row in eight lanes with fused sums, or Σ a·b where there is no c. */
function laneProducts(
  a: FloatArray,
  at: number,
  b: FloatArray | null,
  bAt: number,
  c: ArrayLike<number> | null,
  size: number,
): number {
  const { fround } = Math;
  // Of the factors that there are, the last one is fused with the sum.
  const first = (i: number): number =>
    b === null || c === null ? (a[at + i] as number) : fround((a[at + i] as number) * (b[bAt + i] as number));
  const last = (i: number): number => (c !== null ? (c[i] as number) : b !== null ? (b[bAt + i] as number) : 1);
  if (size < lanes) {
    let total = fround(first(0) * last(0));
    for (let i = 1; i < size; i++) total = fround(total + fround(first(i) * last(i)));
    return total;
  }
  for (let i = 0; i < lanes; i++) partials[i] = first(i) * last(i);
  for (let i = lanes; i < size; i++) {
    const lane = i % lanes;
    partials[lane] = first(i) * last(i) + (partials[lane] as number);
  }
  return foldLanes(partials);
}

/** rowsBackward for a weight to each element, rounded as PyTorch's AVX2 build rounds it. */
export function rowsBackward32(
  out: FloatArray,
  gradient: FloatArray,
  x: FloatArray,
  mean: FloatArray,
  rstd: FloatArray,
  weight: ArrayLike<number> | null,
  rows: number,
  size: number,
): void {
  if (rowsBackwardByKernels(out, gradient, x, mean, rstd, weight, rows, size)) return;
  const { fround } = Math;
  const scale = fround(1 / size);
  for (let r = 0; r < rows; r++) {
    const from = r * size;
    const ds = laneProducts(gradient, from, x, from, weight, size);
    const db = laneProducts(gradient, from, null, 0, weight, size);
    const a = rstd[r] as number;
    const center = mean[r] as number;
    const b = fround(fround(fround(fround(fround(db * center - ds) * a) * a) * a) * scale);
    const c = fround(-b * center - fround(fround(db * a) * scale));
    for (let j = 0; j < size; j++) {
      const g = fround(a * (gradient[from + j] as number));
      const weighted = weight === null ? g : fround(g * (weight[j] as number));
      out[from + j] = fround(b * (x[from + j] as number) + weighted) + c;
    }
  }
}

/** rowWeightsBackward for a weight to each element: row after row in float32, products fused. */
export function rowWeightsBackward32(
  ofWeight: Float64Array,
  ofBias: Float64Array,
  gradient: FloatArray,
  x: FloatArray,
  mean: FloatArray,
  rstd: FloatArray,
  rows: number,
  size: number,
): void {
  if (rowWeightsBackwardByKernels(ofWeight, ofBias, gradient, x, mean, rstd, rows, size)) return;
  const { fround } = Math;
  for (let r = 0; r < rows; r++) {
    const a = rstd[r] as number;
    const b = fround(-a * (mean[r] as number));
    for (let j = 0; j < size; j++) {
      const g = gradient[r * size + j] as number;
      const normal = fround(a * (x[r * size + j] as number) + b);
      ofWeight[j] = fround(g * normal + (ofWeight[j] as number));
      ofBias[j] = fround((ofBias[j] as number) + g);
    }
  }
}

/** The gradients of weights and biases: Σ g·x̂ and Σ g over the elements that share them. */
export function rowWeightsBackward(
  ofWeight: Float64Array,
  ofBias: Float64Array,
  gradient: FloatArray,
  x: FloatArray,
  mean: FloatArray,
  rstd: FloatArray,
  rows: number,
  size: number,
  { sets, block }: RowWeights,
): void {
  for (let r = 0; r < rows; r++) {
    const scale = rstd[r] as number;
    const center = mean[r] as number;
    const first = (r % sets) * (size / block);
    for (let j = 0; j < size; j++) {
      const at = r * size + j;
      const w = first + Math.floor(j / block);
      const g = gradient[at] as number;
      ofWeight[w] = (ofWeight[w] as number) + g * ((x[at] as number) - center) * scale;
      ofBias[w] = (ofBias[w] as number) + g;
    }
  }
}
