// One selection for source, trees and panel: a cursor move selects the value and the node that stand there; a click in a
// tree or the panel reveals and flashes the source.

import * as vscode from "vscode";
import type { Selection, SourceRange } from "../protocol/data";
import { findAt } from "./hover";
import { type Log, messageOf } from "./log";
import { Debounce } from "./schedule";
import type { Session } from "./session";
import type { Sessions } from "./sessions";

export type Origin = "editor" | "tree" | "panel" | "command";

export interface Selected {
  readonly session: Session;
  readonly selection: Selection;
  readonly origin: Origin;
}

/** Milliseconds for which the cursor must rest. */
const REST = 60;
const FLASH = 700;

export class Selections implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Selected>();
  readonly onDidChange = this.changed.event;
  private readonly moved = new vscode.EventEmitter<vscode.TextEditor>();
  /** The cursor came to rest in a document that has a session. */
  readonly onDidRest = this.moved.event;

  private editor: vscode.TextEditor | undefined;
  private readonly rest = new Debounce(() => void this.fromCursor());
  private readonly flash = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("editor.findMatchHighlightBackground"),
    borderRadius: "2px",
  });
  private flashTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly disposables: vscode.Disposable[];
  current: Selected | null = null;

  constructor(
    private readonly sessions: Sessions,
    private readonly log: Log,
  ) {
    this.disposables = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        // Typing moves the cursor too; the run that follows refreshes everything.
        if (kind === undefined || this.sessions.get(textEditor.document.uri) === undefined) return;
        this.editor = textEditor;
        this.rest.schedule(REST);
      }),
    ];
  }

  select(session: Session, selection: Selection, origin: Origin): void {
    this.current = { session, selection, origin };
    this.changed.fire(this.current);
  }

  /** Shows a place of a run in its document. With `focus` the cursor goes there, else it is only seen. */
  async reveal(session: Session, place: SourceRange, focus: boolean): Promise<void> {
    const location = session.locate(place);
    if (location === null) return;
    const shown = vscode.window.visibleTextEditors.find(
      (editor) => editor.document.uri.toString() === location.uri.toString(),
    );
    try {
      const editor = await vscode.window.showTextDocument(location.uri, {
        viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
        preserveFocus: !focus,
        ...(focus ? { selection: new vscode.Range(location.range.start, location.range.start) } : {}),
      });
      editor.revealRange(location.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      clearTimeout(this.flashTimer);
      editor.setDecorations(this.flash, [location.range]);
      this.flashTimer = setTimeout(() => editor.setDecorations(this.flash, []), FLASH);
    } catch (error) {
      this.log.warn(`${location.uri.toString()} could not be shown: ${messageOf(error)}`);
    }
  }

  dispose(): void {
    this.rest.cancel();
    clearTimeout(this.flashTimer);
    vscode.Disposable.from(...this.disposables, this.changed, this.moved, this.flash).dispose();
  }

  private async fromCursor(): Promise<void> {
    const { editor } = this;
    if (editor === undefined || editor.document.isClosed) return;
    this.moved.fire(editor);
    try {
      const found = await findAt(this.sessions, editor.document, editor.selection.active);
      const tensor = found?.info.tensor ?? null;
      if (found === null || tensor === null || found.session !== this.sessions.active) return;
      this.select(found.session, { value: tensor.id, node: tensor.node }, "editor");
    } catch (error) {
      this.log.debug(`selection: ${messageOf(error)}`);
    }
  }
}
