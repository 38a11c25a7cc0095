// Inlay hints: the shape of what a name is bound to, as the last run saw it, carried over the edits since.

import * as vscode from "vscode";
import type { InlayShape } from "../protocol/data";
import { hintColumn } from "./hint-place";
import { type Log, messageOf } from "./log";
import type { RunTexts } from "./run-texts";
import type { Session } from "./session";
import { SELECTOR, type Sessions } from "./sessions";
import { settingsFor } from "./settings";

/** The hints of one file of one run, with that run's texts. */
interface Shown {
  readonly texts: RunTexts;
  readonly hints: readonly InlayShape[];
}

export function registerHints(sessions: Sessions, log: Log): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const last = new WeakMap<Session, Map<string, Shown>>();

  const shownIn = async (session: Session, file: string): Promise<Shown | null> => {
    const known = last.get(session) ?? new Map<string, Shown>();
    last.set(session, known);
    // Until the new run has something to say, the last one's hints stay.
    const before = known.get(file) ?? null;
    if (!session.live || session.state.run === 0) return before;
    const texts = session.texts;
    const hints = await session.cached("hints", { file });
    const shown = { texts, hints };
    known.set(file, shown);
    return shown;
  };

  const provider: vscode.InlayHintsProvider = {
    onDidChangeInlayHints: changed.event,
    async provideInlayHints(document, range, token) {
      if (!settingsFor(document.uri).shapes) return [];
      const hints = new Map<number, vscode.InlayHint>();
      for (const { session, file } of sessions.covering(document.uri)) {
        let shown: Shown | null = null;
        try {
          shown = await shownIn(session, file);
        } catch (error) {
          log.debug(`hints: ${messageOf(error)}`);
        }
        if (token.isCancellationRequested) return [];
        for (const { offset, label, tooltip } of shown?.hints ?? []) {
          const now = shown?.texts.toNow(file, offset) ?? null;
          // A file that runs by itself and is imported too says each thing once.
          if (now === null || hints.has(now) || label === "") continue;
          const end = document.positionAt(now);
          const position = end.with({ character: hintColumn(document.lineAt(end).text, end.character) });
          if (!range.contains(position)) continue;
          const hint = new vscode.InlayHint(position, label, vscode.InlayHintKind.Type);
          hint.paddingLeft = true;
          hint.tooltip = tooltip;
          hints.set(now, hint);
        }
      }
      return [...hints.values()];
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerInlayHintsProvider(SELECTOR, provider),
    sessions.onDidChange(({ session, change }) => {
      if (change === "results" || (change === "state" && session.live)) changed.fire();
    }),
    sessions.onDidClose(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("nnspec.hints.shapes")) changed.fire();
    }),
  );
}
