// A second thread for large products, where the host has one to give and memory can be shared. Both threads take blocks
// of rows of the result until there are none: whoever is slower takes fewer, and the bits are those of one thread.

import { instantiate, type Kernels } from "./module";

/** Starts a thread that runs the text, a CommonJS module of Node, with the data as its `workerData`. */
export type ThreadHost = (text: string, data: object) => void;

/** Kernels whose memory another thread shares. */
export interface Shared {
  readonly kernels: Kernels;
  readonly control: Int32Array;
}

/** The arguments of `product`, but for the scratch of each thread. */
export type ProductArguments = readonly [
  c: number,
  cStep: number,
  a: number,
  aStep: number,
  b: number,
  bStep: number,
  n: number,
  k: number,
  more: number,
];

/** Multiplications of a product that is worth two threads, and of such products that are worth starting one. */
const LEAST_WORK = 1 << 23;
const STARTING_WORK = 1 << 29;

/** Places of `control`; from ARGUMENTS on: bits of an element, both scratches or 0, then those of `product`. */
const [READY, GENERATION, TICKET, DONE, BLOCKS, ROWS, ARGUMENTS] = [0, 1, 2, 3, 4, 5, 8] as const;
const PLACES = 32;
/** A block that no product has. */
const NONE = 0x8000;

let host: ThreadHost | null = null;
let shared: Shared | null | undefined;
let work = 0;

/** From now on threads come from there; null: there is one thread. */
export function setThreadHost(given: ThreadHost | null): void {
  host = given;
  shared = undefined;
  work = 0;
}

/** The kernels that another thread helps with, once it runs; null where one thread is to do it. */
export function sharedFor(amount: number): Shared | null {
  if (host === null || amount < LEAST_WORK) return null;
  if (shared === undefined) {
    work += amount;
    if (work < STARTING_WORK) return null;
    shared = start(host);
  }
  return shared !== null && Atomics.load(shared.control, READY) === 1 ? shared : null;
}

function start(from: ThreadHost): Shared | null {
  try {
    const { kernels, module } = instantiate(true);
    const control = new Int32Array(new SharedArrayBuffer(PLACES * 4));
    const text = `(${serve})(require("node:worker_threads").workerData, ${takeBlocks})`;
    from(text, { module, memory: kernels.memory, control });
    return { kernels, control };
  } catch {
    return null;
  }
}

/** A product by both threads. `scratches` are for packing, one each, or 0. */
export function shareProduct(
  { kernels, control }: Shared,
  bits: 32 | 64,
  args: ProductArguments,
  scratches: readonly [number, number],
): void {
  const n = args[6];
  const blocks = 2 * Math.ceil(n / 256);
  // Tickets carry the generation. While a product is written down there are none to be had that count, and one drawn
  // before is of another generation.
  const generation = ((control[GENERATION] as number) + 1) & 0x7fff;
  Atomics.store(control, TICKET, (generation << 16) | NONE);
  control.set([bits, ...scratches, ...args], ARGUMENTS);
  control[ROWS] = Math.ceil(n / blocks / 2) * 2;
  control[BLOCKS] = blocks;
  Atomics.store(control, DONE, 0);
  Atomics.store(control, TICKET, generation << 16);
  Atomics.store(control, GENERATION, generation);
  Atomics.notify(control, GENERATION);
  const loops = { product32: kernels.single.product, product64: kernels.double.product };
  takeBlocks(control, loops, 0);
  for (let done = Atomics.load(control, DONE); done < blocks; done = Atomics.load(control, DONE)) {
    Atomics.wait(control, DONE, done);
  }
}

type Products = Record<"product32" | "product64", Kernels["single"]["product"]>;

// The other thread gets these two as text: they name nothing outside themselves.

/** Computes blocks of rows as long as there are any. */
function takeBlocks(control: Int32Array, loops: Products, thread: 0 | 1): void {
  for (;;) {
    const ticket = Atomics.add(control, 2, 1);
    const block = ticket & 0xffff;
    // In this order: as long as the generation is the ticket's, the number is of its product. And whoever holds a ticket
    // that counts holds up the next product, whose arguments these would be else.
    const blocks = Atomics.load(control, 4);
    if (ticket >> 16 !== Atomics.load(control, 2) >> 16 || block >= blocks) return;
    const rows = Atomics.load(control, 5);
    const [
      bits = 0,
      first = 0,
      second = 0,
      c = 0,
      cStep = 0,
      a = 0,
      aStep = 0,
      b = 0,
      bStep = 0,
      n = 0,
      k = 0,
      more = 0,
    ] = control.subarray(8);
    const from = block * rows;
    const some = Math.min(rows, n - from);
    const product = bits === 32 ? loops.product32 : loops.product64;
    const scratch = thread === 0 ? first : second;
    if (some > 0) product(c + from * cStep, cStep, a + from * aStep, aStep, b, bStep, scratch, some, k, more === 1);
    Atomics.add(control, 3, 1);
    Atomics.notify(control, 3);
  }
}

/** The other thread: waits for a product, helps with it, and so on for ever. */
function serve(
  { module, memory, control }: { module: object; memory: object; control: Int32Array },
  take: typeof takeBlocks,
): void {
  // Every thread of Node has it; the types of this folder do not.
  const { Instance } = (globalThis as unknown as Host).WebAssembly;
  const { exports } = new Instance(module, { env: { memory } });
  Atomics.store(control, 0, 1);
  for (let generation = 0; ; ) {
    Atomics.wait(control, 1, generation);
    generation = Atomics.load(control, 1);
    take(control, exports, 1);
  }
}

interface Host {
  readonly WebAssembly: { readonly Instance: new (module: object, imports: object) => { readonly exports: Products } };
}
