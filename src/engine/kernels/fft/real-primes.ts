// Steps of a real transform for radices that have none of their own (7, 11, 13, …). Data as in real-passes.ts.
// Follows radfg and radbg of rfftp in pocketfft_hdronly.hpp, operation by operation: products are added four, two and one
// at a time.

import type { FloatArray } from "../arrays";
import type { Step } from "./complex-passes";

// Reads below are within the step's bounds: `as number` says so to the compiler.

/**
 * For l and radix - l: from[·, 0] plus the cosines' sum over from[·, j], and the sines' sum over from[·, radix - j].
 * Both are matrices of `size` columns, one after the other.
 */
function combine(step: Step, from: FloatArray, to: FloatArray, size: number): void {
  const { radix, roots, round } = step;
  const half = (radix + 1) / 2;
  const read = (ik: number, j: number) => from[ik + size * j] as number;
  for (let l = 1; l < half; l++) {
    const cos = (j: number) => roots[2 * ((l * j) % radix)] as number;
    const sin = (j: number) => roots[2 * ((l * j) % radix) + 1] as number;
    for (let ik = 0; ik < size; ik++) {
      let a = round(round(read(ik, 0) + round(cos(1) * read(ik, 1))) + round(cos(2) * read(ik, 2)));
      let b = round(round(sin(1) * read(ik, radix - 1)) + round(sin(2) * read(ik, radix - 2)));
      let j = 3;
      while (j < half) {
        const count = j < half - 3 ? 4 : j < half - 1 ? 2 : 1;
        let cosines = round(cos(j) * read(ik, j));
        let sines = round(sin(j) * read(ik, radix - j));
        for (let m = j + 1; m < j + count; m++) {
          cosines = round(cosines + round(cos(m) * read(ik, m)));
          sines = round(sines + round(sin(m) * read(ik, radix - m)));
        }
        a = round(a + cosines);
        b = round(b + sines);
        j += count;
      }
      to[ik + size * l] = a;
      to[ik + size * (radix - l)] = b;
    }
  }
}

/** cc as [radix][l1][ido]; its transform comes back in cc as [l1][radix][ido], through ch. */
export function forwardPrime(step: Step, cc: FloatArray, ch: FloatArray): void {
  const { radix, ido, l1, twiddles, round } = step;
  const half = (radix + 1) / 2;
  const size = ido * l1;
  const P = (a: number, b: number, c: number) => a + ido * (b + l1 * c);
  const Q = (a: number, b: number, c: number) => a + ido * (b + radix * c);
  for (let j = 1; j < half; j++) {
    const jc = radix - j;
    const [own, other] = [(j - 1) * (ido - 1), (jc - 1) * (ido - 1)];
    for (let k = 0; k < l1; k++) {
      for (let i = 1; i <= ido - 2; i += 2) {
        const [t1, t2] = [cc[P(i, k, j)] as number, cc[P(i + 1, k, j)] as number];
        const [t3, t4] = [cc[P(i, k, jc)] as number, cc[P(i + 1, k, jc)] as number];
        const [ar, ai] = [twiddles[own + i - 1] as number, twiddles[own + i] as number];
        const [br, bi] = [twiddles[other + i - 1] as number, twiddles[other + i] as number];
        const x1 = round(round(ar * t1) + round(ai * t2));
        const x2 = round(round(ar * t2) - round(ai * t1));
        const x3 = round(round(br * t3) + round(bi * t4));
        const x4 = round(round(br * t4) - round(bi * t3));
        cc[P(i, k, j)] = x3 + x1;
        cc[P(i + 1, k, jc)] = x3 - x1;
        cc[P(i + 1, k, j)] = x2 + x4;
        cc[P(i, k, jc)] = x2 - x4;
      }
      const [a, b] = [cc[P(0, k, jc)] as number, cc[P(0, k, j)] as number];
      cc[P(0, k, jc)] = a - b;
      cc[P(0, k, j)] = a + b;
    }
  }
  combine(step, cc, ch, size);
  for (let ik = 0; ik < size; ik++) {
    let total = cc[ik] as number;
    for (let j = 1; j < half; j++) total = round(total + (cc[ik + size * j] as number));
    ch[ik] = total;
  }
  for (let k = 0; k < l1; k++) {
    for (let i = 0; i < ido; i++) cc[Q(i, 0, k)] = ch[P(i, k, 0)] as number;
    for (let j = 1; j < half; j++) {
      cc[Q(ido - 1, 2 * j - 1, k)] = ch[P(0, k, j)] as number;
      cc[Q(0, 2 * j, k)] = ch[P(0, k, radix - j)] as number;
      for (let i = 1, ic = ido - 3; i <= ido - 2; i += 2, ic -= 2) {
        const [a, b] = [ch[P(i, k, j)] as number, ch[P(i, k, radix - j)] as number];
        const [c, d] = [ch[P(i + 1, k, j)] as number, ch[P(i + 1, k, radix - j)] as number];
        cc[Q(i, 2 * j, k)] = a + b;
        cc[Q(ic, 2 * j - 1, k)] = a - b;
        cc[Q(i + 1, 2 * j, k)] = c + d;
        cc[Q(ic + 1, 2 * j - 1, k)] = d - c;
      }
    }
  }
}

