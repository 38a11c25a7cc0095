// Reductions and softmax: all cells along the reduced axes.

import { axisOf, type OpCall, type Operand, read } from "./call";
import type { Rule } from "./pointwise";
import { at, type Term, type Writer } from "./writer";

/** Indices of the cells of `x` that a reduction over `dims` puts into `index`; all of them where no axis is named. */
export function* reducedCells(
  x: Operand,
  dims: readonly number[],
  keepdim: boolean,
  index: readonly number[],
): Iterable<number[]> {
  const { shape } = x.data;
  const reduced = shape.map((_, axis) => dims.length === 0 || dims.some((dim) => axisOf(dim, shape.length) === axis));
  const start: number[] = [];
  let from = 0;
  shape.forEach((_, axis) => {
    if (reduced[axis] === true) {
      start.push(0);
      if (keepdim) from++;
    } else start.push(index[from++] ?? 0);
  });
  if (shape.some((size, axis) => size === 0 && reduced[axis])) return;
  for (const cell = start; ; ) {
    yield [...cell];
    let axis = shape.length - 1;
    for (; axis >= 0; axis--) {
      if (reduced[axis] !== true) continue;
      const next = (cell[axis] ?? 0) + 1;
      if (next < (shape[axis] ?? 1)) {
        cell[axis] = next;
        break;
      }
      cell[axis] = 0;
    }
    if (axis < 0) return;
  }
}

function argumentsOf(call: OpCall): string {
  const parts: string[] = [];
  const dims = call.numbers("dim");
  if (dims.length > 0) parts.push(`, dim=${dims.length === 1 ? dims[0] : at(dims)}`);
  if (call.flag("keepdim")) parts.push(", keepdim=True");
  return parts.join("");
}

function cellsOf(call: OpCall, index: readonly number[]): { x: Operand; cells: number[][] } | null {
  const x = call.tensor("self");
  return x === null ? null : { x, cells: [...reducedCells(x, call.numbers("dim"), call.flag("keepdim"), index)] };
}

/** Σ, or Σ divided by their number. */
function summed(name: string, mean: boolean): Rule {
  return (call, index, writer) => {
    const found = cellsOf(call, index);
    if (found === null) return false;
    const { x, cells } = found;
    writer.formula = `y = ${name}(x${argumentsOf(call)})`;
    const divisor = mean ? cells.length : 1;
    const terms = cells.map((cell): Term => ({ pieces: [writer.cell("x", x, cell)], value: read(x, cell) / divisor }));
    const sum = writer.sum(terms);
    if (mean) writer.line("= (", sum, `) / ${divisor}`);
    else writer.line("= ", sum);
    writer.terms = terms.map((term) => term.value);
    writer.equals(read(call.result, index));
    return true;
  };
}

const prod: Rule = (call, index, writer) => {
  const found = cellsOf(call, index);
  if (found === null) return false;
  const { x, cells } = found;
  writer.formula = `y = prod(x${argumentsOf(call)})`;
  const pieces = cells.slice(0, 6).flatMap((cell, i) => [...(i === 0 ? [] : [" · "]), writer.cell("x", x, cell)]);
  for (const cell of cells.slice(6)) writer.mark("x", x, cell);
  writer.line("= ", pieces, cells.length > 6 ? ` · … ${cells.length - 6} more` : "");
  writer.terms = [read(call.result, index)];
  writer.equals(read(call.result, index));
  return true;
};

/** The one cell that a largest or smallest value is, found by its value, or the index that was found. */
function extreme(name: string, largest: boolean): Rule {
  return (call, index, writer) => {
    const found = cellsOf(call, index);
    if (found === null) return false;
    const { x, cells } = found;
    const better = (a: number, b: number) => Number.isNaN(a) || (largest ? a > b : a < b);
    let best = cells[0];
    for (const cell of cells) if (best !== undefined && better(read(x, cell), read(x, best))) best = cell;
    if (best === undefined) return false;
    const what = largest ? "largest" : "smallest";
    writer.formula = `y = ${name}(x${argumentsOf(call)})`;
    writer.line(`the ${what} of ${cells.length} is x${at(best)} = `, writer.cell("x", x, best));
    writer.terms = [read(call.result, index)];
    writer.equals(read(call.result, index));
    return true;
  };
}

/** Σ (x − μ)² / (n − correction), or its root. */
function spread(name: string, root: boolean): Rule {
  return (call, index, writer) => {
    const found = cellsOf(call, index);
    if (found === null) return false;
    const { x, cells } = found;
    const correction = call.number("correction", 1);
    let mean = 0;
    for (const cell of cells) mean += read(x, cell) / cells.length;
    const divisor = Math.max(0, cells.length - correction);
    const terms = cells.map(
      (cell): Term => ({
        pieces: ["(", writer.cell("x", x, cell), " − μ)²"],
        value: (read(x, cell) - mean) ** 2 / divisor,
      }),
    );
    writer.formula = `y = ${name}(x${argumentsOf(call)})`;
    writer.line("μ = ", writer.plain(mean));
    writer.line(`= ${root ? "√" : ""}[`, writer.sum(terms), `] / ${root ? "" : ""}${divisor}`);
    const value = read(call.result, index);
    writer.terms = root ? [value] : terms.map((term) => term.value);
    writer.equals(value);
    return true;
  };
}

