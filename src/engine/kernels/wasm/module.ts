// The WebAssembly kernels and their memory. They are compiled in assembly/, and started by the first program that has
// enough for them to do; where there is no WebAssembly, or none with vectors, the loops in TypeScript serve on, which
// give the same bits. Operands are copied into the memory, results out of it: docs/decisions/0007-kernels.md.

import type { FloatArray } from "../arrays";
import fusedCode from "./fused.asconfig";
import code from "./kernels.asconfig";

/** The loops that assembly/index.ts exports for one element type: pointers and steps in bytes. */
export interface Loops {
  product(
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
  ): void;
  transpose(to: number, toStep: number, from: number, fromStep: number, rows: number, columns: number): void;
  columns(columns: number, columnStep: number, input: number, sliding: number): void;
  addColumns(input: number, columns: number, columnStep: number, sliding: number): void;
  accumulate(to: number, from: number, bytes: number): void;
}

/** Loops that there are for float32 alone. */
export interface FloatLoops {
  add: Combination;
  sub: Combination;
  mul: Combination;
  div: Combination;
  scaledAdd: Combination;
  thresholdBackward: Combination;
  tanhBackward: Combination;
  sigmoidBackward: Combination;
  geluBackward: Combination;
  gelu: Pointwise;
  relu: Pointwise;
  neg: Pointwise;
  sqrt: Pointwise;
  square: Pointwise;
  exp: Pointwise;
  sigmoid: Pointwise;
  silu: Pointwise;
  softmax: Rows;
  logSoftmax: Rows;
  softmaxBackward: RowGradients;
  logSoftmaxBackward: RowGradients;
  sgdStep(
    p: number,
    g: number,
    b: number,
    bytes: number,
    sign: number,
    weightDecay: number,
    momentum: number,
    share: number,
    step: number,
    nesterov: boolean,
  ): void;
  adamStep(
    p: number,
    g: number,
    m: number,
    v: number,
    most: number,
    bytes: number,
    sign: number,
    weightDecay: number,
    decay: number,
    beta1: number,
    share1: number,
    beta2: number,
    share2: number,
    correction: number,
    eps: number,
    step: number,
  ): void;
  sumStart(state: number): void;
  sumMore(state: number, from: number, step: number, groups: number, done: number, count: number): void;
  sumEnd(state: number, from: number, rest: number): number;
  sumRows(to: number, from: number, rows: number, count: number, state: number): void;
  rowStatistics(mean: number, rstd: number, x: number, rows: number, size: number, eps: number, stack: number): void;
  normalizeRows(
    to: number,
    x: number,
    mean: number,
    rstd: number,
    weight: number,
    bias: number,
    rows: number,
    size: number,
  ): void;
  rowsBackward(
    to: number,
    gradient: number,
    x: number,
    mean: number,
    rstd: number,
    weight: number,
    rows: number,
    size: number,
    row: number,
    plain: boolean,
  ): void;
  rowWeightsBackward(
    ofWeight: number,
    ofBias: number,
    gradient: number,
    x: number,
    mean: number,
    rstd: number,
    rows: number,
    size: number,
  ): void;
}

/** to[i] = f(a[i], b[i]), some of a number as well. */
export type Combination = (to: number, a: number, b: number, bytes: number, number: number) => void;

/** to[i] = f(from[i]) */
export type Pointwise = (to: number, from: number, count: number) => void;

/** Over rows side by side; `row` and `other` have room for one, and eight more elements. */
export type Rows = (to: number, from: number, rows: number, count: number, row: number, other: number) => void;

export type RowGradients = (
  to: number,
  gradient: number,
  result: number,
  rows: number,
  count: number,
  row: number,
  other: number,
) => void;

export interface Memory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
  grow(pages: number): number;
}

export interface Kernels {
  readonly memory: Memory;
  readonly single: Loops & FloatLoops;
  readonly double: Loops;
  /** Whether fused multiply-adds are the processor's own. */
  readonly isFusing: boolean;
}

