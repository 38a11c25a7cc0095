// addcmul and addcdiv: what adaptive optimisers are made of. Follows aten/src/ATen/native/PointwiseOps.cpp and
// cpu/PointwiseOpsKernel.cpp; where they round is measured: value·tensor1 once, and the product with tensor2 goes into
// the sum unrounded (a fused multiply-add), the quotient rounded.

import { runtimeError } from "../errors";
import type { FloatArray } from "../kernels/arrays";
import { bool, type DType, float32 } from "../tensor/dtype";
import { resultTypeOf, type Scalar } from "../tensor/promotion";
import { broadcastTo, cast, copyInto, emptyStrided, wrapNumber } from "../tensor/raw";
import { broadcastShapes, elementwiseStrides, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, div, mul, neg } from "./arithmetic";
import { type Op, op } from "./declare";
import { computeDType, floats } from "./elementwise";

/** out[i] = f(a[i], b[i], c[i]), n of them from the offsets. */
type TernaryKernel = (
  out: FloatArray,
  a: FloatArray,
  ai: number,
  b: FloatArray,
  bi: number,
  c: FloatArray,
  ci: number,
  n: number,
) => void;

function addProduct32(value: number): TernaryKernel {
  const factor = Math.fround(value);
  return (out, a, ai, b, bi, c, ci, n) => {
    // Reads are within bounds by the caller's counts.
    for (let i = 0; i < n; i++) {
      out[i] = (a[ai + i] as number) + Math.fround(factor * (b[bi + i] as number)) * (c[ci + i] as number);
    }
  };
}

function addProduct64(value: number): TernaryKernel {
  return (out, a, ai, b, bi, c, ci, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[ai + i] as number) + value * (b[bi + i] as number) * (c[ci + i] as number);
  };
}

function addQuotient32(value: number): TernaryKernel {
  const factor = Math.fround(value);
  return (out, a, ai, b, bi, c, ci, n) => {
    for (let i = 0; i < n; i++) {
      const quotient = Math.fround(Math.fround(factor * (b[bi + i] as number)) / (c[ci + i] as number));
      out[i] = (a[ai + i] as number) + quotient;
    }
  };
}

function addQuotient64(value: number): TernaryKernel {
  return (out, a, ai, b, bi, c, ci, n) => {
    for (let i = 0; i < n; i++) {
      out[i] = (a[ai + i] as number) + (value * (b[bi + i] as number)) / (c[ci + i] as number);
    }
  };
}

/** The three broadcast to one shape, laid out alike, through the kernel. */
function ternary(a: Tensor, b: Tensor, c: Tensor, dtype: DType, kernel: TernaryKernel): Tensor {
  const compute = computeDType(dtype);
  const shape = broadcastShapes(broadcastShapes(a.shape, b.shape), c.shape);
  const operands = [a, b, c].map((t) => broadcastTo(cast(t, compute), shape));
  const strides = elementwiseStrides(
    shape,
    operands.map((t) => t.strides),
  );
  const laidOut = operands.map((t) => (sameShape(t.strides, strides) ? t : copyAs(t, strides)));
  const [x = a, y = b, z = c] = laidOut;
  const result = emptyStrided(shape, strides, compute);
  kernel(floats(result), floats(x), x.offset, floats(y), y.offset, floats(z), z.offset, result.numel);
  return dtype === compute ? result : cast(result, dtype);
}

function copyAs(t: Tensor, strides: readonly number[]): Tensor {
  const copy = emptyStrided(t.shape, strides, t.dtype);
  copyInto(copy, t);
  return copy;
}

type ScaledOp = Op<[self: Tensor, tensor1: Tensor, tensor2: Tensor, value?: Scalar], Tensor>;

