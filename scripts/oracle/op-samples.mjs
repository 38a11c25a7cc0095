// Makes the goldens of ops: what PyTorch gives for every sample that an op's declaration has, one file for each file
// of src/engine/ops.
//
//   node scripts/oracle/op-samples.mjs [--check] [FAMILY…]      default: every file that declares ops
//
// With --check nothing is written, and a golden that comes out otherwise fails.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { kernels } from "../build/kernels-plugin.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const opsFolder = join(root, "src", "engine", "ops");
const goldens = join(root, "test", "oracle", "goldens");
const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";

/** The samples of each family: loads the engine's ops, each file telling how many are declared once it has run. */
async function samplesByFamily() {
  const count = {
    name: "count-declarations",
    setup({ onLoad }) {
      onLoad({ filter: /src.engine.ops.[\w-]+\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, "utf8");
        // By `op` itself, or by what another family makes ops with.
        const declares = /import \{[^}]*\bop\b[^}]*\} from "\.\/declare"|^export const \w+: \w*Op\b/m.test(source);
        const mark = `\nimport { declarations as counted } from "./declare";
          (globalThis.opFamilies ??= []).push([${JSON.stringify(basename(path, ".ts"))}, counted().length]);`;
        return { contents: declares ? source + mark : source, loader: "ts" };
      });
    },
  };
  const outfile = join(mkdtempSync(join(tmpdir(), "op-samples-")), "engine.mjs");
  await build({
    entryPoints: [join(opsFolder, "index.ts")],
    plugins: [count, kernels()],
    bundle: true,
    format: "esm",
    outfile,
    logLevel: "error",
  });
  const engine = await import(pathToFileURL(outfile).href);
  const all = engine.declarations();
  const families = new Map();
  let before = 0;
  for (const [family, declared] of globalThis.opFamilies) {
    const own = all.slice(before, declared);
    before = declared;
    const samples = [...new Set(own.flatMap((declaration) => declaration.samples))];
    if (samples.length > 0) families.set(family, { ops: own.length, samples });
  }
  return new Map([...families].sort(([a], [b]) => (a < b ? -1 : 1)));
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
let failed = 0;
let count = 0;
for (const [family, { ops, samples }] of await samplesByFamily()) {
  if (named.length > 0 && !named.includes(family)) continue;
  const answers = ask(samples);
  const lines = samples.map((sample, i) => `${JSON.stringify(sample)}:${answers[i]}`);
  const text = `{\n${lines.join(",\n")}\n}\n`;
  const file = join(goldens, `${family}.json`);
  count += samples.length;
  const committed = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (!check) {
    mkdirSync(goldens, { recursive: true });
    if (text !== committed) writeFileSync(file, text);
    console.log(`${family}: ${ops} ops, ${samples.length} samples`);
  } else if (text !== committed) {
    failed++;
    const now = text.split("\n");
    const line = committed.split("\n").findIndex((was, i) => was !== now[i]);
    console.log(`${family}: the golden differs: has ${committed.split("\n")[line]}, PyTorch gives ${now[line]}`);
  }
}
if (check) console.log(`${count} samples asked, ${failed} goldens differ`);
process.exitCode = failed > 0 ? 1 : 0;
