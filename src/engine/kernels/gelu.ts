// gelu in float32. PyTorch hands contiguous tensors to oneDNN, whose erf is a polynomial in 1/(1 + p·|x|) times e^(-x²)
// (Abramowitz & Stegun 7.1.26) and whose e^x is its own: the same steps, rounded and fused as there
// (src/cpu/x64/injectors/jit_uni_eltwise_injector.cpp). Others go through erf itself.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { BinaryKernel } from "./binary";
import { erf } from "./erf";
import type { UnaryKernel } from "./unary";
import { combineByKernels } from "./wasm/arithmetic";
import { COST, mapByKernels } from "./wasm/pointwise";

const { fround } = Math;

/** The float32 of these bits. */
function single(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits);
  return view.getFloat32(0);
}

const inverseRoot2 = single(0x3f3504f3);
const inverseRootPi = single(0x3f106eba);
const log2e = single(0x3fb8aa3b);
const ln2 = single(0x3f317218);
const largestExponent = single(0x42b17218);
const smallestExponent = single(0xc2aeac50);
const e1 = single(0x3f7ffffb);
const e2 = single(0x3efffee3);
const e3 = single(0x3e2aad40);
const e4 = single(0x3d2b9d0d);
const e5 = single(0x3c07cfce);
const erfScale = single(0x3ea7ba05);
const p1 = single(0x3e827906);
const p2 = single(0xbe91a98e);
const p3 = single(0x3fb5f0e3);
const p4 = single(0xbfba00e3);
const p5 = single(0x3f87dc22);

/** e^x: 2^n times a polynomial in x - n·ln 2. */
function exponential(value: number): number {
  if (value < smallestExponent) return 0;
  const x = Math.min(value, largestExponent);
  const n = Math.floor(fround(fround(x * log2e) + 0.5));
  const r = fround(x - n * ln2);
  let y = fround(e5 * r + e4);
  y = fround(y * r + e3);
  y = fround(y * r + e2);
  y = fround(y * r + e1);
  y = fround(y * r + 1);
  return fround(fround(y * 2 ** (n - 1)) * 2);
}

/** erf s, given e^(-s²). */
function erfFrom(s: number, density: number): number {
  const t = fround(1 / fround(erfScale * Math.abs(s) + 1));
  let p = fround(p5 * t + p4);
  p = fround(p * t + p3);
  p = fround(p * t + p2);
  p = fround(p * t + p1);
  const magnitude = fround(fround(-density * t) * p + 1);
  return s < 0 ? -magnitude : magnitude;
}

/** x/2 + x/2·erf(x/√2). */
export const geluContiguous: UnaryKernel = (out, a, ai, n) => {
  if (mapByKernels("gelu", out, a, ai, n, COST)) return;
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    const s = fround(x * inverseRoot2);
    const half = fround(x * 0.5);
    const e = Number.isNaN(x) ? x : erfFrom(s, exponential(fround(-s * s)));
    out[i] = e * half + half;
  }
};

/** Φ(x) + x·φ(x). */
export const geluContiguousBackward: BinaryKernel = (out, o, g, gi, gs, a, ai, as, n) => {
  if (combineByKernels("geluBackward", out, o, g, gi, gs, a, ai, as, n)) return;
  for (let i = 0, p = gi, q = ai; i < n; i++, p += gs, q += as) {
    const x = a[q] as number;
    const s = fround(x * inverseRoot2);
    const density = exponential(fround(-s * s));
    const slope = fround(fround(fround(s * inverseRootPi) * density) + 0.5);
    out[o + i] = Number.isNaN(x) ? x : fround(erfFrom(s, density) * 0.5 + slope) * (g[p] as number);
  }
};

/** x/2·(1 + erf(x/√2)): 1 + erf loses digits for negative x. */
export const geluStrided: UnaryKernel = (out, a, ai, n) => {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = fround(x * 0.5) * fround(1 + fround(erf(fround(x * inverseRoot2))));
  }
};
