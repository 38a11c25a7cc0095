// Growth: time over size on logarithmic axes, whose slope is 1 where twice as much takes twice as long.
import { loadEngine } from "../support/engine.mjs";
import { chain, opLoop } from "../support/programs.mjs";
import { loadRunner, median, runProgram } from "../support/runner.mjs";
import { logSlope } from "../support/statistics.mjs";
import { between } from "./budget.mjs";

const powers = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i));

/** `largest` is the greatest power of ten, for all three. Gives `plots` as well. */
export async function growth({ rounds = 5, largest = { ops: 6, elements: 8, nodes: 5 } } = {}) {
  const { Run, answer } = await loadRunner();
  const { findSchema, float32, fromNumbers } = await loadEngine();
  const negate = findSchema("neg");
  const series = [
    {
      title: "ops, recorded",
      sizes: powers(3, largest.ops),
      time: (n) => runProgram(Run, opLoop(n)).milliseconds,
    },
    {
      title: "elements, neg",
      sizes: powers(3, largest.elements),
      time: (n) => {
        const x = fromNumbers(new Float32Array(n), [n], float32);
        // Small ones so often that the clock can tell.
        const turns = Math.max(1, Math.round(1e6 / n));
        const started = performance.now();
        for (let i = 0; i < turns; i++) negate.call([x]);
        return (performance.now() - started) / turns;
      },
    },
    {
      title: "nodes, built and run backward",
      sizes: powers(3, largest.nodes),
      time: (n) => runProgram(Run, chain(n)).milliseconds,
    },
    {
      title: "nodes, graph query",
      sizes: powers(3, largest.nodes),
      time: (n, cache) => {
        cache[n] ??= runProgram(Run, chain(n)).run;
        const started = performance.now();
        answer(cache[n], "graph", { name: "y" });
        return performance.now() - started;
      },
    },
  ];
  const plots = series.map(({ title, sizes, time }) => {
    const cache = {};
    for (let i = 0; i < 3; i++) for (const size of sizes.slice(0, 2)) time(size, cache);
    const points = sizes.map((x) => {
      const times = [];
      let spent = 0;
      // What takes seconds is measured once.
      for (let round = 0; round < rounds && spent < 2000; round++) {
        const started = performance.now();
        times.push(time(x, cache));
        spent += performance.now() - started;
      }
      return { x, y: median(times) };
    });
    return { title, points, slope: logSlope(points) };
  });
  const found = plots.map(({ title, points, slope }) => {
    const note = points.map(({ x, y }) => `10^${Math.log10(x).toFixed(0)} ${y.toPrecision(3)} ms`).join(", ");
    return between(0.9, 1.1, slope, `growth over ${title}: slope`, note);
  });
  return Object.assign(found, { plots });
}
