// Calls to closures. A method call looks its function up and calls it without making a bound method; a call of a
// simple function evaluates its arguments straight into the new frame's slots.

import { getAttribute, PySuper } from "../runtime/attributes";
import { bindArguments, call, callMember, invoke, slotsFor1, slotsFor2, slotsFor3 } from "../runtime/call";
import { Cell, type Frame, PyBuiltin, PyFunction } from "../runtime/function";
import { PyClass, PyObject, type Value } from "../runtime/object";
import { type Shape, Slots } from "../runtime/shapes";
import { sortValues } from "../runtime/sort";
import { makeSuper, superBuiltin } from "../runtime/super";
import { thread } from "../runtime/thread";
import { attributesOf, typeOf } from "../runtime/types";
import {
  type HostType,
  hostTypeOf,
  PyDict,
  PyFloat,
  PyInstance,
  PyList,
  PyModule,
  PyUnsupported,
} from "../runtime/value";
import type * as ast from "../syntax/ast";
import { allArguments } from "./call-arguments";
import type { Evaluate, Unit } from "./context";
import { loadBinding, localSlot, take } from "./names";
import type { Scope } from "./scope";

export function callExpression(unit: Unit, node: ast.Call): Evaluate {
  const compiled = compileCall(unit, node);
  const { recorder } = unit;
  if (recorder === null) return compiled.evaluate;
  const { evaluate, span } = compiled;
  return (f) => {
    const value = evaluate(f);
    if (!recorder.quiet) recorder.value(span, value);
    return value;
  };
}

function compileCall(unit: Unit, node: ast.Call): { evaluate: Evaluate; span: number } {
  const span = unit.span(node);
  const plain = node.keywords.length === 0 && node.args.every((arg) => arg.kind !== "Starred");
  if (node.func.kind === "Name" && node.func.id === "super" && node.args.length === 0 && plain) {
    return { span, evaluate: superCall(unit, node, span) };
  }
  if (node.func.kind === "Name" && node.args.length === 0 && plain && FRAME_FUNCTIONS.has(node.func.id)) {
    return { span, evaluate: frameCall(unit, node, node.func, span) };
  }
  if (node.func.kind === "Attribute" && !unit.kept.has(node.func)) {
    return { span, evaluate: methodCall(unit, node, node.func, plain, span) };
  }
  const callee = unit.expression(node.func);
  if (plain) return { span, evaluate: plainCall(unit, node, callee, span) };
  const all = allArguments(unit, node);
  return {
    span,
    evaluate: (f) => {
      const target = callee(f);
      const { positional, named } = all(f, target);
      thread.span = span;
      return call(target, positional, named);
    },
  };
}

function plainCall(unit: Unit, node: ast.Call, callee: Evaluate, span: number): Evaluate {
  const args = node.args.map((arg) => unit.expression(arg));
  const [a, b] = args;
  const [aSlot = -1, bSlot = -1] = node.args.map((arg) => localSlot(unit, arg));
  if (a === undefined) {
    return (f) => {
      const target = callee(f);
      thread.span = span;
      return target instanceof PyFunction ? invoke(target, bindArguments(target, [], null)) : call(target, []);
    };
  }
  if (b === undefined) {
    return (f) => {
      const target = callee(f);
      const value = take(f, aSlot, a);
      thread.span = span;
      if (target instanceof PyFunction && target.code.simpleCount === 1) {
        return invoke(target, slotsFor1(target.code, value));
      }
      return call(target, [value]);
    };
  }
  if (args.length === 2) {
    return (f) => {
      const target = callee(f);
      const first = take(f, aSlot, a);
      const second = take(f, bSlot, b);
      thread.span = span;
      if (target instanceof PyFunction && target.code.simpleCount === 2) {
        return invoke(target, slotsFor2(target.code, first, second));
      }
      return call(target, [first, second]);
    };
  }
  return (f) => {
    const target = callee(f);
    const values: Value[] = [];
    for (let i = 0; i < args.length; i++) values.push((args[i] as Evaluate)(f));
    thread.span = span;
    return call(target, values);
  };
}

/** Finds what a method call calls; for the last class seen, at the price of one Map lookup. */
export class MethodCache {
  private cls: PyClass | null = null;
  private version = -1;
  private member: PyFunction | PyBuiltin | undefined;
  /** The last shape of an instance that has no attribute of this name. */
  private shapeWithout: Shape | null = null;
  /** The last built-in class whose objects have no attributes of their own: nothing changes what its methods are. */
  private fixed: PyClass | null = null;
  /** The engine's class of the last object, and how it appears in Python. */
  private hostClass: unknown = null;
  private host: HostType<object> | null = null;

  constructor(readonly name: string) {}

