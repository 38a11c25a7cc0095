// Convolution and pooling: the window of the input that a cell looks at.

import { indices, type OpCall, type Operand, read } from "./call";
import type { Rule } from "./pointwise";
import { at, type Term, type Writer } from "./writer";

/** A setting per spatial axis: one number stands for all of them. */
function perAxis(values: readonly number[], axes: number, otherwise: number): number[] {
  return Array.from({ length: axes }, (_, axis) => values[values.length === 1 ? 0 : axis] ?? otherwise);
}

interface Geometry {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
}

/** Where a kernel's tap at `tap` reads, for the output at `place`; null in the padding. */
function tapOf(
  geometry: Geometry,
  size: readonly number[],
  place: readonly number[],
  tap: readonly number[],
): number[] | null {
  const cell = place.map(
    (i, axis) =>
      i * (geometry.stride[axis] ?? 1) -
      (geometry.padding[axis] ?? 0) +
      (tap[axis] ?? 0) * (geometry.dilation[axis] ?? 1),
  );
  return cell.every((i, axis) => i >= 0 && i < (size[axis] ?? 0)) ? cell : null;
}

const convolution: Rule = (call, index, writer) => {
  const [x, weight, bias] = [call.tensor("input"), call.tensor("weight"), call.tensor("bias")];
  if (x === null || weight === null || call.flag("transposed")) return false;
  const axes = index.length - 2;
  const [sample = 0, channel = 0, ...place] = index;
  const groups = call.number("groups", 1);
  const [outputs = 1, inputs = 1, ...kernel] = weight.data.shape;
  const first = Math.floor(channel / (outputs / groups)) * inputs;
  const geometry: Geometry = {
    kernel,
    stride: perAxis(call.numbers("stride"), axes, 1),
    padding: perAxis(call.numbers("padding"), axes, 0),
    dilation: perAxis(call.numbers("dilation"), axes, 1),
  };
  const size = x.data.shape.slice(2);
  const terms: Term[] = [];
  if (bias !== null) terms.push({ pieces: [writer.cell("b", bias, [channel])], value: read(bias, [channel]) });
  for (let c = 0; c < inputs; c++) {
    for (const tap of indices(kernel)) {
      const cell = tapOf(geometry, size, place, tap);
      if (cell === null) continue;
      const [from, by] = [
        [sample, first + c, ...cell],
        [channel, c, ...tap],
      ];
      terms.push({
        pieces: [writer.cell("x", x, from), " · ", writer.cell("w", weight, by)],
        value: read(x, from) * read(weight, by),
      });
    }
  }
  writer.formula = `y = conv${axes}d(x, w${bias === null ? "" : ", b"})`;
  writer.line(`${kernel.join(" × ")} taps of ${inputs} ${inputs === 1 ? "channel" : "channels"}`);
  writer.line("= ", writer.sum(terms));
  writer.terms = terms.map((term) => term.value);
  writer.equals(read(call.result, index));
  return true;
};

function poolGeometry(call: OpCall, axes: number): Geometry {
  const kernel = perAxis(call.numbers("kernel_size"), axes, 1);
  const stride = call.numbers("stride");
  return {
    kernel,
    stride: stride.length === 0 ? kernel : perAxis(stride, axes, 1),
    padding: perAxis(call.numbers("padding"), axes, 0),
    dilation: perAxis(call.numbers("dilation"), axes, 1),
  };
}

/** The cells of a pooling window, by the axes in front and the window's own. */
function window(x: Operand, geometry: Geometry, index: readonly number[], axes: number): number[][] {
  const [outer, place] = [index.slice(0, -axes), index.slice(-axes)];
  const size = x.data.shape.slice(-axes);
  const cells: number[][] = [];
  for (const tap of indices(geometry.kernel)) {
    const cell = tapOf(geometry, size, place, tap);
    if (cell !== null) cells.push([...outer, ...cell]);
  }
  return cells;
}

function averaged(
  writer: Writer,
  call: OpCall,
  x: Operand,
  cells: readonly number[][],
  divisor: number,
  index: readonly number[],
): boolean {
  const terms = cells.map((cell): Term => ({ pieces: [writer.cell("x", x, cell)], value: read(x, cell) / divisor }));
  writer.line("= (", writer.sum(terms), `) / ${divisor}`);
  writer.terms = terms.map((term) => term.value);
  writer.equals(read(call.result, index));
  return true;
}

