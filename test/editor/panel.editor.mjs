// The panel beside the editor, in a real VS Code: its tabs, the inspector, selection in step with source and trees, themes,
// widths, and what it remembers. Gradients are PyTorch's, from `backward()` with `retain_grad()` on the same program.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openEditor, THEMES } from "./harness/editor.mjs";
import { openPanel, openSidePanel, panelOf, showTab, statusOf, tree } from "./harness/nnspec.mjs";
import { exampleWorkspace } from "./harness/workspace.mjs";

// PyTorch's own walk from the loss of the cross-entropy example: the first line of nodes down to the first leaf.
const WALK = [
  "AbsBackward0",
  "DivBackward0",
  "AddBackward0",
  "AddBackward0",
  "AddBackward0",
  "AddBackward0",
  "UnbindBackward0",
  "IndexBackward0",
  "LogBackward0",
  "SoftmaxBackward0",
  "SigmoidBackward0",
  "AddBackward0",
];
const WIDE = { width: 1800, height: 1100 };

let editor;
let panel;

before(async () => {
  editor = await openEditor({ workspace: exampleWorkspace(), viewport: WIDE });
  await editor.openFile("cross_entropy.nnspec");
  await statusOf(editor, /22 nodes/);
  // Room for every column of the lists.
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.closeSidebar"));
  panel = await openPanel(editor);
});
after(() => editor?.close());

const graphRow = (name) => panel.locator("nn-graph .row").filter({ hasText: name }).first();

test("the header says which file ran and how; tabs say how much there is", async () => {
  assert.equal(await panel.locator("nn-header .file").innerText(), "cross_entropy.nnspec");
  await panel
    .locator("nn-header .status")
    .filter({ hasText: /ran in .* · 22 nodes · 33 outputs/ })
    .waitFor();
  const tabs = await panel.locator("vscode-panel-tab").allInnerTexts();
  assert.deepEqual(
    tabs.map((tab) => tab.replaceAll(/\s+/g, " ").trim()),
    ["Parameters 4", "Outputs 33", "Graph 22", "Curves"],
  );
});

test("Graph lists the 22 nodes in the order of PyTorch's walk, a second visit as a reference", async () => {
  await showTab(panel, "graph");
  const rows = await panel.locator("nn-graph .row:not(.reference) .name").allInnerTexts();
  assert.equal(rows.length, 22);
  assert.deepEqual(rows.slice(0, WALK.length), WALK);
  assert.deepEqual(rows.filter((name) => /\.[wb]$/.test(name)).toSorted(), [
    "layer1.b",
    "layer1.w",
    "layer2.b",
    "layer2.w",
  ]);
  assert.equal(await panel.locator("nn-graph .row.reference").filter({ hasText: "UnbindBackward0" }).count(), 3);
  const crumbs = await panel.locator("nn-graph .crumbs nav button").allInnerTexts();
  assert.deepEqual(crumbs.slice(-5), ["Sigmoid", "Softmax", "Log", "Index", "Abs"]);
});

test("Outputs shows what was bound and printed, in order, as PyTorch prints it", async () => {
  await showTab(panel, "outputs");
  await panel.locator("nn-outputs .scroll").focus();
  await editor.press("End");
  const last = panel.locator("nn-outputs .row").last();
  await last.filter({ hasText: "tensor(0.7303, grad_fn=<AbsBackward0>)" }).waitFor();
  assert.match(await last.innerText(), /^73/);
});

test("a click on a node fills the inspector and shows its source", async () => {
  await showTab(panel, "graph");
  await graphRow("SoftmaxBackward0").locator(".name").click();
  await panel.locator("nn-inspector h2").filter({ hasText: "SoftmaxBackward0" }).waitFor();
  const digest = panel.locator("nn-inspector nn-digest").first();
  await digest.filter({ hasText: /\[4, 2\]\s*f32\s*n=8.*0\.340.*0\.660.*μ\s*0\.500.*σ\s*0\.122/s }).waitFor();
  await panel
    .locator("nn-inspector nn-section")
    .filter({ hasText: "Saved tensors" })
    .filter({ hasText: "result" })
    .waitFor();
  await panel.locator("nn-inspector nn-heat-map canvas").first().waitFor();

  await editor.placeCursor(0, 0);
  await editor.inHost((vscode) => vscode.commands.executeCommand("revealLine", { lineNumber: 0, at: "top" }));
  await graphRow("IndexBackward0").locator("a.line").click();
  const seen = await editor.hostUntil("line 69 on screen", (vscode) => {
    const source = vscode.window.visibleTextEditors.find(({ document }) => document.fileName.endsWith(".nnspec"));
    const line = 68;
    return source.visibleRanges.some(({ start, end }) => start.line <= line && line <= end.line);
  });
  assert.ok(seen);
});