/** What every host has, and no library of types that this folder may use. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  readonly Memory: new (sizes: { initial: number; maximum: number; shared: boolean }) => Memory;
};

/** Work, in multiplications or the like, that pays for starting: some half a millisecond of it in TypeScript. */
const STARTING_WORK = 2_000_000;
const PAGE = 65_536;
/** The first bytes stay unused: no pointer is 0. */
const BASE = 1024;

let work = 0;
let kernels: Kernels | null | undefined;

/** The kernels for `amount` of work, or null where the loops in TypeScript are to do it. */
export function kernelsFor(amount: number): Kernels | null {
  if (kernels === undefined) {
    work += amount;
    if (work < STARTING_WORK) return null;
    kernels = start();
  }
  return kernels;
}

/** For tests: whether the kernels serve from now on, whatever there is to do; those that fuse only where wanted. */
export function useKernels(wanted: boolean, fusing = true): boolean {
  kernels = wanted ? start(fusing) : null;
  return kernels !== null;
}

function start(fusing = true): Kernels | null {
  try {
    const { kernels } = instantiate(false);
    return fusing ? withFusing(kernels) : kernels;
  } catch {
    return null;
  }
}

/** The loops that there are with the processor's fused multiply-adds, in place of the others where the host fuses. */
function withFusing(kernels: Kernels): Kernels {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(fusedCode)), {
      env: { memory: kernels.memory },
    });
    // Of assembly/fused.ts.
    const { isFused } = exports as { isFused(room: number): number };
    return isFused(BASE) === 0
      ? kernels
      : { ...kernels, single: { ...kernels.single, ...loopsOf(exports, "32") }, isFusing: true };
  } catch {
    // Hosts before relaxed vectors do not compile it.
    return kernels;
  }
}

/** The sizes in kernels.asconfig, in pages. */
const SIZES = { initial: 16, maximum: 65_536 };
/** The import of the memory "env" "memory", but for the flags that follow: 1 has a maximum, 3 is shared as well. */
const IMPORT = "03656e76066d656d6f727902";

/** The value of a hexadecimal digit in lower case. */
function nibble(digit: number): number {
  return digit > 57 ? digit - 87 : digit - 48;
}

function bytesOf(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = 16 * nibble(digits.charCodeAt(2 * i)) + nibble(digits.charCodeAt(2 * i + 1));
  }
  return bytes;
}

/** A module and an instance of it with a memory of its own, which other threads may share. Throws where there is none. */
export function instantiate(shared: boolean): { kernels: Kernels; module: object } {
  const bytes = bytesOf(code);
  if (shared) bytes[(code.indexOf(IMPORT) + IMPORT.length) / 2] = 3;
  const module = new WebAssembly.Module(bytes);
  const memory = new WebAssembly.Memory({ ...SIZES, shared });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const single = loopsOf(exports, "32");
  return { kernels: { memory, single, double: loopsOf(exports, "64"), isFusing: false }, module };
}

/** The exports whose names end in the bits of an element, without them. */
function loopsOf(exports: object, bits: string): Loops & FloatLoops {
  const own = Object.entries(exports).filter(([name]) => name.endsWith(bits));
  // Those of assembly/index.ts.
  return Object.fromEntries(own.map(([name, loop]) => [name.slice(0, -bits.length), loop])) as unknown as Loops &
    FloatLoops;
}

export function loopsFor(array: FloatArray, kernels: Kernels): Loops {
  return array instanceof Float32Array ? kernels.single : kernels.double;
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

/** Views of the memories, each made anew when its memory has grown. */
const views = new WeakMap<Memory, { f32: Float32Array; f64: Float64Array }>();

/** The memory as elements of the type of `array`: not to be kept, since growing makes another one. */
export function memoryAs<A extends FloatArray>(array: A, { memory }: Kernels): A {
  const { buffer } = memory;
  let view = views.get(memory);
  if (view === undefined || view.f32.buffer !== buffer) {
    view = { f32: new Float32Array(buffer), f64: new Float64Array(buffer) };
    views.set(memory, view);
  }
  // Of the same type as the array asked for.
  return (array instanceof Float32Array ? view.f32 : view.f64) as A;
}
