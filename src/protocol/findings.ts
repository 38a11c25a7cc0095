// What a run shows to be wrong with its numbers, or with how the library was used: one finding per rule and place.

import type { NodeId, SourceRange, ValueId } from "./data";

/** Every rule by the name under which it is documented (docs/findings.md) and silenced. */
export const RULE_IDS = [
  "nan",
  "infinity",
  "log-of-zero",
  "division-by-zero",
  "loss-not-finite",
  "nan-gradient",
  "no-gradient",
  "zero-gradient",
  "unused-layer",
  "not-in-optimizer",
  "no-zero-grad",
  "vanishing-gradient",
  "exploding-gradient",
  "saturated",
  "dead-relu",
  "softmax-before-loss",
  "log-of-softmax",
  "loss-broadcast",
  "softmax-dim",
  "in-place",
  "class-targets",
  "eval-mode",
  "train-mode",
] as const;

export type RuleId = (typeof RULE_IDS)[number];

/** A text with places to fill in, so that whoever shows it can translate it first: "{0} gives {1}". */
export interface Phrase {
  readonly text: string;
  readonly args: readonly string[];
}

export interface Finding {
  readonly rule: RuleId;
  readonly severity: "warning" | "info";
  /** What is there, with the numbers that show it, and the way out. */
  readonly message: Phrase;
  readonly range: SourceRange;
  readonly related: readonly { readonly range: SourceRange; readonly message: Phrase }[];
  /** Which visit of its statement it was, of how many. */
  readonly visit: number;
  readonly visits: number;
  /** The rows that it is about. */
  readonly values: readonly ValueId[];
  readonly nodes: readonly NodeId[];
  readonly parameters: readonly string[];
  /** The one edit that mends it, where it is certain: a text put in at an offset. */
  readonly fix: { readonly file: string; readonly offset: number; readonly text: string } | null;
}

/** A phrase as it is shown, without a translation or after it. */
export function fill({ text, args }: Phrase): string {
  return text.replace(/\{(\d)\}/g, (_, place: string) => args[Number(place)] ?? "");
}
