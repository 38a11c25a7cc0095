// Statements to closures that say how they ended. Try, with and raise are in ./exceptions, def and class in
// ./functions and ./classes, assignment targets in ./targets.

import type { LanguageRecorder } from "../../trace/recorder";
import { assertionErrorType, Refusal, raised } from "../runtime/errors";
import type { Frame } from "../runtime/function";
import { iterate } from "../runtime/iterate";
import type { Value } from "../runtime/object";
import { add, inPlace } from "../runtime/operators";
import { safepoint, thread } from "../runtime/thread";
import { PyDict, PyList, PyRange, PyTuple } from "../runtime/value";
import type * as ast from "../syntax/ast";
import { annotation, annotationsOf } from "./annotations";
import {
  BREAK,
  CONTINUE,
  type Evaluate,
  type Execute,
  type HotLoop,
  NORMAL,
  RETURN,
  type Store,
  type Test,
  type Unit,
} from "./context";
import { tryStarStatement } from "./except-star";
import { raiseStatement, tryStatement, withStatement } from "./exceptions";
import { importFrom, importStatement } from "./imports";
import { localSlot, take } from "./names";
import { augmentedTarget, deleteTarget } from "./targets";
import { hasUndecodedDoc, NAMED_ESCAPE } from "./undecoded";

export function block(unit: Unit, body: readonly ast.Stmt[]): Execute {
  const statements: Execute[] = [];
  const spans: number[] = [];
  for (const node of body) {
    // A text of a hundred thousand lines is not compiled at once: a limit, a stop and a question have their turn.
    safepoint();
    const { execute, span } = statement(unit, node);
    if (execute === null) continue;
    statements.push(execute);
    spans.push(span);
  }
  if (unit.recorder !== null) return recordedBlock(statements, spans, unit.recorder);
  const [a, b, c] = statements;
  if (a === undefined) return () => NORMAL;
  if (b === undefined) return a;
  if (c === undefined) {
    return (f) => {
      const completion = a(f);
      return completion === NORMAL ? b(f) : completion;
    };
  }
  if (statements.length > LONG_BLOCK) return longBlock(statements);
  return (f) => {
    for (let i = 0; i < statements.length; i++) {
      // Within bounds by the loop, which a `for … of` would take through an iterator.
      const completion = (statements[i] as Execute)(f);
      if (completion !== NORMAL) return completion;
    }
    return NORMAL;
  };
}

/** Statements in a row that run without a safepoint. */
const LONG_BLOCK = 32;

function longBlock(statements: readonly Execute[]): Execute {
  return (f) => {
    for (const each of statements) {
      safepoint();
      const completion = each(f);
      if (completion !== NORMAL) return completion;
    }
    return NORMAL;
  };
}

/** Each statement is announced to the recorder. */
function recordedBlock(statements: readonly Execute[], spans: readonly number[], recorder: LanguageRecorder): Execute {
  const [only] = statements;
  const [span] = spans;
  if (only === undefined || span === undefined) return () => NORMAL;
  if (statements.length === 1) {
    return (f) => {
      thread.span = span;
      recorder.statement(span);
      return only(f);
    };
  }
  const isLong = statements.length > LONG_BLOCK;
  return (f) => {
    for (let i = 0; i < statements.length; i++) {
      if (isLong) safepoint();
      const at = spans[i] as number;
      thread.span = at;
      recorder.statement(at);
      const completion = (statements[i] as Execute)(f);
      if (completion !== NORMAL) return completion;
    }
    return NORMAL;
  };
}

/** One statement with its span; null for what does nothing. */
function statement(unit: Unit, node: ast.Stmt): { readonly execute: Execute | null; readonly span: number } {
  const around = unit.statementSpan;
  const span = unit.span(node, node.kind === "For" || node.kind === "While" ? "loop" : "statement");
  unit.statementSpan = span;
  const execute = compile(unit, node, span);
  unit.statementSpan = around;
  return { execute, span };
}

/** A statement that has been announced. */
export function announced(unit: Unit, node: ast.Stmt, span: number): Execute {
  return compile(unit, node, span) ?? (() => NORMAL);
}

/** A loop's turns are counted, until the second tier takes it over. */
class Warming {
  private turns = 0;
  private made: HotLoop | null = null;

  constructor(
    private readonly unit: Unit,
    private readonly node: ast.For | ast.While,
    private readonly span: number,
    private readonly last: number,
  ) {}

