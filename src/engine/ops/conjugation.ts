// Conjugation, which is lazy: conj of a complex tensor is a view that says of itself that it is to be conjugated, and so
// is the negative that the imaginary part of such a view is. Who computes with one gets it written out (see
// complex-arguments.ts). Real tensors are their own conjugates. Follows aten/src/ATen/native/UnaryOps.cpp.

import * as complexKernels from "../kernels/complex/loops";
import { withoutHistory } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";
import { complexUnary } from "./elementwise";

type OfOne = Op<[self: Tensor], Tensor>;

const lazyConj: OfOne = op("_conj(Tensor(a) self) -> Tensor(a)", {
  doc: "The conjugate of a complex tensor, as a view",
  forms: [],
  view: true,
  forward: (self) => {
    const view = withoutHistory(self);
    view.isConj = !self.isConj;
    return view;
  },
  backward: { self: (g) => conj(g) },
  samples: [],
});

export const conj: OfOne = op("conj(Tensor(a) self) -> Tensor(a)", {
  doc: "The conjugate, as a view; self itself where it is real",
  composite: (self) => (self.dtype.isComplex ? lazyConj(self) : self),
  samples: ["torch.conj(x)", "torch.conj(i)", "c.conj()", "c.conj().conj()", "torch.conj(c * 2)", "c.t().conj()[1:]"],
});

export const negView: OfOne = op("_neg_view(Tensor(a) self) -> Tensor(a)", {
  doc: "The negative, as a view",
  forms: ["Tensor", "torch"],
  view: true,
  forward: (self) => {
    const view = withoutHistory(self);
    view.isNeg = !self.isNeg;
    return view;
  },
  backward: { self: (g) => negView(g) },
  samples: ["x.detach()._neg_view()", "c._neg_view()"],
});

export const conjPhysical: OfOne = op("_conj_physical(Tensor self) -> Tensor", {
  doc: "The conjugate of a complex tensor, written out",
  forms: [],
  complex: true,
  forward: (self) => complexUnary(self, self.dtype, complexKernels.conjugate),
  backward: { self: (g) => conj(g) },
  samples: [],
});
