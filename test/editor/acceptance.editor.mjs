// What other tools got wrong, as users told them: each case as a person meets it, in a real VS Code. (What blames a NaN is
// in findings.editor.mjs; themes, hiding and reloading the panel are in panel.editor.mjs.)
import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openEditor } from "./harness/editor.mjs";
import { openPanel, problemsOf, showTab, statusOf } from "./harness/nnspec.mjs";
import { ROOT } from "./harness/tools.mjs";
import { exampleWorkspace } from "./harness/workspace.mjs";

const workspace = exampleWorkspace({
  "doubled.nnspec": "import torch\na = torch.ones(2, requires_grad=True)\nfor _ in range(100):\n    a = a + a\n",
  "chain.nnspec":
    "import torch\nb = torch.ones(3, requires_grad=True)\nfor i in range(10000):\n    b = b * 1.0001\nend = b.sum()\n",
  "silent.nnspec": "import torch\nloss = torch.log(torch.tensor(-1., requires_grad=True))\nloss.backward()\n",
  "kth.nnspec":
    "import torch\nw = torch.ones(2, 3)\nv = torch.ones(4)\none = w * 2\ntwo = one.sum()\nthree = one @ v\nfour = three\n",
  "large.nnspec": "import torch\nx = torch.zeros(10000, 10000)\ny = x[0, :3] + 1\n",
  "one_nan.nnspec": "import torch\nx = torch.arange(20.)\nx[3] = float('nan')\ny = x\n",
});
copyFileSync(join(ROOT, "test", "programs", "models", "micrograd.nnspec"), join(workspace, "micrograd.nnspec"));
let editor;
let panel;

before(async () => {
  editor = await openEditor({ workspace, viewport: { width: 1500, height: 900 } });
  await editor.openFile("doubled.nnspec", { viewColumn: 1 });
  await statusOf(editor, /100 nodes/);
  panel = await openPanel(editor);
});
after(() => editor?.close());

const open = async (name, status = /nodes/) => {
  await editor.openFile(name, { viewColumn: 1 });
  await statusOf(editor, status);
  await panel.locator("nn-header .file").filter({ hasText: name }).waitFor();
};
const graphRows = () => panel.locator("nn-graph .row");

test("a = a + a, a hundred times, is 101 nodes: each second operand is a reference", async () => {
  await showTab(panel, "graph");
  // A chain of 101 rows, and beside each of the 100 additions the same operand again.
  await graphRows().first().and(panel.locator('[aria-setsize="201"]')).waitFor();
  assert.ok((await graphRows().count()) < 80);
  await panel.locator("nn-graph .scroll").focus();
  await editor.press("End");
  await graphRows().filter({ hasText: "shown above" }).last().waitFor();
});

test("a chain of 10,000 ops opens, with no more rows in the document than are on screen", async () => {
  await open("chain.nnspec", /10,001 nodes/);
  await graphRows().first().and(panel.locator('[aria-setsize="10002"]')).waitFor();
  await panel.locator("nn-graph .scroll").focus();
  for (const key of ["PageDown", "PageDown", "End"]) {
    await editor.press(key);
    assert.ok((await graphRows().count()) < 80, `${await graphRows().count()} rows after ${key}`);
  }
  await graphRows().filter({ hasText: "AccumulateGrad" }).waitFor();
});

test("a loss that is NaN is told, though backward says nothing", async () => {
  await open("silent.nnspec");
  const problems = await problemsOf(editor, /backward starts from nan/);
  assert.deepEqual(
    problems.map(({ code, line }) => [code.value, line]),
    [
      ["nan", 2],
      ["loss-not-finite", 3],
    ],
  );
  await panel.locator("nn-findings").filter({ hasText: "2 findings" }).waitFor();
});

test("of an error at the third op, the first two keep their values, and the operands are named with their shapes", async () => {
  await open("kth.nnspec", /RuntimeError/);
  const [problem] = await problemsOf(editor, /size mismatch/);
  assert.equal(problem.text, "one @ v");
  assert.match(problem.message, /\none is \[2, 3\], v is \[4\]/);
  assert.deepEqual(
    problem.related.map(({ line }) => line),
    [4, 3],
  );
  await showTab(panel, "outputs");
  for (const value of ["tensor([[2., 2., 2.],", "tensor(12.)"]) {
    await panel.locator("nn-outputs .row").filter({ hasText: value }).first().waitFor();
  }
  assert.equal(await panel.locator("nn-outputs .row").filter({ hasText: "three" }).count(), 0);
});

test("a tensor of 10,000 × 10,000 is hovered and listed at once, and its figures come", async () => {
  await open("large.nnspec", /0 nodes/);
  const hover = await editor.hover(1, 0);
  await hover.filter({ hasText: /\[10000,\s10000\]/ }).waitFor();
  await editor.press("Escape");
  await showTab(panel, "outputs");
  const row = panel.locator("nn-outputs .row").filter({ hasText: /\[10000, 10000\]/ });
  await row.waitFor();
  // The host answers meanwhile.
  assert.equal(await editor.inHost(() => 1 + 1), 2);
  await row.filter({ hasText: "all zeros" }).waitFor();
});

test("one NaN among the elements is counted and drawn; the statistics stay those of the others", async () => {
  await open("one_nan.nnspec", /0 nodes/);
  const hover = await editor.hover(3, 0);
  await hover.filter({ hasText: /NaN 1/ }).waitFor();
  const text = (await hover.innerText()).replace(/\u00a0/g, " ");
  // 0 to 19 without 3: their mean is 187 / 19.
  assert.match(text, /0\s+19\.000\s+μ 9\.842/);
  assert.match(text, /tensor\(\[ 0\., {2}1\., {2}2\., nan,/);
  await editor.press("Escape");
  await panel.locator("nn-outputs .row").filter({ hasText: "nan," }).first().click();
  await panel.locator("nn-inspector").filter({ hasText: "NaN" }).waitFor();
});

test("micrograd's own example gives the numbers of its README", async () => {
  await open("micrograd.nnspec");
  await panel.locator("nn-outputs .row").filter({ hasText: "24.7041 138.8338 645.5773" }).first().waitFor();
});
