// dtype conversion: _to_copy and the methods that come down to it, type_as, and copy_.
// Follows aten/src/ATen/native/{TensorConversions,Copy}.cpp and derivatives.yaml.

import { runtimeError, UnsupportedError } from "../errors";
import {
  bfloat16,
  bool,
  complex64,
  complex128,
  type DType,
  float16,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  uint8,
} from "../tensor/dtype";
import { copyInto, emptyLike } from "../tensor/raw";
import { formatShape, isExpandable } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { warnOnce } from "../warnings";
import { real } from "./complex-views";
import { type Op, op } from "./declare";

export const toCopy: Op<[self: Tensor, dtype?: DType | null], Tensor> = op(
  "_to_copy(Tensor self, *, ScalarType? dtype=None) -> Tensor",
  {
    complex: true,
    doc: "A copy in another dtype",
    forms: [],
    forward: (self, dtype) => {
      warnOfDiscarding(self, dtype ?? self.dtype);
      const result = emptyLike(self, dtype ?? self.dtype);
      copyInto(result, self);
      return result;
    },
    // The walk casts a gradient to the dtype of what it is the gradient of.
    backward: {
      self: (g, s) => {
        const { dtype } = s.input("self");
        return to(g.dtype.isComplex && !dtype.isComplex ? real(g) : g, dtype);
      },
    },
    samples: [],
  },
);

/** PyTorch warns once where imaginary parts are dropped. */
export function warnOfDiscarding(from: Tensor, to: DType): void {
  if (!from.dtype.isComplex || to.isComplex) return;
  warnOnce(
    "Casting complex values to real discards the imaginary part (Triggered internally at  ./aten/src/ATen/native/Copy.cpp:250.)",
  );
}

/** self in `dtype`: self itself where it is so already. */
export function to(self: Tensor, dtype: DType): Tensor {
  return self.dtype === dtype ? self : toCopy(self, dtype);
}

function checkDevice(device: unknown): void {
  if (device === null || device === "cpu") return;
  throw new UnsupportedError(`device ${String(device)}`);
}

/** There are no other layouts than contiguous ones and those of the tensor itself. */
function checkFormat(format: string | null): void {
  if (format === null || format === "contiguous_format" || format === "preserve_format") return;
  throw new UnsupportedError(`Tensor.to(memory_format=torch.${format})`);
}

export const toDType: Op<
  [self: Tensor, dtype: DType, nonBlocking?: boolean, copy?: boolean, memoryFormat?: string | null],
  Tensor
> = op(
  "to.dtype(Tensor(a) self, ScalarType dtype, bool non_blocking=False, bool copy=False, *, MemoryFormat? memory_format=None) -> Tensor(a)",
  {
    complex: true,
    doc: "self in another dtype; self itself where it has it already",
    forms: ["Tensor"],
    composite: (self, dtype, _, copy, format) => {
      checkFormat(format);
      return copy && self.dtype === dtype ? toCopy(self, dtype) : to(self, dtype);
    },
    samples: [
      "c.to(torch.complex128)",
      "x.to(torch.complex64)",
      "i.to(torch.complex64)",
      "c.to(torch.float32)",
      "c.to(torch.bool)",
      "c.to(torch.int64)",
      "c.conj().to(torch.complex128)",
      "x.to(torch.float64)",
      "x.to(torch.int64)",
      "i.to(torch.float32)",
      "m.to(torch.int64)",
      "x.t().to(torch.float64)",
    ],
  },
);

export const toDevice: Op<
  [
    self: Tensor,
    device: string | null,
    dtype?: DType | null,
    nonBlocking?: boolean,
    copy?: boolean,
    memoryFormat?: string | null,
  ],
  Tensor
> = op(
  "to.device(Tensor(a) self, Device? device=None, ScalarType? dtype=None, bool non_blocking=False, bool copy=False, *, MemoryFormat? memory_format=None) -> Tensor(a)",
  {
    complex: true,
    doc: "self on a device and in a dtype; there is only the CPU",
    forms: ["Tensor"],
    composite: (self, device, dtype, _, copy, format) => {
      checkDevice(device);
      checkFormat(format);
      const wanted = dtype ?? self.dtype;
      return copy && wanted === self.dtype ? toCopy(self, wanted) : to(self, wanted);
    },
    samples: ["x.to('cpu')", "x.to('cpu', torch.float64)", "x.to(memory_format=torch.preserve_format)"],
  },
);

