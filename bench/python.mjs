// Pure Python beside CPython 3.11: the programs of bench/python, with recording, safepoints and limits on, every
// program once a round on either side, in one process of ours that runs them all. User CPU time is what a busy machine
// disturbs least, and counts what V8's compiler and collector do on other threads; a quiet machine's ratio is `wall`.
//   node bench/python.mjs [ROUNDS] [NAME...] [--at-most RATIO] [--bare] [--profile]
// With --at-most it fails when the largest ratio of CPU times is above; --bare runs without recording; --profile keeps
// names, for `node --cpu-prof`.
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
wall, cpu = time.perf_counter(), time.process_time()
exec(code, {"__name__": "__main__"})
cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
print(cpu * 1000, wall * 1000, sys.stdout.getvalue(), sep="\\n", end="", file=out)
`;

function runTheirs(text) {
  const { stdout, stderr, status } = spawnSync(cpython, ["-c", TIMED], { input: text, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const [cpu, wall, ...lines] = stdout.split("\n");
  return { cpu: Number(cpu), wall: Number(wall), out: lines.join("\n") };
}

const Run = await loadRun({ names: options.profile });

function prepared(text) {
  const request = { entry: "program.py", sources: [{ file: "program.py", text }], seed: 0, limits };
  return new Run(request, { record: !options.bare, memory: () => process.memoryUsage().heapUsed });
}

function runOurs(text) {
  const run = prepared(text);
  const before = process.cpuUsage();
  const { status, seconds } = run.execute();
  const cpu = process.cpuUsage(before).user / 1000;
  if (status !== "ok") throw new Error(run.stderr);
  return { cpu, wall: seconds * 1000, out: run.stdout };
}

// The first round warms both.
for (let round = 0; round <= rounds; round++) {
  for (const { name, text, theirs, ours } of programs) {
    const [a, b] = [runTheirs(text), runOurs(text)];
    if (a.out !== b.out) throw new Error(`${name} prints ${b.out} where CPython prints ${a.out}`);
    if (round === 0) continue;
    theirs.push(a);
    ours.push(b);
  }
}

const empty = [];
for (let i = 0; i < 100; i++) {
  const run = prepared("");
  const started = performance.now();
  run.execute();
  empty.push(performance.now() - started);
}

const medianOf = (list, clock) => median(list.map((each) => each[clock]));
console.log(`${rounds} rounds, Node ${process.version}, ${options.bare ? "no recording" : "recording"}, limits on`);
console.log("medians of user CPU time, and the ratio of wall times");
const ratios = programs.map(({ name, theirs, ours }) => {
  const cpu = medianOf(ours, "cpu") / medianOf(theirs, "cpu");
  const wall = medianOf(ours, "wall") / medianOf(theirs, "wall");
  const [a, b] = [theirs, ours].map((list) => medianOf(list, "cpu").toFixed(1).padStart(7));
  console.log(`${name.padEnd(14)} CPython ${a} ms  ours ${b} ms  ${cpu.toFixed(2)} ×  wall ${wall.toFixed(2)} ×`);
  return { cpu, wall };
});
const largest = (clock) => Math.max(...ratios.map((each) => each[clock]));
const summary = (clock) => {
  const geometric = Math.exp(ratios.reduce((sum, each) => sum + Math.log(each[clock]), 0) / ratios.length);
  return `${clock}: geometric mean ${geometric.toFixed(2)} ×, largest ${largest(clock).toFixed(2)} ×`;
};
console.log(`${summary("cpu")}; ${summary("wall")}`);
console.log(`empty program, warm: ${median(empty).toFixed(2)} ms`);
if (largest("cpu") > Number(options["at-most"] ?? Number.POSITIVE_INFINITY)) process.exitCode = 1;
