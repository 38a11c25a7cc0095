// Who owns the memory of tensors? Measures two answers side by side:
//   collector  every buffer is a typed array that JavaScript's collector frees; WebAssembly kernels get copies
//   resident   buffers live in one WebAssembly.Memory; blocks by size class, freed by marking from the live set
//
//   node bench/prototypes/storage.mjs          prints a table; docs/decisions/0001-storage.md has one such run
const now = () => performance.now();

/** Median and range of some runs. */
function measure(runs, body) {
  const times = [];
  for (let i = 0; i < runs; i++) {
    const start = now();
    body();
    times.push(now() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[runs >> 1], low: times[0], high: times[runs - 1] };
}

// ---- collector ------------------------------------------------------------------------------------------------

class Owned {
  constructor(length) {
    this.data = new Float32Array(length);
  }
  array() {
    return this.data;
  }
}

// ---- resident -------------------------------------------------------------------------------------------------

const page = 65536;

class Heap {
  memory = new WebAssembly.Memory({ initial: 1024, maximum: 65536 });
  top = 64;
  /** Free blocks by size class (powers of two). */
  free = Array.from({ length: 32 }, () => []);
  live = [];
  sinceMark = 0;
  marks = 0;

  allocate(length) {
    const size = 32 - Math.clz32(Math.max(length * 4, 16) - 1);
    const reused = this.free[size].pop();
    let pointer = reused;
    if (pointer === undefined) {
      pointer = this.top;
      this.top += 2 ** size;
      const missing = this.top - this.memory.buffer.byteLength;
      if (missing > 0) this.memory.grow(Math.max(Math.ceil(missing / page), 256));
    } else new Float32Array(this.memory.buffer, pointer, length).fill(0);
    const block = new Block(this, pointer, length, size);
    this.live.push(block);
    this.sinceMark += 2 ** size + 256;
    return block;
  }

  /** Frees what cannot be reached from the roots (a few hundred tensors in a real program). */
  collect(roots) {
    this.sinceMark = 0;
    this.marks++;
    const mark = this.marks;
    for (const block of roots) block.mark = mark;
    const kept = [];
    for (const block of this.live) {
      if (block.mark === mark) kept.push(block);
      else this.free[block.size].push(block.pointer);
    }
    this.live = kept;
  }
}

class Block {
  mark = 0;
  constructor(heap, pointer, length, size) {
    this.heap = heap;
    this.pointer = pointer;
    this.length = length;
    this.size = size;
  }
  /** Growing the memory detaches views: one is made for each use. */
  array() {
    return new Float32Array(this.heap.memory.buffer, this.pointer, this.length);
  }
}

// ---- work -----------------------------------------------------------------------------------------------------

/** One training step's temporaries: each is written, and read by the next. */
function step(allocate, sizes, parameters) {
  let previous = parameters[0];
  for (const length of sizes) {
    const next = allocate(length);
    const to = next.array();
    const from = previous.array();
    const n = Math.min(to.length, from.length);
    for (let i = 0; i < n; i++) to[i] = from[i] * 0.5 + 1;
    previous = next;
  }
  return previous;
}

function training(kind, sizes, steps, parameterSize) {
  if (kind === "collector") {
    const parameters = Array.from({ length: 200 }, () => new Owned(parameterSize));
    return () => {
      for (let i = 0; i < steps; i++) step((n) => new Owned(n), sizes, parameters);
    };
  }
  const heap = new Heap();
  const parameters = Array.from({ length: 200 }, () => heap.allocate(parameterSize));
  return () => {
    for (let i = 0; i < steps; i++) {
      step((n) => heap.allocate(n), sizes, parameters);
      if (heap.sinceMark > 64 << 20) heap.collect(parameters);
    }
  };
}

const small = Array.from({ length: 40 }, (_, i) => 1 + ((i * 7) % 24));
const medium = Array.from({ length: 40 }, (_, i) => 512 + ((i * 7) % 24) * 64);
const large = Array.from({ length: 20 }, () => 64 * 784);

const f = (x, digits = 2) => x.toFixed(digits).padStart(9);
console.log(`node ${process.version} ${process.arch}\n`);
console.log("allocate, write and let go, µs a temporary (median; low to high)");
for (const [name, sizes, steps, parameterSize] of [
  ["small (1–24 elements)", small, 2000, 16],
  ["medium (512–2,000)", medium, 500, 1024],
  ["large (50,176)", large, 60, 50176],
]) {
  const programs = ["collector", "resident"].map((kind) => training(kind, sizes, steps, parameterSize));
  for (const program of programs) program();
  const rows = programs.map((program) => measure(15, program));
  const per = (ms) => (ms * 1000) / (steps * sizes.length);
  rows.forEach((row, i) => {
    const kind = i === 0 ? "collector" : "resident ";
    console.log(
      `  ${name.padEnd(22)} ${kind} ${f(per(row.median), 3)}  (${f(per(row.low), 3)} to ${f(per(row.high), 3)})`,
    );
  });
}

console.log(
  "\ncopies at the kernel's edge: two operands in, one result out, beside a product at 40 GFLOP/s (best of 25)",
);
{
  const memory = new WebAssembly.Memory({ initial: 512 });
  for (const n of [8, 64, 128, 256, 512, 1024]) {
    const a = new Float32Array(n * n).fill(1);
    const b = new Float32Array(n * n).fill(2);
    const inside = [0, 1, 2].map((k) => new Float32Array(memory.buffer, k * n * n * 4, n * n));
    const repeats = Math.max(1, Math.round(4e5 / (n * n)));
    const row = measure(25, () => {
      for (let i = 0; i < repeats; i++) {
        inside[0].set(a);
        inside[1].set(b);
        new Float32Array(n * n).set(inside[2]);
      }
    });
    const copy = (row.low * 1000) / repeats;
    const product = (2 * n ** 3) / 40e3;
    console.log(
      `  n=${String(n).padEnd(5)} copies ${f(copy)} µs   product ${f(product)} µs   ${f((100 * copy) / product, 1)} %`,
    );
  }
}

console.log("\nmemory over 100,000 steps without a turn of the event loop, MB");
for (const kind of ["collector", "resident"]) {
  for (const [name, sizes, steps] of [
    ["small", small, 100_000],
    ["medium", medium, 100_000 / 20],
    ["large", large, 2000],
  ]) {
    globalThis.gc?.();
    const program = training(kind, sizes, Math.round(steps / 20), 64);
    let peak = 0;
    let peakBuffers = 0;
    for (let i = 0; i < 20; i++) {
      program();
      const { rss, arrayBuffers } = process.memoryUsage();
      peak = Math.max(peak, rss);
      peakBuffers = Math.max(peakBuffers, arrayBuffers);
    }
    console.log(
      `  ${kind.padEnd(9)} ${name.padEnd(7)} ${String(steps).padStart(7)} steps   peak rss ${f(peak / 1e6, 0)}   peak array buffers ${f(peakBuffers / 1e6, 0)}`,
    );
  }
}
