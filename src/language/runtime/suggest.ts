// "Did you mean": CPython 3.11's choice among the names there are (Lib/traceback.py, Python/suggestions.c).

import { attributeErrorType, nameErrorType, type PyException } from "./errors";
import { knownMembers } from "./known";
import { PyClass, type Value } from "./object";
import { attributesOf, typeOf } from "./types";
import { PyModule } from "./value";

const MAX_CANDIDATES = 750;
const MAX_LENGTH = 40;
const MOVE_COST = 2;
const CASE_COST = 1;

/** The most similar name, where the exception is about a missing one and there is a similar one. */
export function suggestion(exception: PyException): string | undefined {
  const { missing } = exception;
  if (missing === null) return undefined;
  if (exception.cls.isSubclassOf(attributeErrorType) && missing.object !== undefined) {
    return mostSimilar(missing.name, attributeNames(missing.object));
  }
  if (!exception.cls.isSubclassOf(nameErrorType)) return undefined;
  for (const names of missing.scopes ?? []) {
    const similar = mostSimilar(missing.name, names);
    if (similar !== undefined) return similar;
  }
  return undefined;
}

function attributeNames(object: Value): string[] {
  const names = new Set<string>();
  if (object instanceof PyModule) {
    for (const key of object.globals.map.keys()) if (typeof key === "string") names.add(key);
    return [...names].sort();
  }
  for (const cls of (object instanceof PyClass ? object : typeOf(object)).mro) {
    for (const name of cls.allMembers().keys()) names.add(name);
    if (cls.immutable) for (const name of knownMembers(cls.name)) names.add(name);
  }
  for (const key of attributesOf(object)?.map.keys() ?? []) if (typeof key === "string") names.add(key);
  return [...names].sort();
}

export function mostSimilar(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length >= MAX_CANDIDATES || name.length > MAX_LENGTH) return undefined;
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate === name || candidate.length > MAX_LENGTH) continue;
    // No more than one third of the characters may differ.
    const most = Math.min(Math.floor(((name.length + candidate.length + 3) * MOVE_COST) / 6), bestDistance - 1);
    const distance = editDistance(name, candidate, most);
    if (distance > most) continue;
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function substitutionCost(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? CASE_COST : MOVE_COST;
}

function editDistance(from: string, to: string, most: number): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i * MOVE_COST);
  for (const [i, a] of [...from].entries()) {
    const next = [(i + 1) * MOVE_COST];
    let least = next[0] ?? 0;
    for (const [j, b] of [...to].entries()) {
      const value = Math.min(
        (row[j] ?? 0) + substitutionCost(a, b),
        (row[j + 1] ?? 0) + MOVE_COST,
        (next[j] ?? 0) + MOVE_COST,
      );
      next.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return most + 1;
    row = next;
  }
  return row[to.length] ?? most + 1;
}
