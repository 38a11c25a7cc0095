// One step of a complex transform for each radix: l1 groups of ip·ido elements, interleaved [re, im] pairs.
// Follows the passes of cfftp in pocketfft_hdronly.hpp, operation by operation; those of radix 3, 5, 7, 11 and larger
// primes are one here. Every sum and product is rounded as the C++ type rounds it.

import type { FloatArray } from "../arrays";
import type { Rounding } from "../lapack/block";

/** What one step needs besides its data. */
export interface Step {
  readonly radix: number;
  /** Elements of a group that are transformed side by side. */
  readonly ido: number;
  readonly l1: number;
  /** (radix - 1)·(ido - 1) twiddles, interleaved. */
  readonly twiddles: FloatArray;
  /** The radix-th roots of unity, interleaved. Of odd radices only. */
  readonly roots: FloatArray;
  readonly round: Rounding;
}

/** cc is [l1][radix][ido], ch becomes [radix][l1][ido]. sign: -1 forward, 1 backward. */
type Pass = (step: Step, cc: FloatArray, ch: FloatArray, sign: number) => void;

// Reads below are within the step's bounds: `as number` says so to the compiler.

/** ch[at] = (re + i·im)·w, by the twiddle w of element i for output u, or unchanged for the first element. */
function put(step: Step, ch: FloatArray, at: number, u: number, i: number, re: number, im: number, sign: number): void {
  if (i === 0 || u === 0) {
    ch[at] = re;
    ch[at + 1] = im;
    return;
  }
  const { round } = step;
  const w = 2 * ((u - 1) * (step.ido - 1) + i - 1);
  const wr = step.twiddles[w] as number;
  const wi = sign * (step.twiddles[w + 1] as number);
  ch[at] = round(round(re * wr) - round(im * wi));
  ch[at + 1] = round(round(re * wi) + round(im * wr));
}

const pass2: Pass = (step, cc, ch, sign) => {
  const { ido, l1, round } = step;
  const next = 2 * ido * l1;
  for (let k = 0; k < l1; k++) {
    for (let i = 0; i < ido; i++) {
      const a = 2 * (i + ido * 2 * k);
      const b = a + 2 * ido;
      const at = 2 * (i + ido * k);
      const [ar, ai, br, bi] = [cc[a] as number, cc[a + 1] as number, cc[b] as number, cc[b + 1] as number];
      put(step, ch, at, 0, i, round(ar + br), round(ai + bi), sign);
      put(step, ch, at + next, 1, i, round(ar - br), round(ai - bi), sign);
    }
  }
};

const pass4: Pass = (step, cc, ch, sign) => {
  const { ido, l1, round } = step;
  const next = 2 * ido * l1;
  const d = 2 * ido;
  for (let k = 0; k < l1; k++) {
    for (let i = 0; i < ido; i++) {
      const a = 2 * (i + ido * 4 * k);
      const at = 2 * (i + ido * k);
      const x0r = cc[a] as number;
      const x0i = cc[a + 1] as number;
      const x1r = cc[a + d] as number;
      const x1i = cc[a + d + 1] as number;
      const x2r = cc[a + 2 * d] as number;
      const x2i = cc[a + 2 * d + 1] as number;
      const x3r = cc[a + 3 * d] as number;
      const x3i = cc[a + 3 * d + 1] as number;
      const t2r = round(x0r + x2r);
      const t2i = round(x0i + x2i);
      const t1r = round(x0r - x2r);
      const t1i = round(x0i - x2i);
      const t3r = round(x1r + x3r);
      const t3i = round(x1i + x3i);
      // A quarter turn.
      const t4r = -sign * round(x1i - x3i);
      const t4i = sign * round(x1r - x3r);
      put(step, ch, at, 0, i, round(t2r + t3r), round(t2i + t3i), sign);
      put(step, ch, at + next, 1, i, round(t1r + t4r), round(t1i + t4i), sign);
      put(step, ch, at + 2 * next, 2, i, round(t2r - t3r), round(t2i - t3i), sign);
      put(step, ch, at + 3 * next, 3, i, round(t1r - t4r), round(t1i - t4i), sign);
    }
  }
};

