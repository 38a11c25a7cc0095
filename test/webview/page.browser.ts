/// <reference lib="dom" />
// The page in a real browser, with a stand-in for VS Code: `npm run test:page`. The real VS Code is tested elsewhere.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launch, servePage } from "./fixture/photograph.mjs";

interface Stand {
  readonly sent: { readonly type: string; readonly [key: string]: unknown }[];
  applyTheme(name: string): void;
  post(message: unknown): void;
  stateFor(status: string): { readonly run: number };
  rerun(): void;
  saved(): unknown;
}
declare global {
  var nnspec: Stand;
}

describe("the page in a browser", () => {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof servePage>>;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), servePage()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    served?.close();
  });
  beforeEach(async () => {
    await page?.close();
    page = await browser.newPage({ viewport: { width: 900, height: 800 } });
    complaints.length = 0;
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
  });

  const open = async (query: string) => {
    await page.goto(`${served.url}?${query}`);
    await page.locator("nn-inspector").waitFor();
    await page.locator(".row").first().waitFor();
  };
  const sentOf = (type: string) => page.evaluate((wanted) => nnspec.sent.filter((one) => one.type === wanted), type);
  const rows = () => page.locator("nn-graph .row");

  test("is under 600 kB", () => {
    console.log(`the page: ${served.size} bytes`);
    expect(served.size).toBeLessThan(600_000);
  });

  test("keeps a strict content security policy, but for the toolkit's own style attributes", async () => {
    await open("theme=dark&tab=graph&select=9");
    await page.locator("nn-heat-map canvas").first().waitFor();
    await page.locator("vscode-panel-tab#tab-parameters").click();
    await page.locator("nn-parameters .row").first().waitFor();
    expect(complaints.filter((text) => !text.includes("Applying inline style"))).toEqual([]);
    // An empty style attribute of the toolkit's, and its badge's: nothing of the page's own adds to them.
    expect(complaints.length).toBeLessThanOrEqual(2);
  });

  test("shows the graph's nodes and says to the host what was chosen", async () => {
    await open("theme=dark&tab=graph");
    expect(await rows().count()).toBe(25);
    await rows()
      .nth(9)
      .click({ position: { x: 130, y: 11 } });
    await page.locator("nn-inspector h2", { hasText: "SoftmaxBackward0" }).waitFor();
    expect(await sentOf("select")).toMatchObject([{ selection: { node: 9 } }]);
  });

  test("is worked by keyboard: down, fold, unfold, reveal", async () => {
    await open("theme=dark&tab=graph");
    await page.locator("nn-graph .scroll").focus();
    for (let i = 0; i < 11; i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => rows().count()).toBe(15);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => rows().count()).toBe(25);
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await sentOf("reveal")).length).toBe(1);
    expect(await sentOf("reveal")).toMatchObject([{ range: { line: 11 } }]);
  });

  test("keeps sixty rows in the document at ten thousand nodes", async () => {
    await open("theme=dark&tab=graph&scene=chain");
    await page.locator("nn-graph .scroll").focus();
    await page.keyboard.press("End");
    await page.locator("nn-graph .row.selected").waitFor();
    expect(await rows().count()).toBeLessThanOrEqual(60);
  });

  test("tells the exact stored value of the cell that arrow keys reach", async () => {
    await open("theme=dark&tab=graph&select=9");
    await page.locator("nn-heat-map .grid").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    // torch.softmax of the perceptron's output at [1, 1], as numpy's shortest float32 text.
    await page.locator("nn-heat-map .tip", { hasText: "[1, 1] 0.3399472" }).waitFor();
  });

  test("moves nothing and empties nothing while a program runs again", async () => {
    await open("theme=dark&tab=graph&select=9&slow=60");
    await page.locator("nn-inspector h2", { hasText: "SoftmaxBackward0" }).waitFor();
    await page.locator("nn-heat-map canvas").first().waitFor();
    const seen = await page.evaluate(async () => {
      const root = document.querySelector("nn-panel")?.shadowRoot;
      const states = new Set<string>();
      const look = async (frames: number) => {
        for (let i = 0; i < frames; i++) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const list = root?.querySelector("nn-graph");
          const inspector = root?.querySelector("nn-inspector");
          const tops = [root?.querySelector(".tabs"), list, inspector].map((one) => one?.getBoundingClientRect().top);
          const rows = list?.shadowRoot?.querySelectorAll(".row").length;
          const sections = inspector?.shadowRoot?.querySelectorAll("nn-section").length;
          states.add(JSON.stringify([tops, rows, sections, inspector?.shadowRoot?.querySelector("h2")?.textContent]));
        }
      };
      await look(3);
      nnspec.post({ type: "state", document: "file:///a.nnspec", state: nnspec.stateFor("running"), stale: false });
      await look(8);
      nnspec.rerun();
      await look(40);
      return [...states];
    });
    expect(seen).toHaveLength(1);
  });

  test("follows a change of theme while it is open", async () => {
    await open("theme=dark&tab=graph&select=9");
    const picture = page.locator("nn-heat-map canvas").first();
    await picture.waitFor();
    const pixels = () => picture.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const before = await pixels();
    await page.evaluate(() => nnspec.applyTheme("light"));
    await expect.poll(pixels).not.toBe(before);
  });

  test("keeps selection, tab and scroll over a new run, and does not ask for what it has", async () => {
    await open("theme=dark&tab=graph&select=9");
    await page.locator("nn-inspector h2", { hasText: "SoftmaxBackward0" }).waitFor();
    await page.evaluate(() => {
      const state = nnspec.stateFor("ok");
      nnspec.post({
        type: "state",
        document: "file:///a.nnspec",
        state: { ...state, run: state.run + 1 },
        stale: false,
      });
    });
    await expect.poll(async () => (await sentOf("ask")).filter((one) => one.name === "graph").length).toBe(2);
    expect(await page.locator("nn-graph .row.selected").getAttribute("id")).toBe("row-9");
    expect(await page.locator("vscode-panel-tab[aria-selected=true]").getAttribute("id")).toBe("tab-graph");
    await page.evaluate(() =>
      nnspec.post({ type: "state", document: "file:///a.nnspec", state: nnspec.stateFor("ok"), stale: true }),
    );
    await page.locator("nn-header .stale").waitFor();
  });

  test("another document has its own choice, and the first finds its own again", async () => {
    await open("theme=dark&tab=graph&select=9");
    const title = page.locator("nn-inspector h2");
    await title.filter({ hasText: "SoftmaxBackward0" }).waitFor();
    const turnTo = (document: string, later: number) =>
      page.evaluate(
        ([name, by]) => {
          const state = nnspec.stateFor("ok");
          nnspec.post({ type: "state", document: name, state: { ...state, run: state.run + by }, stale: false });
          // Before anything was asked: nothing of the other document may be on screen by then.
          return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        },
        [document, later] as const,
      );
    await turnTo("file:///b.nnspec", 1);
    await title.filter({ hasText: "AbsBackward0" }).waitFor();
    expect(await page.locator("nn-graph .row.selected").getAttribute("id")).toBe("row-0");
    await turnTo("file:///a.nnspec", 2);
    await title.filter({ hasText: "SoftmaxBackward0" }).waitFor();
    expect(await page.locator("nn-graph .row.selected").getAttribute("id")).toBe("row-9");
  });

  test("shows the list that comes with a new run, and does not ask for it", async () => {
    await open("theme=dark&tab=outputs");
    await page.locator("nn-outputs .row").first().waitFor();
    const asked = async () => (await sentOf("ask")).filter((one) => one.name === "outputs").length;
    const before = await asked();
    await page.evaluate(() => {
      const state = nnspec.stateFor("ok");
      const list = { name: "outputs", request: {}, answer: [] };
      nnspec.post({
        type: "state",
        document: "file:///a.nnspec",
        state: { ...state, run: state.run + 1 },
        stale: false,
        list,
      });
    });
    await page.locator("nn-outputs").filter({ hasText: "Nothing was bound or printed." }).waitFor();
    expect(await asked()).toBe(before);
  });

  test("shows a new run's numbers though its values have the same ids", async () => {
    await open("theme=dark&tab=graph&select=9");
    await page.locator("nn-heat-map .grid").first().focus();
    await page.locator("nn-heat-map .tip", { hasText: "[0, 0] 0.62602645" }).waitFor();
    await page.evaluate(() => nnspec.rerun());
    await page.locator("nn-heat-map .tip", { hasText: "[0, 0] 1.2520529" }).waitFor();
    await page.locator("nn-graph .row.selected").filter({ hasText: "1.4708" }).waitFor();
  });

  test("remembers its tab and selection for the next load", async () => {
    await open("theme=dark&tab=graph");
    await rows()
      .nth(9)
      .click({ position: { x: 130, y: 11 } });
    await page.locator("vscode-panel-tab#tab-outputs").click();
    await expect
      .poll(() => page.evaluate(() => nnspec.saved()))
      .toMatchObject({
        tab: "outputs",
        anchor: { kind: "node", name: "SoftmaxBackward0" },
      });
  });

  test("ignores messages that are not the host's", async () => {
    await open("theme=dark&tab=graph");
    await page.evaluate(() => {
      nnspec.post({ type: "state", document: "file:///a.nnspec", state: { run: "?" }, stale: false });
      nnspec.post("hello");
      nnspec.post(null);
    });
    await rows()
      .nth(3)
      .click({ position: { x: 130, y: 11 } });
    expect(await page.locator("nn-graph .row.selected").count()).toBe(1);
    expect(complaints.filter((text) => !text.includes("Applying inline style"))).toEqual([]);
  });

  test("tells an error with its line, keeps what was computed, and can be asked to run again", async () => {
    await open("theme=dark&tab=graph&state=raised");
    const alert = page.locator("nn-header [role=alert]");
    expect(await alert.textContent()).toContain("mat1 and mat2 shapes cannot be multiplied (4x2 and 3x2)");
    await alert.locator("a").click();
    expect(await sentOf("reveal")).toMatchObject([{ range: { line: 51 } }]);
    expect(await rows().count()).toBe(25);
    await page.getByTitle("Run", { exact: true }).click();
    expect(await sentOf("command")).toMatchObject([{ command: "run" }]);
  });

  const drawing = () => page.locator("nn-drawing .drawing");
  const draw = async (query: string) => {
    await open(query);
    await page.getByRole("radio", { name: "DAG" }).click();
    await drawing().waitFor();
    await page.locator("nn-drawing .live").filter({ hasText: /./ }).waitFor({ state: "attached" });
  };
  const said = () => page.locator("nn-drawing .live").textContent();

  test("draws the graph; arrow keys go along its edges, and the choice is the list's and the inspector's too", async () => {
    await draw("theme=dark&tab=graph&select=9");
    expect(await said()).toBe("SoftmaxBackward0, [4, 2], output_softmax, line 41");
    await drawing().focus();
    await page.keyboard.press("ArrowUp");
    await page.locator("nn-inspector h2", { hasText: "LogBackward0" }).waitFor();
    expect(await said()).toBe("LogBackward0, [4, 2], output_log, line 43");
    await page.getByRole("radio", { name: "Tree" }).click();
    await page.locator("nn-graph .row.selected", { hasText: "LogBackward0" }).waitFor();
  });

  test("unfolds what is folded, and folds the module that a box stands in", async () => {
    await draw("theme=dark&tab=graph&select=2");
    expect(await said()).toContain("AddBackward0 × 4, folded: sum(loss)");
    await drawing().focus();
    await page.keyboard.press("f");
    await expect.poll(said).toContain("AddBackward0, []");
    for (let i = 0; i < 30; i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("f");
    await expect.poll(said).toContain("layer1, [4, 3] → [4, 2] · folded: 3 ops");
  });

  test("draws ten thousand nodes within 1.5 s and pans and zooms over them at 50 frames a second", async () => {
    await open("theme=dark&tab=graph&scene=random");
    const started = performance.now();
    await page.getByRole("radio", { name: "DAG" }).click();
    await page.locator("nn-drawing .live").filter({ hasText: /./ }).waitFor({ state: "attached" });
    const drawn = performance.now() - started;
    expect(drawn).toBeLessThan(1500);
    const frames = await drawing().evaluate(async (canvas) => {
      const times: number[] = [];
      let last = performance.now();
      for (let i = 0; i < 90; i++) {
        const ctrlKey = i % 3 === 0;
        canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: i % 60 < 30 ? 40 : -40, ctrlKey, bubbles: true }));
        await new Promise((resolve) => requestAnimationFrame(resolve));
        times.push(performance.now() - last);
        last = performance.now();
      }
      return times.sort((a, b) => a - b);
    });
    const at = (share: number): number => frames[Math.floor(frames.length * share)] ?? 1000;
    const said = [0.25, 0.5, 0.9].map((share) => at(share).toFixed(1));
    console.log(`10,000 nodes drawn in ${drawn.toFixed(0)} ms; frames ${said.join(", ")} ms (quartile, median, 90 %)`);
    // The quicker frames: a machine that does other work beside this test takes some of the others.
    expect(at(0.25)).toBeLessThan(20);
  });

  test("says why a cell has its value, with the numbers and the cells they are, and who brought its gradient", async () => {
    await draw("theme=dark&tab=graph&select=9");
    await page.locator("nn-heat-map .grid").first().focus();
    await page.keyboard.press("ArrowRight");
    const why = page.locator("nn-why");
    await why.locator(".lines").waitFor();
    expect(await why.locator(".formula").textContent()).toBe("y = softmax(x, dim=1)");
    // torch.exp of the row, and its softmax.
    expect(await why.locator("button.number").allTextContents()).toEqual(["1.1134", "1.8638", "1.1134"]);
    expect(await why.locator(".lines div").last().textContent()).toContain("0.3740");
    await why.locator(".operand .head", { hasText: "SigmoidBackward0" }).waitFor();
    await why.locator("button.number").first().click();
    await why.locator(".trail", { hasText: "y[0, 1]" }).waitFor();
    await page.locator("nn-why-gradient .shares", { hasText: "LogBackward0" }).waitFor();
  });

  test("moves every list with the cursor, and says where it stands", async () => {
    await open("theme=dark&tab=graph");
    const slider = page.locator("nn-cursor input");
    await slider.waitFor();
    expect(await slider.getAttribute("aria-valuetext")).toBe("step 51 / 51, line 51");
    const graphs = async () => (await sentOf("ask")).filter((one) => one.name === "graph").length;
    const before = await graphs();
    await page.keyboard.press("Alt+ArrowLeft");
    await page.locator("nn-cursor .past", { hasText: "step 50 / 51" }).waitFor();
    await expect.poll(graphs).toBe(before + 1);
    const events = async () =>
      (await sentOf("ask")).flatMap((one) =>
        one.name === "cursor" ? [(one.request as { event: unknown }).event] : [],
      );
    expect(await events()).toEqual([150]);
    await page.keyboard.press("Alt+End");
    await expect.poll(events).toEqual([150, null]);
  });

  test("saves the drawing as it is seen: words stay words in an SVG, and never become markup", async () => {
    await draw("theme=light&tab=graph&select=9");
    await page.getByTitle("Save the drawing as an SVG").click();
    await page.getByTitle("Save the drawing as a PNG").click();
    await expect.poll(async () => (await sentOf("saveImage")).length).toBe(2);
    const files = await page.evaluate(() =>
      nnspec.sent
        .filter((one) => one.type === "saveImage")
        .map((one) => ({ name: one.name, text: new TextDecoder().decode(one.bytes as Uint8Array).slice(0, 200_000) })),
    );
    const [svg, png] = files;
    expect(svg?.name).toBe("loss-graph.svg");
    expect(svg?.text).toContain(">SoftmaxBackward0</text>");
    expect(
      await page.evaluate(
        (text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelectorAll("rect").length,
        svg?.text ?? "",
      ),
    ).toBeGreaterThan(15);
    expect(png?.name).toBe("loss-graph.png");
    expect(png?.text.slice(1, 4)).toBe("PNG");
  });

  test("runs again with a parameter's cell changed, says old and new, and undoes it", async () => {
    await open("theme=dark&tab=parameters&value=0");
    await page.locator("nn-heat-map .grid").first().focus();
    await page.keyboard.press("ArrowRight");
    const cell = page.locator("nn-edit #cell");
    await cell.fill("-1.5");
    await cell.press("Enter");
    const bar = page.locator("nn-what-if .bar");
    await bar.filter({ hasText: "p.layer1.w[0, 1] = -1.5" }).waitFor();
    expect(await bar.textContent()).toMatch(/loss\s+0\.7303 →\s+0\.6921/);
    const asked = (await sentOf("ask")).filter((one) => one.name === "whatIf");
    expect(asked).toMatchObject([{ request: { edits: [{ kind: "set", index: [0, 1], to: -1.5 }] } }]);
    await bar.getByText("Undo").click();
    await bar.waitFor({ state: "detached" });
  });

  test("checks a node's gradient when asked, and names the element that differs most", async () => {
    await open("theme=dark&tab=graph&select=9");
    await page.locator("nn-check").getByText("Check the gradient").click();
    await page.locator("nn-check .verdict", { hasText: "8 of 8 elements" }).waitFor();
    expect(await page.locator("nn-check .mono").textContent()).toMatch(
      /worst self\[0, 1\]: −0\.0914\s+by differences −0\.0914/,
    );
  });

  test("speaks Chinese where VS Code does", async () => {
    await open("lang=zh-cn&theme=dark&tab=graph&select=9");
    await page.locator("vscode-panel-tab#tab-graph", { hasText: "计算图" }).waitFor();
    await page.locator("nn-section", { hasText: "保存的张量" }).first().waitFor();
    // PyTorch's own names stay.
    await page.locator("nn-graph .row", { hasText: "SoftmaxBackward0" }).first().waitFor();
  });

  test("opens a table of 5,000 parameters within 0.3 s and sorts it within 0.1 s", async () => {
    await open("theme=dark&tab=graph&scene=parameters");
    const times = await page.evaluate(async () => {
      const panel = document.querySelector("nn-panel")?.shadowRoot;
      const list = () => panel?.querySelector("nn-parameters")?.shadowRoot;
      const until = async (done: () => boolean) => {
        const started = performance.now();
        while (!done()) await new Promise((resolve) => requestAnimationFrame(resolve));
        return performance.now() - started;
      };
      panel?.querySelector<HTMLElement>("#tab-parameters")?.click();
      const opened = await until(() => (list()?.querySelectorAll(".row").length ?? 0) > 10);
      const name = list()?.querySelector<HTMLElement>(".heading button");
      const sorts: number[] = [];
      // The best of some: what else the machine does is not the table's time.
      const row = () => list()?.querySelectorAll(".row")[1]?.textContent;
      const first = row();
      for (let i = 0; i < 5; i++) {
        name?.click();
        name?.click();
        sorts.push(await until(() => row() !== first));
        name?.click();
        await until(() => row() === first);
      }
      return { opened, sorted: Math.min(...sorts) };
    });
    console.log(`5,000 parameters: opened in ${times.opened.toFixed(0)} ms, sorted in ${times.sorted.toFixed(0)} ms`);
    expect(times.opened).toBeLessThan(300);
    expect(times.sorted).toBeLessThan(100);
  });
});
