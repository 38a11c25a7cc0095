// Sums of products in Einstein's notation, and tensordot. Operands are contracted two at a time from the left, each
// pair as one batched matrix product. Follows aten/src/ATen/native/Linear.cpp.

import { runtimeError } from "../errors";
import { numelOf } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { mul } from "./arithmetic";
import { type Op, op } from "./declare";
import { bmm, mm } from "./matmul";
import { reducedDims, sumDim } from "./reductions";
import { diagonal } from "./slicing";
import { movedim, permute, reshape, unsqueeze, view } from "./views";

// Indices below are within the lists' lengths by the checks before: `as number` and `as Tensor` say so to the compiler.

/** Stands for "..." among an operand's subscripts. */
const ellipsis = "...";

const isLetter = (c: string | undefined): c is string => c !== undefined && /[A-Za-z]/.test(c);

/** The subscripts of each operand: letters, and at most one ellipsis. */
function inputSubscripts(text: string, count: number): string[][] {
  const operands: string[][] = Array.from({ length: count }, () => []);
  let current = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    const labels = operands[current] as string[];
    if (c === " ") continue;
    if (c === ".") {
      if (labels.includes(ellipsis)) {
        throw runtimeError(`einsum(): found '.' for operand ${current} for which an ellipsis was already found`);
      }
      if (text[i + 1] !== "." || text[i + 2] !== ".") {
        throw runtimeError(`einsum(): found '.' for operand ${current} that is not part of any ellipsis`);
      }
      i += 2;
      labels.push(ellipsis);
    } else if (c === ",") {
      current++;
      if (current >= count) {
        throw runtimeError("einsum(): fewer operands were provided than specified in the equation");
      }
    } else {
      if (!isLetter(c)) throw invalidSubscript(i);
      labels.push(c);
    }
  }
  if (current !== count - 1) {
    throw runtimeError("einsum(): more operands were provided than specified in the equation");
  }
  return operands;
}

function invalidSubscript(index: number) {
  return runtimeError(
    `einsum(): invalid subscript given at index ${index} in the equation string, subscripts must be in [a-zA-Z]`,
  );
}

/** Letters in the order that PyTorch numbers them: upper case first. */
const byLetter = (a: string, b: string): number => (a < b ? -1 : 1);

/** Where every subscript's dimension comes: first the output's, then those to sum. */
interface Layout {
  readonly place: ReadonlyMap<string, number>;
  /** Where the dimensions of the ellipsis start, and how many it stands for at most. */
  readonly ellipsisStart: number;
  readonly ellipsisRank: number;
  readonly outputRank: number;
  readonly rank: number;
}

function layoutOf(equation: string, arrow: number, operands: readonly Tensor[], labels: readonly string[][]): Layout {
  const count = new Map<string, number>();
  let ellipsisRank = 0;
  labels.forEach((own, i) => {
    const rank = (operands[i] as Tensor).dim;
    const named = own.filter((label) => label !== ellipsis).length;
    for (const label of own) if (label !== ellipsis) count.set(label, (count.get(label) ?? 0) + 1);
    const open = own.includes(ellipsis);
    if (open ? named > rank : named !== rank) {
      const relation = open ? "is more than" : "does not match";
      const hint = open ? "" : " and no ellipsis was given";
      throw runtimeError(
        `einsum(): the number of subscripts in the equation (${named}) ${relation} the number of dimensions (${rank}) for operand ${i}${hint}`,
      );
    }
    if (open) ellipsisRank = Math.max(ellipsisRank, rank - named);
  });
  const place = new Map<string, number>();
  let rank = 0;
  let ellipsisStart = -1;
  if (arrow < 0) {
    // Without an arrow: the ellipsis, then what is seen once, by letter.
    ellipsisStart = 0;
    rank = ellipsisRank;
    for (const label of [...count.keys()].sort(byLetter)) if (count.get(label) === 1) place.set(label, rank++);
  } else {
    const output = equation.slice(arrow + 2);
    for (let i = 0; i < output.length; i++) {
      const c = output[i] as string;
      if (c === " ") continue;
      if (c === ".") {
        if (ellipsisStart >= 0) {
          throw runtimeError("einsum(): found '.' for output but an ellipsis (...) was already found");
        }
        if (output[i + 1] !== "." || output[i + 2] !== ".") {
          throw runtimeError("einsum(): found '.' for output that is not part of any ellipsis (...)");
        }
        i += 2;
        ellipsisStart = rank;
        rank += ellipsisRank;
      } else {
        if (!isLetter(c)) throw invalidSubscript(arrow + 2 + i);
        if (!count.has(c) || place.has(c)) {
          const why = place.has(c)
            ? "appears more than once in the output"
            : "does not appear in the equation for any input operand";
          throw runtimeError(`einsum(): output subscript ${c} ${why}`);
        }
        place.set(c, rank++);
      }
    }
  }
  const outputRank = rank;
  if (ellipsisStart < 0) {
    ellipsisStart = rank;
    rank += ellipsisRank;
  }
  for (const label of [...count.keys()].sort(byLetter)) if (!place.has(label)) place.set(label, rank++);
  return { place, ellipsisStart, ellipsisRank, outputRank, rank };
}

