/// <reference lib="dom" />
// The graph tab over programs that really run, in the product's own worker: forward and backward, list and drawing, folding,
// paths, search, and what backward keeps.

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launch, servePage } from "./fixture/photograph.mjs";

let browser: Browser;
let served: Awaited<ReturnType<typeof servePage>>;
let page: Page;

beforeAll(async () => {
  [browser, served] = await Promise.all([launch(), servePage({ worker: true })]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  served?.close();
});
afterEach(() => page.close());

async function open(program: string): Promise<void> {
  page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  await page.addInitScript((text) => {
    globalThis.nnspecProgram = text;
  }, program);
  await page.goto(`${served.url}run?theme=dark`);
  expect(await page.evaluate(() => nnspecRun.finished)).toMatchObject({ status: "ok", stderr: "" });
  await page.locator("vscode-panel-tab#tab-graph").click();
  await rows().first().waitFor();
}

/** As long as a busy machine may take. */
const eventually = <T>(find: () => T | Promise<T>) => expect.poll(find, { timeout: 20_000 });
const rows = () => page.locator("nn-graph .row");
const row = (name: string) => rows().filter({ has: page.locator(".name").getByText(name, { exact: true }) });
const choose = (name: string) => page.getByRole("radio", { name, exact: true }).click();
const list = () => page.locator("nn-graph .scroll");
const said = () => page.locator("nn-drawing .live").textContent();
const names = () => page.locator("nn-graph .row .name").allTextContents();
const drawn = () => page.locator("nn-drawing .live").filter({ hasText: /./ }).waitFor({ state: "attached" });

const TRAINING = `
import torch
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

test("lists what ran forward by calls and loops, folds and unfolds by keyboard, and says where a row is", async () => {
  await open(TRAINING);
  await choose("Forward");
  await row("iteration 12 of 12").waitFor();
  expect(await names()).toEqual([
    "Net()",
    "ones",
    "step()",
    "Net",
    "for i in range(12)",
    ...Array.from({ length: 12 }, (_, i) => `iteration ${i + 1} of 12`),
    "exp",
    "mean",
  ]);
  await row("iteration 3 of 12").click({ position: { x: 380, y: 11 } });
  await list().focus();
  await page.keyboard.press("ArrowRight");
  await row("cell").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await row("addmm").click({ position: { x: 380, y: 11 } });
  await page.locator("nn-inspector h2", { hasText: "AddmmBackward0" }).waitFor();
  const crumbs = page.locator("nn-graph nav button");
  expect(await crumbs.allTextContents()).toEqual(["step()", "Net", "for i in range(12)", "iteration 3 of 12", "cell"]);
  await crumbs.nth(3).click();
  await list().focus();
  await page.keyboard.press("ArrowLeft");
  await eventually(() => row("addmm").count()).toBe(0);
  await page.getByTitle("Fold all", { exact: true }).click();
  await eventually(names).toEqual(["Net()", "ones", "step()"]);
  await page.getByTitle("Unfold all", { exact: true }).click();
  await eventually(() => row("tanh").count()).toBeGreaterThan(3);
});

test("opens forward where a program has no gradients", async () => {
  await open("import torch\nx = torch.ones(2)\ny = (x * 3).exp()\n");
  expect(await names()).toEqual(["ones", "mul", "exp"]);
  expect(await page.getByRole("radio", { name: "Forward" }).getAttribute("aria-checked")).toBe("true");
  await row("mul").click({ position: { x: 380, y: 11 } });
  await page.locator("nn-inspector nn-heat-map, nn-inspector nn-tensor").first().waitFor();
  await choose("Backward");
  await page.locator("nn-graph .note").waitFor();
  await choose("Forward");
  await row("exp").waitFor();
});

test("draws what ran forward from top to bottom, with the list's folds and its selection", async () => {
  await open(TRAINING);
  await choose("Forward");
  await row("exp").click({ position: { x: 380, y: 11 } });
  await choose("DAG");
  await drawn();
  await eventually(said).toContain("exp, [3, 2]");
  await page.locator("nn-drawing .drawing").focus();
  await page.keyboard.press("ArrowDown");
  await eventually(said).toContain("mean, []");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await eventually(said).toContain("iteration 12 of 12, [3, 2] → [3, 2] · folded: 3 ops");
  await page.keyboard.press("f");
  await eventually(said).toContain("tanh, [3, 2]");
  await choose("Tree");
  await row("tanh").waitFor();
  // Folding the loop in the list folds it in the drawing.
  await row("for i in range(12)").dblclick({ position: { x: 380, y: 11 } });
  await choose("DAG");
  await eventually(said).toContain("for i in range(12), [3, 2] → [3, 2] · folded: 36 ops");
});

test("shows a path, only neighbours, and what a search finds, in the list and in both drawings", async () => {
  await open(
    "import torch\nw = torch.ones(3, requires_grad=True)\na = w.exp()\nb = w * 2\nc = a.log() - b\nloss = c.sum()\n",
  );
  for (const direction of ["Backward", "Forward"]) {
    await choose(direction);
    const suffix = direction === "Backward" ? "Backward0" : "";
    const log = direction === "Backward" ? `Log${suffix}` : "log";
    const sum = direction === "Backward" ? `Sum${suffix}` : "sum";
    await row(sum).click({ position: { x: 380, y: 11 } });
    await row(log).click({ position: { x: 380, y: 11 }, modifiers: ["Shift"] });
    await eventually(names).toHaveLength(3);
    await choose("DAG");
    await page.locator("nn-drawing .said", { hasText: "path of 3" }).waitFor();
    await choose("Tree");
    await list().focus();
    await page.keyboard.press("Escape");
    await row(log).click({ position: { x: 380, y: 11 } });
    await list().focus();
    await page.keyboard.press("p");
    await page.locator("nn-graph .summary", { hasText: "press P" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await eventually(names).toHaveLength(3);
    await page.keyboard.press("n");
    const search = page.locator("nn-graph .search input");
    await search.fill("/^(log|sum)/");
    await eventually(names).toHaveLength(2);
    await search.fill("value>5");
    await eventually(names).toEqual([]);
    await search.fill("value>2.9");
    await eventually(names).toHaveLength(1);
    await search.fill("");
  }
});

test("says what backward keeps in memory, and of a node what it shares", async () => {
  await open(TRAINING);
  // Twelve results of tanh, those before the first one's input, exp's, and the weight.
  await page.locator("nn-graph .summary", { hasText: /backward keeps 352 B alive in 15 tensors/ }).waitFor();
  await row("TanhBackward0")
    .first()
    .click({ position: { x: 380, y: 11 } });
  const saved = page.locator("nn-inspector nn-section", { hasText: "Saved tensors" });
  await saved.filter({ hasText: "keeps 24 B alive" }).waitFor();
});

test("lists twenty thousand ops at once, and asks before it draws them", async () => {
  await open("import torch\nx = torch.ones(2)\nfor i in range(10500):\n    x = torch.tanh(x * 0.5)\n");
  expect(await names()).toEqual(["ones", "for i in range(10500)"]);
  const search = page.locator("nn-graph .search input");
  await search.fill("tanh");
  await page.locator("nn-graph .summary", { hasText: "20,999 nodes in folded groups are not searched" }).waitFor();
  await search.fill("");
  await choose("DAG");
  await drawn();
  await choose("Tree");
  await page.getByTitle("Unfold all", { exact: true }).click();
  await eventually(() => row("tanh").count()).toBeGreaterThan(3);
  expect(await rows().count()).toBeLessThanOrEqual(60);
  await choose("DAG");
  await page.locator("nn-drawing .note", { hasText: "21,001" }).waitFor();
  await page.getByText("Draw it").click();
  // Whoever turns away gives it up; the list is there at once.
  await choose("Tree");
  await row("ones").waitFor();
});
