// The tables are what torch.result_type of PyTorch 1.13.1 gives, for the dtypes in the order of `dtypes`.

import { beforeEach, expect, it } from "vitest";
import { UnsupportedError } from "../../../src/engine/errors";
import { Complex } from "../../../src/engine/tensor/complex";
import { type DType, dtypes, float32 } from "../../../src/engine/tensor/dtype";
import { resultType, resultTypeScalar, setDefaultDType } from "../../../src/engine/tensor/promotion";
import { empty, wrapNumber } from "../../../src/engine/tensor/raw";

const tensors = `
f32 f64 f32 f32 f32 f32 f32 f32 f32 f32 c64 c128
f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 c128 c128
f32 f64 f16 f32 f16 f16 f16 f16 f16 f16 c64 c128
f32 f64 f32 bf16 bf16 bf16 bf16 bf16 bf16 bf16 c64 c128
f32 f64 f16 bf16 i64 i64 i64 i64 i64 i64 c64 c128
f32 f64 f16 bf16 i64 i32 i32 i32 i32 i32 c64 c128
f32 f64 f16 bf16 i64 i32 i16 i16 i16 i16 c64 c128
f32 f64 f16 bf16 i64 i32 i16 i8 i16 i8 c64 c128
f32 f64 f16 bf16 i64 i32 i16 i16 u8 u8 c64 c128
f32 f64 f16 bf16 i64 i32 i16 i8 u8 bool c64 c128
c64 c128 c64 c64 c64 c64 c64 c64 c64 c64 c64 c128
c128 c128 c128 c128 c128 c128 c128 c128 c128 c128 c128 c128
`;

const withZeroDim = `
f32 f32 f32 f32 f32 f32 f32 f32 f32 f32 c64 c64
f64 f64 f64 f64 f64 f64 f64 f64 f64 f64 c128 c128
f16 f16 f16 f16 f16 f16 f16 f16 f16 f16 c32 c32
bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16 bf16 c64 c64
f32 f64 f16 bf16 i64 i64 i64 i64 i64 i64 c64 c128
f32 f64 f16 bf16 i32 i32 i32 i32 i32 i32 c64 c128
f32 f64 f16 bf16 i16 i16 i16 i16 i16 i16 c64 c128
f32 f64 f16 bf16 i8 i8 i8 i8 i8 i8 c64 c128
f32 f64 f16 bf16 u8 u8 u8 u8 u8 u8 c64 c128
f32 f64 f16 bf16 i64 i32 i16 i8 u8 bool c64 c128
c64 c64 c64 c64 c64 c64 c64 c64 c64 c64 c64 c64
c128 c128 c128 c128 c128 c128 c128 c128 c128 c128 c128 c128
`;

/** With True, 1, 1.0 and 1j. */
const withNumbers = `
f32 f32 f32 c64
f64 f64 f64 c128
f16 f16 f16 c32
bf16 bf16 bf16 c64
i64 i64 f32 c64
i32 i32 f32 c64
i16 i16 f32 c64
i8 i8 f32 c64
u8 u8 f32 c64
bool i64 f32 c64
c64 c64 c64 c64
c128 c128 c128 c128
`;

/** PyTorch's complex32 is refused here. */
function short(find: () => DType): string {
  try {
    return find().short;
  } catch (error) {
    if (error instanceof UnsupportedError) return "c32";
    throw error;
  }
}

function rows(cell: (row: number) => string[]): string {
  return `\n${dtypes.map((_, row) => cell(row).join(" ")).join("\n")}\n`;
}

// Another file of tests may have set another one in the same process.
beforeEach(() => setDefaultDType(float32));

it("promotes tensors with dimensions as PyTorch does", () => {
  const made = dtypes.map((dtype) => empty([1], dtype));
  expect(rows((row) => made.map((b) => short(() => resultType(made[row] ?? b, b))))).toBe(tensors);
});

it("lets a tensor without dimensions decide only by its category", () => {
  const made = dtypes.map((dtype) => empty([1], dtype));
  const zeroDim = dtypes.map((dtype) => empty([], dtype));
  expect(rows((row) => zeroDim.map((b) => short(() => resultType(made[row] ?? b, b))))).toBe(withZeroDim);
});

it("lets a Python number decide only by its category, wrapped or not", () => {
  const numbers = [true, 1n, 1.0, new Complex(0, 1)] as const;
  const made = dtypes.map((dtype) => empty([1], dtype));
  const of = (row: number) => made[row] ?? empty([1], dtypes[0] ?? expect.fail());
  expect(rows((row) => numbers.map((n) => short(() => resultTypeScalar(of(row), n))))).toBe(withNumbers);
  expect(rows((row) => numbers.map((n) => short(() => resultType(of(row), wrapNumber(n)))))).toBe(withNumbers);
});