  /** At the head of a turn: the loop as the second tier goes on with it from there. */
  turn(f: Frame): HotLoop | null {
    if (++this.turns < thread.hotAfter) return null;
    if (this.turns === thread.hotAfter) {
      const { unit, node, span, last } = this;
      this.made = unit.parts.hotLoop(unit.again(span, last + 1, span), node, span, f);
    }
    return this.made;
  }
}

function compile(unit: Unit, node: ast.Stmt, span: number): Execute | null {
  switch (node.kind) {
    case "Expr": {
      if (node.value.kind === "Constant") return null;
      const value = unit.expression(node.value);
      return (f) => {
        value(f);
        return NORMAL;
      };
    }
    case "Assign":
      return assign(unit, node);
    case "AugAssign":
      return augmentedAssign(unit, node);
    case "AnnAssign":
      return annotatedAssign(unit, node);
    case "Return":
      return returnStatement(unit, node);
    case "If":
      return ifStatement(unit, node);
    case "While":
      return whileStatement(unit, node, span);
    case "For":
      return forStatement(unit, node, span);
    case "Break":
      return () => BREAK;
    case "Continue":
      return () => CONTINUE;
    case "Pass":
      return unit.recorder === null ? null : () => NORMAL;
    case "FunctionDef":
      return documented(unit, node, span, () => unit.once(node, () => unit.parts.functionDef(unit, node)));
    case "ClassDef":
      return documented(unit, node, span, () => unit.once(node, () => unit.parts.classDef(unit, node)));
    case "Delete": {
      const targets = node.targets.map((target) => deleteTarget(unit, target));
      return (f) => {
        for (const target of targets) target(f);
        return NORMAL;
      };
    }
    case "Raise":
      return raiseStatement(unit, node, span);
    case "Try":
      return tryStatement(unit, node);
    case "TryStar":
      return tryStarStatement(unit, node);
    case "With":
      return withStatement(unit, node);
    case "Assert":
      return assertStatement(unit, node);
    case "Import":
      return importStatement(unit, node, span);
    case "ImportFrom":
      return importFrom(unit, node, span);
    case "Match":
      return unit.parts.matchStatement(unit, node);
    case "Global":
    case "Nonlocal":
      return null;
    case "AsyncFunctionDef":
      return refuse("async def", span);
    case "AsyncFor":
      return refuse("async for", span);
    case "AsyncWith":
      return refuse("async with", span);
  }
}

/** A def or a class, unless its docstring cannot be made. */
function documented(unit: Unit, node: ast.FunctionDef | ast.ClassDef, span: number, make: () => Execute): Execute {
  // The library has none, and its bodies are not to be read for this.
  return !unit.module.library && hasUndecodedDoc(node.body) ? refuse(NAMED_ESCAPE, span) : make();
}

export function refuse(what: string, span: number): Execute {
  return () => {
    thread.span = span;
    throw new Refusal(what);
  };
}

/** `a, b = b, a`: no tuple is made that only its own assignment would see. */
function parallelAssign(unit: Unit, targets: readonly ast.Expr[], values: readonly ast.Expr[]): Execute {
  const evaluates = values.map((each) => unit.expression(each));
  const stores = targets.map((each) => unit.store(each));
  const [a, b] = evaluates;
  const [storeA, storeB] = stores;
  if (values.length === 2 && a !== undefined && b !== undefined && storeA !== undefined && storeB !== undefined) {
    return (f) => {
      const first = a(f);
      const second = b(f);
      storeA(f, first);
      storeB(f, second);
      return NORMAL;
    };
  }
  return (f) => {
    const results: Value[] = [];
    for (let i = 0; i < evaluates.length; i++) results.push((evaluates[i] as Evaluate)(f));
    for (let i = 0; i < stores.length; i++) (stores[i] as Store)(f, results[i] as Value);
    return NORMAL;
  };
}

const isStarred = (node: ast.Expr): boolean => node.kind === "Starred";

