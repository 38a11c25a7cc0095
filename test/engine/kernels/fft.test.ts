// Fourier transforms against their definition; op samples compare the digits with PyTorch's.
import { describe, expect, it } from "vitest";
import { complexPlan, realPlan } from "../../../src/engine/kernels/fft/plan";

// Powers of two, small primes, odd products, a prime squared, and primes that take Bluestein's algorithm.
const LENGTHS = [
  1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 15, 16, 17, 20, 22, 30, 35, 48, 49, 60, 64, 66, 77, 91, 97, 113, 121, 169, 211,
  243,
];

/** Fixed values without a pattern that a transform would hide. */
function values(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => Math.sin(1.7 * i * i + 0.3 * i) + 0.1 * (i % 5));
}

/** Σ x[m]·e^(sign·2πi·k·m/n), pairs [re, im]. */
function definition(data: ArrayLike<number>, sign: number): Float64Array {
  const n = data.length / 2;
  const result = new Float64Array(2 * n);
  for (let k = 0; k < n; k++) {
    for (let m = 0; m < n; m++) {
      const angle = (sign * 2 * Math.PI * ((k * m) % n)) / n;
      const [re = 0, im = 0] = [data[2 * m], data[2 * m + 1]];
      result[2 * k] = (result[2 * k] ?? 0) + re * Math.cos(angle) - im * Math.sin(angle);
      result[2 * k + 1] = (result[2 * k + 1] ?? 0) + re * Math.sin(angle) + im * Math.cos(angle);
    }
  }
  return result;
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (x, i) => Math.abs(x - (b[i] ?? 0))));
}

describe.each(LENGTHS)("a transform of %i elements", (n) => {
  it("is the definition's sum, forward and backward", () => {
    for (const sign of [-1, 1] as const) {
      const data = values(2 * n);
      const expected = definition(data, sign);
      complexPlan(n, data).run(data, sign, 1);
      expect(distance(data, expected)).toBeLessThan(1e-13 * n + 1e-13);
    }
  });

  it("of float32 is that to float32's precision", () => {
    const data = Float32Array.from(values(2 * n));
    const expected = definition(data, -1);
    complexPlan(n, data).run(data, -1, 1);
    expect(distance(data, expected)).toBeLessThan(1e-5 * Math.sqrt(n));
  });

  it("of reals is the first half, and comes back scaled", () => {
    const data = values(n);
    const pairs = new Float64Array(2 * n);
    data.forEach((x, i) => {
      pairs[2 * i] = x;
    });
    const whole = definition(pairs, -1);
    const half = Float64Array.from({ length: n }, (_, i) => (i === 0 ? whole[0] : whole[i + 1]) ?? 0);
    const plan = realPlan(n, data);
    const given = Float64Array.from(data);
    plan.forward(data, 1);
    expect(distance(data, half)).toBeLessThan(1e-13 * n + 1e-13);
    plan.backward(data, 1 / n);
    expect(distance(data, given)).toBeLessThan(1e-13 * n);
  });
});
