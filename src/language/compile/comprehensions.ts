// Comprehensions: they own their variables but run in the frame around them. The loops of a generator expression are
// here too, as a JavaScript generator.

import type { LanguageRecorder } from "../../trace/recorder";
import { leaveFrame } from "../runtime/call";
import { dictSet } from "../runtime/dict";
import { Cell, type Frame } from "../runtime/function";
import { iterate } from "../runtime/iterate";
import { checkItems } from "../runtime/limits";
import type { Value } from "../runtime/object";
import { setAdd } from "../runtime/set";
import { safepoint, thread } from "../runtime/thread";
import { PyDict, PyIterator, PyList, PySet } from "../runtime/value";
import type * as ast from "../syntax/ast";
import {
  type Evaluate,
  type HotComprehension,
  prefixIn,
  type Steps,
  type Store,
  SWITCH,
  type Test,
  type Unit,
  type WarmingSteps,
} from "./context";

/** One `for … in … if …` of a comprehension. */
export interface Clause {
  /** Null for the first loop of a generator expression, whose iterator is in slot 0. */
  readonly iterable: Evaluate | null;
  readonly span: number;
  readonly store: Store;
  readonly tests: readonly Test[];
}

/** The clauses of a generator expression, in its own frame. */
export function collectClauses(unit: Unit, node: ast.GeneratorExp): Clause[] {
  return node.generators.map((each, i) => clause(unit, each, i === 0 ? null : unit.expression(each.iter)));
}

function clause(unit: Unit, node: ast.Comprehension, iterable: Evaluate | null): Clause {
  return {
    iterable,
    span: clauseSpan(unit, node),
    store: unit.store(node.target),
    tests: node.ifs.map((each) => unit.test(each)),
  };
}

/** The span that counts a clause's items. */
export function clauseSpan(unit: Unit, node: ast.Comprehension): number {
  return unit.once(node, () => unit.span(node.iter));
}

/** Runs a clause and those inside it, and gives what they make to `into`; the first one steps through `iterator`. */
type Loop<T> = (frame: Frame, into: T, iterator: PyIterator | null) => void;

export function comprehension(unit: Unit, node: ast.ListComp | ast.SetComp | ast.DictComp): Evaluate {
  const [first, ...rest] = node.generators;
  if (first === undefined) throw new Error("a comprehension has a loop");
  const scope = unit.scopeOf(node);
  const inner = unit.within(scope, `${prefixIn(unit)}<${node.kind.toLowerCase()}>`);
  const firstSpan = thread.spans.size;
  const source = unit.expression(first.iter);
  const sourceSpan = unit.span(first.iter);
  const clauses = [clause(inner, first, null), ...rest.map((each) => clause(inner, each, inner.expression(each.iter)))];
  const cells = [...scope.shared].map((name) => scope.slotOf(name));
  const { statementSpan } = unit;
  const hot = new WarmingItems((sample) => {
    return unit.parts.hotComprehension(inner.again(firstSpan, lastSpan + 1, statementSpan), node, sample);
  });
  const nest = <T>(emit: Loop<T>): Loop<T> => {
    let loop = emit;
    for (let i = clauses.length - 1; i >= 0; i--) {
      loop = loopOver(clauses[i] as Clause, i === 0 ? cells : null, loop, unit.recorder, hot);
    }
    return loop;
  };
  const span = unit.span(node);
  let lastSpan = span;
  const { library } = unit.module;
  /** The loop in a frame of its own, as tracebacks show it; its first iterable is evaluated in the frame around. */
  const framed = <T>(name: string, run: Loop<T>, make: (f: Frame) => T): ((f: Frame) => T) => {
    return (f) => {
      const value = source(f);
      thread.span = sourceSpan;
      const iterator = iterate(value);
      const into = make(f);
      try {
        run(f, into, iterator);
      } catch (error) {
        const thrown = leaveFrame(error, into as object, { name, library });
        thread.span = span;
        throw thrown;
      }
      return into;
    };
  };
  if (node.kind === "DictComp") {
    const key = inner.expression(node.key);
    const value = inner.expression(node.value);
    const run = nest<PyDict>((f, dict) => {
      const name = key(f);
      dictSet(dict, name, value(f));
    });
    lastSpan = thread.spans.size - 1;
    return framed("<dictcomp>", run, () => new PyDict());
  }
  const item = inner.expression(node.elt);
  lastSpan = thread.spans.size - 1;
  if (node.kind === "SetComp") {
    const run = nest<PySet>((f, set) => setAdd(set, item(f)));
    return framed("<setcomp>", run, () => new PySet());
  }
  const run = nest<Value[]>((f, items) => checkItems(items.push(item(f))));
  const list = framed<Value[]>("<listcomp>", run, () => []);
  return (f) => new PyList(list(f));
}

