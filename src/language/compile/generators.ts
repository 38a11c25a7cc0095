// Bodies of generator functions. Only nodes that contain a yield become JavaScript generators; all others stay plain
// closures. An expression with a yield inside keeps the values of what was evaluated before it in slots of the frame.

import type { LanguageRecorder } from "../../trace/recorder";
import { delegate } from "../runtime/delegation";
import { Refusal } from "../runtime/errors";
import type { Frame } from "../runtime/function";
import { PyGenerator } from "../runtime/generator";
import { iterate } from "../runtime/iterate";
import type { Value } from "../runtime/object";
import { inPlace, truth } from "../runtime/operators";
import { safepoint, thread } from "../runtime/thread";
import type * as ast from "../syntax/ast";
import {
  BREAK,
  type Completion,
  type Evaluate,
  NORMAL,
  RETURN,
  type Steps,
  type Store,
  SWITCH,
  type Test,
  type Unit,
  WarmingSteps,
} from "./context";
import { handlerName, matcher } from "./exceptions";
import {
  type StepHandler,
  type StepStatement,
  type StepValue,
  withFinally,
  withHandlers,
  withOne,
} from "./generator-exceptions";
import { patternMatcher } from "./patterns";
import { announced } from "./statements";
import { children } from "./symbols";
import { augmentedTarget } from "./targets";
import { raisesIn, yieldsIn } from "./yields";

/** A generator function's body: a call makes the generator. */
export function generatorBody(unit: Unit, body: readonly ast.Stmt[]): (frame: Frame) => Value {
  const first = thread.spans.size;
  const hot = new WarmingSteps((entries, sample) => {
    return unit.parts.hotSteps(unit.again(first, end, unit.statementSpan), body, entries, sample);
  });
  if (unit.known === null) unit.warming = hot;
  const steps = block(unit, body);
  const end = thread.spans.size;
  unit.warming = null;
  return (f) => {
    const { code } = f;
    const made = hot.isHot(f) && hot.made !== null ? hot.made(f, 0) : steps(f);
    return new PyGenerator(code, f, made, code.name, code.qualname);
  };
}

/** Inside of statements that watch over what they contain, a generator stays in the first tier. */
function watched<T>(unit: Unit, make: () => T): T {
  const { warming } = unit;
  unit.warming = null;
  const made = make();
  unit.warming = warming;
  return made;
}

/** A statement with a yield that has been announced. */
export function announcedSteps(unit: Unit, node: ast.Stmt, span: number): Steps<Completion> {
  return compile(unit, node, span);
}

/** How a statement of a generator runs. What can do without a JavaScript generator of its own, does. */
type Part =
  | { readonly kind: "plain"; readonly execute: (frame: Frame) => Completion }
  /** `yield value` and `target = yield value`. */
  | {
      readonly kind: "yield";
      readonly span: number;
      readonly value: Evaluate;
      readonly store: Store | null;
    }
  /** `if` without a yield in its test: runs one part or the other. */
  | { readonly kind: "if"; readonly span: number; readonly test: Test; readonly body: Part; readonly orelse: Part }
  | { readonly kind: "steps"; readonly span: number; readonly steps: StepStatement };

type SteppedPart = Exclude<Part, { readonly kind: "plain" }>;

const NOTHING: Part = { kind: "plain", execute: () => NORMAL };

/** Statements one after the other, as one part. */
function part(unit: Unit, body: readonly ast.Stmt[]): Part {
  if (body.length === 0) return NOTHING;
  const parts = partsOf(unit, body);
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return { kind: "steps", span: -1, steps: sequenceOf(parts, unit.recorder) };
}

/** Statements without a yield, one after the other, are one plain part. */
function partsOf(unit: Unit, body: readonly ast.Stmt[]): Part[] {
  const parts: Part[] = [];
  for (let i = 0; i < body.length; ) {
    let end = i;
    while (end < body.length && !yieldsIn(body[end] as ast.Stmt)) end++;
    if (end > i) parts.push({ kind: "plain", execute: unit.block(body.slice(i, end)) });
    if (end < body.length) parts.push(statement(unit, body[end] as ast.Stmt));
    i = end + 1;
  }
  return parts;
}

/** A block as a JavaScript generator. */
function block(unit: Unit, body: readonly ast.Stmt[]): StepStatement {
  return sequenceOf(partsOf(unit, body), unit.recorder);
}