/** Sizes seen so far, and how many operands have each dimension. */
interface Seen {
  readonly labelSizes: Map<string, number>;
  readonly ellipsisSizes: number[];
  readonly counts: number[];
}

/** One operand with its dimensions in the layout's order: diagonals of repeated subscripts, 1 for missing ones. */
function aligned(operand: Tensor, index: number, labels: readonly string[], layout: Layout, seen: Seen): Tensor {
  const order = new Array<number>(layout.rank).fill(-1);
  let result = operand;
  let dim = 0;
  for (const label of labels) {
    if (label === ellipsis) {
      const covered = operand.dim - (labels.length - 1);
      for (let j = layout.ellipsisRank - covered; j < layout.ellipsisRank; j++, dim++) {
        const size = result.shape[dim] as number;
        const before = seen.ellipsisSizes[j] as number;
        if (size !== 1) {
          if (before !== 1 && before !== size) {
            throw runtimeError(
              `einsum(): dimension ${dim} covered by ellipsis in operand ${index}has size ${size} which does not broadcast with previously seen ellipsis with size ${before} for the respective dimension`,
            );
          }
          seen.ellipsisSizes[j] = size;
          seen.counts[layout.ellipsisStart + j] = (seen.counts[layout.ellipsisStart + j] as number) + 1;
        }
        order[layout.ellipsisStart + j] = dim;
      }
      continue;
    }
    const place = layout.place.get(label) as number;
    const size = result.shape[dim] as number;
    const earlier = order[place] as number;
    if (earlier < 0) {
      if (size !== 1) {
        const before = seen.labelSizes.get(label) ?? 1;
        if (before !== 1 && before !== size) {
          throw runtimeError(
            `einsum(): subscript ${label} has size ${size} for operand ${index} which does not broadcast with previously seen size ${before}`,
          );
        }
        seen.labelSizes.set(label, size);
        seen.counts[place] = (seen.counts[place] as number) + 1;
      }
      order[place] = dim++;
    } else {
      const other = result.shape[earlier] as number;
      if (size !== other) {
        throw runtimeError(
          `einsum(): subscript ${label} is repeated for operand ${index} but the sizes don't match, ${size} != ${other}`,
        );
      }
      result = movedim(diagonal(result, 0, earlier, dim), [-1], [earlier]);
    }
  }
  for (let place = 0; place < order.length; place++) {
    if ((order[place] as number) >= 0) continue;
    result = unsqueeze(result, dim);
    order[place] = dim++;
  }
  return permute(result, order);
}

/** Σ over `sums` of a·b, dims kept as 1: a batched product of [both, a's own, summed] and [both, summed, b's own]. */
function productSum(a: Tensor, b: Tensor, sums: readonly number[]): Tensor {
  if (sums.length === 0) return mul(a, b);
  const both: number[] = [];
  const ofA: number[] = [];
  const ofB: number[] = [];
  for (let d = 0; d < a.dim; d++) {
    if (sums.includes(d)) continue;
    if (a.shape[d] !== 1 && b.shape[d] !== 1) both.push(d);
    else if (a.shape[d] !== 1) ofA.push(d);
    else ofB.push(d);
  }
  const sizes = (t: Tensor, dims: readonly number[]) => dims.map((d) => t.shape[d] as number);
  const batch = numelOf(sizes(a, both));
  const summed = numelOf(sizes(a, sums));
  const rows = numelOf(sizes(a, ofA));
  const columns = numelOf(sizes(b, ofB));
  const left = reshape(permute(a, [...both, ...ofA, ...sums, ...ofB]), [batch, rows, summed]);
  const right = reshape(permute(b, [...both, ...sums, ...ofB, ...ofA]), [batch, summed, columns]);
  const shape = [...sizes(a, both), ...sizes(a, ofA), ...sums.map(() => 1), ...sizes(b, ofB)];
  const order = [...both, ...ofA, ...sums, ...ofB];
  return permute(
    view(bmm(left, right), shape),
    order.map((_, d) => order.indexOf(d)),
  );
}

