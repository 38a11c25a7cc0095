// What a person sees in the editor and the side panel, in a real VS Code: problems, hovers, lens, hints, trees, status bar,
// commands, and runs that follow the typing. Numbers are PyTorch's: those of examples/*.expected, and of its own backward.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openEditor } from "./harness/editor.mjs";
import {
  hintsOf,
  noProblems,
  openSidePanel,
  panelOf,
  problemsOf,
  statusOf,
  tree,
  treeRows,
} from "./harness/nnspec.mjs";
import { exampleWorkspace } from "./harness/workspace.mjs";

const workspace = exampleWorkspace({
  "mismatch.nnspec":
    "import torch\na = torch.ones(2, 3)\nb = torch.ones(4, 5)\ntotal = a.sum()\nc = (a @ b) + 1\nd = c\n",
  "unseeded.nnspec": "import torch\nx = torch.rand(3)\nprint(x)\n",
  "typing.nnspec": "import torch\nx = torch.ones(2, 3)\n",
});
let editor;

before(async () => {
  editor = await openEditor({ workspace, viewport: { width: 1400, height: 1000 } });
  await editor.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
});
after(() => editor?.close());

const open = async (name, status = /nodes/) => {
  await editor.openFile(name);
  await statusOf(editor, status);
  // It takes a line's height of its own: nothing moves under the mouse once it is there.
  await editor.page
    .locator(".codelens-decoration")
    .filter({ hasText: "Open Panel" })
    .first()
    .waitFor({ state: "attached" });
};

test("a file runs when it is opened: status bar, and a lens on line 1", async () => {
  await open("cross_entropy.nnspec", /^NNSpec: \S+ m?s · 22 nodes$/);
  const lens = editor.page.locator(".codelens-decoration").first();
  await lens.filter({ hasText: /Run.*22 nodes · Open Panel/s }).waitFor();
  const places = await editor.inHost(async (vscode) => {
    const { uri } = vscode.window.activeTextEditor.document;
    const lenses = await vscode.commands.executeCommand("vscode.executeCodeLensProvider", uri, 5);
    return lenses.map(({ range, command }) => [range.start.line, command.command]);
  });
  assert.deepEqual(places, [
    [0, "nnspec.run"],
    [0, "nnspec.openPanel"],
  ]);
  const problems = await problemsOf(editor, /cross_entropy takes softmax itself/);
  assert.equal(problems.filter(({ severity }) => severity === "Error").length, 0);
});

test("every name bound to a tensor shows its shape, and its dtype where that is not float32", async () => {
  await open("cross_entropy.nnspec");
  const hints = await hintsOf(editor);
  for (const hint of ["31: [4, 2]", "38: [4] i64", "53: [4, 2]", "69: [4]", "72: []"]) {
    assert.ok(hints.includes(hint), `${hint} is not among ${hints.join(" | ")}`);
  }
  await editor.placeCursor(51, 0);
  const line = editor.page.locator(".view-line").filter({ hasText: /^output_softmax/ });
  await line.filter({ hasText: /softmax\(output\)\s*\[4,\s2\]/ }).waitFor();
});

test("a module's hints show the shapes that the program which imports it gave", async () => {
  await open("cross_entropy.nnspec");
  await editor.openFile("perception.nnspec");
  const seen = await editor.until("hints from the importing program", async () => {
    const hints = await hintsOf(editor);
    return hints.some((hint) => hint.startsWith("15: ")) ? hints : null;
  });
  assert.ok(
    seen.some((hint) => /^33: .*\[4, 2\]/.test(hint)),
    seen.join(" | "),
  );
});

