// Plane rotations, and the singular values and eigenvalues of 2×2 matrices. Follows LARTG, LASR, LAS2, LASV2, LAE2
// and LAEV2.
// Reads are within bounds by the callers' shapes: `as number` says so to the compiler.

import type { FloatArray } from "../arrays";
import { type Block, machineOf, type Rounding, roundingOf, withSign } from "./block";
import { rotate } from "./vectors";

/** [c s; -s c]·[f; g] = [r; 0] */
export interface Rotation {
  readonly c: number;
  readonly s: number;
  readonly r: number;
}

export function rotationOf(f: number, g: number, like: FloatArray): Rotation {
  if (g === 0) return { c: 1, s: 0, r: f };
  if (f === 0) return { c: 0, s: withSign(1, g), r: Math.abs(g) };
  const round = roundingOf(like);
  const { safeMinimum } = machineOf(like);
  const largest = 1 / safeMinimum;
  const rtMin = round(Math.sqrt(safeMinimum));
  const rtMax = round(Math.sqrt(largest / 2));
  const f1 = Math.abs(f);
  const g1 = Math.abs(g);
  if (f1 > rtMin && f1 < rtMax && g1 > rtMin && g1 < rtMax) {
    const d = round(Math.sqrt(round(round(f * f) + round(g * g))));
    const r = withSign(d, f);
    return { c: round(f1 / d), s: round(g / r), r };
  }
  const unit = Math.min(largest, Math.max(safeMinimum, f1, g1));
  const fs = round(f / unit);
  const gs = round(g / unit);
  const d = round(Math.sqrt(round(round(fs * fs) + round(gs * gs))));
  const r = withSign(d, f);
  return { c: round(Math.abs(fs) / d), s: round(gs / r), r: round(r * unit) };
}

/** Rotates neighbouring columns j and j+1 of A (m rows) by the j-th rotation, of n - 1. */
export function rotateColumns(
  forward: boolean,
  m: number,
  n: number,
  c: FloatArray,
  cStart: number,
  s: FloatArray,
  sStart: number,
  a: Block,
): void {
  for (let step = 0; step < n - 1; step++) {
    const j = forward ? step : n - 2 - step;
    const [cos, sin] = [c[cStart + j] as number, s[sStart + j] as number];
    if (cos === 1 && sin === 0) continue;
    rotate(m, a.data, a.start + j * a.ld, 1, a.data, a.start + (j + 1) * a.ld, 1, cos, sin);
  }
}

/** Rotates neighbouring rows j and j+1 of A (n columns) by the j-th rotation, of m - 1. */
export function rotateRows(
  forward: boolean,
  m: number,
  n: number,
  c: FloatArray,
  cStart: number,
  s: FloatArray,
  sStart: number,
  a: Block,
): void {
  for (let step = 0; step < m - 1; step++) {
    const j = forward ? step : m - 2 - step;
    const [cos, sin] = [c[cStart + j] as number, s[sStart + j] as number];
    if (cos === 1 && sin === 0) continue;
    rotate(n, a.data, a.start + j, a.ld, a.data, a.start + j + 1, a.ld, cos, sin);
  }
}

/** The smaller singular value of [f g; 0 h]. */
export function smallerSingular(f: number, g: number, h: number, round: Rounding): number {
  const [fa, ga, ha] = [Math.abs(f), Math.abs(g), Math.abs(h)];
  const low = Math.min(fa, ha);
  const high = Math.max(fa, ha);
  if (low === 0) return 0;
  if (ga < high) {
    const as = round(1 + round(low / high));
    const at = round(round(high - low) / high);
    const au = round(round(ga / high) ** 2);
    const first = round(Math.sqrt(round(round(as * as) + au)));
    const second = round(Math.sqrt(round(round(at * at) + au)));
    return round(low * round(2 / round(first + second)));
  }
  const au = round(high / ga);
  if (au === 0) return round(round(low * high) / ga);
  const as = round(1 + round(low / high));
  const at = round(round(high - low) / high);
  const first = round(Math.sqrt(round(1 + round(round(as * au) ** 2))));
  const second = round(Math.sqrt(round(1 + round(round(at * au) ** 2))));
  const c = round(1 / round(first + second));
  const half = round(round(low * c) * au);
  return round(half + half);
}

/** The singular values of [f g; 0 h], with signs, and the rotations that bring it there. */
export interface TwoByTwo {
  readonly min: number;
  readonly max: number;
  readonly sinRight: number;
  readonly cosRight: number;
  readonly sinLeft: number;
  readonly cosLeft: number;
}

