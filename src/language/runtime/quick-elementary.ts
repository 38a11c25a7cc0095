// e^x, ln x, sines and arctangents in plain doubles with their rests, by tables: to about 2^-65 of the result, so that
// nearly always its rounding to a double is known (Tang 1989, 1990; Gal and Bachelis 1991). Where it is not, ./elementary computes the long way.

import { type Wide, wide } from "./double-double";

/** Makes a table's values the long way, once. */
export interface LongWay {
  readonly exp: (numerator: number, denominator: number) => Wide;
  readonly log: (x: number) => Wide;
  readonly arctangent: (x: number) => Wide;
  readonly sineAndCosine: (x: number) => { readonly sine: Wide; readonly cosine: Wide };
}

const STEPS = 64;
// ln 2 / 64 in three pieces: products of the first two with a step's number are exact.
const STEP = Math.LN2 / STEPS;
const STEP_HIGH = Math.fround(STEP);
const STEP_MIDDLE = Math.fround(STEP - STEP_HIGH);
const STEP_LOW = STEP - STEP_HIGH - STEP_MIDDLE + 2.3190468138462996e-17 / STEPS;

const SPLITTER = 134217729;

const doubles = new Float64Array(1);
const words = new Uint32Array(doubles.buffer);

/** 2 to a power that a normal double has. */
function powerOfTwo(exponent: number): number {
  words[0] = 0;
  words[1] = (exponent + 1023) << 20;
  return doubles[0] as number;
}

/** What the rest of a product lacks. */
function productRest(a: number, b: number, product: number): number {
  const ta = SPLITTER * a;
  const aHigh = ta - (ta - a);
  const aLow = a - aHigh;
  const tb = SPLITTER * b;
  const bHigh = tb - (tb - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** 2^(j/64) with its rest, two numbers each. */
let powers: Float64Array | null = null;

function powerTable(long: LongWay): Float64Array {
  const table = new Float64Array(2 * STEPS);
  for (let j = 0; j < STEPS; j++) {
    const { high, low } = long.exp(j, STEPS);
    table[2 * j] = high;
    table[2 * j + 1] = low;
  }
  powers = table;
  return table;
}

/** e^(x + rest), where `doubt` is what the argument may be off by; NaN where the rounding is not known. */
export function quickExp(x: number, rest: number, doubt: number, long: LongWay): number {
  // What lies near the subnormal numbers is rounded elsewhere.
  if (!(x > -690 && x < 709)) return Number.NaN;
  const table = powers ?? powerTable(long);
  const n = Math.round(x / STEP);
  const j = n & (STEPS - 1);
  // r = x - n·ln2/64, |r| < 0.0055, with its rest
  const first = x - n * STEP_HIGH;
  const second = n * STEP_MIDDLE;
  const near = first - second;
  const other = near - first;
  const nearRest = first - (near - other) - (second + other) - n * STEP_LOW + rest;
  const r = near + nearRest;
  const rRest = near - r + nearRest;
  // e^r - 1 = r + q
  const q = rRest + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r / 5040)))));
  const high = table[2 * j] as number;
  const low = table[2 * j + 1] as number;
  const product = high * r;
  const sum = high + product;
  const sumRest = high - sum + product + (productRest(high, r, product) + low + high * (q + rRest * r) + low * r);
  const unsure = sum * (2 ** -63 + doubt);
  const rounded = sum + (sumRest + unsure);
  return rounded === sum + (sumRest - unsure) ? rounded * powerOfTwo((n - j) / STEPS) : Number.NaN;
}

const CELLS = 128;
/** The first one that lies beyond √2. */
const UPPER_CELL = 53;

/** For the 128 parts that [1, 2) is cut into: a number of few bits near 1/m, and -ln of it with its rest. */
let inverses: Float64Array | null = null;

