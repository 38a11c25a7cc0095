// The lens on line 1: run, and what the last run did.

import * as vscode from "vscode";
import { formatCount, formatSeconds } from "../look/numbers";
import type { Session } from "./session";
import type { Sessions } from "./sessions";

export function registerLenses(sessions: Sessions): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const range = new vscode.Range(0, 0, 0, 0);
      const session = sessions.get(document.uri);
      const uri = document.uri;
      if (session?.running) {
        const stop = vscode.l10n.t("Stop");
        return [
          new vscode.CodeLens(range, { title: `$(debug-stop)\u00a0${stop}`, command: "nnspec.stop", arguments: [uri] }),
        ];
      }
      const run = new vscode.CodeLens(range, {
        title: `$(play)\u00a0${vscode.l10n.t("Run")}`,
        command: "nnspec.run",
        arguments: [uri],
      });
      if (session === undefined || session.state.run === 0) return [run];
      const panel = { title: summary(session), command: "nnspec.openPanel", arguments: [uri] };
      return [run, new vscode.CodeLens(range, panel)];
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider({ language: "nnspec" }, provider),
    sessions.onDidChange(({ session, change }) => {
      // Short runs, which follow each key, must not make the line flicker.
      if (change === "results" || (change === "state" && session.live)) changed.fire();
    }),
  );
}

function summary({ state }: Session): string {
  const panel = vscode.l10n.t("Open Panel");
  const [problem] = state.problems.filter(({ severity }) => severity === "error");
  switch (state.status) {
    case "idle":
    case "running":
    case "ok": {
      const nodes = vscode.l10n.t("{0} nodes", formatCount(state.nodes));
      return `$(check)\u00a0${formatSeconds(state.seconds)} · ${nodes} · ${panel}`;
    }
    case "stopped":
      return `$(circle-slash)\u00a0${vscode.l10n.t("stopped after {0}", formatSeconds(state.seconds))} · ${panel}`;
    case "limited":
      return `$(warning)\u00a0${vscode.l10n.t("limit reached after {0}", formatSeconds(state.seconds))} · ${panel}`;
    case "raised":
    case "refused": {
      const what = state.status === "refused" ? vscode.l10n.t("not supported yet") : (problem?.type ?? "");
      const where = problem === undefined ? "" : `, ${vscode.l10n.t("line {0}", problem.range.line)}`;
      return `$(error)\u00a0${what}${where} · ${panel}`;
    }
  }
}
