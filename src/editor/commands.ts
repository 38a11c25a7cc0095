// Every command in one table: what the palette, menus, keys, lenses, hover links and tree rows run.

import * as vscode from "vscode";
import { exportGraph, exportReport } from "./export";
import { findAt, type LinkTarget, type VisitTarget } from "./hover";
import { type Log, messageOf } from "./log";
import type { Panel } from "./panel";
import type { Selections } from "./selection";
import type { Session } from "./session";
import type { Sessions } from "./sessions";
import type { TreeElement, Trees } from "./trees";

export interface Surfaces {
  /** Where the extension is installed. */
  readonly extension: vscode.Uri;
  readonly sessions: Sessions;
  readonly selections: Selections;
  readonly panel: Panel;
  readonly trees: Trees;
  readonly log: Log;
}

type Run = (surfaces: Surfaces, argument: unknown) => unknown;

const COMMANDS: Readonly<Record<string, Run>> = {
  "nnspec.run": ({ sessions }, uri) => runnable(sessions, uri)?.run("command"),
  "nnspec.stop": ({ sessions }, uri) => sessionOf(sessions, uri)?.stop(),
  "nnspec.openPanel": ({ sessions, panel }, uri) => withSession(sessions, uri, (session) => panel.open(session)),
  "nnspec.showParameters": ({ sessions, panel }, uri) =>
    withSession(sessions, uri, (session) => panel.open(session, "parameters")),
  "nnspec.showGraph": showGraphAtCursor,
  "nnspec.copyPython": copyAtCursor,
  "nnspec.exportGraph": ({ sessions }, uri) => withSession(sessions, uri, exportGraph),
  "nnspec.exportReport": ({ sessions, extension }, uri) =>
    withSession(sessions, uri, (session) => exportReport(session, extension)),
  "nnspec.reseed": ({ sessions }, uri) => withSession(sessions, uri, (session) => session.reseed()),
  "nnspec.computeGradients": ({ sessions }, uri) => withSession(sessions, uri, computeGradients),

  "nnspec.item.select": onRow(({ selections }, { session, row }) => {
    if (row.value !== null || row.node !== null) {
      selections.select(session, { value: row.value, node: row.node }, "tree");
    }
    return row.range === null ? undefined : selections.reveal(session, row.range, false);
  }),
  "nnspec.item.reveal": onRow(({ selections }, { session, row }) =>
    row.range === null ? undefined : selections.reveal(session, row.range, true),
  ),
  "nnspec.item.openInPanel": onRow((surfaces, { session, row }) => openTensor(surfaces, session, row.value, row.node)),
  "nnspec.item.showGraph": onRow((surfaces, { session, row }) => showGraph(surfaces, session, row)),
  "nnspec.item.copyPython": onRow((_, { session, row }) =>
    row.value === null ? undefined : copyTensor(session, row.value),
  ),

  "nnspec.hover.openInPanel": onLink((surfaces, session, target) =>
    openTensor(surfaces, session, target.value, target.node),
  ),
  "nnspec.hover.showGraph": onLink(showGraph),
  "nnspec.hover.copyPython": onLink((_, session, { value }) =>
    value === null ? undefined : copyTensor(session, value),
  ),
  "nnspec.hover.visit": showVisit,
};

export function registerCommands(surfaces: Surfaces): vscode.Disposable {
  const { commands } = vscode;
  return vscode.Disposable.from(
    ...Object.entries(COMMANDS).map(([id, run]) =>
      commands.registerCommand(id, async (argument: unknown) => {
        surfaces.log.debug(id);
        try {
          await run(surfaces, argument);
        } catch (error) {
          surfaces.log.error(`${id}: ${messageOf(error)}`);
          const show = vscode.l10n.t("Show Log");
          if ((await vscode.window.showErrorMessage(`NNSpec: ${messageOf(error)}`, show)) === show) surfaces.log.show();
        }
      }),
    ),
  );
}

/** The session that a command is about: the one of its document, else the one that is followed. */
function sessionOf(sessions: Sessions, uri: unknown): Session | null {
  return (uri instanceof vscode.Uri ? sessions.get(uri) : undefined) ?? sessions.active;
}

/** The same, made for a document that has none yet: a Python file runs when somebody asks for it. */
function runnable(sessions: Sessions, uri: unknown): Session | null {
  const document = vscode.window.activeTextEditor?.document;
  const runs = document?.languageId === "nnspec" || document?.languageId === "python";
  if (!(uri instanceof vscode.Uri) && document !== undefined && runs) return sessions.ensure(document);
  return sessionOf(sessions, uri);
}

