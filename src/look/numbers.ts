// How numbers are written in hovers, trees, the panel, the report and the terminal: four decimals (three in digests), a
// true minus, an exponent outside [1e-4, 1e5), and a bare 0 only for an exact zero. PyTorch's own print is not made here:
// that text comes with the answers, untouched. Pure.

/** U+2212, as wide as a digit in editor fonts. */
export const MINUS = "−";
/** Keeps a place in a column of figures. */
const BLANK = "\u00a0";

export interface NumberStyle {
  /** Digits after the point. */
  readonly decimals: number;
  /** Digits after the point of an exponent's mantissa. */
  readonly mantissa: number;
}

export const CELL: NumberStyle = { decimals: 4, mantissa: 1 };
export const DIGEST: NumberStyle = { decimals: 3, mantissa: 2 };
/** Where there is room for little. */
export const SHORT: NumberStyle = { decimals: 2, mantissa: 1 };

/** One number as text; "NaN", "+Inf", "−Inf" where it is not finite. */
export function formatNumber(value: number, style: NumberStyle = CELL): string {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "+Inf";
  if (value === -Infinity) return `${MINUS}Inf`;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e5) return trueMinus(padExponent(value.toExponential(style.mantissa)));
  return trueMinus(value.toFixed(decimalsFor(size, style.decimals)));
}

/** An element of a tensor: integers without a point, bools as Python writes them, an exact zero without decimals. */
export function formatElement(value: number, dtype: string, style: NumberStyle = CELL): string {
  if (dtype === "bool") return value === 0 ? "False" : "True";
  if (isIntegral(dtype) && Number.isFinite(value) && Math.abs(value) < 1e10) return trueMinus(value.toFixed(0));
  return formatNumber(value, style);
}

/** Puts the exact 0 at the unit's place of a right-aligned column with `decimals` digits after the point. */
export function alignZero(text: string, decimals: number): string {
  return text === "0" ? `0${BLANK.repeat(decimals + 1)}` : text;
}

export function isIntegral(dtype: string): boolean {
  return dtype.startsWith("int") || dtype.startsWith("uint");
}

/** Large numbers give decimals away so that a digest keeps its width: 21754.7, not 21754.697. */
function decimalsFor(size: number, decimals: number): number {
  if (size < 1e3) return decimals;
  return Math.max(1, decimals - (size < 1e4 ? 1 : 2));
}

/** "2.07e-5" → "2.07e-05", as Python and C write it. */
function padExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

function trueMinus(text: string): string {
  return text.replace(/-/g, MINUS);
}

/** 115248 → "115,248". */
export function formatCount(count: number): string {
  return count.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ",");
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KiB", "MiB", "GiB"];
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size < 10 ? size.toFixed(1) : size.toFixed(0)} ${units[unit] ?? ""}`;
}

export function formatSeconds(seconds: number): string {
  if (seconds < 0.0005) return "0 ms";
  if (seconds < 1) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** Share of a whole: "50%", "0.2%"; never "0%" for something that is there. */
export function formatShare(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  if (percent >= 10 || percent === 0) return `${percent.toFixed(0)}%`;
  return percent < 0.1 ? "<0.1%" : `${percent.toFixed(1).replace(/\.0$/, "")}%`;
}

export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

const SHORT_DTYPES: Readonly<Record<string, string>> = {
  float64: "f64",
  float32: "f32",
  float16: "f16",
  bfloat16: "bf16",
  int64: "i64",
  int32: "i32",
  int16: "i16",
  int8: "i8",
  uint8: "u8",
  complex64: "c64",
  complex128: "c128",
};

/** "float32" → "f32". */
export function shortDtype(dtype: string): string {
  return SHORT_DTYPES[dtype] ?? dtype;
}
