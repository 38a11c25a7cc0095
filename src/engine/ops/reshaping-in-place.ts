// Views in place: the tensor itself gets another shape on the same memory (squeeze_, transpose_, as_strided_, resize_).
// Follows aten/src/ATen/native/{TensorShape,Resize}.cpp and derivatives.yaml.

import { runtimeError, UnsupportedError } from "../errors";
import { copyInto } from "../tensor/raw";
import { belowZero, contiguousStrides, numelOf, wrapDim } from "../tensor/shape";
import { Storage } from "../tensor/storage";
import { Tensor } from "../tensor/tensor";
import { type Backward, type Op, op } from "./declare";
import { asStrided } from "./slicing";
import { squeeze, squeezeDim, t, transpose, unsqueeze } from "./views";

/** Gives `self` the window that `view` is. */
function become(self: Tensor, view: Tensor): Tensor {
  self.shape = view.shape;
  self.strides = view.strides;
  self.offset = view.offset;
  return self;
}

export const unsqueeze_: Op<[self: Tensor, dim: number], Tensor> = op(
  "unsqueeze_(Tensor(a!) self, int dim) -> Tensor(a!)",
  {
    complex: true,
    doc: "Gives self a new dimension of size 1 at dim",
    forms: ["Tensor"],
    node: "UnsqueezeBackward1",
    forward: (self, dim) => become(self, unsqueeze.forward(self, dim)),
    backward: { self: { uses: ["dim"], grad: (g, s) => squeezeDim(g, s.int("dim")) } },
    samples: ["(x * 1).unsqueeze_(1)", "x.detach().clone().unsqueeze_(-1)", "(v * 1).unsqueeze_(3)", "x.unsqueeze_(0)"],
  },
);

function unsqueezed(g: Tensor, sizes: readonly number[]): Tensor {
  let result = g;
  sizes.forEach((size, d) => {
    if (size === 1) result = unsqueeze(result, d);
  });
  return result;
}

export const squeeze_: Op<[self: Tensor], Tensor> = op("squeeze_(Tensor(a!) self) -> Tensor(a!)", {
  complex: true,
  doc: "Takes the dimensions of size 1 off self",
  forms: ["Tensor"],
  node: "SqueezeBackward2",
  forward: (self) => become(self, squeeze.forward(self)),
  backward: { self: { uses: ["self_sizes"], grad: (g, s) => unsqueezed(g, s.ints("self_sizes")) } },
  samples: ["(one * 1).squeeze_()", "(x * 1).squeeze_()"],
});

export const squeezeDim_: Op<[self: Tensor, dim: number], Tensor> = op(
  "squeeze_.dim(Tensor(a!) self, int dim) -> Tensor(a!)",
  {
    complex: true,
    doc: "Takes dimension dim off self, if its size is 1",
    forms: ["Tensor"],
    node: "SqueezeBackward3",
    forward: (self, dim) => become(self, squeezeDim.forward(self, dim)),
    backward: {
      self: {
        uses: ["dim", "self_sizes"],
        grad: (g, s) => {
          const sizes = s.ints("self_sizes");
          const at = wrapDim(s.int("dim"), sizes.length);
          return sizes.length > 0 && sizes[at] === 1 ? unsqueeze(g, at) : g;
        },
      },
    },
    samples: ["(one * 1).squeeze_(0)", "(one * 1).squeeze_(1)", "(x * 1).unsqueeze_(0).squeeze_(0)"],
  },
);

export const t_: Op<[self: Tensor], Tensor> = op("t_(Tensor(a!) self) -> Tensor(a!)", {
  complex: true,
  doc: "Transposes self",
  forms: ["Tensor"],
  node: "TBackward1",
  forward: (self) => {
    if (self.dim > 2) throw runtimeError(`t_() expects a tensor with <= 2 dimensions, but self is ${self.dim}D`);
    return become(self, t.forward(self));
  },
  backward: { self: (g) => t(g) },
  samples: ["(x * 1).t_()", "(v * 1).t_()", "(b * 1).t_()"],
});

export const transpose_: Op<[self: Tensor, dim0: number, dim1: number], Tensor> = op(
  "transpose_(Tensor(a!) self, int dim0, int dim1) -> Tensor(a!)",
  {
    complex: true,
    doc: "Dimensions dim0 and dim1 of self change places",
    forms: ["Tensor"],
    aliases: ["swapdims_"],
    node: "TransposeBackward1",
    forward: (self, dim0, dim1) => become(self, transpose.forward(self, dim0, dim1)),
    backward: { self: { uses: ["dim0", "dim1"], grad: (g, s) => transpose(g, s.int("dim0"), s.int("dim1")) } },
    samples: ["(x * 1).transpose_(0, 1)", "(b * 1).transpose_(-1, 0)", "i.clone().swapdims_(0, 1)"],
  },
);

