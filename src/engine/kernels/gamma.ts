// The gamma function's family in double precision: ln Γ, its derivatives, the incomplete functions, Hurwitz's zeta.
// ln Γ after fdlibm's e_lgamma_r.c (Sun); digamma, trigamma and zeta by the expansions PyTorch uses, term for term.

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + (coefficients[i] ?? 0);
  return value;
}

const nearTwo = [
  0.07721566490153287, 0.06735230105312927, 0.007385550860814029, 0.0011927076318336207, 0.00022086279071390839,
  2.5214456545125733e-5,
];
const nearTwoOdd = [
  0.3224670334241136, 0.020580808432516733, 0.0028905138367341563, 0.0005100697921535113, 0.00010801156724758394,
  4.4864094961891516e-5,
];
const minimum = 1.4616321449683622;
const atMinimum = -0.12148629053584961;
const atMinimumTail = -3.638676997039505e-18;
const aboutMinimum = [
  [0.48383612272381005, -0.032788541075985965, 0.006100538702462913, -0.0014034646998923284, 0.00031563207090362595],
  [-0.1475877229945939, 0.01797067508118204, -0.0036845201678113826, 0.000881081882437654, -0.00031275416837512086],
  [0.06462494023913339, -0.010314224129834144, 0.0022596478090061247, -0.0005385953053567405, 0.0003355291926355191],
] as const;
const nearOne = [
  -0.07721566490153287, 0.6328270640250934, 1.4549225013723477, 0.9777175279633727, 0.22896372806469245,
  0.013381091853678766,
];
const nearOneBelow = [
  1, 2.4559779371304113, 2.128489763798934, 0.7692851504566728, 0.10422264559336913, 0.003217092422824239,
];
const middle = [
  -0.07721566490153287, 0.21498241596060885, 0.325778796408931, 0.14635047265246445, 0.02664227030336386,
  0.0018402845140733772, 3.194753265841009e-5,
];
const middleBelow = [
  1, 1.3920053346762105, 0.7219355475671381, 0.17193386563280308, 0.01864591917156529, 0.0007779424963818936,
  7.326684307446256e-6,
];
const stirling = [
  0.4189385332046727, 0.08333333333333297, -0.0027777777772877554, 0.0007936505586430196, -0.00059518755745034,
  0.0008363399189962821, -0.0016309293409657527,
];

/** sin πx for x < 0, exact at the integers. */
function sinPi(x: number): number {
  const rest = Math.abs(x) % 2;
  const folded = rest > 1 ? rest - 2 : rest;
  const sine = folded > 0.5 ? Math.sin(Math.PI * (1 - folded)) : Math.sin(Math.PI * folded);
  return x < 0 ? -sine : sine;
}

/** ln |Γ(x)|. */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return x;
  if (!Number.isFinite(x)) return Number.POSITIVE_INFINITY;
  if (x <= 0) {
    if (Number.isInteger(x)) return Number.POSITIVE_INFINITY;
    if (x > -(2 ** -70)) return -Math.log(-x);
    return Math.log(Math.PI / Math.abs(sinPi(x) * x)) - lgamma(-x);
  }
  if (x === 1 || x === 2) return 0;
  if (x < 2 ** -70) return -Math.log(x);
  if (x < 2) return belowTwo(x);
  if (x < 8) {
    const whole = Math.floor(x);
    const y = x - whole;
    let product = 1;
    for (let i = whole - 1; i >= 2; i--) product *= y + i;
    return y / 2 + (y * polynomial(middle, y)) / polynomial(middleBelow, y) + Math.log(product);
  }
  if (x < 2 ** 58) {
    const inverse = 1 / x;
    const [constant = 0, ...rest] = stirling;
    return (x - 0.5) * (Math.log(x) - 1) + constant + inverse * polynomial(rest, inverse * inverse);
  }
  return x * (Math.log(x) - 1);
}

function belowTwo(x: number): number {
  const small = x <= 0.9;
  const shift = small ? -Math.log(x) : 0;
  const at = small ? x + 1 : x;
  // Three expansions: about 2, about the minimum, about 1.
  if (at >= 1.7316) {
    const y = 2 - at;
    const z = y * y;
    return shift + y * polynomial(nearTwo, z) + z * polynomial(nearTwoOdd, z) - y / 2;
  }
  if (at >= 1.2316399812698364) {
    const y = at - minimum;
    const z = y * y;
    const w = z * y;
    const [first, second, third] = aboutMinimum;
    const value = z * polynomial(first, w) - (atMinimumTail - w * (polynomial(second, w) + y * polynomial(third, w)));
    return shift + atMinimum + value;
  }
  const y = at - 1;
  return shift - y / 2 + (y * polynomial(nearOne, y)) / polynomial(nearOneBelow, y);
}

const digammaTerms = [
  0.08333333333333333, -0.008333333333333333, 0.003968253968253968, -0.004166666666666667, 0.007575757575757576,
  -0.021092796092796094, 0.08333333333333333,
];

