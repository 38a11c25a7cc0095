// Elementwise ops of three tensors: lerp by a tensor of weights, clamp between tensors. addcmul and addcdiv are in
// scaled-products.ts. Follows aten/src/ATen/native/{Lerp,TensorCompare}.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import * as kernels from "../kernels/ternary";
import { bool, type DType, float16, float64, int64 } from "../tensor/dtype";
import { resultTypeOf } from "../tensor/promotion";
import { cast, isSafe, wrapNumber } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { add, mul, sub } from "./arithmetic";
import { ge, gt, le, logicalAnd, logicalOr, lt, maximum, minimum } from "./comparison";
import { conj } from "./conjugation";
import { type Op, op } from "./declare";
import { ternary } from "./elementwise";
import { checkKernel, plainName } from "./kernel-dtypes";
import { where } from "./masking";
import { oneMinus } from "./pointwise";

function isSingle(dtype: DType): boolean {
  return dtype !== float64;
}

function checkLerp(self: Tensor, end: Tensor, weight: Tensor): void {
  for (const [other, name] of [
    [end, "end"],
    [weight, "weight"],
  ] as const) {
    if (self.dtype !== other.dtype) {
      throw runtimeError(
        `expected dtype ${typeName(self.dtype)} for \`${name}\` but got dtype ${typeName(other.dtype)}`,
      );
    }
  }
  if (!self.dtype.isDifferentiable || self.dtype === float16) {
    throw runtimeError(`"lerp_kernel_tensor" not implemented for '${self.dtype.scalarName}'`);
  }
}

/** A dtype as C++ names its type. */
function typeName(dtype: DType): string {
  if (dtype === int64) return "long int";
  return dtype.name === "uint8" || dtype.isComplex ? plainName(dtype) : dtype.scalarName.toLowerCase();
}

export const lerpTensor: Op<[self: Tensor, end: Tensor, weight: Tensor], Tensor> = op(
  "lerp.Tensor(Tensor self, Tensor end, Tensor weight) -> Tensor",
  {
    complex: true,
    doc: "Between self and end: self + weight · (end - self)",
    inplace: true,
    node: 1,
    forward: (self, end, weight) => {
      checkLerp(self, end, weight);
      if (self.dtype.isComplex) return add.forward(self, mul.forward(weight, sub.forward(end, self, 1n)), 1n);
      return ternary(self, end, weight, self.dtype, kernels.lerp(isSingle(self.dtype)));
    },
    backward: {
      self: { uses: ["weight"], grad: (g, s) => mul(g, conj(oneMinus(s.tensor("weight")))) },
      end: { uses: ["weight"], grad: (g, s) => mul(g, conj(s.tensor("weight"))) },
      weight: { uses: ["end", "self"], grad: (g, s) => mul(g, conj(sub(s.tensor("end"), s.tensor("self")))) },
    },
    samples: [
      "torch.lerp(c, c.conj(), c)",
      "torch.lerp(x, y, q)",
      "x.lerp(v, p)",
      "torch.lerp(x, y, s)",
      "(x * 1).lerp_(y, q)",
      "torch.lerp(x, y, d)",
      "torch.lerp(x, d, p)",
      "torch.lerp(i, i, i)",
      "torch.lerp(x.t(), y.t(), q.t())",
    ],
  },
);

// ---- clamp between tensors

function clampValues(self: Tensor, min: Tensor | null, max: Tensor | null): Tensor {
  if (min === null && max === null) {
    throw runtimeError("torch.clamp: At least one of 'min' or 'max' must not be None");
  }
  if (min !== null && max !== null) {
    const dtype = resultTypeOf([self, min, max], []);
    checkKernel("clamp_cpu", dtype, bool, float16);
    if (dtype.isFloatingPoint || [self, min, max].every((t) => t.dtype !== int64 || isSafe(t))) {
      const compute = dtype.isFloatingPoint ? dtype : float64;
      return cast(ternary(self, min, max, compute, kernels.clamp), dtype);
    }
    return minimum.forward(maximum.forward(self, min), max);
  }
  return min !== null ? maximum.forward(self, min) : minimum.forward(self, max ?? self);
}

