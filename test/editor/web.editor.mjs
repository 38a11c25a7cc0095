// The extension in a web worker, as on vscode.dev: no Node, a worker of the browser's. One path through everything.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openEditor } from "./harness/editor.mjs";
import { hintsOf, openPanel, problemsOf, showTab, statusOf } from "./harness/nnspec.mjs";
import { exampleWorkspace } from "./harness/workspace.mjs";

const workspace = exampleWorkspace({
  "endless.nnspec": "import torch\nx = torch.ones(2, 3)\nwhile True:\n    y = x * 2\n",
  "mismatch.nnspec": "import torch\na = torch.ones(2, 3)\nc = a @ a\n",
});
let editor;

before(async () => {
  editor = await openEditor({ mode: "web", workspace, viewport: { width: 1500, height: 900 } });
});
after(() => editor?.close());

test("a program and the module it imports run in the browser", async () => {
  assert.equal(await editor.inHost(() => typeof process), "undefined");
  await editor.openFile("cross_entropy.nnspec");
  await statusOf(editor, /22 nodes/);
  assert.ok((await hintsOf(editor)).includes("53: [4, 2]"));
});

test("a problem is marked on its expression", async () => {
  await editor.openFile("mismatch.nnspec");
  const [problem] = await problemsOf(editor, /mat1 and mat2 shapes cannot be multiplied \(2x3 and 2x3\)/);
  assert.equal(problem.text, "a @ a");
});

test("a hover shows picture and print", async () => {
  await editor.openFile("cross_entropy.nnspec");
  await statusOf(editor, /22 nodes/);
  const hover = await editor.hover(52, 3);
  await hover.locator('img[alt^="heat map of output_softmax"]').waitFor();
  await hover.filter({ hasText: /0\.6260.*SoftmaxBackward0/s }).waitFor();
  await editor.press("Escape");
});

test("the panel shows the whole graph", async () => {
  const panel = await openPanel(editor);
  await showTab(panel, "graph");
  // The list holds only the rows on screen: the whole graph is 25 rows, of which 3 are references.
  assert.equal(await panel.locator("nn-graph .row").first().getAttribute("aria-setsize"), "25");
});

test("an endless loop is stopped", async () => {
  await editor.openFile("endless.nnspec", { viewColumn: 1 });
  await statusOf(editor, /ops/);
  await editor.runCommand("NNSpec: Stop");
  await statusOf(editor, /stopped/);
});
