// The training loop: parameters that no optimiser has, gradients that are never set to zero, modules that are in the
// wrong mode, writes in place that break backward.

import { Kind } from "../../events";
import type { OpRecord } from "../../records";
import type { Context, Parameter } from "./context";
import { type Drafts, figure, type Rule, say } from "./rule";

export const notInOptimizer: Rule = {
  id: "not-in-optimizer",
  severity: "warning",
  *find(context): Drafts {
    const held = new Set(context.optimizers.flatMap(({ parameters }) => [...parameters]));
    const roots = new Set(context.parameters.filter(({ tensor }) => held.has(tensor)).map(({ root }) => root));
    const places = new Map<number, Parameter[]>();
    for (const parameter of context.parameters) {
      const { root, tensor, gradients, made } = parameter;
      const [first] = gradients;
      if (root === "" || first === undefined || held.has(tensor) || !roots.has(root)) continue;
      if (context.due(100)) yield null;
      // Changed by hand.
      if (parameter.seen.some((event) => event > first.event)) continue;
      places.set(made, [...(places.get(made) ?? []), parameter]);
    }
    for (const [span, list] of places) {
      const titles = list.map(({ title }) => title);
      yield {
        span,
        message: say(
          "{0} gets gradients, but no optimizer was given it: it never changes. If that is meant, set requires_grad to False.",
          titles.join(", "),
        ),
        parameters: titles,
      };
    }
  },
};

export const noZeroGrad: Rule = {
  id: "no-zero-grad",
  severity: "warning",
  *find(context): Drafts {
    const { view } = context;
    const { trace } = view;
    const places = new Map<number, { first: Parameter; count: number; passes: number }>();
    for (const parameter of context.parameters) {
      const { tensor, gradients } = parameter;
      const { grad } = tensor;
      const [first] = gradients;
      if (grad === null || first === undefined || gradients.length < 2) continue;
      // A gradient that is only ever added to has a version for each pass after its first; zeroing it adds more, and a
      // new one begins anew. Passes that the trace let go are known by the visits of their statement.
      const spans = new Set(gradients.map(({ event }) => trace.events.span.at(trace.events.rowOf(event))));
      const [span = -1] = spans;
      const whole = trace.events.rows === trace.events.total;
      if (spans.size !== 1 && !whole) continue;
      const passes = whole ? gradients.length : trace.visitsOf(trace.statementOfSpan(span));
      if (grad.version !== passes - 1) continue;
      // Adding up is meant as long as no step is made in between.
      const last = gradients.at(-1)?.event ?? 0;
      const stepped = parameter.seen.some((event) => event > first.event && event < last);
      if (context.due(200)) yield null;
      if (!stepped || !isSum(context, parameter)) continue;
      const found = places.get(span);
      if (found === undefined) places.set(span, { first: parameter, count: 1, passes });
      else found.count++;
    }
    for (const [span, { first, count, passes }] of places) {
      const { tensor, gradients, title } = first;
      const sum = tensor.grad === null ? null : context.rms(trace.queriedId(tensor.grad));
      const own = context.rms(gradients.at(-1)?.value ?? -1);
      const names = new Set(
        context.optimizers.filter(({ parameters }) => parameters.has(tensor)).map(({ name }) => name),
      );
      const [name = ""] = names;
      const offset = lineStart(context, trace.statementOfSpan(span));
      const certain = names.size === 1 && name !== "" && offset !== null;
      yield {
        span,
        message: say(
          "Gradients are added up over all {0} steps, because nothing sets them to zero: {1} has {2} (root mean square), the last backward alone gave {3}. Call {4} before backward. ({5} parameters)",
          passes,
          `${title}.grad`,
          figure(sum ?? Number.NaN),
          figure(own ?? Number.NaN),
          name === "" ? "zero_grad()" : `${name}.zero_grad()`,
          count,
        ),
        parameters: [title],
        ...(certain ? { fix: { offset, text: `${name}.zero_grad()\n${indentOf(context, span, offset)}` } } : {}),
      };
    }
  },
};

/** Elements of gradients that are added up to compare their sum with what a parameter holds. */
const MOST_ADDED = 2_000_000;

/** Whether what a parameter's `.grad` holds is what all of its backward passes brought, and not the last one's alone. */
function isSum(context: Context, { tensor, gradients }: Parameter): boolean {
  const held = tensor.grad === null ? null : context.numbers(context.view.trace.queriedId(tensor.grad));
  const last = context.numbers(gradients.at(-1)?.value ?? -1);
  if (held === null || last === null) return false;
  const zero = new Float64Array(held.length);
  if (isNear(held, last) || isNear(held, zero)) return false;
  if (gradients.length * held.length > MOST_ADDED) return true;
  const sum = zero;
  for (const { value } of gradients) {
    const each = context.numbers(value);
    // Of a long run not every pass is there.
    if (each === null) return true;
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (each[i] ?? 0);
  }
  return isNear(held, sum);
}

function isNear(a: Float64Array, b: Float64Array): boolean {
  const scale = a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return a.every((x, i) => Math.abs(x - (b[i] ?? 0)) <= 1e-3 * scale);
}