  /** The function to call with `self` in front, or undefined where the general way must be gone. */
  find(self: Value): PyFunction | PyBuiltin | undefined {
    let cls: PyClass;
    let attributes: PyDict | Slots | undefined;
    // What methods are called on most, instances and tensors, is told apart first: each question costs as much as a call.
    if (self instanceof PyInstance) {
      cls = self.cls;
      attributes = self.own;
    } else if (self instanceof PyObject && self.cls === this.fixed) {
      return this.member;
    } else if (this.host !== null && self !== null && typeof self === "object" && self.constructor === this.hostClass) {
      cls = this.host.classOf(self);
      attributes = this.host.attributes?.(self, false);
    } else {
      const isSpecial = self instanceof PyClass || self instanceof PyModule || self instanceof PySuper;
      if (isSpecial || self instanceof PyUnsupported) return undefined;
      cls = typeOf(self);
      attributes = attributesOf(self);
      this.rememberHost(self);
    }
    if (cls !== this.cls || cls.version !== this.version) {
      this.cls = cls;
      this.fixed = cls.immutable && attributes === undefined && self instanceof PyObject ? cls : null;
      this.version = cls.version;
      const custom = cls.immutable ? undefined : cls.definingClass("__getattribute__");
      const found = custom !== undefined && !custom.immutable ? undefined : cls.lookup(this.name);
      const isMethod = found instanceof PyFunction || (found instanceof PyBuiltin && found.isMethod);
      this.member = isMethod ? found : undefined;
    }
    const { member } = this;
    if (member === undefined || attributes === undefined) return member;
    if (attributes instanceof Slots) {
      if (attributes.shape === this.shapeWithout) return member;
      if (attributes.shape.places.has(this.name)) return undefined;
      this.shapeWithout = attributes.shape;
      return member;
    }
    return attributes.map.has(this.name) ? undefined : member;
  }

  private rememberHost(self: Value): void {
    if (self === null || typeof self !== "object" || self instanceof PyObject || self instanceof PyFloat) return;
    this.hostClass = self.constructor;
    this.host = hostTypeOf(self) ?? null;
  }
}

/** What a method is called on. */
interface Receiver {
  readonly object: Evaluate;
  /** Where it is, if that is a local variable. */
  readonly slot: number;
  readonly cache: MethodCache;
}

function methodCall(unit: Unit, node: ast.Call, func: ast.Attribute, plain: boolean, span: number): Evaluate {
  const object = unit.expression(func.value);
  const name = unit.mangle(func.attr);
  const attributeSpan = unit.span(func);
  const cache = new MethodCache(name);
  if (plain && isSuperCall(func.value)) return superMethodCall(unit, node, object, name, attributeSpan, span);
  if (plain && node.args.length <= 2) {
    const receiver = { object, slot: localSlot(unit, func.value), cache };
    return shortMethodCall(unit, node, receiver, attributeSpan, span);
  }
  const all = allArguments(unit, node);
  return (f) => {
    const self = object(f);
    thread.span = attributeSpan;
    const member = cache.find(self);
    const target = member ?? getAttribute(self, name);
    const { positional, named } = all(f, target);
    thread.span = span;
    if (member === undefined) return call(target, positional, named);
    positional.unshift(self);
    if (member instanceof PyBuiltin) return member.implementation(positional, named);
    return invoke(member, bindArguments(member, positional, named));
  };
}

export function isSuperCall(node: ast.Expr): boolean {
  return node.kind === "Call" && node.func.kind === "Name" && node.func.id === "super" && node.args.length === 0;
}

/** `super().method(…)`, without making a bound method; the method is looked for again when its classes change. */
function superMethodCall(
  unit: Unit,
  node: ast.Call,
  object: Evaluate,
  name: string,
  attributeSpan: number,
  span: number,
): Evaluate {
  const args = node.args.map((arg) => unit.expression(arg));
  let start: PyClass | null = null;
  let owner: PyClass | null = null;
  let version = -1;
  let member: Value | undefined;
  return (f) => {
    const parent = object(f);
    thread.span = attributeSpan;
    let method: PyFunction | null = null;
    let target: Value = null;
    if (parent instanceof PySuper && parent.self !== parent.owner) {
      if (parent.start !== start || parent.owner !== owner || parent.owner.version !== version) {
        start = parent.start;
        owner = parent.owner;
        version = owner.version;
        member = parent.find(name);
      }
      if (member instanceof PyFunction) method = member;
    }
    if (method === null) target = getAttribute(parent, name);
    const values: Value[] = [];
    for (let i = 0; i < args.length; i++) values.push((args[i] as Evaluate)(f));
    thread.span = span;
    return method === null || !(parent instanceof PySuper)
      ? call(target, values)
      : callMember(method, parent.self, values);
  };
}

