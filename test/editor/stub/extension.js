// The smallest extension with a hover, a diagnostic and a webview: what the harness is tested on.
const vscode = require("vscode");

exports.activate = (context) => {
  const problems = vscode.languages.createDiagnosticCollection("stub");
  const check = (document) => {
    if (document.languageId !== "stublang") return;
    const at = document.getText().indexOf("bad");
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + 3));
    problems.set(document.uri, at < 0 ? [] : [new vscode.Diagnostic(range, "a bad word")]);
  };
  vscode.workspace.textDocuments.forEach(check);
  context.subscriptions.push(
    problems,
    vscode.workspace.onDidOpenTextDocument(check),
    vscode.workspace.onDidChangeTextDocument((event) => check(event.document)),
    vscode.languages.registerHoverProvider("stublang", {
      provideHover: (document, position) =>
        new vscode.Hover(`word: ${document.getText(document.getWordRangeAtPosition(position))}`),
    }),
    vscode.commands.registerCommand("stub.open", () => {
      const panel = vscode.window.createWebviewPanel("stub", "Stub", vscode.ViewColumn.Beside, { enableScripts: true });
      panel.webview.html = "<!DOCTYPE html><body><p id='hello'>hello</p><script>acquireVsCodeApi()</script></body>";
    }),
  );
};
