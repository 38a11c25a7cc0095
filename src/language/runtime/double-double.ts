// Arithmetic on unevaluated sums of two doubles, about 106 bits: enough to round elementary functions as C's library
// does. Follows Dekker (1971) and Knuth's two-sum.

export interface Wide {
  readonly high: number;
  readonly low: number;
}

const SPLITTER = 134217729;

export function wide(high: number, low = 0): Wide {
  return { high, low };
}

function quickSum(a: number, b: number): Wide {
  const high = a + b;
  return { high, low: b - (high - a) };
}

function twoSum(a: number, b: number): Wide {
  const high = a + b;
  const other = high - a;
  return { high, low: a - (high - other) + (b - other) };
}

function twoProduct(a: number, b: number): Wide {
  const high = a * b;
  const ta = SPLITTER * a;
  const aHigh = ta - (ta - a);
  const aLow = a - aHigh;
  const tb = SPLITTER * b;
  const bHigh = tb - (tb - b);
  const bLow = b - bHigh;
  return { high, low: aHigh * bHigh - high + aHigh * bLow + aLow * bHigh + aLow * bLow };
}

export function sum(a: Wide, b: Wide): Wide {
  const s = twoSum(a.high, b.high);
  const t = twoSum(a.low, b.low);
  const u = quickSum(s.high, s.low + t.high);
  return quickSum(u.high, u.low + t.low);
}

export function negative(a: Wide): Wide {
  return { high: -a.high, low: -a.low };
}

export function difference(a: Wide, b: Wide): Wide {
  return sum(a, negative(b));
}

export function product(a: Wide, b: Wide): Wide {
  const p = twoProduct(a.high, b.high);
  return quickSum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

export function scaled(a: Wide, factor: number): Wide {
  const p = twoProduct(a.high, factor);
  return quickSum(p.high, p.low + a.low * factor);
}

export function quotient(a: Wide, b: Wide): Wide {
  const first = a.high / b.high;
  const rest = difference(a, scaled(b, first));
  const second = rest.high / b.high;
  const last = difference(rest, scaled(b, second)).high / b.high;
  return sum(quickSum(first, second), wide(last));
}

/** Exact multiplication by a power of two. */
export function shifted(a: Wide, exponent: number): Wide {
  const factor = 2 ** exponent;
  return { high: a.high * factor, low: a.low * factor };
}

export const toNumber = (a: Wide): number => a.high + a.low;

/** √a. */
export function squareRoot(a: Wide): Wide {
  if (a.high <= 0) return wide(0);
  const root = Math.sqrt(a.high);
  const rest = difference(a, twoProduct(root, root));
  return quickSum(root, rest.high / (2 * root));
}
