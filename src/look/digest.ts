// A tensor's digest in words and figures: its parts, which the panel and the hover lay out and translate, and whole lines
// of plain text for trees, tooltips, screen readers and the terminal. Pure.

import type { Digest } from "../protocol/data";
import {
  CELL,
  DIGEST,
  formatBytes,
  formatCount,
  formatElement,
  formatNumber,
  formatShape,
  formatShare,
  isIntegral,
  MINUS,
  SHORT,
  shortDtype,
} from "./numbers";

/** Up to how many elements a line of text shows the values themselves. */
const FEW = 10;

export function minOf(digest: Digest): number {
  return digest.stats[0] ?? Number.NaN;
}

export function maxOf(digest: Digest): number {
  return digest.stats[1] ?? Number.NaN;
}

/** max |x| over all elements: not finite when one of them is. */
export function largest(digest: Digest): number {
  if (digest.nan > 0) return Number.NaN;
  if (digest.posinf > 0 || digest.neginf > 0) return Infinity;
  if (digest.n === 0) return Number.NaN;
  return Math.max(Math.abs(minOf(digest)), Math.abs(maxOf(digest)));
}

/** The Euclidean norm of the finite elements, from their count, mean and σ (ddof 1). */
export function normOf(digest: Digest): number {
  const count = digest.n - digest.nan - digest.posinf - digest.neginf;
  if (count === 0) return 0;
  const mean = digest.stats[2] ?? 0;
  const deviation = count > 1 ? (digest.stats[3] ?? 0) : 0;
  return Math.sqrt(count * mean * mean + (count - 1) * deviation * deviation);
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
    [`${MINUS}Inf`, digest.neginf],
  ];
  return counts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${formatCount(count)}`)
    .join(" · ");
}

/** How many are exactly zero, as a share; empty where a word says it, or nothing is to be said. */
export function zerosShare(digest: Digest): string {
  const some = digest.zeros > 0 && digest.zeros < digest.n && digest.dtype !== "bool";
  return some ? formatShare(digest.zeros, digest.n) : "";
}

/** What is not as it should be, counted: "NaN 2 · +Inf 1 · zeros 31%"; empty when there is nothing to say. */
export function countsText(digest: Digest): string {
  const zeros = zerosShare(digest);
  return [badText(digest), zeros === "" ? "" : `zeros ${zeros}`].filter((part) => part !== "").join(" · ");
}

const BLOCKS = "▁▂▃▄▅▆▇█";

/** The ten bins as text. */
function barsText(bins: Uint32Array): string {
  const most = Math.max(1, ...bins);
  return Array.from(bins, (bin) => BLOCKS[bin === 0 ? 0 : Math.max(1, Math.round((7 * bin) / most))]).join("");
}

/** The digest line as text alone. */
export function digestText(digest: Digest): string {
  const { dtype, n, word, values, bins } = digest;
  const parts = [`${formatShape(digest.shape)} ${shortDtype(dtype)}`, sizeText(digest)];
  const [min = NaN, max = NaN, mean = NaN, std = NaN] = digest.stats;
  if (word === "empty" || word === "all zeros") parts.push(word);
  else if (dtype === "bool") parts.push(`True ${formatCount(n - digest.zeros)}`, `False ${formatCount(digest.zeros)}`);
  else if (values !== null && n <= FEW) {
    parts.push(Array.from(values, (value) => formatElement(value, dtype, DIGEST)).join(" "));
  } else if (word === "all equal") parts.push(`all ${formatElement(min, dtype, DIGEST)}`);
  else {
    const bars = bins === null ? "…" : barsText(bins);
    parts.push(`${formatElement(min, dtype, DIGEST)} ${bars} ${formatElement(max, dtype, DIGEST)}`);
  }
  if (n > 1 && word === null && dtype !== "bool") {
    parts.push(`μ ${formatNumber(mean, DIGEST)}`, `σ ${formatNumber(std, DIGEST)}`);
  }
  const counts = countsText(digest);
  if (counts !== "") parts.push(counts);
  return parts.join("  ");
}

/** The shortest line about a tensor, for descriptions in trees: "[2, 3] −2.18 … 1.54". */
export function shortText(digest: Digest): string {
  const { dtype } = digest;
  const head = `${formatShape(digest.shape)}${dtype === "float32" ? "" : ` ${shortDtype(dtype)}`}`;
  if (digest.word === "empty") return `${head} empty`;
  if (digest.n === 1) return `${head} ${formatElement(digest.values?.[0] ?? minOf(digest), dtype, CELL)}`;
  const bad = badText(digest);
  return `${head}${rangeText(digest)}${bad === "" ? "" : ` · ${bad}`}`;
}

function rangeText(digest: Digest): string {
  const { dtype, word } = digest;
  if (digest.nan + digest.posinf + digest.neginf === digest.n) return "";
  if (word === "all zeros") return " all zeros";
  const min = formatElement(minOf(digest), dtype, SHORT);
  if (word === "all equal") return ` all ${min}`;
  return ` ${min} … ${formatElement(maxOf(digest), dtype, SHORT)}`;
}
