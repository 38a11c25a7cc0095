// Collects every text that the editor shows through vscode.l10n, and those of the findings, into
// l10n/bundle.l10n.json, from which translations are made. With --print it only says what that file should hold.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const folders = ["src/editor/", "src/trace/query/findings/"].map((path) => new URL(path, root));
/** A call of `t`, `l10n.t` or `say` whose first argument is a plain text, which may stand on the next line. */
const CALL = /\b(?:t|say)\(\s*("(?:[^"\\]|\\.)*")/g;

const found = new Set();
for (const folder of folders) {
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts"))) {
    for (const [, text] of readFileSync(new URL(file, folder), "utf8").matchAll(CALL)) found.add(JSON.parse(text));
  }
}
const bundle = `${JSON.stringify(Object.fromEntries([...found].sort().map((text) => [text, text])), null, 2)}\n`;
if (process.argv.includes("--print")) process.stdout.write(bundle);
else writeFileSync(new URL("l10n/bundle.l10n.json", root), bundle);
