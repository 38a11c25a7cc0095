// Activations that pass no gradient on: sigmoids and tanhs at their ends, units whose ReLU is always zero.

import type { OpRecord } from "../../records";
import type { Context } from "./context";
import { type Drafts, figure, type Rule, say } from "./rule";

/** Elements below which nothing is said, and the share that makes a finding. */
const FEWEST = 16;
const SATURATED = 0.9;
const DEAD = 0.5;
const FEWEST_ROWS = 16;
/** A derivative below this passes next to nothing on. */
const FLAT = 1e-3;

const PRODUCTS = /^(addmm|mm|bmm|matmul|baddbmm|linear|.*convolution.*|conv\dd)$/;

/** The last call of each place that a backward went through, of ops by name. */
function lastCalls(context: Context, names: RegExp): Map<number, OpRecord> {
  const reached = new Set(context.passes.flatMap(({ steps }) => steps.map(({ node }) => node.op)));
  const last = new Map<number, OpRecord>();
  for (const op of context.ops) if (names.test(op.declaration.name) && reached.has(op.id)) last.set(op.span, op);
  return last;
}

export const saturated: Rule = {
  id: "saturated",
  severity: "warning",
  *find(context): Drafts {
    for (const op of lastCalls(context, /^(sigmoid|tanh)$/).values()) {
      const value = op.outputs[0] ?? -1;
      // The last layer's may well be certain; one before other layers stops what they would learn.
      if (!context.view.readersOf(value).some(({ declaration }) => PRODUCTS.test(declaration.name))) continue;
      const numbers = context.numbers(value);
      if (context.due(100)) yield null;
      if (numbers === null || numbers.length < FEWEST) continue;
      const isSigmoid = op.declaration.name === "sigmoid";
      let count = 0;
      for (const y of numbers) if ((isSigmoid ? y * (1 - y) : 1 - y * y) < FLAT) count++;
      if (count < SATURATED * numbers.length) continue;
      yield {
        span: op.span,
        visit: op.visit,
        message: say(
          "{0} is saturated: {1} of {2} elements lie where its derivative is below 0.001, so the layers before it hardly learn. Try smaller weights or inputs, a normalisation, or ReLU.",
          op.declaration.name,
          count,
          numbers.length,
        ),
        values: [value],
      };
    }
  },
};

export const deadRelu: Rule = {
  id: "dead-relu",
  severity: "info",
  *find(context): Drafts {
    for (const op of lastCalls(context, /^relu$/).values()) {
      const value = op.outputs[0] ?? -1;
      const shape = context.view.value(value)?.shape ?? [];
      const [rows = 0, units = 0] = shape;
      const numbers = context.numbers(value);
      if (context.due(100)) yield null;
      if (numbers === null || shape.length < 2) continue;
      const inner = numbers.length / (rows * units);
      if (rows * inner < FEWEST_ROWS || shape.length === 3) continue;
      const alive = new Uint8Array(units);
      numbers.forEach((x, i) => {
        if (x !== 0) alive[Math.floor(i / inner) % units] = 1;
      });
      const dead = alive.reduce((count, each) => count + 1 - each, 0);
      if (dead < DEAD * units) continue;
      yield {
        span: op.span,
        visit: op.visit,
        severity: dead === units ? "warning" : "info",
        message: say(
          "{0} of {1} units are zero for all {2} inputs of the last step: no gradient goes through them ({3}). Try a smaller learning rate, or LeakyReLU.",
          dead,
          units,
          rows,
          `${figure((100 * dead) / units)} %`,
        ),
        values: [value],
      };
    }
  },
};
