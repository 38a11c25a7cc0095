// Problems of a run in the editor: PyTorch's or CPython's words, then our line of explanation, on the exact range.

import * as vscode from "vscode";
import type { Problem } from "../protocol";
import type { Session } from "./session";
import type { Sessions } from "./sessions";

interface Marks {
  readonly uri: vscode.Uri;
  readonly diagnostics: vscode.Diagnostic[];
}

export function registerDiagnostics(sessions: Sessions): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("nnspec");
  /** What each session says of each document: a sibling can be marked by every program that imports it. */
  const marks = new Map<Session, ReadonlyMap<string, Marks>>();

  const publish = (session: Session, now: ReadonlyMap<string, Marks>): void => {
    const before = marks.get(session) ?? new Map<string, Marks>();
    marks.set(session, now);
    for (const [key, { uri }] of new Map([...before, ...now])) {
      const all = [...marks.values()].flatMap((documents) => documents.get(key)?.diagnostics ?? []);
      collection.set(uri, withoutTwins(all));
    }
  };

  return vscode.Disposable.from(
    collection,
    sessions.onDidChange(({ session, change }) => {
      if (change === "results") publish(session, marksOf(session));
    }),
    sessions.onDidClose((session) => {
      publish(session, new Map());
      marks.delete(session);
    }),
  );
}

function marksOf(session: Session): ReadonlyMap<string, Marks> {
  const marks = new Map<string, Marks>();
  for (const problem of session.state.problems) {
    const location = session.locate(problem.range) ?? new vscode.Location(session.uri, new vscode.Position(0, 0));
    const key = location.uri.toString();
    const entry = marks.get(key) ?? { uri: location.uri, diagnostics: [] };
    entry.diagnostics.push(toDiagnostic(session, problem, location.range));
    marks.set(key, entry);
  }
  return marks;
}

/** Two runs that meet the same problem say it once. */
function withoutTwins(diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  return diagnostics.filter(
    (one, index) =>
      diagnostics.findIndex((other) => other.message === one.message && other.range.isEqual(one.range)) === index,
  );
}

const SEVERITIES: { readonly [S in Problem["severity"]]: vscode.DiagnosticSeverity } = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

function toDiagnostic(session: Session, problem: Problem, range: vscode.Range): vscode.Diagnostic {
  const text = problem.explanation === null ? problem.message : `${problem.message}\n${problem.explanation}`;
  const diagnostic = new vscode.Diagnostic(range, text, SEVERITIES[problem.severity]);
  diagnostic.source = "NNSpec";
  diagnostic.code = problem.type;
  const related: vscode.DiagnosticRelatedInformation[] = [];
  for (const { range: place, message } of problem.related) {
    const location = session.locate(place);
    if (location !== null) related.push(new vscode.DiagnosticRelatedInformation(location, message));
  }
  diagnostic.relatedInformation = related;
  return diagnostic;
}
