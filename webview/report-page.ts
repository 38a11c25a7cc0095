// The page inside a report: the run is embedded in the document, so nothing is asked over messages, nothing can be run,
// and the colours are the page's own (style.css), light or dark as the reader's system says.

import { formatCount } from "../src/look/numbers";
import { decodeEmbedded, type EmbeddedTrace, embeddedSource } from "../src/trace/query/embedded";
import { Panel } from "./panel";
import { Store } from "./source/store";
import { t } from "./strings";
import { registerToolkit } from "./ui/toolkit";

const STORAGE = "nnspec-report";
/** Milliseconds. */
const FRAME = 12;

export async function startReport(json: string): Promise<void> {
  // The toolkit reads its colours as it starts.
  followScheme();
  registerToolkit();
  const trace = decodeEmbedded(json);
  const source = embeddedSource(trace, resting());
  const store = new Store(source, {
    canRun: false,
    holds: holdsText(trace),
    canReveal: false,
    select: () => {},
    reveal: () => {},
    copy: (text) => void navigator.clipboard.writeText(text),
    saveTensor: (value, name) => void source.ask("npy", { value }).then(({ bytes }) => download(bytes, name)),
    saveImage: (bytes, name) => download(bytes, name),
    command: () => {},
    load: () => readState(),
    save: (state) => writeState(state),
  });
  const panel = new Panel();
  panel.store = store;
  document.body.append(panel);
  store.receive({ type: "state", document: "", state: await source.ask("state", {}), stale: false, list: null });
}

/** How much of the run is here. */
function holdsText({ state, graph, graphs, values }: EmbeddedTrace): string {
  const nodes = new Set([graph, ...graphs.map((each) => each.graph)].flatMap((each) => each.nodes.map(({ id }) => id)));
  const all = Object.values(values);
  const whole = all.filter(({ base64 }) => base64 !== null).length;
  const counts = [nodes.size, Math.max(state.nodes, nodes.size), whole, all.length];
  return t("reportHolds", ...counts.map(formatCount));
}

/** Gives the page a turn where the last one was a frame ago. */
function resting(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < FRAME) return;
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  };
}

/** Hands a file over as a browser does. */
function download(bytes: Uint8Array, name: string): void {
  const link = document.createElement("a");
  // The bytes are a plain buffer's: made here, or decoded from the report.
  link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The classes that VS Code would set, from the reader's colour scheme, and again when it changes. */
function followScheme(): void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const contrast = window.matchMedia("(prefers-contrast: more)");
  const apply = () => {
    document.body.classList.add("nn-report");
    document.body.classList.toggle("vscode-dark", dark.matches);
    document.body.classList.toggle("vscode-light", !dark.matches);
    document.body.classList.toggle("nn-contrast", contrast.matches);
    document.body.dataset.vscodeThemeKind = dark.matches ? "vscode-dark" : "vscode-light";
  };
  apply();
  dark.addEventListener("change", apply);
  contrast.addEventListener("change", apply);
}

/** A report opened from a file may have no storage at all: then it just does not remember. */
function readState(): unknown {
  try {
    return JSON.parse(window.sessionStorage.getItem(STORAGE) ?? "null");
  } catch {
    return null;
  }
}

function writeState(state: unknown): void {
  try {
    window.sessionStorage.setItem(STORAGE, JSON.stringify(state));
  } catch {
    // See readState.
  }
}
