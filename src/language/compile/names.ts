// Loading names: locals from slots, shared variables from cells, globals and builtins with what was found last.

import { keyErrorType, nameError, PyRaise, Refusal, raised, unboundLocalErrorType } from "../runtime/errors";
import { type Frame, PyFunction } from "../runtime/function";
import { isKnownBuiltin } from "../runtime/known";
import type { Entry, Value } from "../runtime/object";
import { getItem } from "../runtime/subscript";
import { thread } from "../runtime/thread";
import { type PyDict, PyTuple } from "../runtime/value";
import type * as ast from "../syntax/ast";
import { cellIn, cellOf, type Evaluate, type Unit } from "./context";
import type { Binding } from "./scope";
import { recordVariable } from "./targets";

function unbound(name: string, span: number): PyRaise {
  thread.span = span;
  const error = raised(
    unboundLocalErrorType,
    `cannot access local variable '${name}' where it is not associated with a value`,
  );
  return error;
}

function unboundFree(name: string, span: number): PyRaise {
  thread.span = span;
  const error = nameError(name);
  error.exception.args = new PyTuple([
    `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
  ]);
  error.exception.missing = null;
  return error;
}

export function loadName(unit: Unit, node: ast.Name): Evaluate {
  const name = unit.mangle(node.id);
  return loadBinding(unit, name, unit.find(node.id), node);
}

/** The slot of a name that is a local variable of its frame alone; -1 for any other expression. */
export function localSlot(unit: Unit, node: ast.Expr): number {
  if (node.kind !== "Name" || unit.kept.has(node)) return -1;
  const binding = unit.find(node.id);
  return binding.kind === "local" && !binding.shared ? binding.slot : -1;
}

/** An operand: from its slot where it has one. What is unbound there, or None, its own closure knows. */
export function take(f: Frame, slot: number, evaluate: Evaluate): Value {
  return slot < 0 ? evaluate(f) : (f.slots[slot] ?? evaluate(f));
}

export function loadBinding(unit: Unit, name: string, binding: Binding, node: ast.Node): Evaluate {
  const span = unit.span(node);
  switch (binding.kind) {
    case "local": {
      const { slot } = binding;
      // A comprehension's own variables are its locals; others come from the function around it.
      const isAround = unit.scope.kind === "comprehension" && !unit.scope.bound.has(name);
      const missing = isAround ? unboundFree : unbound;
      if (binding.shared) {
        return (f) => {
          const value = cellIn(f, slot).value;
          if (value === undefined) throw missing(name, span);
          return value;
        };
      }
      return (f) => {
        const value = f.slots[slot];
        if (value === undefined) throw missing(name, span);
        return value;
      };
    }
    case "free": {
      const { index } = binding;
      if (unit.recorder !== null) recordVariable(unit, name, binding, span);
      return (f) => {
        const value = cellOf(f, index).value;
        if (value === undefined) throw unboundFree(name, span);
        return value;
      };
    }
    case "global":
      return loadGlobal(unit, name, span);
    case "namespace": {
      const outer = loadBinding(unit, name, binding.outer, node);
      return (f) => {
        const { namespace } = f;
        const value = namespace === null ? undefined : namespaceItem(namespace, name);
        return value === undefined ? outer(f) : value;
      };
    }
  }
}

/** A class body's own name; a metaclass's `__prepare__` may have given a dict with its own `__getitem__`. */
function namespaceItem(namespace: PyDict, name: string): Value | undefined {
  if (namespace.cls.immutable || !(namespace.cls.lookup("__getitem__") instanceof PyFunction)) {
    return namespace.get(name);
  }
  try {
    return getItem(namespace, name);
  } catch (error) {
    if (error instanceof PyRaise && error.exception.cls.isSubclassOf(keyErrorType)) return undefined;
    throw error;
  }
}

/** A name that was no global of its module: its value is remembered while the module gains and loses no name. */
export class BuiltinSite {
  private size = -1;
  private removals = -1;
  private value: Value = null;

  constructor(
    private readonly name: string,
    private readonly globals: PyDict,
    private readonly load: Evaluate,
  ) {}

  find(f: Frame): Value {
    const { globals } = this;
    if (globals.map.size === this.size && globals.removals === this.removals) return this.value;
    const value = this.load(f);
    if (globals.map.has(this.name)) return value;
    this.size = globals.map.size;
    this.removals = globals.removals;
    this.value = value;
    return value;
  }
}

function loadGlobal(unit: Unit, name: string, span: number): Evaluate {
  const { globals, builtins } = unit.module;
  let entry: Entry | undefined;
  // A builtin is remembered as long as the module's globals gain and lose no name.
  let builtin: Value | undefined;
  let size = -1;
  let removals = -1;
  return () => {
    if (entry !== undefined && entry.value !== undefined) return entry.value;
    if (builtin !== undefined && globals.map.size === size && globals.removals === removals) return builtin;
    entry = globals.map.get(name);
    if (entry !== undefined && entry.value !== undefined) return entry.value;
    builtin = builtins.get(name);
    size = globals.map.size;
    removals = globals.removals;
    if (builtin !== undefined) return builtin;
    thread.span = span;
    if (isKnownBuiltin(name)) throw new Refusal(`${name}()`);
    const locals = unit.scope.kind === "function" ? [...unit.scope.slots.keys()] : [];
    throw nameError(name, [locals, textKeys(globals), textKeys(builtins)]);
  };
}

const textKeys = (dict: PyDict): string[] => [...dict.map.keys()].filter((key) => typeof key === "string");
