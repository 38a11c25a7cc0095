// The WebAssembly kernels and their memory. They are compiled in assembly/, and started by the first program that has
// enough for them to do; where there is no WebAssembly, or none with vectors, the loops in TypeScript serve on, which
// give the same bits. Operands are copied into the memory, results out of it: docs/decisions/0001-storage.md.

import type { FloatArray } from "../arrays";
import code from "./kernels.asconfig";

/** The exports of assembly/index.ts: pointers and steps in bytes. */
export interface Kernels {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  product32: Product;
  product64: Product;
  transpose32: Transpose;
  transpose64: Transpose;
}

export type Product = (
  c: number,
  cStep: number,
  a: number,
  aStep: number,
  b: number,
  bStep: number,
  scratch: number,
  n: number,
  k: number,
  more: boolean,
) => void;

export type Transpose = (
  to: number,
  toStep: number,
  from: number,
  fromStep: number,
  rows: number,
  columns: number,
) => void;

/** What every host has, and no library of types that this folder may use. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};
declare const atob: (text: string) => string;

/** Work, in multiplications or the like, that pays for starting: some half a millisecond of it in TypeScript. */
const STARTING_WORK = 2_000_000;
const PAGE = 65_536;
/** The first bytes stay unused: no pointer is 0. */
const BASE = 1024;

let work = 0;
let kernels: Kernels | null | undefined;
let views: { f32: Float32Array; f64: Float64Array } | null = null;

/** The kernels for `amount` of work, or null where the loops in TypeScript are to do it. */
export function kernelsFor(amount: number): Kernels | null {
  if (kernels === undefined) {
    work += amount;
    if (work < STARTING_WORK) return null;
    kernels = start();
  }
  return kernels;
}

/** For tests: whether the kernels serve from now on, whatever there is to do. */
export function useKernels(wanted: boolean): boolean {
  kernels = wanted ? start() : null;
  return kernels !== null;
}

function start(): Kernels | null {
  try {
    const bytes = Uint8Array.from(atob(code), (character) => character.charCodeAt(0));
    views = null;
    // The exports are those of assembly/index.ts.
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Kernels;
  } catch {
    return null;
  }
}

/** Pointers to areas of so many bytes each, aligned for vectors. What lay in the memory before may be lost. */
export function reserve({ memory }: Kernels, ...sizes: readonly number[]): number[] {
  let end = BASE;
  const pointers = sizes.map((size) => {
    const pointer = end;
    end += Math.ceil(size / 64) * 64;
    return pointer;
  });
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return pointers;
}

/** The memory as elements of the type of `array`: not to be kept, since growing makes another one. */
export function memoryAs<A extends FloatArray>(array: A, { memory }: Kernels): A {
  const { buffer } = memory;
  if (views === null || views.f32.buffer !== buffer) {
    views = { f32: new Float32Array(buffer), f64: new Float64Array(buffer) };
  }
  // Of the same type as the array asked for.
  return (array instanceof Float32Array ? views.f32 : views.f64) as A;
}
