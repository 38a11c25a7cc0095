// One step of a real transform for each radix: half-complex data [r0, r1, i1, r2, i2, …] in groups. Forward steps take
// cc as [radix][l1][ido] to ch as [l1][radix][ido], backward steps the other way round.
// Follows rfftp in pocketfft_hdronly.hpp, operation by operation. Every sum and product is rounded as the C++ type
// rounds it.

import type { FloatArray } from "../arrays";
import type { Step } from "./complex-passes";

type RealPass = (step: Step, cc: FloatArray, ch: FloatArray) => void;

// Reads below are within the step's bounds: `as number` says so to the compiler.

/** Twiddle element `at` of output u + 1. */
function twiddle(step: Step, u: number, at: number): number {
  return step.twiddles[at + u * (step.ido - 1)] as number;
}

const forward2: RealPass = (step, cc, ch) => {
  const { ido, l1 } = step;
  const C = (a: number, b: number, c: number) => cc[a + ido * (b + l1 * c)] as number;
  const H = (a: number, b: number, c: number) => a + ido * (b + 2 * c);
  for (let k = 0; k < l1; k++) {
    ch[H(0, 0, k)] = C(0, k, 0) + C(0, k, 1);
    ch[H(ido - 1, 1, k)] = C(0, k, 0) - C(0, k, 1);
    if (ido % 2 === 0) {
      ch[H(0, 1, k)] = -C(ido - 1, k, 1);
      ch[H(ido - 1, 0, k)] = C(ido - 1, k, 0);
    }
    for (let i = 2; i < ido; i += 2) {
      const ic = ido - i;
      const [tr2, ti2] = untwisted(step, 0, i, C(i - 1, k, 1), C(i, k, 1));
      ch[H(i - 1, 0, k)] = C(i - 1, k, 0) + tr2;
      ch[H(ic - 1, 1, k)] = C(i - 1, k, 0) - tr2;
      ch[H(i, 0, k)] = ti2 + C(i, k, 0);
      ch[H(ic, 1, k)] = ti2 - C(i, k, 0);
    }
  }
};

const forward3: RealPass = (step, cc, ch) => {
  const { ido, l1, round } = step;
  const C = (a: number, b: number, c: number) => cc[a + ido * (b + l1 * c)] as number;
  const H = (a: number, b: number, c: number) => a + ido * (b + 3 * c);
  const taui = round(0.8660254037844386);
  for (let k = 0; k < l1; k++) {
    const sum = round(C(0, k, 1) + C(0, k, 2));
    ch[H(0, 0, k)] = C(0, k, 0) + sum;
    ch[H(0, 2, k)] = taui * round(C(0, k, 2) - C(0, k, 1));
    ch[H(ido - 1, 1, k)] = C(0, k, 0) + round(-0.5 * sum);
    for (let i = 2; i < ido; i += 2) {
      const ic = ido - i;
      const [dr2, di2] = untwisted(step, 0, i, C(i - 1, k, 1), C(i, k, 1));
      const [dr3, di3] = untwisted(step, 1, i, C(i - 1, k, 2), C(i, k, 2));
      const cr2 = round(dr2 + dr3);
      const ci2 = round(di2 + di3);
      ch[H(i - 1, 0, k)] = C(i - 1, k, 0) + cr2;
      ch[H(i, 0, k)] = C(i, k, 0) + ci2;
      const tr2 = round(C(i - 1, k, 0) + round(-0.5 * cr2));
      const ti2 = round(C(i, k, 0) + round(-0.5 * ci2));
      const tr3 = round(taui * round(di2 - di3));
      const ti3 = round(taui * round(dr3 - dr2));
      ch[H(i - 1, 2, k)] = tr2 + tr3;
      ch[H(ic - 1, 1, k)] = tr2 - tr3;
      ch[H(i, 2, k)] = ti3 + ti2;
      ch[H(ic, 1, k)] = ti3 - ti2;
    }
  }
};

/** (re + i·im)·conj(w), by the twiddle of element i for output u + 1. */
function untwisted(step: Step, u: number, i: number, re: number, im: number): [re: number, im: number] {
  const { round } = step;
  const [wr, wi] = [twiddle(step, u, i - 2), twiddle(step, u, i - 1)];
  return [round(round(wr * re) + round(wi * im)), round(round(wr * im) - round(wi * re))];
}

