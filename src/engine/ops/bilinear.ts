// The bilinear form, and the product of three that it is made of.
// Follows aten/src/ATen/native/Linear.cpp and derivatives.yaml.

import { runtimeError } from "../errors";
import { bool, float16 } from "../tensor/dtype";
import { wrapDim } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { add, mul } from "./arithmetic";
import { type Op, op } from "./declare";
import { checkKernel } from "./kernel-dtypes";
import { reducedDims, sumDim } from "./reductions";
import { reshape, unsqueeze } from "./views";

// ---- The bilinear form

type TrilinearArguments = [
  i1: Tensor,
  i2: Tensor,
  i3: Tensor,
  expand1: readonly number[],
  expand2: readonly number[],
  expand3: readonly number[],
  sumdim: readonly number[],
  unrollDim?: number,
];

function withDims(each: Tensor, dims: readonly number[], step: (t: Tensor, dim: number) => Tensor): Tensor {
  return [...dims].sort((a, b) => a - b).reduce(step, each);
}

const trilinearUses = ["i1", "i2", "i3", "expand1", "expand2", "expand3", "sumdim"];

/** Σ over sumdim of i1·i2·i3, each unsqueezed at its own dims. */
export const trilinear: Op<TrilinearArguments, Tensor> = op(
  "_trilinear(Tensor i1, Tensor i2, Tensor i3, int[] expand1, int[] expand2, int[] expand3, int[] sumdim, int unroll_dim=1) -> Tensor",
  {
    doc: "Sum of the products of three tensors",
    forms: [],
    forward: (i1, i2, i3, expand1, expand2, expand3, sumdim) => {
      checkKernel("bmm", i1.dtype, bool, float16);
      for (const each of [i2, i3]) {
        if (each.dtype === i1.dtype) continue;
        throw runtimeError(`expected scalar type ${i1.dtype.scalarName} but found ${each.dtype.scalarName}`);
      }
      const a = withDims(i1, expand1, unsqueeze.forward);
      const b = withDims(i2, expand2, unsqueeze.forward);
      const c = withDims(i3, expand3, unsqueeze.forward);
      const products = mul.forward(mul.forward(a, c), b);
      return sumDim.forward(products, reducedDims(sumdim, products.dim), false, i1.dtype);
    },
    backward: {
      i1: {
        uses: ["i2", "i3", ...trilinearUses.slice(3)],
        grad: (g, s) =>
          trilinear(
            g,
            s.tensor("i2"),
            s.tensor("i3"),
            s.ints("sumdim"),
            s.ints("expand2"),
            s.ints("expand3"),
            s.ints("expand1"),
          ),
      },
      i2: {
        uses: ["i1", "i3", ...trilinearUses.slice(3)],
        grad: (g, s) =>
          trilinear(
            s.tensor("i1"),
            g,
            s.tensor("i3"),
            s.ints("expand1"),
            s.ints("sumdim"),
            s.ints("expand3"),
            s.ints("expand2"),
          ),
      },
      i3: {
        uses: ["i1", "i2", ...trilinearUses.slice(3)],
        grad: (g, s) =>
          trilinear(
            s.tensor("i1"),
            s.tensor("i2"),
            g,
            s.ints("expand1"),
            s.ints("expand2"),
            s.ints("sumdim"),
            s.ints("expand3"),
          ),
      },
    },
    samples: [],
  },
);

export const bilinear: Op<[input1: Tensor, input2: Tensor, weight: Tensor, bias?: Tensor | null], Tensor> = op(
  "bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None) -> Tensor",
  {
    doc: "input1ᵀ · weight[o] · input2 + bias[o], for every output o",
    forms: ["torch", "F"],
    composite: (input1, input2, weight, bias) => {
      checkBilinear(input1, input2, weight, bias);
      const lead = input1.shape.slice(0, -1);
      const rows = lead.reduce((n, size) => n * size, 1);
      const flat1 = reshape(input1, [rows, input1.shape.at(-1) as number]);
      const flat2 = reshape(input2, [rows, input2.shape.at(-1) as number]);
      const products = trilinear(flat1, weight, flat2, [1, 3], [0], [1, 2], [2, 3]);
      const result = reshape(products, [...lead, weight.shape[0] as number]);
      return bias === null ? result : add(result, bias);
    },
    samples: [
      "F.bilinear(x, y, torch.stack([sq, sq.t()]))",
      "F.bilinear(x, y, torch.stack([sq, sq.t()]), v[:2])",
      "F.bilinear(b, b, w2.transpose(1, 2)[:, :3])",
      "F.bilinear(x, torch.ones(4, 2), torch.ones(2, 3, 3))",
      "F.bilinear(x, torch.ones(3, 3), torch.ones(2, 3, 3))",
      "F.bilinear(x, b, torch.ones(2, 3, 3))",
      "F.bilinear(x, x, torch.ones(2, 3))",
      "F.bilinear(x, x, torch.ones(2, 3, 3), torch.ones(3))",
    ],
  },
);

function checkBilinear(input1: Tensor, input2: Tensor, weight: Tensor, bias: Tensor | null): void {
  if (input1.dim !== input2.dim) {
    throw runtimeError(`bilinear(): input dimensions do not match: got ${input1.dim} and ${input2.dim}`);
  }
  for (let d = 0; d < input1.dim - 1; d++) {
    const [a, b] = [input1.shape[d], input2.shape[d]];
    if (a !== b) throw runtimeError(`bilinear(): input batch dimensions do not match at dim ${d}: got ${a} and ${b}`);
  }
  [input1, input2].forEach((input, i) => {
    const [given, wanted] = [input.shape.at(-1), weight.shape[wrapDim(i + 1, weight.dim)]];
    if (given !== wanted) {
      throw runtimeError(
        `bilinear(): input${i + 1} size does not match weight size: got ${given} but expected ${wanted}`,
      );
    }
  });
  if (bias !== null && bias.shape[0] !== weight.shape[0]) {
    throw runtimeError(
      `bilinear(): bias size does not match weight size: got ${bias.shape[0]} but expected ${weight.shape[0]}`,
    );
  }
}
