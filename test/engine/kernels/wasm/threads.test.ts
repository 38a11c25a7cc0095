import { Worker } from "node:worker_threads";
import { afterAll, expect, test } from "vitest";
import type { FloatArray } from "../../../../src/engine/kernels/arrays";
import { type Matrix, matmul } from "../../../../src/engine/kernels/matmul";
import { useKernels } from "../../../../src/engine/kernels/wasm/module";
import { setThreadHost, sharedFor } from "../../../../src/engine/kernels/wasm/threads";
import { firstDifference, numbersLike } from "./bits";

const workers: Worker[] = [];
afterAll(async () => {
  setThreadHost(null);
  useKernels(true);
  await Promise.all(workers.map((worker) => worker.terminate()));
});

function lend(text: string, workerData: object): void {
  const worker = new Worker(text, { eval: true, workerData });
  worker.unref();
  workers.push(worker);
}

/** Asks for as much work as makes the thread start, until it says that it runs. */
function isHelped(): boolean {
  for (const end = performance.now() + 60_000; performance.now() < end; ) {
    if (sharedFor(2 ** 30) !== null) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
  return false;
}

function matrix(like: FloatArray, rows: number, columns: number): Matrix {
  return { data: numbersLike(like, rows * columns, rows), start: 0, rowStep: columns, columnStep: 1 };
}

const SHAPES: readonly (readonly [n: number, k: number, m: number])[] = [
  [257, 300, 130],
  [64, 1100, 130],
  [1100, 90, 100],
  [300, 300, 300],
  [130, 170, 420],
];

// A thread may take long to start on a busy machine.
test.each([new Float32Array(0), new Float64Array(0)])(
  "two threads give the bits of one: $constructor.name",
  (like) => {
    const products = SHAPES.map(([n, k, m]) => {
      const [a, b] = [matrix(like, n, k), matrix(like, k, m)];
      return () => {
        const out = like instanceof Float32Array ? new Float32Array(n * m) : new Float64Array(n * m);
        matmul(out, 0, a, b, n, k, m);
        return out;
      };
    });
    useKernels(true);
    setThreadHost(null);
    const alone = products.map((product) => product());
    setThreadHost(lend);
    expect(isHelped()).toBe(true);
    // Many in a row: a thread that comes late must not take part in the next one.
    for (let i = 0; i < 20; i++) {
      for (const [j, product] of products.entries()) {
        expect(firstDifference(product(), alone[j] ?? like), String(SHAPES[j])).toBe(-1);
      }
    }
  },
  90_000,
);

test("a thread that does not start is not waited for", () => {
  setThreadHost(() => {
    throw new Error("no threads here");
  });
  expect(sharedFor(2 ** 30)).toBeNull();
  setThreadHost(() => undefined);
  expect(sharedFor(2 ** 30)).toBeNull();
});
