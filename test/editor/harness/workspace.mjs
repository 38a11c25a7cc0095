// A folder to open: the examples, and what a test puts beside them. Each is a copy of its own, removed when the test ends.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./tools.mjs";

/** `files`: further files by name, as text or bytes. */
export function exampleWorkspace(files = {}) {
  const folder = mkdtempSync(join(tmpdir(), "nnspec-workspace-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(ROOT, "examples"), folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
