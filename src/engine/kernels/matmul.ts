// Matrix products: out[n,m] = a[n,k] · b[k,m]. Every element is the sum over k in order, each product and each sum
// rounded to the element type, as the reference BLAS has it (and vector code that keeps one sum per element): the
// same bits whatever the tiling. Small products go straight; larger ones to WebAssembly, or, where that does not serve, in
// tiles over columns of b packed as rows.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";
import { productByKernels } from "./wasm/product";

/** One operand: memory, where it starts, and its two steps. */
export interface Matrix {
  readonly data: FloatArray;
  readonly start: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** out is contiguous [n, m] from `o`. */
export function matmul(out: FloatArray, o: number, a: Matrix, b: Matrix, n: number, k: number, m: number): void {
  const single = out instanceof Float32Array;
  if (productByKernels(out, o, a, b, n, k, m)) return;
  if (n * m * k <= 4096) {
    if (single) small32(out, o, a, b, n, k, m);
    else small64(out, o, a, b, n, k, m);
  } else if (single) tiled32(out, o, packRows(a, n, k), packColumns(b, k, m), n, k, m);
  else tiled64(out, o, packRows(a, n, k), packColumns(b, k, m), n, k, m);
}

const fround = Math.fround;

function small32(out: FloatArray, o: number, a: Matrix, b: Matrix, n: number, k: number, m: number): void {
  const left = a.data;
  const right = b.data;
  for (let i = 0; i < n; i++) {
    const row = a.start + i * a.rowStep;
    for (let j = 0; j < m; j++) {
      let x = row;
      let y = b.start + j * b.columnStep;
      let sum = 0;
      for (let p = 0; p < k; p++) {
        sum = fround(sum + fround((left[x] as number) * (right[y] as number)));
        x += a.columnStep;
        y += b.rowStep;
      }
      out[o + i * m + j] = sum;
    }
  }
}

function small64(out: FloatArray, o: number, a: Matrix, b: Matrix, n: number, k: number, m: number): void {
  const left = a.data;
  const right = b.data;
  for (let i = 0; i < n; i++) {
    const row = a.start + i * a.rowStep;
    for (let j = 0; j < m; j++) {
      let x = row;
      let y = b.start + j * b.columnStep;
      let sum = 0;
      for (let p = 0; p < k; p++) {
        sum += (left[x] as number) * (right[y] as number);
        x += a.columnStep;
        y += b.rowStep;
      }
      out[o + i * m + j] = sum;
    }
  }
}

/** a as contiguous rows of k. */
function packRows(a: Matrix, n: number, k: number): FloatArray {
  if (a.columnStep === 1 && a.rowStep === k) return a.data.subarray(a.start, a.start + n * k);
  return pack(a.data, a.start, a.rowStep, a.columnStep, n, k);
}

/** The columns of b as contiguous rows of k. */
function packColumns(b: Matrix, k: number, m: number): FloatArray {
  if (b.rowStep === 1 && b.columnStep === k) return b.data.subarray(b.start, b.start + m * k);
  return pack(b.data, b.start, b.columnStep, b.rowStep, m, k);
}

function pack(a: FloatArray, start: number, rowStep: number, columnStep: number, n: number, k: number): FloatArray {
  const packed = a instanceof Float32Array ? new Float32Array(n * k) : new Float64Array(n * k);
  // Blocks of 32×32 keep both sides in cache when one of them runs across memory.
  for (let i0 = 0; i0 < n; i0 += 32) {
    const i1 = Math.min(i0 + 32, n);
    for (let p0 = 0; p0 < k; p0 += 32) {
      const p1 = Math.min(p0 + 32, k);
      for (let i = i0; i < i1; i++) {
        for (let p = p0; p < p1; p++) packed[i * k + p] = a[start + i * rowStep + p * columnStep] as number;
      }
    }
  }
  return packed;
}

function tiled32(out: FloatArray, o: number, a: FloatArray, b: FloatArray, n: number, k: number, m: number): void {
  const fullRows = n - (n % 2);
  const fullColumns = m - (m % 4);
  for (let j = 0; j < fullColumns; j += 4) {
    for (let i = 0; i < fullRows; i += 2) tile32(out, o + i * m + j, a, i * k, b, j * k, k, m);
  }
  edge32(out, o, a, b, fullRows, n, 0, m, k, m);
  edge32(out, o, a, b, 0, fullRows, fullColumns, m, k, m);
}

/** Eight sums at once: each element of b read serves two of them, each of a four. */
function tile32(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  b: FloatArray,
  bi: number,
  k: number,
  m: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  const ai1 = ai + k;
  const bi1 = bi + k;
  const bi2 = bi1 + k;
  const bi3 = bi2 + k;
  for (let p = 0; p < k; p++) {
    const a0 = a[ai + p] as number;
    const a1 = a[ai1 + p] as number;
    const b0 = b[bi + p] as number;
    const b1 = b[bi1 + p] as number;
    const b2 = b[bi2 + p] as number;
    const b3 = b[bi3 + p] as number;
    s00 = fround(s00 + fround(a0 * b0));
    s01 = fround(s01 + fround(a0 * b1));
    s02 = fround(s02 + fround(a0 * b2));
    s03 = fround(s03 + fround(a0 * b3));
    s10 = fround(s10 + fround(a1 * b0));
    s11 = fround(s11 + fround(a1 * b1));
    s12 = fround(s12 + fround(a1 * b2));
    s13 = fround(s13 + fround(a1 * b3));
  }
  const o1 = o + m;
  out[o] = s00;
  out[o + 1] = s01;
  out[o + 2] = s02;
  out[o + 3] = s03;
  out[o1] = s10;
  out[o1 + 1] = s11;
  out[o1 + 2] = s12;
  out[o1 + 3] = s13;
}

/** Rows [i0, i1) × columns [j0, j1) that no full tile covers. */
function edge32(
  out: FloatArray,
  o: number,
  a: FloatArray,
  b: FloatArray,
  i0: number,
  i1: number,
  j0: number,
  j1: number,
  k: number,
  m: number,
): void {
  for (let i = i0; i < i1; i++) {
    for (let j = j0; j < j1; j++) {
      const x = i * k;
      const y = j * k;
      let sum = 0;
      for (let p = 0; p < k; p++) {
        sum = fround(sum + fround((a[x + p] as number) * (b[y + p] as number)));
      }
      out[o + i * m + j] = sum;
    }
  }
}
function tiled64(out: FloatArray, o: number, a: FloatArray, b: FloatArray, n: number, k: number, m: number): void {
  const fullRows = n - (n % 4);
  const fullColumns = m - (m % 4);
  for (let j = 0; j < fullColumns; j += 4) {
    for (let i = 0; i < fullRows; i += 4) tile64(out, o + i * m + j, a, i * k, b, j * k, k, m);
  }
  edge64(out, o, a, b, fullRows, n, 0, m, k, m);
  edge64(out, o, a, b, 0, fullRows, fullColumns, m, k, m);
}

/** 16 sums at once: each element read serves four of them. */
function tile64(
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  b: FloatArray,
  bi: number,
  k: number,
  m: number,
) {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let s23 = 0;
  let s30 = 0;
  let s31 = 0;
  let s32 = 0;
  let s33 = 0;
  const ai1 = ai + k;
  const ai2 = ai1 + k;
  const ai3 = ai2 + k;
  const bi1 = bi + k;
  const bi2 = bi1 + k;
  const bi3 = bi2 + k;
  for (let p = 0; p < k; p++) {
    const a0 = a[ai + p] as number;
    const a1 = a[ai1 + p] as number;
    const a2 = a[ai2 + p] as number;
    const a3 = a[ai3 + p] as number;
    const b0 = b[bi + p] as number;
    const b1 = b[bi1 + p] as number;
    const b2 = b[bi2 + p] as number;
    const b3 = b[bi3 + p] as number;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  const o1 = o + m;
  const o2 = o1 + m;
  const o3 = o2 + m;
  out[o] = s00;
  out[o + 1] = s01;
  out[o + 2] = s02;
  out[o + 3] = s03;
  out[o1] = s10;
  out[o1 + 1] = s11;
  out[o1 + 2] = s12;
  out[o1 + 3] = s13;
  out[o2] = s20;
  out[o2 + 1] = s21;
  out[o2 + 2] = s22;
  out[o2 + 3] = s23;
  out[o3] = s30;
  out[o3 + 1] = s31;
  out[o3 + 2] = s32;
  out[o3 + 3] = s33;
}

/** Rows [i0, i1) × columns [j0, j1) that no full tile covers. */
function edge64(
  out: FloatArray,
  o: number,
  a: FloatArray,
  b: FloatArray,
  i0: number,
  i1: number,
  j0: number,
  j1: number,
  k: number,
  m: number,
): void {
  for (let i = i0; i < i1; i++) {
    for (let j = j0; j < j1; j++) {
      const x = i * k;
      const y = j * k;
      let sum = 0;
      for (let p = 0; p < k; p++) sum += (a[x + p] as number) * (b[y + p] as number);
      out[o + i * m + j] = sum;
    }
  }
}