test("a cursor move selects the value in the panel and in the trees", async () => {
  await showTab(panel, "graph");
  await openSidePanel(editor);
  await editor.placeCursor(56, 4);
  await panel.locator("nn-graph .row.selected").filter({ hasText: "LogBackward0" }).waitFor();
  await panel.locator("nn-inspector h2").filter({ hasText: "LogBackward0" }).waitFor();
  await tree(editor, "Graph").locator(".monaco-list-row.selected").filter({ hasText: "LogBackward0" }).waitFor();
  await tree(editor, "Values").locator(".monaco-list-row.selected").filter({ hasText: "output_log" }).waitFor();
  await editor.placeCursor(52, 4);
  await panel.locator("nn-graph .row.selected").filter({ hasText: "SoftmaxBackward0" }).waitFor();
  // And from a tree: its row selects in the panel.
  await tree(editor, "Parameters").locator(".monaco-list-row").filter({ hasText: "[3, 2]" }).click();
  await panel.locator("nn-inspector h2").filter({ hasText: "layer2.w" }).waitFor();
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.closeSidebar"));
});

test("gradients are computed aside when somebody asks, and are PyTorch's", async () => {
  await showTab(panel, "graph");
  assert.equal((await graphRow("SoftmaxBackward0").locator(".c-gradient").innerText()).trim(), "–");
  await panel.locator("nn-graph .crumbs vscode-button").filter({ hasText: "Compute gradients" }).click();
  await panel
    .locator("nn-graph .summary")
    .filter({ hasText: "gradients by the debugger" })
    .waitFor({ state: "attached" });
  const expected = { SoftmaxBackward0: "0.7354", LogBackward0: "0.2500", IndexBackward0: "0.2500" };
  for (const [name, figure] of Object.entries(expected)) {
    await graphRow(name).locator(".c-gradient .figure").filter({ hasText: figure }).waitFor();
  }
  await showTab(panel, "parameters");
  const rows = panel.locator("nn-parameters .row:not(.group)");
  await rows.first().filter({ hasText: "0.0121" }).waitFor();
  const largest = (await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " "));
  for (const [i, figure] of ["0.0121", "0.0057", "0.0156", "0.0168"].entries()) {
    assert.ok(largest[i].includes(figure), `${figure} is not in ${largest[i]}`);
  }
});

test("the theme changes while the panel is open: everything follows", async () => {
  await showTab(panel, "graph");
  await graphRow("SoftmaxBackward0").locator(".name").click();
  const canvas = panel.locator("nn-inspector nn-heat-map canvas").first();
  await canvas.waitFor();
  const look = async () => ({
    background: await panel.evaluate(() => getComputedStyle(document.body).backgroundColor),
    picture: await canvas.evaluate((element) => element.toDataURL()),
  });
  const seen = [];
  for (const [theme, body] of [
    [THEMES.light, "vscode-light"],
    [THEMES.dark, "vscode-dark"],
    [THEMES.contrast, "vscode-high-contrast"],
  ]) {
    await editor.setTheme(theme);
    await panel.locator(`body.${body}`).waitFor();
    const now = await editor.until(`new colours in ${theme}`, async () => {
      const one = await look();
      const fresh = seen.every(({ background, picture }) => background !== one.background && picture !== one.picture);
      return fresh ? one : null;
    });
    seen.push(now);
  }
});

