// The keys that menus and views ask: is there a session, does it run.

import * as vscode from "vscode";
import type { Sessions } from "./sessions";

/** A run that is over sooner does not turn Run into Stop: buttons would only flicker. */
const PATIENCE = 150;

export function registerContexts(sessions: Sessions): vscode.Disposable {
  const known = new Map<string, boolean>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (key: string, value: boolean): void => {
    if (known.get(key) === value) return;
    known.set(key, value);
    void vscode.commands.executeCommand("setContext", key, value);
  };
  const update = (): void => {
    set("nnspec.available", sessions.active !== null);
    const running = sessions.active?.running ?? false;
    if (!running) {
      clearTimeout(timer);
      timer = undefined;
      set("nnspec.running", false);
    } else {
      timer ??= setTimeout(() => {
        timer = undefined;
        set("nnspec.running", sessions.active?.running ?? false);
      }, PATIENCE);
    }
  };
  return vscode.Disposable.from(sessions.onDidChange(update), sessions.onDidChangeActive(update), {
    dispose: () => clearTimeout(timer),
  });
}
