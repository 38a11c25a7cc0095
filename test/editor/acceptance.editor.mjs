// What other tools got wrong, as users told them: cases as a person meets them, in a real VS Code. (What blames a NaN is
// in findings.editor.mjs; themes, hiding and reloading the panel are in panel.editor.mjs; long chains, large tensors and
// the digest of a tensor with a NaN are test/webview's, test/editor-pure's and test/trace's.)
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
  "silent.nnspec": "import torch\nloss = torch.log(torch.tensor(-1., requires_grad=True))\nloss.backward()\n",
  "kth.nnspec":
    "import torch\nw = torch.ones(2, 3)\nv = torch.ones(4)\none = w * 2\ntwo = one.sum()\nthree = one @ v\nfour = three\n",
  "chain.nnspec": "import torch\na = torch.ones(2, requires_grad=True)\nfor _ in range(10_000):\n    a = a + 1\n",
  "large.nnspec": "import torch\nx = torch.arange(1e8).reshape(10_000, 10_000)\ny = x[:2, :2] + 1\n",
  "long.nnspec": "import torch\ntotal = 0\nfor i in range(1_000_000):\n    total += i\nw = torch.ones(2)\ny = w * 2\n",
  "hole.nnspec": "import torch\nx = torch.tensor([1., float('nan'), 3., -2.])\n",
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

test("micrograd's own example gives the numbers of its README", async () => {
  await open("micrograd.nnspec");
  await panel.locator("nn-outputs .row").filter({ hasText: "24.7041 138.8338 645.5773" }).first().waitFor();
});

test("a chain of 10,000 ops opens and scrolls to its end without an empty row", async () => {
  await open("chain.nnspec", /10,?000 nodes/);
  await showTab(panel, "graph");
  await panel.locator('nn-graph .row[aria-setsize="10001"]').first().waitFor();
  await panel.locator("nn-graph .scroll").focus();
  await editor.press("End");
  await graphRows().filter({ hasText: "AccumulateGrad" }).waitFor();
  const texts = await graphRows().allInnerTexts();
  assert.ok(texts.length < 80, `${texts.length} rows in the document`);
  assert.ok(texts.every((text) => text.trim() !== ""));
  await editor.press("Home");
});

test("a tensor of 10,000 by 10,000: hover and panel answer at once, and the host is not held up", async () => {
  await open("large.nnspec", /\d s · 0 nodes/);
  const late = editor.inHost(async () => {
    let most = 0;
    for (let i = 0; i < 150; i++) {
      const due = performance.now() + 10;
      await new Promise((resolve) => setTimeout(resolve, 10));
      most = Math.max(most, performance.now() - due);
    }
    return most;
  });
  const hover = await editor.hover(1, 0);
  await hover.filter({ hasText: /n=100,000,000.*9\.9980e\+03/s }).waitFor();
  await editor.press("Escape");
  await showTab(panel, "outputs");
  await panel
    .locator("nn-outputs .row")
    .filter({ hasText: /9\.9970e\+07/ })
    .first()
    .click();
  await panel.locator("nn-inspector h2").filter({ hasText: "x" }).waitFor();
  await panel.locator("nn-inspector nn-heat-map canvas").first().waitFor();
  // Its statistics, computed beside the host, come by themselves.
  await panel.locator("nn-inspector .digest, nn-inspector nn-digest").filter({ hasText: /μ/ }).first().waitFor();
  assert.ok((await late) < 500, `a 10 ms timer in the extension host was ${await late} ms late`);
});

test("a long program whose end is edited goes on from there, and shows the whole run", async () => {
  await open("long.nnspec", /0 nodes/);
  await showTab(panel, "outputs");
  const line = "y = w * 2";
  await editor.placeCursor(5, line.length);
  let typed = "2";
  await editor.until("a run that went on", async () => {
    await editor.type("1");
    typed += "1";
    await panel
      .locator("nn-outputs .row")
      .filter({ hasText: `tensor([${typed}., ${typed}.])` })
      .first()
      .waitFor();
    return /ran in .*, .* kept/.test(await panel.locator("nn-header .status").innerText()) ? true : null;
  });
  await panel.locator("nn-outputs .row").filter({ hasText: "499999500000" }).first().waitFor();
});

test("one NaN among the elements is counted, and the others keep their statistics", async () => {
  await open("hole.nnspec", /ms/);
  const hover = await editor.hover(1, 0);
  await hover.filter({ hasText: /NaN.*1|1.*NaN/s }).waitFor();
  await hover.filter({ hasText: /μ 0\.667/ }).waitFor();
  await editor.press("Escape");
});
