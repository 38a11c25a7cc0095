// The matmul family: a row of one operand times a column of the other, term by term.

import { broadcastIndex, type Operand, read } from "./call";
import type { Rule } from "./pointwise";
import { at, type Term, type Writer } from "./writer";

type Places = (k: number) => readonly [a: readonly number[], b: readonly number[]];

/** Σₖ a·b over k; gives the terms. */
function products(writer: Writer, a: Operand, b: Operand, count: number, places: Places, scale = 1): Term[] {
  const terms: Term[] = [];
  for (let k = 0; k < count; k++) {
    const [left, right] = places(k);
    const pieces = [writer.cell("a", a, left), " · ", writer.cell("b", b, right)];
    terms.push({ pieces, value: scale * read(a, left) * read(b, right) });
  }
  return terms;
}

function product(names: readonly [string, string], places: (index: readonly number[]) => Places, text: string): Rule {
  return (call, index, writer) => {
    const [a, b] = [call.tensor(names[0]), call.tensor(names[1])];
    if (a === null || b === null) return false;
    writer.formula = "y = a @ b";
    const terms = products(writer, a, b, a.data.shape.at(-1) ?? 1, places(index));
    writer.line(`y${at(index)} = Σₖ ${text}`);
    writer.line("= ", writer.sum(terms));
    writer.terms = terms.map((term) => term.value);
    writer.equals(read(call.result, index));
    return true;
  };
}

/** β·x + α·(a @ b): the bias is a term of its own. */
function added(names: readonly [string, string, string], places: (index: readonly number[]) => Places): Rule {
  return (call, index, writer) => {
    const [x, a, b] = names.map((name) => call.tensor(name));
    if (!x || !a || !b) return false;
    const [beta, alpha] = [call.number("beta", 1), call.number("alpha", 1)];
    const scaled = (factor: number, of: string) => (factor === 1 ? of : `${factor} · ${of}`);
    writer.formula = `y = ${scaled(beta, "x")} + ${scaled(alpha, alpha === 1 ? "a @ b" : "(a @ b)")}`;
    const place = broadcastIndex(index, x.data.shape);
    const bias = { pieces: [scaled(beta, ""), writer.cell("x", x, place)], value: beta * read(x, place) };
    const terms = [bias, ...products(writer, a, b, a.data.shape.at(-1) ?? 1, places(index), alpha)];
    writer.line(`y${at(index)} = x${at(place)} + Σₖ a · b`);
    writer.line("= ", writer.sum(terms));
    writer.terms = terms.map((term) => term.value);
    writer.equals(read(call.result, index));
    return true;
  };
}

const matrices = (index: readonly number[]): Places => {
  const outer = index.slice(0, -2);
  const [row = 0, column = 0] = index.slice(-2);
  return (k) => [
    [...outer, row, k],
    [...outer, k, column],
  ];
};

/** aᵀ b of two vectors. */
const outerProduct: Rule = (call, index, writer) => {
  const [a, b] = [call.tensor("self"), call.tensor("vec2")];
  if (a === null || b === null) return false;
  const [row = 0, column = 0] = index;
  writer.formula = "y = outer(a, b)";
  writer.line("= ", writer.cell("a", a, [row]), " · ", writer.cell("b", b, [column]));
  writer.terms = [read(call.result, index)];
  writer.equals(read(call.result, index));
  return true;
};

export const PRODUCTS: Readonly<Record<string, Rule>> = {
  mm: product(["self", "mat2"], matrices, "a[i, k] · b[k, j]"),
  bmm: product(["self", "mat2"], matrices, "a[n, i, k] · b[n, k, j]"),
  mv: product(
    ["self", "vec"],
    ([row = 0]) =>
      (k) => [[row, k], [k]],
    "a[i, k] · b[k]",
  ),
  dot: product(["self", "tensor"], () => (k) => [[k], [k]], "a[k] · b[k]"),
  vdot: product(["self", "other"], () => (k) => [[k], [k]], "a[k] · b[k]"),
  addmm: added(["self", "mat1", "mat2"], matrices),
  baddbmm: added(["self", "batch1", "batch2"], matrices),
  addmv: added(["self", "mat", "vec"], ([row = 0]) => (k) => [[row, k], [k]]),
  outer: outerProduct,
};
