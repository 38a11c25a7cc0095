// Ops that copy: every cell of the result is one cell of an operand, or nothing.

import { axisOf, flatIndex, type OpCall, type Operand, read, unravel } from "./call";
import type { Rule } from "./pointwise";
import { at, type Writer } from "./writer";

/** Says that the cell is one of an operand's. */
function same(
  call: OpCall,
  index: readonly number[],
  writer: Writer,
  name: string,
  from: Operand,
  cell: readonly number[],
): boolean {
  writer.line(`y${at(index)} = ${name}${at(cell)} = `, writer.cell(name, from, cell));
  writer.terms = [read(call.result, index)];
  return true;
}

/** A view, or a copy of one in the same order: found by where the cell lies in memory, else by its place in order. */
export const moved: Rule = (call, index, writer) => {
  const x = call.tensor("self");
  if (x === null) return false;
  writer.formula = `y = ${call.name.replace(/^_|\.int$/g, "")}(x)`;
  const cell = cellInMemory(call.result, x, index) ?? unravel(flatIndex(index, call.result.data.shape), x.data.shape);
  return same(call, index, writer, "x", x, cell);
};

/** The index in `x` of what lies at the result's cell, when both look at the same memory. */
function cellInMemory(result: Operand, x: Operand, index: readonly number[]): number[] | null {
  const [a, b] = [result.data.elements, x.data.elements];
  if (a.buffer !== b.buffer || a.byteOffset !== b.byteOffset) return null;
  let place = result.data.offset;
  index.forEach((i, axis) => {
    place += i * (result.data.strides[axis] ?? 0);
  });
  let rest = place - x.data.offset;
  const cell = x.data.shape.map(() => 0);
  const axes = x.data.strides
    .map((stride, axis) => ({ stride, axis }))
    .filter(({ stride, axis }) => stride > 0 && (x.data.shape[axis] ?? 1) > 1)
    .sort((a, b) => b.stride - a.stride);
  for (const { stride, axis } of axes) {
    const i = Math.min(Math.floor(rest / stride), (x.data.shape[axis] ?? 1) - 1);
    cell[axis] = i;
    rest -= i * stride;
  }
  return rest === 0 ? cell : null;
}

const gather: Rule = (call, index, writer) => {
  const [x, places] = [call.tensor("self"), call.tensor("index")];
  if (x === null || places === null) return false;
  const axis = axisOf(call.number("dim", 0), x.data.shape.length);
  const i = read(places, index);
  writer.formula = `y = gather(x, dim=${call.number("dim", 0)}, i)`;
  writer.line("i = ", writer.cell("i", places, index));
  return same(
    call,
    index,
    writer,
    "x",
    x,
    index.map((each, a) => (a === axis ? i : each)),
  );
};

const indexSelect: Rule = (call, index, writer) => {
  const [x, places] = [call.tensor("self"), call.tensor("index")];
  if (x === null || places === null) return false;
  const axis = axisOf(call.number("dim", 0), x.data.shape.length);
  const place = places.data.shape.length === 0 ? [] : [index[axis] ?? 0];
  const i = read(places, place);
  writer.formula = `y = index_select(x, dim=${call.number("dim", 0)}, i)`;
  writer.line("i = ", writer.cell("i", places, place));
  return same(
    call,
    index,
    writer,
    "x",
    x,
    index.map((each, a) => (a === axis ? i : each)),
  );
};

const embedding: Rule = (call, index, writer) => {
  const [weight, places] = [call.tensor("weight"), call.tensor("indices")];
  if (weight === null || places === null) return false;
  const place = index.slice(0, -1);
  const row = read(places, place);
  writer.formula = "y = embedding(i, w)";
  writer.line("i = ", writer.cell("i", places, place));
  return same(call, index, writer, "w", weight, [row, index.at(-1) ?? 0]);
};

/** Integer indices of PyTorch's advanced indexing: broadcast together, in place of the first of them or in front. */
const indexed: Rule = (call, index, writer) => {
  const x = call.tensor("self");
  const list = call.list("indices");
  if (x === null || list.some((each) => each !== null && (each.data.dtype === "bool" || each.data.dtype === "uint8"))) {
    return false;
  }
  const given = list.flatMap((each, axis) => (each === null ? [] : [{ axis, places: each }]));
  const rank = Math.max(0, ...given.map(({ places }) => places.data.shape.length));
  const [first, last] = [given[0]?.axis ?? 0, given.at(-1)?.axis ?? 0];
  const together = last - first + 1 === given.length;
  const start = together ? first : 0;
  const inner = index.slice(start, start + rank);
  const rest = [...index.slice(0, start), ...index.slice(start + rank)];
  writer.formula = `y = x[${list.map((each, axis) => (each === null ? ":" : `i${axis}`)).join(", ")}]`;
  const cell = x.data.shape.map((size, axis) => {
    const places = given.find((each) => each.axis === axis)?.places;
    if (places === undefined) return rest.shift() ?? 0;
    const skip = rank - places.data.shape.length;
    const place = places.data.shape.map((each, a) => (each === 1 ? 0 : (inner[a + skip] ?? 0)));
    writer.line(`i${axis} = `, writer.cell(`i${axis}`, places, place));
    const i = read(places, place);
    return i < 0 ? i + size : i;
  });
  return same(call, index, writer, "x", x, cell);
};