/** Contracts the first two operands over every dimension that no later one has. */
function contract(first: Tensor, second: Tensor, layout: Layout, counts: number[]): Tensor {
  const inFirst: number[] = [];
  const inSecond: number[] = [];
  const sums: number[] = [];
  for (let d = layout.outputRank; d < layout.rank; d++) {
    const count = counts[d] as number;
    if (first.shape[d] !== 1 && second.shape[d] !== 1) {
      counts[d] = count === 2 ? 0 : count - 1;
      if (count === 2) sums.push(d);
    } else if (count === 1) {
      if (first.shape[d] !== 1) inFirst.push(d);
      else if (second.shape[d] !== 1) inSecond.push(d);
      else continue;
      counts[d] = 0;
    }
  }
  const a = inFirst.length > 0 ? sumDim(first, inFirst, true) : first;
  const b = inSecond.length > 0 ? sumDim(second, inSecond, true) : second;
  return productSum(a, b, sums);
}

export const einsum: Op<[equation: string, tensors: readonly Tensor[], path?: readonly number[] | null], Tensor> = op(
  "einsum(str equation, Tensor[] tensors, *, int[]? path=None) -> Tensor",
  {
    complex: true,
    doc: "Sum of products in Einstein's notation: 'ij,jk->ik' is a matrix product",
    forms: ["_C"],
    composite: (equation, tensors) => {
      if (tensors.length === 0) throw runtimeError("einsum(): must provide at least one operand");
      const arrow = equation.indexOf("->");
      const labels = inputSubscripts(arrow < 0 ? equation : equation.slice(0, arrow), tensors.length);
      const layout = layoutOf(equation, arrow, tensors, labels);
      const seen: Seen = {
        labelSizes: new Map(),
        ellipsisSizes: new Array<number>(layout.ellipsisRank).fill(1),
        counts: new Array<number>(layout.rank).fill(0),
      };
      const operands = tensors.map((each, i) => aligned(each, i, labels[i] as string[], layout, seen));
      const result = operands.reduce((a, b) => contract(a, b, layout, seen.counts));
      if (layout.rank === layout.outputRank) return result;
      if (operands.length > 1) return view(result, result.shape.slice(0, layout.outputRank));
      const rest = Array.from({ length: layout.rank - layout.outputRank }, (_, i) => layout.outputRank + i);
      return sumDim(result, rest);
    },
    samples: [
      "torch.einsum('ij,jk->ik', c, cs)",
      "torch.einsum('ij,ij->i', c, c.conj())",
      "torch.einsum('ij,jk->ik', x, w)",
      "torch.einsum('ij,jk', x, w)",
      "torch.einsum('bij,bjk->bik', b, w2)",
      "torch.einsum('bij,bjk->bki', b, w2)",
      "torch.einsum('...ij,jk->...ik', b, w)",
      "torch.einsum('b...,b...->b', b, b)",
      "torch.einsum('...i,...j->...ij', x, y)",
      "torch.einsum('ii->i', sq)",
      "torch.einsum('ii', sq)",
      "torch.einsum('iij->j', torch.stack([sq, sq], 2))",
      "torch.einsum('ij->ji', x)",
      "torch.einsum('ij->', x)",
      "torch.einsum('ij->j', x)",
      "torch.einsum('i,j->ij', v, x[:, 0])",
      "torch.einsum('i,i', v, v)",
      "torch.einsum('i,i->i', v, v)",
      "torch.einsum('ij,ij->i', x, y)",
      "torch.einsum('bn,anm,bm->ba', x[:2, :2], torch.stack([w[:2, :2], w[1:, 1:3]]), y[:2, :2])",
      "torch.einsum('ik,jkl,il->ij', one, w2, w[:1])",
      "torch.einsum('ij,kj->ik', one, x)",
      "torch.einsum('ij,jk->', x, w)",
      "torch.einsum('Bb,bA->AB', x, w)",
      "torch.einsum('Ab,bB', x, w)",
      "torch.einsum('i j, j k -> i k', x, w)",
      "torch.einsum('ij,jk,kl->il', x, w, torch.ones(5, 2))",
      "torch.einsum('...', x)",
      "torch.einsum(',ij->ij', s, x)",
      "torch.einsum('ij,jk->ik', e, w)",
      "torch.einsum('ij,jk->ik', i, i.t())",
      "torch.einsum('ij,j->i', nc, v)",
      "torch.einsum(x, [0, 1], w, [1, 2], [0, 2])",
      "torch.einsum(x, [0, 1], w, [1, 2])",
      "torch.einsum(b, [..., 1, 2], w, [2, 3], [..., 1, 3])",
      "torch.einsum(x, [0, 60], [0])",
      "torch.einsum('ij,jk->ik', [x, w])",
      "torch.einsum('ij,jk->ik')",
      "torch.einsum('ij,jk->ik', x)",
      "torch.einsum('ij->ik', x)",
      "torch.einsum('ij->ii', x)",
      "torch.einsum('ij', x, x)",
      "torch.einsum('ijk->i', x)",
      "torch.einsum('i...j...->i', x)",
      "torch.einsum('ij.->i', x)",
      "torch.einsum('ij->i..', x)",
      "torch.einsum('ij->...i...', x)",
      "torch.einsum('i1->i', x)",
      "torch.einsum('ij->1', x)",
      "torch.einsum('ii->i', x)",
      "torch.einsum('ij,jk->ik', x, x)",
      "torch.einsum('...ij,...jk->...ik', b, torch.ones(3, 3, 3))",
      "torch.einsum('ijkl...->i', x)",
      "torch.einsum('ij->i', 3)",
      "torch.einsum('ij,jk->ik', x, w.double())",
    ],
  },
);

