// What leaves the editor: a graph as text, a run as one HTML file.

import * as vscode from "vscode";
import { reportHtml } from "../report/html";
import type { Session } from "./session";
import { siblingFolder } from "./sources";

const FORMATS = [
  { label: "Mermaid", format: "mermaid", extension: "mmd", language: "markdown" },
  { label: "DOT", format: "dot", extension: "dot", language: "plaintext" },
  { label: "JSON", format: "json", extension: "json", language: "json" },
] as const;

export async function exportGraph(session: Session): Promise<void> {
  const { l10n, window } = vscode;
  const chosen = await window.showQuickPick(FORMATS, { placeHolder: l10n.t("Format of the graph") });
  if (chosen === undefined) return;
  const editor = { label: `$(new-file) ${l10n.t("Open in a new editor")}`, save: false };
  const file = { label: `$(save) ${l10n.t("Save as a file…")}`, save: true };
  const where = await window.showQuickPick([editor, file], { placeHolder: l10n.t("Where to put it") });
  if (where === undefined) return;
  const { text } = await session.ask("export", { format: chosen.format });
  if (where.save) {
    await saveAs(session, chosen.extension, text, chosen.label);
    return;
  }
  const document = await vscode.workspace.openTextDocument({ language: chosen.language, content: text });
  await window.showTextDocument(document);
}

/** One HTML file with the whole run in it, which any browser opens. */
export async function exportReport(session: Session, extension: vscode.Uri): Promise<void> {
  const page = async (file: string): Promise<string> => {
    const uri = vscode.Uri.joinPath(extension, "dist", "webview", file);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  };
  const [{ text: trace }, script, style] = await Promise.all([
    session.ask("report", {}),
    page("main.js"),
    page("style.css"),
  ]);
  await saveAs(session, "html", reportHtml({ title: session.file, trace, script, style }), "HTML");
}

function saveAs(session: Session, extension: string, text: string, kind: string): Promise<void> {
  const name = `${session.file.replace(/\.[^.]*$/, "")}.${extension}`;
  return saveBytes(session, name, new TextEncoder().encode(text), kind);
}

/** Asks where to, and writes. */
export async function saveBytes(session: Session, name: string, bytes: Uint8Array, kind: string): Promise<void> {
  const folder = siblingFolder(session.uri);
  const extension = name.replace(/^.*\./, "");
  const target = await vscode.window.showSaveDialog({
    filters: { [kind]: [extension] },
    ...(folder === null ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, bytes);
  vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t("Saved {0}", name)}`, 3000);
}
