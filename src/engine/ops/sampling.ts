// Random draws beyond uniform and normal: multinomial, counts, geometric, Cauchy and log-normal values, bernoulli by
// tensors. Follows aten/src/ATen/native/{Distributions,cpu/MultinomialKernel}.cpp and core/TransformationHelper.h.

import { runtimeError } from "../errors";
import { binomial as drawBinomial, poisson as drawPoisson } from "../random/counting";
import { eachBernoulli, eachBernoulliOf, eachExponential } from "../random/distributions";
import type { Generator } from "../random/generator";
import { bool, float16, float64, int64 } from "../tensor/dtype";
import { broadcastTo, dense, emptyLike, filled, fromNumbers, numbers } from "../tensor/raw";
import { broadcastShapes, isExpandable } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { div } from "./arithmetic";
import { type Op, op } from "./declare";
import { argmax } from "./extremes";
import { topk } from "./ordering";
import { defaultGenerator, setter } from "./random";

type Draw = Generator | null;

const nothing = (g: Tensor): Tensor => filled(g.shape, 0, g.dtype);

// ---- multinomial

function checkMultinomial(self: Tensor, count: number, replacement: boolean): void {
  if (self.dim < 1 || self.dim > 2) throw runtimeError("prob_dist must be 1 or 2 dim");
  if (!self.dtype.isFloatingPoint) {
    throw runtimeError(`multinomial only supports floating-point dtypes for input, got: ${self.dtype.scalarName}`);
  }
  if (count <= 0) throw runtimeError("cannot sample n_sample <= 0 samples");
  if (!replacement && count > (self.shape[self.dim - 1] ?? 0)) {
    throw runtimeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement");
  }
}

/** The places of the largest p/q with q exponential: a draw without putting back. */
function withoutReplacement(self: Tensor, count: number, generator: Generator): Tensor {
  const probabilities = numbers(self);
  if (!probabilities.every((p) => p >= 0 && p < Number.POSITIVE_INFINITY)) {
    throw runtimeError("probability tensor contains either `inf`, `nan` or element < 0");
  }
  const size = self.shape[self.dim - 1] ?? 0;
  for (let start = 0; start < probabilities.length; start += size) {
    if (!probabilities.subarray(start, start + size).some((p) => p > 0)) {
      throw runtimeError("invalid multinomial distribution (sum of probabilities <= 0)");
    }
  }
  const q = emptyLike(self, self.dtype);
  eachExponential(generator, self.numel, 1, setter(q));
  const scores = div.forward(self, q);
  if (count === 1) return argmax.forward(scores, -1, true);
  const [, places] = topk.forward(scores, count, -1, true, true);
  if (places === undefined) throw new Error("topk gives two tensors");
  return places;
}

function withReplacement(self: Tensor, count: number, generator: Generator): Tensor {
  const round = self.dtype === float64 ? (x: number) => x : Math.fround;
  const probabilities = numbers(self);
  const size = self.shape[self.dim - 1] ?? 0;
  const rows = self.dim === 1 ? 1 : (self.shape[0] ?? 0);
  const result = new Float64Array(rows * count);
  const cumulative = new Float64Array(size);
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let j = 0; j < size; j++) {
      const p = probabilities[r * size + j] ?? 0;
      if (!(p >= 0)) throw runtimeError("invalid multinomial distribution (encountering probability entry < 0)");
      if (!Number.isFinite(p)) {
        throw runtimeError("invalid multinomial distribution (encountering probability entry = infinity or NaN)");
      }
      sum = round(sum + p);
      cumulative[j] = sum;
    }
    if (!(sum > 0)) throw runtimeError("invalid multinomial distribution (sum of probabilities <= 0)");
    for (let j = 0; j < size; j++) cumulative[j] = round((cumulative[j] ?? 0) / sum);
    cumulative[size - 1] = 1;
    for (let k = 0; k < count; k++) {
      const drawn = generator.uniformFloat64();
      let low = 0;
      let high = size;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((cumulative[middle] ?? 0) < drawn) low = middle + 1;
        else high = middle;
      }
      result[r * count + k] = low;
    }
  }
  return fromNumbers(result, self.dim === 1 ? [count] : [rows, count], int64);
}

