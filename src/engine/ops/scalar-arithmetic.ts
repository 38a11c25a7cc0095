// + * / with a number as PyTorch's own C++ writes them: nodes of their own, which a graph shows (MulBackward1). A
// program's `x * 2` is the op of tensors in arithmetic.ts, the number being a 0-d tensor there.

import type { Scalar } from "../tensor/promotion";
import { wrapNumber } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { add, div, mul } from "./arithmetic";
import { type Op, op } from "./declare";

type WithScalar = Op<[self: Tensor, other: Scalar], Tensor>;

export const addScalar: WithScalar = op("add.Scalar(Tensor self, Scalar other) -> Tensor", {
  doc: "self + other",
  forms: [],
  node: 1,
  forward: (self, other) => add.forward(self, wrapNumber(other), 1n),
  backward: { self: (g) => g },
  samples: [],
});

export const mulScalar: WithScalar = op("mul.Scalar(Tensor self, Scalar other) -> Tensor", {
  doc: "self · other",
  forms: [],
  node: 1,
  forward: (self, other) => mul.forward(self, wrapNumber(other)),
  backward: { self: { uses: ["other"], grad: (g, s) => mulScalar(g, s.scalar("other")) } },
  samples: [],
});

export const divScalar: WithScalar = op("div.Scalar(Tensor self, Scalar other) -> Tensor", {
  doc: "self / other",
  forms: [],
  node: 1,
  forward: (self, other) => div.forward(self, wrapNumber(other)),
  backward: { self: { uses: ["other"], grad: (g, s) => divScalar(g, s.scalar("other")) } },
  samples: [],
});
