// The graph tab in a real VS Code, of a recurrent net in training: what ran forward, folded by calls and loops, as a list and
// as a drawing; what backward keeps. NNSPEC_SHOTS=FOLDER keeps pictures to look at.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openEditor } from "./harness/editor.mjs";
import { openPanel, showTab, statusOf } from "./harness/nnspec.mjs";
import { exampleWorkspace } from "./harness/workspace.mjs";

const ROLL = `import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell = nn.Linear(2, 2)
    def forward(self, x):
        for i in range(12):
            x = torch.tanh(self.cell(x))
        return x
def step(net, x):
    return net(x).exp().mean()
net = Net()
x = torch.ones(3, 2)
loss = step(net, x)
`;
const PLAIN = "import torch\nx = torch.ones(2)\nfor i in range(3):\n    x = (x + i) * 2\nprint(x)\n";

let editor;
let panel;

before(async () => {
  const workspace = exampleWorkspace({ "roll.nnspec": ROLL, "plain.nnspec": PLAIN });
  editor = await openEditor({ workspace, viewport: { width: 1800, height: 1100 } });
  await editor.openFile("roll.nnspec");
  await statusOf(editor, /nodes/);
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.closeSidebar"));
  panel = await openPanel(editor);
  await showTab(panel, "graph");
});
after(() => editor?.close());

const rows = () => panel.locator("nn-graph .row");
const row = (name) => rows().filter({ has: panel.locator(".name").getByText(name, { exact: true }) });
const choose = (name) => panel.getByRole("radio", { name, exact: true }).click();
const said = () => panel.locator("nn-drawing .live").textContent();
const shot = (name) => {
  const folder = process.env.NNSPEC_SHOTS;
  return folder === undefined ? null : editor.page.screenshot({ path: join(folder, `${name}.png`) });
};

test("backward says what it keeps alive, as PyTorch's saved tensors do", async () => {
  await panel.locator("nn-graph .summary").filter({ hasText: "backward keeps 352 B alive in 15 tensors" }).waitFor();
  await panel.locator("nn-graph").getByTitle("Group by calls and loops").click();
  await row("iteration 12 of 12").waitFor();
  await shot("grouped");
});

test("forward lists calls, loops and their turns, unfolds one, and says where a row ran", async () => {
  await choose("Forward");
  await row("ones").waitFor();
  assert.equal(await rows().count(), 19);
  await row("iteration 3 of 12").dblclick();
  await row("cell").dblclick();
  await row("addmm").locator(".name").click();
  await panel.locator("nn-inspector h2").filter({ hasText: "AddmmBackward0" }).waitFor();
  const crumbs = panel.locator("nn-graph nav button");
  assert.deepEqual(await crumbs.allInnerTexts(), ["step()", "Net", "for i in range(12)", "iteration 3 of 12", "cell"]);
  await shot("forward");
});

test("the drawing has the list's folds and its choice, and keeps them in every theme", async () => {
  await choose("DAG");
  await editor.until("what was chosen", async () => ((await said()) ?? "").startsWith("addmm, [3, 2]") || null);
  await panel.locator("nn-drawing .drawing").focus();
  await editor.page.keyboard.press("ArrowDown");
  await editor.until("the next op", async () => ((await said()) ?? "").startsWith("tanh, [3, 2]") || null);
  await panel.locator("nn-graph").getByTitle("Fold all", { exact: true }).click();
  await editor.until("one box", async () => (await said())?.startsWith("step(), [3, 2] → []") || null);
  await panel.locator("nn-graph").getByTitle("Unfold all", { exact: true }).click();
  await editor.until("the op again", async () => ((await said()) ?? "").startsWith("tanh, [3, 2]") || null);
  await shot("drawing");
});

test("a program without gradients opens forward", async () => {
  await choose("Tree");
  await editor.openFile("plain.nnspec", { viewColumn: 1 });
  await row("iteration 3 of 3").waitFor();
  assert.equal(await row("mul").count(), 3);
  await shot("plain");
});
