// dtype conversion: _to_copy and the methods that come down to it, type_as, and copy_.
// Follows aten/src/ATen/native/{TensorConversions,Copy}.cpp and derivatives.yaml.

import { runtimeError, UnsupportedError } from "../errors";
import {
  bfloat16,
  bool,
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
import { type Op, op } from "./declare";

export const toCopy: Op<[self: Tensor, dtype?: DType | null], Tensor> = op(
  "_to_copy(Tensor self, *, ScalarType? dtype=None) -> Tensor",
  {
    doc: "A copy in another dtype",
    forms: [],
    forward: (self, dtype) => {
      const result = emptyLike(self, dtype ?? self.dtype);
      copyInto(result, self);
      return result;
    },
    // The walk casts a gradient to the dtype of what it is the gradient of.
    backward: { self: (g, s) => to(g, s.input("self").dtype) },
    samples: [],
  },
);

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
    doc: "self in another dtype; self itself where it has it already",
    forms: ["Tensor"],
    composite: (self, dtype, _, copy, format) => {
      checkFormat(format);
      return copy && self.dtype === dtype ? toCopy(self, dtype) : to(self, dtype);
    },
    samples: [
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
  "to.other(Tensor(a) self, Tensor other, bool non_blocking=False, bool copy=False, *, MemoryFormat? memory_format=None) -> Tensor(a)",
  {
    doc: "self in the dtype of other",
    forms: ["Tensor"],
    composite: (self, other, _, copy, format) => {
      checkFormat(format);
      return copy && self.dtype === other.dtype ? toCopy(self, other.dtype) : to(self, other.dtype);
    },
    samples: ["i.to(x)"],
  },
);

export const typeAs: Op<[self: Tensor, other: Tensor], Tensor> = op("type_as(Tensor self, Tensor other) -> Tensor", {
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
];

for (const [name, dtype] of shortcuts) {
  op<[self: Tensor, memoryFormat?: string | null], Tensor>(
    `${name}(Tensor(a) self, *, MemoryFormat? memory_format=None) -> Tensor(a)`,
    {
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
      copyInto(self, src);
      return self;
    },
    backward: {
      self: (g) => zeros(g),
      other: (g) => g,
    },
    samples: ["x.clone().copy_(y)", "x.clone().copy_(v)", "torch.zeros(4, 3).copy_(x)"],
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
