// Outlines of the library's files: kept by the build, or parsed, once, however many runs follow.

import type { Module } from "../syntax/ast";
import { parseOutline, readOutline } from "../syntax/outline";
import type { SourceText } from "../syntax/source";
import type { LibraryFile } from "./file";

const outlines = new WeakMap<LibraryFile, Module>();

export function outlineOf(file: LibraryFile, source: SourceText): Module {
  let outline = outlines.get(file);
  if (outline === undefined) {
    outline = file.outline === undefined ? parseOutline(source) : readOutline(file.outline);
    outlines.set(file, outline);
  }
  return outline;
}
