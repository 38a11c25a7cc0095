// The words and figures of a digest, for the lists and for the inspector's two lines. Pure.

import type { Digest } from "../../src/protocol";
import {
  alignZero,
  CELL,
  DIGEST,
  formatBytes,
  formatCount,
  formatElement,
  formatNumber,
  formatShare,
  isIntegral,
} from "../format/numbers";
import { t } from "../strings";

export function minOf(digest: Digest): number {
  return digest.stats[0] ?? Number.NaN;
}

export function maxOf(digest: Digest): number {
  return digest.stats[1] ?? Number.NaN;
}

/** "empty", "all zeros", "all 1.000"; null where figures say more. A single element is no "all". */
export function digestWord(digest: Digest): string | null {
  if (digest.word === "empty") return t("empty");
  if (digest.n <= 1) return null;
  if (digest.word === "all zeros") return t("allZeros");
  if (digest.word === "all equal") return t("allEqual", plainNumber(minOf(digest), digest.dtype));
  return null;
}

/** 1 → "1.0": what all elements are, in Python's way. */
function plainNumber(value: number, dtype: string): string {
  if (isIntegral(dtype) || dtype === "bool" || !Number.isFinite(value)) return formatElement(value, dtype);
  return Number.isInteger(value) && Math.abs(value) < 1e5 ? `${formatElement(value, "int64")}.0` : formatNumber(value);
}

/** The number of a tensor with one element, else null. */
export function scalarText(digest: Digest): string | null {
  if (digest.n !== 1) return null;
  const value = digest.values?.[0];
  return value === undefined ? null : formatElement(value, digest.dtype, CELL);
}

/** A statistic as a digest writes it. */
export function statText(value: number, digest: Digest): string {
  const whole = (isIntegral(digest.dtype) || digest.dtype === "bool") && Number.isInteger(value);
  return whole ? formatElement(value, "int64") : formatNumber(value, DIGEST);
}

export function sizeText(digest: Digest): string {
  const size = digest.bytes >= 1024 ? ` (${formatBytes(digest.bytes)})` : "";
  return `n=${formatCount(digest.n)}${size}`;
}

/** "NaN 2 · +Inf 1": only what there is. */
export function badText(digest: Digest): string {
  const counts: [string, number][] = [
    ["NaN", digest.nan],
    ["+Inf", digest.posinf],
    ["−Inf", digest.neginf],
  ];
  return counts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${formatCount(count)}`)
    .join(" · ");
}

export function zerosText(digest: Digest): string {
  const some = digest.zeros > 0 && digest.zeros < digest.n && digest.dtype !== "bool";
  return some ? t("zeros", formatShare(digest.zeros, digest.n)) : "";
}

/** max |x| over all elements: not finite when one of them is. */
export function largest(digest: Digest): number {
  if (digest.nan > 0) return Number.NaN;
  if (digest.posinf > 0 || digest.neginf > 0) return Infinity;
  if (digest.n === 0) return Number.NaN;
  return Math.max(Math.abs(minOf(digest)), Math.abs(maxOf(digest)));
}

export function largestText(digest: Digest): string {
  return digest.n === 0 ? "" : alignZero(formatNumber(largest(digest)), CELL.decimals);
}

/** The Euclidean norm of the finite elements, from their count, mean and σ (ddof 1). */
export function normOf(digest: Digest): number {
  const count = digest.n - digest.nan - digest.posinf - digest.neginf;
  if (count === 0) return 0;
  const mean = digest.stats[2] ?? 0;
  const deviation = count > 1 ? (digest.stats[3] ?? 0) : 0;
  return Math.sqrt(count * mean * mean + (count - 1) * deviation * deviation);
}
