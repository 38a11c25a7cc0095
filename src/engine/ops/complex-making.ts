// Complex tensors from two real ones: their parts or their polar coordinates.
// Follows aten/src/ATen/native/TensorFactories.cpp and derivatives.yaml.

import { runtimeError, UnsupportedError } from "../errors";
import { eachOfTwo } from "../kernels/special";
import { Complex, complexOf, realOf } from "../tensor/complex";
import { type DType, float16, float32, float64 } from "../tensor/dtype";
import { elementwiseStrides } from "../tensor/layout";
import { broadcastTo, copyInto, emptyStrided, partOf } from "../tensor/raw";
import { broadcastShapes } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { mul, mulScalar } from "./arithmetic";
import { imag, real } from "./complex-views";
import { conj } from "./conjugation";
import { type Op, op } from "./declare";
import { binary } from "./elementwise";
import { sgn } from "./pointwise";

type OfTwo = Op<[a: Tensor, b: Tensor], Tensor>;

function checkParts(a: Tensor, b: Tensor): DType {
  const fits = [a, b].every(({ dtype }) => dtype === float32 || dtype === float64 || dtype === float16);
  if (!fits) {
    throw runtimeError(
      `Expected both inputs to be Half, Float or Double tensors but got ${a.dtype.scalarName} and ${b.dtype.scalarName}`,
    );
  }
  if (a.dtype !== b.dtype) {
    throw runtimeError(
      `Expected object of scalar type ${a.dtype.scalarName} but got scalar type ${b.dtype.scalarName} for second argument`,
    );
  }
  if (a.dtype === float16) throw new UnsupportedError("torch.complex32");
  return complexOf(a.dtype);
}

/** real + i·imag, broadcast. */
function joined(re: Tensor, im: Tensor, dtype: DType): Tensor {
  const shape = broadcastShapes(re.shape, im.shape);
  const [a, b] = [broadcastTo(re, shape), broadcastTo(im, shape)];
  const result = emptyStrided(shape, elementwiseStrides(shape, [re, im]), dtype);
  copyInto(partOf(result, 0), a);
  copyInto(partOf(result, 1), b);
  return result;
}

export const complex: OfTwo = op("complex(Tensor real, Tensor imag) -> Tensor", {
  doc: "real + i·imag",
  forms: ["torch"],
  forward: (re, im) => joined(re, im, checkParts(re, im)),
  backward: {
    real: { uses: ["real", "imag"], grad: (g) => real(g) },
    imag: { uses: ["real", "imag"], grad: (g) => imag(g) },
  },
  samples: [
    "torch.complex(x, y)",
    "torch.complex(d, d)",
    "torch.complex(x, v)",
    "torch.complex(x, d)",
    "torch.complex(i, i)",
    "torch.complex(x.t(), y.t())",
  ],
});

const timesCos = eachOfTwo((size, angle) => size * Math.cos(angle));
const timesSin = eachOfTwo((size, angle) => size * Math.sin(angle));

export const polar: OfTwo = op("polar(Tensor abs, Tensor angle) -> Tensor", {
  doc: "abs · e^(i·angle)",
  forms: ["torch"],
  forward: (size, angle) => {
    const dtype = checkParts(size, angle);
    const part = realOf(dtype);
    return joined(binary(size, angle, part, part, timesCos), binary(size, angle, part, part, timesSin), dtype);
  },
  backward: {
    abs: { uses: ["result"], grad: (g, s) => real(mul(conj(g), sgn(s.tensor("result")))) },
    angle: { uses: ["result"], grad: (g, s) => real(mul(conj(g), mulScalar(s.tensor("result"), new Complex(0, 1)))) },
  },
  samples: ["torch.polar(p, x)", "torch.polar(d.abs(), d)", "torch.polar(p, d)", "torch.polar(i, i)"],
});