const forward4: RealPass = (step, cc, ch) => {
  const { ido, l1, round } = step;
  const C = (a: number, b: number, c: number) => cc[a + ido * (b + l1 * c)] as number;
  const H = (a: number, b: number, c: number) => a + ido * (b + 4 * c);
  const h = round(Math.SQRT1_2);
  for (let k = 0; k < l1; k++) {
    const tr1 = round(C(0, k, 3) + C(0, k, 1));
    ch[H(0, 2, k)] = C(0, k, 3) - C(0, k, 1);
    const tr2 = round(C(0, k, 0) + C(0, k, 2));
    ch[H(ido - 1, 1, k)] = C(0, k, 0) - C(0, k, 2);
    ch[H(0, 0, k)] = tr2 + tr1;
    ch[H(ido - 1, 3, k)] = tr2 - tr1;
    if (ido % 2 === 0) {
      const ti = round(-h * round(C(ido - 1, k, 1) + C(ido - 1, k, 3)));
      const tr = round(h * round(C(ido - 1, k, 1) - C(ido - 1, k, 3)));
      ch[H(ido - 1, 0, k)] = C(ido - 1, k, 0) + tr;
      ch[H(ido - 1, 2, k)] = C(ido - 1, k, 0) - tr;
      ch[H(0, 3, k)] = ti + C(ido - 1, k, 2);
      ch[H(0, 1, k)] = ti - C(ido - 1, k, 2);
    }
    for (let i = 2; i < ido; i += 2) {
      const ic = ido - i;
      const [cr2, ci2] = untwisted(step, 0, i, C(i - 1, k, 1), C(i, k, 1));
      const [cr3, ci3] = untwisted(step, 1, i, C(i - 1, k, 2), C(i, k, 2));
      const [cr4, ci4] = untwisted(step, 2, i, C(i - 1, k, 3), C(i, k, 3));
      const [r1, r4] = [round(cr4 + cr2), round(cr4 - cr2)];
      const [i1, i4] = [round(ci2 + ci4), round(ci2 - ci4)];
      const [r2, r3] = [round(C(i - 1, k, 0) + cr3), round(C(i - 1, k, 0) - cr3)];
      const [i2, i3] = [round(C(i, k, 0) + ci3), round(C(i, k, 0) - ci3)];
      ch[H(i - 1, 0, k)] = r2 + r1;
      ch[H(ic - 1, 3, k)] = r2 - r1;
      ch[H(i, 0, k)] = i1 + i2;
      ch[H(ic, 3, k)] = i1 - i2;
      ch[H(i - 1, 2, k)] = r3 + i4;
      ch[H(ic - 1, 1, k)] = r3 - i4;
      ch[H(i, 2, k)] = r4 + i3;
      ch[H(ic, 1, k)] = r4 - i3;
    }
  }
};

/** cos and sin of a fifth and two fifths of a turn. */
const FIFTHS = [0.30901699437494745, 0.9510565162951535, -0.8090169943749475, 0.5877852522924731] as const;

