// The fused multiply-add of float32 that PyTorch's x86 and arm64 builds use, on numbers. Operands must be float32
// values (or Math.fround of them) and the result finite.

const fround = Math.fround;

/** a * b + c rounded once to float32. */
export function fma32(a: number, b: number, c: number): number {
  // The product of two float32 is exact in double. The sum is rounded to double, so fround would round twice; that
  // is only wrong when the double lies exactly half-way between two float32, where what the sum lost decides.
  const product = a * b;
  const sum = product + c;
  const rounded = fround(sum);
  const other = 2 * sum - rounded;
  if (other === rounded || fround(other) !== other) return rounded;
  // TwoSum: the exact error of the sum.
  const part = sum - product;
  const error = product - (sum - part) + (c - part);
  if (error === 0) return rounded;
  return error > 0 === other > rounded ? other : rounded;
}

const splitter = 2 ** 27 + 1;
const doubleView = new Float64Array(1);
const wordView = new BigInt64Array(doubleView.buffer);

/** a * b + c rounded once to float64, away from overflow and underflow (Boldo and Melquiond, 2008). */
export function fma64(a: number, b: number, c: number): number {
  // Dekker's product: high + low is a * b exactly.
  const aSplit = a * splitter;
  const aHigh = aSplit - (aSplit - a);
  const aLow = a - aHigh;
  const bSplit = b * splitter;
  const bHigh = bSplit - (bSplit - b);
  const bLow = b - bHigh;
  const high = a * b;
  const low = aLow * bLow - (high - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  const first = c + low;
  const firstPart = first - c;
  const firstError = c - (first - firstPart) + (low - firstPart);
  const sum = high + first;
  const sumPart = sum - high;
  const sumError = high - (sum - sumPart) + (first - sumPart);
  return sum + addToOdd(firstError, sumError);
}

/** a + b, and where that is not exact the neighbour with an odd last bit: a later rounding then sees what was lost. */
function addToOdd(a: number, b: number): number {
  const sum = a + b;
  const part = sum - a;
  const error = a - (sum - part) + (b - part);
  if (error === 0) return sum;
  doubleView[0] = sum;
  const bits = wordView[0] as bigint; // a view of one element
  if ((bits & 1n) !== 0n) return sum;
  wordView[0] = bits + (error > 0 === sum > 0 ? 1n : -1n);
  return doubleView[0];
}
