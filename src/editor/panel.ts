// The panel beside the editor: one per window, following the active .nnspec document. The page asks, the run answers; what
// comes from the page is validated. Its HTML is set once; a page that was hidden or reloaded says "ready" and gets all.

import * as vscode from "vscode";
import type { HostToPage, ListName, PageToHost, PanelTab } from "../protocol/messages";
import { isPageToHost } from "../protocol/validate";
import { randomBytes } from "../runner/node-random";
import { saveBytes } from "./export";
import { findingsOf } from "./findings";
import { type Log, messageOf } from "./log";
import { panelHtml } from "./panel-html";
import { base64 } from "./png";
import type { Selections } from "./selection";
import type { Session } from "./session";
import type { Sessions } from "./sessions";

type StateMessage = Extract<HostToPage, { type: "state" }>;

const VIEW_TYPE = "nnspec.panel";

/**
 * Where the page's memory is kept beside VS Code's own copy (acquireVsCodeApi().setState): a browser's VS Code writes
 * that one only every few seconds, and a window that is reloaded before comes back with an old one.
 */
const MEMORY_KEY = "panel";

/** What the page's buttons may run, by the words of the protocol. */
const COMMANDS: { readonly [C in Extract<PageToHost, { type: "command" }>["command"]]: string } = {
  run: "nnspec.run",
  stop: "nnspec.stop",
  exportReport: "nnspec.exportReport",
  reseed: "nnspec.reseed",
  exportGraph: "nnspec.exportGraph",
};

/**
 * Milliseconds after which the page hears that what it shows is old, or that a program runs. Runs while somebody types
 * are mostly over before: then nothing is dimmed and lit again, and the results come sooner.
 */
const UNFINISHED_AFTER = 100;