const forward5: RealPass = (step, cc, ch) => {
  const { ido, l1, round } = step;
  const C = (a: number, b: number, c: number) => cc[a + ido * (b + l1 * c)] as number;
  const H = (a: number, b: number, c: number) => a + ido * (b + 5 * c);
  const [c1, s1, c2, s2] = [round(FIFTHS[0]), round(FIFTHS[1]), round(FIFTHS[2]), round(FIFTHS[3])];
  const sum3 = (z: number, a: number, x: number, b: number, y: number) => round(round(z + round(a * x)) + round(b * y));
  for (let k = 0; k < l1; k++) {
    const [cr2, ci5] = [round(C(0, k, 4) + C(0, k, 1)), round(C(0, k, 4) - C(0, k, 1))];
    const [cr3, ci4] = [round(C(0, k, 3) + C(0, k, 2)), round(C(0, k, 3) - C(0, k, 2))];
    ch[H(0, 0, k)] = round(C(0, k, 0) + cr2) + cr3;
    ch[H(ido - 1, 1, k)] = sum3(C(0, k, 0), c1, cr2, c2, cr3);
    ch[H(0, 2, k)] = round(s1 * ci5) + round(s2 * ci4);
    ch[H(ido - 1, 3, k)] = sum3(C(0, k, 0), c2, cr2, c1, cr3);
    ch[H(0, 4, k)] = round(s2 * ci5) - round(s1 * ci4);
    for (let i = 2; i < ido; i += 2) {
      const ic = ido - i;
      const [dr2, di2] = untwisted(step, 0, i, C(i - 1, k, 1), C(i, k, 1));
      const [dr3, di3] = untwisted(step, 1, i, C(i - 1, k, 2), C(i, k, 2));
      const [dr4, di4] = untwisted(step, 2, i, C(i - 1, k, 3), C(i, k, 3));
      const [dr5, di5] = untwisted(step, 3, i, C(i - 1, k, 4), C(i, k, 4));
      const [r2, i5] = [round(dr5 + dr2), round(dr5 - dr2)];
      const [i2, r5] = [round(di2 + di5), round(di2 - di5)];
      const [r3, i4] = [round(dr4 + dr3), round(dr4 - dr3)];
      const [i3, r4] = [round(di3 + di4), round(di3 - di4)];
      ch[H(i - 1, 0, k)] = round(C(i - 1, k, 0) + r2) + r3;
      ch[H(i, 0, k)] = round(C(i, k, 0) + i2) + i3;
      const tr2 = sum3(C(i - 1, k, 0), c1, r2, c2, r3);
      const ti2 = sum3(C(i, k, 0), c1, i2, c2, i3);
      const tr3 = sum3(C(i - 1, k, 0), c2, r2, c1, r3);
      const ti3 = sum3(C(i, k, 0), c2, i2, c1, i3);
      const tr5 = round(round(r5 * s1) + round(r4 * s2));
      const tr4 = round(round(r5 * s2) - round(r4 * s1));
      const ti5 = round(round(i5 * s1) + round(i4 * s2));
      const ti4 = round(round(i5 * s2) - round(i4 * s1));
      ch[H(i - 1, 2, k)] = tr2 + tr5;
      ch[H(ic - 1, 1, k)] = tr2 - tr5;
      ch[H(i, 2, k)] = ti5 + ti2;
      ch[H(ic, 1, k)] = ti5 - ti2;
      ch[H(i - 1, 4, k)] = tr3 + tr4;
      ch[H(ic - 1, 3, k)] = tr3 - tr4;
      ch[H(i, 4, k)] = ti4 + ti3;
      ch[H(ic, 3, k)] = ti4 - ti3;
    }
  }
};

const backward2: RealPass = (step, cc, ch) => {
  const { ido, l1, round } = step;
  const C = (a: number, b: number, c: number) => cc[a + ido * (b + 2 * c)] as number;
  const H = (a: number, b: number, c: number) => a + ido * (b + l1 * c);
  for (let k = 0; k < l1; k++) {
    ch[H(0, k, 0)] = C(0, 0, k) + C(ido - 1, 1, k);
    ch[H(0, k, 1)] = C(0, 0, k) - C(ido - 1, 1, k);
    if (ido % 2 === 0) {
      ch[H(ido - 1, k, 0)] = 2 * C(ido - 1, 0, k);
      ch[H(ido - 1, k, 1)] = -2 * C(0, 1, k);
    }
    for (let i = 2; i < ido; i += 2) {
      const ic = ido - i;
      ch[H(i - 1, k, 0)] = C(i - 1, 0, k) + C(ic - 1, 1, k);
      const tr2 = round(C(i - 1, 0, k) - C(ic - 1, 1, k));
      const ti2 = round(C(i, 0, k) + C(ic, 1, k));
      ch[H(i, k, 0)] = C(i, 0, k) - C(ic, 1, k);
      twist(step, ch, H(i, k, 1), 0, i, tr2, ti2);
    }
  }
};

/** (re + i·im)·w to ch[at - 1] and ch[at], by the twiddle of element i for output u + 1. */
function twist(step: Step, ch: FloatArray, at: number, u: number, i: number, re: number, im: number): void {
  const { round } = step;
  const [wr, wi] = [twiddle(step, u, i - 2), twiddle(step, u, i - 1)];
  ch[at] = round(wr * im) + round(wi * re);
  ch[at - 1] = round(wr * re) - round(wi * im);
}

