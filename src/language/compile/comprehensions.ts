// Comprehensions: they own their variables but run in the frame around them. The loops of a generator expression are
// here too, as a JavaScript generator.

import { dictSet } from "../runtime/dict";
import { Cell, type Frame } from "../runtime/function";
import { iterate } from "../runtime/iterate";
import { checkItems } from "../runtime/limits";
import type { Value } from "../runtime/object";
import { setAdd } from "../runtime/set";
import { safepoint, thread } from "../runtime/thread";
import { PyDict, PyIterator, PyList, PySet } from "../runtime/value";
import type * as ast from "../syntax/ast";
import type { Evaluate, Steps, Store, Test, Unit } from "./context";

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
    span: unit.span(node.iter),
    store: unit.store(node.target),
    tests: node.ifs.map((each) => unit.test(each)),
  };
}

export function comprehension(unit: Unit, node: ast.ListComp | ast.SetComp | ast.DictComp): Evaluate {
  const [first, ...rest] = node.generators;
  if (first === undefined) throw new Error("a comprehension has a loop");
  const scope = unit.scopeOf(node);
  const inner = unit.within(scope);
  const clauses = [
    clause(inner, first, unit.expression(first.iter)),
    ...rest.map((each) => clause(inner, each, inner.expression(each.iter))),
  ];
  const cells = [...scope.shared].map((name) => scope.slotOf(name));
  const fresh = (f: Frame): void => {
    for (const slot of cells) f.slots[slot] = new Cell(undefined);
  };
  if (node.kind === "DictComp") {
    const key = inner.expression(node.key);
    const value = inner.expression(node.value);
    return (f) => {
      const dict = new PyDict();
      run(f, clauses, 0, fresh, () => {
        const name = key(f);
        dictSet(dict, name, value(f));
      });
      return dict;
    };
  }
  const item = inner.expression(node.elt);
  if (node.kind === "SetComp") {
    return (f) => {
      const set = new PySet();
      run(f, clauses, 0, fresh, () => setAdd(set, item(f)));
      return set;
    };
  }
  return (f) => {
    const items: Value[] = [];
    run(f, clauses, 0, fresh, () => checkItems(items.push(item(f))));
    return new PyList(items);
  };
}

function run(
  f: Frame,
  clauses: readonly Clause[],
  depth: number,
  fresh: (frame: Frame) => void,
  emit: () => void,
): void {
  const here = clauses[depth];
  if (here === undefined) {
    emit();
    return;
  }
  const source = here.iterable?.(f) ?? null;
  thread.span = here.span;
  const iterator = iterate(source);
  // Variables start anew after the first iterable was evaluated in the scope around.
  if (depth === 0) fresh(f);
  const last = depth === clauses.length - 1;
  for (;;) {
    thread.span = here.span;
    const item = iterator.next();
    if (item === undefined) return;
    here.store(f, item);
    safepoint();
    let passes = true;
    for (const test of here.tests) {
      if (!test(f)) {
        passes = false;
        break;
      }
    }
    if (!passes) continue;
    if (last) emit();
    else run(f, clauses, depth + 1, fresh, emit);
  }
}

/** The loops of a generator expression. */
export function generatorSteps(clauses: readonly Clause[], item: Evaluate): Steps<Value> {
  return (f) => stepThrough(f, clauses, 0, item);
}

function* stepThrough(
  f: Frame,
  clauses: readonly Clause[],
  depth: number,
  item: Evaluate,
): Generator<Value, Value, Value> {
  const here = clauses[depth];
  if (here === undefined) {
    yield item(f);
    return null;
  }
  const iterator = here.iterable === null ? f.slots[0] : iterate(here.iterable(f));
  if (!(iterator instanceof PyIterator)) throw new Error("a generator expression without its iterator");
  for (;;) {
    thread.span = here.span;
    const value = iterator.next();
    if (value === undefined) return null;
    here.store(f, value);
    safepoint();
    let passes = true;
    for (const test of here.tests) {
      if (!test(f)) {
        passes = false;
        break;
      }
    }
    if (!passes) continue;
    if (depth === clauses.length - 1) yield item(f);
    else yield* stepThrough(f, clauses, depth + 1, item);
  }
}
