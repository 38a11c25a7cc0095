// The three Fourier transforms that all of torch.fft and stft are made of: complex to complex, real to complex, complex
// to real. Follows aten/src/ATen/native/mkl/SpectralOps.cpp (the part for pocketfft), FunctionsManual.cpp and
// derivatives.yaml.

import { runtimeError } from "../errors";
import type { FloatArray } from "../kernels/arrays";
import { transformComplex, transformHalf, transformReal, withConjugates } from "../kernels/fft/axes";
import { complexOf, realOf } from "../tensor/complex";
import { float32 } from "../tensor/dtype";
import { denseCopy, filled, fromArray, fromNumbers, numbers, partsOf } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { mul } from "./arithmetic";
import { real } from "./complex-views";
import { type Op, op } from "./declare";
import { cat } from "./joining";

/** How results are scaled, by PyTorch's numbers: not, by 1/√n, by 1/n. */
export type Normalization = 0 | 1 | 2;

/** As the element type's arithmetic gives it. */
function factorOf(t: Tensor, dims: readonly number[], sizes: readonly number[], normalization: number): number {
  const round = realOf(t.dtype) === float32 ? Math.fround : (x: number) => x;
  const n = round(dims.reduce((product, d) => product * (sizes[d] ?? 1), 1));
  if (normalization === 0) return 1;
  return round(1 / (normalization === 1 ? round(Math.sqrt(n)) : n));
}

/** The parts of a complex tensor's elements in logical order, to write to. */
function pairs(t: Tensor): FloatArray {
  return numbers(partsOf(denseCopy(t)));
}

function checkDims(dims: readonly number[]): void {
  if (dims.length === 0) throw runtimeError("ndim must be >= 1");
}

export const fftC2c: Op<[self: Tensor, dim: readonly number[], normalization: number, forward: boolean], Tensor> = op(
  "_fft_c2c(Tensor self, int[] dim, int normalization, bool forward) -> Tensor",
  {
    doc: "The discrete Fourier transform of complex numbers",
    forms: ["_C"],
    complex: true,
    forward: (self, dims, normalization, forward) => {
      if (self.dim === 0) checkDims([]);
      const data = pairs(self);
      if (self.numel > 0) {
        transformComplex(data, self.shape, dims, forward ? -1 : 1, factorOf(self, dims, self.shape, normalization));
      }
      return fromArray(data, self.shape, self.dtype);
    },
    backward: {
      self: {
        uses: ["dim", "forward", "normalization"],
        grad: (g, s) => fftC2c(g, s.ints("dim"), s.int("normalization"), !s.flag("forward")),
      },
    },
    samples: [],
  },
);

export const fftR2c: Op<[self: Tensor, dim: readonly number[], normalization: number, onesided: boolean], Tensor> = op(
  "_fft_r2c(Tensor self, int[] dim, int normalization, bool onesided) -> Tensor",
  {
    doc: "The discrete Fourier transform of reals: all of it, or the first half",
    forms: ["_C"],
    complex: true,
    forward: (self, dims, normalization, onesided) => {
      if (!self.dtype.isFloatingPoint) {
        throw runtimeError(
          "Expected self.is_floating_point() to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)",
        );
      }
      const last = dims.at(-1) ?? 0;
      const length = self.shape[last] ?? 1;
      const values = numbers(self);
      const half = transformReal(values, self.shape, last, factorOf(self, dims, self.shape, normalization));
      transformComplex(half.data, half.shape, dims.slice(0, -1), -1, 1);
      const dtype = complexOf(self.dtype);
      if (onesided) return fromArray(half.data, half.shape, dtype);
      return fromArray(withConjugates(half.data, half.shape, dims, length), self.shape, dtype);
    },
    backward: {
      self: {
        uses: ["dim", "normalization", "onesided", "self"],
        grad: (g, s) => {
          const dims = s.ints("dim");
          const last = dims.at(-1) ?? 0;
          // What the first half leaves out had no part in the result.
          const missing = (s.input("self").shape[last] ?? 0) - (g.shape[last] ?? 0);
          const whole = missing === 0 ? g : cat([g, zeros(g, last, missing)], last);
          return real(fftC2c(whole, dims, s.int("normalization"), false));
        },
      },
    },
    samples: [],
  },
);

function zeros(like: Tensor, dim: number, size: number): Tensor {
  return filled(
    like.shape.map((n, d) => (d === dim ? size : n)),
    0n,
    like.dtype,
  );
}

export const fftC2r: Op<[self: Tensor, dim: readonly number[], normalization: number, lastSize: number], Tensor> = op(
  "_fft_c2r(Tensor self, int[] dim, int normalization, int last_dim_size) -> Tensor",
  {
    doc: "The inverse of the transform of reals, from its first half",
    forms: ["_C"],
    complex: true,
    forward: (self, dims, normalization, lastSize) => {
      const last = dims.at(-1) ?? 0;
      const sizes = self.shape.map((n, d) => (d === last ? lastSize : n));
      const data = pairs(self);
      transformComplex(data, self.shape, dims.slice(0, -1), 1, 1);
      const factor = factorOf(self, dims, sizes, normalization);
      const result = transformHalf(data, self.shape, last, lastSize, factor);
      return fromArray(result.data, result.shape, realOf(self.dtype));
    },
    backward: {
      self: {
        uses: ["dim", "normalization"],
        grad: (g, s) => {
          const dims = s.ints("dim");
          const half = fftR2c(g, dims, s.int("normalization"), true);
          const last = dims.at(-1) ?? 0;
          const size = half.shape[last] ?? 0;
          const twice = (g.shape[last] ?? 0) - size;
          if (twice <= 0) return half;
          // All but the first, and the middle one of an even length, stand for two.
          const weights = Array.from({ length: size }, (_, k) => (k >= 1 && k <= twice ? 2 : 1));
          const shape = g.shape.map((_, d) => (d === last ? size : 1));
          return mul(half, fromNumbers(weights, shape, g.dtype));
        },
      },
    },
    samples: [],
  },
);
