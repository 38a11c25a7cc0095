// How a sample of a gamma or a Dirichlet moves with its parameter: -(d cdf / d alpha) / pdf, by series and fitted
// rational functions, each where it is accurate. Follows aten/src/ATen/native/Distributions.h, coefficients included.

import { digamma } from "../kernels/gamma";

/** d sample / d alpha of Γ(alpha, 1) at x. */
export function gammaSampleGradient(alpha: number, x: number): number {
  if (x < 0.8) return gammaNearZero(alpha, x);
  if (alpha > 8) return gammaSaddlePoint(alpha, x);
  const u = Math.log(x / alpha);
  const v = Math.log(alpha);
  const of = (i: number): number => coefficient(0, i) + u * (coefficient(1, i) + u * coefficient(2, i));
  const p = of(0) + v * (of(1) + v * (of(2) + v * of(3)));
  const q = of(4) + v * (of(5) + v * (of(6) + v * of(7)));
  return Math.exp(p / q);
}

const gammaFit = [
  [0.16009398, -0.094634809, 0.025146376, -0.0030648343, 1, 0.32668115, 0.10406089, 0.0014179084],
  [0.53487893, 0.1298071, 0.065735949, -0.0015649758, 0.16639465, 0.020070113, -0.0035938915, -0.00058392623],
  [0.040121004, -0.0065914022, -0.0026286047, -0.0013441777, 0.017050642, -0.0021309326, 0.00085092367, -1.5247877e-7],
];

const coefficient = (row: number, i: number): number => gammaFit[row]?.[i] ?? 0;

function gammaNearZero(alpha: number, x: number): number {
  let numerator = 1;
  let denominator = alpha;
  let first = numerator / denominator;
  let second = numerator / (denominator * denominator);
  for (let i = 1; i <= 5; i++) {
    numerator *= -x / i;
    denominator += 1;
    first += numerator / denominator;
    second += numerator / (denominator * denominator);
  }
  const power = x ** alpha;
  const pdf = x ** (alpha - 1) * Math.exp(-x);
  const slope = (Math.log(x) - digamma(alpha)) * (power * first) - power * second;
  const result = -slope / pdf;
  return Number.isNaN(result) ? 0 : result;
}

function gammaSaddlePoint(alpha: number, x: number): number {
  // PyTorch compares with float32's 0.9 and 1.1.
  if (Math.fround(0.9) * alpha <= x && x <= Math.fround(1.1) * alpha) {
    const a = 1 + 24 * alpha * (1 + 12 * alpha);
    const b = 1440 * (alpha * alpha) + 6 * x * (53 - 120 * x) - (65 * x * x) / alpha + alpha * (107 + 3600 * x);
    return (a * b) / (1244160 * (alpha * alpha) * (alpha * alpha));
  }
  const root = Math.sqrt(8 * alpha);
  const near = root / (alpha - x);
  const far = (x - alpha - alpha * Math.log(x / alpha)) ** -1.5;
  const both = x < alpha ? near - far : near + far;
  const term = Math.log(x / alpha) * both - (Math.sqrt(2 / alpha) * (alpha + x)) / ((alpha - x) * (alpha - x));
  const stirling = 1 + (1 / (12 * alpha)) * (1 + 1 / (24 * alpha));
  return (-stirling * (x * term)) / root;
}

/** d sample / d alpha of one part x of a Dirichlet whose alphas sum to total, over 1 - x. */
export function dirichletSampleGradient(x: number, alpha: number, total: number): number {
  const beta = total - alpha;
  const boundary = total * x * (1 - x);
  if (x <= 0.5 && boundary < 2.5) return betaNearZeroByAlpha(x, alpha, beta);
  if (x >= 0.5 && boundary < 0.75) return -betaNearZeroByBeta(1 - x, beta, alpha);
  if (alpha > 6 && beta > 6) return betaSaddlePoint(x, alpha, beta);
  const u = Math.log(x);
  const a = Math.log(alpha) - u;
  const b = Math.log(total) - a;
  let p = 0;
  let q = 0;
  for (let i = 0; i < 9; i++) {
    const power = u ** Math.trunc(i / 3) * a ** (i % 3);
    p += power * cubic(dirichletFit[0]?.[i] ?? [], b);
    q += power * cubic(dirichletFit[1]?.[i] ?? [], b);
  }
  return (p / q) * ((x * (digamma(total) - digamma(alpha))) / beta);
}

const cubic = ([c0 = 0, c1 = 0, c2 = 0, c3 = 0]: readonly number[], b: number): number =>
  c0 + b * (c1 + b * (c2 + b * c3));

