// Syntax trees of the prelude's files that the build made (scripts/build/prelude-plugin.mjs), so that a run parses
// only its own program. Found by the text itself: a tree that is not there is parsed.

import type { Module } from "../syntax/ast";

const trees = new Map<string, () => string>();

/** Called by what the build makes of a file: how its tree is got, as JSON. */
export function rememberTree(text: string, json: () => string): void {
  trees.set(text, json);
}

/** The tree of a text, if the build made one. */
export function rememberedTree(text: string): Module | null {
  const json = trees.get(text);
  // The build has compared what this gives with what the parser gave.
  return json === undefined ? null : (JSON.parse(json()) as Module);
}
