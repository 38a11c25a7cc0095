// Compares two tensors element by element: how far they are apart, where, and whether torch.allclose calls them equal. In
// float64, at the shape that both broadcast to; int64 exactly. In steps, as a digest is. Pure.

import type { Comparison, Place } from "../../protocol/compare";
import { contiguousStrides, isComplex, numelOf, partsAt, placeOf, readNumbers, type TensorData } from "./elements";
import { unravel } from "./slice";

/** Elements whose differences are kept to be looked at: 64 MB. */
const MOST_KEPT = 8_000_000;
const BLOCK = 8192;

export interface Tolerances {
  readonly rtol: number;
  readonly atol: number;
}

export type Compared = Omit<Comparison, "difference"> & { readonly difference: TensorData | null };

/** The shape that two broadcast to; null where they do not. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] | null {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 1; axis <= rank; axis++) {
    const [x, y] = [a.at(-axis) ?? 1, b.at(-axis) ?? 1];
    if (x !== y && x !== 1 && y !== 1) return null;
    shape.unshift(x === 1 ? y : x);
  }
  return shape;
}

function broadcast(data: TensorData, shape: readonly number[]): TensorData {
  const missing = shape.length - data.shape.length;
  const strides = shape.map((_, axis) =>
    axis < missing || data.shape[axis - missing] === 1 ? 0 : (data.strides[axis - missing] ?? 0),
  );
  return { ...data, shape, strides };
}

export function* compareSteps(
  first: TensorData,
  second: TensorData,
  { rtol, atol }: Tolerances,
): Generator<undefined, Compared> {
  const shape = broadcastShape(first.shape, second.shape);
  if (shape === null) {
    throw new Error(`[${first.shape.join(", ")}] and [${second.shape.join(", ")}] do not broadcast to one shape.`);
  }
  const a = broadcast(first, shape);
  const b = broadcast(second, shape);
  const n = numelOf(shape);
  const paired = isComplex(a.dtype) || isComplex(b.dtype);
  const kept = n <= MOST_KEPT ? new Float64Array(paired ? 2 * n : n) : null;
  const tally = new Tally(rtol, atol);
  const read = paired ? readPairs : exactIntegers(a, b) ? readExact : readPlain;
  const block = {
    left: new Float64Array(2 * BLOCK),
    right: new Float64Array(2 * BLOCK),
    apart: new Float64Array(2 * BLOCK),
  };
  for (let start = 0; start < n; start += BLOCK) {
    const count = Math.min(BLOCK, n - start);
    read(a, b, start, count, block);
    if (paired) tally.addPairs(block, start, count);
    else tally.add(block, start, count);
    kept?.set(block.apart.subarray(0, paired ? 2 * count : count), paired ? 2 * start : start);
    yield;
  }
  const dtype = paired ? "complex128" : "float64";
  return {
    ...tally.result(n, (at) => placeAt(a, b, at, shape)),
    shape,
    n,
    allclose: first.dtype !== second.dtype ? "dtypes" : tally.beyond === 0 ? "close" : "apart",
    difference: kept === null ? null : { dtype, shape, strides: contiguousStrides(shape), offset: 0, elements: kept },
  };
}

interface Block {
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** left − right. */
  readonly apart: Float64Array;
}

function readPlain(a: TensorData, b: TensorData, start: number, count: number, { left, right, apart }: Block): void {
  readNumbers(a, start, count, left);
  readNumbers(b, start, count, right);
  for (let i = 0; i < count; i++) apart[i] = (left[i] ?? 0) - (right[i] ?? 0);
}

/** Both are int64, whose large numbers a float64 does not tell apart. */
function exactIntegers(a: TensorData, b: TensorData): boolean {
  return a.elements instanceof BigInt64Array && b.elements instanceof BigInt64Array;
}

function readExact(a: TensorData, b: TensorData, start: number, count: number, { left, right, apart }: Block): void {
  for (let i = 0; i < count; i++) {
    const index = unravel(start + i, a.shape);
    const x = BigInt(a.elements[placeOf(a, index)] ?? 0);
    const y = BigInt(b.elements[placeOf(b, index)] ?? 0);
    left[i] = Number(x);
    right[i] = Number(y);
    apart[i] = Number(x - y);
  }
}

function readPairs(a: TensorData, b: TensorData, start: number, count: number, { left, right, apart }: Block): void {
  const part = (data: TensorData, index: readonly number[], into: Float64Array, i: number): void => {
    const place = placeOf(data, index);
    const [real, imaginary] = isComplex(data.dtype) ? partsAt(data, place) : [Number(data.elements[place] ?? 0), 0];
    into[2 * i] = real;
    into[2 * i + 1] = imaginary;
  };
  for (let i = 0; i < count; i++) {
    const index = unravel(start + i, a.shape);
    part(a, index, left, i);
    part(b, index, right, i);
    for (const at of [2 * i, 2 * i + 1]) apart[at] = (left[at] ?? 0) - (right[at] ?? 0);
  }
}

