// Reads a program and the siblings that it may import: a closed set, by names that stand in its import statements.

import { isUtf8 } from "node:buffer";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";

export interface Source {
  readonly file: string;
  readonly text: string;
}

/** The file cannot be read as a program. */
export class Unreadable extends Error {}

const MOST_BYTES = 64 * 1024 * 1024;
const BYTE_ORDER_MARK = "\ufeff";

export function readSources(path: string): { readonly entry: string; readonly sources: readonly Source[] } {
  const entry = basename(path);
  const folder = dirname(path);
  const sources = new Map<string, string>([[entry, readText(path)]]);
  for (const text of sources.values()) {
    for (const file of importedFiles(text)) {
      const sibling = `${folder}/${file}`;
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
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Unreadable(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (bytes.length > MOST_BYTES) throw new Unreadable(`${path} is larger than 64 MB`);
  const text = bytes.toString();
  if (text.includes("\0")) throw new Unreadable(`${path} is not a text file`);
  if (!isUtf8(bytes)) throw new Unreadable(`${path} is not text in UTF-8`);
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}
