// What people get: the packaged .vsix in a fresh profile, which trusts no folder. Catches a file that is missing in the
// package, a missing trust declaration, and a language that does not start the extension.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openEditor } from "./harness/editor.mjs";
import { openPanel, problemsOf, showTab, statusOf } from "./harness/nnspec.mjs";
import { ROOT } from "./harness/tools.mjs";
import { exampleWorkspace } from "./harness/workspace.mjs";

const workspace = exampleWorkspace({
  "mismatch.nnspec": "import torch\na = torch.ones(2, 3)\nc = a @ a\n",
});
const vsix = join(ROOT, "dist", "nnspec.vsix");
let editor;

before(async () => {
  assert.ok(existsSync(vsix), "dist/nnspec.vsix is missing: run scripts/package.mjs");
  editor = await openEditor({ mode: "packaged", vsix, workspace, viewport: { width: 1500, height: 900 } });
});
after(() => editor?.close());

test("opening a file starts the extension in a folder that is not trusted", async () => {
  const before = await editor.inHost((vscode) => ({
    trusted: vscode.workspace.isTrusted,
    installed: vscode.extensions.getExtension("nnspec.nnspec") !== undefined,
  }));
  assert.deepEqual(before, { trusted: false, installed: true });
  await editor.openFile("cross_entropy.nnspec");
  await statusOf(editor, /22 nodes/);
  const now = await editor.inHost((vscode) => ({
    language: vscode.window.activeTextEditor.document.languageId,
    active: vscode.extensions.getExtension("nnspec.nnspec").isActive,
  }));
  assert.deepEqual(now, { language: "nnspec", active: true });
});

test("the file has syntax colours and an icon of its own", async () => {
  const colours = await editor.page
    .locator(".view-line")
    .filter({ hasText: /^import.torch/ })
    .first()
    .locator("span span")
    .evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size);
  assert.ok(colours >= 2, `${colours} colours`);
});

test("a problem is marked on its expression", async () => {
  await editor.openFile("mismatch.nnspec");
  const [problem] = await problemsOf(editor, /mat1 and mat2 shapes cannot be multiplied \(2x3 and 2x3\)/);
  assert.deepEqual([problem.text, problem.line], ["a @ a", 3]);
});

test("a hover shows picture and print", async () => {
  await editor.openFile("cross_entropy.nnspec");
  await statusOf(editor, /22 nodes/);
  const hover = await editor.hover(52, 3);
  await hover.locator('img[alt^="heat map of output_softmax"]').waitFor();
  await hover.filter({ hasText: /0\.6260.*SoftmaxBackward0/s }).waitFor();
  await editor.press("Escape");
});

test("the panel opens with the whole graph, and runs the program again", async () => {
  const panel = await openPanel(editor);
  await showTab(panel, "graph");
  // The list holds only the rows on screen: the whole graph is 25 rows, of which 3 are references.
  assert.equal(await panel.locator("nn-graph .row").first().getAttribute("aria-setsize"), "25");
  await panel.locator('nn-header vscode-button[aria-label="Run"], nn-header [title="Run"]').first().click();
  await panel.locator("nn-header .status").filter({ hasText: "ran in" }).waitFor();
  await panel.locator("nn-graph .row").filter({ hasText: "SoftmaxBackward0" }).first().waitFor();
});
