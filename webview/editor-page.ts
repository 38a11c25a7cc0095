// The page inside VS Code: takes the host's messages in, sends the page's out.

import type { PageToHost } from "../src/protocol";
import { Panel } from "./panel";
import { readHostMessage } from "./source/inbound";
import { MessageSource } from "./source/message-source";
import { type MemoryPlaces, PageMemory } from "./source/page-memory";
import { Store } from "./source/store";
import { registerToolkit } from "./ui/toolkit";

/** What VS Code gives to a webview's page, once. */
interface VsCodeApi extends MemoryPlaces {
  postMessage(message: PageToHost): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export function startInEditor(): void {
  registerToolkit();
  const api = acquireVsCodeApi();
  const memory = new PageMemory(api, document.body.dataset.memory ?? "");
  const source = new MessageSource((message) => api.postMessage(message));
  const store = new Store(source, {
    canRun: true,
    canReveal: true,
    select: (selection) => api.postMessage({ type: "select", selection }),
    reveal: (range) => api.postMessage({ type: "reveal", range }),
    copy: (text) => api.postMessage({ type: "copy", text }),
    saveTensor: (value, name) => api.postMessage({ type: "saveTensor", value, name }),
    saveImage: (bytes, name) => api.postMessage({ type: "saveImage", bytes, name }),
    command: (command) => api.postMessage({ type: "command", command }),
    load: () => memory.load(),
    save: (state) => memory.save(state),
  });
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    const message = readHostMessage(event.data);
    if (message === null) console.warn("NNSpec: a message from the host was not understood.");
    else if (message.type === "answer" || message.type === "failure") source.receive(message);
    else store.receive(message);
  });
  const panel = new Panel();
  panel.store = store;
  document.body.append(panel);
  api.postMessage({ type: "ready" });
  // A hidden page may have missed messages: on coming back it asks again where things stand.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") api.postMessage({ type: "ready" });
  });
}
