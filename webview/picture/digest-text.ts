// The words of a digest in the page's language, for the lists and for the inspector's two lines. Pure.

import { largest, minOf, zerosShare } from "../../src/look/digest";
import { alignZero, CELL, formatElement, formatNumber, isIntegral } from "../../src/look/numbers";
import type { Digest } from "../../src/protocol";
import { t } from "../strings";

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

export function zerosText(digest: Digest): string {
  const share = zerosShare(digest);
  return share === "" ? "" : t("zeros", share);
}

export function largestText(digest: Digest): string {
  return digest.n === 0 ? "" : alignZero(formatNumber(largest(digest)), CELL.decimals);
}
