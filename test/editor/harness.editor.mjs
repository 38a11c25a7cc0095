// The harness itself: the same small extension in the three ways a person can have one.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { openEditor, THEMES } from "./harness/editor.mjs";

const STUB = fileURLToPath(new URL("./stub", import.meta.url));
const workspace = mkdtempSync(join(tmpdir(), "nnspec-workspace-"));
writeFileSync(join(workspace, "a.stub"), "one bad word\ntwo\n");

for (const mode of ["development", "web", "packaged"]) {
  test(`an extension answers in ${mode} mode`, async () => {
    const vsix = join(workspace, "stub.vsix");
    if (mode === "packaged") {
      await createVSIX({
        cwd: STUB,
        packagePath: vsix,
        dependencies: false,
        allowMissingRepository: true,
        skipLicense: true,
      });
    }
    const editor = await openEditor({ mode, workspace, extension: STUB, vsix });
    try {
      const host = await editor.inHost((vscode) => ({
        worker: typeof process === "undefined",
        trusted: vscode.workspace.isTrusted,
        id: vscode.extensions.getExtension("nnspec-tests.stub")?.id,
      }));
      assert.deepEqual(host, { worker: mode === "web", trusted: mode !== "packaged", id: "nnspec-tests.stub" });
      await editor.openFile("a.stub");
      const problems = await editor.hostUntil("a diagnostic", (vscode) => {
        const all = vscode.languages.getDiagnostics(vscode.window.activeTextEditor.document.uri);
        return all.length > 0
          ? all.map(({ message, range }) => [message, range.start.character, range.end.character])
          : null;
      });
      assert.deepEqual(problems, [["a bad word", 4, 7]]);
      const hover = await editor.hover(0, 5);
      assert.match((await hover.textContent()) ?? "", /word: bad/);
      await editor.runCommand("Stub: Open Panel");
      const frame = await editor.webview("#hello");
      assert.equal(await frame.locator("#hello").textContent(), "hello");
      await editor.setTheme(THEMES.light);
      await frame.locator("body.vscode-light").waitFor();
      await editor.screenshot(`harness-${mode}`);
    } finally {
      await editor.close();
    }
  });
}
