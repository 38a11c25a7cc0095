// What goes into a loss: a softmax before one that makes its own, shapes that broadcast, targets of the wrong kind. In a
// loop it is the same at every visit, so the last one is told: it is the one that lists and graph show.

import type { OpRecord } from "../../records";
import { numelOf } from "../elements";
import { shapeText } from "../text";
import type { Context } from "./context";
import { type Drafts, figure, type Rule, say } from "./rule";

const SQUASHES = /^(_softmax|_log_softmax|sigmoid|log_sigmoid_forward)$/;
const LOSSES = /^(mse_loss|l1_loss|smooth_l1_loss|huber_loss|binary_cross_entropy|soft_margin_loss)$/;

function nameOfOp({ declaration }: OpRecord): string {
  return declaration.name.replace(/^_/, "").replace(/_forward$/, "");
}

/** The ops of cross_entropy's own log_softmax: what it makes is read at the same place as a loss. */
function* crossEntropies(context: Context): Generator<null, OpRecord[]> {
  const found: OpRecord[] = [];
  for (const op of context.ops) {
    if (context.due(10)) yield null;
    if (op.declaration.name !== "_log_softmax") continue;
    const readers = context.view.readersOf(op.outputs[0] ?? -1);
    if (readers.some((reader) => reader.span === op.span && reader.frame === op.frame)) found.push(op);
  }
  return found;
}

export const softmaxBeforeLoss: Rule = {
  id: "softmax-before-loss",
  severity: "warning",
  *find(context): Drafts {
    const told = new Set<number>();
    const sigmoids = context.ops.filter(({ declaration }) => declaration.name === "binary_cross_entropy_with_logits");
    for (const op of [...(yield* crossEntropies(context)), ...sigmoids].reverse()) {
      const before = context.origin(op.inputs[0] ?? -1);
      if (before === undefined || !SQUASHES.test(before.declaration.name) || told.has(op.span)) continue;
      if (before.span === op.span && before.frame === op.frame) continue;
      told.add(op.span);
      const input = op.inputs[0] ?? -1;
      const [low, high] = context.extent(before.outputs[0] ?? -1);
      const related = [{ span: before.span, message: say("here {0} is taken first", nameOfOp(before)) }];
      const place = { span: op.span, related, values: [input, ...before.outputs] };
      const same = before.declaration.name === "_log_softmax";
      if (op.declaration.name !== "_log_softmax") {
        yield {
          ...place,
          message: say(
            "binary_cross_entropy_with_logits takes the sigmoid itself, and {0} was taken before: its inputs lie in [{1}, {2}]. Give it the logits.",
            nameOfOp(before),
            figure(low),
            figure(high),
          ),
        };
      } else if (same) {
        yield {
          ...place,
          severity: "info",
          message: say(
            "cross_entropy takes log_softmax itself: taking it before changes nothing. Give it the logits, or use nll_loss.",
          ),
        };
      } else {
        yield {
          ...place,
          message: say(
            "cross_entropy takes softmax itself, and {0} was taken before: its inputs lie in [{1}, {2}] instead of being logits, so the loss cannot come near 0. Give it the logits.",
            nameOfOp(before),
            figure(low),
            figure(high),
          ),
        };
      }
    }
  },
};

export const logOfSoftmax: Rule = {
  id: "log-of-softmax",
  severity: "info",
  *find(context): Drafts {
    const told = new Set<number>();
    for (const op of context.lastFirst) {
      if (context.due(10)) yield null;
      if (op.declaration.name !== "log" || told.has(op.span)) continue;
      const before = context.origin(op.inputs[0] ?? -1);
      if (before?.declaration.name !== "_softmax") continue;
      told.add(op.span);
      const [smallest] = context.extent(op.inputs[0] ?? -1);
      yield {
        span: op.span,
        message: say(
          "The log of a softmax loses what is small (the smallest here is {0}; below 1e-45 it is 0, and its log -inf): log_softmax gives the same without that.",
          figure(smallest),
        ),
        related: [{ span: before.span, message: say("here {0} is taken first", "softmax") }],
        values: op.outputs,
      };
    }
  },
};

