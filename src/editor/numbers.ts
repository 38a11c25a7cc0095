// How numbers are written in the editor's surfaces: decimals with a true minus, an exponent outside [1e-4, 1e5), a bare 0
// only for an exact zero. PyTorch's own print is not made here: it comes with the answers, untouched. Pure.

import type { Digest } from "../protocol/data";

/** U+2212, as wide as a digit in editor fonts. */
const MINUS = "−";

/** One number as text; "NaN", "+Inf", "−Inf" where it is not finite. */
export function formatNumber(value: number, decimals: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : `${MINUS}Inf`;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e5) {
    const [mantissa = "", exponent = "0"] = value.toExponential(Math.max(1, decimals - 1)).split("e");
    const power = Number(exponent);
    return trueMinus(`${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`);
  }
  // Large numbers give decimals away, so that a line keeps its width.
  const kept = size < 1e3 ? decimals : Math.max(1, decimals - (size < 1e4 ? 1 : 2));
  return trueMinus(value.toFixed(kept));
}

/** An element of a tensor of this dtype. */
export function formatElement(value: number, dtype: string, decimals: number): string {
  if (dtype === "bool") return value === 0 ? "False" : "True";
  if (/^u?int/.test(dtype) && Number.isFinite(value) && Math.abs(value) < 1e10) return trueMinus(value.toFixed(0));
  return formatNumber(value, decimals);
}

function trueMinus(text: string): string {
  return text.replaceAll("-", MINUS);
}

/** 115248 → "115,248". */
export function formatCount(count: number): string {
  return count.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ",");
}

export function formatBytes(bytes: number): string {
  let size = bytes;
  for (const unit of ["B", "KiB", "MiB"]) {
    if (size < 1024) return `${unit === "B" || size >= 10 ? size.toFixed(0) : size.toFixed(1)} ${unit}`;
    size /= 1024;
  }
  return `${size.toFixed(size < 10 ? 1 : 0)} GiB`;
}

export function formatSeconds(seconds: number): string {
  if (seconds < 0.0005) return "0 ms";
  if (seconds < 1) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

/** "float32" → "f32", "int64" → "i64", "uint8" → "u8"; others as they are. */
export function shortDtype(dtype: string): string {
  return dtype.replace(/^(bf|f|i|u)(?:loat|int|nt)(?=\d)/, "$1");
}

/** Share of a whole: "50%", "0.2%"; never "0%" for something that is there. */
export function formatShare(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  if (percent >= 10) return `${percent.toFixed(0)}%`;
  return percent < 0.1 ? "<0.1%" : `${percent.toFixed(1).replace(/\.0$/, "")}%`;
}

/** What is not as it should be, counted: "NaN 2 · +Inf 1 · zeros 31%"; empty when there is nothing to say. */
export function formatCounts(digest: Digest): string {
  const { n, nan, posinf, neginf, zeros } = digest;
  const parts: string[] = [];
  if (nan > 0) parts.push(`NaN ${formatCount(nan)}`);
  if (posinf > 0) parts.push(`+Inf ${formatCount(posinf)}`);
  if (neginf > 0) parts.push(`${MINUS}Inf ${formatCount(neginf)}`);
  if (zeros > 0 && zeros < n && n > 1 && digest.dtype !== "bool") parts.push(`zeros ${formatShare(zeros, n)}`);
  return parts.join(" · ");
}

const BLOCKS = "▁▂▃▄▅▆▇█";

/** The ten bins as text. */
function textBars(bins: Uint32Array): string {
  const most = Math.max(1, ...bins);
  return Array.from(bins, (bin) => BLOCKS[bin === 0 ? 0 : Math.max(1, Math.round((7 * bin) / most))]).join("");
}

/** The digest line as text alone, for tooltips and screen readers. */
export function digestText(digest: Digest): string {
  const parts = [`${formatShape(digest.shape)} ${shortDtype(digest.dtype)}`];
  const bytes = digest.bytes > 1024 ? ` (${formatBytes(digest.bytes)})` : "";
  parts.push(`n=${formatCount(digest.n)}${bytes}`);
  const [min = NaN, max = NaN, mean = NaN, std = NaN] = digest.stats;
  if (digest.word === "empty" || digest.word === "all zeros") parts.push(digest.word);
  else if (digest.dtype === "bool") parts.push(`True ${formatCount(digest.n - digest.zeros)}`, `False ${digest.zeros}`);
  else if (digest.values !== null && digest.n <= 10) {
    parts.push(Array.from(digest.values, (value) => formatElement(value, digest.dtype, 3)).join(" "));
  } else if (digest.word === "all equal") parts.push(`all ${formatElement(min, digest.dtype, 3)}`);
  else {
    const bars = digest.bins === null ? "…" : textBars(digest.bins);
    parts.push(`${formatElement(min, digest.dtype, 3)} ${bars} ${formatElement(max, digest.dtype, 3)}`);
  }
  if (digest.n > 1 && digest.word === null && digest.dtype !== "bool") {
    parts.push(`μ ${formatNumber(mean, 3)}`, `σ ${formatNumber(std, 3)}`);
  }
  const counts = formatCounts(digest);
  if (counts !== "") parts.push(counts);
  return parts.join("  ");
}

/** The shortest line about a tensor, for descriptions in trees: "[2, 3] −2.18 … 1.54". */
export function shortText(digest: Digest): string {
  const shape = formatShape(digest.shape);
  const dtype = digest.dtype === "float32" ? "" : ` ${shortDtype(digest.dtype)}`;
  if (digest.word === "empty") return `${shape}${dtype} empty`;
  const bad = digest.nan + digest.posinf + digest.neginf;
  const [min = NaN, max = NaN] = digest.stats;
  if (digest.n === 1) {
    const [only = min] = digest.values ?? [];
    return `${shape}${dtype} ${formatElement(only, digest.dtype, 4)}`;
  }
  const range =
    bad === digest.n
      ? ""
      : digest.word === "all zeros"
        ? " all zeros"
        : digest.word === "all equal"
          ? ` all ${formatElement(min, digest.dtype, 2)}`
          : ` ${formatElement(min, digest.dtype, 2)} … ${formatElement(max, digest.dtype, 2)}`;
  return `${shape}${dtype}${range}${bad > 0 ? ` · ${formatCounts({ ...digest, zeros: 0 })}` : ""}`;
}

/** The largest size among the finite elements: how a gradient is told in one number. */
export function largest(digest: Digest): number {
  const [min = NaN, max = NaN] = digest.stats;
  return Math.max(Math.abs(min), Math.abs(max));
}