export function singularTwoByTwo(f: number, g: number, h: number, like: FloatArray): TwoByTwo {
  const round = roundingOf(like);
  let [ft, ht] = [f, h];
  let [fa, ha] = [Math.abs(f), Math.abs(h)];
  const swapped = ha > fa;
  let largest: "f" | "g" | "h" = "f";
  if (swapped) {
    largest = "h";
    [ft, ht] = [ht, ft];
    [fa, ha] = [ha, fa];
  }
  const ga = Math.abs(g);
  let [min, max, clt, crt, slt, srt] = [ha, fa, 1, 1, 0, 0];
  let general = ga !== 0;
  if (ga > fa) {
    largest = "g";
    if (fa / ga < machineOf(like).epsilon) {
      general = false;
      max = ga;
      min = ha > 1 ? round(fa / round(ga / ha)) : round(round(fa / ga) * ha);
      clt = 1;
      slt = round(ht / g);
      srt = 1;
      crt = round(ft / g);
    }
  }
  if (general) {
    const d = round(fa - ha);
    const ratio = d === fa ? 1 : round(d / fa);
    const m = round(g / ft);
    const t = round(2 - ratio);
    const mm = round(m * m);
    const s = round(Math.sqrt(round(round(t * t) + mm)));
    const r = ratio === 0 ? Math.abs(m) : round(Math.sqrt(round(round(ratio * ratio) + mm)));
    const a = round(0.5 * round(s + r));
    min = round(ha / a);
    max = round(fa * a);
    let tangent: number;
    if (mm === 0) {
      tangent = ratio === 0 ? withSign(2, ft) * withSign(1, g) : round(round(g / withSign(d, ft)) + round(m / t));
    } else {
      const sum = round(round(m / round(s + t)) + round(m / round(r + ratio)));
      tangent = round(sum * round(1 + a));
    }
    const length = round(Math.sqrt(round(round(tangent * tangent) + 4)));
    crt = round(2 / length);
    srt = round(tangent / length);
    clt = round(round(crt + round(srt * m)) / a);
    slt = round(round(round(ht / ft) * srt) / a);
  }
  const [cosLeft, sinLeft, cosRight, sinRight] = swapped ? [srt, crt, slt, clt] : [clt, slt, crt, srt];
  const sign =
    largest === "f"
      ? withSign(1, cosRight) * withSign(1, cosLeft) * withSign(1, f)
      : largest === "g"
        ? withSign(1, sinRight) * withSign(1, cosLeft) * withSign(1, g)
        : withSign(1, sinRight) * withSign(1, sinLeft) * withSign(1, h);
  return {
    max: withSign(max, sign),
    min: withSign(min, sign * withSign(1, f) * withSign(1, h)),
    sinRight,
    cosRight,
    sinLeft,
    cosLeft,
  };
}

/** Eigenvalues of [a b; b c], the one of larger magnitude first, and its unit eigenvector (cos, sin). */
export function eigenTwoByTwo(
  a: number,
  b: number,
  c: number,
  round: Rounding,
): { first: number; second: number; cos: number; sin: number } {
  const sum = round(a + c);
  const df = round(a - c);
  const adf = Math.abs(df);
  const tb = round(b + b);
  const ab = Math.abs(tb);
  const [acmx, acmn] = Math.abs(a) > Math.abs(c) ? [a, c] : [c, a];
  const stretch = (large: number, small: number) =>
    round(large * round(Math.sqrt(round(1 + round(round(small / large) ** 2)))));
  const rt = adf > ab ? stretch(adf, ab) : adf < ab ? stretch(ab, adf) : round(ab * round(Math.sqrt(2)));
  let first: number;
  let second: number;
  let sign1: number;
  if (sum === 0) {
    first = round(0.5 * rt);
    second = round(-0.5 * rt);
    sign1 = 1;
  } else {
    sign1 = sum < 0 ? -1 : 1;
    first = round(0.5 * round(sum + sign1 * rt));
    second = round(round(round(acmx / first) * acmn) - round(round(b / first) * b));
  }
  const sign2 = df >= 0 ? 1 : -1;
  const cs = round(df + sign2 * rt);
  let cos: number;
  let sin: number;
  if (Math.abs(cs) > ab) {
    const ct = round(-tb / cs);
    sin = round(1 / round(Math.sqrt(round(1 + round(ct * ct)))));
    cos = round(ct * sin);
  } else if (ab === 0) {
    cos = 1;
    sin = 0;
  } else {
    const tn = round(-cs / tb);
    cos = round(1 / round(Math.sqrt(round(1 + round(tn * tn)))));
    sin = round(tn * cos);
  }
  return sign1 === sign2 ? { first, second, cos: -sin, sin: cos } : { first, second, cos, sin };
}
