// Outlines of the library's files: of those that the build has kept (scripts/build/prelude-plugin.mjs), or parsed, once,
// however many runs follow. Found by the text itself.

import type { Module } from "../syntax/ast";
import { keptOutline, parseOutline } from "../syntax/outline";
import type { SourceText } from "../syntax/source";

const kept = new Map<string, () => string>();
const outlines = new Map<string, Module>();

/** Called by what the build makes of a file: how its outline is got. */
export function keepFor(text: string, load: () => string): void {
  kept.set(text, load);
}

export function outlineOf(source: SourceText): Module {
  const { text } = source;
  let outline = outlines.get(text);
  if (outline === undefined) {
    const load = kept.get(text);
    outline = load === undefined ? parseOutline(source) : keptOutline(load());
    outlines.set(text, outline);
  }
  return outline;
}