export const lossBroadcast: Rule = {
  id: "loss-broadcast",
  severity: "warning",
  *find(context): Drafts {
    const { view } = context;
    const told = new Set<number>();
    for (const op of context.lastFirst) {
      if (context.due(10)) yield null;
      const { name } = op.declaration;
      if (told.has(op.span) || !(LOSSES.test(name) || name === "sub" || name === "rsub")) continue;
      const sides = op.inputs.slice(0, 2).map((input) => beforeExpand(context, op, input));
      const [a, b] = sides;
      if (a === undefined || b === undefined) continue;
      const [left, right] = [view.value(a)?.shape ?? [], view.value(b)?.shape ?? []];
      if (!isMixUp(left, right) || (!LOSSES.test(name) && !isMeasured(context, op, a, b))) continue;
      told.add(op.span);
      const n = Math.max(...left, ...right);
      yield {
        span: op.span,
        message: say(
          "{0} against {1} broadcasts to [{2}, {2}]: each prediction is compared with every target. Give both one shape: squeeze(1), or view_as.",
          shapeText(left),
          shapeText(right),
          n,
        ),
        values: [a, b, ...op.outputs],
      };
    }
  },
};

/** A loss expands its operands itself. */
function beforeExpand(context: Context, op: OpRecord, input: number): number {
  const maker = context.maker(input);
  const own = maker?.declaration.name === "expand" && maker.span === op.span;
  return own ? (maker.inputs[0] ?? input) : input;
}

/** [N, 1] against [N], and the other way round. */
function isMixUp(left: readonly number[], right: readonly number[]): boolean {
  const [wide, flat] = left.length > right.length ? [left, right] : [right, left];
  const [n = 0] = flat;
  return wide.length === 2 && flat.length === 1 && wide[0] === n && wide[1] === 1 && n > 1;
}

/** A difference of a prediction and a target that ends as one number that backward was called on. */
function isMeasured(context: Context, op: OpRecord, a: number, b: number): boolean {
  if (context.requiresGrad(a) === context.requiresGrad(b)) return false;
  const roots = new Set(context.passes.map(({ root }) => root.value));
  let at = op.outputs[0] ?? -1;
  for (let steps = 0; steps < 6; steps++) {
    if (roots.has(at)) return true;
    const readers: OpRecord[] = context.view
      .readersOf(at)
      .filter((each) => each.outputs.some((out) => context.requiresGrad(out)));
    const [reader] = readers;
    if (readers.length !== 1 || reader === undefined) return false;
    if (!/^(pow|square|abs|mul|mean|sum|div|sqrt|neg)$/.test(reader.declaration.name)) return false;
    at = reader.outputs[0] ?? -1;
  }
  return false;
}

export const softmaxDim: Rule = {
  id: "softmax-dim",
  severity: "info",
  *find(context): Drafts {
    const { view } = context;
    const told = new Set<number>();
    for (const op of context.lastFirst) {
      if (context.due(10)) yield null;
      if (!/^_(log_)?softmax$/.test(op.declaration.name) || told.has(op.span)) continue;
      const info = view.span(op.span);
      const made = moduleWithoutDim(context, op);
      if (info === undefined || (made === null ? !isCalledWithoutDim(context, op) : !made)) continue;
      told.add(op.span);
      const dim = String(op.rest?.[1] ?? 0);
      const shape = shapeText(view.value(op.inputs[0] ?? -1)?.shape ?? []);
      yield {
        span: op.span,
        message: say(
          "softmax without dim: for a tensor of shape {0} PyTorch takes dim={1}, which depends on the number of axes. Write the dim that is meant.",
          shape,
          dim,
        ),
        values: op.outputs,
        ...(made === null ? { fix: { offset: info.end - 1, text: `, dim=${dim}` } } : {}),
      };
    }
  },
};