async function withSession(
  sessions: Sessions,
  uri: unknown,
  action: (session: Session) => Promise<void> | void,
): Promise<void> {
  const session = sessionOf(sessions, uri);
  if (session === null) await say(vscode.l10n.t("Open a .nnspec file first."));
  else await action(session);
}

async function say(message: string): Promise<void> {
  await vscode.window.showInformationMessage(message);
}

/** A command of a tree's row. VS Code passes the element as trees.ts made it. */
function onRow(action: (surfaces: Surfaces, element: TreeElement) => unknown): Run {
  return (surfaces, argument) => {
    const is = typeof argument === "object" && argument !== null && "row" in argument && "session" in argument;
    // Made by trees.ts, checked by its two fields.
    return is ? action(surfaces, argument as TreeElement) : undefined;
  };
}

/** A command of a hover's link, for the session that the hover was about. */
function onLink(action: (surfaces: Surfaces, session: Session, target: LinkTarget) => unknown): Run {
  return (surfaces, argument) => {
    const target = argument as LinkTarget; // made by hover.ts: only links that it wrote can run these commands
    const session = surfaces.sessions.get(target.session);
    return session === undefined ? undefined : action(surfaces, session, target);
  };
}

function openTensor(surfaces: Surfaces, session: Session, value: number | null, node: number | null): void {
  surfaces.panel.open(session);
  surfaces.selections.select(session, { value, node }, "command");
}

interface GraphTarget {
  readonly value: number | null;
  readonly node: number | null;
  readonly name: string | null;
}

async function showGraph({ panel, selections, trees }: Surfaces, session: Session, target: GraphTarget): Promise<void> {
  const { value, node, name } = target;
  // A name finds its tensor again after the next run, where ids mean nothing any more.
  const variable = name !== null && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : null;
  panel.open(session, "graph", variable);
  selections.select(session, { value, node }, "command");
  if (node !== null) await trees.showGraphOf({ node });
  else if (value !== null) await trees.showGraphOf({ value });
}

async function showGraphAtCursor(surfaces: Surfaces): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const found = editor === undefined ? null : await findAt(surfaces.sessions, editor.document, editor.selection.active);
  const tensor = found?.info.tensor ?? null;
  if (found === null || tensor === null || tensor.node === null) {
    await say(vscode.l10n.t("There is no tensor with a grad_fn at the cursor."));
    return;
  }
  await showGraph(surfaces, found.session, { value: tensor.id, node: tensor.node, name: found.info.expression });
}

async function copyAtCursor({ sessions }: Surfaces): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const found = editor === undefined ? null : await findAt(sessions, editor.document, editor.selection.active);
  const tensor = found?.info.tensor ?? null;
  if (found === null || tensor === null) await say(vscode.l10n.t("There is no tensor at the cursor."));
  else await copyTensor(found.session, tensor.id);
}

async function copyTensor(session: Session, value: number): Promise<void> {
  const { text } = await session.ask("python", { value });
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t("Copied as Python")}`, 2000);
}

/** Shows another visit of the hovered expression: the hover opens again at the same place. */
async function showVisit({ sessions }: Surfaces, argument: unknown): Promise<void> {
  const target = argument as VisitTarget; // made by hover.ts: only links that it wrote can run this command
  const session = sessions.get(target.session);
  const editor = vscode.window.visibleTextEditors.find((one) => one.document.uri.toString() === target.document);
  if (session === undefined || editor === undefined) return;
  session.visits.set(target.key, target.visit);
  const position = editor.document.positionAt(target.offset);
  await vscode.window.showTextDocument(editor.document, {
    ...(editor.viewColumn === undefined ? {} : { viewColumn: editor.viewColumn }),
    selection: new vscode.Range(position, position),
  });
  await vscode.commands.executeCommand("editor.action.showHover");
}

async function computeGradients(session: Session): Promise<void> {
  const graph = await session.ask("graph", {});
  const root = graph.nodes.find((node) => node.id === graph.root);
  if (root === undefined || root.value === null) {
    await say(vscode.l10n.t("No scalar with a grad_fn in this run."));
    return;
  }
  const { computed, reason } = await session.ask("gradients", { value: root.value });
  if (computed) session.refresh();
  else await say(reason);
}
