// Makes the worker that programs run in: a Web Worker where the extension host is one itself (the browser), else one of
// Node's. Both load the same file.

import * as vscode from "vscode";
import { nodeWorker } from "../runner/node-worker";
import type { WorkerLike } from "../runner/pool";

/** As much of the browser's Worker as is used here: the project is checked without the DOM's types. */
interface WebWorker {
  postMessage(message: unknown): void;
  addEventListener(
    type: string,
    listener: (event: { readonly data?: unknown; readonly message?: string }) => void,
  ): void;
  terminate(): void;
}

export function createWorker({ extensionUri, globalStorageUri }: vscode.ExtensionContext): WorkerLike {
  const file = vscode.Uri.joinPath(extensionUri, "dist", "worker.js");
  if ("Worker" in globalThis) return webWorker(file.toString(true));
  const script = vscode.Uri.joinPath(extensionUri, "dist", "worker-start.js");
  return nodeWorker(file.fsPath, { script: script.fsPath, folder: globalStorageUri.fsPath });
}

function webWorker(url: string): WorkerLike {
  // Every browser's worker scope has this constructor; Node's host never comes here.
  const { Worker } = globalThis as unknown as { readonly Worker: new (url: string) => WebWorker };
  const worker = new Worker(url);
  return {
    postMessage: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.addEventListener("message", (event) => listener(event.data)),
    onError: (listener) =>
      worker.addEventListener("error", (event) => listener(new Error(event.message ?? "The worker ended."))),
    terminate: () => worker.terminate(),
  };
}