export const swapaxes_: Op<[self: Tensor, axis0: number, axis1: number], Tensor> = op(
  "swapaxes_(Tensor(a!) self, int axis0, int axis1) -> Tensor(a!)",
  {
    complex: true,
    doc: "Dimensions axis0 and axis1 of self change places",
    forms: ["Tensor"],
    composite: (self, axis0, axis1) => transpose_(self, axis0, axis1),
    samples: ["(x * 1).swapaxes_(0, 1)"],
  },
);

export const asStrided_: Op<
  [self: Tensor, size: readonly number[], stride: readonly number[], storageOffset?: number | null],
  Tensor
> = op("as_strided_(Tensor(a!) self, int[] size, int[] stride, int? storage_offset=None) -> Tensor(a!)", {
  complex: true,
  doc: "Makes self any window on its memory",
  forms: ["Tensor", "torch"],
  node: "AsStridedBackward1",
  forward: (self, size, stride, storageOffset) => become(self, asStrided.forward(self, size, stride, storageOffset)),
  backward: {
    self: {
      uses: ["size", "storage_offset", "stride"],
      grad: () => {
        throw new UnsupportedError("the gradient of as_strided_");
      },
    },
  },
  samples: ["i.clone().as_strided_((2, 2), (1, 2))", "x.detach().clone().as_strided_((3,), (1,), 2)"],
});

// ---- Another size for the memory

const noHistory: Backward = { self: (g) => g };

function checkResize(self: Tensor, what: string): void {
  if (self.requiresGrad) throw runtimeError("cannot resize variables that require grad");
  if (what === "channels_last") throw new UnsupportedError("resize_ to channels_last");
}

/** Makes the storage long enough, and `self` contiguous on it. */
function resized(self: Tensor, size: readonly number[]): Tensor {
  if (size.some((n) => n < 0)) throw belowZero(size);
  const needed = self.offset + numelOf(size);
  const held = self.storage.byteLength / self.dtype.itemSize;
  if (needed > held) {
    const grown = Storage.allocate(self.dtype, needed);
    const flat = new Tensor(self.storage, self.dtype, [held], [1], 0);
    copyInto(new Tensor(grown, self.dtype, [held], [1], 0), flat);
    self.storage = grown;
  }
  self.shape = size;
  self.strides = contiguousStrides(size);
  return self;
}

export const resize_: Op<[self: Tensor, size: readonly number[], memoryFormat?: string | null], Tensor> = op(
  "resize_(Tensor(a!) self, int[] size, *, MemoryFormat? memory_format=None) -> Tensor(a!)",
  {
    complex: true,
    doc: "Gives self another size on the same memory, which grows where it is too short",
    forms: ["Tensor"],
    forward: (self, size, format) => {
      checkResize(self, format ?? "");
      return resized(self, size);
    },
    backward: null,
    samples: ["i.clone().resize_(2, 2)", "i.clone().resize_((3,))", "x.clone().resize_(2, 2)", "i.clone().resize_(-1)"],
  },
);

export const resizeAs_: Op<[self: Tensor, template: Tensor, memoryFormat?: string | null], Tensor> = op(
  "resize_as_(Tensor(a!) self, Tensor the_template, *, MemoryFormat? memory_format=None) -> Tensor(a!)",
  {
    complex: true,
    doc: "Gives self the size of another tensor",
    forms: ["Tensor", "torch"],
    forward: (self, template, format) => {
      checkResize(self, format ?? "");
      return resized(self, template.shape);
    },
    backward: null,
    samples: ["i.clone().resize_as_(v)", "x.clone().resize_as_(v)"],
  },
);

export const set_: Op<[self: Tensor, source: Tensor], Tensor> = op(
  "set_.source_Tensor(Tensor(a!) self, Tensor source) -> Tensor(a!)",
  {
    doc: "Makes self share the memory of source, with its shape",
    forms: ["Tensor"],
    forward: (self, source) => {
      if (self.dtype !== source.dtype) throw new UnsupportedError("Tensor.set_ to another dtype");
      self.storage = source.storage;
      return become(self, source);
    },
    backward: noHistory,
    samples: ["torch.zeros(2).set_(x.detach())", "i.clone().set_(n)", "x.set_(y)"],
  },
);