/** Whether the module that takes the softmax was made without a dim; null where no module does. */
function moduleWithoutDim({ view }: Context, { frame }: OpRecord): boolean | null {
  const { frames } = view.trace;
  for (let at = frames.get(frame), steps = 0; at !== undefined && steps < 4; at = frames.get(at.parent), steps++) {
    if (!view.inspector.isModule(at.self) || view.span(at.functionSpan)?.library !== true) continue;
    return /^(Log)?Softm(ax|in)\(dim=None\)$/.test(view.inspector.repr(at.self, 1));
  }
  return null;
}

/** A call of nn.functional's function (a tensor's own method needs a dim) with nothing but a tensor. */
function isCalledWithoutDim({ view }: Context, { span, frame }: OpRecord): boolean {
  const called = view.span(view.trace.frames.get(frame)?.functionSpan ?? -1);
  if (called?.library !== true || !/^(log_softmax|softmax|softmin)$/.test(called.scope)) return false;
  const text = view.text(span, 400);
  if (!/^(\w+\.)*(log_softmax|softmax|softmin)\(/.test(text)) return false;
  return /\((?:[^,()[\]]|\([^()]*\)|\[[^\]]*\])*\)$/.test(text.replace(/^[\w.]+/, "")) && !/\bdim\s*=/.test(text);
}

const WRONG_TARGETS =
  /multi-target not supported|Expected floating point type for target with class probabilities|expected scalar type Long but found|Expected target size/;

export const classTargets: Rule = {
  id: "class-targets",
  severity: "warning",
  *find(context): Drafts {
    const { view } = context;
    const told = new Set<number>();
    for (const op of yield* crossEntropies(context)) {
      // A target of floats is probabilities by class, with which the log probabilities are multiplied.
      const product = view
        .readersOf(op.outputs[0] ?? -1)
        .find((each) => each.declaration.name === "mul" && each.span === op.span && each.frame === op.frame);
      const target = product?.inputs.find((input) => input !== op.outputs[0]) ?? -1;
      const shape = view.value(target)?.shape ?? [];
      const axis = shape.length < 2 ? 0 : 1;
      const classes = shape[axis] ?? 1;
      const numbers = context.numbers(target);
      if (numbers === null || numelOf(shape) !== numelOf(view.value(op.inputs[0] ?? -1)?.shape ?? [])) continue;
      const sum = firstOddSum(numbers, shape, axis);
      if (sum === null || told.has(op.span)) continue;
      told.add(op.span);
      yield {
        span: op.span,
        visit: op.visit,
        message: say(
          "A target of floats with the input's shape {0} is read as probabilities of {1} classes, but they add up to {2}, not 1. Class numbers must be integers of shape [N].",
          shapeText(shape),
          classes,
          figure(sum),
        ),
        values: [target],
      };
    }
    const { ending } = context;
    if (ending === null || !WRONG_TARGETS.test(ending.message)) return;
    // Other functions want integers in the same words.
    if (!/loss|entropy|criterion|nll/i.test(view.text(ending.span, 400))) return;
    const oneHot = context.ops.find(({ declaration }) => declaration.name === "one_hot");
    yield {
      span: ending.span,
      message:
        oneHot !== undefined
          ? say(
              "The target is one-hot: give class numbers instead (without one_hot, or argmax(dim=1)), or floats (.float()).",
            )
          : say(
              "Class numbers must be integers (.long()) of shape [N]; probabilities by class must be floats of the input's shape.",
            ),
      related: oneHot === undefined ? [] : [{ span: oneHot.span, message: say("here it is made one-hot") }],
    };
  },
};

/** The first sum over the classes that is not 1. */
function firstOddSum(numbers: Float64Array, shape: readonly number[], axis: number): number | null {
  const inner = numelOf(shape.slice(axis + 1));
  const classes = shape[axis] ?? 1;
  for (let start = 0; start < numbers.length; start += inner * classes) {
    for (let offset = 0; offset < inner; offset++) {
      let sum = 0;
      for (let i = 0; i < classes; i++) sum += numbers[start + offset + i * inner] ?? 0;
      if (Math.abs(sum - 1) > 1e-3) return sum;
    }
  }
  return null;
}
