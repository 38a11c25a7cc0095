// Collects the closed set of texts that a program can import: siblings beside it, unsaved text first, else the file
// system of whatever scheme the document has. Imports are synchronous in Python; reading is not in VS Code.

import * as vscode from "vscode";
import { readNodeFile } from "../runner/node-files";
import { candidates, importedNames } from "./imports";

export interface Source {
  /** The name without folders, as the program's messages show it. */
  readonly file: string;
  readonly text: string;
  readonly uri: vscode.Uri;
}

export interface Collected {
  /** The entry first. */
  readonly sources: readonly Source[];
  /** Every place that was looked at, found or not: a change there can change the run. */
  readonly wanted: ReadonlySet<string>;
}

/** The last part of a document's path. */
export function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

/** Where a document's siblings are; null for a text that has no place yet and no workspace around it. */
export function siblingFolder(uri: vscode.Uri): vscode.Uri | null {
  if (uri.scheme !== "untitled") return vscode.Uri.joinPath(uri, "..");
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? null;
}

export async function collectSources(entry: vscode.TextDocument, disk: DiskCache): Promise<Collected> {
  const entryFile = fileName(entry.uri);
  const text = entry.getText();
  const sources: Source[] = [{ file: entryFile, text, uri: entry.uri }];
  const wanted = new Set<string>();
  const folder = siblingFolder(entry.uri);
  if (folder === null) return { sources, wanted };

  const open = new Map(vscode.workspace.textDocuments.filter((d) => !d.isClosed).map((d) => [d.uri.toString(), d]));
  const seen = new Set<string>();
  let names = importedNames(text);
  while (names.length > 0) {
    const fresh = names.filter((name) => !seen.has(name));
    for (const name of fresh) seen.add(name);
    const found = await Promise.all(fresh.map((name) => readModule(name, folder, open, wanted, disk)));
    names = [];
    for (const source of found) {
      if (source === null || source.file === entryFile) continue;
      sources.push(source);
      names.push(...importedNames(source.text));
    }
  }
  // The entry's text as it is now: it may have changed while its siblings were read.
  sources[0] = { file: entryFile, text: entry.getText(), uri: entry.uri };
  return { sources, wanted };
}

async function readModule(
  name: string,
  folder: vscode.Uri,
  open: ReadonlyMap<string, vscode.TextDocument>,
  wanted: Set<string>,
  disk: DiskCache,
): Promise<Source | null> {
  const tried = candidates(name).map(async (file): Promise<Source | null> => {
    const uri = vscode.Uri.joinPath(folder, file);
    const key = uri.toString();
    wanted.add(key);
    const text = open.get(key)?.getText() ?? (await disk.read(uri));
    return text === null ? null : { file, text, uri };
  });
  // All are read at once; the first in their order counts.
  return (await Promise.all(tried)).find((source) => source !== null) ?? null;
}

/** A file's bytes: straight from the disk where it is this host's, else through VS Code. */
function readBytes(uri: vscode.Uri): Thenable<Uint8Array> {
  const here = uri.scheme === "file" && !("Worker" in globalThis);
  return here ? readNodeFile(uri.fsPath) : vscode.workspace.fs.readFile(uri);
}

/** Texts of files that no editor has open. A watcher (or a save, or the command Run) makes it forget. */
export class DiskCache {
  private readonly texts = new Map<string, string | null>();

  async read(uri: vscode.Uri): Promise<string | null> {
    const key = uri.toString();
    const known = this.texts.get(key);
    if (known !== undefined) return known;
    let text: string | null;
    try {
      text = new TextDecoder().decode(await readBytes(uri));
    } catch {
      // Not there, or not readable: the program's own import says so at its line.
      text = null;
    }
    this.texts.set(key, text);
    return text;
  }

  forget(uri?: vscode.Uri): void {
    if (uri === undefined) this.texts.clear();
    else this.texts.delete(uri.toString());
  }
}
