// torch.distributions in the language. PyTorch has a module for each distribution; here several stand in one file,
// and a module of PyTorch's name brings each of them.

import type { LibraryFile } from "../file";
import categorical from "./categorical.py";
import composed from "./composed.py";
import constraintRegistry from "./constraint_registry.py";
import constraints from "./constraints.py";
import continuousBernoulli from "./continuous_bernoulli.py";
import discrete from "./discrete.py";
import distribution from "./distribution.py";
import gammas from "./gammas.py";
import kl from "./kl.py";
import klMixed from "./kl_mixed.py";
import klPowers from "./kl_powers.py";
import lkjCholesky from "./lkj_cholesky.py";
import locationScale from "./location_scale.py";
import lowRankMultivariateNormal from "./lowrank_multivariate_normal.py";
import multivariateNormal from "./multivariate_normal.py";
import negativeBinomial from "./negative_binomial.py";
import distributions from "./package.py";
import powers from "./powers.py";
import transformed from "./transformed.py";
import transforms from "./transforms.py";
import transformsShapes from "./transforms_shapes.py";
import utils from "./utils.py";
import vonMises from "./von_mises.py";
import wishart from "./wishart.py";

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
    fishersnedecor: "FisherSnedecor",
    gamma: "Gamma",
    studentT: "StudentT",
  },
  location_scale: { cauchy: "Cauchy", laplace: "Laplace", normal: "Normal", uniform: "Uniform" },
  powers: { kumaraswamy: "Kumaraswamy", logistic_normal: "LogisticNormal", pareto: "Pareto", weibull: "Weibull" },
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
      ["constraint_registry", constraintRegistry],
      ["constraints", constraints],
      ["continuous_bernoulli", continuousBernoulli],
      ["discrete", discrete],
      ["distribution", distribution],
      ["gammas", gammas],
      ["kl", kl],
      ["kl_mixed", klMixed],
      ["kl_powers", klPowers],
      ["lkj_cholesky", lkjCholesky],
      ["location_scale", locationScale],
      ["lowrank_multivariate_normal", lowRankMultivariateNormal],
      ["multivariate_normal", multivariateNormal],
      ["negative_binomial", negativeBinomial],
      ["powers", powers],
      ["transformed", transformed],
      ["transforms", transforms],
      ["transforms_shapes", transformsShapes],
      ["utils", utils],
      ["von_mises", vonMises],
      ["wishart", wishart],
      ...aliases,
    ] as const
  ).map(([name, file]) => [`torch.distributions.${name}`, file] as const),
];