function keep(condition: Tensor, g: Tensor): Tensor {
  return where(condition, g, wrapNumber(0));
}

export const clampTensor: Op<[self: Tensor, min?: Tensor | null, max?: Tensor | null], Tensor> = op(
  "clamp.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor",
  {
    doc: "Limited to between min and max, elementwise",
    aliases: ["clip"],
    inplace: true,
    forward: clampValues,
    backward: {
      self: {
        uses: ["max", "min", "self"],
        grad: (g, s) => {
          const [x, min, max] = [s.tensor("self"), s.optionalTensor("min"), s.optionalTensor("max")];
          if (min === null) return max === null ? g : keep(le(x, max), g);
          return keep(max === null ? ge(x, min) : logicalAnd(ge(x, min), le(x, max)), g);
        },
      },
      min: {
        uses: ["max", "min", "self"],
        grad: (g, s) => {
          const [x, min, max] = [s.tensor("self"), s.optionalTensor("min"), s.optionalTensor("max")];
          if (min === null) return null;
          return keep(max === null ? lt(x, min) : logicalAnd(lt(min, max), lt(x, min)), g);
        },
      },
      max: {
        uses: ["max", "min", "self"],
        grad: (g, s) => {
          const [x, min, max] = [s.tensor("self"), s.optionalTensor("min"), s.optionalTensor("max")];
          if (max === null) return null;
          return keep(min === null ? gt(x, max) : logicalOr(gt(x, max), lt(max, min)), g);
        },
      },
    },
    samples: [
      "torch.clamp(x, y, p)",
      "x.clamp(min=y)",
      "x.clamp(max=v)",
      "torch.clip(x, v, one)",
      "(x * 1).clamp_(y, p)",
      "torch.clamp(i, n, i)",
      "torch.clamp(i, x.detach(), p.detach())",
      "torch.clamp(z, z.flip(0), s)",
      "torch.clamp(m, m)",
      "torch.clamp(i, torch.tensor(2), torch.tensor(6))",
      "torch.clamp(x.t(), y.t(), p.t())",
    ],
  },
);

export const clampMinTensor: Op<[self: Tensor, min: Tensor], Tensor> = op(
  "clamp_min.Tensor(Tensor self, Tensor min) -> Tensor",
  {
    noComplex: "maximum_cpu",
    doc: "Not less than min, elementwise",
    inplace: true,
    node: 1,
    forward: (self, min) => maximum.forward(self, min),
    backward: {
      self: { uses: ["min", "self"], grad: (g, s) => keep(ge(s.tensor("self"), s.tensor("min")), g) },
      min: { uses: ["min", "self"], grad: (g, s) => keep(lt(s.tensor("self"), s.tensor("min")), g) },
    },
    samples: ["x.clamp_min(y)", "torch.clamp_min(i, torch.tensor(3))", "x.clamp_min_(v)"],
  },
);

export const clampMaxTensor: Op<[self: Tensor, max: Tensor], Tensor> = op(
  "clamp_max.Tensor(Tensor self, Tensor max) -> Tensor",
  {
    noComplex: "minimum_cpu",
    doc: "Not more than max, elementwise",
    inplace: true,
    node: 1,
    forward: (self, max) => minimum.forward(self, max),
    backward: {
      self: { uses: ["max", "self"], grad: (g, s) => keep(le(s.tensor("self"), s.tensor("max")), g) },
      max: { uses: ["max", "self"], grad: (g, s) => keep(gt(s.tensor("self"), s.tensor("max")), g) },
    },
    samples: ["x.clamp_max(y)", "torch.clamp_max(x, s)"],
  },
);