export const tensordot: Op<
  [self: Tensor, other: Tensor, dimsSelf: readonly number[], dimsOther: readonly number[]],
  Tensor
> = op("tensordot(Tensor self, Tensor other, int[] dims_self, int[] dims_other) -> Tensor", {
  complex: true,
  doc: "Σ over dims_self of self with dims_other of other, as one matrix product",
  forms: ["_C"],
  composite: (self, other, dimsSelf, dimsOther) => {
    if (dimsSelf.length !== dimsOther.length) throw runtimeError("both dimension lists should have same length");
    let left = self;
    let right = other;
    let summed = 1;
    // As everywhere else: an empty list of dims is none here, not all.
    const inSelf = dimsSelf.length === 0 ? [] : reducedDims(dimsSelf, self.dim);
    const inOther = dimsOther.length === 0 ? [] : reducedDims(dimsOther, other.dim);
    inSelf.forEach((d, i) => {
      const e = inOther[i] as number;
      const a = self.shape[d] as number;
      const b = other.shape[e] as number;
      if (b === 1) left = sumDim(left, [d], true);
      else if (a === 1) right = sumDim(right, [e], true);
      else if (a !== b) {
        throw runtimeError(
          `contracted dimensions need to match, but first has size ${a} in dim ${dimsSelf[i]} and second has size ${b} in dim ${dimsOther[i]}`,
        );
      } else summed *= a;
    });
    const keptSelf = self.shape.map((_, d) => d).filter((d) => !inSelf.includes(d));
    const keptOther = other.shape.map((_, d) => d).filter((d) => !inOther.includes(d));
    const rows = keptSelf.map((d) => left.shape[d] as number);
    const columns = keptOther.map((d) => right.shape[d] as number);
    const a = reshape(permute(left, [...keptSelf, ...dimsSelf]), [numelOf(rows), summed]);
    const b = reshape(permute(right, [...dimsOther, ...keptOther]), [summed, numelOf(columns)]);
    return reshape(mm(a, b), [...rows, ...columns]);
  },
  samples: [
    "torch.tensordot(x, w, 1)",
    "torch.tensordot(x, w, dims=([1], [0]))",
    "torch.tensordot(x, y, dims=2)",
    "torch.tensordot(v, x[:, 0], 0)",
    "torch.tensordot(b, x, 2)",
    "torch.tensordot(b, b, dims=([0, 2], [0, 2]))",
    "torch.tensordot(b, one, dims=([1], [0]))",
    "torch.tensordot(b, w2, dims=([-1], [1]))",
    "torch.tensordot(x, w, dims=torch.tensor([[1], [0]]))",
    "torch.tensordot(i, i, dims=([0], [0]))",
    "torch.tensordot(x, x, dims=3)",
    "torch.tensordot(x, x, dims=-1)",
    "torch.tensordot(x, x, dims=1)",
    "torch.tensordot(x, x, dims=1.5)",
    "torch.tensordot(x, x, dims=([0], [0, 1]))",
    "torch.tensordot(x, x, dims=([0, 0], [0, 0]))",
  ],
});
