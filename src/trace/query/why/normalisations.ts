// Layer, batch and group normalisation: the cell less a mean, over a deviation, scaled and shifted.

import { indices, type OpCall, type Operand, read } from "./call";
import type { Rule } from "./pointwise";
import { at, type Writer } from "./writer";

/** What a normalisation needs to say about one cell. */
interface Parts {
  readonly x: Operand;
  readonly cells: readonly number[][];
  readonly mean: number;
  readonly variance: number;
  readonly weight: { readonly operand: Operand; readonly cell: readonly number[] } | null;
  readonly bias: { readonly operand: Operand; readonly cell: readonly number[] } | null;
}

function explain(call: OpCall, index: readonly number[], writer: Writer, parts: Parts): boolean {
  const { x, cells, mean, variance, weight, bias } = parts;
  const eps = call.number("eps", 1e-5);
  for (const cell of cells) if (!sameIndex(cell, index)) writer.mark("x", x, cell);
  writer.line(`y = (x − μ) / √(σ² + ε)${weight === null ? "" : " · w"}${bias === null ? "" : " + b"}`);
  if (cells.length > 0)
    writer.line(`μ and σ² of ${cells.length} cells: `, writer.plain(mean), ", ", writer.plain(variance));
  else writer.line("running μ and σ²: ", writer.plain(mean), ", ", writer.plain(variance));
  const scaled = weight === null ? [] : [" · ", writer.cell("w", weight.operand, weight.cell)];
  const shifted = bias === null ? [] : [" + ", writer.cell("b", bias.operand, bias.cell)];
  const here = read(x, index);
  writer.line(
    "= (",
    writer.cell("x", x, index),
    " − ",
    writer.plain(mean),
    ") / ",
    writer.plain(Math.sqrt(variance + eps)),
    scaled,
    shifted,
  );
  const normalised =
    ((here - mean) / Math.sqrt(variance + eps)) * (weight === null ? 1 : read(weight.operand, weight.cell));
  writer.terms = bias === null ? [normalised] : [normalised, read(bias.operand, bias.cell)];
  writer.equals(read(call.result, index));
  return true;
}

function sameIndex(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((i, axis) => i === b[axis]);
}

/** Mean and variance (over n, as normalisation takes it) of some cells. */
function momentsOf(x: Operand, cells: readonly number[][]): { mean: number; variance: number } {
  let mean = 0;
  for (const cell of cells) mean += read(x, cell) / cells.length;
  let variance = 0;
  for (const cell of cells) variance += (read(x, cell) - mean) ** 2 / cells.length;
  return { mean, variance };
}

function parameter(call: OpCall, name: string, cell: readonly number[]): Parts["weight"] {
  const operand = call.tensor(name);
  return operand === null ? null : { operand, cell };
}

const layerNorm: Rule = (call, index, writer) => {
  const x = call.tensor("input");
  if (x === null || call.output !== 0) return false;
  const normalised = call.numbers("normalized_shape");
  const outer = index.slice(0, index.length - normalised.length);
  const inner = index.slice(index.length - normalised.length);
  const cells = [...indices(normalised)].map((each) => [...outer, ...each]);
  writer.formula = `y = layer_norm(x, ${at(normalised)})`;
  return explain(call, index, writer, {
    x,
    cells,
    ...momentsOf(x, cells),
    weight: parameter(call, "weight", inner),
    bias: parameter(call, "bias", inner),
  });
};

const batchNorm: Rule = (call, index, writer) => {
  const x = call.tensor("input");
  if (x === null || call.output !== 0) return false;
  const { shape } = x.data;
  const channel = index[1] ?? 0;
  const training = call.flag("training");
  const cells = training
    ? [...indices(shape.filter((_, axis) => axis !== 1))].map(([sample = 0, ...rest]) => [sample, channel, ...rest])
    : [];
  const [mean, variance] = [call.tensor("running_mean"), call.tensor("running_var")];
  if (!training && (mean === null || variance === null)) return false;
  const moments =
    training || mean === null || variance === null
      ? momentsOf(x, cells)
      : { mean: read(mean, [channel]), variance: read(variance, [channel]) };
  writer.formula = `y = batch_norm(x${training ? ", training=True" : ""})`;
  return explain(call, index, writer, {
    x,
    cells,
    ...moments,
    weight: parameter(call, "weight", [channel]),
    bias: parameter(call, "bias", [channel]),
  });
};

const groupNorm: Rule = (call, index, writer) => {
  const x = call.tensor("input");
  if (x === null || call.output !== 0) return false;
  const [sample = 0, channel = 0] = index;
  const each = (x.data.shape[1] ?? 1) / call.number("group", 1);
  const first = Math.floor(channel / each) * each;
  const cells = [...indices([each, ...x.data.shape.slice(2)])].map(([c = 0, ...rest]) => [sample, first + c, ...rest]);
  writer.formula = `y = group_norm(x, ${call.number("group", 1)})`;
  return explain(call, index, writer, {
    x,
    cells,
    ...momentsOf(x, cells),
    weight: parameter(call, "weight", [channel]),
    bias: parameter(call, "bias", [channel]),
  });
};

export const NORMALISATIONS: Readonly<Record<string, Rule>> = {
  native_layer_norm: layerNorm,
  native_batch_norm: batchNorm,
  native_group_norm: groupNorm,
};
