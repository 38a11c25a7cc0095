// Pure Python beside CPython 3.11: the programs of bench/python, with recording, safepoints and limits on, every
// program once a round on either side, in one process of ours that runs them all. Both count user CPU time, which a
// busy machine disturbs least; ours includes what V8's compiler and collector do on other threads.
//   node bench/python.mjs [ROUNDS] [NAME...] [--at-most RATIO] [--bare] [--profile]
// With --at-most it fails when the largest ratio is above; --bare runs without recording; --profile keeps names, for
// `node --cpu-prof`.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadRun, median } from "./support/runner.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "at-most": { type: "string" },
    profile: { type: "boolean", default: false },
    bare: { type: "boolean", default: false },
  },
});
const [count = "7", ...names] = positionals;
const rounds = Number(count);
const folder = fileURLToPath(new URL("python/", import.meta.url));
const cpython = "/usr/bin/python3";
const limits = { seconds: 60, bytes: 2 ** 30 };

const programs = readdirSync(folder)
  .filter((file) => file.endsWith(".py") && (names.length === 0 || names.includes(file.slice(0, -3))))
  .map((file) => ({ name: file.slice(0, -3), text: readFileSync(join(folder, file), "utf8"), theirs: [], ours: [] }));

// The program's own time, without the interpreter's start.
const TIMED = `
import io, sys, time
code = compile(sys.stdin.read(), "program", "exec")
out, sys.stdout = sys.stdout, io.StringIO()
started = time.process_time()
exec(code, {"__name__": "__main__"})
spent = time.process_time() - started
print(spent * 1000, sys.stdout.getvalue(), sep="\\n", end="", file=out)
`;

function runTheirs(text) {
  const { stdout, stderr, status } = spawnSync(cpython, ["-c", TIMED], { input: text, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const [ms, ...lines] = stdout.split("\n");
  return { ms: Number(ms), out: lines.join("\n") };
}

const Run = await loadRun({ names: options.profile });

function run(text) {
  const request = { entry: "program.py", sources: [{ file: "program.py", text }], seed: 0, limits };
  return new Run(request, { record: !options.bare, memory: () => process.memoryUsage().heapUsed });
}

function runOurs(text) {
  const one = run(text);
  const before = process.cpuUsage();
  const { status } = one.execute();
  const ms = process.cpuUsage(before).user / 1000;
  if (status !== "ok") throw new Error(one.stderr);
  return { ms, out: one.stdout };
}

// The first round warms both.
for (let round = 0; round <= rounds; round++) {
  for (const { name, text, theirs, ours } of programs) {
    const [a, b] = [runTheirs(text), runOurs(text)];
    if (a.out !== b.out) throw new Error(`${name} prints ${b.out} where CPython prints ${a.out}`);
    if (round === 0) continue;
    theirs.push(a.ms);
    ours.push(b.ms);
  }
}

const empty = [];
for (let i = 0; i < 100; i++) {
  const one = run("");
  const started = performance.now();
  one.execute();
  empty.push(performance.now() - started);
}

console.log(
  `${rounds} rounds, Node ${process.version}, medians of user CPU time, ${options.bare ? "no recording" : "recording"}, limits on`,
);
const ratios = programs.map(({ name, theirs, ours }) => {
  const ratio = median(ours) / median(theirs);
  const [low, high] = [Math.min(...ours), Math.max(...ours)].map((ms) => ms.toFixed(0));
  const [a, b] = [median(theirs), median(ours)].map((ms) => ms.toFixed(1).padStart(7));
  console.log(`${name.padEnd(14)} CPython ${a} ms  ours ${b} ms (${low}–${high})  ${ratio.toFixed(2)} ×`);
  return ratio;
});
const geometric = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
const largest = Math.max(...ratios);
console.log(`geometric mean ${geometric.toFixed(2)} ×, largest ${largest.toFixed(2)} ×`);
console.log(`empty program, warm: ${median(empty).toFixed(2)} ms`);
if (largest > Number(options["at-most"] ?? Number.POSITIVE_INFINITY)) process.exitCode = 1;
