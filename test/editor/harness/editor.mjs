// One real VS Code in one real Chromium, with an extension in it: opens it, and does what a person does with hands and eyes.
// Every wait is for something that can be seen; nothing sleeps for a fixed time.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { startBridge } from "./bridge.mjs";
import { startServer } from "./server.mjs";
import { CHROMIUM, ROOT } from "./tools.mjs";
import { startWebHost } from "./webhost.mjs";

const RUNNER = fileURLToPath(new URL("./host/", import.meta.url));
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const LIMIT_MS = 30_000;

/** The themes that every surface is looked at in, by the names that VS Code 1.139 has for them. */
export const THEMES = { light: "Light Modern", dark: "Dark Modern", contrast: "Default High Contrast" };

/**
 * Opens the editor on a workspace folder.
 *
 * `mode`: "development" runs `extension` from its folder in the Node host, "web" in the web-worker host; "packaged" installs `vsix`
 * into a fresh profile that trusts nothing, as a user has it; "bare" has no extension but the test runner.
 */
export async function openEditor({ mode = "development", workspace, extension = ROOT, vsix, settings, viewport }) {
  const closing = [];
  const close = async () => {
    for (const each of closing.reverse()) await each();
  };
  try {
    const bridge = await startBridge();
    closing.push(() => bridge.stop());
    const server = await startServer({
      trusted: mode !== "packaged",
      ...(mode === "packaged" ? { vsix } : {}),
      settings: { ...settings, "nnspecRunner.bridgePort": bridge.port },
    });
    closing.push(() => server.stop());
    // One at most: VS Code reads the payload into a map, where a second extensionDevelopmentPath replaces the first.
    const developed = mode === "development" || mode === "web" ? extension : RUNNER;
    let port = server.port;
    const payload = [["skipWelcome", "true"]];
    if (mode === "web") {
      const webHost = await startWebHost({ serverPort: port, extension: developed, testModule: [RUNNER, "bridge.js"] });
      closing.push(() => webHost.stop());
      port = webHost.port;
    } else {
      const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
      payload.push(["extensionDevelopmentPath", remote(developed)]);
      payload.push(["extensionTestsPath", remote(join(RUNNER, "bridge.js"))]);
    }
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
    closing.push(() => browser.close());
    const page = await browser.newPage({ viewport: viewport ?? { width: 1280, height: 800 } });
    const editor = new Editor({ page, bridge, server, close });
    await page.exposeFunction("codeAutomationLog", (type, args) => editor.hostLog.push(`${type}: ${args.join(" ")}`));
    await page.exposeFunction("codeAutomationExit", (code) => editor.hostLog.push(`exit ${code}`));
    page.on("console", (message) => editor.console.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => editor.console.push(`page error: ${error.message}`));
    const query = `folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
    editor.openedAt = Date.now();
    await page.goto(`http://127.0.0.1:${port}/?${query}`);
    await within(
      bridge.ready,
      "the extension host",
      () => `${[...editor.console, ...editor.hostLog].join("\n")}\n${server.log}`,
    );
    return editor;
  } catch (error) {
    await close();
    throw error;
  }
}

class Editor {
  /** What the extension host wrote to its console. */
  hostLog = [];
  /** What the page wrote to its console, webviews included. */
  console = [];
  openedAt = 0;

  constructor({ page, bridge, server, close }) {
    this.page = page;
    this.bridge = bridge;
    this.server = server;
    this.close = close;
  }

  /** Runs `body(vscode, argument)` in the extension host. It travels as text and sees nothing else from around it. */
  inHost(body, argument) {
    return this.bridge.run(body, argument);
  }

  /** Asks `question` (in the host) again until the answer is neither false, null nor undefined, and returns it. */
  hostUntil(what, question, argument, limit = LIMIT_MS) {
    return this.until(what, () => this.inHost(question, argument), limit);
  }

  /** Asks `question` (here) again until the answer is neither false, null nor undefined, and returns it. */
  async until(what, question, limit = LIMIT_MS) {
    const end = Date.now() + limit;
    let last;
    for (;;) {
      last = await question();
      if (last !== false && last !== null && last !== undefined) return last;
      if (Date.now() > end) break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const picture = await this.screenshot(`failed-${what.replaceAll(/[^\w]+/g, "-")}`);
    throw new Error(`waited ${limit} ms for: ${what} (picture: ${picture})`);
  }

  /** Opens a file of the workspace in the editor area and waits for its text. */
  async openFile(name, options = {}) {
    await this.inHost(
      async (vscode, [path, show]) => {
        const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, path);
        await vscode.window.showTextDocument(uri, { preview: false, ...show });
      },
      [name, options],
    );
    await this.page.locator(".editor-instance .view-line").first().waitFor();
  }

