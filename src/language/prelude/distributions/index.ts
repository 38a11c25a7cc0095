// torch.distributions in the language. PyTorch has a module for each distribution; here several stand in one file,
// and a module of PyTorch's name brings each of them.

import type { LibraryFile } from "../file";
import categorical from "./categorical.py";
import composed from "./composed.py";
import constraints from "./constraints.py";
import discrete from "./discrete.py";
import distribution from "./distribution.py";
import gammas from "./gammas.py";
import kl from "./kl.py";
import klMixed from "./kl_mixed.py";
import locationScale from "./location_scale.py";
import multivariateNormal from "./multivariate_normal.py";
import distributions from "./package.py";
import transformed from "./transformed.py";
import transforms from "./transforms.py";
import utils from "./utils.py";

/** PyTorch's module of a distribution, by the file that has it here. */
const homes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  categorical: {
    multinomial: "Multinomial",
    one_hot_categorical: "OneHotCategorical, OneHotCategoricalStraightThrough",
  },
  composed: {
    independent: "Independent",
    mixture_same_family: "MixtureSameFamily",
    transformed_distribution: "TransformedDistribution",
  },
  discrete: { bernoulli: "Bernoulli", binomial: "Binomial", geometric: "Geometric", poisson: "Poisson" },
  distribution: { exp_family: "ExponentialFamily" },
  gammas: {
    beta: "Beta",
    chi2: "Chi2",
    dirichlet: "Dirichlet",
    exponential: "Exponential",
    gamma: "Gamma",
    studentT: "StudentT",
  },
  location_scale: { cauchy: "Cauchy", laplace: "Laplace", normal: "Normal", uniform: "Uniform" },
  transformed: {
    gumbel: "Gumbel",
    half_cauchy: "HalfCauchy",
    half_normal: "HalfNormal",
    log_normal: "LogNormal",
    relaxed_bernoulli: "LogitRelaxedBernoulli, RelaxedBernoulli",
    relaxed_categorical: "ExpRelaxedCategorical, RelaxedOneHotCategorical",
  },
};

const aliases = Object.entries(homes).flatMap(([file, modules]) =>
  Object.entries(modules).map(([module, names]): [string, LibraryFile] => [
    module,
    { text: `from torch.distributions.${file} import ${names}\n` },
  ]),
);

/** Module name → its file. */
export const distributionSources: readonly (readonly [string, LibraryFile])[] = [
  ["torch.distributions", distributions] as const,
  ...(
    [
      ["categorical", categorical],
      ["composed", composed],
      ["constraints", constraints],
      ["discrete", discrete],
      ["distribution", distribution],
      ["gammas", gammas],
      ["kl", kl],
      ["kl_mixed", klMixed],
      ["location_scale", locationScale],
      ["multivariate_normal", multivariateNormal],
      ["transformed", transformed],
      ["transforms", transforms],
      ["utils", utils],
      ...aliases,
    ] as const
  ).map(([name, file]) => [`torch.distributions.${name}`, file] as const),
];
