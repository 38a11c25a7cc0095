// A tensor as text: repr(tensor), byte for byte. Only the elements that are shown are read.
// Follows torch/_tensor_str.py of PyTorch 1.13. Not here: sparse and quantized tensors, which the engine
// does not have.

import { Complex } from "./complex";
import { formatExponent, formatFixed } from "./decimal";
import type { DType, DTypeName } from "./dtype";

type Element = number | bigint | boolean | Complex;

/** What printing needs of a tensor. */
export interface Printable {
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** The element at a logical (row-major) index. */
  at(index: number): Element;
}

/** What follows the elements. */
export interface PrintSuffix {
  /** Name of the node that made the tensor, for `grad_fn=<Name>`. */
  readonly gradFn: string | null;
  readonly requiresGrad: boolean;
  readonly isParameter: boolean;
}

/** torch.set_printoptions. */
export interface PrintOptions {
  readonly precision: number;
  /** More elements than this are summarised. */
  readonly threshold: number;
  /** Elements shown at either end of a summarised dimension; at least 1. */
  readonly edgeItems: number;
  readonly lineWidth: number;
  /** null: as the values ask for. */
  readonly sciMode: boolean | null;
  /** torch.get_default_dtype(): not named in the text. */
  readonly defaultDtype: DTypeName;
}

type Profile = "default" | "short" | "full";

/** The profiles of torch.set_printoptions; sci_mode is reset by each call there. */
export const printProfiles: Readonly<
  Record<Profile, Pick<PrintOptions, "precision" | "threshold" | "edgeItems" | "lineWidth">>
> = {
  default: { precision: 4, threshold: 1000, edgeItems: 3, lineWidth: 80 },
  short: { precision: 2, threshold: 1000, edgeItems: 2, lineWidth: 80 },
  full: { precision: 4, threshold: Number.POSITIVE_INFINITY, edgeItems: 3, lineWidth: 80 },
};

export const defaultPrintOptions: PrintOptions = {
  ...printProfiles.default,
  sciMode: null,
  defaultDtype: "float32",
};

const plainSuffix: PrintSuffix = { gradFn: null, requiresGrad: false, isParameter: false };

const prefix = "tensor(";
const indent = prefix.length;

/** repr(tensor). */
export function tensorToString(
  tensor: Printable,
  suffix: PrintSuffix = plainSuffix,
  options: PrintOptions = defaultPrintOptions,
): string {
  const { shape, dtype } = tensor;
  const empty = shape.includes(0);
  const suffixes: string[] = [];
  if (empty && shape.length !== 1) suffixes.push(`size=${tupleText(shape)}`);
  const plain = dtype.name === options.defaultDtype || (!empty && isUsual(dtype, options.defaultDtype));
  if (!plain) suffixes.push(`dtype=torch.${dtype.name}`);
  if (suffix.gradFn !== null) suffixes.push(`grad_fn=<${suffix.gradFn}>`);
  else if (suffix.requiresGrad) suffixes.push("requires_grad=True");
  const text = addSuffixes(prefix + elementsToString(tensor, options, indent), suffixes, options.lineWidth);
  return suffix.isParameter ? `Parameter containing:\n${text}` : text;
}

/** What Python's own numbers become is not named either. */
function isUsual(dtype: DType, defaultDtype: DTypeName): boolean {
  if (dtype.isComplex) return dtype.name === (defaultDtype === "float64" ? "complex128" : "complex64");
  return dtype.name === "int64" || dtype.name === "bool";
}

/** str(torch.Size) without its name: "(2,)". */
function tupleText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

function addSuffixes(text: string, suffixes: readonly string[], lineWidth: number): string {
  let result = text;
  // One more than the line is long where there is only one line; PyTorch counts so.
  let lineLength = text.length - text.lastIndexOf("\n") + 1;
  for (const suffix of suffixes) {
    if (lineLength + suffix.length + 2 > lineWidth) {
      result += `,\n${" ".repeat(indent)}${suffix}`;
      lineLength = indent + suffix.length;
    } else {
      result += `, ${suffix}`;
      lineLength += suffix.length + 2;
    }
  }
  return `${result})`;
}

/** The bracketed elements alone, as they stand after `tensor(`. */
function elementsToString(tensor: Printable, options: PrintOptions, indentation: number): string {
  const { shape } = tensor;
  let numel = 1;
  for (const size of shape) numel *= size;
  if (numel === 0) return "[]";
  const layout: Layout = {
    tensor,
    edge: numel > options.threshold ? options.edgeItems : Number.POSITIVE_INFINITY,
    lineWidth: options.lineWidth,
  };
  const shown: Element[] = [];
  visitShown(layout, 0, 0, (value) => shown.push(value));
  return bracket(layout, cellsOf(shown, tensor.dtype, options), 0, 0, indentation);
}

function cellsOf(shown: readonly Element[], dtype: DType, options: PrintOptions): Cells {
  if (dtype.isComplex) return complexCells(shown, options);
  return dtype.isFloatingPoint ? floatCells(shown, options) : plainCells(shown, dtype);
}

