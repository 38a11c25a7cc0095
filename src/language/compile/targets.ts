// What stands left of `=`: names, attributes, subscripts, tuples with stars; also `del` and augmented targets.

import { deleteAttribute } from "../runtime/attributes";
import { nameError, raised, typeError, unboundLocalErrorType, valueError } from "../runtime/errors";
import { iterate, pythonIterator } from "../runtime/iterate";
import { checkItems } from "../runtime/limits";
import type { Value } from "../runtime/object";
import { deleteItem, getItem, setItem } from "../runtime/subscript";
import { thread } from "../runtime/thread";
import { typeName, typeOf } from "../runtime/types";
import { PyList, PyTuple } from "../runtime/value";
import type * as ast from "../syntax/ast";
import { cellIn, cellOf, type Evaluate, type Store, type Unit } from "./context";
import { AttributeSite } from "./member-access";
import type { Binding } from "./scope";

type Run = (frame: Parameters<Evaluate>[0]) => void;

export function store(unit: Unit, target: ast.Expr): Store {
  switch (target.kind) {
    case "Name":
      return storeName(unit, target.id, target);
    case "Attribute": {
      const object = unit.expression(target.value);
      const name = unit.mangle(target.attr);
      const span = unit.span(target);
      const site = new AttributeSite(name);
      return (f, value) => {
        const owner = object(f);
        thread.span = span;
        site.write(owner, value);
      };
    }
    case "Subscript": {
      const object = unit.expression(target.value);
      const key = unit.expression(target.slice);
      const span = unit.span(target);
      return (f, value) => {
        const owner = object(f);
        const index = key(f);
        thread.span = span;
        setItem(owner, index, value);
      };
    }
    case "Tuple":
    case "List":
      return storeSequence(unit, target);
    case "Starred":
      return store(unit, target.value);
    default:
      throw new Error(`cannot assign to ${target.kind}`);
  }
}

export function storeName(unit: Unit, id: string, node: ast.Node): Store {
  const name = unit.mangle(id);
  const binding = unit.find(id);
  const write = storeBinding(unit, name, binding);
  const { recorder, scope } = unit;
  if (recorder === null) return write;
  const span = unit.span(node);
  if (scope.kind === "module") {
    const { globals } = unit.module;
    return (f, value) => {
      write(f, value);
      if (recorder.quiet) recorder.note(span, name, globals);
      else recorder.bind(span, name, value);
    };
  }
  if (scope.kind === "function") recordVariable(unit, name, binding, span);
  if (binding.kind === "local" && !binding.shared) {
    const { slot } = binding;
    return (f, value) => {
      f.slots[slot] = value;
      if (!recorder.quiet) recorder.bind(span, name, value);
    };
  }
  return (f, value) => {
    write(f, value);
    if (!recorder.quiet) recorder.bind(span, name, value);
  };
}

/** Names a variable of a function's frame to those who record its bindings. */
export function recordVariable(unit: Unit, name: string, binding: Binding, span: number): void {
  const { recorded } = unit.scope.frame;
  if (recorded.has(name)) return;
  if (binding.kind === "local") recorded.set(name, { name, span, slot: binding.slot, free: false });
  else if (binding.kind === "free") recorded.set(name, { name, span, slot: binding.index, free: true });
}

function storeBinding(unit: Unit, name: string, binding: Binding): Store {
  switch (binding.kind) {
    case "local": {
      const { slot } = binding;
      if (binding.shared) {
        return (f, value) => {
          cellIn(f, slot).value = value;
        };
      }
      return (f, value) => {
        f.slots[slot] = value;
      };
    }
    case "free": {
      const { index } = binding;
      return (f, value) => {
        cellOf(f, index).value = value;
      };
    }
    case "global": {
      const { globals } = unit.module;
      return (_, value) => globals.set(name, value);
    }
    case "namespace":
      return (f, value) => {
        const { namespace } = f;
        // A metaclass's __prepare__ may have given a dict with its own __setitem__.
        if (namespace?.cls.immutable === false) setItem(namespace, name, value);
        else namespace?.set(name, value);
      };
  }
}

function storeSequence(unit: Unit, target: ast.Tuple | ast.List): Store {
  const span = unit.span(target);
  const stores = target.elts.map((each) => store(unit, each));
  const starred = target.elts.findIndex((each) => each.kind === "Starred");
  const count = stores.length;
  if (starred >= 0) {
    const after = count - starred - 1;
    return (f, value) => {
      thread.span = span;
      const items = unpack(value);
      if (items.length < count - 1) {
        throw valueError(`not enough values to unpack (expected at least ${count - 1}, got ${items.length})`);
      }
      stores.forEach((each, i) => {
        if (i < starred) each(f, items[i] ?? null);
        else if (i === starred) each(f, new PyList(items.slice(starred, items.length - after)));
        else each(f, items[items.length - count + i] ?? null);
      });
    };
  }
  return (f, value) => {
    thread.span = span;
    const items = unpackExactly(value, count);
    for (let i = 0; i < count; i++) stores[i]?.(f, items[i] ?? null);
  };
}

function unpackable(value: Value): void {
  const cls = typeOf(value);
  if (cls.lookup("__iter__") === undefined && cls.lookup("__getitem__") === undefined) {
    throw typeError(`cannot unpack non-iterable ${typeName(value)} object`);
  }
}

