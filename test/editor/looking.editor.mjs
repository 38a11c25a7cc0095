// Looking into a run in a real VS Code: the drawn graph, why a cell has its value, the cursor over the steps, curves, and
// what if an element were another. Numbers are PyTorch's own, of the same programs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openEditor } from "./harness/editor.mjs";
import { openPanel, openSidePanel, showTab, statusOf, treeRows } from "./harness/nnspec.mjs";
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
  // A click puts the cursor of the run there, and the whole panel with it.
  await panel.locator("nn-curves canvas[data-kind=lines]").click({ position: { x: 250, y: 60 } });
  await panel.locator("nn-cursor .past").waitFor();
  await panel.locator("nn-cursor input").focus();
  await editor.page.keyboard.press("Alt+End");
  await panel.locator("nn-cursor .past").waitFor({ state: "detached" });
});

test("a weight over the steps as small pictures: a key goes to one, Space plays them", async () => {
  await showTab(panel, "parameters");
  await panel.locator("nn-parameters .row").filter({ hasText: "layer1.w" }).click();
  const where = panel.locator("nn-history .where");
  await where.filter({ hasText: /state 101 of 101/ }).waitFor();
  assert.ok((await panel.locator("nn-history .visit").count()) <= 60);
  await panel.locator("nn-history .scroll").focus();
  await editor.page.keyboard.press("Home");
  await panel.locator("nn-inspector .title .where").filter({ hasText: "state 1 of 101" }).waitFor();
  await panel.locator("nn-cursor .past").waitFor();
  await editor.page.keyboard.press(" ");
  await where.filter({ hasText: /state [3-9] of 101/ }).waitFor();
  await editor.page.keyboard.press(" ");
  await editor.page.keyboard.press("End");
  await where.filter({ hasText: /state 101 of 101/ }).waitFor();
  await editor.page.keyboard.press("Alt+End");
  await panel.locator("nn-cursor .past").waitFor({ state: "detached" });
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
  await bar
    .locator(".count")
    .filter({ hasText: /\d+ values changed · \d+ gradients changed/ })
    .waitFor();
  await panel.locator("nn-parameters .change .arrow").first().waitFor();
  await panel.locator("nn-change .figures").filter({ hasText: "of 6 differ" }).first().waitFor();
  // The same in the side panel and in hovers.
  await openSidePanel(editor);
  await editor.until(
    "marks in the tree",
    async () => (await treeRows(editor, "Parameters")).some((row) => /^w \[2, 3\].*Δ [\d.]+.*∇ Δ/.test(row)) || null,
  );
  await editor.until(
    "marks among the values",
    async () => (await treeRows(editor, "Values")).some((row) => /^loss .*0\.3204 → 0\.3191/.test(row)) || null,
  );
  const hover = await editor.hover(31, 6);
  await hover.filter({ hasText: /what if.*→/ }).waitFor();
  await editor.press("Escape");
  // And in the drawing, which says in words what its pictures show.
  await panel.locator("#tab-graph").click();
  await editor.until("the change of what is chosen", async () =>
    /^NllLossBackward0.*0\.320\n→.*0\.319/s.test((await said()) ?? "") ? true : null,
  );
  await bar.getByText("Undo").click();
  await bar.waitFor({ state: "detached" });
  await editor.until("no marks", async () =>
    (await treeRows(editor, "Parameters")).every((row) => !row.includes("Δ")) ? true : null,
  );
  assert.equal(await panel.locator("nn-parameters .change, nn-change").count(), 0);
});