/** cc as [l1][radix][ido]; its transform goes to ch as [radix][l1][ido], and cc is lost. */
export function backwardPrime(step: Step, cc: FloatArray, ch: FloatArray): void {
  const { radix, ido, l1, twiddles, round } = step;
  const half = (radix + 1) / 2;
  const size = ido * l1;
  const P = (a: number, b: number, c: number) => a + ido * (b + l1 * c);
  const Q = (a: number, b: number, c: number) => a + ido * (b + radix * c);
  for (let k = 0; k < l1; k++) {
    for (let i = 0; i < ido; i++) ch[P(i, k, 0)] = cc[Q(i, 0, k)] as number;
    for (let j = 1; j < half; j++) {
      ch[P(0, k, j)] = 2 * (cc[Q(ido - 1, 2 * j - 1, k)] as number);
      ch[P(0, k, radix - j)] = 2 * (cc[Q(0, 2 * j, k)] as number);
      for (let i = 1, ic = ido - 3; i <= ido - 2; i += 2, ic -= 2) {
        const [a, b] = [cc[Q(i, 2 * j, k)] as number, cc[Q(ic, 2 * j - 1, k)] as number];
        const [c, d] = [cc[Q(i + 1, 2 * j, k)] as number, cc[Q(ic + 1, 2 * j - 1, k)] as number];
        ch[P(i, k, j)] = a + b;
        ch[P(i, k, radix - j)] = a - b;
        ch[P(i + 1, k, j)] = c - d;
        ch[P(i + 1, k, radix - j)] = c + d;
      }
    }
  }
  combine(step, ch, cc, size);
  for (let j = 1; j < half; j++) {
    for (let ik = 0; ik < size; ik++) ch[ik] = (ch[ik] as number) + (ch[ik + size * j] as number);
  }
  for (let j = 1; j < half; j++) {
    const jc = radix - j;
    for (let k = 0; k < l1; k++) {
      const [a, b] = [cc[P(0, k, j)] as number, cc[P(0, k, jc)] as number];
      ch[P(0, k, jc)] = a + b;
      ch[P(0, k, j)] = a - b;
      for (let i = 1; i <= ido - 2; i += 2) {
        const [p, q] = [cc[P(i, k, j)] as number, cc[P(i, k, jc)] as number];
        const [r, s] = [cc[P(i + 1, k, j)] as number, cc[P(i + 1, k, jc)] as number];
        ch[P(i, k, j)] = p - s;
        ch[P(i, k, jc)] = p + s;
        ch[P(i + 1, k, j)] = r + q;
        ch[P(i + 1, k, jc)] = r - q;
      }
    }
  }
  for (let j = 1; j < radix; j++) {
    const start = (j - 1) * (ido - 1);
    for (let k = 0; k < l1; k++) {
      for (let i = 1; i <= ido - 2; i += 2) {
        const [t1, t2] = [ch[P(i, k, j)] as number, ch[P(i + 1, k, j)] as number];
        const [wr, wi] = [twiddles[start + i - 1] as number, twiddles[start + i] as number];
        ch[P(i, k, j)] = round(wr * t1) - round(wi * t2);
        ch[P(i + 1, k, j)] = round(wr * t2) + round(wi * t1);
      }
    }
  }
}