interface Layout {
  readonly tensor: Printable;
  /** Elements shown at either end of a dimension; infinite where all are shown. */
  readonly edge: number;
  readonly lineWidth: number;
}

/** How one element looks, and the width that columns are counted with (a cell may be wider). */
interface Cells {
  readonly width: number;
  format(value: Element): string;
}

/** Indices of one dimension that are shown, with -1 for the dots. */
function shownIndices(size: number, edge: number): number[] {
  const indices: number[] = [];
  if (size <= 2 * edge) {
    for (let i = 0; i < size; i++) indices.push(i);
    return indices;
  }
  for (let i = 0; i < edge; i++) indices.push(i);
  indices.push(-1);
  for (let i = size - edge; i < size; i++) indices.push(i);
  return indices;
}

/** `start` is the row-major index of what the dimensions before this one have chosen. */
function visitShown(layout: Layout, dimension: number, start: number, visit: (value: Element) => void): void {
  const { tensor, edge } = layout;
  const size = tensor.shape[dimension];
  if (size === undefined) {
    visit(tensor.at(start));
    return;
  }
  for (const index of shownIndices(size, edge)) {
    if (index >= 0) visitShown(layout, dimension + 1, start * size + index, visit);
  }
}

function bracket(layout: Layout, cells: Cells, dimension: number, start: number, indentation: number): string {
  const { tensor, edge, lineWidth } = layout;
  const { shape } = tensor;
  const size = shape[dimension];
  if (size === undefined) return cells.format(tensor.at(start));
  const indices = shownIndices(size, edge);
  const base = start * size;
  const newIndent = " ".repeat(indentation + 1);
  if (dimension < shape.length - 1) {
    const slices = indices.map((index) =>
      index < 0 ? "..." : bracket(layout, cells, dimension + 1, base + index, indentation + 1),
    );
    return `[${slices.join(`,${"\n".repeat(shape.length - 1 - dimension)}${newIndent}`)}]`;
  }
  const texts = indices.map((index) => (index < 0 ? " ..." : cells.format(tensor.at(base + index))));
  const perLine = Math.max(1, Math.floor((lineWidth - indentation) / (cells.width + 2)));
  const lines: string[] = [];
  for (let i = 0; i < texts.length; i += perLine) lines.push(texts.slice(i, i + perLine).join(", "));
  return `[${lines.join(`,\n${newIndent}`)}]`;
}

function plainCells(values: readonly Element[], dtype: DType): Cells {
  const text = (value: Element): string => {
    if (dtype.name === "bool") return value ? "True" : "False";
    return String(value);
  };
  let width = 1;
  for (const value of values) width = Math.max(width, text(value).length);
  return { width, format: (value) => text(value).padStart(width) };
}

/** Real and imaginary parts each by their own measure. Only the real ones are padded. */
function complexCells(values: readonly Element[], options: PrintOptions): Cells {
  const numbers = values.filter((value): value is Complex => value instanceof Complex);
  const real = floatCells(
    numbers.map(({ re }) => re),
    options,
  );
  const imaginary = floatCells(
    numbers.map(({ im }) => im),
    options,
  );
  return {
    width: real.width + imaginary.width + 1,
    format(value) {
      if (!(value instanceof Complex)) return String(value);
      const text = imaginary.format(value.im).trimStart();
      const sign = text.startsWith("-") || text.startsWith("+") ? "" : "+";
      return `${real.format(value.re)}${sign}${text}j`;
    },
  };
}

/** Above these the values are shown with exponents. */
const sciRatio = 1000;
const sciMax = 1e8;
const sciMin = 1e-4;

function floatCells(values: readonly Element[], options: PrintOptions): Cells {
  const { precision } = options;
  const measured = values.map(Number).filter((value) => Number.isFinite(value) && value !== 0);
  let integers = true;
  let least = Number.POSITIVE_INFINITY;
  let greatest = 0;
  for (const value of measured) {
    if (!Number.isInteger(value)) integers = false;
    least = Math.min(least, Math.abs(value));
    greatest = Math.max(greatest, Math.abs(value));
  }
  // Zeros, infinities and NaN count for nothing here: with them alone even a forced sci_mode is not obeyed.
  const exponents =
    measured.length > 0 && (greatest / least > sciRatio || greatest > sciMax || (!integers && least < sciMin));
  let width = 1;
  for (const value of measured) {
    const text = exponents ? formatExponent(value, precision) : formatFixed(value, integers ? 0 : precision);
    width = Math.max(width, text.length + (integers && !exponents ? 1 : 0));
  }
  const shownExponents = measured.length > 0 && options.sciMode !== null ? options.sciMode : exponents;
  return {
    width,
    format(value) {
      const x = Number(value);
      let text: string;
      if (shownExponents) text = formatExponent(x, precision);
      else if (integers) text = formatFixed(x, 0) + (Number.isFinite(x) ? "." : "");
      else text = formatFixed(x, precision);
      return text.padStart(width);
    },
  };
}