function averagePool(axes: number): Rule {
  return (call, index, writer) => {
    const x = call.tensor("self");
    if (x === null) return false;
    const geometry = poolGeometry(call, axes);
    const cells = window(x, geometry, index, axes);
    const size = x.data.shape.slice(-axes);
    // Padding counts as far as the padded input reaches, unless told otherwise.
    const counted = index.slice(-axes).reduce((product, i, axis) => {
      const pad = geometry.padding[axis] ?? 0;
      const start = i * (geometry.stride[axis] ?? 1) - pad;
      return product * (Math.min(start + (geometry.kernel[axis] ?? 1), (size[axis] ?? 0) + pad) - start);
    }, 1);
    const divisor = call.given("divisor_override")
      ? call.number("divisor_override", 1)
      : call.flag("count_include_pad")
        ? counted
        : cells.length;
    writer.formula = `y = avg_pool${axes}d(x, ${at(geometry.kernel)})`;
    return averaged(writer, call, x, cells, divisor, index);
  };
}

function largestOf(
  writer: Writer,
  call: OpCall,
  x: Operand,
  cells: readonly number[][],
  index: readonly number[],
): boolean {
  let best = cells[0];
  for (const cell of cells) if (best !== undefined && read(x, cell) > read(x, best)) best = cell;
  if (best === undefined) return false;
  for (const cell of cells) if (cell !== best) writer.mark("x", x, cell);
  writer.line(`the largest of ${cells.length} is x${at(best)} = `, writer.cell("x", x, best));
  const value = read(call.result, index);
  writer.terms = [value];
  if (call.output === 1) writer.equals(value);
  return true;
}

function maxPool(axes: number): Rule {
  return (call, index, writer) => {
    const x = call.tensor("self");
    if (x === null) return false;
    const geometry = poolGeometry(call, axes);
    writer.formula = `y = max_pool${axes}d(x, ${at(geometry.kernel)})`;
    return largestOf(writer, call, x, window(x, geometry, index, axes), index);
  };
}

/** The part of the input that an adaptive pool gives to one place. */
function adaptiveCells(x: Operand, result: Operand, index: readonly number[], axes: number): number[][] {
  const outer = index.slice(0, -axes);
  const spans = index.slice(-axes).map((i, axis) => {
    const size = x.data.shape.at(axis - axes) ?? 1;
    const out = result.data.shape.at(axis - axes) ?? 1;
    const start = Math.floor((i * size) / out);
    return { start, length: Math.ceil(((i + 1) * size) / out) - start };
  });
  return [...indices(spans.map((span) => span.length))].map((each) => [
    ...outer,
    ...each.map((i, axis) => i + (spans[axis]?.start ?? 0)),
  ]);
}

function adaptiveAverage(axes: number): Rule {
  return (call, index, writer) => {
    const x = call.tensor("self");
    if (x === null) return false;
    const cells = adaptiveCells(x, call.result, index, axes);
    writer.formula = `y = adaptive_avg_pool${axes}d(x, ${at(call.result.data.shape.slice(-axes))})`;
    return averaged(writer, call, x, cells, cells.length, index);
  };
}

function adaptiveMax(axes: number): Rule {
  return (call, index, writer) => {
    const x = call.tensor("self");
    if (x === null) return false;
    writer.formula = `y = adaptive_max_pool${axes}d(x, ${at(call.result.data.shape.slice(-axes))})`;
    return largestOf(writer, call, x, adaptiveCells(x, call.result, index, axes), index);
  };
}

export const WINDOWS: Readonly<Record<string, Rule>> = {
  convolution,
  avg_pool2d: averagePool(2),
  avg_pool3d: averagePool(3),
  max_pool1d_plain: maxPool(1),
  max_pool2d_with_indices: maxPool(2),
  max_pool3d_with_indices: maxPool(3),
  _adaptive_avg_pool2d: adaptiveAverage(2),
  _adaptive_avg_pool3d: adaptiveAverage(3),
  adaptive_max_pool2d: adaptiveMax(2),
  adaptive_max_pool3d: adaptiveMax(3),
};