  /** F1, the command's title as a person types it, Enter. */
  async runCommand(title) {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input").first();
    await input.waitFor();
    await input.fill(`>${title}`);
    const row = this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: title }).first();
    await row.waitFor();
    await row.click();
    // Hidden, or with the command's own question in it.
    await this.page.locator('.quick-input-widget input[placeholder^="Type the name of a command"]:visible').waitFor({
      state: "hidden",
    });
  }

  /** The titles that F1 lists for a text. */
  async commandsFor(text) {
    await this.page.keyboard.press("F1");
    await this.page.locator(".quick-input-widget input").first().fill(`>${text}`);
    const labels = this.page.locator(".quick-input-list .monaco-list-row .label-name");
    await labels.first().waitFor();
    const titles = await labels.allTextContents();
    await this.page.keyboard.press("Escape");
    return titles;
  }

  /** Puts the cursor at a zero-based position of the active editor and the keyboard's focus into the text. */
  async placeCursor(line, character) {
    await this.inHost(
      async (vscode, [atLine, atCharacter]) => {
        const position = new vscode.Position(atLine, atCharacter);
        const source = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
        // Also out of a webview, which takes the focus with every click.
        const active = await vscode.window.showTextDocument(source.document, { viewColumn: source.viewColumn });
        await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
        active.selection = new vscode.Selection(position, position);
        active.revealRange(active.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      },
      [line, character],
    );
    await this.page.locator(".editor-group-container.active .monaco-editor.focused").waitFor();
    // The selection travels to the window by itself: keys that come first would land where the cursor was.
    const place = `Ln ${line + 1}, Col ${character + 1}`;
    await this.page.locator(`[id="status.editor.selection"]`).filter({ hasText: place }).waitFor();
  }

  /** Rests the mouse on a zero-based position of the active editor until the hover appears; answers its locator. */
  async hover(line, character) {
    await this.placeCursor(line, character);
    const cursor = this.page.locator(".editor-group-container.active .cursors-layer .cursor").first();
    const hover = this.page.locator(".monaco-hover:visible").first();
    // A hand follows the text and never rests quite still: a lens that comes late pushes the line down, and VS Code forgets
    // a single move that comes while it lays out, once in several times. So each try looks where the cursor is.
    await this.until("a hover", async () => {
      const box = await cursor.boundingBox();
      if (box === null) return null;
      await this.page.mouse.move(box.x + 60, box.y + 120);
      await this.page.mouse.move(box.x + 3, box.y + box.height / 2, { steps: 3 });
      return hover.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => null,
      );
    });
    return hover;
  }

  /** Every text in the status bar. */
  async statusBar() {
    const texts = await this.page.locator(".statusbar-item").allTextContents();
    return texts.map((text) => text.replaceAll("\u00a0", " ").trim()).filter((text) => text !== "");
  }

  /** The document of a visible webview: its frame once `selector` is in it. A webview is two nested frames. */
  async webview(selector = "body > *") {
    return this.until(`a webview with ${selector}`, async () => {
      for (const frame of this.page.frames()) {
        if (frame.parentFrame() === null || frame.isDetached()) continue;
        const element = await frame.frameElement().catch(() => null);
        if ((await element?.getAttribute("id").catch(() => null)) !== "active-frame") continue;
        const found = await frame
          .locator(selector)
          .first()
          .isVisible()
          .catch(() => false);
        if (found) return frame;
      }
      return null;
    });
  }

  /** Types as a person does, into whatever has the focus. */
  async type(text) {
    await this.page.keyboard.type(text);
  }

  async press(keys) {
    await this.page.keyboard.press(keys);
  }

  /** Switches the colour theme and waits until the workbench wears it. */
  async setTheme(name) {
    await this.inHost(
      (vscode, theme) => vscode.workspace.getConfiguration("workbench").update("colorTheme", theme, true),
      name,
    );
    const kind = { light: "vs", dark: "vs-dark", contrast: "hc-black" }[
      Object.keys(THEMES).find((key) => THEMES[key] === name) ?? "dark"
    ];
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  async resize(width, height) {
    await this.page.setViewportSize({ width, height });
  }

  /** Reloads the window and waits for the new extension host. */
  async reload() {
    const ready = this.bridge.reconnected();
    await this.page.reload();
    await within(ready, "the extension host after a reload", () => this.console.slice(-20).join("\n"));
  }

  /** Saves a picture of the whole window under out/editor and answers its path. */
  async screenshot(name) {
    const path = join(ROOT, "out", "editor", `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
    return path;
  }
}

async function within(promise, what, details) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${LIMIT_MS} ms for ${what}:\n${details()}`)), LIMIT_MS);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
