// Looking into a run in a real VS Code: the drawn graph, why a cell has its value, the cursor over the steps, curves, and
// what if an element were another. Numbers are PyTorch's own, of the same programs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openEditor } from "./harness/editor.mjs";
import { openPanel, showTab, statusOf } from "./harness/nnspec.mjs";
import { exampleWorkspace } from "./harness/workspace.mjs";

let editor;
let panel;

before(async () => {
  editor = await openEditor({ workspace: exampleWorkspace(), viewport: { width: 1800, height: 1100 } });
  await editor.openFile("training.nnspec");
  await statusOf(editor, /1,000 nodes/);
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.closeSidebar"));
  panel = await openPanel(editor);
});
after(() => editor?.close());

const said = () => panel.locator("nn-drawing .live").textContent();

test("the graph is drawn, and arrow keys go along its edges", async () => {
  await showTab(panel, "graph");
  await panel.getByRole("radio", { name: "DAG" }).click();
  await editor.until(
    "the drawing to say what is chosen",
    async () => ((await said()) ?? "").startsWith("NllLossBackward0") || null,
  );
  await panel.locator("nn-drawing .drawing").focus();
  await editor.page.keyboard.press("ArrowDown");
  await editor.until(
    "the next node",
    async () => ((await said()) ?? "").startsWith("LogSoftmaxBackward0, [4, 2]") || null,
  );
});

test("a cell says why it has its value, down to its operands, and who brought its gradient", async () => {
  await panel.locator("nn-inspector h2").filter({ hasText: "LogSoftmaxBackward0" }).waitFor();
  await panel.locator("nn-inspector nn-heat-map .grid").first().focus();
  await editor.page.keyboard.press("ArrowRight");
  const why = panel.locator("nn-why");
  await why.locator(".formula").filter({ hasText: "y = log_softmax(x, dim=1)" }).waitFor();
  await why.locator(".operand .head").filter({ hasText: "output" }).waitFor();
  await why.locator("button.number").first().click();
  await why.locator(".trail").filter({ hasText: "output[0, 1]" }).waitFor();
  await panel.locator("nn-why-gradient .shares").filter({ hasText: "NllLossBackward0" }).waitFor();
});

test("the cursor shows what was so after a step, and the end again", async () => {
  await showTab(panel, "parameters");
  const weight = () => panel.locator("nn-parameters .row").filter({ hasText: "layer1.w" });
  await weight().waitFor();
  await panel.locator("nn-cursor input").focus();
  await editor.page.keyboard.press("Alt+Home");
  // After the first line there is no module yet.
  await weight().waitFor({ state: "detached" });
  await editor.page.keyboard.press("Alt+End");
  await weight().waitFor();
});

test("curves have the loss of every step, and the norm of every parameter's gradient", async () => {
  await panel.locator("vscode-panel-tab#tab-curves").click();
  const reading = panel.locator("nn-curves .reading");
  // The last loss that PyTorch prints for this program.
  await reading.filter({ hasText: "loss 0.3204" }).waitFor();
  await panel.locator("nn-curves canvas[data-kind=norms]").waitFor();
  await panel.locator("nn-curves canvas[data-kind=spread]").waitFor();
});

test("what if a weight were another: old and new side by side, and undone", async () => {
  await showTab(panel, "parameters");
  await panel.locator("nn-parameters .row").filter({ hasText: "layer1.w" }).click();
  await panel.locator("nn-inspector h2").filter({ hasText: "layer1.w" }).waitFor();
  await panel.locator("nn-inspector nn-heat-map .grid").first().focus();
  await editor.page.keyboard.press("ArrowRight");
  const cell = panel.locator("nn-edit #cell");
  await cell.fill("5");
  await cell.press("Enter");
  const bar = panel.locator("nn-what-if .bar");
  await bar.filter({ hasText: "p.layer1.w[0, 1] = 5" }).waitFor();
  assert.match(await bar.innerText(), /loss\s+0\.3204 →\s+0\.3191/);
  await bar.getByText("Undo").click();
  await bar.waitFor({ state: "detached" });
});
