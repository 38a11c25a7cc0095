// Ops that write a tensor whole: zero_, fill_. Random filling is in random.ts.

import { runtimeError } from "../errors";
import type { Scalar } from "../tensor/promotion";
import { copyInto, fill, filled, readElement } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { checkFits } from "./kernel-dtypes";

export const zero_: Op<[self: Tensor], Tensor> = op("zero_(Tensor(a!) self) -> Tensor(a!)", {
  complex: true,
  doc: "Writes 0 everywhere",
  forms: ["Tensor"],
  node: "ZeroBackward0",
  forward: (self) => {
    fill(self, 0n);
    return self;
  },
  backward: { self: (g) => filled(g.shape, 0, g.dtype) },
  samples: ["(x * 1).zero_()", "i.clone().zero_()"],
});

export const fill_: Op<[self: Tensor, value: Scalar], Tensor> = op(
  "fill_.Scalar(Tensor(a!) self, Scalar value) -> Tensor(a!)",
  {
    complex: true,
    doc: "Writes value everywhere",
    forms: ["Tensor"],
    node: "FillBackward2",
    forward: (self, value) => {
      checkFits(value, self.dtype);
      fill(self, value);
      return self;
    },
    backward: { self: (g) => filled(g.shape, 0, g.dtype) },
    samples: [
      "c.clone().fill_(1 + 2j)",
      "c.clone().fill_(3)",
      "x.detach().clone().fill_(1j)",
      "(x * 1).fill_(2.5)",
      "i.clone().fill_(7)",
    ],
  },
);

export const fillTensor_: Op<[self: Tensor, value: Tensor], Tensor> = op(
  "fill_.Tensor(Tensor(a!) self, Tensor value) -> Tensor(a!)",
  {
    complex: true,
    doc: "Writes the one element of value everywhere",
    forms: ["Tensor"],
    node: "FillBackward3",
    forward: (self, value) => {
      if (value.dim !== 0) {
        throw runtimeError(`fill_ only supports 0-dimension value tensor but got tensor with ${value.dim} dimensions.`);
      }
      if (value.dtype.isComplex) checkFits(readElement(value, value.offset), self.dtype);
      copyInto(self, value);
      return self;
    },
    backward: {
      self: (g) => filled(g.shape, 0, g.dtype),
      // The walk sums it to the one element.
      value: (g) => g,
    },
    samples: ["(x * 1).fill_(s)"],
  },
);