function inverseTable(long: LongWay): Float64Array {
  const table = new Float64Array(3 * CELLS);
  for (let j = 0; j < CELLS; j++) {
    // From there on, half of m is taken, so that logarithms of numbers near 1 cancel nothing.
    const middle = 1 + (j + 0.5) / CELLS;
    const isUpper = j >= UPPER_CELL;
    const inverse = j === 0 || j === CELLS - 1 ? 1 : Math.round(1024 / (isUpper ? middle / 2 : middle)) / 1024;
    const { high, low } = inverse === 1 ? wide(0) : long.log(inverse);
    table[3 * j] = isUpper ? inverse / 2 : inverse;
    table[3 * j + 1] = -high;
    table[3 * j + 2] = -low;
  }
  inverses = table;
  return table;
}

/** ln 2 in two pieces, of which the first has few enough bits for an exact product with an exponent. */
const LN2_HIGH = Math.fround(Math.LN2);
const LN2_LOW = Math.LN2 - LN2_HIGH;
const LN2_REST = 2.3190468138462996e-17;

/** ln x of a positive normal double with its rest, to about 2^-65. */
export function quickLog(x: number, long: LongWay): Wide {
  const table = inverses ?? inverseTable(long);
  doubles[0] = x;
  const top = words[1] as number;
  const j = (top >>> 13) & (CELLS - 1);
  words[1] = (top & 0xfffff) | 0x3ff00000;
  const mantissa = doubles[0] as number;
  const inverse = table[3 * j] as number;
  const exponent = (top >>> 20) - 1023 + (j >= UPPER_CELL ? 1 : 0);
  // r = m/c - 1 with its rest
  const product = mantissa * inverse;
  const r = product - 1;
  const rRest = productRest(mantissa, inverse, product);
  // ln(1 + r) = r - r²/2 + r³·(1/3 - …)
  const square = r * r;
  const half = square / 2;
  const near = r - half;
  const nearRest =
    r -
    near -
    half +
    (rRest * (1 - r) -
      productRest(r, r, square) / 2 +
      r *
        square *
        (1 / 3 -
          r *
            (1 / 4 -
              r *
                (1 / 5 -
                  r * (1 / 6 - r * (1 / 7 - r * (1 / 8 - r * (1 / 9 - r * (1 / 10 - r * (1 / 11 - r / 12))))))))));
  // The three summands, largest first.
  const byExponent = exponent * LN2_HIGH;
  const byExponentLow = exponent * LN2_LOW;
  const byTable = table[3 * j + 1] as number;
  const a = byExponent + byExponentLow;
  const aRest = byExponent - a + byExponentLow + exponent * LN2_REST;
  const b = a + byTable;
  const bOther = b - a;
  const bRest = a - (b - bOther) + (byTable - bOther) + aRest + (table[3 * j + 2] as number);
  const sum = b + near;
  const sumOther = sum - b;
  const sumRest = b - (sum - sumOther) + (near - sumOther) + (bRest + nearRest);
  const high = sum + sumRest;
  return wide(high, sum - high + sumRest);
}

const ANGLES = 64;

/** Arctangents of 0/64 … 64/64 with their rests. */
let angles: Float64Array | null = null;

function angleTable(long: LongWay): Float64Array {
  const table = new Float64Array(2 * (ANGLES + 1));
  for (let j = 1; j <= ANGLES; j++) {
    const { high, low } = long.arctangent(j / ANGLES);
    table[2 * j] = high;
    table[2 * j + 1] = low;
  }
  angles = table;
  return table;
}

