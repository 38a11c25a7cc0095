// activate(): builds the runner and registers each surface; no logic. Runs in both extension hosts, Node's and the
// browser's. No worker starts before activate() has returned.

import type * as vscode from "vscode";
import { registerDiagnostics } from "./editor/diagnostics";
import { createLog } from "./editor/log";
import { Sessions } from "./editor/sessions";
import { createWorker } from "./editor/worker";
import { Runner, WorkerPool } from "./runner/client";

export function activate(context: vscode.ExtensionContext): void {
  const log = createLog();
  const makeWorker = () => createWorker(context.extensionUri);
  const pool = new WorkerPool(makeWorker);
  const makeRunner = () => new Runner({ createWorker: makeWorker, pool, log: (text) => log.warn(text) });
  const sessions = new Sessions(makeRunner, context.workspaceState, log);
  context.subscriptions.push(log, pool, sessions, registerDiagnostics(sessions));
  sessions.start();
}