/** Where a statement that begins its line begins; null for any other. */
function lineStart({ view }: Context, statement: number): number | null {
  const info = view.span(statement);
  if (info === undefined) return null;
  const text = view.sources.get(info.file) ?? "";
  const before = text.slice(text.lastIndexOf("\n", info.start - 1) + 1, info.start);
  return before.trim() === "" ? info.start : null;
}

function indentOf({ view }: Context, span: number, offset: number): string {
  const text = view.sources.get(view.span(span)?.file ?? "") ?? "";
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
}

/** Whether an op is the work of a module in training mode; null where it does not depend on the mode. */
function isTraining({ view }: Context, { declaration, rest, frame }: OpRecord): boolean | null {
  if (declaration.name === "native_batch_norm") return rest?.[5] === true;
  if (declaration.name !== "mul") return null;
  const function_ = view.span(view.trace.frames.get(frame)?.functionSpan ?? -1);
  return function_?.library === true && /dropout/.test(function_.scope) ? true : null;
}

export const evalMode: Rule = {
  id: "eval-mode",
  severity: "warning",
  *find(context): Drafts {
    const { lastPass } = context;
    // Who asks for training mode there means it: dropout that is sampled from.
    if (lastPass < 0 || isTrainCalled(context, lastPass)) return;
    const trained = new Set<number>();
    const told = new Set<number>();
    for (const op of context.ops) {
      if (context.due(10)) yield null;
      if (isTraining(context, op) !== true) continue;
      const recorded = context.view.value(op.outputs[0] ?? -1)?.gradFnName !== null;
      if (op.event < lastPass && recorded) trained.add(op.span);
      if (op.event < lastPass || recorded || !trained.has(op.span) || told.has(op.span)) continue;
      told.add(op.span);
      yield {
        span: op.span,
        visit: op.visit,
        message:
          op.declaration.name === "mul"
            ? say("Dropout still drops elements here, after training and without a graph: call model.eval() first.")
            : say(
                "Batch norm still uses this batch's own statistics here, after training and without a graph: call model.eval() first.",
              ),
        values: op.outputs.slice(0, 1),
      };
    }
  },
};

function isTrainCalled({ view }: Context, after: number): boolean {
  const { events } = view.trace;
  for (let row = events.rows - 1; row >= 0 && events.number.at(row) > after; row--) {
    if (events.kind.at(row) === Kind.valueObject && /\.train\((True)?\)$/.test(view.text(events.span.at(row))))
      return true;
  }
  return false;
}

export const trainMode: Rule = {
  id: "train-mode",
  severity: "warning",
  *find(context): Drafts {
    const modes = new Map<number, { trained: boolean; last: OpRecord; training: boolean }>();
    for (const op of context.ops) {
      if (context.due(10)) yield null;
      const training = op.declaration.name === "native_batch_norm" ? isTraining(context, op) : null;
      if (training === null || op.event > context.lastPass) continue;
      if (context.view.value(op.outputs[0] ?? -1)?.gradFnName == null) continue;
      const before = modes.get(op.span);
      modes.set(op.span, { trained: training || before?.trained === true, last: op, training });
    }
    for (const { trained, last, training } of modes.values()) {
      if (training || !trained) continue;
      yield {
        span: last.span,
        visit: last.visit,
        message: say(
          "Training goes on in eval mode: batch norm used its running statistics here, after it had used the batch's own. Call model.train() after evaluating.",
        ),
        values: last.outputs.slice(0, 1),
      };
    }
  },
};

const OVERWRITTEN =
  /modified by an inplace operation: .* which is output (\d+) of (\w+), is at version (\d+); expected version (\d+)/;

export const inPlace: Rule = {
  id: "in-place",
  severity: "warning",
  *find(context): Drafts {
    const { trace } = context.view;
    const { events } = trace;
    const { ending } = context;
    if (ending === null || !OVERWRITTEN.test(ending.message)) return;
    let step = ending.row;
    while (step >= 0 && events.kind.at(step) !== Kind.gradient) step--;
    const node = trace.nodes.get(events.a.at(step));
    const op = trace.ops.get(node?.op ?? -1);
    if (node === undefined || op === undefined) return;
    for (const id of [...op.inputs, ...op.outputs]) {
      const value = trace.values.get(id);
      const storage = value?.tensor?.storage.root;
      if (value === undefined || storage === undefined || trace.bytes.get(value.bytes)?.written !== true) continue;
      const isSame = (each: number): boolean => trace.values.get(each)?.tensor?.storage.root === storage;
      const writers = context.ops.filter(
        ({ event, outputs }) =>
          event > op.event &&
          outputs.some((output) => isSame(output) && (trace.values.get(output)?.version ?? 0) > value.version),
      );
      const [writer] = writers;
      if (writer === undefined) continue;
      const name = context.nameOf(id);
      yield {
        span: writer.span,
        visit: writer.visit,
        message: say(
          "This writes {0} in place, which backward of {1} still needs: make a new tensor instead (a * b for a.mul_(b), or clone() first).",
          name === "" ? "a tensor" : name,
          op.declaration.name,
        ),
        related: [
          { span: op.span, message: say("here it was kept for backward") },
          { span: ending.span, message: say("backward was called here") },
        ],
        values: [id],
        nodes: [node.id],
      };
      return;
    }
  },
};