/** The arctangent of a quotient of positive numbers that is at most 1, to about 2^-65. */
export function quickArctangent(top: Wide, bottom: Wide, long: LongWay): Wide {
  const table = angles ?? angleTable(long);
  const j = Math.round((top.high / bottom.high) * ANGLES);
  const c = j / ANGLES;
  // atan(t/b) = atan(c) + atan(r), r = (t - c·b) / (b + c·t)
  const below = c * bottom.high;
  const above = top.high - below;
  const aboveRest = -productRest(c, bottom.high, below) + top.low - c * bottom.low;
  const across = c * top.high;
  const under = bottom.high + across;
  const underOther = under - bottom.high;
  const underRest =
    bottom.high -
    (under - underOther) +
    (across - underOther) +
    productRest(c, top.high, across) +
    bottom.low +
    c * top.low;
  const r = (above + aboveRest) / under;
  const product = r * under;
  const rRest = (above - product - productRest(r, under, product) + aboveRest - r * underRest) / under;
  // atan r = r - r³/3 + …
  const square = r * r;
  const series =
    r * square * (-1 / 3 + square * (1 / 5 + square * (-1 / 7 + square * (1 / 9 + square * (-1 / 11 + square / 13)))));
  const base = table[2 * j] as number;
  const sum = base + r;
  const sumRest = j === 0 ? 0 : base - sum + r;
  const rest = sumRest + ((table[2 * j + 1] as number) + rRest * (1 - square) + series);
  const high = sum + rest;
  return wide(high, sum - high + rest);
}

const TURN_STEPS = 64;
/** Past π/4 in steps of 1/64. */
const TURN_CELLS = 52;
// π/2 in three pieces (fdlibm's), of which the first two have few enough bits for exact products with 2^20 turns.
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_MIDDLE = 6.077100506303966e-11;
const HALF_PI_LOW = 2.0222662487959506e-21;
const MOST_TURNS = 2 ** 20;

/** Sine and cosine of 0/64 … 51/64 with their rests, four numbers each. */
let turnTable: Float64Array | null = null;

function makeTurnTable(long: LongWay): Float64Array {
  const table = new Float64Array(4 * TURN_CELLS);
  for (let j = 0; j < TURN_CELLS; j++) {
    const { sine, cosine } = long.sineAndCosine(j / TURN_STEPS);
    table.set([sine.high, sine.low, cosine.high, cosine.low], 4 * j);
  }
  turnTable = table;
  return table;
}

/** sin(x + quarters·π/2); NaN where the rounding is not known. */
export function quickSine(x: number, quarters: number, long: LongWay): number {
  const turns = Math.round(x / (HALF_PI_HIGH + HALF_PI_MIDDLE));
  if (!(Math.abs(turns) < MOST_TURNS)) return Number.NaN;
  const table = turnTable ?? makeTurnTable(long);
  const first = x - turns * HALF_PI_HIGH;
  const second = turns * HALF_PI_MIDDLE;
  const angle = first - second;
  const other = angle - first;
  const angleRest = first - (angle - other) - (second + other) - turns * HALF_PI_LOW;
  const y = Math.abs(angle);
  // So near to a whole turn the rest of π/2 counts.
  if (turns !== 0 && y < 2 ** -30) return Number.NaN;
  const yRest = angle < 0 ? -angleRest : angleRest;
  const quarter = (turns + quarters) & 3;
  const isSine = (quarter & 1) === 0;
  const isNegative = ((quarter & 2) !== 0) !== (isSine && angle < 0);
  const j = Math.round(y * TURN_STEPS);
  const r = y - j / TURN_STEPS;
  const square = r * r;
  // sin r - r and cos r - 1
  const beyond = r * square * (-1 / 6 + square * (1 / 120 - square / 5040));
  let sum = r;
  let sumRest = yRest + beyond;
  if (j > 0 || !isSine) {
    // sin(c + r) = sin c + r·cos c + …, cos(c + r) = cos c - r·sin c + …
    const sign = isSine ? 1 : -1;
    const [at, slope] = isSine ? [4 * j, 4 * j + 2] : [4 * j + 2, 4 * j];
    const base = table[at] as number;
    const factor = sign * (table[slope] as number);
    const below = square * (-1 / 2 + square * (1 / 24 - square / 720));
    const product = factor * r;
    sum = base + product;
    sumRest =
      base -
      sum +
      product +
      (productRest(factor, r, product) +
        (table[at + 1] as number) +
        sign * (table[slope + 1] as number) * r +
        (factor - base * r) * yRest +
        base * below +
        factor * beyond);
  }
  const unsure = sum * 2 ** -64;
  const rounded = sum + (sumRest + unsure);
  if (rounded !== sum + (sumRest - unsure)) return Number.NaN;
  return isNegative ? -rounded : rounded;
}