test("the inspector is beside the list where there is room, else below it", async () => {
  const place = () =>
    panel.evaluate(() => {
      const root = document.querySelector("nn-panel").shadowRoot;
      const list = root.querySelector("nn-graph").getBoundingClientRect();
      const inspector = root.querySelector("nn-inspector").getBoundingClientRect();
      return {
        beside: inspector.left >= list.right - 1,
        below: inspector.top >= list.bottom - 1,
        fits: document.documentElement.scrollWidth <= window.innerWidth,
      };
    });
  assert.deepEqual(await place(), { beside: true, below: false, fits: true });
  await editor.resize(900, 900);
  const narrow = await editor.until("a narrow panel", async () => {
    const now = await place();
    return now.below ? now : null;
  });
  assert.deepEqual(narrow, { beside: false, below: true, fits: true });
  await editor.resize(WIDE.width, WIDE.height);
  await editor.until("a wide panel", async () => (await place()).beside || null);
});

test("hidden and shown again, the panel has the same tab, selection and scroll", async () => {
  await editor.resize(WIDE.width, 600);
  await showTab(panel, "graph");
  await graphRow("DivBackward0").locator(".name").click();
  await panel.locator("nn-inspector h2").filter({ hasText: "DivBackward0" }).waitFor();
  const scroll = panel.locator("nn-graph .scroll");
  await scroll.hover();
  await editor.page.mouse.wheel(0, 88);
  let still = 0;
  let top = 0;
  await editor.until("a list that has come to rest", async () => {
    const now = await scroll.evaluate((element) => element.scrollTop);
    still = now > 0 && now === top ? still + 1 : 0;
    top = now;
    return still === 8 || null;
  });
  await editor.inHost(async (vscode) => {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, "loss.expected");
    await vscode.window.showTextDocument(uri, { viewColumn: 2 });
  });
  await editor.until("a hidden panel", async () => (await visiblePanels()) === 0 || null);
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.closeActiveEditor"));
  panel = await panelOf(editor);
  await panel.locator("#tab-graph[aria-selected=true]").waitFor();
  await panel.locator("nn-inspector h2").filter({ hasText: "DivBackward0" }).waitFor();
  await editor.until("the same scroll position", async () => {
    const now = await panel.locator("nn-graph .scroll").evaluate((element) => element.scrollTop);
    return Math.abs(now - top) <= 1 || null;
  });
  await editor.resize(WIDE.width, WIDE.height);
});

test("a reload of the window brings the panel back with its tab and selection", async () => {
  await showTab(panel, "parameters");
  const row = () => panel.locator("nn-parameters .row").filter({ hasText: "layer2.b" });
  await row().click();
  await panel.locator("nn-inspector h2").filter({ hasText: "layer2.b" }).waitFor();
  await panel.locator("nn-parameters .row.selected").filter({ hasText: "layer2.b" }).waitFor();
  await editor.until("VS Code to have written what the panel remembers", () => isWritten(/parameters.*layer2\.b/));
  await editor.reload();
  await statusOf(editor, /22 nodes/);
  panel = await panelOf(editor);
  await panel.locator("#tab-parameters[aria-selected=true]").waitFor();
  await panel.locator("nn-parameters .row.selected").filter({ hasText: "layer2.b" }).waitFor();
  await panel.locator("nn-inspector h2").filter({ hasText: "layer2.b" }).waitFor();
});

/** Whether the workspace's own storage, a database of the browser, holds such a text for the extension. */
function isWritten(pattern) {
  return editor.page.evaluate(async (source) => {
    const request = (asked) =>
      new Promise((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    for (const { name } of await indexedDB.databases()) {
      if (!name.startsWith("vscode-web-state-db-")) continue;
      const database = await request(indexedDB.open(name));
      const table = database.transaction("ItemTable").objectStore("ItemTable");
      const value = await request(table.get("nnspec.nnspec"));
      database.close();
      if (new RegExp(source).test(value ?? "")) return true;
    }
    return null;
  }, pattern.source);
}

async function visiblePanels() {
  let count = 0;
  for (const frame of editor.page.frames()) {
    const shown = await frame
      .locator("nn-panel")
      .first()
      .isVisible()
      .catch(() => false);
    if (shown && (await isOnScreen(frame))) count += 1;
  }
  return count;
}

/** A webview that is hidden keeps its frame: whether it is seen, the outermost frame's element knows. */
async function isOnScreen(frame) {
  let outer = frame;
  while (outer.parentFrame() !== editor.page.mainFrame()) outer = outer.parentFrame();
  const element = await outer.frameElement().catch(() => null);
  return (await element?.isVisible().catch(() => false)) ?? false;
}
