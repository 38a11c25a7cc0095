// The output channel: a trace of what the extension did, for whoever wants to know why.

import * as vscode from "vscode";

export type Log = vscode.LogOutputChannel;

export function createLog(): Log {
  return vscode.window.createOutputChannel("NNSpec", { log: true });
}

/** What to say of something that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