/** d/dx ln Γ(x). */
export function digamma(x: number): number {
  if (x === 0) return Object.is(x, -0) ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  if (x < 0) {
    if (Number.isInteger(x)) return Number.NaN;
    if (!Number.isFinite(x)) return Number.NaN;
    return digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x % 1));
  }
  let at = x;
  let value = 0;
  while (at < 10) {
    value -= 1 / at;
    at += 1;
  }
  if (at === 10) return value + 2.251752589066721;
  if (!Number.isFinite(at)) return at;
  const z = at < 1e17 ? 1 / (at * at) : 0;
  return value + Math.log(at) - 0.5 / at - z * polynomial(digammaTerms, z);
}

/** d²/dx² ln Γ(x), with PyTorch's few terms, rounded by `fr`. */
function trigamma(x: number, fr: (value: number) => number): number {
  let at = x;
  let value = 0;
  let sign = 1;
  if (at < 0.5) {
    sign = -1;
    const sine = fr(Math.sin(fr(fr(Math.PI) * at)));
    value = fr(value - fr(fr(fr(Math.PI) * fr(Math.PI)) / fr(sine * sine)));
    at = fr(1 - at);
  }
  for (let i = 0; i < 6; i++) {
    value = fr(value + fr(1 / fr(at * at)));
    at = fr(at + 1);
  }
  const inverse = fr(1 / fr(at * at));
  value += (1 + 1 / (2 * at) + inverse * (1 / 6 - inverse * (1 / 30 - inverse * (1 / 42)))) / at;
  return sign * value;
}

/** The n-th derivative of digamma, n ≥ 1. */
export function polygamma(n: number, x: number, round: (value: number) => number): number {
  if (n === 1) return trigamma(x, round);
  const sign = n % 2 === 1 ? 1 : -1;
  return sign * Math.exp(lgamma(n + 1)) * zeta(n + 1, x);
}

const zetaTerms = [
  12, -720, 30240, -1209600, 47900160, -1892437580.3183792, 7.47242496e10, -2950130727918.164, 116467828143500.67,
  -4597978722407473, 1.8152105401943546e17, -7.166165256175667e18,
];
const epsilon = 2 ** -53;

/** Hurwitz's zeta, Σ (q + k)^-x: the first terms, and Euler and Maclaurin's sum for the rest. */
export function zeta(x: number, q: number): number {
  if (x === 1) return Number.POSITIVE_INFINITY;
  if (x < 1 || Number.isNaN(x) || Number.isNaN(q)) return Number.NaN;
  if (q <= 0) {
    if (q === Math.floor(q)) return Number.POSITIVE_INFINITY;
    if (x !== Math.floor(x)) return Number.NaN;
  }
  // In JavaScript, 1 to an infinite power is NaN.
  let sum = q === 1 ? 1 : q ** -x;
  let at = q;
  let term = 0;
  for (let i = 0; i < 9 || at <= 9; i++) {
    at += 1;
    term = at ** -x;
    sum += term;
    if (-epsilon * sum < term && term < epsilon * sum) return sum;
  }
  sum += (term * at) / (x - 1);
  sum -= 0.5 * term;
  let factor = 1;
  let k = 0;
  for (const divisor of zetaTerms) {
    factor *= x + k;
    term /= at;
    const t = (factor * term) / divisor;
    sum += t;
    if (Math.abs(t / sum) < epsilon) return sum;
    k += 1;
    factor *= x + k;
    term /= at;
    k += 1;
  }
  return sum;
}

// The incomplete functions: a series below the bend at x = a + 1, a continued fraction above it.

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = a + 1; term > sum * epsilon; n++) {
    term *= x / n;
    sum += term;
  }
  return sum * prefactor(a, x);
}

function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < 10000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b || tiny);
    c = b + an / c || tiny;
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < epsilon) break;
  }
  return value * prefactor(a, x);
}

/** x^a e^-x / Γ(a). */
function prefactor(a: number, x: number): number {
  return Math.exp(a * Math.log(x) - x - lgamma(a));
}

/** P(a, x): the lower incomplete gamma function over Γ(a). */
export function igamma(a: number, x: number): number {
  if (Number.isNaN(a) || Number.isNaN(x) || x < 0 || a < 0) return Number.NaN;
  if (a === 0) return x > 0 ? 1 : Number.NaN;
  if (x === 0) return 0;
  if (!Number.isFinite(a)) return Number.isFinite(x) ? 0 : Number.NaN;
  if (!Number.isFinite(x)) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** Q(a, x) = 1 - P(a, x). */
export function igammac(a: number, x: number): number {
  if (Number.isNaN(a) || Number.isNaN(x) || x < 0 || a < 0) return Number.NaN;
  if (a === 0) return x > 0 ? 0 : Number.NaN;
  if (x === 0) return 1;
  if (!Number.isFinite(a)) return Number.isFinite(x) ? 1 : Number.NaN;
  if (!Number.isFinite(x)) return 0;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}
