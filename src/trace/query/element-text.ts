// One element as text: the shortest that reads back bit for bit, its bits, and the number after it. Pure: runs in a page
// too.

import type { CellInfo } from "../../protocol/window";
import {
  bfloatToNumber,
  elementsOf,
  halfToNumber,
  isComplex,
  itemSize,
  numberAt,
  partsAt,
  placeOf,
  type TensorData,
} from "./elements";

/** The stored value of one element, as the shortest Python text that reads back to the same bits. */
export function cellText(data: TensorData, index: readonly number[]): string {
  return elementText(data, placeOf(data, index));
}

/** The same for a place in storage. */
export function elementText(data: TensorData, place: number): string {
  if (isComplex(data.dtype)) return complexText(data, place);
  const element = data.elements[place] ?? 0;
  if (typeof element === "bigint") return element.toString();
  switch (data.dtype) {
    case "bool":
      return element === 0 ? "False" : "True";
    case "float64":
      return pythonFloat(element, String(element));
    case "float32":
      return pythonFloat(element, shortest(element, Math.fround));
    case "float16":
      return shortHalf(halfToNumber(element), (x) => halfToNumber(numberToHalf(x)));
    case "bfloat16":
      return shortHalf(bfloatToNumber(element), roundToBfloat);
    default:
      return String(element);
  }
}

/** As Python writes a complex number: "(1+2j)", "2j" where the real part is 0, "(-0+2j)" where it is −0. */
function complexText(data: TensorData, place: number): string {
  const round = data.dtype === "complex64" ? Math.fround : (x: number) => x;
  const [real, imaginary] = partsAt(data, place).map((part) =>
    pythonFloat(part, shortest(part, round)).replace(/\.0$/, ""),
  );
  if (real === "0") return `${imaginary}j`;
  return `(${real}${imaginary?.startsWith("-") ? "" : "+"}${imaginary}j)`;
}

/** A floating-point element's bits, and the next larger number; nulls for other dtypes. */
export function cellInfo(data: TensorData, index: readonly number[]): CellInfo {
  const place = placeOf(data, index);
  const text = elementText(data, place);
  const { dtype } = data;
  if (dtype !== "float64" && dtype !== "float32" && dtype !== "float16" && dtype !== "bfloat16") {
    return { text, bits: null, next: null };
  }
  const width = 8 * itemSize(dtype);
  const elements = elementsOf(dtype, new ArrayBuffer(width / 8));
  elements[0] = (data.elements[place] ?? 0) as never; // of the dtype's own kind
  const words = new DataView(elements.buffer);
  const bits =
    width === 64
      ? words.getBigUint64(0, true)
      : BigInt(width === 32 ? words.getUint32(0, true) : words.getUint16(0, true));
  const value = numberAt({ ...data, elements }, 0);
  const hex = `0x${bits.toString(16).padStart(width / 4, "0")}`;
  if (Number.isNaN(value) || value === Number.POSITIVE_INFINITY) return { text, bits: hex, next: null };
  // Bits grow with the magnitude; after either zero comes the smallest subnormal.
  const up = value === 0 ? 1n : value > 0 ? bits + 1n : bits - 1n;
  if (width === 64) words.setBigUint64(0, up, true);
  else if (width === 32) words.setUint32(0, Number(up), true);
  else words.setUint16(0, Number(up), true);
  return { text, bits: hex, next: elementText({ ...data, elements }, 0) };
}

function shortHalf(value: number, round: (x: number) => number): string {
  return pythonFloat(value, shortest(value, round));
}

/** The decimal of fewest digits that rounds to `value` in its own format. */
function shortest(value: number, round: (x: number) => number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  for (let digits = 1; digits < 17; digits++) {
    const text = value.toPrecision(digits);
    if (round(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}

/** JavaScript's text of a number as Python's `repr` would write it. */
function pythonFloat(value: number, text: string): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const negative = text.startsWith("-");
  const [mantissa = "", exponentText = "0"] = (negative ? text.slice(1) : text).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = (whole + fraction).replace(/^0+/, "");
  const leadingZeros = (whole + fraction).length - digits.length;
  // The decimal point stands after `point` digits.
  const point = whole.length - leadingZeros + Number(exponentText);
  const trimmed = digits.replace(/0+$/, "");
  let body: string;
  if (point > 16 || point < -3) {
    const exponent = point - 1;
    const sign = exponent < 0 ? "-" : "+";
    const rest = trimmed.length > 1 ? `.${trimmed.slice(1)}` : "";
    body = `${trimmed[0] ?? "0"}${rest}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
  } else if (point <= 0) body = `0.${"0".repeat(-point)}${trimmed}`;
  else if (point >= trimmed.length) body = `${trimmed}${"0".repeat(point - trimmed.length)}.0`;
  else body = `${trimmed.slice(0, point)}.${trimmed.slice(point)}`;
  return negative ? `-${body}` : body;
}

const scratch = new DataView(new ArrayBuffer(4));

function roundToBfloat(x: number): number {
  scratch.setFloat32(0, x);
  const bits = scratch.getUint32(0);
  const upper = (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
  return bfloatToNumber(upper);
}

/** Half-precision bits of a number, rounded to nearest, ties to even. */
function numberToHalf(x: number): number {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(x);
  if (magnitude >= 65520) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(magnitude || 2 ** -25)));
  const unit = 2 ** (exponent - 10);
  const quotient = magnitude / unit;
  let steps = Math.floor(quotient);
  const rest = quotient - steps;
  if (rest > 0.5 || (rest === 0.5 && steps % 2 === 1)) steps++;
  if (steps === 0) return sign;
  // Bits grow with the value, so a step past 2047 carries into the exponent by itself.
  return sign | (steps + (exponent + 14) * 1024);
}
