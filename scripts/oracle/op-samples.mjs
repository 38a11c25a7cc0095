// Makes the goldens of ops: what PyTorch gives for every sample that an op's declaration has, one file for each file
// of src/engine/ops.
//
//   node scripts/oracle/op-samples.mjs [--check] [FAMILY…]      default: every file that declares ops
//
// With --check nothing is written, and a golden that comes out otherwise fails.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const opsFolder = join(root, "src", "engine", "ops");
const goldens = join(root, "test", "oracle", "goldens");
const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";

/** Loads the engine's ops and gives their declarations. */
async function declarations(families) {
  const lines = families.map((family) => `import ${JSON.stringify(`./${family}`)};`);
  const { outputFiles } = await build({
    stdin: { contents: `${lines.join("\n")}\nexport { declarations } from "./declare";`, resolveDir: opsFolder },
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "error",
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  const engine = await import(`data:text/javascript;base64,${code}`);
  return engine.declarations();
}

/** PyTorch's answers, as lines of JSON. */
function ask(expressions) {
  const { stdout, stderr, status, error } = spawnSync(python, [join(root, "scripts", "oracle", "op_samples.py")], {
    input: JSON.stringify(expressions),
    encoding: "utf8",
    env: { ...process.env, ATEN_CPU_CAPABILITY: "avx2", OMP_NUM_THREADS: "1", PYTHONIOENCODING: "utf-8" },
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(stderr);
  return stdout.trimEnd().split("\n");
}

const args = process.argv.slice(2);
const check = args.includes("--check");
const named = args.filter((arg) => arg !== "--check");
const families = readdirSync(opsFolder)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.replace(/\.ts$/, ""))
  .sort();
const all = await declarations(families);

let failed = 0;
let count = 0;
for (const family of families) {
  if (named.length > 0 && !named.includes(family)) continue;
  const source = readFileSync(join(opsFolder, `${family}.ts`), "utf8");
  const own = all.filter((declaration) => source.includes(`"${declaration.schema.text}"`));
  const samples = [...new Set(own.flatMap((declaration) => declaration.samples))];
  if (samples.length === 0) continue;
  const answers = ask(samples);
  const lines = samples.map((sample, i) => `${JSON.stringify(sample)}:${answers[i]}`);
  const text = `{\n${lines.join(",\n")}\n}\n`;
  const file = join(goldens, `${family}.json`);
  count += samples.length;
  const committed = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (!check) {
    mkdirSync(goldens, { recursive: true });
    if (text !== committed) writeFileSync(file, text);
    console.log(`${family}: ${own.length} ops, ${samples.length} samples`);
  } else if (text !== committed) {
    failed++;
    const now = text.split("\n");
    const line = committed.split("\n").findIndex((was, i) => was !== now[i]);
    console.log(`${family}: the golden differs: has ${committed.split("\n")[line]}, PyTorch gives ${now[line]}`);
  }
}
if (check) console.log(`${count} samples asked, ${failed} goldens differ`);
process.exitCode = failed > 0 ? 1 : 0;
