// addcmul and addcdiv: what adaptive optimisers are made of. Follows aten/src/ATen/native/PointwiseOps.cpp and
// cpu/PointwiseOpsKernel.cpp; where they round is measured: value·tensor1 once, and the product with tensor2 goes into
// the sum unrounded (a fused multiply-add), the quotient rounded.

import { runtimeError } from "../errors";
import * as kernels from "../kernels/ternary";
import { bool, float16, float64 } from "../tensor/dtype";
import { resultTypeOf, type Scalar } from "../tensor/promotion";
import { cast, wrapNumber } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { add, div, mul, neg } from "./arithmetic";
import { conj } from "./conjugation";
import { type Op, op } from "./declare";
import { ternary } from "./elementwise";
import { checkKernel, elementFor } from "./kernel-dtypes";

type ScaledOp = Op<[self: Tensor, tensor1: Tensor, tensor2: Tensor, value?: Scalar], Tensor>;

export const addcmul: ScaledOp = op(
  "addcmul(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor",
  {
    complex: true,
    doc: "self + value · tensor1 · tensor2",
    inplace: true,
    forward: (self, tensor1, tensor2, value) => {
      const dtype = resultTypeOf([self, tensor1, tensor2], []);
      checkKernel("addcmul_cpu_out", dtype, bool, float16);
      if (dtype.isComplex) {
        return add.forward(self, mul.forward(mul.forward(cast(tensor1, dtype), wrapNumber(value)), tensor2), 1n);
      }
      if (!dtype.isFloatingPoint) {
        const factor = BigInt(elementFor(value, dtype));
        return add.forward(self, mul.forward(mul.forward(tensor1, wrapNumber(factor)), tensor2), 1n);
      }
      return ternary(self, tensor1, tensor2, dtype, kernels.addcmul(Number(value), dtype !== float64));
    },
    backward: {
      self: (g) => g,
      tensor1: {
        uses: ["tensor2", "value"],
        grad: (g, s) => mul(g, conj(mul(s.tensor("tensor2"), wrapNumber(s.scalar("value"))))),
      },
      tensor2: {
        uses: ["tensor1", "value"],
        grad: (g, s) => mul(g, conj(mul(s.tensor("tensor1"), wrapNumber(s.scalar("value"))))),
      },
    },
    samples: [
      "torch.addcmul(c, c.conj(), x, value=2j)",
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
      "(x * 1).addcmul_(y, p, value=-0.7)",
      "torch.addcmul(i, x, i)",
      "i.addcmul_(x.detach(), i)",
      "v.addcmul_(x, y)",
      "torch.addcmul(x, w, y)",
      "torch.addcmul(i, i, n, value=0.5)",
    ],
  },
);

const integerQuotient =
  "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 / tensor2), for all dtypes.";

export const addcdiv: ScaledOp = op(
  "addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor",
  {
    complex: true,
    doc: "self + value · tensor1 / tensor2",
    inplace: true,
    forward: (self, tensor1, tensor2, value) => {
      if (!tensor1.dtype.isDifferentiable && !tensor2.dtype.isDifferentiable) throw runtimeError(integerQuotient);
      const dtype = resultTypeOf([self, tensor1, tensor2], []);
      checkKernel("addcdiv_cpu_out", dtype, float16);
      if (dtype.isComplex) {
        return add.forward(self, div.forward(mul.forward(cast(tensor1, dtype), wrapNumber(value)), tensor2), 1n);
      }
      return ternary(self, tensor1, tensor2, dtype, kernels.addcdiv(Number(value), dtype !== float64));
    },
    backward: {
      self: (g) => g,
      tensor1: {
        uses: ["tensor2", "value"],
        grad: (g, s) => mul(g, conj(div(wrapNumber(s.scalar("value")), s.tensor("tensor2")))),
      },
      tensor2: {
        // d(v·a/b)/db = −v·a/b²
        uses: ["tensor1", "tensor2", "value"],
        grad: (g, s) => {
          const b = s.tensor("tensor2");
          const numerator = mul(s.tensor("tensor1"), wrapNumber(s.scalar("value")));
          return mul(neg(g), conj(div(numerator, mul(b, b))));
        },
      },
    },
    samples: [
      "torch.addcdiv(c, cv, p, value=2)",
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
      "(x * 1).addcdiv_(y, p, value=-0.7)",
    ],
  },
);
