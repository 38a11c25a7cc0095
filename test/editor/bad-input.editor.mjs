// Input that is wrong, in a real VS Code: each has a clear problem at its place, what came before it is kept and shown, and
// the extension host answers all the while. Messages are CPython's and PyTorch's own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openEditor } from "./harness/editor.mjs";
import { hintsOf, noProblems, openPanel, problemsOf, showTab, statusOf } from "./harness/nnspec.mjs";
import { exampleWorkspace } from "./harness/workspace.mjs";

const HEAD = "import torch\nx = torch.ones(2, 3)\nprint(x.sum())\n";
const LONG = `${HEAD}# ${"nothing but a comment, for five megabytes ".repeat(2)}\n`;

const workspace = exampleWorkspace({
  "empty.nnspec": "",
  "binary.nnspec": Uint8Array.from({ length: 4096 }, (_, i) => (i * 197 + (i >> 3)) & 255),
  "large.nnspec": `${LONG}${"# 0123456789012345678901234567890123456789012345678901234567\n".repeat(84_000)}y = x * 2\n`,
  "syntax.nnspec": `${HEAD}y = x +\nz = x * 2\n`,
  "endless.nnspec": `${HEAD}n = 0\nwhile True:\n    n = n + 1\n    y = x * n\n`,
  "import.nnspec": `${HEAD}import helpers\nz = helpers.f(x)\n`,
  "mismatch.nnspec": `${HEAD}y = x @ x\nz = y\n`,
});
let editor;

before(async () => {
  editor = await openEditor({ workspace, viewport: { width: 1500, height: 900 } });
});
after(() => editor?.close());

/** x, bound in line 2, still has its shape at the text and its value in a hover. */
async function headIsKept() {
  await editor.until("the hint of line 2", async () => (await hintsOf(editor)).includes("2: [2, 3]") || null);
  const shown = await editor.inHost(async (vscode) => {
    const { uri } = vscode.window.activeTextEditor.document;
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", uri, new vscode.Position(1, 0));
    return hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join("\n");
  });
  assert.ok(shown.includes("tensor([[1., 1., 1.],"), shown);
}

test("an empty file runs, and nothing is wrong with it", async () => {
  await editor.inHost(async (vscode) => {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, "empty.nnspec");
    await vscode.window.showTextDocument(uri, { preview: false });
  });
  await statusOf(editor, /0 nodes/);
  await noProblems(editor);
  const panel = await openPanel(editor);
  await panel.locator("nn-header .status").filter({ hasText: "ran in" }).waitFor();
  await panel.locator("#tab-outputs").click();
  await panel.locator("nn-outputs").filter({ hasText: "Nothing was bound or printed." }).waitFor();
});

test("a syntax error in the middle is marked where CPython marks it", async () => {
  await editor.openFile("syntax.nnspec", { viewColumn: 1 });
  const [problem, ...others] = await problemsOf(editor, /invalid syntax/);
  assert.deepEqual(others, []);
  assert.deepEqual([problem.line, problem.code, problem.severity], [4, "SyntaxError", "Error"]);
  await statusOf(editor, /SyntaxError/);
});

test("a syntax error that is typed into a good program keeps what the last run showed", async () => {
  await editor.openFile("mismatch.nnspec", { viewColumn: 1 });
  await problemsOf(editor, /mat1 and mat2/);
  await headIsKept();
  await editor.placeCursor(4, 5);
  await editor.type(" +");
  const problems = await problemsOf(editor, /invalid syntax/);
  assert.equal(problems[0].line, 5);
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.files.revert"));
  await problemsOf(editor, /mat1 and mat2/);
});

test("a shape mismatch: the lines before it keep their values, in the panel too", async () => {
  await editor.openFile("mismatch.nnspec", { viewColumn: 1 });
  const [problem] = await problemsOf(editor, /mat1 and mat2/);
  assert.equal(
    problem.message,
    "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)\nx is [2, 3], x is [2, 3]; the inner sizes 3 and 2 must match",
  );
  assert.equal(problem.text, "x @ x");
  await headIsKept();
  const panel = await openPanel(editor);
  await panel.locator("nn-header .problem").filter({ hasText: "mat1 and mat2 shapes cannot be multiplied" }).waitFor();
  await showTab(panel, "outputs");
  await panel.locator("nn-outputs .row").filter({ hasText: "tensor(6.)" }).first().waitFor();
});

test("a module that is not there is named at its import", async () => {
  await editor.openFile("import.nnspec", { viewColumn: 1 });
  const [problem] = await problemsOf(editor, /No module named 'helpers'/);
  assert.deepEqual([problem.line, problem.code], [4, "ModuleNotFoundError"]);
  assert.ok(problem.text === "import helpers" || problem.text === "helpers", problem.text);
  await headIsKept();
});

test("an endless loop: results so far, an editor that answers, and Stop ends it", async () => {
  await editor.openFile("endless.nnspec", { viewColumn: 1 });
  await statusOf(editor, /ops/);
  await headIsKept();
  const lateness = await editor.inHost(async () => {
    const late = [];
    let due = performance.now() + 10;
    for (let i = 0; i < 100; i++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      late.push(performance.now() - due);
      due = performance.now() + 10;
    }
    return late.toSorted((a, b) => a - b)[50];
  });
  // Half of all ticks, on a machine that others use too: the exact figure is scripts/measure/editor.mjs's.
  assert.ok(lateness < 20, `a 10 ms timer in the extension host was ${lateness} ms late at the median`);
  await editor.runCommand("NNSpec: Stop");
  await statusOf(editor, /stopped/);
  await headIsKept();
});

test("a file of five megabytes runs and shows its tensors", async () => {
  await editor.openFile("large.nnspec", { viewColumn: 1 });
  await statusOf(editor, /NNSpec: \S+ m?s · 0 nodes/);
  await headIsKept();
  await noProblems(editor);
});

test("a binary file that somebody opens as text has a problem that says so", async () => {
  // VS Code asks first whether such a file is to be opened at all.
  await editor.inHost(async (vscode) => {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, "binary.nnspec");
    await vscode.commands.executeCommand("vscode.open", uri, { viewColumn: 1 });
  });
  await editor.page.getByText("Open Anyway").first().click();
  await editor.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Text Editor" }).first().click();
  const [problem] = await problemsOf(editor, /./);
  assert.deepEqual([problem.severity, problem.code, problem.line], ["Error", "SyntaxError", 1]);
  assert.match(problem.message, /null bytes|non-printable character|utf-8|invalid/i);
});

test("after all that the host still answers, and a good program runs", async () => {
  await editor.openFile("cross_entropy.nnspec", { viewColumn: 1 });
  await statusOf(editor, /22 nodes/);
  const problems = await problemsOf(editor, /cross_entropy takes softmax itself/);
  assert.equal(problems.filter(({ severity }) => severity === "Error").length, 0);
});
