// Elementwise loops of one operand over gapless memory: out[i] = f(a[i]). Storing into a Float32Array rounds the result;
// formulas of several steps round after each one, as PyTorch computes (`fr`), in loops of their own for float32.
// Written out one by one: a shared loop over a passed function would become megamorphic and ten times slower.
// Reads below are within bounds by the callers' counts: `as number` says so to the compiler.

import type { FloatArray } from "./arrays";
import { plainExp, VECTOR_STEP, vectorExp, vectorLog } from "./float-math";
import { COST, mapByKernels } from "./wasm/pointwise";

export type UnaryKernel = (out: FloatArray, a: FloatArray, aStart: number, count: number) => void;

const fr = Math.fround;
/** What an element of a plain step costs beside a multiplication of a product. */
const LIGHT = 3;

export function neg(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  if (mapByKernels("neg", out, a, ai, n, LIGHT)) return;
  for (let i = 0; i < n; i++) out[i] = -(a[ai + i] as number);
}

export function abs(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.abs(a[ai + i] as number);
}

export function exp32(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  const vectors = n - (n % VECTOR_STEP);
  const done = mapByKernels("exp", out, a, ai, vectors, COST) ? vectors : 0;
  for (let i = done; i < vectors; i++) out[i] = vectorExp(a[ai + i] as number);
  for (let i = vectors; i < n; i++) out[i] = plainExp(a[ai + i] as number);
}

export function exp64(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.exp(a[ai + i] as number);
}

export function log32(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  const vectors = n - (n % VECTOR_STEP);
  for (let i = 0; i < vectors; i++) out[i] = vectorLog(a[ai + i] as number);
  for (let i = vectors; i < n; i++) out[i] = Math.log(a[ai + i] as number);
}

export function log64(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.log(a[ai + i] as number);
}

export function sqrt(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  if (mapByKernels("sqrt", out, a, ai, n, LIGHT)) return;
  for (let i = 0; i < n; i++) out[i] = Math.sqrt(a[ai + i] as number);
}

export function tanh(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.tanh(a[ai + i] as number);
}

export function sin(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.sin(a[ai + i] as number);
}

export function cos(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.cos(a[ai + i] as number);
}

export function tan(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.tan(a[ai + i] as number);
}

export function square(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  if (mapByKernels("square", out, a, ai, n, LIGHT)) return;
  for (let i = 0; i < n; i++) out[i] = (a[ai + i] as number) * (a[ai + i] as number);
}

export function reciprocal(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = 1 / (a[ai + i] as number);
}

export function floor(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.floor(a[ai + i] as number);
}

export function ceil(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.ceil(a[ai + i] as number);
}

export function trunc(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.trunc(a[ai + i] as number);
}

export function log2(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.log2(a[ai + i] as number);
}

export function log10(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.log10(a[ai + i] as number);
}

export function log1p(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.log1p(a[ai + i] as number);
}

export function expm1(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.expm1(a[ai + i] as number);
}

export function asin(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.asin(a[ai + i] as number);
}

export function acos(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.acos(a[ai + i] as number);
}

export function atan(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.atan(a[ai + i] as number);
}

export function sinh(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.sinh(a[ai + i] as number);
}

export function cosh(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.cosh(a[ai + i] as number);
}

export function asinh(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.asinh(a[ai + i] as number);
}

export function acosh(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.acosh(a[ai + i] as number);
}

export function atanh(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = Math.atanh(a[ai + i] as number);
}

export function exp2(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = 2 ** (a[ai + i] as number);
}

/** max(x, 0); NaN and -0 stay. */
export function relu(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  if (mapByKernels("relu", out, a, ai, n, LIGHT)) return;
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    if (x < 0) out[i] = 0;
    else out[i] = x;
  }
}

/** -1, 0 or 1; 0 for NaN. */
export function sign(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = x > 0 ? 1 : x < 0 ? -1 : 0;
  }
}

/** To the nearest integer, ties to even. */
export function round(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    const floor = Math.floor(x);
    const rest = x - floor;
    const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
    const rounded = up ? floor + 1 : floor;
    out[i] = rounded === 0 && (x < 0 || Object.is(x, -0)) ? -0 : rounded;
  }
}

export function frac(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = x - Math.trunc(x);
  }
}

/** 1/√x, float32: the root is rounded first. */
export function rsqrt32(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = 1 / fr(Math.sqrt(x));
  }
}

export function rsqrt64(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = 1 / Math.sqrt(x);
  }
}

/** 1/(1+e^-x), float32. */
export function sigmoid32(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  const vectors = n - (n % VECTOR_STEP);
  const done = mapByKernels("sigmoid", out, a, ai, vectors, COST) ? vectors : 0;
  for (let i = done; i < vectors; i++) out[i] = 1 / fr(1 + vectorExp(-(a[ai + i] as number)));
  for (let i = vectors; i < n; i++) out[i] = 1 / fr(1 + plainExp(-(a[ai + i] as number)));
}

export function sigmoid64(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = 1 / (1 + Math.exp(-x));
  }
}

/** x·sigmoid(x) as x/(1+e^-x), float32. */
export function silu32(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  const vectors = n - (n % VECTOR_STEP);
  const done = mapByKernels("silu", out, a, ai, vectors, COST) ? vectors : 0;
  for (let i = done; i < vectors; i++) out[i] = (a[ai + i] as number) / fr(1 + vectorExp(-(a[ai + i] as number)));
  for (let i = vectors; i < n; i++) out[i] = (a[ai + i] as number) / fr(1 + plainExp(-(a[ai + i] as number)));
}

export function silu64(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = x / (1 + Math.exp(-x));
  }
}

export function isnan(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = Number.isNaN(x) ? 1 : 0;
  }
}

export function isinf(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY ? 1 : 0;
  }
}

export function isfinite(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = x - x === 0 ? 1 : 0;
  }
}

export function logicalNot(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = x === 0 ? 1 : 0;
  }
}

/** x³ in two rounded steps, as PyTorch's pow(3). */
export function cube(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = x * x;
    out[i] = (out[i] as number) * x;
  }
}

/** 1/x², the square rounded first. */
export function inverseSquare(out: FloatArray, a: FloatArray, ai: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const x = a[ai + i] as number;
    out[i] = x * x;
    out[i] = 1 / (out[i] as number);
  }
}