export const toOther: Op<
  [self: Tensor, other: Tensor, nonBlocking?: boolean, copy?: boolean, memoryFormat?: string | null],
  Tensor
> = op(
  "to.other(Tensor(a) self, Tensor tensor, bool non_blocking=False, bool copy=False, *, MemoryFormat? memory_format=None) -> Tensor(a)",
  {
    complex: true,
    doc: "self in the dtype of other",
    forms: ["Tensor"],
    numbers: true,
    composite: (self, other, _, copy, format) => {
      checkFormat(format);
      return copy && self.dtype === other.dtype ? toCopy(self, other.dtype) : to(self, other.dtype);
    },
    samples: ["i.to(x)", "x.to(0.5)", "x.to(True)", "x.to(tensor=1)", "x.to(1, True)"],
  },
);

export const typeAs: Op<[self: Tensor, other: Tensor], Tensor> = op("type_as(Tensor self, Tensor other) -> Tensor", {
  complex: true,
  doc: "self in the dtype of other",
  forms: ["Tensor"],
  composite: (self, other) => to(self, other.dtype),
  samples: ["i.type_as(x)"],
});

const shortcuts: readonly [name: string, dtype: DType][] = [
  ["float", float32],
  ["double", float64],
  ["half", float16],
  ["bfloat16", bfloat16],
  ["long", int64],
  ["int", int32],
  ["short", int16],
  ["char", int8],
  ["byte", uint8],
  ["bool", bool],
  ["cfloat", complex64],
  ["cdouble", complex128],
];

for (const [name, dtype] of shortcuts) {
  op<[self: Tensor, memoryFormat?: string | null], Tensor>(
    `${name}(Tensor(a) self, *, MemoryFormat? memory_format=None) -> Tensor(a)`,
    {
      complex: true,
      doc: `self as torch.${dtype.name}`,
      forms: ["Tensor"],
      composite: (self) => to(self, dtype),
      samples: [`x.${name}()`, `i.${name}()`, `z.${name}()`, `(x * 1e10).${name}()`],
    },
  );
}

/** Tensor.copy_: other, broadcast and cast, over self. */
export const copy_: Op<[self: Tensor, src: Tensor, nonBlocking?: boolean], Tensor> = op(
  "copy_(Tensor(a!) self, Tensor other, bool non_blocking=False) -> Tensor(a!)",
  {
    complex: "lazy",
    doc: "Writes src over self, broadcast and cast",
    forms: ["Tensor"],
    node: "CopyBackwards",
    forward: (self, src) => {
      if (!isExpandable(src.shape, self.shape)) {
        const [a, b, at] = mismatch(self, src);
        throw runtimeError(
          `The size of tensor a (${a}) must match the size of tensor b (${b}) at non-singleton dimension ${at}`,
        );
      }
      warnOfDiscarding(src, self.dtype);
      copyInto(self, src);
      return self;
    },
    backward: {
      self: (g) => zeros(g),
      other: (g) => g,
    },
    samples: [
      "c.clone().copy_(x)",
      "(x * 1).copy_(c)",
      "c.conj().clone().copy_(cv)",
      "x.clone().copy_(y)",
      "x.clone().copy_(v)",
      "torch.zeros(4, 3).copy_(x)",
    ],
  },
);

function mismatch(self: Tensor, src: Tensor): readonly [number, number, number] {
  for (let d = self.dim - 1; d >= 0; d--) {
    const a = self.shape[d] ?? 1;
    const b = src.shape[d - self.dim + src.dim] ?? 1;
    if (a !== b && b !== 1) return [a, b, d];
  }
  throw runtimeError(
    `output with shape ${formatShape(self.shape)} doesn't match the broadcast shape ${formatShape(src.shape)}`,
  );
}

/** Where a tensor is overwritten, no gradient goes to what was there. */
function zeros(g: Tensor): Tensor {
  return emptyLike(g, g.dtype);
}
