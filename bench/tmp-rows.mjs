import { readFileSync } from "node:fs";
import { loadRun } from "./support/runner.mjs";
const Run = await loadRun({ names: true });
const text = readFileSync(process.argv[2], "utf8");
const run = new Run({ entry: "program.py", sources: [{ file: "program.py", text }], seed: 0, limits: { seconds: 60, bytes: 2 ** 30 } }, { bounds: { bytes: 2 ** 29, events: 1e9 } });
run.execute();
const { trace } = run; const { events } = trace;
const counts = new Map();
for (let row = 0; row < events.rows; row++) { const s = events.span.at(row); const i = trace.spans[s]; const k = events.kind.at(row) + " " + text.slice(i.start, i.end).split("\n")[0].slice(0, 50); counts.set(k, (counts.get(k) ?? 0) + 1); }
console.log(events.rows);
for (const [k, v] of [...counts].sort((a, b) => b[1] - a[1]).slice(0, 12)) console.log(v, k);