const backward3: RealPass = (step, cc, ch) => {
  const { ido, l1, round } = step;
  const C = (a: number, b: number, c: number) => cc[a + ido * (b + 3 * c)] as number;
  const H = (a: number, b: number, c: number) => a + ido * (b + l1 * c);
  const taui = round(0.8660254037844386);
  for (let k = 0; k < l1; k++) {
    const tr = 2 * C(ido - 1, 1, k);
    const cr = round(C(0, 0, k) + round(-0.5 * tr));
    ch[H(0, k, 0)] = C(0, 0, k) + tr;
    const ci = round(round(2 * taui) * C(0, 2, k));
    ch[H(0, k, 2)] = cr + ci;
    ch[H(0, k, 1)] = cr - ci;
    for (let i = 2; i < ido; i += 2) {
      const ic = ido - i;
      const tr2 = round(C(i - 1, 2, k) + C(ic - 1, 1, k));
      const ti2 = round(C(i, 2, k) - C(ic, 1, k));
      const cr2 = round(C(i - 1, 0, k) + round(-0.5 * tr2));
      const ci2 = round(C(i, 0, k) + round(-0.5 * ti2));
      ch[H(i - 1, k, 0)] = C(i - 1, 0, k) + tr2;
      ch[H(i, k, 0)] = C(i, 0, k) + ti2;
      const cr3 = round(taui * round(C(i - 1, 2, k) - C(ic - 1, 1, k)));
      const ci3 = round(taui * round(C(i, 2, k) + C(ic, 1, k)));
      twist(step, ch, H(i, k, 1), 0, i, round(cr2 - ci3), round(ci2 + cr3));
      twist(step, ch, H(i, k, 2), 1, i, round(cr2 + ci3), round(ci2 - cr3));
    }
  }
};

const backward4: RealPass = (step, cc, ch) => {
  const { ido, l1, round } = step;
  const C = (a: number, b: number, c: number) => cc[a + ido * (b + 4 * c)] as number;
  const H = (a: number, b: number, c: number) => a + ido * (b + l1 * c);
  const root2 = round(Math.SQRT2);
  for (let k = 0; k < l1; k++) {
    const [a2, a1] = [round(C(0, 0, k) + C(ido - 1, 3, k)), round(C(0, 0, k) - C(ido - 1, 3, k))];
    const [a3, a4] = [2 * C(ido - 1, 1, k), 2 * C(0, 2, k)];
    ch[H(0, k, 0)] = a2 + a3;
    ch[H(0, k, 2)] = a2 - a3;
    ch[H(0, k, 3)] = a1 + a4;
    ch[H(0, k, 1)] = a1 - a4;
    if (ido % 2 === 0) {
      const [ti1, ti2] = [round(C(0, 3, k) + C(0, 1, k)), round(C(0, 3, k) - C(0, 1, k))];
      const [tr2, tr1] = [round(C(ido - 1, 0, k) + C(ido - 1, 2, k)), round(C(ido - 1, 0, k) - C(ido - 1, 2, k))];
      ch[H(ido - 1, k, 0)] = tr2 + tr2;
      ch[H(ido - 1, k, 1)] = root2 * round(tr1 - ti1);
      ch[H(ido - 1, k, 2)] = ti2 + ti2;
      ch[H(ido - 1, k, 3)] = -root2 * round(tr1 + ti1);
    }
    for (let i = 2; i < ido; i += 2) {
      const ic = ido - i;
      const [r2, r1] = [round(C(i - 1, 0, k) + C(ic - 1, 3, k)), round(C(i - 1, 0, k) - C(ic - 1, 3, k))];
      const [i1, i2] = [round(C(i, 0, k) + C(ic, 3, k)), round(C(i, 0, k) - C(ic, 3, k))];
      const [r4, i3] = [round(C(i, 2, k) + C(ic, 1, k)), round(C(i, 2, k) - C(ic, 1, k))];
      const [r3, i4] = [round(C(i - 1, 2, k) + C(ic - 1, 1, k)), round(C(i - 1, 2, k) - C(ic - 1, 1, k))];
      ch[H(i - 1, k, 0)] = r2 + r3;
      ch[H(i, k, 0)] = i2 + i3;
      twist(step, ch, H(i, k, 1), 0, i, round(r1 - r4), round(i1 + i4));
      twist(step, ch, H(i, k, 2), 1, i, round(r2 - r3), round(i2 - i3));
      twist(step, ch, H(i, k, 3), 2, i, round(r1 + r4), round(i1 - i4));
    }
  }
};

