// class statements: the body runs in a frame of its own whose names go to a namespace, then the class is made.

import { getAttributeOr } from "../runtime/attributes";
import { call, leaveFrame } from "../runtime/call";
import { makeClass, metaclassFor, resolveBases } from "../runtime/classes";
import { Refusal, raised, recursionErrorType, runtimeError, typeError } from "../runtime/errors";
import { Cell, Frame } from "../runtime/function";
import { mappingItems } from "../runtime/mapping";
import { type Keywords, PyClass, typeType, type Value } from "../runtime/object";
import { repr } from "../runtime/repr";
import { thread } from "../runtime/thread";
import { typeName, typeOf } from "../runtime/types";
import { PyDict, PyTuple } from "../runtime/value";
import type * as ast from "../syntax/ast";
import { annotationsOf, hasAnnotations } from "./annotations";
import { type Execute, NORMAL, Unit } from "./context";
import { sequence } from "./displays";
import { closureOf, decoratorsOf, docOf, makeCode } from "./functions";
import { storeName } from "./targets";

export function classDef(unit: Unit, node: ast.ClassDef): Execute {
  const scope = unit.scopeOf(node);
  const { name } = node;
  const prefix = unit.scope.kind === "module" || unit.scope.globals.has(name) ? "" : prefixOf(unit);
  const qualname = `${prefix}${name}`;
  const inner = new Unit(unit.module, unit.parts, scope, qualname);
  const span = inner.span(node, "class");
  inner.statementSpan = span;
  const parameters = { positional: [], positionalOnly: 0, keywordOnly: [], varargs: null, kwargs: null };
  const code = makeCode(inner, { name, qualname, parameters, span, isGenerator: false }, () => {
    const body = inner.block(node.body);
    return (f) => {
      body(f);
      return null;
    };
  });
  const bases = sequence(unit, node.bases);
  const keywords = node.keywords.map((each) => ({ name: each.arg, evaluate: unit.expression(each.value) }));
  const closure = closureOf(unit, scope);
  const decorators = decoratorsOf(unit, node.decorator_list);
  const store = storeName(unit, name, node);
  const doc = docOf(node.body);
  const annotated = hasAnnotations(node.body);
  const { globals } = unit.module;
  const makeSpan = unit.span(node, "class");
  return (f) => {
    const callees = decorators.map(({ evaluate }) => evaluate(f));
    const given = bases(f);
    const named: Keywords = new Map();
    for (const { name: key, evaluate } of keywords) {
      const value = evaluate(f);
      if (key !== null) named.set(key, value);
      else for (const [each, item] of mappingItems(value) ?? []) if (typeof each === "string") named.set(each, item);
    }
    thread.span = makeSpan;
    const classes = resolveBases(given);
    const asked = named.get("metaclass") ?? typeType;
    named.delete("metaclass");
    // Anything that can be called makes a class.
    const meta = asked instanceof PyClass ? metaclassFor(classes, asked) : asked;
    const namespace = namespaceFor(meta, name, classes, named);
    namespace.set("__module__", globals.get("__name__") ?? null);
    namespace.set("__qualname__", qualname);
    if (annotated) annotationsOf(namespace);
    if (doc !== null) namespace.set("__doc__", doc);
    const slots: (Value | undefined)[] = new Array(scope.slotCount);
    for (const slot of code.cellLocals) slots[slot] = new Cell(undefined);
    const frame = new Frame(slots, closure(f), code, namespace);
    runBody(frame);
    thread.span = makeSpan;
    if (given.some((base) => !(base instanceof PyClass))) namespace.set("__orig_bases__", new PyTuple(given));
    const cell = scope.shared.has("__class__") ? slots[scope.slotOf("__class__")] : undefined;
    if (cell instanceof Cell) namespace.set("__classcell__", cell);
    const cls = createClass(meta, name, classes, namespace, named);
    if (cell instanceof Cell && cls instanceof PyClass) checkCell(cell, name, cls);
    let value: Value = cls;
    for (let i = callees.length - 1; i >= 0; i--) {
      thread.span = decorators[i]?.span ?? -1;
      value = call(callees[i] ?? null, [value]);
    }
    store(f, value);
    return NORMAL;
  };
}

/** `type.__new__` has told the class's functions which class they are in. */
function checkCell(cell: Cell, name: string, cls: PyClass): void {
  if (cell.value === cls) return;
  if (cell.value === undefined) {
    throw runtimeError(
      `__class__ not set defining ${repr(name)} as ${repr(cls)}. Was __classcell__ propagated to type.__new__?`,
    );
  }
  throw typeError(`__class__ set to ${repr(cell.value)} defining ${repr(name)} as ${repr(cls)}`);
}

function prefixOf(unit: Unit): string {
  return unit.scope.frame.kind === "class" ? `${unit.qualname}.` : `${unit.qualname}.<locals>.`;
}

function namespaceFor(meta: Value, name: string, bases: readonly PyClass[], keywords: Keywords): PyDict {
  const prepare = meta === typeType ? undefined : getAttributeOr(meta, "__prepare__");
  if (prepare === undefined) return new PyDict();
  const made = call(prepare, [name, new PyTuple(bases)], new Map(keywords));
  if (made instanceof PyDict) return made;
  if (typeOf(made).lookup("__getitem__") !== undefined) throw new Refusal("a class namespace that is no dict");
  const shown = meta instanceof PyClass ? meta.name : "<metaclass>";
  throw typeError(`${shown}.__prepare__() must return a mapping, not ${typeName(made)}`);
}

function runBody(frame: Frame): void {
  const callSpan = thread.span;
  thread.depth++;
  try {
    if (thread.depth > thread.recursionLimit) {
      throw raised(recursionErrorType, "maximum recursion depth exceeded");
    }
    frame.code.run(frame);
  } catch (error) {
    throw leaveFrame(error, frame, frame.code);
  } finally {
    thread.depth--;
  }
  thread.span = callSpan;
}

function createClass(
  meta: Value,
  name: string,
  bases: readonly PyClass[],
  namespace: PyDict,
  keywords: Keywords,
): Value {
  const named = keywords.size === 0 ? null : keywords;
  if (meta === typeType) return makeClass(typeType, name, bases, namespace, named);
  return call(meta, [name, new PyTuple(bases), namespace], named);
}
