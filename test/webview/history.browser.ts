/// <reference lib="dom" />
// A tensor over its visits, and old beside new after a what-if, in a real browser over a training that really runs.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, servePage } from "./fixture/photograph.mjs";

const PROGRAM = `import torch
from torch import nn
torch.manual_seed(0)
net = nn.Linear(3, 2)
x = torch.randn(8, 3)
optimiser = torch.optim.SGD(net.parameters(), lr=0.1)
for step in range(300):
    optimiser.zero_grad()
    out = net(x)
    loss = (out ** 2).mean()
    loss.backward()
    optimiser.step()
    seen = float(net.weight[0, 0])
print(loss.item())
`;

describe("the page over a training", () => {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof servePage>>;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), servePage({ worker: true })]);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    served?.close();
  });

  async function open(options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1200, height: 1100 }, ...options });
    await page.addInitScript((text) => {
      globalThis.nnspecProgram = text;
    }, PROGRAM);
    await page.goto(`${served.url}run?theme=dark`);
    await page.evaluate(() => nnspecRun.finished);
    await page.locator("vscode-panel-tab#tab-parameters").click();
    await page.locator("nn-parameters .row", { hasText: "weight" }).click();
    await page.locator("nn-history .visit").first().waitFor();
    return page;
  }
  const where = (page: Page) => page.locator("nn-history .where").textContent();

  test("shows the visits as small pictures, few of them in the document, and goes to the one that is clicked", async () => {
    const page = await open();
    expect(await where(page)).toBe("state 301 of 301");
    expect(await page.locator("nn-history .visit").count()).toBeLessThanOrEqual(60);
    await page.locator("nn-history .scroll").focus();
    await page.keyboard.press("Home");
    await expect.poll(() => where(page)).toBe("state 1 of 301");
    await page.locator("nn-history #visit-2").click();
    await expect.poll(() => where(page)).toBe("state 3 of 301");
    // The cursor stands where the third turn's gradient has come, and the value is the third turn's.
    await expect.poll(() => page.locator("nn-cursor .step").textContent()).toBe("step 23 / 1808");
    await page.locator("nn-inspector .title .where", { hasText: "state 3 of 301" }).waitFor();
    const painted = await page
      .locator("nn-history #visit-2 canvas")
      .first()
      .evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const data = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
        return new Set(Array.from({ length: data.length / 4 }, (_, i) => data.slice(4 * i, 4 * i + 3).join())).size;
      });
    expect(painted).toBe(6);
    await page.close();
  });

  test("plays from the first visit on, at a pace, until a key or the end stops it", async () => {
    const page = await open();
    await page.keyboard.press("Alt+p");
    await page.locator("nn-history vscode-button[title^=Pause]").waitFor();
    await expect.poll(() => where(page), { timeout: 20_000 }).toBe("state 4 of 301");
    await page.locator("nn-history .scroll").focus();
    await page.keyboard.press("+");
    expect(await page.locator("nn-history .bar .small").textContent()).toBe("10/s");
    await page.keyboard.press(" ");
    await page.locator("nn-history vscode-button[title^=Play]").waitFor();
    await page.keyboard.press("End");
    await expect.poll(() => where(page)).toBe("state 301 of 301");
    await page.close();
  });

  test("plays one visit a second where less motion is wanted", async () => {
    const page = await open({ reducedMotion: "reduce" });
    expect(await page.locator("nn-history .bar .small").textContent()).toBe("1/s");
    await page.close();
  });

  test("puts the cursor where a curve is clicked, and zooms by a drag and by keys", async () => {
    const page = await open();
    await page.locator("vscode-panel-tab#tab-curves").click();
    const lines = page.locator("nn-curves canvas[data-kind=lines]");
    await lines.waitFor();
    await page.locator("nn-curves canvas[data-kind=norms]").waitFor();
    const box = (await lines.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    // The plot lies between 96 pixels on the left and 12 on the right.
    const at = (step: number) => box.x + 96 + ((box.width - 108) * step) / 300;
    const step = () => page.locator("nn-cursor .step").textContent();
    await page.mouse.click(at(100), box.y + 60);
    await expect.poll(async () => Number(/step (\d+)/.exec((await step()) ?? "")?.[1])).toBeLessThan(700);
    // The 101st turn: seven statements are before the loop, six in each turn.
    const turn = Math.floor((Number(/step (\d+)/.exec((await step()) ?? "")?.[1]) - 8) / 6);
    expect(Math.abs(turn - 100)).toBeLessThanOrEqual(1);
    const fit = page.locator("nn-curves .hint button");
    expect(await fit.count()).toBe(0);
    await page.mouse.move(at(50), box.y + 60);
    await page.mouse.down();
    await page.mouse.move(at(150), box.y + 70, { steps: 3 });
    await page.mouse.up();
    await fit.waitFor();
    await lines.focus();
    await page.keyboard.press("0");
    await fit.waitFor({ state: "detached" });
    await page.keyboard.press("+");
    await fit.waitFor();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await expect.poll(async () => Number(/step (\d+)/.exec((await step()) ?? "")?.[1])).toBeLessThan(14);
    await page.locator("nn-curves nn-segments").last().locator("button", { hasText: "gradient" }).click();
    await page.locator("nn-curves h3", { hasText: "weight, distribution" }).waitFor();
    await page.close();
  });

  test("marks what an edit changed, old → new, in every list, and takes all marks back", async () => {
    const page = await open();
    await page.locator("nn-inspector nn-heat-map .grid").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.locator("nn-inspector nn-heat-map .tip").first().waitFor();
    await page.keyboard.press("F2");
    await page.locator("nn-edit #cell:focus").waitFor();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("-1.5");
    await page.keyboard.press("Enter");
    const bar = page.locator("nn-what-if .bar");
    await bar.locator(".count", { hasText: /\d+ values changed · \d+ gradients changed/ }).waitFor();
    const marks = async () => {
      const counts: number[] = [];
      for (const tab of ["parameters", "outputs", "graph"]) {
        await page.locator(`vscode-panel-tab#tab-${tab}`).click();
        if (tab === "outputs") {
          await page.locator("nn-outputs .scroll").focus();
          await page.keyboard.press("End");
        }
        await page.waitForTimeout(200);
        counts.push(await page.locator(`nn-${tab} .change .arrow`).count());
      }
      return counts;
    };
    await expect.poll(async () => (await marks()).every((count) => count > 0), { timeout: 20_000 }).toBe(true);
    await page.locator("vscode-panel-tab#tab-parameters").click();
    await page.locator("nn-parameters .row", { hasText: "weight" }).click();
    await page.locator("nn-change .figures", { hasText: "differ · max |Δ|" }).first().waitFor();
    await page.locator("vscode-panel-tab#tab-outputs").click();
    await page.locator("nn-outputs .row .was").last().waitFor();
    await bar.locator("vscode-button", { hasText: "Undo" }).click();
    await bar.waitFor({ state: "detached" });
    await expect.poll(marks, { timeout: 20_000 }).toEqual([0, 0, 0]);
    expect(await page.locator("nn-change").count()).toBe(0);
    await page.close();
  });
});
