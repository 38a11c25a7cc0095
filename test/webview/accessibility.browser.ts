/// <reference lib="dom" />
// What axe-core finds in the page, in four themes: nothing serious or critical in any tab or state.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, servePage } from "./fixture/photograph.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCENES = [
  "tab=graph&select=9",
  "tab=graph&select=9&grouped",
  "tab=graph&select=9&as=drawing",
  "tab=parameters&value=0",
  "tab=parameters&value=0&edit",
  "tab=outputs&value=26",
  "tab=curves",
  "tab=graph&state=raised",
  "state=idle",
];

describe.each(["light", "dark", "hc", "hc-light"])("the page in the theme %s", (theme) => {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof servePage>>;
  let page: Page;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), servePage()]);
    // The page's own policy lets no script in but its own; axe is put in past it.
    const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1100, height: 900 } });
    page = await context.newPage();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    served?.close();
  });

  test.each(SCENES)("has nothing serious or critical: %s", async (scene) => {
    await page.goto(`${served.url}?theme=${theme}&${scene}`);
    const idle = scene.includes("idle");
    await page.locator(idle ? "nn-panel .empty" : "nn-panel div.main").waitFor();
    const grid = page.locator("nn-heat-map .grid").first();
    if (scene.includes("select") || scene.includes("value")) {
      await grid.waitFor();
      await grid.focus();
      await page.keyboard.press("ArrowRight");
      await page.locator("nn-heat-map .tip").first().waitFor();
    }
    if (scene.includes("edit")) {
      await page.locator("nn-edit #cell").fill("2");
      await page.locator("nn-edit #cell").press("Enter");
      await page.locator("nn-parameters .change .arrow").first().waitFor();
    }
    expect(await problemsOf(page)).toEqual([]);
  });

  test.each(["Table (T)", "Histogram (H)", "wrong slice"])(
    "has nothing serious or critical in a tensor of rank 4: %s",
    async (mode) => {
      await page.goto(`${served.url}?theme=${theme}&tab=parameters&scene=gallery&value=0`);
      await page.locator("nn-heat-map .grid").first().waitFor();
      if (mode !== "wrong slice") await page.locator("nn-inspector").getByTitle(mode).first().click();
      else await page.getByLabel("Slice", { exact: true }).first().fill("[9999]");
      await page
        .locator(mode === "wrong slice" ? "nn-axes .error" : "nn-table, nn-histogram .plot")
        .first()
        .waitFor();
      expect(await problemsOf(page)).toEqual([]);
    },
  );
});

/** What axe finds serious or critical. */
async function problemsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(on: Document): Promise<AxeResults> } };
    const { violations } = await axe.run(document);
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
  });
}
