/// <reference lib="dom" />
// Findings in the panel, in a real browser over a program that really runs: the line that opens to a list, and the marks
// of the rows that they are about.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, servePage } from "./fixture/photograph.mjs";

const PROGRAM = `import torch
from torch import nn
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))
x = torch.randn(8, 4)
target = torch.randint(0, 3, (8,))
optimiser = torch.optim.SGD(net.parameters(), lr=0.1)
for step in range(3):
    out = net(x)
    loss = nn.functional.cross_entropy(out, target)
    loss.backward()
    optimiser.step()
`;

describe("findings in the panel", () => {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof servePage>>;
  let page: Page;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), servePage({ worker: true })]);
    page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    await page.addInitScript((text) => {
      globalThis.nnspecProgram = text;
    }, PROGRAM);
    await page.goto(`${served.url}run?theme=dark`);
    await page.evaluate(() => nnspecRun.finished);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    served?.close();
  });

  test("are one line, which the keyboard opens to a list with their places", async () => {
    const line = page.locator("nn-findings button");
    await line.filter({ hasText: /2 findings.*cross_entropy takes softmax itself/s }).waitFor();
    expect(await page.locator("nn-findings li").count()).toBe(0);
    await line.focus();
    await page.keyboard.press("Enter");
    expect(await line.getAttribute("aria-expanded")).toBe("true");
    const items = page.locator("nn-findings li");
    expect(await items.count()).toBe(2);
    await items
      .nth(1)
      .filter({ hasText: /Gradients are added up over all 3 steps.*no-zero-grad.*line 11/s })
      .waitFor();
  });

  test("mark the rows that they are about, in words for a screen reader too", async () => {
    await page.locator("vscode-panel-tab#tab-parameters").click();
    const marked = page.locator("nn-parameters .row", { has: page.locator('[role="img"][aria-label^="Gradients"]') });
    await marked.first().waitFor();
    expect(await marked.count()).toBe(1);
    expect(await marked.locator(".name").getAttribute("title")).toBe("0.weight · state 4 of 4");
  });
});
