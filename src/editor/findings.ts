// What is wrong with a run's numbers, as problems beside its errors: asked for when nobody types, because it is read
// last. Settings and comments leave rules out; quick fixes mend what is certain, or silence it.

import * as vscode from "vscode";
import { type Finding, fill, type Phrase } from "../protocol/findings";
import { type Log, messageOf } from "./log";
import type { Session } from "./session";
import type { Sessions } from "./sessions";
import { settingsFor } from "./settings";

/** Milliseconds after a run's end: who types on asks for nothing. */
const AFTER = 200;

/** Links of problems lead to a rule's paragraph. */
const ABOUT = "nnspec.aboutFinding";

const SEVERITIES = { warning: vscode.DiagnosticSeverity.Warning, info: vscode.DiagnosticSeverity.Information };

/** The findings that a document's settings let pass, in the editor's language; none of a run that another follows. */
export async function findingsOf(session: Session): Promise<readonly Finding[]> {
  const { run } = session.state;
  const { show, ignore } = settingsFor(session.uri).findings;
  if (!show) return [];
  await new Promise((resolve) => setTimeout(resolve, AFTER));
  if (session.state.run !== run || session.running) return [];
  const all = await session.cached("findings", {});
  return all.filter(({ rule }) => !ignore.includes(rule)).map(translated);
}

function translated(finding: Finding): Finding {
  const related = finding.related.map(({ range, message }) => ({ range, message: translate(message) }));
  return { ...finding, message: translate(finding.message), related };
}

/** The texts are the rules' own: scripts/l10n.mjs collects them there. */
function translate({ text, args }: Phrase): Phrase {
  return { text: vscode.l10n.t(text, ...args), args: [] };
}

export function registerFindings(sessions: Sessions, extension: vscode.Uri, log: Log): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("nnspec-findings");
  /** What each session says, with the run that it says it of. */
  const marks = new Map<Session, readonly Mark[]>();

  const publish = (): void => {
    const documents = new Map<string, Mark[]>();
    for (const mark of [...marks.values()].flat()) {
      const key = mark.uri.toString();
      const list = documents.get(key) ?? [];
      const isTwin = (other: Mark): boolean =>
        other.diagnostic.message === mark.diagnostic.message && other.diagnostic.range.isEqual(mark.diagnostic.range);
      if (!list.some(isTwin)) list.push(mark);
      documents.set(key, list);
    }
    collection.clear();
    for (const list of documents.values()) {
      const [first] = list;
      if (first !== undefined)
        collection.set(
          first.uri,
          list.map(({ diagnostic }) => diagnostic),
        );
    }
  };

  const look = async (session: Session): Promise<void> => {
    const { run } = session.state;
    try {
      const findings = await findingsOf(session);
      if (session.state.run !== run || session.running || sessions.get(session.uri) !== session) return;
      marks.set(
        session,
        findings.flatMap((finding) => markOf(session, finding) ?? []),
      );
      publish();
    } catch (error) {
      log.debug(`findings: ${messageOf(error)}`);
    }
  };

  return vscode.Disposable.from(
    collection,
    sessions.onDidChange(({ session, change }) => {
      if (change === "results") void look(session);
    }),
    sessions.onDidClose((session) => {
      marks.delete(session);
      publish();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("nnspec.findings")) for (const session of sessions.all()) void look(session);
    }),
    vscode.commands.registerCommand(ABOUT, (rule: unknown) => {
      const page = vscode.Uri.joinPath(extension, "docs", "findings.md").with({ fragment: String(rule) });
      return vscode.commands.executeCommand("markdown.showPreview", page);
    }),
    vscode.languages.registerCodeActionsProvider(
      [{ language: "nnspec" }, { language: "python" }],
      {
        provideCodeActions: (document, _range, { diagnostics }) =>
          [...marks.values()]
            .flat()
            .filter(
              ({ uri, diagnostic }) => uri.toString() === document.uri.toString() && isAmong(diagnostic, diagnostics),
            )
            .flatMap((mark) => actionsFor(document, mark)),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

interface Mark {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
  readonly finding: Finding;
  /** Where its edit goes in the document as it is now. */
  readonly fixAt: vscode.Position | null;
}

/** Null where the place is in no document any more. */
function markOf(session: Session, finding: Finding): Mark | null {
  const location = session.locate(finding.range);
  if (location === null) return null;
  const { rule, visit, visits } = finding;
  const when = visits > 1 ? ` (${vscode.l10n.t("visit {0} of {1}", visit, visits)})` : "";
  const diagnostic = new vscode.Diagnostic(location.range, fill(finding.message) + when, SEVERITIES[finding.severity]);
  diagnostic.source = "NNSpec";
  const target = vscode.Uri.parse(`command:${ABOUT}?${encodeURIComponent(JSON.stringify([rule]))}`);
  diagnostic.code = { value: rule, target };
  diagnostic.relatedInformation = finding.related.flatMap(({ range, message }) => {
    const place = session.locate(range);
    return place === null ? [] : [new vscode.DiagnosticRelatedInformation(place, fill(message))];
  });
  const { fix } = finding;
  const at = fix === null ? null : session.locate({ ...finding.range, start: fix.offset, end: fix.offset });
  return { uri: location.uri, diagnostic, finding, fixAt: at?.range.start ?? null };
}

function isAmong(diagnostic: vscode.Diagnostic, others: readonly vscode.Diagnostic[]): boolean {
  return others.some((other) => other.message === diagnostic.message && other.range.isEqual(diagnostic.range));
}

function actionsFor(document: vscode.TextDocument, { finding, diagnostic, fixAt }: Mark): vscode.CodeAction[] {
  const { rule, fix } = finding;
  const action = (title: string, at: vscode.Position, text: string): vscode.CodeAction => {
    const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    made.diagnostics = [diagnostic];
    made.edit = new vscode.WorkspaceEdit();
    made.edit.insert(document.uri, at, text);
    return made;
  };
  const end = document.lineAt(diagnostic.range.end.line).range.end;
  const silence = action(vscode.l10n.t("Ignore {0} on this line", rule), end, `  # nnspec: ignore[${rule}]`);
  if (fix === null || fixAt === null) return [silence];
  const mend = action(vscode.l10n.t("Insert {0}", fix.text.trim().replace(/^, /, "")), fixAt, fix.text);
  mend.isPreferred = true;
  return [mend, silence];
}
