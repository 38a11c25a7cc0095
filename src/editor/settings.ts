// The settings, read when they are needed, so that a change holds from the next use on.

import * as vscode from "vscode";

export interface Settings {
  readonly onOpen: boolean;
  readonly onSave: boolean;
  readonly whileTyping: boolean;
  readonly seconds: number;
  readonly bytes: number;
  readonly shapes: boolean;
  readonly seed: number;
  /** Whether findings are shown, and the rules that are not. */
  readonly findings: { readonly show: boolean; readonly ignore: readonly string[] };
}

export function settingsFor(scope: vscode.Uri): Settings {
  const of = vscode.workspace.getConfiguration("nnspec", scope);
  return {
    onOpen: of.get("run.onOpen", true),
    onSave: of.get("run.onSave", true),
    whileTyping: of.get("run.whileTyping", true),
    seconds: of.get("limits.seconds", 60),
    bytes: of.get("limits.megabytes", 1024) * 2 ** 20,
    shapes: of.get("hints.shapes", true),
    seed: of.get("seed", 0),
    findings: { show: of.get("findings.show", true), ignore: of.get<string[]>("findings.ignore", []) },
  };
}