const backward5: RealPass = (step, cc, ch) => {
  const { ido, l1, round } = step;
  const C = (a: number, b: number, c: number) => cc[a + ido * (b + 5 * c)] as number;
  const H = (a: number, b: number, c: number) => a + ido * (b + l1 * c);
  const [c1, s1, c2, s2] = [round(FIFTHS[0]), round(FIFTHS[1]), round(FIFTHS[2]), round(FIFTHS[3])];
  const sum3 = (z: number, a: number, x: number, b: number, y: number) => round(round(z + round(a * x)) + round(b * y));
  for (let k = 0; k < l1; k++) {
    const [u5, u4] = [2 * C(0, 2, k), 2 * C(0, 4, k)];
    const [u2, u3] = [2 * C(ido - 1, 1, k), 2 * C(ido - 1, 3, k)];
    ch[H(0, k, 0)] = round(C(0, 0, k) + u2) + u3;
    const v2 = sum3(C(0, 0, k), c1, u2, c2, u3);
    const v3 = sum3(C(0, 0, k), c2, u2, c1, u3);
    const v5 = round(round(u5 * s1) + round(u4 * s2));
    const v4 = round(round(u5 * s2) - round(u4 * s1));
    ch[H(0, k, 4)] = v2 + v5;
    ch[H(0, k, 1)] = v2 - v5;
    ch[H(0, k, 3)] = v3 + v4;
    ch[H(0, k, 2)] = v3 - v4;
    for (let i = 2; i < ido; i += 2) {
      const ic = ido - i;
      const [tr2, tr5] = [round(C(i - 1, 2, k) + C(ic - 1, 1, k)), round(C(i - 1, 2, k) - C(ic - 1, 1, k))];
      const [ti5, ti2] = [round(C(i, 2, k) + C(ic, 1, k)), round(C(i, 2, k) - C(ic, 1, k))];
      const [tr3, tr4] = [round(C(i - 1, 4, k) + C(ic - 1, 3, k)), round(C(i - 1, 4, k) - C(ic - 1, 3, k))];
      const [ti4, ti3] = [round(C(i, 4, k) + C(ic, 3, k)), round(C(i, 4, k) - C(ic, 3, k))];
      ch[H(i - 1, k, 0)] = round(C(i - 1, 0, k) + tr2) + tr3;
      ch[H(i, k, 0)] = round(C(i, 0, k) + ti2) + ti3;
      const cr2 = sum3(C(i - 1, 0, k), c1, tr2, c2, tr3);
      const ci2 = sum3(C(i, 0, k), c1, ti2, c2, ti3);
      const cr3 = sum3(C(i - 1, 0, k), c2, tr2, c1, tr3);
      const ci3 = sum3(C(i, 0, k), c2, ti2, c1, ti3);
      const cr5 = round(round(tr5 * s1) + round(tr4 * s2));
      const cr4 = round(round(tr5 * s2) - round(tr4 * s1));
      const ci5 = round(round(ti5 * s1) + round(ti4 * s2));
      const ci4 = round(round(ti5 * s2) - round(ti4 * s1));
      twist(step, ch, H(i, k, 1), 0, i, round(cr2 - ci5), round(ci2 + cr5));
      twist(step, ch, H(i, k, 2), 1, i, round(cr3 - ci4), round(ci3 + cr4));
      twist(step, ch, H(i, k, 3), 2, i, round(cr3 + ci4), round(ci3 - cr4));
      twist(step, ch, H(i, k, 4), 3, i, round(cr2 + ci5), round(ci2 - cr5));
    }
  }
};

const forwards = new Map([
  [2, forward2],
  [3, forward3],
  [4, forward4],
  [5, forward5],
]);
const backwards = new Map([
  [2, backward2],
  [3, backward3],
  [4, backward4],
  [5, backward5],
]);

/** The step of a radix that has one of its own: 2, 3, 4 or 5. */
export function realPass(radix: number, isForward: boolean): RealPass | undefined {
  return (isForward ? forwards : backwards).get(radix);
}
