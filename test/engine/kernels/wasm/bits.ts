// What the comparisons of kernels with their twins in TypeScript share.
import { setFlagsFromString } from "node:v8";
import { expect } from "vitest";
import type { FloatArray } from "../../../../src/engine/kernels/arrays";
import { kernelsFor, useKernels } from "../../../../src/engine/kernels/wasm/module";

// Node 20 has relaxed vectors, but not of itself, as src/cli/start.ts says.
if (process.versions.v8.startsWith("11.3.")) setFlagsFromString("--experimental-wasm-relaxed-simd");

const EDGES = [0, -0, 1, -1, 1e-40, -3e-45, 3e38, -3e38, Infinity, -Infinity, NaN];

/** Numbers of all sizes, the same for the same seed, with now and then one from the edges of the type. */
export function numbersLike<A extends FloatArray>(like: A, length: number, seed: number): A {
  let state = seed * 2654435761 + 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const out = like instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const edge = EDGES[Math.floor(next() * 2000)];
    out[i] = edge ?? (next() - 0.5) * 2 ** Math.floor(next() * 8);
  }
  // Made like it.
  return out as A;
}

/** Where two arrays first differ in their bits, every NaN being the same one, as a program sees them; -1 if nowhere. */
export function firstDifference(a: FloatArray, b: FloatArray): number {
  return a.findIndex((x, i) => !Object.is(x, b[i]));
}

/** Where what the loops give first differs from what the kernels do, with and without the processor's fused steps. */
export function differenceFromLoops(run: () => FloatArray): number {
  const given = (wanted: boolean, fusing: boolean) => {
    expect(useKernels(wanted, fusing)).toBe(wanted);
    expect(kernelsFor(0)?.isFusing ?? false).toBe(fusing);
    return run();
  };
  const loops = given(false, false);
  const differences = [firstDifference(given(true, false), loops), firstDifference(given(true, true), loops)];
  return differences.find((each) => each !== -1) ?? -1;
}
