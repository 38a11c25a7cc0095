import { afterAll, expect, test } from "vitest";
import { add } from "../../../../src/engine/kernels/binary";
import { cascadeSum } from "../../../../src/engine/kernels/cascade-sum";
import { type Matrix, matmul } from "../../../../src/engine/kernels/matmul";
import { softmax } from "../../../../src/engine/kernels/softmax";
import { exp32 } from "../../../../src/engine/kernels/unary";
import { kernelsFor, useKernels } from "../../../../src/engine/kernels/wasm/module";
import { numbersLike } from "./bits";

afterAll(() => useKernels(true));

const floats = new Float32Array(0);

function megabytes(): number {
  return (kernelsFor(1)?.memory.buffer.byteLength ?? Number.NaN) / 2 ** 20;
}

function square(n: number): Matrix {
  return { data: numbersLike(floats, n * n, n), start: 0, rowStep: n, columnStep: 1 };
}

test("the kernels' memory is the same after a thousand steps as after one", () => {
  useKernels(true);
  const [a, b] = [square(64), square(64)];
  const out = new Float32Array(64 * 64);
  const step = () => {
    matmul(out, 0, a, b, 64, 64, 64);
    exp32(out, out, 0, out.length);
    add(out, 0, out, 0, 1, a.data, 0, 1, out.length);
    softmax(out, out, 0, 64, 64, 1);
    cascadeSum(new Float32Array(64), out, [0, 64, 128], 64, 1);
  };
  step();
  const once = megabytes();
  for (let i = 0; i < 1000; i++) step();
  expect(megabytes()).toBe(once);
});

test("operands of any size are taken in pieces", () => {
  useKernels(true);
  const length = 3_000_000;
  const a = new Float32Array(length);
  exp32(a, a, 0, length);
  add(a, 0, a, 0, 1, a, 0, 1, length);
  cascadeSum(new Float32Array(1), a, [0], length, 1);
  expect(megabytes()).toBeLessThan(2);
  const wide: Matrix = { data: a, start: 0, rowStep: 1, columnStep: 3 };
  matmul(new Float32Array(9), 0, wide, { ...wide, rowStep: 3, columnStep: 1 }, 3, length / 3, 3);
  expect(megabytes()).toBeLessThan(64);
});
