// What a rule of the findings is: its name, how grave it is, and what it looks for in a recorded run.

import type { Finding, Phrase, RuleId } from "../../../protocol/findings";
import type { Context } from "./context";

/** A finding as a rule gives it: what is left out is filled in from the place. */
export interface Draft {
  /** The span, or the parameter's own place. */
  readonly span: number;
  readonly message: Phrase;
  readonly severity?: Finding["severity"];
  /** Counted from 0. */
  readonly visit?: number;
  readonly related?: readonly { readonly span: number; readonly message: Phrase }[];
  readonly values?: readonly number[];
  readonly nodes?: readonly number[];
  readonly parameters?: readonly string[];
  readonly fix?: { readonly offset: number; readonly text: string };
}

/** What a rule gives one after the other; null is a place to pause at. */
export type Drafts = Generator<Draft | null, void>;

export interface Rule {
  readonly id: RuleId;
  readonly severity: Finding["severity"];
  readonly find: (context: Context) => Drafts;
}

/** A phrase with its arguments. Texts are written out where they are used, so that translators' tools find them. */
export function say(text: string, ...args: readonly (string | number)[]): Phrase {
  return { text, args: args.map(String) };
}

/** A number as evidence: four digits, an exponent outside [1e-4, 1e6). */
export function figure(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return value.toExponential(1);
  return String(Number(value.toPrecision(4)));
}
