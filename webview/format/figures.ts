// What a filter asks of a tensor's figures: `has:nan`, `has:inf`, `has:zero`, `grad>1e3`, `value<1e-6`. Pure.

import type { Digest } from "../../src/protocol";

/** The figures of a row; null where there are none, or not yet. */
export interface Figures {
  readonly value: Digest | null;
  readonly gradient: Digest | null;
}

export type Condition = (figures: Figures) => boolean;

const KINDS: Readonly<Record<string, (digest: Digest) => boolean>> = {
  nan: (digest) => digest.nan > 0,
  inf: (digest) => digest.posinf + digest.neginf > 0,
  zero: (digest) => digest.n > 0 && digest.zeros === digest.n,
};

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  ">": (a, b) => a > b,
  "<": (a, b) => a < b,
  ">=": (a, b) => a >= b,
  "<=": (a, b) => a <= b,
};

/** A word of a filter as a condition; null where it is no such word. */
export function readCondition(word: string): Condition | null {
  const [, kind = ""] = /^has:(\w+)$/i.exec(word) ?? [];
  const has = Object.hasOwn(KINDS, kind.toLowerCase()) ? KINDS[kind.toLowerCase()] : undefined;
  // Either of the two may have it: a NaN in a gradient is what one looks for.
  if (has !== undefined) return ({ value, gradient }) => [value, gradient].some((each) => each !== null && has(each));
  const [, subject = "", sign = "", text = ""] = /^(grad|value)([<>]=?)(.+)$/i.exec(word) ?? [];
  const compare = COMPARISONS[sign];
  const bound = Number(text);
  if (compare === undefined || text.trim() === "" || Number.isNaN(bound)) return null;
  return (figures) => {
    const digest = subject.toLowerCase() === "grad" ? figures.gradient : figures.value;
    return digest !== null && digest.n > 0 && compare(largestOf(digest), bound);
  };
}

/** The largest magnitude; what is not a number has none. */
function largestOf({ stats, posinf, neginf }: Digest): number {
  if (posinf + neginf > 0) return Number.POSITIVE_INFINITY;
  return Math.max(Math.abs(stats[0] ?? Number.NaN), Math.abs(stats[1] ?? Number.NaN));
}