const cat: Rule = (call, index, writer) => {
  const list = call.list("tensors");
  const axis = axisOf(call.number("dim", 0), index.length);
  let start = 0;
  writer.formula = `y = cat(x0…x${list.length - 1}, dim=${call.number("dim", 0)})`;
  for (const [nth, each] of list.entries()) {
    // An empty vector may stand beside tensors of any rank.
    if (each === null || each.data.shape.length !== index.length) continue;
    const size = each.data.shape[axis] ?? 0;
    const here = (index[axis] ?? 0) - start;
    if (here < size)
      return same(
        call,
        index,
        writer,
        `x${nth}`,
        each,
        index.map((i, a) => (a === axis ? here : i)),
      );
    start += size;
  }
  return false;
};

const stack: Rule = (call, index, writer) => {
  const list = call.list("tensors");
  const axis = axisOf(call.number("dim", 0), index.length);
  const nth = index[axis] ?? 0;
  const from = list[nth];
  writer.formula = `y = stack(x0…x${list.length - 1}, dim=${call.number("dim", 0)})`;
  return from
    ? same(
        call,
        index,
        writer,
        `x${nth}`,
        from,
        index.filter((_, a) => a !== axis),
      )
    : false;
};

/** Zero above or below a diagonal. */
function triangle(lower: boolean): Rule {
  return (call, index, writer) => {
    const x = call.tensor("self");
    if (x === null) return false;
    const [row = 0, column = 0] = index.slice(-2);
    const away = column - row - call.number("diagonal", 0);
    writer.formula = `y = ${lower ? "tril" : "triu"}(x, diagonal=${call.number("diagonal", 0)})`;
    if (lower ? away <= 0 : away >= 0) return same(call, index, writer, "x", x, index);
    writer.line(`${lower ? "above" : "below"} the diagonal: 0`);
    writer.terms = [0];
    return true;
  };
}

const flip: Rule = (call, index, writer) => {
  const x = call.tensor("self");
  if (x === null) return false;
  const { shape } = x.data;
  const dims = call.numbers("dims").map((dim) => axisOf(dim, shape.length));
  writer.formula = `y = flip(x, dims=${at(dims)})`;
  return same(
    call,
    index,
    writer,
    "x",
    x,
    index.map((i, a) => (dims.includes(a) ? (shape[a] ?? 1) - 1 - i : i)),
  );
};

const repeated: Rule = (call, index, writer) => {
  const x = call.tensor("self");
  if (x === null) return false;
  const { shape } = x.data;
  const skip = index.length - shape.length;
  writer.formula = `y = x.repeat${at(call.numbers("repeats")).replace("[", "(").replace("]", ")")}`;
  return same(
    call,
    index,
    writer,
    "x",
    x,
    shape.map((size, a) => (index[a + skip] ?? 0) % Math.max(1, size)),
  );
};

const padded: Rule = (call, index, writer) => {
  const x = call.tensor("self");
  if (x === null) return false;
  const { shape } = x.data;
  const pad = call.numbers("pad");
  const cell = index.map((i, axis) => i - (pad[2 * (shape.length - 1 - axis)] ?? 0));
  writer.formula = `y = pad(x, ${at(pad)})`;
  if (cell.every((i, axis) => i >= 0 && i < (shape[axis] ?? 0))) return same(call, index, writer, "x", x, cell);
  const value = read(call.result, index);
  writer.line("in the padding: ", writer.plain(value));
  writer.terms = [value];
  return true;
};

/** Sorted values, or where they were. */
const sorted: Rule = (call, index, writer) => {
  const x = call.tensor("self");
  if (x === null) return false;
  const { shape } = x.data;
  const axis = axisOf(call.number("dim", -1), shape.length);
  const value = read(call.result, index);
  const size = shape.length === 0 ? 1 : (shape[axis] ?? 1);
  writer.formula = `y = ${call.name}(x, dim=${call.number("dim", -1)})`;
  if (call.output === 1)
    return same(
      call,
      index,
      writer,
      "x",
      x,
      index.map((i, a) => (a === axis ? value : i)),
    );
  for (let j = 0; j < size; j++) {
    const cell = index.map((i, a) => (a === axis ? j : i));
    if (Object.is(read(x, cell), value)) return same(call, index, writer, "x", x, cell);
  }
  return false;
};

const MOVED =
  "view _reshape_alias _unsafe_view clone transpose t permute unsqueeze squeeze _squeeze_result expand detach alias " +
  "select slice as_strided diagonal unbind split_with_sizes split unsafe_split unsafe_split_with_sizes unfold " +
  "_to_copy narrow_copy";

export const SELECTIONS: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(MOVED.split(" ").map((name) => [name, moved])),
  gather,
  index_select: indexSelect,
  embedding,
  index: indexed,
  cat,
  stack,
  tril: triangle(true),
  triu: triangle(false),
  flip,
  repeat: repeated,
  constant_pad_nd: padded,
  sort: sorted,
  topk: sorted,
};
