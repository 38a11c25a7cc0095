// The tables are what torch.result_type of PyTorch 1.13.1 gives, for the dtypes in the order of `dtypes`.

import { expect, it } from "vitest";
import { dtypes } from "../../../src/engine/tensor/dtype";
import { resultType, resultTypeScalar } from "../../../src/engine/tensor/promotion";
import { empty, wrapNumber } from "../../../src/engine/tensor/raw";

const tensors = `
f32 f64 f32 f32 f32 f32 f32 f32 f32 f32
f64 f64 f64 f64 f64 f64 f64 f64 f64 f64
f32 f64 f16 f32 f16 f16 f16 f16 f16 f16
f32 f64 f32 bf16 bf16 bf16 bf16 bf16 bf16 bf16
f32 f64 f16 bf16 i64 i64 i64 i64 i64 i64
f32 f64 f16 bf16 i64 i32 i32 i32 i32 i32
f32 f64 f16 bf16 i64 i32 i16 i16 i16 i16
f32 f64 f16 bf16 i64 i32 i16 i8 i16 i8
f32 f64 f16 bf16 i64 i32 i16 i16 u8 u8
f32 f64 f16 bf16 i64 i32 i16 i8 u8 bool
`;

const withZeroDim = `
f32 f32 f32 f32 f32 f32 f32 f32 f32 f32
f64 f64 f64 f64 f64 f64 f64 f64 f64 f64
f16 f16 f16 f16 f16 f16 f16 f16 f16 f16
bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16
f32 f64 f16 bf16 i64 i64 i64 i64 i64 i64
f32 f64 f16 bf16 i32 i32 i32 i32 i32 i32
f32 f64 f16 bf16 i16 i16 i16 i16 i16 i16
f32 f64 f16 bf16 i8 i8 i8 i8 i8 i8
f32 f64 f16 bf16 u8 u8 u8 u8 u8 u8
f32 f64 f16 bf16 i64 i32 i16 i8 u8 bool
`;

/** With True, 1 and 1.0. */
const withNumbers = `
f32 f32 f32
f64 f64 f64
f16 f16 f16
bf16 bf16 bf16
i64 i64 f32
i32 i32 f32
i16 i16 f32
i8 i8 f32
u8 u8 f32
bool i64 f32
`;

function rows(cell: (row: number) => string[]): string {
  return `\n${dtypes.map((_, row) => cell(row).join(" ")).join("\n")}\n`;
}

it("promotes tensors with dimensions as PyTorch does", () => {
  const made = dtypes.map((dtype) => empty([1], dtype));
  expect(rows((row) => made.map((b) => resultType(made[row] ?? b, b).short))).toBe(tensors);
});

it("lets a tensor without dimensions decide only by its category", () => {
  const made = dtypes.map((dtype) => empty([1], dtype));
  const zeroDim = dtypes.map((dtype) => empty([], dtype));
  expect(rows((row) => zeroDim.map((b) => resultType(made[row] ?? b, b).short))).toBe(withZeroDim);
});

it("lets a Python number decide only by its category, wrapped or not", () => {
  const numbers = [true, 1n, 1.0] as const;
  const made = dtypes.map((dtype) => empty([1], dtype));
  const of = (row: number) => made[row] ?? empty([1], dtypes[0] ?? expect.fail());
  expect(rows((row) => numbers.map((n) => resultTypeScalar(of(row), n).short))).toBe(withNumbers);
  expect(rows((row) => numbers.map((n) => resultType(of(row), wrapNumber(n)).short))).toBe(withNumbers);
});
