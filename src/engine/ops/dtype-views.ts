// Views of the same bytes as another dtype. Follows aten/src/ATen/native/TensorConversions.cpp.

import { runtimeError } from "../errors";
import type { DType } from "../tensor/dtype";
import { Tensor } from "../tensor/tensor";
import { type Op, op } from "./declare";

function check(self: Tensor, dtype: DType, ratio: number): void {
  const kind = `to view ${self.dtype.scalarName} as ${dtype.scalarName} (different element sizes)`;
  if (self.dim === 0) throw runtimeError(`self.dim() cannot be 0 ${kind}`);
  const stride = self.strides[self.dim - 1] ?? 1;
  if (stride !== 1) throw runtimeError(`self.stride(-1) must be 1 ${kind}, but got ${stride}`);
  if (ratio <= 1) return;
  const size = self.shape[self.dim - 1] ?? 0;
  if (size % ratio !== 0) throw runtimeError(`self.size(-1) must be divisible by ${ratio} ${kind}, but got ${size}`);
  if (self.offset % ratio !== 0) {
    throw runtimeError(`self.storage_offset() must be divisible by ${ratio} ${kind}, but got ${self.offset}`);
  }
  self.strides.forEach((step, d) => {
    if (d === self.dim - 1 || step % ratio === 0) return;
    throw runtimeError(`self.stride(${d}) must be divisible by ${ratio} ${kind}, but got ${step}`);
  });
}

export const viewDType: Op<[self: Tensor, dtype: DType], Tensor> = op(
  "view.dtype(Tensor(a) self, ScalarType dtype) -> Tensor(a)",
  {
    doc: "The same bytes as another dtype",
    forms: ["Tensor"],
    view: true,
    forward: (self, dtype) => {
      if (self.isConj) {
        throw runtimeError(
          "torch.Tensor.view is not supported for conjugate view tensors when converting to a different dtype.",
        );
      }
      if (self.isNeg) {
        throw runtimeError(
          "torch.Tensor.view is not supported for tensors with negative bit set when converting to a different dtype.",
        );
      }
      const [from, to] = [self.dtype.itemSize, dtype.itemSize];
      if (from === to) return new Tensor(self.storage, dtype, self.shape, self.strides, self.offset);
      check(self, dtype, to / from);
      const scaled = (n: number) => (n * from) / to;
      const last = self.dim - 1;
      return new Tensor(
        self.storage,
        dtype,
        self.shape.map((n, d) => (d === last ? scaled(n) : n)),
        self.strides.map((n, d) => (d === last ? 1 : scaled(n))),
        scaled(self.offset),
      );
    },
    backward: null,
    samples: [
      "x.view(torch.int32)",
      "x.detach().view(torch.int16)",
      "torch.arange(4, dtype=torch.int32).view(torch.int64)",
      "torch.tensor(1.5).view(torch.int32)",
      "torch.tensor(1.5).view(torch.int16)",
      "x.detach().view(torch.float64)",
      "x.detach().t().view(torch.float64)",
      "torch.zeros(3, dtype=torch.int16)[1:].view(torch.int32)",
      "torch.tensor([True, False]).view(torch.uint8)",
      "torch.zeros(2, 2, dtype=torch.int64).view(torch.float32)",
    ],
  },
);
