// Samples of gamma and Dirichlet distributions, and how they move with their parameters: what torch.distributions
// draws from. Draws are PyTorch's, in its order. Follows aten/src/ATen/native/Distributions.cpp.

import { runtimeError } from "../errors";
import { dirichletPart, gammaForDirichlet, positiveGamma } from "../random/gamma";
import { dirichletSampleGradient, gammaSampleGradient } from "../random/gamma-gradients";
import type { Generator } from "../random/generator";
import { float32, float64 } from "../tensor/dtype";
import { fromNumbers, numbers } from "../tensor/raw";
import type { Tensor } from "../tensor/tensor";
import { mul } from "./arithmetic";
import { type Op, op } from "./declare";
import { notImplementedFor } from "./kernel-dtypes";
import { defaultGenerator } from "./random";

type Drawn = Op<[self: Tensor, generator?: Generator | null], Tensor>;

function checkDType(t: Tensor, name: string): void {
  if (t.dtype !== float32 && t.dtype !== float64) {
    throw runtimeError(`"${name}" not implemented for '${t.dtype.scalarName}'`);
  }
}

/** A tensor of the same shape and dtype, element by element. */
function each(t: Tensor, value: (x: number, index: number) => number): Tensor {
  const from = numbers(t);
  const values = new Float64Array(from.length);
  for (let i = 0; i < values.length; i++) values[i] = value(from[i] ?? 0, i);
  return fromNumbers(values, t.shape, t.dtype);
}

const standardGammaGrad: Op<[self: Tensor, output: Tensor], Tensor> = op(
  "_standard_gamma_grad(Tensor self, Tensor output) -> Tensor",
  {
    noComplex: "_standard_gamma_grad_cpu",
    doc: "How a sample of a gamma moves with its shape",
    forms: ["torch"],
    out: false,
    forward: (self, output) => {
      const samples = numbers(output);
      return each(self, (alpha, i) => gammaSampleGradient(alpha, samples[i] ?? 0));
    },
    samples: [
      "torch._standard_gamma_grad(p.detach(), q.detach())",
      "torch._standard_gamma_grad(torch.tensor([9., 20., 50., 0.5, 3.]), torch.tensor([9.1, 10., 70., 0.1, 5.]))",
    ],
  },
);

export const standardGamma: Drawn = op("_standard_gamma(Tensor self, Generator? generator=None) -> Tensor", {
  doc: "Gamma values of rate 1 with shape self",
  forms: ["torch"],
  out: false,
  forward: (self, generator) => {
    checkDType(self, "gamma_cpu");
    const source = generator ?? defaultGenerator;
    return each(self, (alpha) => positiveGamma(source, alpha, self.dtype === float64));
  },
  backward: {
    self: {
      uses: ["result", "self"],
      grad: (g, s) => mul(g, standardGammaGrad(s.tensor("self"), s.tensor("result"))),
    },
  },
  samples: [
    "torch._standard_gamma(torch.tensor([0.5, 1., 2., 20., 100.]))",
    "torch._standard_gamma(p.detach().double())",
  ],
});

export const dirichlet: Drawn = op("_sample_dirichlet(Tensor self, Generator? generator=None) -> Tensor", {
  doc: "Dirichlet rows with concentrations self along the last dimension",
  forms: ["torch"],
  out: false,
  forward: (self, generator) => {
    checkDType(self, "dirichlet");
    const source = generator ?? defaultGenerator;
    const double = self.dtype === float64;
    const gammas = Array.from(numbers(self), (alpha) => gammaForDirichlet(source, alpha));
    const width = self.shape.at(-1) ?? 1;
    const values = new Float64Array(gammas.length);
    for (let start = 0; start < gammas.length; start += width) {
      let sum = 0;
      for (let i = start; i < start + width; i++) sum += gammas[i] ?? 0;
      for (let i = start; i < start + width; i++) values[i] = dirichletPart(gammas[i] ?? 0, sum, double);
    }
    return fromNumbers(values, self.shape, self.dtype);
  },
  samples: [
    "torch._sample_dirichlet(torch.tensor([0.5, 1., 2., 20.]))",
    "torch._sample_dirichlet(p.detach().double())",
  ],
});

export const dirichletGrad: Op<[x: Tensor, alpha: Tensor, total: Tensor], Tensor> = op(
  "_dirichlet_grad(Tensor x, Tensor alpha, Tensor total) -> Tensor",
  {
    noComplex: "_dirichlet_grad_cpu",
    doc: "How a part of a Dirichlet sample moves with its concentration",
    forms: ["torch"],
    out: false,
    forward: (x, alpha, total) => {
      if (x.dtype !== float32 && x.dtype !== float64) throw notImplementedFor("_dirichlet_grad_cpu", x.dtype);
      const alphas = numbers(alpha);
      const totals = numbers(total);
      return each(x, (value, i) => dirichletSampleGradient(value, alphas[i] ?? 0, totals[i] ?? 0));
    },
    samples: [
      "torch._dirichlet_grad(q.detach(), p.detach(), p.detach() + 1)",
      "torch._dirichlet_grad(torch.tensor([0.5, 0.31, 0.9, 0.6]), torch.tensor([9., 30., 8., 3.]), torch.tensor([18., 90., 20., 7.]))",
    ],
  },
);
