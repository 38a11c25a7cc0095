// All sessions, one per .nnspec document, and which one the surfaces that follow the editor show. A Python file gets one
// when somebody runs it by command.

import * as vscode from "vscode";
import type { Log } from "./log";
import { type Change, Session, type SessionRunner } from "./session";
import { settingsFor } from "./settings";
import { DiskCache, siblingFolder } from "./sources";

/** Documents whose surfaces are ours. Without a scheme: a document of any file system, or of none yet. */
export const SELECTOR: vscode.DocumentSelector = [{ language: "nnspec" }, { language: "python" }];

/** Copies of a document that other views show (an older version, a comparison): they are looked at, not run. */
const COPIES = /^(git|gitfs|gitlens|scm|pr|review|comment|vscode-local-history|(vscode-)?chat-.*)$/;

export class Sessions implements vscode.Disposable {
  private readonly sessions = new Map<string, Session>();
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly disk = new DiskCache();
  private readonly disposables: vscode.Disposable[] = [];
  private current: Session | null = null;

  private readonly changed = new vscode.EventEmitter<{ readonly session: Session; readonly change: Change }>();
  readonly onDidChange = this.changed.event;
  private readonly activated = new vscode.EventEmitter<Session | null>();
  /** Another session (or none) is the one that surfaces follow. */
  readonly onDidChangeActive = this.activated.event;
  private readonly closed = new vscode.EventEmitter<Session>();
  readonly onDidClose = this.closed.event;

  constructor(
    private readonly createRunner: () => SessionRunner,
    private readonly seeds: vscode.Memento,
    private readonly log: Log,
  ) {
    const { workspace, window } = vscode;
    this.disposables.push(
      workspace.onDidOpenTextDocument((document) => this.opened(document)),
      workspace.onDidCloseTextDocument((document) => this.closedDocument(document)),
      workspace.onDidChangeTextDocument((event) => {
        for (const session of this.sessions.values()) session.edited(event);
      }),
      workspace.onDidSaveTextDocument((document) => this.saved(document)),
      window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
    );
  }

  /** Takes up what is open already. Called once, after every surface listens. */
  start(): void {
    for (const document of vscode.workspace.textDocuments) this.opened(document);
    this.follow(vscode.window.activeTextEditor);
  }

  /** The session that the side panel, the panel and the status bar show. */
  get active(): Session | null {
    return this.current;
  }

  get(uri: vscode.Uri | string): Session | undefined {
    return this.sessions.get(uri.toString());
  }

  all(): Iterable<Session> {
    return this.sessions.values();
  }

  /** The sessions in which a document took part: its own first, then those that import it. */
  *covering(uri: vscode.Uri): Iterable<{ readonly session: Session; readonly file: string }> {
    const own = this.get(uri);
    if (own !== undefined) yield { session: own, file: own.file };
    for (const session of this.sessions.values()) {
      if (session === own) continue;
      const file = session.texts.fileOf(uri);
      if (file !== null) yield { session, file };
    }
  }

  /** The session of a document, made when there is none yet. */
  ensure(document: vscode.TextDocument): Session {
    const key = document.uri.toString();
    const known = this.sessions.get(key);
    if (known !== undefined) return known;
    const session = new Session(document, this.createRunner(), this.disk, this.seeds, this.log);
    this.sessions.set(key, session);
    session.onDidChange((change) => this.changed.fire({ session, change }));
    this.watch(document.uri);
    if (vscode.window.activeTextEditor?.document === document) this.follow(vscode.window.activeTextEditor);
    // No text editor has the focus, as after a reload with the panel in front: better the first one than none.
    else if (this.current === null) this.activate(session);
    return session;
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables, ...this.watchers.values(), ...this.sessions.values()).dispose();
    this.changed.dispose();
    this.activated.dispose();
    this.closed.dispose();
  }

  private opened(document: vscode.TextDocument): void {
    const uri = document.uri;
    for (const session of this.sessions.values()) session.replaced(uri);
    if (!isProgram(document) || COPIES.test(uri.scheme) || this.get(uri) !== undefined) return;
    const session = this.ensure(document);
    if (settingsFor(uri).onOpen) void session.run("open");
  }

  private closedDocument(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    const session = this.sessions.get(key);
    this.disk.forget(document.uri);
    if (session !== undefined) {
      this.sessions.delete(key);
      if (this.current === session) this.activate(null);
      this.closed.fire(session);
      session.dispose();
    }
    // Unsaved text is gone: those who import it read the file again.
    for (const other of this.sessions.values()) other.replaced(document.uri);
  }

  private saved(document: vscode.TextDocument): void {
    this.disk.forget(document.uri);
    for (const session of this.sessions.values()) {
      if (!session.reads(document.uri.toString()) || !settingsFor(session.uri).onSave) continue;
      if (session.stale || session.state.run === 0) void session.run("save");
    }
  }

  private follow(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined) return;
    const session = this.get(editor.document.uri);
    if (session !== undefined && session !== this.current) this.activate(session);
  }

  private activate(session: Session | null): void {
    this.current = session ?? this.sessions.values().next().value ?? null;
    this.activated.fire(this.current);
  }

  /** Files beside a program: with a folder as base, so that it works outside the workspace and on any file system. */
  private watch(uri: vscode.Uri): void {
    const folder = siblingFolder(uri);
    if (folder === null || this.watchers.has(folder.toString())) return;
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, "*.{nnspec,py}"));
    const touched = (file: vscode.Uri): void => {
      this.disk.forget(file);
      const open = vscode.workspace.textDocuments.some((document) => document.uri.toString() === file.toString());
      // An open document tells of its changes itself.
      if (!open) for (const session of this.sessions.values()) session.replaced(file);
    };
    watcher.onDidChange(touched);
    watcher.onDidCreate(touched);
    watcher.onDidDelete(touched);
    this.watchers.set(folder.toString(), watcher);
  }
}

/** A .nnspec file is one also where VS Code found null bytes in it and calls its language "Binary": its problem says so. */
function isProgram({ languageId, uri }: vscode.TextDocument): boolean {
  return languageId === "nnspec" || (languageId === "code-text-binary" && uri.path.endsWith(".nnspec"));
}
