// Writes src/language/modules/torch/overloads.ts: node scripts/oracle/torch-overloads.mjs
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { kernels } from "../build/kernels-plugin.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const bundle = await build({
  entryPoints: [here("../../src/engine/ops/index.ts")],
  bundle: true,
  write: false,
  format: "esm",
  platform: "neutral",
  plugins: [kernels()],
});
const { opNames } = await import(`data:text/javascript,${encodeURIComponent(bundle.outputFiles[0].text)}`);
const names = [...opNames().keys()].join("\n");
const found = JSON.parse(
  execFileSync(process.env.NNSPEC_PYTHON ?? "/usr/bin/python3", [here("torch_overloads.py")], {
    input: names,
    encoding: "utf8",
  }),
);

// What factories end with is long and the same in all of them.
const options = "torch.dtype dtype, torch.layout layout, torch.device device, bool pin_memory, bool requires_grad";
const table = (entries) =>
  Object.entries(entries)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, texts]) => `  ${name}: ${JSON.stringify(texts.map((t) => t.replace(options, "#")).join("\n"))},`)
    .join("\n");

const file = here("../../src/language/modules/torch/overloads.ts");
const text = `// The overloads that PyTorch's functions and methods show in their TypeErrors: they are more than ours (dimension
// names, out=). Written by scripts/oracle/torch-overloads.mjs; do not edit.

/** Stands for "#" in the texts below. */
const OPTIONS = "${options}";

const FUNCTIONS: Readonly<Record<string, string>> = {
${table(found.function)}
};

const METHODS: Readonly<Record<string, string>> = {
${table(found.method)}
};

/** The overloads of a function or method, one text each; undefined where PyTorch has only one. */
export function overloadTexts(name: string, method: boolean): readonly string[] | undefined {
  const table = method ? METHODS : FUNCTIONS;
  return Object.hasOwn(table, name) ? table[name]?.replaceAll("#", OPTIONS).split("\\n") : undefined;
}
`;

// Laid out as the linter wants it, so that making the file again changes nothing.
const biome = here("../../node_modules/@biomejs/biome/bin/biome");
const format = [biome, "format", `--stdin-file-path=${file}`];
writeFileSync(file, execFileSync(process.execPath, format, { input: text, encoding: "utf8" }));
