// Matrix products by WebAssembly: blocks of the operands are copied into its memory, with rows of elements side by side
// as the kernel reads them, and the result out of it. The same bits as ../matmul.ts.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import type { Matrix } from "../matmul";
import { type Kernels, kernelsFor, loopsFor, memoryAs, reserve } from "./module";
import { type Shared, sharedFor, shareProduct } from "./threads";

/** Multiplications below which copying costs more than the loops in TypeScript. */
const LEAST_WORK = 384;
/** Elements of a block of an operand: what the memory grows to is a few times that. */
const BLOCK = 1 << 20;
const SIDE = 1024;
/** Rows of a result below which one thread makes it. */
const LEAST_ROWS = 64;
/** Rows of B that are further apart than this, in bytes, share sets of the first cache: they are packed. */
const FAR = 1536;
/** What the kernel packs at a time, in bytes. */
export const PACKED = 256 * 64;

/** Where the kernel is to pack B, if it pays. */
export function packedAt(scratch: number, bStep: number, n: number): number {
  return n >= 16 && bStep > FAR ? scratch : 0;
}

/** out = a · b as ../matmul.ts has it; false where that is to do it. */
export function productByKernels(
  out: FloatArray,
  o: number,
  a: Matrix,
  b: Matrix,
  n: number,
  k: number,
  m: number,
): boolean {
  if (n * k * m < LEAST_WORK || n < 3 || m < 3) return false;
  const shared = sharedFor(n * k * m);
  const kernels = shared?.kernels ?? kernelsFor(n * k * m);
  if (kernels === null) return false;
  const depth = Math.min(k, Math.max(SIDE, Math.floor(BLOCK / Math.max(Math.min(n, SIDE), Math.min(m, SIDE)))));
  for (let i = 0; i < n; i += SIDE) {
    for (let j = 0; j < m; j += SIDE) {
      const left = { ...a, start: a.start + i * a.rowStep };
      const right = { ...b, start: b.start + j * b.columnStep };
      block(
        kernels,
        shared,
        out,
        o + i * m + j,
        m,
        left,
        right,
        Math.min(SIDE, n - i),
        k,
        Math.min(SIDE, m - j),
        depth,
      );
    }
  }
  return true;
}

/** n rows of m elements of the result, which lie `outStep` apart; `depth` of the sum at a time. */
function block(
  kernels: Kernels,
  shared: Shared | null,
  out: FloatArray,
  o: number,
  outStep: number,
  a: Matrix,
  b: Matrix,
  n: number,
  k: number,
  m: number,
  depth: number,
): void {
  const size = out.BYTES_PER_ELEMENT;
  const cStep = (Math.ceil((m * size) / 16) * 16) / size;
  const [aAt, bAt, spare, c, scratch, other] = reserve(
    kernels,
    area(n, depth, size),
    area(depth, m, size),
    Math.max(area(depth, n, size), area(m, depth, size)),
    n * cStep * size,
    PACKED,
    PACKED,
  ) as [number, number, number, number, number, number];
  const { product } = loopsFor(out, kernels);
  for (let p = 0; p < k; p += depth) {
    const count = Math.min(depth, k - p);
    const aStep = place(kernels, aAt, spare, a, p * a.columnStep, n, count);
    const bStep = place(kernels, bAt, spare, b, p * b.rowStep, count, m) * size;
    const left = [c, cStep * size, aAt, aStep * size, bAt, bStep] as const;
    const packed = packedAt(scratch, bStep, n);
    if (shared === null || n < LEAST_ROWS) product(...left, packed, n, count, p > 0);
    else
      shareProduct(
        shared,
        size === 4 ? 32 : 64,
        [...left, n, count, p > 0 ? 1 : 0],
        [packed, packedAt(other, bStep, n)],
      );
  }
  const memory = memoryAs(out, kernels);
  const from = c / size;
  if (cStep === m && outStep === m) out.set(memory.subarray(from, from + n * m), o);
  else for (let i = 0; i < n; i++) copyRow(out, o + i * outStep, memory, from + i * cStep, m);
}

/** Bytes that a block may take up: with or without what lies between its rows, or transposed in whole vectors. */
function area(rows: number, columns: number, size: number): number {
  return ((rows + 4) * Math.max(2 * columns, stepOf(columns, size)) + 16) * size;
}

/** How far rows of `count` elements of `size` bytes lie apart: in whole vectors, and not all in the same cache sets. */
export function stepOf(count: number, size: number): number {
  const whole = Math.ceil((count * size) / 16) * 16;
  return (whole % 1024 === 0 ? whole + 64 : whole) / size;
}

/** Copies a block to `to`, its rows' elements side by side; how many elements its rows are then apart. */
function place(
  kernels: Kernels,
  to: number,
  spare: number,
  { data, start, rowStep, columnStep }: Matrix,
  shift: number,
  rows: number,
  columns: number,
): number {
  const memory = memoryAs(data, kernels);
  const size = data.BYTES_PER_ELEMENT;
  const from = start + shift;
  if (columnStep === 1 || columns === 1) return placeRows(memory, to / size, data, from, rowStep, rows, columns);
  if (rowStep === 1) {
    const between = placeRows(memory, spare / size, data, from, columnStep, columns, rows);
    const step = stepOf(columns, size);
    loopsFor(data, kernels).transpose(to, step * size, spare, between * size, columns, rows);
    return step;
  }
  for (let r = 0; r < rows; r++) {
    const at = to / size + r * columns;
    for (let c = 0, x = from + r * rowStep; c < columns; c++, x += columnStep) memory[at + c] = data[x] as number;
  }
  return columns;
}

/** Copies rows of elements that lie side by side: in one go where nothing speaks against how far they are apart. */
function placeRows(
  memory: FloatArray,
  at: number,
  data: FloatArray,
  from: number,
  rowStep: number,
  rows: number,
  columns: number,
): number {
  const size = data.BYTES_PER_ELEMENT;
  if (rows === 1 || (rowStep >= columns && rowStep <= 2 * columns && (rowStep * size) % 1024 !== 0)) {
    memory.set(data.subarray(from, from + (rows - 1) * rowStep + columns), at);
    return rowStep;
  }
  const step = stepOf(columns, size);
  for (let r = 0; r < rows; r++) copyRow(memory, at + r * step, data, from + r * rowStep, columns);
  return step;
}

/** By hand where calls would cost more than they copy. */
function copyRow(out: FloatArray, o: number, from: FloatArray, start: number, count: number): void {
  if (count >= 48) out.set(from.subarray(start, start + count), o);
  else for (let i = 0; i < count; i++) out[o + i] = from[start + i] as number;
}
