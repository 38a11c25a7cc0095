// Why a cell has its value: the op that made it, as a formula with its numbers, and the operands' cells that they are.

import type { NodeId, SourceRange, ValueId } from "./data";

/** A part of a formula's line: text, a raised exponent, or a number, which may be a cell of an operand. */
export type WhyPiece =
  | string
  | { readonly raised: string }
  | {
      /** Index into `numbers`. */
      readonly number: number;
      readonly operand: number | null;
      readonly at: readonly number[] | null;
    };

export interface WhyOperand {
  /** What the formula calls it: "x". */
  readonly name: string;
  readonly value: ValueId;
  /** What the program calls it: a name, a parameter's dotted name, else the expression. */
  readonly title: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly node: NodeId | null;
  /** "SigmoidBackward0"; null for a leaf. */
  readonly gradFn: string | null;
  readonly range: SourceRange | null;
  /** Indices of the cells that made the value, the first so many of `count`. */
  readonly marked: readonly (readonly number[])[];
  readonly count: number;
}

export interface Why {
  readonly value: ValueId;
  readonly index: readonly number[];
  /** The op's name in PyTorch: "_softmax". */
  readonly op: string;
  /** The op with its arguments: "y = softmax(x, dim=1)". */
  readonly formula: string;
  readonly lines: readonly (readonly WhyPiece[])[];
  readonly numbers: Float64Array;
  readonly operands: readonly WhyOperand[];
  /** What adds up to the cell's value, but for rounding: one term where the op is no sum. */
  readonly terms: Float64Array;
  /** The value itself. */
  readonly result: number;
  readonly range: SourceRange | null;
}

/** Why a gradient's cell has its value: what each reader of the tensor handed back adds up to it. */
export interface WhyGradient {
  readonly index: readonly number[];
  readonly result: number;
  /** True at the root of backward, whose gradient was given. */
  readonly seed: boolean;
  readonly paths: readonly GradientPath[];
  /** By path; NaN where it cannot be told: a Function of the program's own, whose code is not run for this. */
  readonly terms: Float64Array;
  /** What hooks of the program changed; 0 without. */
  readonly byHooks: number;
}

export interface GradientPath {
  readonly node: NodeId;
  /** "LogBackward0". */
  readonly name: string;
  /** What the program calls the reader's result. */
  readonly label: string;
  readonly range: SourceRange | null;
}