/** What adds up over all elements. */
class Tally {
  different = 0;
  beyond = 0;
  private notFinite = 0;
  private counted = 0;
  private sum = 0;
  private dot = 0;
  private squares = { left: 0, right: 0 };
  private largest = { size: -1, at: -1 };
  private relative = { size: -1, at: -1 };
  private firstDifferent = -1;
  private firstBeyond = -1;

  constructor(
    private readonly rtol: number,
    private readonly atol: number,
  ) {}

  add({ left, right, apart }: Block, start: number, count: number): void {
    for (let i = 0; i < count; i++) {
      const [a, b] = [left[i] ?? 0, right[i] ?? 0];
      // Two infinities of one sign are equal, though their difference is NaN.
      const same = a === b && (apart[i] === 0 || !Number.isFinite(a));
      this.take(start + i, same, Math.abs(apart[i] ?? 0), Math.abs(b), Number.isFinite(a) && Number.isFinite(b));
      if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
      this.dot += a * b;
      this.squares.left += a * a;
      this.squares.right += b * b;
    }
  }

  addPairs({ left, right, apart }: Block, start: number, count: number): void {
    for (let i = 0; i < count; i++) {
      const [x, y] = [2 * i, 2 * i + 1];
      const [p, q, r, s] = [left[x] ?? 0, left[y] ?? 0, right[x] ?? 0, right[y] ?? 0];
      const finite = [p, q, r, s].every(Number.isFinite);
      const distance = Math.hypot(apart[x] ?? 0, apart[y] ?? 0);
      this.take(start + i, p === r && q === s, distance, Math.hypot(r, s), finite);
      if (!finite) continue;
      // The real part of ⟨b, a⟩: complex numbers as points of the plane.
      this.dot += p * r + q * s;
      this.squares.left += p * p + q * q;
      this.squares.right += r * r + s * s;
    }
  }

  private take(at: number, same: boolean, distance: number, size: number, finite: boolean): void {
    if (!finite) this.notFinite++;
    else {
      this.counted++;
      this.sum += distance;
      if (distance > this.largest.size) this.largest = { size: distance, at };
      const relative = distance === 0 ? 0 : distance / size;
      if (relative > this.relative.size) this.relative = { size: relative, at };
    }
    if (same) return;
    this.different++;
    if (this.firstDifferent < 0) this.firstDifferent = at;
    // As torch.isclose has it.
    if (Number.isFinite(distance) && distance <= this.atol + Math.abs(this.rtol * size)) return;
    this.beyond++;
    if (this.firstBeyond < 0) this.firstBeyond = at;
  }

  result(n: number, place: (at: number) => Place) {
    const { counted, largest, relative, squares } = this;
    const norm = Math.sqrt(squares.left) * Math.sqrt(squares.right);
    const figure = (value: number): number => (counted === 0 || n === 0 ? Number.NaN : value);
    const at = (position: number): Place | null => (position < 0 ? null : place(position));
    return {
      different: this.different,
      beyond: this.beyond,
      notFinite: this.notFinite,
      figures: Float64Array.of(
        figure(largest.size),
        figure(this.sum / counted),
        figure(relative.size),
        norm === 0 ? Number.NaN : Math.min(1, Math.max(-1, this.dot / norm)),
      ),
      largest: largest.size > 0 ? at(largest.at) : null,
      largestRelative: relative.size > 0 ? at(relative.at) : null,
      firstDifferent: at(this.firstDifferent),
      firstBeyond: at(this.firstBeyond),
    };
  }
}

function placeAt(a: TensorData, b: TensorData, at: number, shape: readonly number[]): Place {
  const index = unravel(at, shape);
  const block = { left: new Float64Array(2), right: new Float64Array(2), apart: new Float64Array(2) };
  if (isComplex(a.dtype) || isComplex(b.dtype)) {
    readPairs(a, b, at, 1, block);
    const numbers = [block.left, block.right, block.apart].map((parts) => Math.hypot(parts[0] ?? 0, parts[1] ?? 0));
    return { index, numbers: Float64Array.from(numbers) };
  }
  (exactIntegers(a, b) ? readExact : readPlain)(a, b, at, 1, block);
  return { index, numbers: Float64Array.of(block.left[0] ?? 0, block.right[0] ?? 0, Math.abs(block.apart[0] ?? 0)) };
}
