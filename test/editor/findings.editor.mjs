// What is wrong with a run's numbers, in a real VS Code: problems with their evidence, quick fixes, comments and settings
// that silence them, and marks in the panel.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openEditor } from "./harness/editor.mjs";
import { noProblems, problemsOf, statusOf } from "./harness/nnspec.mjs";
import { exampleWorkspace } from "./harness/workspace.mjs";

const workspace = exampleWorkspace({
  "nan.nnspec":
    "import torch\nx = torch.tensor(1., requires_grad=True)\ny = torch.sqrt(x - 2)\ny = torch.sqrt(y)\ny.backward()\n",
  "zero.nnspec": "import torch\np = torch.rand(1000) + 0.1\np[417] = 0\nq = torch.log(p)\n",
  "training.nnspec": `import torch
layer = torch.nn.Linear(3, 1)
opt = torch.optim.SGD(layer.parameters(), lr=0.01)
for step in range(4):
    loss = layer(torch.ones(5, 3)).square().mean()
    loss.backward()
    opt.step()
`,
});
let editor;

before(async () => {
  editor = await openEditor({ workspace, viewport: { width: 1500, height: 900 } });
});
after(() => editor?.close());

const open = async (name) => {
  await editor.openFile(name);
  await statusOf(editor, /nodes/);
};

/** Titles of the quick fixes for the problem of a rule. */
const fixesOf = (rule) =>
  editor.inHost(async (vscode, rule) => {
    const { document } = vscode.window.activeTextEditor;
    const [problem] = vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code?.value === rule);
    const found = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, problem.range);
    return found.map(({ title }) => title);
  }, rule);

const applyFix = (rule, title) =>
  editor.inHost(
    async (vscode, [rule, title]) => {
      const { document } = vscode.window.activeTextEditor;
      const [problem] = vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code?.value === rule);
      const found = await vscode.commands.executeCommand(
        "vscode.executeCodeActionProvider",
        document.uri,
        problem.range,
      );
      await vscode.workspace.applyEdit(found.find((action) => action.title === title).edit);
    },
    [rule, title],
  );

test("of two square roots the first is marked, with the number that it was given", async () => {
  await open("nan.nnspec");
  const problems = await problemsOf(editor, /The first nan/);
  assert.deepEqual(
    problems.map(({ text, severity, code }) => [text, severity, code.value]),
    [
      ["torch.sqrt(x - 2)", "Warning", "nan"],
      ["y.backward()", "Warning", "loss-not-finite"],
    ],
  );
  assert.equal(problems[0].message, "The first nan comes from here: sqrt gives it from (x - 2) = -1.");
  assert.deepEqual(problems[1].related, [{ line: 3, message: "here it stopped being finite" }]);
  await editor.page.locator(".squiggly-warning").first().waitFor();
});

test("one zero among a thousand inputs of log is named; a comment silences it", async () => {
  await open("zero.nnspec");
  const [problem] = await problemsOf(editor, /p\[417\] = 0/);
  assert.deepEqual([problem.text, problem.severity], ["torch.log(p)", "Information"]);
  assert.deepEqual(await fixesOf("log-of-zero"), ["Ignore log-of-zero on this line", "What log-of-zero means"]);
  await applyFix("log-of-zero", "Ignore log-of-zero on this line");
  await noProblems(editor);
});

test("a forgotten zero_grad has a quick fix, after which nothing is wrong", async () => {
  await open("training.nnspec");
  await problemsOf(editor, /Gradients are added up over all 4 steps/);
  await applyFix("no-zero-grad", "Insert opt.zero_grad()");
  await noProblems(editor);
  const text = await editor.inHost((vscode) => vscode.window.activeTextEditor.document.getText());
  assert.match(text, /\n {4}opt\.zero_grad\(\)\n {4}loss\.backward\(\)\n/);
});

test("a rule's code leads to its paragraph", async () => {
  await open("cross_entropy.nnspec");
  await problemsOf(editor, /cross_entropy takes softmax itself/);
  // As a click on the link does.
  await editor.inHost(async (vscode) => {
    const { uri } = vscode.window.activeTextEditor.document;
    const found = vscode.languages.getDiagnostics(uri).find(({ code }) => code?.value === "softmax-before-loss");
    await vscode.commands.executeCommand("vscode.open", found.code.target);
  });
  await editor.hostUntil("the rule's paragraph", (vscode) => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.lineAt(editor.selection.active.line).text === "## softmax-before-loss";
  });
});
