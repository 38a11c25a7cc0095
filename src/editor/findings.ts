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

/** Shows a rule's paragraph. */
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
  const page = vscode.Uri.joinPath(extension, "docs", "findings.md");
  let paragraphs: Promise<Paragraphs> | null = null;
  /** What each session says, with the run that it says it of. */
  const marks = new Map<Session, readonly Mark[]>();

  const publish = (): void => {
    const documents = new Map<string, { readonly uri: vscode.Uri; readonly diagnostics: vscode.Diagnostic[] }>();
    // A document that has none any more is told so; the others change in one step.
    collection.forEach((uri) => {
      documents.set(uri.toString(), { uri, diagnostics: [] });
    });
    for (const { uri, diagnostic } of [...marks.values()].flat()) {
      const document = documents.get(uri.toString()) ?? { uri, diagnostics: [] };
      if (!isAmong(diagnostic, document.diagnostics)) document.diagnostics.push(diagnostic);
      documents.set(uri.toString(), document);
    }
    for (const { uri, diagnostics } of documents.values()) collection.set(uri, diagnostics);
  };

  const look = async (session: Session): Promise<void> => {
    const { run, statements, problems } = session.state;
    // A text that is half typed does not run: what the last run showed stays.
    if (statements === 0 && problems.length > 0) return;
    try {
      const findings = await findingsOf(session);
      if (session.state.run !== run || session.running || sessions.get(session.uri) !== session) return;
      paragraphs ??= paragraphsOf(page);
      const links = await paragraphs;
      marks.set(
        session,
        findings.flatMap((finding) => markOf(session, finding, links(finding.rule)) ?? []),
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
    vscode.commands.registerCommand(ABOUT, (rule: unknown) =>
      vscode.commands.executeCommand("markdown.showPreview", page.with({ fragment: String(rule) })),
    ),
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

type Paragraphs = (rule: string) => vscode.Uri;

/** A problem's link opens no commands and knows lines, not headings: where each rule's paragraph begins. */
async function paragraphsOf(page: vscode.Uri): Promise<Paragraphs> {
  let lines: string[] = [];
  try {
    lines = new TextDecoder().decode(await vscode.workspace.fs.readFile(page)).split("\n");
  } catch {
    // The page is opened at its beginning then.
  }
  return (rule) => page.with({ fragment: `L${lines.indexOf(`## ${rule}`) + 1 || 1}` });
}

interface Mark {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
  readonly finding: Finding;
  /** Where its edit goes in the document as it is now. */
  readonly fixAt: vscode.Position | null;
}

/** Null where the place is in no document any more. */
function markOf(session: Session, finding: Finding, paragraph: vscode.Uri): Mark | null {
  const location = session.locate(finding.range);
  if (location === null) return null;
  const { rule, visit, visits } = finding;
  const when = visits > 1 ? ` (${vscode.l10n.t("visit {0} of {1}", visit, visits)})` : "";
  const diagnostic = new vscode.Diagnostic(location.range, fill(finding.message) + when, SEVERITIES[finding.severity]);
  diagnostic.source = "NNSpec";
  diagnostic.code = { value: rule, target: paragraph };
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
  const about = new vscode.CodeAction(vscode.l10n.t("What {0} means", rule), vscode.CodeActionKind.QuickFix);
  about.diagnostics = [diagnostic];
  about.command = { title: about.title, command: ABOUT, arguments: [rule] };
  const silence = action(vscode.l10n.t("Ignore {0} on this line", rule), end, `  # nnspec: ignore[${rule}]`);
  if (fix === null || fixAt === null) return [silence, about];
  const mend = action(vscode.l10n.t("Insert {0}", fix.text.trim().replace(/^, /, "")), fixAt, fix.text);
  mend.isPreferred = true;
  return [mend, silence, about];
}
