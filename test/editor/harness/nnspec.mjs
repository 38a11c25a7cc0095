// What tests of NNSpec ask an open editor again and again: the problems of a file, its hints, the panel's rows.

/** The status bar's words about the last run, once they match. */
export function statusOf(editor, pattern) {
  return editor.until(`the status bar to say ${pattern}`, async () => {
    const texts = await editor.statusBar();
    return texts.find((text) => pattern.test(text)) ?? null;
  });
}

/** Every diagnostic of the active document as plain data, once there is one whose message matches. */
export function problemsOf(editor, pattern, limit) {
  return editor.hostUntil(
    `a problem like ${pattern}`,
    (vscode, source) => {
      const document = vscode.window.activeTextEditor?.document;
      const all = document === undefined ? [] : vscode.languages.getDiagnostics(document.uri);
      if (!all.some(({ message }) => new RegExp(source, "s").test(message))) return null;
      return all.map(({ message, range, severity, source, code, relatedInformation }) => ({
        message,
        text: document.getText(range),
        line: range.start.line + 1,
        severity: vscode.DiagnosticSeverity[severity],
        source,
        code,
        related: (relatedInformation ?? []).map(({ location, message }) => ({
          line: location.range.start.line + 1,
          message,
        })),
      }));
    },
    pattern.source,
    limit,
  );
}

/** Settles when the active document has no problem. */
export function noProblems(editor) {
  return editor.hostUntil("no problems", (vscode) => {
    const document = vscode.window.activeTextEditor?.document;
    return document !== undefined && vscode.languages.getDiagnostics(document.uri).length === 0;
  });
}

/** The inlay hints of the active document as "line: label", from the editor's own list of providers. */
export function hintsOf(editor) {
  return editor.inHost(async (vscode) => {
    const { document } = vscode.window.activeTextEditor;
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand("vscode.executeInlayHintProvider", document.uri, whole);
    return hints.map(({ position, label }) => `${position.line + 1}: ${label}`);
  });
}

/** Opens the panel and answers its page. */
export async function openPanel(editor) {
  await editor.runCommand("NNSpec: Open Panel");
  return panelOf(editor);
}

/** The open panel's page, once it shows a run. */
export async function panelOf(editor) {
  const page = await editor.webview("nn-panel");
  await page.locator("nn-header .file").waitFor();
  return page;
}

/** Brings a tab of the panel to the front and waits for its rows. */
export async function showTab(page, name) {
  await page.locator(`#tab-${name}`).click();
  await page.locator(`nn-${name} .row`).first().waitFor();
}

/** The rows of one of the side panel's trees, as a screen reader says them. */
export function treeRows(editor, title) {
  return tree(editor, title)
    .locator(".monaco-list-row")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label") ?? ""));
}

export function tree(editor, title) {
  return editor.page.locator(".pane").filter({ has: editor.page.locator(`.pane-header[aria-label^="${title} "]`) });
}

/** Opens the side panel and waits until all three trees have rows. */
export async function openSidePanel(editor) {
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.view.extension.nnspec"));
  for (const title of ["Parameters", "Values", "Graph"]) {
    await tree(editor, title).locator(".monaco-list-row").first().waitFor();
  }
}