function sequenceOf(parts: readonly Part[], recorder: LanguageRecorder | null): StepStatement {
  return function* (f) {
    for (let i = 0; i < parts.length; i++) {
      let part = parts[i] as Part;
      while (part.kind === "if") part = chosen(part, f, recorder);
      let completion: Completion = NORMAL;
      if (part.kind === "plain") completion = part.execute(f);
      else {
        announce(part, recorder);
        if (part.kind === "steps") completion = yield* part.steps(f);
        else {
          const sent = yield part.value(f);
          part.store?.(f, sent);
        }
      }
      if (completion !== NORMAL) return completion;
    }
    return NORMAL;
  };
}

function announce({ span }: SteppedPart, recorder: LanguageRecorder | null): void {
  if (recorder === null || span < 0) return;
  thread.span = span;
  recorder.statement(span);
}

/** The branch that an `if` takes. */
function chosen(part: Part & { readonly kind: "if" }, f: Frame, recorder: LanguageRecorder | null): Part {
  announce(part, recorder);
  return part.test(f) ? part.body : part.orelse;
}

function statement(unit: Unit, node: ast.Stmt): SteppedPart {
  const around = unit.statementSpan;
  const span = unit.span(node, node.kind === "For" || node.kind === "While" ? "loop" : "statement");
  unit.statementSpan = span;
  const made = yieldPart(unit, node, span) ??
    ifPart(unit, node, span) ?? { kind: "steps", span, steps: compile(unit, node, span) };
  unit.statementSpan = around;
  return made;
}

function yieldPart(unit: Unit, node: ast.Stmt, span: number): SteppedPart | null {
  if (node.kind !== "Expr" && (node.kind !== "Assign" || node.targets.length !== 1)) return null;
  const target = node.kind === "Assign" ? node.targets[0] : undefined;
  if (node.value.kind !== "Yield" || (target !== undefined && yieldsIn(target))) return null;
  const { value } = node.value;
  if (value !== null && yieldsIn(value)) return null;
  const given = value === null ? () => null : unit.expression(value);
  const place = unit.span(node.value);
  return {
    kind: "yield",
    span,
    value: (f) => {
      const result = given(f);
      thread.span = place;
      return result;
    },
    store: target === undefined ? null : unit.store(target),
  };
}

function ifPart(unit: Unit, node: ast.Stmt, span: number): SteppedPart | null {
  if (node.kind !== "If" || yieldsIn(node.test)) return null;
  return { kind: "if", span, test: unit.test(node.test), body: part(unit, node.body), orelse: part(unit, node.orelse) };
}

function compile(unit: Unit, node: ast.Stmt, span: number): StepStatement {
  switch (node.kind) {
    case "Expr": {
      const value = expression(unit, node.value);
      return function* (f) {
        yield* value(f);
        return NORMAL;
      };
    }
    case "Assign": {
      const value = expression(unit, node.value);
      if (node.targets.some(yieldsIn)) return refuse(span);
      const stores = node.targets.map((target) => unit.store(target));
      return function* (f) {
        const result = yield* value(f);
        for (const store of stores) store(f, result);
        return NORMAL;
      };
    }
    case "AnnAssign": {
      if (node.value === null || yieldsIn(node.target)) return refuse(span);
      const value = expression(unit, node.value);
      const store = unit.store(node.target);
      return function* (f) {
        store(f, yield* value(f));
        return NORMAL;
      };
    }
    case "AugAssign": {
      if (yieldsIn(node.target)) return refuse(span);
      const { prepare, load, store } = augmentedTarget(unit, node.target);
      const value = expression(unit, node.value);
      const { op } = node;
      return function* (f) {
        prepare(f);
        const before = load(f);
        const operand = yield* value(f);
        thread.span = span;
        store(f, inPlace(op, before, operand));
        return NORMAL;
      };
    }
    case "Return": {
      if (node.value === null) return refuse(span);
      const value = expression(unit, node.value);
      return function* (f) {
        f.result = yield* value(f);
        return RETURN;
      };
    }
    case "If": {
      const { steps } = condition(unit, node.test);
      const body = block(unit, node.body);
      const orelse = block(unit, node.orelse);
      return function* (f) {
        return (yield* steps(f)) ? yield* body(f) : yield* orelse(f);
      };
    }
    case "While":
      return whileStatement(unit, node, span);
    case "For":
      return forStatement(unit, node, span);
    case "Try":
      return watched(unit, () => tryStatement(unit, node));
    case "With":
      return watched(unit, () => withStatement(unit, node));
    case "Match":
      return watched(unit, () => matchStatement(unit, node));
    case "Raise": {
      if (node.exc === null) return refuse(span);
      const steps = raisesIn(node);
      const values = steps.map((each) => expression(unit, each));
      const kept = steps.map((each) => keep(unit, each));
      const plain = announced(unit, node, span);
      return function* (f) {
        for (let i = 0; i < values.length; i++) {
          const value = values[i];
          const slot = kept[i];
          if (value !== undefined && slot !== undefined) f.slots[slot] = yield* value(f);
        }
        return plain(f);
      };
    }
    case "Assert":
      return node.msg === null || !yieldsIn(node.msg) ? keepingFirst(unit, node, node.test, span) : refuse(span);
    default:
      return refuse(span, `yield inside ${node.kind.toLowerCase()}`);
  }
}