/** Numerator and denominator: a cubic in b for each power of u and a. */
const dirichletFit = [
  [
    [1.003668233, -0.01061107488, -0.0657888334, 0.01201642863],
    [0.6336835991, -0.3557432599, 0.05486251648, -0.001465281033],
    [-0.03276231906, 0.004474107445, 0.002429354597, -0.0001557569013],
    [0.221950385, -0.3187676331, 0.01799915743, 0.01074823814],
    [-0.2951249643, 0.06219954479, 0.01535556598, 0.001550077057],
    [0.02155310298, 0.004170831599, 0.001292462449, 6.976601077e-5],
    [-0.05980841433, 0.008441916499, 0.01085618172, 0.002319392565],
    [0.02911413504, 0.01400243777, -0.002721828457, 0.000751041181],
    [0.005900514878, -0.001936558688, -9.495446725e-6, 5.385558597e-5],
  ],
  [
    [1, -0.02924021934, -0.04438342661, 0.007285809825],
    [0.6357567472, -0.3473456711, 0.05454656494, -0.002407477521],
    [-0.03301322327, 0.004845219414, 0.00231480583, -0.0002307248149],
    [0.5925320577, -0.1757678135, 0.01505928619, 0.000564515273],
    [0.1014815858, -0.06589186703, 0.01272886114, -0.0007316646956],
    [-0.007258481865, 0.001096195486, 0.0003934994223, -4.12701925e-5],
    [0.06469649321, -0.0236701437, 0.002902096474, -5.896963079e-5],
    [0.001925008108, -0.002869809258, 0.0008000589141, -6.063713228e-5],
    [-0.0003477407336, 6.959756487e-5, 1.097287507e-5, -1.650964693e-6],
  ],
];

function betaNearZeroByAlpha(x: number, alpha: number, beta: number): number {
  const factor = digamma(alpha) - digamma(alpha + beta) - Math.log(x);
  let numerator = 1;
  let series = (numerator / alpha) * (factor + 1 / alpha);
  for (let i = 1; i <= 10; i++) {
    numerator *= ((i - beta) * x) / i;
    const denominator = alpha + i;
    series += (numerator / denominator) * (factor + 1 / denominator);
  }
  const result = x * (1 - x) ** -beta * series;
  return Number.isNaN(result) ? 0 : result;
}

function betaNearZeroByBeta(x: number, alpha: number, beta: number): number {
  const factor = digamma(alpha + beta) - digamma(beta);
  let numerator = 1;
  let betas = 1;
  let slopes = 0;
  let series = factor / alpha;
  for (let i = 1; i <= 8; i++) {
    numerator *= -x / i;
    slopes = slopes * (beta - i) + betas;
    betas = betas * (beta - i);
    series += (numerator / (alpha + i)) * (slopes + factor * betas);
  }
  const result = -((1 - x) ** (1 - beta)) * series;
  return Number.isNaN(result) ? 0 : result;
}

function betaSaddlePoint(x: number, alpha: number, beta: number): number {
  const total = alpha + beta;
  const mean = alpha / total;
  const deviation = Math.sqrt((alpha * beta) / (total + 1)) / total;
  if (mean - 0.1 * deviation <= x && x <= mean + 0.1 * deviation) return betaAtMean(x, alpha, beta);
  const prefactor = -x / Math.sqrt((2 * alpha * beta) / total);
  const stirling = (stirlingOf(alpha) * stirlingOf(beta)) / stirlingOf(total);
  const axbx = alpha * (x - 1) + beta * x;
  const first =
    (2 * (alpha * alpha) * (x - 1) + alpha * beta * (x - 1) - x * (beta * beta)) /
    (Math.sqrt((2 * alpha) / beta) * total ** 1.5 * axbx * axbx);
  const second = 0.5 * Math.log(alpha / (total * x));
  const third = Math.sqrt((8 * alpha * beta) / total) / (beta * x + alpha * (x - 1));
  const base = beta * Math.log(beta / (total * (1 - x))) + alpha * Math.log(alpha / (total * x));
  const fourth = base ** -1.5;
  return stirling * prefactor * (first + second * (third + (x < mean ? fourth : -fourth)));
}

const stirlingOf = (n: number): number => 1 + 1 / (12 * n) + 1 / (288 * n * n);

/** Where the formula beside this one divides by nearly 0. */
function betaAtMean(x: number, alpha: number, beta: number): number {
  const total = alpha + beta;
  const squared = beta * beta;
  const inner = (453 + 1620 * beta * (1 - x) - 455 * x) * beta + alpha * (8 * (1 - x) * (135 * beta - 11));
  const middle = 3 * (59 + 180 * beta - 90 * x) * squared + alpha * inner;
  const outer = (43 + 20 * (16 + 27 * beta) * x) * squared * beta + alpha * middle;
  const polynomial = 47 * x * squared * squared + alpha * outer;
  const over = ((1 + 12 * alpha) * (1 + 12 * beta)) / (total * total);
  const under = 12960 * alpha * alpha * alpha * beta * beta * (1 + 12 * total);
  return ((over / (1 - x)) * polynomial) / under;
}
