// Reads a program and the siblings that it may import: a closed set, by names that stand in its import statements.

import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export interface Source {
  readonly file: string;
  readonly text: string;
}

/** The file cannot be read as a program. */
export class Unreadable extends Error {}

const MOST_BYTES = 64 * 1024 * 1024;

export function readSources(path: string): { readonly entry: string; readonly sources: readonly Source[] } {
  const entry = basename(path);
  const folder = dirname(path);
  const sources = new Map<string, string>([[entry, readText(path)]]);
  for (const text of sources.values()) {
    for (const file of importedFiles(text)) {
      const sibling = join(folder, file);
      if (!sources.has(file) && existsSync(sibling)) sources.set(file, readText(sibling));
    }
  }
  return { entry, sources: [...sources].map(([file, text]) => ({ file, text })) };
}

/** Files beside the program that its import statements may mean. */
function importedFiles(text: string): string[] {
  const modules = new Set<string>();
  // Without classes of letters: making those takes longer than all the rest of reading.
  const statement = /^[ \t]*(?:from[ \t]+([^\s/\\:#;]+)[ \t]+import\b|import[ \t]+([^\n/\\:#;]+))/gm;
  for (const [, from, list] of text.matchAll(statement)) {
    if (from !== undefined) modules.add(from);
    for (const each of list?.split(",") ?? []) modules.add(each.trim().split(/\s/)[0] ?? "");
  }
  return [...modules]
    .filter((name) => name !== "" && !name.startsWith("torch"))
    .map((name) => name.replace(/^\.+/, "").replaceAll(".", "/"))
    .filter((base) => base !== "")
    .flatMap((base) => [`${base}.nnspec`, `${base}.py`, `${base}/__init__.nnspec`, `${base}/__init__.py`]);
}

function readText(path: string): string {
  let bytes: Uint8Array;
  try {
    if (statSync(path).size > MOST_BYTES) throw new Unreadable(`${path} is larger than 64 MB`);
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (bytes.includes(0)) throw new Unreadable(`${path} is not a text file`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable(`${path} is not text in UTF-8`);
  }
}
