// NaN and infinities: the op that first gave one from operands that had none, with the element that caused it; the
// node of a backward that did; and losses that are not finite, about which backward says nothing.

import type { OpRecord } from "../../records";
import { numberAt, placeOf } from "../elements";
import { broadcastIndex, unravel } from "../why/call";
import type { Bad, Context, Pass } from "./context";
import { type Draft, type Drafts, figure, type Rule, say } from "./rule";

const LOGS = /^(log|log2|log10|log1p|xlogy)$/;
const DIVISIONS = /^(div|true_divide|reciprocal|rsqrt|floor_divide|remainder|fmod)$/;

/** Values past which nobody looks further for where a NaN went. */
const MOST_FOLLOWED = 500;

interface Origin {
  readonly op: OpRecord;
  readonly kind: "nan" | "infinity" | "log-of-zero" | "division-by-zero";
  /** The element of the result. */
  readonly at: number;
  readonly fate: Fate;
  /** The loss that it reached; -1 for none. */
  readonly loss: number;
}

/** What became of a value that is not finite: it reached a loss, it stood at the end, or something took it away. */
type Fate = "loss" | "kept" | "handled";

const SINGULAR = /sqrt|div|reciprocal|pow|log|norm|acos|asin|atanh|std|var|exp|tan$|lgamma|digamma|erfinv/;

/** Origins by context: four rules look at the same ones. */
const known = new WeakMap<Context, Origin[]>();

function* originsOf(context: Context): Generator<null, Origin[]> {
  const before = known.get(context);
  if (before !== undefined) return before;
  const found: Origin[] = [];
  const places = new Set<string>();
  for (const op of context.ops) {
    if (context.due(200)) yield null;
    const { inputs, outputs, declaration } = op;
    // What has no operand was given by the program, and what only moves elements makes none.
    // Ops named _ex leave it to their caller to raise an error.
    if (
      inputs.length === 0 ||
      declaration.view ||
      declaration.name.endsWith("_ex") ||
      (op.rest ?? []).some(isNotFinite)
    )
      continue;
    const output = outputs[0] ?? -1;
    const result = yield* context.bad(output);
    if (result === null || (result.nan < 0 && result.infinite < 0)) continue;
    const operands: (Bad | null)[] = [];
    for (const input of inputs) operands.push(yield* context.bad(input));
    if (operands.includes(null)) continue;
    const hasNaN = operands.some((each) => (each?.nan ?? -1) >= 0);
    const hasInfinity = operands.some((each) => (each?.infinite ?? -1) >= 0);
    const isNew = result.nan >= 0 ? !hasNaN : !hasNaN && !hasInfinity;
    if (!isNew) continue;
    const kind = kindOf(op, result);
    const place = `${kind} ${op.span}`;
    if (places.has(place)) continue;
    const { fate, loss } = yield* fateOf(context, output);
    if (fate === "handled" || (fate === "kept" && kind !== "nan" && context.inLibrary(op))) continue;
    places.add(place);
    found.push({ op, kind, at: result.nan >= 0 ? result.nan : result.infinite, fate, loss });
  }
  known.set(context, found);
  return found;
}

function kindOf(op: OpRecord, result: Bad): Origin["kind"] {
  if (result.nan >= 0) return "nan";
  if (LOGS.test(op.declaration.name)) return "log-of-zero";
  return DIVISIONS.test(op.declaration.name) ? "division-by-zero" : "infinity";
}

function isNotFinite(argument: unknown): boolean {
  if (Array.isArray(argument)) return argument.some(isNotFinite);
  return typeof argument === "number" && !Number.isFinite(argument);
}