export const addcmul: ScaledOp = op(
  "addcmul(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor",
  {
    doc: "self + value · tensor1 · tensor2",
    inplace: true,
    forward: (self, tensor1, tensor2, value) => {
      const dtype = resultTypeOf([self, tensor1, tensor2], []);
      if (dtype === bool) throw runtimeError(`"addcmul_cpu_out" not implemented for 'Bool'`);
      if (!dtype.isFloatingPoint) {
        const factor = typeof value === "number" ? BigInt(Math.trunc(value)) : value;
        return add.forward(self, mul.forward(mul.forward(tensor1, wrapNumber(factor)), tensor2), 1n);
      }
      const number = Number(value);
      const kernel = computeDType(dtype) === float32 ? addProduct32(number) : addProduct64(number);
      return ternary(self, tensor1, tensor2, dtype, kernel);
    },
    backward: {
      self: (g) => g,
      tensor1: {
        uses: ["tensor2", "value"],
        grad: (g, s) => mul(g, mul(s.tensor("tensor2"), wrapNumber(s.scalar("value")))),
      },
      tensor2: {
        uses: ["tensor1", "value"],
        grad: (g, s) => mul(g, mul(s.tensor("tensor1"), wrapNumber(s.scalar("value")))),
      },
    },
    samples: [
      "torch.addcmul(x, y, p)",
      "torch.addcmul(x, y, p, value=0.1)",
      "x.addcmul(v, one, value=-2)",
      "torch.addcmul(v, x, y)",
      "torch.addcmul(nc, x.t().t(), p)",
      "torch.addcmul(d, x, p, value=0.3)",
      "torch.addcmul(n, n, i, value=2)",
      "torch.addcmul(z, z, z, value=0.5)",
      "torch.addcmul(e, e, e)",
      "torch.addcmul(s, s, s)",
      "torch.addcmul(x.t(), y.t(), p.t(), value=0.7)",
      "torch.addcmul(x, y, ex)",
      "torch.addcmul(m, m, m)",
    ],
  },
);

const integerQuotient =
  "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 / tensor2), for all dtypes.";

export const addcdiv: ScaledOp = op(
  "addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor",
  {
    doc: "self + value · tensor1 / tensor2",
    inplace: true,
    forward: (self, tensor1, tensor2, value) => {
      if (!tensor1.dtype.isFloatingPoint && !tensor2.dtype.isFloatingPoint) throw runtimeError(integerQuotient);
      const dtype = resultTypeOf([self, tensor1, tensor2], []);
      const number = Number(value);
      const kernel = computeDType(dtype) === float32 ? addQuotient32(number) : addQuotient64(number);
      return ternary(self, tensor1, tensor2, dtype, kernel);
    },
    backward: {
      self: (g) => g,
      tensor1: {
        uses: ["tensor2", "value"],
        grad: (g, s) => mul(g, div(wrapNumber(s.scalar("value")), s.tensor("tensor2"))),
      },
      tensor2: {
        // d(v·a/b)/db = −v·a/b²
        uses: ["tensor1", "tensor2", "value"],
        grad: (g, s) => {
          const b = s.tensor("tensor2");
          const numerator = mul(s.tensor("tensor1"), wrapNumber(s.scalar("value")));
          return mul(neg(g), div(numerator, mul(b, b)));
        },
      },
    },
    samples: [
      "torch.addcdiv(x, y, p)",
      "torch.addcdiv(x, y, p, value=0.1)",
      "x.addcdiv(v, one, value=-2)",
      "torch.addcdiv(v, x, p)",
      "torch.addcdiv(nc, x, p)",
      "torch.addcdiv(d, x, p, value=0.3)",
      "torch.addcdiv(z, z, p.reshape(-1)[:6], value=0.5)",
      "torch.addcdiv(e, e, e)",
      "torch.addcdiv(s, s, s)",
      "torch.addcdiv(x.t(), y.t(), p.t(), value=0.7)",
      "torch.addcdiv(n, n, n)",
      "torch.addcdiv(i, x, p)",
    ],
  },
);