const pass8: Pass = (step, cc, ch, sign) => {
  const { ido, l1, round } = step;
  const h = round(Math.SQRT1_2);
  const next = 2 * ido * l1;
  const d = 2 * ido;
  for (let k = 0; k < l1; k++) {
    for (let i = 0; i < ido; i++) {
      const p = 2 * (i + ido * 8 * k);
      const at = 2 * (i + ido * k);
      const x0 = cc[p] as number;
      const y0 = cc[p + 1] as number;
      const x1 = cc[p + d] as number;
      const y1 = cc[p + d + 1] as number;
      const x2 = cc[p + 2 * d] as number;
      const y2 = cc[p + 2 * d + 1] as number;
      const x3 = cc[p + 3 * d] as number;
      const y3 = cc[p + 3 * d + 1] as number;
      const x4 = cc[p + 4 * d] as number;
      const y4 = cc[p + 4 * d + 1] as number;
      const x5 = cc[p + 5 * d] as number;
      const y5 = cc[p + 5 * d + 1] as number;
      const x6 = cc[p + 6 * d] as number;
      const y6 = cc[p + 6 * d + 1] as number;
      const x7 = cc[p + 7 * d] as number;
      const y7 = cc[p + 7 * d + 1] as number;
      // Sums and differences of what lies half the circle apart; differences are turned by a quarter (sign: which way).
      const b1r = round(x1 + x5);
      const b1i = round(y1 + y5);
      const b5r = round(x1 - x5);
      const b5i = round(y1 - y5);
      const b3r = round(x3 + x7);
      const b3i = round(y3 + y7);
      const b7r = -sign * round(y3 - y7);
      const b7i = sign * round(x3 - x7);
      const b0r = round(x0 + x4);
      const b0i = round(y0 + y4);
      const b4r = round(x0 - x4);
      const b4i = round(y0 - y4);
      const b2r = round(x2 + x6);
      const b2i = round(y2 + y6);
      const b6r = -sign * round(y2 - y6);
      const b6i = sign * round(x2 - x6);
      const a1r = round(b1r + b3r);
      const a1i = round(b1i + b3i);
      const a3r = -sign * round(b1i - b3i);
      const a3i = sign * round(b1r - b3r);
      const c5r = round(b5r + b7r);
      const c5i = round(b5i + b7i);
      const c7r = round(b5r - b7r);
      const c7i = round(b5i - b7i);
      // An eighth of a turn, and three of them.
      const a5r = round(h * round(c5r - sign * c5i));
      const a5i = round(h * round(c5i + sign * c5r));
      const a7r = round(h * round(-c7r - sign * c7i));
      const a7i = round(h * round(sign * c7r - c7i));
      const a0r = round(b0r + b2r);
      const a0i = round(b0i + b2i);
      const a2r = round(b0r - b2r);
      const a2i = round(b0i - b2i);
      const a4r = round(b4r + b6r);
      const a4i = round(b4i + b6i);
      const a6r = round(b4r - b6r);
      const a6i = round(b4i - b6i);
      put(step, ch, at, 0, i, round(a0r + a1r), round(a0i + a1i), sign);
      put(step, ch, at + 4 * next, 4, i, round(a0r - a1r), round(a0i - a1i), sign);
      put(step, ch, at + 2 * next, 2, i, round(a2r + a3r), round(a2i + a3i), sign);
      put(step, ch, at + 6 * next, 6, i, round(a2r - a3r), round(a2i - a3i), sign);
      put(step, ch, at + next, 1, i, round(a4r + a5r), round(a4i + a5i), sign);
      put(step, ch, at + 5 * next, 5, i, round(a4r - a5r), round(a4i - a5i), sign);
      put(step, ch, at + 3 * next, 3, i, round(a6r + a7r), round(a6i + a7i), sign);
      put(step, ch, at + 7 * next, 7, i, round(a6r - a7r), round(a6i - a7i), sign);
    }
  }
};

const passOdd: Pass = (step, cc, ch, sign) => {
  const { radix, ido, l1, roots, round } = step;
  const next = 2 * ido * l1;
  const half = (radix + 1) / 2;
  // Sums and differences of element j and radix - j.
  const sums = new Float64Array(2 * half);
  const differences = new Float64Array(2 * half);
  // Beyond 11 pocketfft adds products in pairs.
  const first = radix > 11 ? 3 : half;
  for (let k = 0; k < l1; k++) {
    for (let i = 0; i < ido; i++) {
      const a = 2 * (i + ido * radix * k);
      const at = 2 * (i + ido * k);
      const zr = cc[a] as number;
      const zi = cc[a + 1] as number;
      let totalR = zr;
      let totalI = zi;
      for (let j = 1; j < half; j++) {
        const p = a + 2 * ido * j;
        const q = a + 2 * ido * (radix - j);
        const [pr, pi, qr, qi] = [cc[p] as number, cc[p + 1] as number, cc[q] as number, cc[q + 1] as number];
        sums[2 * j] = round(pr + qr);
        sums[2 * j + 1] = round(pi + qi);
        differences[2 * j] = round(pr - qr);
        differences[2 * j + 1] = round(pi - qi);
        totalR = round(totalR + (sums[2 * j] as number));
        totalI = round(totalI + (sums[2 * j + 1] as number));
      }
      put(step, ch, at, 0, i, totalR, totalI, sign);
      for (let u = 1; u < half; u++) {
        let [car, cai, cbr, cbi] = [zr, zi, 0, 0];
        for (let j = 1; j < half; j++) {
          const w = 2 * ((u * j) % radix);
          const wr = roots[w] as number;
          const wi = sign * (roots[w + 1] as number);
          let xr = round(wr * (sums[2 * j] as number));
          let xi = round(wr * (sums[2 * j + 1] as number));
          let yr = round(wi * (differences[2 * j] as number));
          let yi = round(wi * (differences[2 * j + 1] as number));
          if (j >= first && j + 1 < half) {
            j++;
            const v = 2 * ((u * j) % radix);
            const vr = roots[v] as number;
            const vi = sign * (roots[v + 1] as number);
            xr = round(xr + round(vr * (sums[2 * j] as number)));
            xi = round(xi + round(vr * (sums[2 * j + 1] as number)));
            yr = round(yr + round(vi * (differences[2 * j] as number)));
            yi = round(yi + round(vi * (differences[2 * j + 1] as number)));
          }
          car = round(car + xr);
          cai = round(cai + xi);
          cbi = j === 1 ? yr : round(cbi + yr);
          cbr = j === 1 ? -yi : round(cbr - yi);
        }
        put(step, ch, at + u * next, u, i, round(car + cbr), round(cai + cbi), sign);
        put(step, ch, at + (radix - u) * next, radix - u, i, round(car - cbr), round(cai - cbi), sign);
      }
    }
  }
};

export const complexPass: Pass = (step, cc, ch, sign) => {
  if (step.radix === 8) pass8(step, cc, ch, sign);
  else if (step.radix === 4) pass4(step, cc, ch, sign);
  else if (step.radix === 2) pass2(step, cc, ch, sign);
  else passOdd(step, cc, ch, sign);
};