/** The turns of a comprehension's loops are counted, until the second tier takes them over. */
class WarmingItems {
  turns = 0;
  private loops: HotComprehension | null = null;
  private isAsked = false;

  constructor(private readonly make: (sample: Frame) => HotComprehension | null) {}

  /** At the head of the outermost loop: the loops as the second tier goes on with them. */
  made(f: Frame): HotComprehension | null {
    if (this.turns >= thread.hotAfter && !this.isAsked) {
      this.isAsked = true;
      this.loops = this.make(f);
    }
    return this.loops;
  }
}

/** One loop around `inner`; the outermost has cells. Its variables start anew after its iterable was evaluated in the scope around. */
function loopOver<T>(
  { iterable, span, store, tests }: Clause,
  cells: readonly number[] | null,
  inner: Loop<T>,
  recorder: LanguageRecorder | null,
  hot: WarmingItems,
): Loop<T> {
  const passes = allOf(tests);
  return (f, into, given) => {
    let iterator = given;
    if (iterator === null) {
      const source = iterable?.(f) ?? null;
      thread.span = span;
      iterator = iterate(source);
    }
    if (cells !== null) for (const slot of cells) f.slots[slot] = new Cell(undefined);
    const quiet = recorder?.quiet;
    for (;;) {
      hot.turns++;
      const generated = cells === null ? null : hot.made(f);
      if (generated !== null) return generated(f, into, iterator, quiet === true);
      thread.span = span;
      const item = iterator.next();
      if (item === undefined) break;
      recorder?.item(span);
      store(f, item);
      safepoint();
      if (passes === null || passes(f)) inner(f, into, null);
    }
    if (quiet !== undefined) recorder?.itemsEnd(quiet);
  };
}

/** The conditions of a clause as one; null where it has none. */
function allOf(tests: readonly Test[]): Test | null {
  const [only] = tests;
  if (only === undefined) return null;
  return tests.length === 1 ? only : (f) => tests.every((test) => test(f));
}

/** The loops of a generator expression; each keeps its iterator in its slot. */
export function generatorSteps(
  clauses: readonly Clause[],
  item: Evaluate,
  places: readonly number[],
  hot: WarmingSteps,
): Steps<Value> {
  return (f) => stepThrough(f, clauses, 0, item, places, hot);
}

function* stepThrough(
  f: Frame,
  clauses: readonly Clause[],
  depth: number,
  item: Evaluate,
  places: readonly number[],
  hot: WarmingSteps,
): Generator<Value, Value, Value> {
  const here = clauses[depth];
  if (here === undefined) {
    yield item(f);
    return null;
  }
  const passes = allOf(here.tests);
  const place = places[depth] ?? 0;
  if (here.iterable !== null) f.slots[place] = iterate(here.iterable(f));
  const iterator = f.slots[place];
  if (!(iterator instanceof PyIterator)) throw new Error("a generator expression without its iterator");
  for (;;) {
    if (hot.leaves(f, depth + 1)) return SWITCH;
    thread.span = here.span;
    const value = iterator.next();
    if (value === undefined) return null;
    here.store(f, value);
    safepoint();
    if (passes !== null && !passes(f)) continue;
    if (depth === clauses.length - 1) yield item(f);
    else if ((yield* stepThrough(f, clauses, depth + 1, item, places, hot)) === SWITCH) return SWITCH;
  }
}
