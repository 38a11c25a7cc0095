// activate(): builds the runner and registers each surface; no logic. Runs in both extension hosts, Node's and the
// browser's. No worker starts before activate() has returned.

import type * as vscode from "vscode";
import { registerCommands } from "./editor/commands";
import { registerContexts } from "./editor/contexts";
import { registerDiagnostics } from "./editor/diagnostics";
import { registerFindings } from "./editor/findings";
import { registerHints } from "./editor/hints";
import { registerHover } from "./editor/hover";
import { registerLenses } from "./editor/lenses";
import { createLog } from "./editor/log";
import { Panel } from "./editor/panel";
import { Selections } from "./editor/selection";
import { Sessions } from "./editor/sessions";
import { registerStatus } from "./editor/status";
import { Trees } from "./editor/trees";
import { createWorker } from "./editor/worker";
import { Runner } from "./runner/client";
import { WorkerPool } from "./runner/pool";

export function activate(context: vscode.ExtensionContext): void {
  const began = performance.now();
  const log = createLog();
  const makeWorker = () => createWorker(context);
  const pool = new WorkerPool(makeWorker);
  const makeRunner = () => new Runner({ createWorker: makeWorker, pool, log: (text) => log.warn(text) });
  const sessions = new Sessions(makeRunner, context.workspaceState, log);
  const selections = new Selections(sessions, log);
  const panel = new Panel(context.extensionUri, sessions, selections, context.workspaceState, log);
  const trees = new Trees(sessions, selections, log);
  context.subscriptions.push(
    log,
    pool,
    sessions,
    selections,
    panel,
    trees,
    registerContexts(sessions),
    registerDiagnostics(sessions),
    registerFindings(sessions, context.extensionUri, log),
    registerLenses(sessions),
    registerHints(sessions, log),
    registerHover(sessions, log),
    registerStatus(sessions),
    registerCommands({ extension: context.extensionUri, sessions, selections, panel, trees, log }),
  );
  sessions.start();
  // In a folder with such files the first one that is opened finds a worker that is warm; an open one makes its own.
  if (sessions.active === null) pool.prepare();
  log.info(`activated in ${(performance.now() - began).toFixed(1)} ms`);
}
