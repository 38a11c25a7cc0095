// The error function in double precision: rational approximations on five intervals, after fdlibm's s_erf.c (Sun).
// Below 1e-15 relative; JavaScript has none of its own.

const { fround } = Math;

const nearNumerator = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -0.000023763016656650163,
];
const nearDenominator = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -0.000003960228278775368,
];
const middleNumerator = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
];
const middleDenominator = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];
const farNumerator = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const farDenominator = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
const tailNumerator = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const tailDenominator = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
];
const middleOffset = 0.8450629115104675;
const efx = 0.1283791670955126;

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + (coefficients[i] ?? 0);
  return value;
}

/** 1 - erf(x) for x ≥ 1.25. */
function complement(x: number): number {
  const s = 1 / (x * x);
  const far = x < 1 / 0.35;
  const ratio = far
    ? polynomial(farNumerator, s) / polynomial(farDenominator, s)
    : polynomial(tailNumerator, s) / polynomial(tailDenominator, s);
  // x² is split so that the exponential of its rounding error is not lost.
  const z = Math.fround(x);
  return (Math.exp(-z * z - 0.5625) * Math.exp((z - x) * (z + x) + ratio)) / x;
}

/** 2/√π · ∫₀ˣ e^(-t²) dt. */
export function erf(x: number): number {
  const magnitude = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (magnitude < 0.84375) {
    if (magnitude < 2 ** -28) return x + efx * x;
    const z = x * x;
    return x + x * (polynomial(nearNumerator, z) / polynomial(nearDenominator, z));
  }
  const sign = x < 0 ? -1 : 1;
  if (magnitude < 1.25) {
    const s = magnitude - 1;
    return sign * (middleOffset + polynomial(middleNumerator, s) / polynomial(middleDenominator, s));
  }
  return magnitude >= 6 ? sign : sign * (1 - complement(magnitude));
}

/** 1 - erf(x), exact far out. */
export function erfc(x: number): number {
  if (x < 1.25 || Number.isNaN(x)) return 1 - erf(x);
  return x > 28 ? 0 : complement(x);
}

/**
 * The same as PyTorch's float32 code gives it where the result is below the normal numbers: e^(-x²)·x·erfc(x) is rounded
 * there first, and then divided by x through the rounded 1/x (Sleef's erfcf_u15).
 */
export function erfc32(x: number): number {
  if (!(x > 9.2)) return erfc(x);
  return x >= fround(10.1) ? 0 : fround(fround(complement(x) * x) * fround(1 / x));
}