export class Panel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | null = null;
  /** False until the page has said "ready": what was sent before did not arrive. */
  private ready = false;
  /** What the page is to show first, kept until it is ready. */
  private waiting: HostToPage[] = [];
  private shown: Session | null = null;
  /** What the page last asked of the lists behind its tabs. */
  private asked: { readonly name: ListName; readonly request: unknown } | null = null;
  private pending: ReturnType<typeof setTimeout> | undefined;
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly sessions: Sessions,
    private readonly selections: Selections,
    private readonly memory: vscode.Memento,
    private readonly log: Log,
  ) {
    this.disposables = [
      sessions.onDidChange(({ session, change }) => {
        if (session !== this.shown) return;
        if (change === "results") void this.sendResults(session);
        else this.pending ??= setTimeout(() => this.sendState(), UNFINISHED_AFTER);
      }),
      sessions.onDidChangeActive((session) => this.follow(session)),
      selections.onDidChange(({ session, selection, origin }) => {
        if (session === this.shown && origin !== "panel") this.send({ type: "select", selection, graphRoot: null });
      }),
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: async (panel) => {
          this.adopt(panel, this.memory.get<string>(MEMORY_KEY, ""));
          this.follow(this.sessions.active);
        },
      }),
    ];
  }

  /** Opens the panel, or brings the open one to the front. */
  open(session: Session | null, tab?: PanelTab, graphRoot: string | null = null): void {
    if (this.panel === null) {
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.adopt(vscode.window.createWebviewPanel(VIEW_TYPE, "NNSpec", place, this.options()));
    } else this.panel.reveal(undefined, true);
    this.follow(session ?? this.sessions.active);
    if (tab !== undefined) this.send({ type: "show", tab, graphRoot });
  }

  dispose(): void {
    clearTimeout(this.pending);
    vscode.Disposable.from(...this.disposables).dispose();
    this.panel?.dispose();
  }

  private options(): vscode.WebviewOptions {
    return { enableScripts: true, enableForms: false, localResourceRoots: [this.folder()] };
  }

  private folder(): vscode.Uri {
    return vscode.Uri.joinPath(this.extension, "dist", "webview");
  }

  private adopt(panel: vscode.WebviewPanel, memory = ""): void {
    this.panel?.dispose();
    this.panel = panel;
    this.ready = false;
    const { webview } = panel;
    webview.options = this.options();
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.extension, "media", "file-light.svg"),
      dark: vscode.Uri.joinPath(this.extension, "media", "file-dark.svg"),
    };
    webview.onDidReceiveMessage((message: unknown) => void this.receive(message));
    panel.onDidChangeViewState(() => {
      // A hidden page is gone, and says "ready" again when it is back.
      if (!panel.visible) this.ready = false;
    });
    panel.onDidDispose(() => {
      if (this.panel !== panel) return;
      this.panel = null;
      this.ready = false;
      this.waiting = [];
    });
    webview.html = panelHtml({
      cspSource: webview.cspSource,
      nonce: base64(randomBytes(18)),
      script: webview.asWebviewUri(vscode.Uri.joinPath(this.folder(), "main.js")).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(this.folder(), "style.css")).toString(),
      language: vscode.env.language,
      title: "NNSpec",
      memory,
    });
  }

  private follow(session: Session | null): void {
    this.shown = session;
    if (this.panel !== null) this.panel.title = session === null ? "NNSpec" : `NNSpec: ${session.file}`;
    this.sendState();
  }

  /** The state with the list that the page shows: it would ask for it next. */
  private async sendResults(session: Session): Promise<void> {
    const { asked } = this;
    const { run } = session.state;
    let answer: unknown;
    if (asked !== null && this.ready) {
      // As it was asked before: that request's shape was checked then.
      answer = await session.ask(asked.name, asked.request as never).catch(() => undefined);
      if (session !== this.shown || run !== session.state.run) return;
    }
    this.sendState(asked === null || answer === undefined ? null : { ...asked, answer });
  }

  private sendState(list: StateMessage["list"] = null): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    const { shown } = this;
    if (shown === null) return;
    this.send({ type: "state", document: shown.uri.toString(), state: shown.state, stale: shown.stale, list });
  }

  private send(message: HostToPage): void {
    if (this.panel === null) return;
    if (this.ready) void this.panel.webview.postMessage(message);
    // The state is sent whole when the page is ready; the rest is what somebody asked to see.
    else if (message.type === "show" || message.type === "select") this.waiting.push(message);
  }

  private async receive(message: unknown): Promise<void> {
    if (!isPageToHost(message)) {
      this.log.warn(`panel: a message that is not understood: ${JSON.stringify(message)}`);
      return;
    }
    const { shown } = this;
    switch (message.type) {
      case "ready": {
        this.ready = true;
        this.sendState();
        const waiting = this.waiting;
        this.waiting = [];
        for (const each of waiting) this.send(each);
        return;
      }
      case "select":
        if (shown !== null) this.selections.select(shown, message.selection, "panel");
        return;
      case "reveal":
        if (shown !== null) await this.selections.reveal(shown, message.range, false);
        return;
      case "copy":
        await vscode.env.clipboard.writeText(message.text);
        return;
      case "saveTensor": {
        if (shown === null) return;
        const { bytes } = await shown.ask("npy", { value: message.value });
        await saveBytes(shown, message.name, bytes, "NumPy");
        return;
      }
      case "saveImage":
        if (shown !== null)
          await saveBytes(shown, message.name, message.bytes, message.name.replace(/^.*\./, "").toUpperCase());
        return;
      case "remember":
        await this.memory.update(MEMORY_KEY, message.memory);
        return;
      case "command":
        await vscode.commands.executeCommand(COMMANDS[message.command]);
        return;
      case "ask": {
        const { id, name, request } = message;
        if (name === "outputs" || name === "graph" || name === "parameters" || name === "curves")
          this.asked = { name, request };
        if (shown === null) {
          this.send({ type: "failure", id, message: vscode.l10n.t("No .nnspec file is open.") });
          return;
        }
        try {
          // The page states the query's name, the worker checks the request's own shape.
          const answer = name === "findings" ? await findingsOf(shown) : await shown.ask(name, request as never);
          // Gradients that the page asked for are the trees' too, and so is where its cursor stands.
          if (name === "whatIf") shown.whatIf = hasEdits(request);
          if (name === "gradients" || name === "cursor" || name === "whatIf") shown.refresh();
          this.send({ type: "answer", id, answer });
        } catch (error) {
          this.send({ type: "failure", id, message: messageOf(error) });
        }
      }
    }
  }
}

/** The worker has taken the request by now: its edits are a list. */
function hasEdits(request: unknown): boolean {
  const edits: unknown = typeof request === "object" && request !== null && "edits" in request ? request.edits : null;
  return Array.isArray(edits) && edits.length > 0;
}