function* fateOf(context: Context, value: number): Generator<null, { fate: Fate; loss: number }> {
  const roots = new Set(context.passes.map(({ root }) => root.value));
  const queue = [value];
  const seen = new Set(queue);
  let fate: Fate = "handled";
  for (let i = 0; i < queue.length && i < MOST_FOLLOWED; i++) {
    const at = queue[i] ?? -1;
    if (roots.has(at)) return { fate: "loss", loss: at };
    let reads = 0;
    for (const reader of context.view.readersOf(at)) {
      const output = reader.outputs[0] ?? -1;
      // A test for NaN, or where the largest stands, neither spreads nor mends it.
      if (!/float|complex/.test(context.view.value(output)?.dtype.name ?? "")) continue;
      reads++;
      const bad = yield* context.bad(output);
      if (bad === null || (bad.nan < 0 && bad.infinite < 0) || seen.has(output)) continue;
      seen.add(output);
      queue.push(output);
    }
    if (reads === 0) fate = "kept";
  }
  return { fate, loss: -1 };
}

/** "x[3] = −1": each operand's element that the result's element was made from, where op and shape say which that is. */
function evidence(context: Context, op: OpRecord, at: number): string {
  const { view } = context;
  const shape = view.value(op.outputs[0] ?? -1)?.shape ?? [];
  const index = unravel(at, shape);
  const parts: string[] = [];
  op.inputs.forEach((input, i) => {
    const data = view.data(input);
    if (data === null || parts.length >= 3) return;
    const skip = shape.length - data.shape.length;
    const fits = skip >= 0 && data.shape.every((size, axis) => size === 1 || size === shape[axis + skip]);
    const own = fits ? broadcastIndex(index, data.shape) : null;
    if (own === null) return;
    // What the library made on the way has no name of the program's.
    const name = context.maker(input)?.span === op.span ? "" : context.nameOf(input);
    const value = figure(numberAt(data, placeOf(data, own)));
    // A number that the program wrote has no name, and no op that made it.
    parts.push(
      name === ""
        ? i === 0 && data.shape.length > 0
          ? `[${own.join(", ")}] = ${value}`
          : value
        : element(name, own, value),
    );
  });
  return parts.join(", ");
}

function element(name: string, index: readonly number[], value: string): string {
  const tensor = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) ? name : `(${name})`;
  return index.length === 0 ? `${tensor} = ${value}` : `${tensor}[${index.join(", ")}] = ${value}`;
}

function resultAt(context: Context, op: OpRecord, at: number): string {
  const data = context.view.data(op.outputs[0] ?? -1);
  return data === null ? "" : figure(numberAt(data, placeOf(data, unravel(at, data.shape))));
}

function origins(
  kind: Origin["kind"],
  message: (context: Context, origin: Origin, operands: string) => Draft["message"],
): Rule["find"] {
  return function* find(context): Drafts {
    for (const origin of yield* originsOf(context)) {
      if (origin.kind !== kind) continue;
      const { op } = origin;
      yield {
        span: op.span,
        visit: op.visit,
        message: message(context, origin, evidence(context, op, origin.at)),
        ...(origin.fate === "loss" ? { severity: "warning" } : {}),
        values: op.outputs,
      };
    }
  };
}

/** "log", as the program would call it. */
function opName({ declaration }: OpRecord): string {
  return declaration.name.replace(/^_/, "");
}

export const nan: Rule = {
  id: "nan",
  severity: "warning",
  find: origins("nan", (_, { op }, operands) =>
    operands === ""
      ? say("The first nan comes from here: {0} of operands without any gives it.", opName(op))
      : say("The first nan comes from here: {0} gives it from {1}.", opName(op), operands),
  ),
};

export const infinity: Rule = {
  id: "infinity",
  severity: "info",
  find: origins("infinity", (context, { op, at }, operands) =>
    operands === ""
      ? say("{0} of finite operands gives {1}.", opName(op), resultAt(context, op, at))
      : say("{0} gives {1} from {2}.", opName(op), resultAt(context, op, at), operands),
  ),
};

export const logOfZero: Rule = {
  id: "log-of-zero",
  severity: "info",
  find: origins("log-of-zero", (context, { op, at }, operands) =>
    say(
      "The logarithm of zero is {0}: {1}. Add a small number first, or take log_softmax or logsigmoid.",
      resultAt(context, op, at),
      operands,
    ),
  ),
};