/** A statement that begins with an expression with a yield and is plain otherwise. */
function keepingFirst(unit: Unit, node: ast.Stmt, first: ast.Expr, span: number): StepStatement {
  const value = expression(unit, first);
  const slot = keep(unit, first);
  const plain = announced(unit, node, span);
  return function* (f) {
    f.slots[slot] = yield* value(f);
    return plain(f);
  };
}

function refuse(span: number, what = "yield in this place"): StepStatement {
  return () => {
    thread.span = span;
    throw new Refusal(what);
  };
}

function keep(unit: Unit, node: ast.Expr): number {
  const slot = unit.scope.newSlot();
  unit.kept.set(node, slot);
  return slot;
}

function expression(unit: Unit, node: ast.Expr): StepValue {
  if (!yieldsIn(node)) {
    const plain = unit.expression(node);
    // biome-ignore lint/correctness/useYield: a plain value takes part in steps without yielding
    return function* (f) {
      return plain(f);
    };
  }
  switch (node.kind) {
    case "Yield": {
      const value = node.value === null ? null : expression(unit, node.value);
      const span = unit.span(node);
      return function* (f) {
        const given = value === null ? null : yield* value(f);
        thread.span = span;
        return yield given;
      };
    }
    case "YieldFrom": {
      const source = expression(unit, node.value);
      const span = unit.span(node);
      return function* (f) {
        const target = yield* source(f);
        thread.span = span;
        return yield* delegate(f, target);
      };
    }
    case "IfExp": {
      const { plain, steps } = condition(unit, node.test);
      const body = expression(unit, node.body);
      const orelse = expression(unit, node.orelse);
      return function* (f) {
        const holds = plain === null ? yield* steps(f) : plain(f);
        return holds ? yield* body(f) : yield* orelse(f);
      };
    }
    case "BoolOp": {
      const values = node.values.map((value) => expression(unit, value));
      const stopAt = node.op === "Or";
      return function* (f) {
        let result: Value = null;
        for (const value of values) {
          result = yield* value(f);
          if (truth(result) === stopAt) return result;
        }
        return result;
      };
    }
    default:
      return composite(unit, node);
  }
}

/** Evaluates what comes up to the last yield into slots, then the expression itself as a plain closure. */
function composite(unit: Unit, node: ast.Expr): StepValue {
  const parts = flatParts(node);
  let last = -1;
  parts.forEach((part, i) => {
    if (yieldsIn(part)) last = i;
  });
  const before = parts.slice(0, last + 1).map((part) => {
    const spread = part.kind === "Starred" ? part.value : part;
    return { value: expression(unit, spread), slot: keep(unit, spread) };
  });
  const plain: Evaluate = unit.expression(node);
  return function* (f) {
    for (const { value, slot } of before) f.slots[slot] = yield* value(f);
    return plain(f);
  };
}

/** The parts that are evaluated in order; a method call's function is found after its object only. */
function flatParts(node: ast.Expr): ast.Expr[] {
  const parts = children(node);
  return parts.flatMap((part) => (part.kind === "Slice" || part.kind === "FormattedValue" ? flatParts(part) : [part]));
}

/** A condition: a plain one where it has no yield, else its steps. */
interface Condition {
  readonly plain: Test | null;
  readonly steps: Steps<boolean>;
}

function condition(unit: Unit, node: ast.Expr): Condition {
  if (!yieldsIn(node)) return { plain: unit.test(node), steps: noSteps };
  const value = expression(unit, node);
  const span = unit.span(node);
  return {
    plain: null,
    steps: function* (f) {
      const result = yield* value(f);
      thread.span = span;
      return truth(result);
    },
  };
}

function noSteps(): never {
  throw new Error("a plain condition has no steps");
}

