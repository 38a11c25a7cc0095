// e^A of a square matrix by rows: halved until its norm is small, a Taylor sum, squared back. In double throughout.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

/** C = A·B */
function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k] as number;
      for (let j = 0; j < n; j++) c[i * n + j] = (c[i * n + j] as number) + factor * (b[k * n + j] as number);
    }
  }
  return c;
}

/** Terms after which the sum of a matrix of norm up to 1/2 is exact in double. */
const terms = 18;

/** The largest sum of magnitudes of a row. */
function normOf(a: Float64Array, n: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += Math.abs(a[i * n + j] as number);
    if (!(sum <= largest)) largest = sum;
  }
  return largest;
}

export function exponential(a: Float64Array, n: number): Float64Array {
  const norm = normOf(a, n);
  if (!Number.isFinite(norm)) return new Float64Array(n * n).fill(Number.NaN);
  const halvings = norm > 0.5 ? Math.ceil(Math.log2(norm / 0.5)) : 0;
  const scaled = a.map((value) => value / 2 ** halvings);
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  // Horner: I + A(I + A/2(I + A/3(…)))
  let result = Float64Array.from(identity);
  for (let k = terms; k > 0; k--) {
    const product = multiply(scaled, result, n);
    result = product.map((value, i) => (identity[i] as number) + value / k);
  }
  for (let i = 0; i < halvings; i++) result = multiply(result, result, n) as Float64Array<ArrayBuffer>;
  return result;
}
