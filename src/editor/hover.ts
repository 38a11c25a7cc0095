// Hover on any expression that has a value: answers from the trace only, never runs code.

import * as vscode from "vscode";
import type { HoverInfo } from "../protocol/data";
import { type HoverLinks, hoverMarkdown } from "./hover-markdown";
import type { Log } from "./log";
import { messageOf } from "./log";
import type { Session } from "./session";
import { SELECTOR, type Sessions } from "./sessions";
import { themeKind } from "./theme";
import type { Changes } from "./tree-changes";

/** What a link in a hover may run, and nothing else. */
const COMMANDS = {
  openInPanel: "nnspec.hover.openInPanel",
  showGraph: "nnspec.hover.showGraph",
  copyPython: "nnspec.hover.copyPython",
  visit: "nnspec.hover.visit",
} as const;

/** The arguments of a hover's links: plain data, because they travel in the link's address. */
export interface LinkTarget {
  readonly session: string;
  readonly value: number | null;
  readonly node: number | null;
  readonly name: string;
}
export interface VisitTarget {
  readonly session: string;
  readonly document: string;
  /** The expression, by its place in the run, and an offset in it in the document. */
  readonly key: string;
  readonly offset: number;
  readonly visit: number;
}

/** An answer about a place of a document, and the session that gave it. */
export interface Found {
  readonly session: Session;
  readonly file: string;
  readonly info: HoverInfo;
  /** What is other since a person's edits: by value. */
  readonly changes: Changes;
}

/** What stands at a place: its own document's run first, then the runs that import the document. */
export async function findAt(
  sessions: Sessions,
  document: vscode.TextDocument,
  position: vscode.Position,
  token?: vscode.CancellationToken,
): Promise<Found | null> {
  const offset = document.offsetAt(position);
  for (const { session, file } of sessions.covering(document.uri)) {
    const at = session.texts.toRun(file, offset);
    if (at === null || session.state.run === 0) continue;
    let info = await session.ask("hover", { file, offset: at });
    if (token?.isCancellationRequested) return null;
    if (info === null) continue;
    const visit = session.visits.get(visitKey(info));
    if (visit !== undefined && visit !== info.visit)
      info = (await session.ask("hover", { file, offset: at, visit })) ?? info;
    findFigures(session, info);
    const values = [info.tensor, info.gradient].flatMap((tensor) => tensor?.id ?? []);
    const changes = await session.changesOf(values).catch(() => new Map());
    return { session, file, info, changes };
  }
  return null;
}

/** Figures of a large tensor that are not known yet are found meanwhile: the next hover has them. */
function findFigures(session: Session, { tensor, digest, gradient, gradientDigest }: HoverInfo): void {
  const values = [
    ...(tensor !== null && digest === null ? [tensor.id] : []),
    ...(gradient !== null && gradientDigest === null ? [gradient.id] : []),
  ];
  // A run that ended meanwhile has other values.
  if (values.length > 0) void session.ask("digests", { values }).catch(() => undefined);
}

/** Names an expression of a run. */
function visitKey({ range }: HoverInfo): string {
  return `${range.file}:${range.start}:${range.end}`;
}

export function registerHover(sessions: Sessions, log: Log): vscode.Disposable {
  return vscode.languages.registerHoverProvider(SELECTOR, {
    async provideHover(document, position, token) {
      try {
        const found = await findAt(sessions, document, position, token);
        return found === null ? undefined : toHover(found, document, document.offsetAt(position));
      } catch (error) {
        // Nothing has run yet, or the run was ended: there is nothing to show.
        log.debug(`hover: ${messageOf(error)}`);
        return undefined;
      }
    },
  });
}

function toHover({ session, info, changes }: Found, document: vscode.TextDocument, offset: number): vscode.Hover {
  const text = hoverMarkdown(info, {
    kind: themeKind(),
    stale: session.stale,
    running: session.running,
    changes,
    links: linksOf(session, info, document, offset),
    t: (message, ...values) => vscode.l10n.t(message, ...values),
  });
  const markdown = new vscode.MarkdownString(text, true);
  markdown.supportHtml = true;
  markdown.isTrusted = { enabledCommands: Object.values(COMMANDS) };
  const range = session.locate(info.range)?.range;
  // A range that does not hold the pointer would make VS Code drop the hover.
  if (range?.contains(document.positionAt(offset))) return new vscode.Hover(markdown, range);
  return new vscode.Hover(markdown);
}

function linksOf(session: Session, info: HoverInfo, document: vscode.TextDocument, offset: number): HoverLinks {
  const target: LinkTarget = {
    session: session.uri.toString(),
    value: info.tensor?.id ?? null,
    node: info.tensor?.node ?? null,
    name: info.expression,
  };
  return {
    openInPanel: link(COMMANDS.openInPanel, target),
    showGraph: target.node === null ? null : link(COMMANDS.showGraph, target),
    copyPython: link(COMMANDS.copyPython, target),
    visit: (visit) => {
      const [own, shown] = [session.uri.toString(), document.uri.toString()];
      const place: VisitTarget = { session: own, document: shown, key: visitKey(info), offset, visit };
      return link(COMMANDS.visit, place);
    },
  };
}

function link(command: string, argument: LinkTarget | VisitTarget): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
}
