// The benchmark's short form, for CI: what this project computes beside a plain twin of it that does nothing else, in
// one process. It fails when a ratio is more than MARGIN times the one that guard.json has from a quiet machine.
// A busy machine only ever makes a turn slower, and the twin's as well: CPU time of the best of several turns is
// taken, and before it fails more turns are asked for.
//   node bench/guard.mjs [--write]
import { readFileSync, writeFileSync } from "node:fs";
import { loadEngine } from "./support/engine.mjs";
import { opLoop, smallSteps } from "./support/programs.mjs";
import { loadRun, runProgram } from "./support/runner.mjs";
import * as twins from "./support/twins.mjs";

const MARGIN = 2;
const [FEW, MANY] = [6, 40];

const write = process.argv.includes("--write");
const file = new URL("guard.json", import.meta.url);
const Run = await loadRun();
const { backward, findSchema, float32, fromNumbers, int64 } = await loadEngine();
const call = (name, ...args) => findSchema(name).call(args);

function ramp(shape, requiresGrad = false) {
  const count = shape.reduce((product, n) => product * n, 1);
  const values = Float32Array.from({ length: count }, (_, i) => ((i * 7) % 11) / 11 - 0.5);
  const tensor = fromNumbers(values, shape, float32);
  tensor.leafRequiresGrad = requiresGrad;
  return tensor;
}

const x = ramp([4, 2]);
const parameters = [[3, 2], [3], [2, 3], [2]].map((shape) => ramp(shape, true));
const label = fromNumbers(Float64Array.of(0, 1, 1, 0), [4], int64);
const [a, b, long] = [ramp([192, 192]), ramp([192, 192]), ramp([200_000])];

function perception() {
  const [w1, b1, w2, b2] = parameters;
  for (const parameter of parameters) parameter.grad = null;
  const hidden = call("sigmoid", call("linear", x, w1, b1));
  const output = call("sigmoid", call("linear", hidden, w2, b2));
  backward([call("cross_entropy_loss", output, label, null, 1)]);
}

function times(count, body) {
  return () => {
    for (let i = 0; i < count; i++) body();
  };
}

const twinOfPerception = twins.perception(
  x.storage.float32(),
  parameters.map((p) => p.storage.float32()),
  [0, 1, 1, 0],
);
const twinOfMatmul = twins.matmul(192, a.storage.float32(), b.storage.float32());
const twinOfExp = twins.exp(long.storage.float32());

const cases = {
  "perceptron, forward and backward": { ours: times(2000, perception), twin: times(20_000, twinOfPerception) },
  "matmul 192": { ours: times(3, () => call("matmul", a, b)), twin: times(3, twinOfMatmul) },
  "exp of 200,000": { ours: times(3, () => call("exp", long)), twin: times(3, twinOfExp) },
  "a call in the language": {
    ours: () => runProgram(Run, opLoop(20_000), { record: false }),
    twin: times(20_000, () => call("neg", x)),
  },
  "recording of a small step": {
    ours: () => runProgram(Run, smallSteps(500)),
    twin: () => runProgram(Run, smallSteps(500), { record: false }),
  },
};

const best = Object.fromEntries(Object.keys(cases).map((name) => [name, { ours: Infinity, twin: Infinity }]));

function turn() {
  for (const [name, bodies] of Object.entries(cases)) {
    for (const side of ["twin", "ours"]) {
      const before = process.cpuUsage();
      bodies[side]();
      // Together: how they share a tick is the system's guess.
      const { user, system } = process.cpuUsage(before);
      best[name][side] = Math.min(best[name][side], (user + system) / 1000);
    }
  }
}

const known = write ? {} : JSON.parse(readFileSync(file, "utf8"));
const ratioOf = (name) => best[name].ours / best[name].twin;
const isSlower = (name) => ratioOf(name) > MARGIN * (known[name] ?? Number.POSITIVE_INFINITY);
for (let i = 0; i < FEW || (i < MANY && Object.keys(cases).some(isSlower)); i++) turn();

for (const name of Object.keys(cases)) {
  const { ours, twin } = best[name];
  const beside = known[name] === undefined ? "" : `, known as ${known[name].toFixed(2)}`;
  console.log(`${name}: ${ours.toFixed(2)} ms, twin ${twin.toFixed(2)} ms: ${ratioOf(name).toFixed(2)}${beside}`);
}
if (write) {
  const ratios = Object.fromEntries(Object.keys(cases).map((name) => [name, Number(ratioOf(name).toFixed(3))]));
  writeFileSync(file, `${JSON.stringify(ratios, null, 2)}\n`);
}
const slower = Object.keys(cases).filter(isSlower);
for (const name of slower) console.log(`${name} takes more than ${MARGIN} times as long as it did`);
console.log(`${Object.keys(cases).length - slower.length} passed, ${slower.length} failed`);
if (slower.length > 0) process.exitCode = 1;