function whileStatement(unit: Unit, node: ast.While, span: number): StepStatement {
  const { plain, steps } = condition(unit, node.test);
  const { recorder, warming } = unit;
  const entry = warming?.enter(node, unit.scope);
  const body = partsOf(unit, node.body);
  const orelse = block(unit, node.orelse);
  return function* (f) {
    let turn = 0;
    for (;;) {
      if (entry !== undefined) {
        f.slots[entry.turn] = turn;
        if (warming?.leaves(f, entry.number) === true) return SWITCH;
      }
      if (!(plain === null ? yield* steps(f) : plain(f))) break;
      recorder?.loopTurn(span, turn++);
      // As in sequenceOf: a turn makes no JavaScript generator of its own.
      let completion: Completion = NORMAL;
      for (let i = 0; i < body.length && completion === NORMAL; i++) {
        let part = body[i] as Part;
        while (part.kind === "if") part = chosen(part, f, recorder);
        if (part.kind === "plain") completion = part.execute(f);
        else {
          announce(part, recorder);
          if (part.kind === "steps") completion = yield* part.steps(f);
          else {
            const sent = yield part.value(f);
            part.store?.(f, sent);
          }
        }
      }
      if (completion === SWITCH) return SWITCH;
      if (completion === BREAK || completion === RETURN) {
        recorder?.loopTurn(span, -1);
        return completion === BREAK ? NORMAL : RETURN;
      }
      thread.span = span;
      safepoint();
    }
    if (turn > 0) recorder?.loopTurn(span, -1);
    return node.orelse.length === 0 ? NORMAL : yield* orelse(f);
  };
}

function forStatement(unit: Unit, node: ast.For, span: number): StepStatement {
  const iterable = expression(unit, node.iter);
  const iterSpan = unit.span(node.iter);
  const store = unit.store(node.target);
  const { recorder, warming } = unit;
  const entry = warming?.enter(node, unit.scope);
  const body = partsOf(unit, node.body);
  const orelse = block(unit, node.orelse);
  return function* (f) {
    const source = yield* iterable(f);
    thread.span = iterSpan;
    const iterator = iterate(source);
    let turn = 0;
    for (;;) {
      if (entry !== undefined) {
        f.slots[entry.iterator] = iterator;
        f.slots[entry.turn] = turn;
        if (warming?.leaves(f, entry.number) === true) return SWITCH;
      }
      thread.span = iterSpan;
      const item = iterator.next();
      if (item === undefined) break;
      recorder?.loopTurn(span, turn++);
      store(f, item);
      // As in sequenceOf: a turn makes no JavaScript generator of its own.
      let completion: Completion = NORMAL;
      for (let i = 0; i < body.length && completion === NORMAL; i++) {
        let part = body[i] as Part;
        while (part.kind === "if") part = chosen(part, f, recorder);
        if (part.kind === "plain") completion = part.execute(f);
        else {
          announce(part, recorder);
          if (part.kind === "steps") completion = yield* part.steps(f);
          else {
            const sent = yield part.value(f);
            part.store?.(f, sent);
          }
        }
      }
      if (completion === SWITCH) return SWITCH;
      if (completion === BREAK || completion === RETURN) {
        recorder?.loopTurn(span, -1);
        return completion === BREAK ? NORMAL : RETURN;
      }
      safepoint();
    }
    if (turn > 0) recorder?.loopTurn(span, -1);
    return node.orelse.length === 0 ? NORMAL : yield* orelse(f);
  };
}

function tryStatement(unit: Unit, node: ast.Try): StepStatement {
  const body = block(unit, node.body);
  const orelse = block(unit, node.orelse);
  const handlers = node.handlers.map(
    (each): StepHandler => ({
      matches: matcher(unit, each.type),
      ...handlerName(unit, each),
      body: block(unit, each.body),
    }),
  );
  const inner: StepStatement = handlers.length === 0 ? body : withHandlers(body, handlers, orelse);
  if (node.finalbody.length === 0) return inner;
  return withFinally(inner, block(unit, node.finalbody));
}

function matchStatement(unit: Unit, node: ast.Match): StepStatement {
  const subject = expression(unit, node.subject);
  const arms = node.cases.map((arm) => ({
    matches: patternMatcher(unit, arm.pattern),
    guard: arm.guard === null ? null : condition(unit, arm.guard),
    body: block(unit, arm.body),
  }));
  return function* (f) {
    const value = yield* subject(f);
    for (const { matches, guard, body } of arms) {
      if (!matches(f, value)) continue;
      if (guard === null || (guard.plain === null ? yield* guard.steps(f) : guard.plain(f))) return yield* body(f);
    }
    return NORMAL;
  };
}

function withStatement(unit: Unit, node: ast.With): StepStatement {
  const parts = node.items.map((item) => ({
    manager: expression(unit, item.context_expr),
    bind: item.optional_vars === null ? null : unit.store(item.optional_vars),
    span: unit.span(item.context_expr),
  }));
  return parts.reduceRight<StepStatement>((body, part) => withOne(part, body), block(unit, node.body));
}