const logsumexp: Rule = (call, index, writer) => {
  const found = cellsOf(call, index);
  if (found === null) return false;
  const { x, cells } = found;
  writer.formula = `y = logsumexp(x${argumentsOf(call)})`;
  const terms = cells.map((cell): Term => {
    const value = Math.exp(read(x, cell));
    return { pieces: [writer.of("x", x, cell, value)], value };
  });
  writer.line("= ln Σ e", { raised: "x" });
  writer.line("= ln(", writer.sum(terms), ")");
  writer.terms = [read(call.result, index)];
  writer.equals(read(call.result, index));
  return true;
};

/** (Σ |x|ᵖ)^(1/p). */
const norm: Rule = (call, index, writer) => {
  const found = cellsOf(call, index);
  if (found === null) return false;
  const { x, cells } = found;
  const p = call.given("p") ? call.number("p", 2) : call.number("ord", 2);
  writer.formula = `y = norm(x, p=${p}${argumentsOf(call)})`;
  const terms = cells.map((cell): Term => {
    return {
      pieces: ["|", writer.cell("x", x, cell), "|", { raised: String(p) }],
      value: Math.abs(read(x, cell)) ** p,
    };
  });
  writer.line("= (", writer.sum(terms), ")", { raised: `1/${p}` });
  writer.terms = [read(call.result, index)];
  writer.equals(read(call.result, index));
  return true;
};

/** exp of the cell over the sum of exps along its axis, the row's largest taken off first, as PyTorch does. */
function softmax(logarithm: boolean): Rule {
  return (call, index, writer) => {
    const x = call.tensor("self");
    if (x === null) return false;
    const axis = axisOf(call.number("dim", -1), x.data.shape.length);
    const row = rowOf(x, axis, index);
    const values = row.map((cell) => read(x, cell));
    // Large logits are shown less their largest: the formula with e^x itself would overflow.
    const largest = Math.max(...values);
    const shift = largest > 20 || largest < -20 ? largest : 0;
    const name = logarithm ? "log_softmax" : "softmax";
    const raised = (where: string) => ({ raised: shift === 0 ? where : `${where} − max` });
    writer.formula = `y = ${name}(x, dim=${call.number("dim", -1)})`;
    const here = `x${at(index)}`;
    const free = `x[${index.map((i, each) => (each === axis ? "j" : i)).join(", ")}]`;
    if (logarithm) writer.line(`y${at(index)} = ${here} − ln Σⱼ e`, raised(free));
    else writer.line(`y${at(index)} = e`, raised(here), " / Σⱼ e", raised(free));
    const terms = row.map((cell, i): Term => {
      const value = Math.exp((values[i] ?? 0) - shift);
      return { pieces: [writer.of("x", x, cell, value)], value };
    });
    if (logarithm)
      writer.line(
        "= ",
        writer.cell("x", x, index),
        shift === 0 ? " − ln(" : ` − ${shift} − ln(`,
        writer.sum(terms),
        ")",
      );
    else writer.line("= ", writer.of("x", x, index, Math.exp(read(x, index) - shift)), " / (", writer.sum(terms), ")");
    const value = read(call.result, index);
    writer.terms = logarithm ? [read(x, index), value - read(x, index)] : [value];
    writer.equals(value);
    return true;
  };
}

function rowOf(x: Operand, axis: number, index: readonly number[]): number[][] {
  const size = x.data.shape.length === 0 ? 1 : (x.data.shape[axis] ?? 1);
  return Array.from({ length: size }, (_, j) => index.map((i, each) => (each === axis ? j : i)));
}

const cumsum: Rule = (call, index, writer) => {
  const x = call.tensor("self");
  if (x === null) return false;
  const axis = axisOf(call.number("dim", 0), x.data.shape.length);
  const cells = rowOf(x, axis, index).slice(0, (index[axis] ?? 0) + 1);
  const terms = cells.map((cell): Term => ({ pieces: [writer.cell("x", x, cell)], value: read(x, cell) }));
  writer.formula = `y = cumsum(x, dim=${call.number("dim", 0)})`;
  writer.line("= ", writer.sum(terms));
  writer.terms = terms.map((term) => term.value);
  writer.equals(read(call.result, index));
  return true;
};

/** Position of the largest or smallest along an axis, or of all. */
function position(name: string, largest: boolean): Rule {
  return (call, index, writer) => {
    const found = cellsOf(call, index);
    if (found === null) return false;
    const { x, cells } = found;
    const place = read(call.result, index);
    const cell = cells[place];
    if (cell === undefined) return false;
    writer.formula = `y = ${name}(x${argumentsOf(call)})`;
    for (const each of cells) if (each !== cell) writer.mark("x", x, each);
    writer.line(
      `the ${largest ? "largest" : "smallest"} of ${cells.length} is `,
      writer.cell("x", x, cell),
      `, at ${place}`,
    );
    writer.terms = [place];
    writer.equals(place);
    return true;
  };
}

/** Of a max with its indices: the value, or where it was. */
function extremeAlong(name: string, largest: boolean): Rule {
  const value = extreme(name, largest);
  const where = position(name, largest);
  return (call, index, writer: Writer) => (call.output === 1 ? where : value)(call, index, writer);
}

export const REDUCTIONS: Readonly<Record<string, Rule>> = {
  sum: summed("sum", false),
  nansum: summed("nansum", false),
  mean: summed("mean", true),
  prod,
  max: extremeAlong("max", true),
  min: extremeAlong("min", false),
  amax: extreme("amax", true),
  amin: extreme("amin", false),
  argmax: position("argmax", true),
  argmin: position("argmin", false),
  var: spread("var", false),
  std: spread("std", true),
  logsumexp,
  norm,
  linalg_vector_norm: norm,
  _softmax: softmax(false),
  _log_softmax: softmax(true),
  cumsum,
};
