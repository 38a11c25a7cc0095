// The texts of one run, and the way from places in them to places in the documents as they are now, and back.

import * as vscode from "vscode";
import type { SourceRange } from "../protocol/data";
import { OffsetMap } from "./offset-map";
import type { Source } from "./sources";

interface RunText {
  readonly uri: vscode.Uri;
  readonly edits: OffsetMap;
}

export class RunTexts {
  private readonly texts: ReadonlyMap<string, RunText>;

  constructor(sources: readonly Source[] = []) {
    this.texts = new Map(sources.map(({ file, uri }) => [file, { uri, edits: new OffsetMap() }] as const));
  }

  /** True once a text was edited. */
  get edited(): boolean {
    for (const text of this.texts.values()) if (text.edits.length > 0) return true;
    return false;
  }

  edit(event: vscode.TextDocumentChangeEvent): void {
    const key = event.document.uri.toString();
    for (const { uri, edits } of this.texts.values()) {
      if (uri.toString() !== key) continue;
      edits.push(
        event.contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
          offset: rangeOffset,
          removed: rangeLength,
          inserted: text.length,
        })),
      );
    }
  }

  /** The name under which a document took part. */
  fileOf(uri: vscode.Uri): string | null {
    const key = uri.toString();
    for (const [file, text] of this.texts) if (text.uri.toString() === key) return file;
    return null;
  }

  /** Where an offset of a document was in the run; null when its text was typed since. */
  toRun(file: string, offset: number): number | null {
    return this.texts.get(file)?.edits.toRun(offset) ?? null;
  }

  /** Where an offset of the run is in the document now; null when its text was deleted. */
  toNow(file: string, offset: number): number | null {
    return this.texts.get(file)?.edits.toNow(offset) ?? null;
  }

  /** A place of the run in the documents as they are now; null in a text that is not the user's (the library's own). */
  locate(range: SourceRange): vscode.Location | null {
    const text = this.texts.get(range.file);
    if (text === undefined) return null;
    if (text.edits.length > 0) {
      const key = text.uri.toString();
      const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === key);
      const start = text.edits.toNow(range.start);
      const end = text.edits.toNow(range.end);
      if (document !== undefined && start !== null && end !== null && end >= start) {
        return new vscode.Location(text.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)));
      }
    }
    const line = Math.max(0, range.line - 1);
    const endLine = Math.max(line, range.endLine - 1);
    return new vscode.Location(text.uri, new vscode.Range(line, range.column, endLine, range.endColumn));
  }
}