export const multinomial: Op<[self: Tensor, count: number, replacement?: boolean, generator?: Draw], Tensor> = op(
  "multinomial(Tensor self, int num_samples, bool replacement=False, *, Generator? generator=None) -> Tensor",
  {
    noComplex: "multinomial only supports floating-point dtypes for input, got: {}",
    doc: "Indices drawn with probabilities in proportion to the elements, row by row",
    backward: null,
    forward: (self, count, replacement, generator) => {
      checkMultinomial(self, count, replacement);
      if (self.dtype === float16) throw runtimeError("multinomial is not implemented for half on CPU");
      const from = generator ?? defaultGenerator;
      return replacement ? withReplacement(self, count, from) : withoutReplacement(self, count, from);
    },
    samples: [
      "torch.multinomial(p, 1)",
      "p.detach().multinomial(2)",
      "torch.multinomial(torch.tensor([0.1, 0.2, 0.7]), 5, replacement=True)",
      "torch.multinomial(d.detach().abs(), 4, True)",
      "torch.multinomial(p.detach(), 1, True)",
      "torch.multinomial(torch.tensor([0.1, 0.2, 0.7]), 5)",
      "torch.multinomial(torch.tensor([0., 0., 0.]), 1)",
      "torch.multinomial(torch.tensor([0., 0., 0.]), 2, True)",
      "torch.multinomial(torch.tensor([-1., 0., 0.]), 1)",
      "torch.multinomial(torch.tensor([-1., 0., 0.]), 2, True)",
      "torch.multinomial(torch.tensor([1, 2]), 1)",
      "torch.multinomial(torch.tensor(1.), 1)",
      "torch.multinomial(torch.ones(3), 0)",
      "torch.multinomial(torch.ones(4), 2, generator=torch.Generator().manual_seed(3))",
    ],
  },
);

// ---- Counts

export const poisson: Op<[self: Tensor, generator?: Draw], Tensor> = op(
  "poisson(Tensor self, Generator? generator=None) -> Tensor",
  {
    noComplex: "poisson_cpu",
    doc: "Poisson counts, each with its rate",
    forms: ["torch"],
    out: false,
    forward: (self, generator) => {
      if (!self.dtype.isFloatingPoint || self.dtype === float16)
        throw runtimeError(`"poisson_cpu" not implemented for '${self.dtype.scalarName}'`);
      const from = generator ?? defaultGenerator;
      const uniform = () => from.uniformFloat64();
      const result = Float64Array.from(numbers(self), (rate) => {
        if (!(rate >= 0)) throw runtimeError("invalid Poisson rate, expected rate to be non-negative");
        return drawPoisson(rate, uniform);
      });
      return fromNumbers(result, self.shape, self.dtype);
    },
    backward: { self: nothing },
    samples: ["torch.poisson(p)", "torch.poisson(p.detach() * 20)", "torch.poisson(i)", "torch.poisson(-p.detach())"],
  },
);

export const binomial: Op<[count: Tensor, prob: Tensor, generator?: Draw], Tensor> = op(
  "binomial(Tensor count, Tensor prob, Generator? generator=None) -> Tensor",
  {
    noComplex: "binomial_cpu",
    doc: "How many of count tries succeed, each with its probability",
    forms: ["torch"],
    out: false,
    forward: (count, prob, generator) => {
      if (!count.dtype.isFloatingPoint) {
        throw runtimeError(`"binomial_cpu" not implemented for '${count.dtype.scalarName}'`);
      }
      if (count.dtype !== prob.dtype) {
        throw runtimeError(`Found dtype ${prob.dtype.scalarName} but expected ${count.dtype.scalarName}`);
      }
      const from = generator ?? defaultGenerator;
      const round = count.dtype === float64 ? (x: number) => x : Math.fround;
      const shape = broadcastShapes(count.shape, prob.shape);
      const tries = numbers(dense(broadcastTo(count, shape)));
      const chances = numbers(dense(broadcastTo(prob, shape)));
      const result = Float64Array.from(tries, (n, i) =>
        drawBinomial(n, chances[i] ?? 0, round, () => from.uniformFloat64()),
      );
      return fromNumbers(result, shape, count.dtype);
    },
    node: "NotImplemented",
    backward: {
      prob: () => {
        throw runtimeError("derivative for aten::binomial is not implemented");
      },
    },
    samples: [
      "torch.binomial(torch.tensor([10., 100., 5., 40.]), torch.tensor([0.5, 0.3, 0.9, 0.75]))",
      "torch.binomial(p.detach(), q)",
      "torch.binomial(i, i)",
      "torch.binomial(torch.full((50,), 60.), torch.full((50,), 0.4))",
    ],
  },
);

// ---- In place

function checkDType(self: Tensor, kernel: string): void {
  if (!self.dtype.isFloatingPoint) throw runtimeError(`"${kernel}" not implemented for '${self.dtype.scalarName}'`);
}

function each(self: Tensor, draw: () => number): Tensor {
  const set = setter(self);
  const { numel } = self;
  for (let i = 0; i < numel; i++) set(i, draw());
  return self;
}

export const geometric_: Op<[self: Tensor, p: number, generator?: Draw], Tensor> = op(
  "geometric_(Tensor(a!) self, float p, *, Generator? generator=None) -> Tensor(a!)",
  {
    doc: "Writes how many tries it takes to succeed with probability p",
    forms: ["Tensor"],
    node: "GeometricBackward0",
    forward: (self, p, generator) => {
      if (!(p > 0 && p < 1)) throw runtimeError(`geometric_ expects p to be in (0, 1), but got p=${p}`);
      if (self.dtype === bool) throw runtimeError(`"geometric_cpu" not implemented for 'Bool'`);
      const from = generator ?? defaultGenerator;
      return each(self, () => Math.ceil(Math.log(from.uniformFloat64()) / Math.log(1 - p)));
    },
    backward: { self: nothing },
    samples: [
      "torch.empty(4).geometric_(0.3)",
      "torch.empty(4, dtype=torch.long).geometric_(0.3)",
      "torch.empty(4).geometric_(1.3)",
    ],
  },
);

