// Roots of unity as pocketfft has them: two tables of about √n entries, and their products. The entries are rounded to
// the nearest double, as C's sin and cos nearly always are; JavaScript's are off in one of ten.
// Follows sincos_2pibyn of pocketfft_hdronly.hpp.

/** e^(2πi·index/n), not rounded to float32. */
export interface Roots {
  cos(index: number): number;
  sin(index: number): number;
}

/** A sum of two doubles. */
type Pair = readonly [high: number, low: number];

function exactSum(a: number, b: number): Pair {
  const sum = a + b;
  const rest = sum - a;
  return [sum, a - (sum - rest) + (b - rest)];
}

/** By Dekker's splitting. */
function exactProduct(a: number, b: number): Pair {
  const split = (x: number): Pair => {
    const c = 134217729 * x;
    const high = c - (c - x);
    return [high, x - high];
  };
  const [ah, al] = split(a);
  const [bh, bl] = split(b);
  const product = a * b;
  return [product, ah * bh - product + ah * bl + al * bh + al * bl];
}

function add(a: Pair, b: Pair): Pair {
  const [sum, rest] = exactSum(a[0], b[0]);
  return exactSum(sum, rest + a[1] + b[1]);
}

function multiply(a: Pair, b: Pair): Pair {
  const [product, rest] = exactProduct(a[0], b[0]);
  return exactSum(product, rest + a[0] * b[1] + a[1] * b[0]);
}

function divide(a: Pair, by: number): Pair {
  const quotient = a[0] / by;
  const [product, rest] = exactProduct(quotient, by);
  return exactSum(quotient, (a[0] - product - rest + a[1]) / by);
}

/** cos and sin of an angle from 0 to π/4, by their series. */
function circle(angle: Pair): [cos: number, sin: number] {
  const square = multiply(angle, angle);
  const series = (first: Pair, from: number): number => {
    let [term, sum] = [first, first];
    for (let k = from; k < 30; k += 2) {
      term = divide(multiply(term, square), -k * (k + 1));
      sum = add(sum, term);
    }
    return sum[0];
  };
  return [series([1, 0], 1), series(angle, 2)];
}

const PI: Pair = [Math.PI, 1.2246467991473532e-16];

/** cos and sin of 2π·x/n, from the first eighth of the circle: `times` gives π/(4n), that many times. */
function root(x: number, n: number, times: (count: number) => Pair): [cos: number, sin: number] {
  const eighths = 8 * x;
  const upper = eighths < 4 * n ? 1 : -1;
  const at = upper > 0 ? eighths : 8 * n - eighths;
  const right = at < 2 * n;
  const quarter = right ? at : at - 2 * n;
  const [a, b] = circle(times(quarter < n ? quarter : 2 * n - quarter));
  const [c, s] = quarter < n ? [a, b] : [b, a];
  return right ? [c, upper * s] : [-s, upper * c];
}

/** Each root worked out by itself. */
export function exactRoots(n: number): Roots {
  const times = (count: number) => multiply(divide(PI, 4 * n), [count, 0]);
  return { cos: (index) => root(index, n, times)[0], sin: (index) => root(index, n, times)[1] };
}

/** The same as products of two entries of tables, which are off by a bit now and then. */
export function rootsOfUnity(n: number): Roots {
  const half = Math.floor((n + 2) / 2);
  let shift = 1;
  while (2 ** shift * 2 ** shift < half) shift++;
  const step = 2 ** shift;
  const fine = table(n, step, 1);
  const coarse = table(n, Math.floor((half + step - 1) / step), step);
  const product = (index: number, part: 0 | 1): number => {
    const [a, b] = [2 * (index % step), 2 * Math.floor(index / step)];
    // Within the tables: index is at most n/2.
    const [xr, xi] = [fine[a] as number, fine[a + 1] as number];
    const [yr, yi] = [coarse[b] as number, coarse[b + 1] as number];
    return part === 0 ? xr * yr - xi * yi : xr * yi + xi * yr;
  };
  return {
    cos: (index) => product(2 * index <= n ? index : n - index, 0),
    sin: (index) => (2 * index <= n ? product(index, 1) : -product(n - index, 1)),
  };
}

function table(n: number, count: number, stride: number): Float64Array {
  const entries = new Float64Array(2 * count);
  // Angles are doubles there.
  const [angle] = divide(PI, 4 * n);
  entries[0] = 1;
  for (let i = 1; i < count; i++)
    entries.set(
      root(i * stride, n, (times) => [times * angle, 0]),
      2 * i,
    );
  return entries;
}
