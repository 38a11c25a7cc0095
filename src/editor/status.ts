// The status bar item: the state of the run that is followed, its time, its nodes. A click opens the panel.

import * as vscode from "vscode";
import { formatCount, formatSeconds } from "../look/numbers";
import type { Session } from "./session";
import type { Sessions } from "./sessions";
import { settingsFor } from "./settings";

/** A run that is over sooner never shows that it ran: the item would only flicker. */
const PATIENCE = 150;
const TICK = 200;

export function registerStatus(sessions: Sessions): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("nnspec.status", vscode.StatusBarAlignment.Right, 100);
  item.name = "NNSpec";
  item.command = "nnspec.openPanel";
  let timer: ReturnType<typeof setInterval> | undefined;
  let since = 0;

  const draw = (): void => {
    const session = sessions.active;
    if (session === null) {
      item.hide();
      return;
    }
    if (!session.running) item.text = restText(session);
    else if (Date.now() - since >= PATIENCE) item.text = runningText(session, (Date.now() - since) / 1000);
    item.tooltip = tooltipOf(session);
    item.show();
  };
  const follow = (): void => {
    const running = sessions.active?.running ?? false;
    if (running && timer === undefined) {
      since = Date.now();
      timer = setInterval(draw, TICK);
    } else if (!running && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
    draw();
  };
  return vscode.Disposable.from(
    item,
    sessions.onDidChange(({ session }) => {
      if (session === sessions.active) follow();
    }),
    sessions.onDidChangeActive(follow),
    { dispose: () => clearInterval(timer) },
  );
}

function runningText({ state }: Session, seconds: number): string {
  const ops = vscode.l10n.t("{0} ops", formatCount(state.ops));
  return `$(sync~spin) NNSpec: ${formatSeconds(seconds)} · ${ops}`;
}

function restText(session: Session): string {
  const { state } = session;
  const seed = session.seed === settingsFor(session.uri).seed ? "" : ` · ${vscode.l10n.t("seed {0}", session.seed)}`;
  const time = formatSeconds(state.seconds);
  switch (state.status) {
    case "idle":
    case "running":
      return "$(type-hierarchy-sub) NNSpec";
    case "ok":
      return `$(type-hierarchy-sub) NNSpec: ${time} · ${vscode.l10n.t("{0} nodes", formatCount(state.nodes))}${seed}`;
    case "raised":
    case "refused": {
      const type = state.status === "refused" ? vscode.l10n.t("not supported yet") : (state.problems[0]?.type ?? "");
      return `$(error) NNSpec: ${type}`;
    }
    case "limited":
      return `$(warning) NNSpec: ${vscode.l10n.t("limit reached")} · ${time}`;
    case "stopped":
      return `$(circle-slash) NNSpec: ${vscode.l10n.t("stopped")} · ${time}`;
  }
}

function tooltipOf(session: Session): vscode.MarkdownString {
  const { state } = session;
  const t = vscode.l10n.t;
  const tooltip = new vscode.MarkdownString("", true);
  tooltip.isTrusted = { enabledCommands: ["nnspec.run", "nnspec.stop", "nnspec.openPanel", "nnspec.reseed"] };
  tooltip.appendText(`${session.file}\n`);
  const counts = [
    t("{0} ops", formatCount(state.ops)),
    t("{0} nodes", formatCount(state.nodes)),
    t("{0} parameters", formatCount(state.parameters)),
    t("seed {0}", session.seed),
  ];
  tooltip.appendText(`${counts.join(" · ")}\n`);
  if (session.stale) tooltip.appendText(`${t("edited since this run")}\n`);
  const first = session.running ? `[${t("Stop")}](command:nnspec.stop)` : `[${t("Run")}](command:nnspec.run)`;
  const others = `[${t("Open Panel")}](command:nnspec.openPanel) · [${t("Reseed")}](command:nnspec.reseed)`;
  tooltip.appendMarkdown(`\n\n${first} · ${others}`);
  return tooltip;
}