function assign(unit: Unit, node: ast.Assign): Execute {
  const [only] = node.targets;
  if (node.targets.length === 1 && (only?.kind === "Tuple" || only?.kind === "List") && node.value.kind === "Tuple") {
    const { elts } = node.value;
    const isParallel = elts.length === only.elts.length && !elts.some(isStarred) && !only.elts.some(isStarred);
    if (isParallel && !unit.kept.has(node.value)) return parallelAssign(unit, only.elts, elts);
  }
  const value = unit.expression(node.value);
  const stores = node.targets.map((target) => unit.store(target));
  const [store] = stores;
  const [target] = node.targets;
  const slot = target === undefined || stores.length > 1 || unit.recorder !== null ? -1 : localSlot(unit, target);
  if (slot >= 0) {
    return (f) => {
      f.slots[slot] = value(f);
      return NORMAL;
    };
  }
  if (store !== undefined && stores.length === 1) {
    return (f) => {
      store(f, value(f));
      return NORMAL;
    };
  }
  return (f) => {
    const result = value(f);
    for (const each of stores) each(f, result);
    return NORMAL;
  };
}

function augmentedAssign(unit: Unit, node: ast.AugAssign): Execute {
  const { prepare, load, store } = augmentedTarget(unit, node.target);
  const value = unit.expression(node.value);
  const span = unit.span(node);
  const { op } = node;
  const slot = localSlot(unit, node.target);
  const operandSlot = localSlot(unit, node.value);
  if (op === "Add") {
    return (f) => {
      prepare(f);
      const before = take(f, slot, load);
      const operand = take(f, operandSlot, value);
      thread.span = span;
      const both = typeof before === "number" && typeof operand === "number";
      store(f, both ? add(before, operand) : inPlace("Add", before, operand));
      return NORMAL;
    };
  }
  return (f) => {
    prepare(f);
    const before = take(f, slot, load);
    const operand = take(f, operandSlot, value);
    thread.span = span;
    store(f, inPlace(op, before, operand));
    return NORMAL;
  };
}

function annotatedAssign(unit: Unit, node: ast.AnnAssign): Execute {
  const inClassOrModule = unit.scope.kind === "class" || unit.scope.kind === "module";
  const type = inClassOrModule ? annotation(unit, node.annotation) : null;
  const value = node.value === null ? null : unit.expression(node.value);
  const store = node.value === null ? null : unit.store(node.target);
  const name = node.target.kind === "Name" && node.simple ? unit.mangle(node.target.id) : null;
  const keep = name !== null && type !== null ? annotationStore(unit, name) : null;
  return (f) => {
    if (value !== null) store?.(f, value(f));
    if (type !== null) {
      const evaluated = type(f);
      keep?.(f, evaluated);
    }
    return NORMAL;
  };
}

/** Keeps a variable's annotation in `__annotations__`. */
function annotationStore(unit: Unit, name: string): (frame: Parameters<Evaluate>[0], type: Value) => void {
  const { globals } = unit.module;
  const isClass = unit.scope.kind === "class";
  return (f, type) => annotationsOf(isClass ? (f.namespace ?? globals) : globals).set(name, type);
}

function returnStatement(unit: Unit, node: ast.Return): Execute {
  if (node.value === null) {
    return (f) => {
      f.result = null;
      return RETURN;
    };
  }
  const value = unit.expression(node.value);
  const slot = localSlot(unit, node.value);
  return (f) => {
    f.result = take(f, slot, value);
    return RETURN;
  };
}

function ifStatement(unit: Unit, node: ast.If): Execute {
  const test = unit.test(node.test);
  const body = unit.block(node.body);
  if (node.orelse.length === 0) return (f) => (test(f) ? body(f) : NORMAL);
  const orelse = unit.block(node.orelse);
  return (f) => (test(f) ? body(f) : orelse(f));
}

function whileStatement(unit: Unit, node: ast.While, span: number): Execute {
  const test = unit.test(node.test);
  const body = unit.block(node.body);
  const orelse = unit.block(node.orelse);
  const { recorder } = unit;
  const hot = warmingOf(unit, node, span);
  if (recorder !== null) return recordedWhile({ test, body, orelse, span, recorder, hot });
  return (f) => {
    for (;;) {
      const generated = hot.turn(f);
      if (generated !== null) return generated(f, 0, null, 0);
      if (!test(f)) break;
      const completion = body(f);
      if (completion === BREAK) return NORMAL;
      if (completion === RETURN) return RETURN;
      thread.span = span;
      safepoint();
    }
    return orelse(f);
  };
}

interface RecordedLoop {
  readonly hot: Warming;
  readonly body: Execute;
  readonly orelse: Execute;
  readonly span: number;
  readonly recorder: LanguageRecorder;
}

function warmingOf(unit: Unit, node: ast.For | ast.While, span: number): Warming {
  return new Warming(unit, node, span, lastSpanOf(unit, node));
}