export const divisionByZero: Rule = {
  id: "division-by-zero",
  severity: "info",
  find: origins("division-by-zero", (context, { op, at }, operands) =>
    say("Division by zero gives {0}: {1}. Keep the divisor away from zero.", resultAt(context, op, at), operands),
  ),
};

export const lossNotFinite: Rule = {
  id: "loss-not-finite",
  severity: "warning",
  *find(context): Drafts {
    const spans = new Set<number>();
    for (const pass of context.passes) {
      if (context.due(10)) yield null;
      const { root } = pass;
      const bad = yield* context.bad(root.value);
      if (bad === null || (bad.nan < 0 && bad.infinite < 0) || spans.has(pass.span)) continue;
      spans.add(pass.span);
      const value = context.numbers(root.value)?.find((x) => !Number.isFinite(x)) ?? Number.NaN;
      const first = (yield* originsOf(context)).find(({ loss }) => loss === root.value);
      yield {
        span: pass.span,
        visit: visitOf(context, pass),
        message: say(
          "backward starts from {0}, and does not say so: every gradient it reaches is lost.",
          figure(value),
        ),
        related: first === undefined ? [] : [{ span: first.op.span, message: say("here it stopped being finite") }],
        values: [root.value],
        nodes: [root.id],
      };
    }
  },
};

function visitOf(context: Context, { event }: Pass): number {
  const { events } = context.view.trace;
  return events.visit.at(events.rowOf(event));
}

export const nanGradient: Rule = {
  id: "nan-gradient",
  severity: "warning",
  *find(context): Drafts {
    const spans = new Set<number>();
    for (const pass of context.passes) {
      const root = yield* context.bad(pass.root.value);
      // A loss that is not finite has its own finding.
      if (root === null || root.nan >= 0 || root.infinite >= 0) continue;
      for (const { node, gradient } of pass.steps) {
        if (context.due(50)) yield null;
        const bad = yield* context.bad(gradient);
        if (bad === null || (bad.nan < 0 && bad.infinite < 0)) continue;
        const draft = blame(context, pass, node.node, gradient, bad);
        if (draft !== null && !spans.has(draft.span)) {
          spans.add(draft.span);
          yield draft;
        }
        break;
      }
    }
  },
};

/** The first node that got a bad gradient got it from one that had a good one: the op of that one is to blame. */
function blame(context: Context, pass: Pass, node: unknown, gradient: number, bad: Bad): Draft | null {
  const { view } = context;
  const senders = pass.steps.filter(({ node: each }) => each.node?.nextEdges.some((edge) => edge?.node === node));
  const ops = senders.flatMap(({ node: each }) => view.trace.ops.get(each.op) ?? []);
  const op =
    ops.find(({ declaration }) => SINGULAR.test(declaration.name)) ??
    ops.find(({ declaration }) => !/^(add|sub|rsub|neg|sum|mean)$/.test(declaration.name)) ??
    ops[0];
  const data = view.data(gradient);
  if (op === undefined || data === null) return null;
  const at = bad.nan >= 0 ? bad.nan : bad.infinite;
  const index = unravel(at, data.shape);
  const value = figure(numberAt(data, placeOf(data, index)));
  const inputs = op.inputs.filter((input) => {
    const record = view.value(input);
    const isItsOwn = (record?.gradFn ?? record?.tensor?.gradAccumulator ?? null) === node;
    return isItsOwn && record?.shape.length === index.length;
  });
  const [input] = inputs;
  const operand = input === undefined ? null : view.data(input);
  const from =
    input === undefined || operand === null
      ? ""
      : element(context.nameOf(input) || "input", index, figure(numberAt(operand, placeOf(operand, index))));
  return {
    span: op.span,
    visit: op.visit,
    message: say(
      "The gradient of {0} is {1} at {2}: the first of this backward that is not finite.",
      opName(op),
      value,
      from === "" ? `[${index.join(", ")}]` : from,
    ),
    related: [{ span: pass.span, message: say("backward was called here") }],
    values: input === undefined ? [] : [input],
    nodes: senders.map(({ node: each }) => each.id),
  };
}