function unpack(value: Value): readonly Value[] {
  if ((value instanceof PyTuple || value instanceof PyList) && value.cls.immutable) return [...value.items];
  unpackable(value);
  const items: Value[] = [];
  // CPython makes a list of the iterator, which is asked for an iterator once more.
  const iterator = iterate(pythonIterator(value));
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) checkItems(items.push(item));
  return items;
}

/** The values of an iterable that must have `count` of them. */
export function unpackExactly(value: Value, count: number): readonly Value[] {
  if ((value instanceof PyTuple || value instanceof PyList) && value.cls.immutable) {
    const { items } = value;
    if (items.length === count) return value instanceof PyList ? items.slice() : items;
    throw wrongCount(count, items.length);
  }
  unpackable(value);
  const items: Value[] = [];
  const iterator = iterate(value);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    if (items.length === count) throw wrongCount(count, count + 1);
    items.push(item);
  }
  if (items.length < count) throw wrongCount(count, items.length);
  return items;
}

function wrongCount(expected: number, got: number): unknown {
  if (got > expected) return valueError(`too many values to unpack (expected ${expected})`);
  return valueError(`not enough values to unpack (expected ${expected}, got ${got})`);
}

export interface AugmentedTarget {
  /** Evaluates the target's parts, once. */
  readonly prepare: Run;
  readonly load: Evaluate;
  readonly store: Store;
}

export function augmentedTarget(unit: Unit, target: ast.Expr): AugmentedTarget {
  if (target.kind === "Name") {
    return {
      prepare: () => {},
      load: unit.expression({ ...target, ctx: "Load" }),
      store: storeName(unit, target.id, target),
    };
  }
  const span = unit.span(target);
  const ownerSlot = unit.scope.newSlot();
  if (target.kind === "Attribute") {
    const object = unit.expression(target.value);
    const name = unit.mangle(target.attr);
    const site = new AttributeSite(name);
    return {
      prepare: (f) => {
        f.slots[ownerSlot] = object(f);
      },
      load: (f) => {
        thread.span = span;
        return site.load(f.slots[ownerSlot] ?? null);
      },
      store: (f, value) => {
        thread.span = span;
        site.write(f.slots[ownerSlot] ?? null, value);
      },
    };
  }
  if (target.kind !== "Subscript") throw new Error(`cannot assign to ${target.kind}`);
  const keySlot = unit.scope.newSlot();
  const object = unit.expression(target.value);
  const key = unit.expression(target.slice);
  return {
    prepare: (f) => {
      f.slots[ownerSlot] = object(f);
      f.slots[keySlot] = key(f);
    },
    load: (f) => {
      thread.span = span;
      return getItem(f.slots[ownerSlot] ?? null, f.slots[keySlot] ?? null);
    },
    store: (f, value) => {
      thread.span = span;
      setItem(f.slots[ownerSlot] ?? null, f.slots[keySlot] ?? null, value);
    },
  };
}

export function deleteTarget(unit: Unit, target: ast.Expr): Run {
  const span = unit.span(target);
  switch (target.kind) {
    case "Name":
      return deleteName(unit, target, span);
    case "Attribute": {
      const object = unit.expression(target.value);
      const name = unit.mangle(target.attr);
      return (f) => {
        const owner = object(f);
        thread.span = span;
        deleteAttribute(owner, name);
      };
    }
    case "Subscript": {
      const object = unit.expression(target.value);
      const key = unit.expression(target.slice);
      return (f) => {
        const owner = object(f);
        const index = key(f);
        thread.span = span;
        deleteItem(owner, index);
      };
    }
    case "Tuple":
    case "List": {
      const parts = target.elts.map((each) => deleteTarget(unit, each));
      return (f) => {
        for (const part of parts) part(f);
      };
    }
    default:
      throw new Error(`cannot delete ${target.kind}`);
  }
}

function deleteName(unit: Unit, target: ast.Name, span: number): Run {
  const name = unit.mangle(target.id);
  const remove = deleteBinding(unit, name, unit.find(target.id), span);
  const { recorder } = unit;
  if (recorder === null) return remove;
  return (f) => {
    remove(f);
    recorder.bind(span, name, undefined);
  };
}

function deleteBinding(unit: Unit, name: string, binding: Binding, span: number): Run {
  const missing = (): unknown => {
    thread.span = span;
    return binding.kind === "global" || binding.kind === "namespace"
      ? nameError(name)
      : raised(unboundLocalErrorType, `cannot access local variable '${name}' where it is not associated with a value`);
  };
  switch (binding.kind) {
    case "local": {
      const { slot, shared } = binding;
      return (f) => {
        const held = shared ? cellIn(f, slot).value : f.slots[slot];
        if (held === undefined) throw missing();
        if (shared) cellIn(f, slot).value = undefined;
        else f.slots[slot] = undefined;
      };
    }
    case "free": {
      const { index } = binding;
      return (f) => {
        const cell = cellOf(f, index);
        if (cell.value === undefined) throw missing();
        cell.value = undefined;
      };
    }
    case "global": {
      const { globals } = unit.module;
      return () => {
        if (!globals.delete(name)) throw missing();
      };
    }
    case "namespace":
      return (f) => {
        if (f.namespace?.delete(name) !== true) throw missing();
      };
  }
}