const epsilon = 2 ** -52;

export const cauchy_: Op<[self: Tensor, median?: number, sigma?: number, generator?: Draw], Tensor> = op(
  "cauchy_(Tensor(a!) self, float median=0.0, float sigma=1.0, *, Generator? generator=None) -> Tensor(a!)",
  {
    doc: "Writes Cauchy values: median + sigma · tan(π (u - ½))",
    forms: ["Tensor"],
    node: "CauchyBackward0",
    forward: (self, median, sigma, generator) => {
      checkDType(self, "cauchy_cpu");
      const from = generator ?? defaultGenerator;
      return each(self, () => {
        const u = Math.max(Math.min(from.uniformFloat64(), 1 - epsilon), epsilon);
        return median + sigma * Math.tan(Math.PI * (u - 0.5));
      });
    },
    backward: { self: nothing },
    samples: ["torch.empty(4).cauchy_()", "torch.empty(4).cauchy_(1, 2)", "torch.empty(4, dtype=torch.long).cauchy_()"],
  },
);

export const logNormal_: Op<[self: Tensor, mean?: number, std?: number, generator?: Draw], Tensor> = op(
  "log_normal_(Tensor(a!) self, float mean=1.0, float std=2.0, *, Generator? generator=None) -> Tensor(a!)",
  {
    doc: "Writes values of which the logarithms are normal",
    forms: ["Tensor"],
    node: "LogNormalBackward0",
    forward: (self, mean, std, generator) => {
      if (!(std > 0)) throw runtimeError(`log_normal_ expects std > 0.0, but found std=${std}`);
      checkDType(self, "log_normal_cpu");
      const from = generator ?? defaultGenerator;
      return each(self, () => Math.exp(from.normal() * std + mean));
    },
    backward: { self: nothing },
    samples: [
      "torch.empty(4).log_normal_()",
      "torch.empty(20).log_normal_(0.5, 0.25)",
      "torch.empty(4).log_normal_(0.5, -0.25)",
      "torch.empty(4, dtype=torch.long).log_normal_()",
    ],
  },
);

// ---- bernoulli with other probabilities than its own elements

export const bernoulliP: Op<[self: Tensor, p: number, generator?: Draw], Tensor> = op(
  "bernoulli.p(Tensor self, float p, *, Generator? generator=None) -> Tensor",
  {
    noComplex: "bernoulli_scalar_cpu_",
    doc: "1 with probability p, else 0, in the shape of self",
    out: false,
    backward: null,
    forward: (self, p, generator) => {
      if (!(p >= 0 && p <= 1)) throw runtimeError(`bernoulli_ expects p to be in [0, 1], but got p=${p}`);
      const result = emptyLike(self, self.dtype);
      eachBernoulli(generator ?? defaultGenerator, self.numel, p, setter(result));
      return result;
    },
    samples: ["x.bernoulli(0.3)", "torch.bernoulli(i, 0.5)", "torch.bernoulli(x, 1.5)"],
  },
);

export const bernoulliTensor_: Op<[self: Tensor, p: Tensor, generator?: Draw], Tensor> = op(
  "bernoulli_.Tensor(Tensor(a!) self, Tensor p, *, Generator? generator=None) -> Tensor(a!)",
  {
    noComplex: "bernoulli_tensor_cpu_self_",
    doc: "Writes 1 with the probability that p holds, else 0",
    forms: ["Tensor"],
    node: "BernoulliBackward1",
    forward: (self, p, generator) => {
      checkDType(p, "bernoulli_tensor_cpu_p_");
      if (!isExpandable(p.shape, self.shape)) {
        throw runtimeError(
          `The size of tensor a (${self.shape.at(-1) ?? 1}) must match the size of tensor b (${p.shape.at(-1) ?? 1}) at non-singleton dimension ${self.dim - 1}`,
        );
      }
      const chances = numbers(dense(broadcastTo(p, self.shape)));
      if (!chances.every((each) => each >= 0 && each <= 1)) {
        throw runtimeError(
          "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)",
        );
      }
      const from = generator ?? defaultGenerator;
      eachBernoulliOf(from, self.numel, p.dtype === float64, (i) => chances[i] ?? 0, setter(self));
      return self;
    },
    backward: { self: nothing, p: (g) => nothing(g) },
    samples: [
      "torch.empty(4).bernoulli_(torch.tensor([0.1, 0.9, 0.5, 0.5]))",
      "torch.empty(2, 3).bernoulli_(torch.tensor([0.2, 0.5, 0.9]))",
      "torch.empty(2).bernoulli_(torch.tensor([1.5, 0.]))",
      "(x * 1).bernoulli_(q * 0.5)",
      "torch.empty(2).bernoulli_(torch.tensor([1, 0]))",
    ],
  },
);
