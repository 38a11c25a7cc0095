// Makes the goldens of programs: FILE.expected is what real PyTorch prints for FILE.nnspec.
//
//   node scripts/oracle/goldens.mjs [--check] [FILE…]      default: every program under examples/ and test/programs/
//
// Each program runs twice, with PyTorch's plain kernels and with its AVX2 ones (random normals, and so the golden, are
// those of AVX2). Where the two print different text, the plain one's output is kept as FILE.band: floats are then
// judged by the band that the two span (test/programs/programs.test.ts).
// With --check nothing is written, and a golden that comes out otherwise fails.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const python = process.env.NNSPEC_PYTHON ?? "/usr/bin/python3";
const runner = join(root, "scripts", "oracle", "run_nnspec.py");

function programs(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".nnspec"))
    .sort()
    .map((name) => join(folder, name));
}

/** stdout and stderr of each program; its own exceptions are no failure, its golden is what it printed before. */
async function runAll(files, capability) {
  const child = spawn(python, [runner, "--each", ...files], {
    env: { ...process.env, ATEN_CPU_CAPABILITY: capability, OMP_NUM_THREADS: "1", PYTHONIOENCODING: "utf-8" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  const runs = stdout.split("\n").filter((line) => line !== "");
  if (runs.length !== files.length) throw new Error(`${python} ran ${runs.length} of ${files.length} files: ${stderr}`);
  return runs.map((line) => JSON.parse(line));
}

async function textOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const differences = (a, b) => {
  const left = a.split("\n");
  const right = b.split("\n");
  const count = Math.max(left.length, right.length);
  return Array.from({ length: count }, (_, i) => [i + 1, left[i], right[i]]).filter(([, x, y]) => x !== y);
};

const args = process.argv.slice(2);
const check = args.includes("--check");
const named = args.filter((arg) => arg !== "--check");
// A golden stands beside its program, in the program's name.
for (const file of named.filter((name) => !name.endsWith(".nnspec"))) throw new Error(`${file} is no .nnspec file`);
const files = named.length > 0 ? named : [join(root, "examples"), join(root, "test", "programs")].flatMap(programs);

let failed = 0;
const [fast, slow] = await Promise.all([runAll(files, "avx2"), runAll(files, "default")]);
for (const [i, file] of files.entries()) {
  const name = relative(root, file);
  const golden = file.replace(/\.nnspec$/, ".expected");
  const { stdout, stderr } = fast[i];
  const band = file.replace(/\.nnspec$/, ".band");
  const plain = slow[i].stdout;
  const own = differences(plain, stdout);
  if (own.length > 0) console.log(`${name}: PyTorch's own builds differ in ${own.length} lines, first ${own[0]?.[0]}`);
  if (!check) {
    writeFileSync(golden, stdout);
    if (own.length > 0) writeFileSync(band, plain);
    else rmSync(band, { force: true });
    const warned = stderr.trim() === "" ? "" : `; stderr ends: ${stderr.trim().split("\n").at(-1)}`;
    console.log(`${relative(root, golden)}: ${stdout.length} characters${warned}`);
    continue;
  }
  const committed = existsSync(golden) ? readFileSync(golden, "utf8") : "";
  const wrong = differences(committed, stdout);
  if (wrong.length > 0 || !existsSync(golden)) {
    failed++;
    const [line = 1, was = "nothing", is = "nothing"] = wrong[0] ?? [];
    console.log(`${name}: the golden differs at line ${line}: has ${was}, PyTorch prints ${is}`);
  } else if ((own.length > 0 ? plain : "") !== (existsSync(band) ? readFileSync(band, "utf8") : "")) {
    failed++;
    console.log(`${name}: the band is not what PyTorch's plain kernels print`);
  }
}
if (check) console.log(`${files.length - failed} of ${files.length} goldens are as PyTorch prints`);
process.exitCode = failed > 0 ? 1 : 0;
