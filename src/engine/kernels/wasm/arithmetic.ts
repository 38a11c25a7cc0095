// Elementwise arithmetic of two float32 operands by WebAssembly, a piece at a time: copies from cache to cache cost less
// than loops in TypeScript, whose arrays may be of either type. The same bits as ../binary.ts, whose loops ask this first.

import type { FloatArray } from "../arrays";
import { kernelsFor, memoryAs, reserve } from "./module";

/** Elements below which copying costs more than the loops in TypeScript. */
const LEAST = 512;
/** Elements of a piece. */
const PIECE = 4096;

type Combined =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "scaledAdd"
  | "thresholdBackward"
  | "tanhBackward"
  | "sigmoidBackward"
  | "geluBackward";

/** out[i] = f(a[i], b[i]), `number` being a float32 that f is of as well; false where the caller is to do it. */
export function combineByKernels(
  name: Combined,
  out: FloatArray,
  o: number,
  a: FloatArray,
  ai: number,
  aStep: number,
  b: FloatArray,
  bi: number,
  bStep: number,
  n: number,
  number = 0,
): boolean {
  if (n < LEAST || aStep > 1 || bStep > 1 || !(out instanceof Float32Array)) return false;
  if (!(a instanceof Float32Array && b instanceof Float32Array) || Math.fround(number) !== number) return false;
  const kernels = kernelsFor(n);
  if (kernels === null) return false;
  const loop = kernels.single[name];
  const size = PIECE * 4;
  const [left, right] = reserve(kernels, size, size) as [number, number];
  const memory = memoryAs(out, kernels);
  // What is one number for all is written once, and the result over the other.
  if (aStep === 0) memory.fill(a[ai] as number, left / 4, left / 4 + PIECE);
  if (bStep === 0) memory.fill(b[bi] as number, right / 4, right / 4 + PIECE);
  const to = aStep === 0 ? right : left;
  for (let i = 0; i < n; i += PIECE) {
    const count = Math.min(PIECE, n - i);
    if (aStep === 1) memory.set(a.subarray(ai + i, ai + i + count), left / 4);
    if (bStep === 1) memory.set(b.subarray(bi + i, bi + i + count), right / 4);
    loop(to, left, right, count * 4, number);
    out.set(memory.subarray(to / 4, to / 4 + count), o + i);
    if (aStep === 0 && bStep === 0) return fillRest(out, o, n);
  }
  return true;
}

/** The result of two numbers is one number. */
function fillRest(out: Float32Array, o: number, n: number): true {
  out.fill(out[o] as number, o, o + n);
  return true;
}
