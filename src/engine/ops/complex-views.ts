// Complex tensors seen as real ones and the other way round, their parts, and conjugates written out.
// Follows aten/src/ATen/native/{ComplexHelper.h,UnaryOps.cpp} and derivatives.yaml.

import { runtimeError, UnsupportedError } from "../errors";
import { complexOf } from "../tensor/complex";
import { float16, float32, float64 } from "../tensor/dtype";
import { partsOf } from "../tensor/raw";
import { Tensor } from "../tensor/tensor";
import { conj, conjPhysical, negView } from "./conjugation";
import { type Op, op } from "./declare";
import { select } from "./slicing";
import { clone, contiguous } from "./views";

type OfOne = Op<[self: Tensor], Tensor>;

export const viewAsReal: OfOne = op("view_as_real(Tensor(a) self) -> Tensor(a)", {
  doc: "The same memory as reals, with a last dimension [real, imaginary]",
  view: true,
  forms: ["torch"],
  forward: (self) => {
    if (!self.dtype.isComplex) throw runtimeError("view_as_real is only supported for complex tensors");
    if (self.isConj) {
      throw runtimeError(
        "view_as_real doesn't work on unresolved conjugated tensors.  To resolve the conjugate tensor so you can view it as real, use self.resolve_conj(); however, be warned that the resulting tensor will NOT alias the original.",
      );
    }
    const parts = partsOf(self);
    parts.isNeg = self.isNeg;
    return parts;
  },
  backward: { self: (g) => viewAsComplex(contiguous(g)) },
  samples: [
    "torch.view_as_real(c)",
    "torch.view_as_real(c.t())",
    "torch.view_as_real(x)",
    "torch.view_as_real(c[0, 1])",
  ],
});

export const viewAsComplex: OfOne = op("view_as_complex(Tensor(a) self) -> Tensor(a)", {
  doc: "The same memory as complex numbers: the last dimension holds [real, imaginary]",
  view: true,
  forms: ["torch"],
  forward: (self) => {
    const { dtype, shape, strides } = self;
    if (dtype !== float32 && dtype !== float64 && dtype !== float16) {
      throw runtimeError(
        `view_as_complex is only supported for half, float and double tensors, but got a tensor of scalar type: ${dtype.scalarName}`,
      );
    }
    if (dtype === float16) throw new UnsupportedError("torch.complex32");
    const last = self.dim - 1;
    if (last < 0) throw runtimeError("Input tensor must have one or more dimensions");
    if (shape[last] !== 2) throw runtimeError("Tensor must have a last dimension of size 2");
    if (strides[last] !== 1) throw runtimeError("Tensor must have a last dimension with stride 1");
    const outer = strides.slice(0, last);
    if (outer.some((stride, d) => stride % 2 !== 0 && shape[d] !== undefined)) {
      throw runtimeError("Tensor must have a stride divisible by 2 for all but last dimension");
    }
    if (self.offset % 2 !== 0) throw runtimeError("Tensor must have a storage_offset divisible by 2");
    const result = new Tensor(
      self.storage,
      complexOf(dtype),
      shape.slice(0, last),
      outer.map((stride) => stride / 2),
      self.offset / 2,
    );
    result.isNeg = self.isNeg;
    return result;
  },
  backward: { self: (g) => viewAsReal(resolveConj(contiguous(g))) },
  samples: [
    "torch.view_as_complex(torch.stack([x, y], -1))",
    "torch.view_as_complex(x)",
    "torch.view_as_complex(torch.zeros(3, 2, dtype=torch.int64))",
    "torch.view_as_complex(s)",
    "torch.view_as_complex(torch.zeros(2, 3).t())",
    "torch.view_as_complex(torch.zeros(5)[1:].view(2, 2))",
  ],
});

export const real: OfOne = op("real(Tensor(a) self) -> Tensor(a)", {
  doc: "The real part, as a view; self itself where it is real",
  forms: ["torch"],
  composite: (self) => {
    if (!self.dtype.isComplex) return self;
    return select(viewAsReal(self.isConj ? conj(self) : self), -1, 0);
  },
  samples: ["torch.real(x)", "torch.real(i)", "torch.real(c)", "c.conj().real", "c.t().real"],
});

export const imag: OfOne = op("imag(Tensor(a) self) -> Tensor(a)", {
  doc: "The imaginary part, as a view: an error for real tensors",
  forms: ["torch"],
  composite: (self) => {
    if (!self.dtype.isComplex) throw runtimeError("imag is not implemented for tensors with non-complex dtypes.");
    return select(self.isConj ? negView(viewAsReal(conj(self))) : viewAsReal(self), -1, 1);
  },
  samples: ["torch.imag(x)", "torch.imag(c)", "c.conj().imag", "c.t().imag * 2"],
});

export const resolveConj: OfOne = op("resolve_conj(Tensor(a) self) -> Tensor(a)", {
  doc: "self with its conjugation written out; self itself where there is none",
  composite: (self) => (self.isConj ? clone(self) : self),
  samples: ["torch.resolve_conj(x)", "torch.resolve_conj(i)", "c.conj().resolve_conj()"],
});

export const resolveNeg: OfOne = op("resolve_neg(Tensor(a) self) -> Tensor(a)", {
  doc: "self with its negation written out; self itself where there is none",
  composite: (self) => (self.isNeg ? clone(self) : self),
  samples: ["torch.resolve_neg(x)", "torch.resolve_neg(i)", "c.conj().imag.resolve_neg()"],
});

op<[self: Tensor], Tensor>("conj_physical(Tensor self) -> Tensor", {
  doc: "The conjugate, written out; self itself where it is real",
  complex: true,
  out: true,
  composite: (self) => (self.dtype.isComplex ? conjPhysical(self) : self),
  samples: ["x.conj_physical()", "torch.conj_physical(i)", "c.conj_physical()", "c.conj().conj_physical()"],
});