/** The last span of a loop that has been compiled. */
export function lastSpanOf(unit: Unit, node: ast.For | ast.While): number {
  return unit.once(node, () => thread.spans.size - 1);
}

function recordedWhile({ test, body, orelse, span, recorder, hot }: RecordedLoop & { readonly test: Test }): Execute {
  return (f) => {
    let turn = 0;
    for (;;) {
      const generated = hot.turn(f);
      if (generated !== null) return generated(f, turn, null, 0);
      if (!test(f)) break;
      recorder.loopTurn(span, turn++);
      const completion = body(f);
      if (completion === BREAK || completion === RETURN) {
        recorder.loopTurn(span, -1);
        return completion === BREAK ? NORMAL : RETURN;
      }
      thread.span = span;
      safepoint();
    }
    if (turn > 0) recorder.loopTurn(span, -1);
    return orelse(f);
  };
}

function forStatement(unit: Unit, node: ast.For, span: number): Execute {
  const iterable = unit.expression(node.iter);
  const iterSpan = unit.span(node.iter);
  const store = unit.store(node.target);
  const body = unit.block(node.body);
  const orelse = unit.block(node.orelse);
  const { recorder } = unit;
  const hot = warmingOf(unit, node, span);
  const loop = { iterable, iterSpan, store, body, orelse, span, hot };
  if (recorder !== null) return recordedFor({ ...loop, recorder }, lastSpanOf(unit, node));
  return (f) => {
    const value = iterable(f);
    thread.span = iterSpan;
    const iterator = iterate(value);
    for (;;) {
      const generated = hot.turn(f);
      if (generated !== null) return generated(f, 0, iterator, 0);
      thread.span = iterSpan;
      const item = iterator.next();
      if (item === undefined) return orelse(f);
      store(f, item);
      const completion = body(f);
      if (completion === BREAK) return NORMAL;
      if (completion === RETURN) return RETURN;
      safepoint();
    }
  };
}

/** The last turns of a long loop are recorded, where its length is known. */
const LAST_TURNS = 4;
const LONG_LOOP = 256;

interface RecordedFor extends RecordedLoop {
  readonly iterable: Evaluate;
  readonly iterSpan: number;
  readonly store: Store;
}

function recordedFor(loop: RecordedFor, lastSpan: number): Execute {
  const { iterable, iterSpan, store, body, orelse, span, recorder, hot } = loop;
  return (f) => {
    const value = iterable(f);
    thread.span = iterSpan;
    const iterator = iterate(value);
    const lastTurns = lastTurnsOf(recorder, value);
    let turn = 0;
    for (;;) {
      const generated = hot.turn(f);
      if (generated !== null) return generated(f, turn, iterator, lastTurns);
      thread.span = iterSpan;
      const item = iterator.next();
      if (item === undefined) break;
      if (turn >= lastTurns) recorder.lastTurn(span, lastSpan);
      recorder.loopTurn(span, turn++);
      store(f, item);
      const completion = body(f);
      if (completion === BREAK || completion === RETURN) {
        recorder.loopTurn(span, -1);
        return completion === BREAK ? NORMAL : RETURN;
      }
      safepoint();
    }
    if (turn > 0) recorder.loopTurn(span, -1);
    return orelse(f);
  };
}

/** The turn of a loop over a value from which on all are recorded. */
export function lastTurnsOf(recorder: LanguageRecorder, value: Value): number {
  const length = recorder.quiet ? 0 : knownLength(value);
  return length < LONG_LOOP ? Number.POSITIVE_INFINITY : length - LAST_TURNS;
}

/** How many turns a loop will have, where that can be told before. */
function knownLength(iterable: Value): number {
  if (iterable instanceof PyRange) return iterable.length;
  if (iterable instanceof PyList || iterable instanceof PyTuple) return iterable.items.length;
  if (iterable instanceof PyDict) return iterable.size;
  return typeof iterable === "string" ? iterable.length : Number.POSITIVE_INFINITY;
}

function assertStatement(unit: Unit, node: ast.Assert): Execute {
  const test = unit.test(node.test);
  const testSpan = unit.span(node.test);
  const message = node.msg === null ? null : unit.expression(node.msg);
  return (f) => {
    if (test(f)) return NORMAL;
    const args = message === null ? [] : [message(f)];
    thread.span = testSpan;
    throw raised(assertionErrorType, ...args);
  };
}
