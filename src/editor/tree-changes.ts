// Marks the rows of a tree whose values, or gradients, are others since a person's edits: old → new. Pure.

import { digestText, minOf } from "../look/digest";
import { CELL, formatElement, formatNumber } from "../look/numbers";
import type { Digest, ValueId } from "../protocol/data";
import type { Before } from "../protocol/what-if";
import type { TreeRow } from "./tree-rows";

export interface Changed {
  readonly before: Before;
  readonly now: Digest;
}

export type Changes = ReadonlyMap<ValueId, Changed>;

/** The values and gradients of a tree, so many of them at most. */
export function valuesOf(rows: readonly TreeRow[], most: number): ValueId[] {
  const found = new Set<ValueId>();
  const open = [...rows].reverse();
  for (let row = open.pop(); row !== undefined && found.size < most; row = open.pop()) {
    if (row.value !== null) found.add(row.value);
    if (row.gradient !== null) found.add(row.gradient);
    open.push(...[...row.children].reverse());
  }
  return [...found];
}

export function markChanged(rows: readonly TreeRow[], changes: Changes): readonly TreeRow[] {
  return rows.map((row) => {
    const children = markChanged(row.children, changes);
    const value = row.value === null ? undefined : changes.get(row.value);
    const gradient = row.gradient === null ? undefined : changes.get(row.gradient);
    if (value === undefined && gradient === undefined) return { ...row, children };
    const words = [
      row.description,
      ...(value === undefined ? [] : [changedText(value)]),
      ...(gradient === undefined ? [] : [`∇ ${changedText(gradient)}`]),
    ];
    const lines = [
      row.label,
      ...(value === undefined ? [] : linesOf("", value)),
      ...(gradient === undefined ? [] : linesOf("∇ ", gradient)),
    ];
    const description = words.filter((word) => word !== "").join(" · ");
    return { ...row, children, description, tooltip: lines.join("\n"), changed: true };
  });
}

/** "0.7303 → 0.6120", or how far two tensors are apart. */
export function changedText({ before, now }: Changed): string {
  if (before.digest.n === 1 && now.n === 1) return `${single(before.digest)} → ${single(now)}`;
  return `Δ ${formatNumber(before.apart[0] ?? Number.NaN, CELL)}`;
}

function single(digest: Digest): string {
  return formatElement(digest.values?.[0] ?? minOf(digest), digest.dtype, CELL);
}

function linesOf(mark: string, { before, now }: Changed): string[] {
  return [`${mark}${digestText(before.digest)}`, `${mark}→ ${digestText(now)}`];
}