/** The commonest calls: a method with up to two arguments. */
function shortMethodCall(
  unit: Unit,
  node: ast.Call,
  { object, slot, cache }: Receiver,
  attributeSpan: number,
  span: number,
): Evaluate {
  const [a, b] = node.args.map((arg) => unit.expression(arg));
  const [aSlot = -1, bSlot = -1] = node.args.map((arg) => localSlot(unit, arg));
  const { name } = cache;
  if (a === undefined) {
    return (f) => {
      const self = take(f, slot, object);
      thread.span = attributeSpan;
      const member = cache.find(self);
      if (member === undefined) {
        const target = getAttribute(self, name);
        thread.span = span;
        return call(target, []);
      }
      thread.span = span;
      if (member instanceof PyBuiltin) return member.implementation([self], null);
      const { code } = member;
      return invoke(member, code.simpleCount === 1 ? slotsFor1(code, self) : bindArguments(member, [self], null));
    };
  }
  if (b === undefined) {
    return (f) => {
      const self = take(f, slot, object);
      thread.span = attributeSpan;
      const member = cache.find(self);
      if (member === undefined) {
        const target = getAttribute(self, name);
        const args = [a(f)];
        thread.span = span;
        return call(target, args);
      }
      const value = take(f, aSlot, a);
      thread.span = span;
      if (member instanceof PyBuiltin) return member.implementation([self, value], null);
      const { code } = member;
      return invoke(
        member,
        code.simpleCount === 2 ? slotsFor2(code, self, value) : bindArguments(member, [self, value], null),
      );
    };
  }
  return (f) => {
    const self = take(f, slot, object);
    thread.span = attributeSpan;
    const member = cache.find(self);
    if (member === undefined) {
      const target = getAttribute(self, name);
      const args = [a(f), b(f)];
      thread.span = span;
      return call(target, args);
    }
    const first = take(f, aSlot, a);
    const second = take(f, bSlot, b);
    thread.span = span;
    if (member instanceof PyBuiltin) return member.implementation([self, first, second], null);
    const { code } = member;
    return invoke(
      member,
      code.simpleCount === 3
        ? slotsFor3(code, self, first, second)
        : bindArguments(member, [self, first, second], null),
    );
  };
}

/** Functions that look at the caller's frame when they are called without arguments. */
export const FRAME_FUNCTIONS: ReadonlySet<string> = new Set(["globals", "locals", "vars", "dir"]);

function frameCall(unit: Unit, node: ast.Call, func: ast.Name, span: number): Evaluate {
  const { globals, builtins } = unit.module;
  const binding = unit.find(func.id);
  const shadowed = binding.kind !== "global" && !(binding.kind === "namespace" && binding.outer.kind === "global");
  if (shadowed) return plainCall(unit, node, unit.expression(func), span);
  const callee = unit.expression(func);
  const own = builtins.get(func.id);
  const { frame } = unit.scope;
  return (f) => {
    const target = callee(f);
    thread.span = span;
    if (target !== own) return call(target, []);
    const names = func.id === "globals" || frame.kind === "module" ? globals : (f.namespace ?? localsOf(unit.scope, f));
    return func.id === "dir"
      ? new PyList(
          sortValues(
            [...names.map.values()].map((entry) => entry.key),
            null,
            false,
          ),
        )
      : names;
  };
}

/** The local variables that are bound, as a new dict. */
function localsOf(scope: Scope, f: Frame): PyDict {
  const dict = new PyDict();
  for (const [name, slot] of scope.frame.slots) {
    const held = f.slots[slot];
    const value = held instanceof Cell ? held.value : held;
    if (value !== undefined && !name.startsWith(".")) dict.set(name, value);
  }
  for (const [name, index] of scope.frame.free) {
    const value = f.closure[index]?.value;
    if (value !== undefined && name !== "__class__") dict.set(name, value);
  }
  return dict;
}

/** `super()`: the class whose body the method stands in, and the first argument. */
function superCall(unit: Unit, node: ast.Call, span: number): Evaluate {
  const callee = unit.expression(node.func);
  const scope = unit.scope.frame;
  const binding = unit.scope.find("__class__");
  const cell =
    binding.kind === "free" || binding.kind === "local" ? loadBinding(unit, "__class__", binding, node) : null;
  const firstName = [...scope.parameters][0];
  const first = firstName === undefined ? null : loadBinding(unit, firstName, scope.find(firstName), node);
  return (f) => {
    const target = callee(f);
    thread.span = span;
    if (target !== superBuiltin()) return call(target, []);
    const cls = cell?.(f);
    const self = first?.(f);
    return makeSuper(cls, self);
  };
}
