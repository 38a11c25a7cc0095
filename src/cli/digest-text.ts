// The digest line in a terminal, the same as everywhere: figures, a picture of the distribution, mean and deviation.

import type { Digest } from "../protocol/data";

const BARS = "▁▂▃▄▅▆▇█";
const SHORT: Readonly<Record<string, string>> = {
  float32: "f32",
  float64: "f64",
  float16: "f16",
  bfloat16: "bf16",
  int64: "i64",
  int32: "i32",
  int16: "i16",
  int8: "i8",
  uint8: "u8",
};
/** Up to how many elements a digest shows the values themselves. */
const FEW = 10;

export function digestText(digest: Digest): string {
  const { shape, dtype, n, values, word } = digest;
  const head = `[${shape.join(", ")}] ${SHORT[dtype] ?? dtype}`;
  if (n === 0) return `${head}  empty`;
  if (word === "all zeros") return `${head}  all zeros`;
  if (values !== null && n <= FEW) return `${head}  ${[...values].map(figure).join("  ")}`;
  const [min = Number.NaN, max = Number.NaN, mean = Number.NaN, std = Number.NaN] = digest.stats;
  const size = `n=${n.toLocaleString("en-US")} (${bytesText(digest.bytes)})`;
  const range = word === "all equal" ? `all ${figure(min)}` : `${figure(min)} ${picture(digest)}${figure(max)}`;
  return `${head}  ${size}  ${range}  μ ${figure(mean)}  σ ${figure(std)}${countsText(digest)}`;
}

function picture({ bins }: Digest): string {
  if (bins === null) return "… ";
  const most = Math.max(...bins);
  const bars = [...bins].map((count) =>
    count === 0 ? BARS.charAt(0) : BARS.charAt(Math.ceil((count / most) * (BARS.length - 1))),
  );
  return `${bars.join("")} `;
}

function countsText({ nan, posinf, neginf, zeros, n }: Digest): string {
  const parts: string[] = [];
  if (nan > 0) parts.push(`NaN ${nan}`);
  if (posinf > 0) parts.push(`+Inf ${posinf}`);
  if (neginf > 0) parts.push(`−Inf ${neginf}`);
  if (zeros > 0) parts.push(`zeros ${Math.round((100 * zeros) / n)}%`);
  return parts.length === 0 ? "" : `  ${parts.join(" · ")}`;
}

function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KiB`;
  return `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;
}

/** Three decimals, an exponent outside [1e-4, 1e5), a true minus, an exact zero as 0. */
export function figure(x: number): string {
  if (Number.isNaN(x)) return "NaN";
  if (!Number.isFinite(x)) return x > 0 ? "+Inf" : "−Inf";
  if (x === 0) return "0";
  const size = Math.abs(x);
  const text =
    Number.isInteger(x) && size < 1e5
      ? String(size)
      : size >= 1e-4 && size < 1e5
        ? size.toFixed(3)
        : size.toExponential(2);
  return x < 0 ? `−${text}` : text;
}
