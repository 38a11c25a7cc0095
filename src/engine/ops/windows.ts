// Window functions, as signal processing has them. Each op is PyTorch's sequence of steps, so that values round alike.
// Follows aten/src/ATen/native/TensorFactories.cpp.

import { runtimeError } from "../errors";
import { besselI0 } from "../kernels/special";
import { type DType, float64, int64 } from "../tensor/dtype";
import { getDefaultDType } from "../tensor/promotion";
import { filled, fromNumbers, numbers, window, wrapNumber } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { add, mul, sub } from "./arithmetic";
import { checkOptions } from "./creation";
import { type Op, op } from "./declare";
import { cos } from "./trigonometry";

const options = "ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None";
type Options = [dtype?: DType | null, layout?: string | null, device?: string | null, pinMemory?: boolean | null];

type Shape = (positions: Tensor, length: number) => Tensor;

/** A window of `length`: of one more when periodic, whose last element is left out. */
function made(
  name: string,
  length: number,
  periodic: boolean,
  given: DType | null,
  layout: string | null,
  device: string | null,
  shape: Shape,
): Tensor {
  checkOptions(layout, device);
  const dtype = given ?? getDefaultDType();
  if (!dtype.isFloatingPoint) {
    const named = dtype === int64 ? "long int" : dtype.scalarName.toLowerCase();
    throw runtimeError(
      `${name} expects floating point dtypes, got: TensorOptions(dtype=${named}, device=cpu, layout=Strided (default), requires_grad=false (default), pinned_memory=false, memory_format=(nullopt))`,
    );
  }
  if (length < 0) {
    throw runtimeError(`${name} requires non-negative window_length, got window_length=${length}`);
  }
  if (length < 2) return filled([length], 1n, dtype);
  const whole = periodic ? length + 1 : length;
  const positions = fromNumbers(
    Float64Array.from({ length: whole }, (_, i) => i),
    [whole],
    dtype,
  );
  const values = shape(positions, whole);
  return periodic ? window(values, [length], [1], 0) : values;
}

function times(t: Tensor, value: number): Tensor {
  return mul.forward(t, wrapNumber(value));
}

function plus(t: Tensor, value: number): Tensor {
  return add.forward(t, wrapNumber(value), 1n);
}

/** alpha - beta · cos(2πi / (n - 1)) */
function cosine(alpha: number, beta: number): Shape {
  return (positions, n) => plus(times(cos.forward(times(positions, (Math.PI * 2) / (n - 1))), -beta), alpha);
}

const blackman: Shape = (positions, n) => {
  const angles = times(positions, Math.PI / (n - 1));
  const fourth = times(cos.forward(times(angles, 4)), 0.08);
  return plus(sub.forward(fourth, times(cos.forward(times(angles, 2)), 0.5), 1n), 0.42);
};

const bartlett: Shape = (positions, n) => {
  const rising = numbers(times(positions, 2 / (n - 1)));
  const half = ((n - 1) >> 1) + 1;
  return fromNumbers(
    Float64Array.from(rising, (v, i) => (i < half ? v : 2 - v)),
    [n],
    positions.dtype,
  );
};

/** I₀(β √(1 - ((i - a) / a)²)) / I₀(β), a being half the length */
function kaiser(beta: number): Shape {
  return (positions, n) => {
    const fr = positions.dtype === float64 ? (x: number) => x : Math.fround;
    const center = fr((n - 1) / 2);
    const scale = fr(besselI0(fr(beta)));
    return fromNumbers(
      Float64Array.from(numbers(positions), (i) => {
        const x = fr(fr(i - center) / center);
        const under = fr(Math.max(fr(1 - fr(x * x)), 0));
        return fr(besselI0(fr(fr(beta) * fr(Math.sqrt(under))))) / scale;
      }),
      [n],
      positions.dtype,
    );
  };
}

function windowOps(name: string, doc: string, shape: Shape): void {
  op<[length: number, ...Options], Tensor>(`${name}(int window_length, *, ${options}) -> Tensor`, {
    doc,
    forms: ["torch"],
    out: false,
    forward: (length, dtype, layout, device) => made(name, length, true, dtype, layout, device, shape),
    backward: null,
    samples: [
      `torch.${name}(5)`,
      `torch.${name}(0)`,
      `torch.${name}(1)`,
      `torch.${name}(-2)`,
      `torch.${name}(12, dtype=torch.float64)`,
      `torch.${name}(5, dtype=torch.int64)`,
    ],
  });
  op<[length: number, periodic: boolean, ...Options], Tensor>(
    `${name}.periodic(int window_length, bool periodic, *, ${options}) -> Tensor`,
    {
      doc,
      forms: ["torch"],
      out: false,
      forward: (length, periodic, dtype, layout, device) => made(name, length, periodic, dtype, layout, device, shape),
      backward: null,
      samples: [`torch.${name}(6, False)`, `torch.${name}(7, periodic=True)`],
    },
  );
}

windowOps("hann_window", "½ (1 - cos(2πi / (n - 1)))", cosine(0.5, 0.5));
windowOps("hamming_window", "0.54 - 0.46 · cos(2πi / (n - 1))", cosine(0.54, 0.46));
windowOps("blackman_window", "0.42 - 0.5 · cos(2πi / (n - 1)) + 0.08 · cos(4πi / (n - 1))", blackman);
windowOps("bartlett_window", "A triangle from 0 to 1 and back", bartlett);
windowOps("kaiser_window", "I₀(12 √(1 - (2i / (n - 1) - 1)²)) / I₀(12)", kaiser(12));

export const hammingAlpha: Op<[length: number, periodic: boolean, alpha: number, ...Options], Tensor> = op(
  `hamming_window.periodic_alpha(int window_length, bool periodic, float alpha, *, ${options}) -> Tensor`,
  {
    doc: "alpha - 0.46 · cos(2πi / (n - 1))",
    forms: ["torch"],
    out: false,
    forward: (length, periodic, alpha, dtype, layout, device) =>
      made("hamming_window", length, periodic, dtype, layout, device, cosine(alpha, 0.46)),
    backward: null,
    samples: ["torch.hamming_window(5, True, 0.5)"],
  },
);

export const hammingAlphaBeta: Op<
  [length: number, periodic: boolean, alpha: number, beta: number, ...Options],
  Tensor
> = op(
  `hamming_window.periodic_alpha_beta(int window_length, bool periodic, float alpha, float beta, *, ${options}) -> Tensor`,
  {
    doc: "alpha - beta · cos(2πi / (n - 1))",
    forms: ["torch"],
    out: false,
    forward: (length, periodic, alpha, beta, dtype, layout, device) =>
      made("hamming_window", length, periodic, dtype, layout, device, cosine(alpha, beta)),
    backward: null,
    samples: ["torch.hamming_window(5, True, 0.5, 0.4)"],
  },
);

export const kaiserBeta: Op<[length: number, periodic: boolean, beta: number, ...Options], Tensor> = op(
  `kaiser_window.beta(int window_length, bool periodic, float beta, *, ${options}) -> Tensor`,
  {
    doc: "I₀(beta √(1 - (2i / (n - 1) - 1)²)) / I₀(beta)",
    forms: ["torch"],
    out: false,
    forward: (length, periodic, beta, dtype, layout, device) =>
      made("kaiser_window", length, periodic, dtype, layout, device, kaiser(beta)),
    backward: null,
    samples: ["torch.kaiser_window(5, True, beta=6.)", "torch.kaiser_window(5, False, 2.5)"],
  },
);
