// Writes docs/differences.md out of the programs in test/programs/differences: what each says of itself, what CPython 3.11
// prints for it (NAME.expected beside it) and what this language says. Run: node scripts/oracle/differences.mjs
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { loadInterpreter } from "./support/ours.mjs";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, "test", "programs", "differences");
const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";

/** The document's part about one program: its title, reason and way out, its text, and both answers. */
function section({ text, theirs, ours }) {
  const [, title, why, instead] = /^"""(.*?)\n\nWhy: (.*?)\nInstead: (.*?)\n"""\n/s.exec(text);
  // Markdown would take the underscores for emphasis.
  const unwrapped = (words) => words.replaceAll("\n", " ").replace(/__\w+__/g, "`$&`");
  const code = text.slice(text.indexOf('"""', 3) + 4).trim();
  const block = (language, body) => `\`\`\`${language}\n${body.trimEnd()}\n\`\`\``;
  return [
    `## ${unwrapped(title)}`,
    unwrapped(why),
    `**Instead:** ${unwrapped(instead)}`,
    block("python", code),
    "CPython prints",
    block("text", theirs),
    "NNSpec",
    block("text", ours),
  ].join("\n\n");
}

const run = await loadInterpreter();
const sections = [];
let same = 0;
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith(".py"))
  .sort()) {
  const name = basename(file, ".py");
  const text = readFileSync(join(folder, file), "utf8");
  const { status, stdout, stderr } = spawnSync(python, [file], { cwd: folder, encoding: "utf8" });
  const lastLine = stderr.trimEnd().split("\n").at(-1) ?? "";
  const theirs = status === 0 ? stdout : `${stdout}${lastLine}\n`;
  writeFileSync(join(folder, `${name}.expected`), theirs);
  const { stdout: printed, kind, message } = run(text);
  const ours = kind === "ok" ? printed : `${printed}${message}\n`;
  if (ours === theirs) {
    same++;
    console.log(`${name}: no difference any more`);
  }
  sections.push(section({ text, theirs, ours }));
}
const head = `# Where NNSpec's Python is not CPython's

Made by \`node scripts/oracle/differences.mjs\` out of the programs in \`test/programs/differences\`, which run in both.
A program whose answer here says _is not supported_ ends at that line with that message; the others run on and print
something else. Everything else is meant to be the same, and is a bug where it is not: \`node
scripts/oracle/cpython-tests.mjs\` prints how much of CPython's own tests passes, file by file.
`;
writeFileSync(join(root, "docs", "differences.md"), `${head}\n${sections.join("\n\n")}\n`);
console.log(`${sections.length - same} passed, ${same} failed`);
process.exitCode = same > 0 ? 1 : 0;
