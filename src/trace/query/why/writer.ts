// Collects an explanation: lines of text and numbers, the operands that the numbers come from with their cells, and
// the terms that add up to the value.

import type { WhyPiece } from "../../../protocol/why";
import { type Operand, read } from "./call";

/** Cells of one operand that an answer lists; more are counted. */
const MOST_MARKED = 2048;
/** Terms of a sum that a line shows. */
const SHOWN_TERMS = 6;

/** An operand in use: what the formula calls it, and its cells so far. */
export interface Used {
  readonly name: string;
  readonly operand: Operand;
  readonly marked: (readonly number[])[];
  count: number;
}

export interface Term {
  readonly pieces: readonly WhyPiece[];
  readonly value: number;
}

export class Writer {
  readonly used: Used[] = [];
  readonly numbers: number[] = [];
  readonly lines: WhyPiece[][] = [];
  terms: number[] = [];
  formula = "";

  /** A number that is a cell of an operand. */
  cell(name: string, operand: Operand, index: readonly number[]): WhyPiece {
    return this.of(name, operand, index, read(operand, index));
  }

  /** A number made of a cell alone: pointing at it means the cell. */
  of(name: string, operand: Operand, index: readonly number[], value: number): WhyPiece {
    return { number: this.numbers.push(value) - 1, operand: this.mark(name, operand, index), at: index };
  }

  plain(value: number): WhyPiece {
    return { number: this.numbers.push(value) - 1, operand: null, at: null };
  }

  /** Marks a cell that no line shows; gives the operand's place. */
  mark(name: string, operand: Operand, index: readonly number[]): number {
    let at = this.used.findIndex((each) => each.operand.id === operand.id && each.name === name);
    if (at < 0) at = this.used.push({ name, operand, marked: [], count: 0 }) - 1;
    const used = this.used[at];
    if (used !== undefined) {
      used.count++;
      if (used.marked.length < MOST_MARKED) used.marked.push(index);
    }
    return at;
  }

  line(...pieces: readonly (WhyPiece | readonly WhyPiece[])[]): void {
    this.lines.push(pieces.flat() as WhyPiece[]);
  }

  /** Terms as a sum, the first few and how many more. */
  sum(terms: readonly Term[]): WhyPiece[] {
    const shown = terms.length <= SHOWN_TERMS + 1 ? terms.length : SHOWN_TERMS;
    const pieces: WhyPiece[] = [];
    terms.slice(0, shown).forEach((term, i) => {
      if (i > 0) pieces.push(" + ");
      pieces.push(...term.pieces);
    });
    if (shown < terms.length) pieces.push(` + … ${terms.length - shown} more`);
    return terms.length === 0 ? ["0"] : pieces;
  }

  /** The last line: the value. */
  equals(value: number): void {
    this.line("= ", this.plain(value));
  }
}

/** "[0, 1]". */
export function at(index: readonly number[]): string {
  return `[${index.join(", ")}]`;
}
