// The window of a tensor that is on screen, and the exact text of one element. Outer axes are facets, the last two
// are rows and columns; a vector is one row, a scalar one cell. Pure: runs in a page too.

import type { SliceData } from "../../protocol/data";
import { bfloatToNumber, halfToNumber, numberAt, numelOf, placeOf, type TensorData } from "./elements";

export interface Window {
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxFacets: number;
}

/** The first rows, columns and facets of a tensor, as numbers. */
export function sliceOf(data: TensorData, window: Window): SliceData {
  const { shape, strides } = data;
  const rank = shape.length;
  const totalRows = rank >= 2 ? (shape[rank - 2] ?? 1) : 1;
  const totalColumns = rank >= 1 ? (shape[rank - 1] ?? 1) : 1;
  const outer = shape.slice(0, Math.max(0, rank - 2));
  const totalFacets = numelOf(outer);
  const rows = Math.min(totalRows, window.maxRows);
  const columns = Math.min(totalColumns, window.maxColumns);
  const facetCount = Math.min(totalFacets, window.maxFacets);
  const rowStep = rank >= 2 ? (strides[rank - 2] ?? 0) : 0;
  const columnStep = rank >= 1 ? (strides[rank - 1] ?? 0) : 0;
  const facets: number[][] = [];
  const out = new Float64Array(facetCount * rows * columns);
  let at = 0;
  for (let f = 0; f < facetCount; f++) {
    const index = unravel(f, outer);
    facets.push(index);
    const base = placeOf(data, index);
    for (let row = 0; row < rows; row++) {
      const start = base + row * rowStep;
      for (let column = 0; column < columns; column++) out[at++] = numberAt(data, start + column * columnStep);
    }
  }
  return { shape, dtype: data.dtype, facets, rows, columns, totalRows, totalColumns, totalFacets, data: out };
}

function unravel(position: number, shape: readonly number[]): number[] {
  const index = new Array<number>(shape.length).fill(0);
  let rest = position;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    index[axis] = rest % size;
    rest = Math.floor(rest / size);
  }
  return index;
}

/** The stored value of one element, as the shortest Python text that reads back to the same bits. */
export function cellText(data: TensorData, index: readonly number[]): string {
  return elementText(data, placeOf(data, index));
}

/** The same for a place in storage. */
export function elementText(data: TensorData, place: number): string {
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