test("a hover on a name: heat map, digest, PyTorch's print, grad_fn", async () => {
  await open("cross_entropy.nnspec");
  const hover = await editor.hover(52, 3);
  const picture = hover.locator('img[alt^="heat map of output_softmax"]');
  await picture.waitFor();
  const drawn = await picture.evaluate((image) => ({ complete: image.complete, width: image.naturalWidth }));
  assert.ok(drawn.complete && drawn.width > 40, JSON.stringify(drawn));
  const text = plain(await hover.innerText());
  assert.match(text, /output_softmax {1,2}Tensor/);
  assert.match(text, /\[4, 2\] f32 {1,2}n=8/);
  assert.match(text, /0\.340\s+0\.660\s+μ 0\.500\s+σ 0\.122/);
  assert.match(text, /grad_fn SoftmaxBackward0/);
  const expected = readFileSync(join(workspace, "cross_entropy.expected"), "utf8");
  const print = /tensor\(\[\[0\.6260.*?SoftmaxBackward0>\)/s.exec(expected)?.[0];
  assert.ok(print !== undefined && text.includes(print), text);
  for (const link of ["Open in panel", "Show in graph", "Copy as Python"]) assert.ok(text.includes(link), link);
  await editor.press("Escape");
});

test("a hover on a sub-expression shows that expression's value", async () => {
  await open("cross_entropy.nnspec");
  // The ( of sum(loss).
  const hover = await editor.hover(71, 14);
  await hover.filter({ hasText: "sum(loss)" }).waitFor();
  const text = plain(await hover.innerText());
  // The four losses of PyTorch's print, summed: -0.4684 - 1.0790 - 0.8322 - 0.5418, to the last printed digit.
  assert.match(text, /tensor\(-2\.921[34], grad_fn=<AddBackward0>\)/);
  await editor.press("Escape");
});

test("in a loop, a hover steps through the visits and shows each one's gradient", async () => {
  await open("training.nnspec");
  const hover = await editor.hover(30, 6);
  await hover.filter({ hasText: "visit 100 of 100" }).waitFor();
  await hover.locator('a[data-href*="nnspec.hover.visit"]').first().click();
  await hover.filter({ hasText: "visit 1 of 100" }).waitFor();
  const text = plain(await hover.innerText());
  assert.match(text, /output {1,2}Tensor/);
  // The hook's print at step 0 in training.expected: from -0.1331 to 0.1331.
  assert.match(text, /gradient −0\.133\s+0\.133/);
  await editor.press("Escape");
});

test("what fails is marked on the exact sub-expression, with PyTorch's words and our line; what ran before stays", async () => {
  await open("mismatch.nnspec", /RuntimeError/);
  const problems = await problemsOf(editor, /mat1 and mat2/);
  assert.equal(problems.length, 1);
  const [problem] = problems;
  const [words, explanation] = problem.message.split("\n");
  assert.equal(words, "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)");
  assert.equal(explanation, "a is [2, 3], b is [4, 5]; the inner sizes 3 and 4 must match");
  assert.equal(problem.text, "a @ b");
  assert.deepEqual(
    [problem.line, problem.severity, problem.source, problem.code],
    [5, "Error", "NNSpec", "RuntimeError"],
  );
  assert.deepEqual(
    problem.related.map(({ line }) => line),
    [2, 3],
  );
  await editor.page.locator(".squiggly-error").first().waitFor();
  const hover = await editor.hover(3, 2);
  assert.match(plain(await hover.innerText()), /tensor\(6\.\)/);
  await editor.press("Escape");
});

test("the side panel: parameters by module, values at the cursor, the graph's chain", async () => {
  await open("cross_entropy.nnspec");
  await openSidePanel(editor);
  await editor.until("six rows of parameters", async () => (await treeRows(editor, "Parameters")).length === 7 || null);
  const parameters = await treeRows(editor, "Parameters");
  assert.deepEqual(
    parameters.map((row) => row.split(" ").slice(0, 2).join(" ")),
    ["p Perception", "layer1 Linear", "w [2,", "b [3]", "layer2 Linear", "w [3,", "b [2]"],
  );
  const chain = await editor.until("the chain", async () => {
    const rows = await treeRows(editor, "Graph");
    return rows.length >= 8 ? rows.map((row) => row.split(" [")[0]) : null;
  });
  assert.deepEqual(chain.slice(0, 8), [
    "AbsBackward0",
    "DivBackward0",
    "AddBackward0 × 4",
    "UnbindBackward0",
    "IndexBackward0",
    "LogBackward0",
    "SoftmaxBackward0",
    "SigmoidBackward0",
  ]);
  await editor.placeCursor(56, 4);
  await tree(editor, "Values").filter({ hasText: "line 57" }).waitFor();
  const later = await treeRows(editor, "Values");
  assert.ok(
    later.some((row) => row.startsWith("output_softmax [4, 2]")),
    later.join(" | "),
  );
  await editor.placeCursor(35, 8);
  await tree(editor, "Values").filter({ hasText: "line 36" }).waitFor();
  // The view says its new line before its rows are there.
  const names = await editor.until("the names before line 36", async () => {
    const rows = (await treeRows(editor, "Values")).map((row) => row.split(" ")[0]);
    return rows.includes("output_softmax") ? null : rows;
  });
  assert.ok(names.includes("output") && names.includes("data"), names.join(" "));
  assert.ok(!names.includes("loss"), names.join(" "));
});

test("a run follows the typing: hints, problems, and their going away", async () => {
  await open("typing.nnspec");
  await editor.placeCursor(2, 0);
  await editor.type("y = x.sum(0)");
  await editor.until("a hint for y", async () => (await hintsOf(editor)).includes("3: [3]") || null);
  await editor.type(" + torch.ones(2)");
  const problems = await problemsOf(editor, /size of tensor a/);
  assert.equal(problems[0].text, "x.sum(0) + torch.ones(2)");
  assert.match(
    problems[0].message,
    /^The size of tensor a \(3\) must match the size of tensor b \(2\) at non-singleton dimension 0\n/,
  );
  for (let i = 0; i < 2; i++) await editor.press("Backspace");
  await editor.type("3)");
  await noProblems(editor);
  await statusOf(editor, /nodes/);
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.files.revert"));
});

test("the palette lists the nine commands under NNSpec:", async () => {
  await open("cross_entropy.nnspec");
  const listed = await editor.commandsFor("NNSpec:");
  for (const title of [
    "Run",
    "Open Panel",
    "Show Graph of Tensor at Cursor",
    "Show Parameters",
    "Copy Tensor as Python",
    "Export Graph (Mermaid, DOT, JSON)",
    "Export Report",
    "Reseed",
  ]) {
    assert.ok(listed.includes(`NNSpec: ${title}`), `NNSpec: ${title} is not among ${listed.join(", ")}`);
  }
  // The ninth, Stop, is offered while there is something to stop: bad-input.editor.mjs stops a run by it.
  assert.ok(!listed.includes("NNSpec: Stop"));
  assert.ok(await editor.inHost(async (vscode) => (await vscode.commands.getCommands(true)).includes("nnspec.stop")));
});

test("Copy Tensor as Python puts the exact numbers on the clipboard", async () => {
  await open("cross_entropy.nnspec");
  await editor.placeCursor(37, 2);
  await editor.runCommand("NNSpec: Copy Tensor as Python");
  const text = await editor.until("a copied tensor", async () => {
    const copied = await editor.inHost((vscode) => vscode.env.clipboard.readText());
    return copied.includes("tensor(") ? copied : null;
  });
  assert.equal(text.replaceAll(/\s/g, ""), "torch.tensor([0,1,1,0])");
});

test("Show Graph of Tensor at Cursor and Show Parameters open the panel where they say", async () => {
  await open("cross_entropy.nnspec");
  await editor.placeCursor(56, 4);
  await editor.runCommand("NNSpec: Show Graph of Tensor at Cursor");
  const panel = await panelOf(editor);
  await panel.locator("#tab-graph[aria-selected=true]").waitFor();
  await panel.locator("nn-graph .row").first().filter({ hasText: "LogBackward0" }).waitFor();
  await editor.placeCursor(56, 4);
  await editor.runCommand("NNSpec: Show Parameters");
  await panel.locator("#tab-parameters[aria-selected=true]").waitFor();
  // The tab comes to the front before its rows are there.
  await panel.locator("nn-parameters .row .name").nth(3).waitFor();
  const names = await panel.locator("nn-parameters .row .name").allInnerTexts();
  assert.deepEqual(
    names.map((name) => name.replaceAll(/\s/g, "")),
    ["layer1.w", "layer1.b", "layer2.w", "layer2.b"],
  );
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.closeEditorsInOtherGroups"));
});

test("Export Graph writes DOT into a new editor", async () => {
  await open("cross_entropy.nnspec");
  await editor.runCommand("NNSpec: Export Graph (Mermaid, DOT, JSON)");
  await pick("DOT");
  await pick("Open in a new editor");
  const text = await editor.hostUntil("a new document", (vscode) => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.uri.scheme === "untitled" ? document.getText() : null;
  });
  assert.match(text, /^digraph/);
  // 22 nodes of PyTorch's walk, a leaf among them by its name.
  assert.equal(text.split("\n").filter((line) => /\[.*label=/.test(line) && !line.includes("->")).length, 22);
  assert.ok(text.includes("layer1.w"), text);
  await editor.inHost((vscode) => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));
});

test("Export Report writes one HTML file with the run in it", async () => {
  await open("cross_entropy.nnspec");
  await editor.runCommand("NNSpec: Export Report");
  const input = editor.page.locator(".quick-input-widget input").first();
  await editor.until(
    "a name to save as",
    async () => (await input.inputValue()).endsWith("cross_entropy.html") || null,
  );
  await editor.press("Enter");
  const path = join(workspace, "cross_entropy.html");
  const html = await editor.until("the file", () => {
    if (!existsSync(path)) return null;
    const text = readFileSync(path, "utf8");
    return text.trimEnd().endsWith("</html>") ? text : null;
  });
  assert.ok(html.includes("SoftmaxBackward0") && !/<script[^>]+src=|<link[^>]+href="http/.test(html));
});

test("Reseed draws another seed, says it, and the numbers change", async () => {
  await open("unseeded.nnspec");
  const printed = () =>
    editor.inHost(async (vscode) => {
      const { uri } = vscode.window.activeTextEditor.document;
      const hovers = await vscode.commands.executeCommand(
        "vscode.executeHoverProvider",
        uri,
        new vscode.Position(1, 0),
      );
      const text = hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join("\n");
      return /tensor\(\[.*?\]\)/s.exec(text)?.[0] ?? null;
    });
  // torch.manual_seed(0); torch.rand(3)
  assert.equal(await printed(), "tensor([0.4963, 0.7682, 0.0885])");
  await editor.runCommand("NNSpec: Reseed");
  await statusOf(editor, /seed \d+/);
  assert.notEqual(await printed(), "tensor([0.4963, 0.7682, 0.0885])");
});

async function pick(label) {
  const row = editor.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: label }).first();
  await row.waitFor();
  await row.click();
}

function plain(text) {
  return text.replaceAll("\u00a0", " ");
}
