// How built-in functions, methods and classes are declared: a Python-style signature and a TypeScript function that
// gets the bound arguments in the order of the signature. Wrong arguments raise what CPython's C functions raise.

import { type PyRaise, Refusal, typeError } from "./errors";
import { type BuiltinImplementation, PyBuiltin, PyClassMethod, PyGetSet, PyStaticMethod } from "./function";
import { builtinClass, type Keywords, objectType, type PyClass, type Value } from "./object";
import { typeName } from "./types";
import { PyDict, PyFloat, PyTuple } from "./value";

/** Given for an optional argument (`x=?` in a signature) that the call left out. */
export const ABSENT: Value = { absent: true };

interface Parameter {
  readonly name: string;
  readonly kind: "positional" | "normal" | "keyword" | "varargs" | "kwargs";
  /** Undefined for a required one. */
  readonly fallback: Value | undefined;
}

interface Signature {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** All parameters are positional-only and none is variadic. */
  readonly plain: boolean;
  readonly required: number;
  readonly positionalCount: number;
}

function parseDefault(text: string): Value {
  switch (text) {
    case "?":
      return ABSENT;
    case "None":
      return null;
    case "True":
      return true;
    case "False":
      return false;
  }
  if (/^-?\d+$/.test(text)) return Number(text);
  if (/^-?\d+(\.\d*)?(e-?\d+)?$/.test(text)) return new PyFloat(Number(text));
  if (/^'.*'$/.test(text)) return text.slice(1, -1).replaceAll("\\n", "\n");
  throw new Error(`a default that is not understood: ${text}`);
}

/** The name that a signature begins with. */
function nameIn(text: string): string {
  return text.slice(0, text.indexOf("("));
}

function parseSignature(text: string): Signature {
  const open = text.indexOf("(");
  const name = text.slice(0, open);
  const parameters: Parameter[] = [];
  let kind: Parameter["kind"] = "normal";
  const inner = text.slice(open + 1, text.lastIndexOf(")"));
  for (const part of inner.split(",").map((each) => each.trim())) {
    if (part === "") continue;
    if (part === "/") {
      for (let i = 0; i < parameters.length; i++) {
        const before = parameters[i];
        if (before !== undefined) parameters[i] = { ...before, kind: "positional" };
      }
    } else if (part === "*") kind = "keyword";
    else if (part.startsWith("**")) parameters.push({ name: part.slice(2), kind: "kwargs", fallback: undefined });
    else if (part.startsWith("*")) {
      parameters.push({ name: part.slice(1), kind: "varargs", fallback: undefined });
      kind = "keyword";
    } else {
      const equals = part.indexOf("=");
      const fallback = equals < 0 ? undefined : parseDefault(part.slice(equals + 1));
      parameters.push({ name: equals < 0 ? part : part.slice(0, equals), kind, fallback });
    }
  }
  const positional = parameters.filter((each) => each.kind === "positional" || each.kind === "normal");
  return {
    name,
    parameters,
    plain: parameters.every((each) => each.kind === "positional"),
    required: positional.filter((each) => each.fallback === undefined).length,
    positionalCount: positional.length,
  };
}

/** Puts a call's arguments in the order of the signature. */
function bindBuiltin(signature: Signature, shown: string, args: readonly Value[], keywords: Keywords | null): Value[] {
  const { parameters, positionalCount } = signature;
  const values: Value[] = [];
  const named = keywords === null || keywords.size === 0 ? null : new Map(keywords);
  const variadic = parameters.some((each) => each.kind === "varargs");
  if (named !== null && signature.plain) throw typeError(`${shown}() takes no keyword arguments`);
  if (args.length > positionalCount && !variadic) throw tooMany(signature, shown, args.length);
  let next = 0;
  for (const parameter of parameters) {
    switch (parameter.kind) {
      case "varargs":
        values.push(new PyTuple(args.slice(next)));
        break;
      case "kwargs": {
        const rest = new PyDict();
        for (const [key, value] of named ?? []) rest.set(key, value);
        named?.clear();
        values.push(rest);
        break;
      }
      default: {
        const positional = parameter.kind !== "keyword" && next < args.length ? args[next++] : undefined;
        const keyword = parameter.kind === "positional" ? undefined : named?.get(parameter.name);
        if (keyword !== undefined) named?.delete(parameter.name);
        if (positional !== undefined && keyword !== undefined) {
          throw typeError(`argument for ${shown}() given by name ('${parameter.name}') and position (${next})`);
        }
        const value = positional ?? keyword ?? (positional === null || keyword === null ? null : parameter.fallback);
        if (value === undefined) throw missing(signature, shown, parameter, args.length);
        values.push(value);
      }
    }
  }
  if (named !== null) {
    for (const name of named.keys())
      throw typeError(`'${name}' is an invalid keyword argument for ${signature.name}()`);
  }
  return values;
}

const plural = (count: number): string => (count === 1 ? "" : "s");

/** The methods that search between two places count their arguments in other words. */
const isPlace = (parameter: Parameter | undefined): boolean =>
  parameter?.name === "end" && parameter.kind === "positional";

function tooMany({ plain, required, positionalCount, parameters }: Signature, shown: string, given: number): PyRaise {
  const bare = shown.slice(shown.lastIndexOf(".") + 1);
  const all = parameters.length;
  if (!plain && given > all) return typeError(`${bare}() takes at most ${all} argument${plural(all)} (${given} given)`);
  if (positionalCount === 0) {
    return typeError(
      plain ? `${shown}() takes no arguments (${given} given)` : `${bare}() takes no positional arguments`,
    );
  }
  if (plain && required === 1 && positionalCount === 1) {
    return typeError(`${shown}() takes exactly one argument (${given} given)`);
  }
  if (isPlace(parameters.at(-1)))
    return typeError(`${bare}() takes at most ${positionalCount} arguments (${given} given)`);
  if (plain) {
    const bound = required === positionalCount ? "" : "at most ";
    return typeError(`${bare} expected ${bound}${positionalCount} argument${plural(positionalCount)}, got ${given}`);
  }
  const bound = required === positionalCount ? "exactly" : "at most";
  return typeError(
    `${bare}() takes ${bound} ${positionalCount} positional argument${plural(positionalCount)} (${given} given)`,
  );
}

function missing(signature: Signature, shown: string, parameter: Parameter, given: number): PyRaise {
  const bare = shown.slice(shown.lastIndexOf(".") + 1);
  const { plain, required, positionalCount, parameters } = signature;
  if (plain && required === 1 && positionalCount === 1) {
    return typeError(`${shown}() takes exactly one argument (${given} given)`);
  }
  if (isPlace(parameters.at(-1))) return typeError(`${bare}() takes at least ${required} argument (${given} given)`);
  if (plain) {
    const bound = required === positionalCount ? "" : "at least ";
    return typeError(`${bare} expected ${bound}${required} argument${plural(required)}, got ${given}`);
  }
  if (parameter.kind === "positional") {
    // Those that Argument Clinic wrote, as far as they can be seen: what follows may come by name or by position.
    if (parameters.some((each) => each.kind === "normal")) {
      const least = parameters.filter((each) => each.kind === "positional" && each.fallback === undefined).length;
      return typeError(`${bare}() takes at least ${least} positional argument${plural(least)} (${given} given)`);
    }
    return typeError(`${bare} expected ${required} argument${plural(required)}, got ${given}`);
  }
  return typeError(
    `${bare}() missing required argument '${parameter.name}' (pos ${parameters.indexOf(parameter) + 1})`,
  );
}

// Arguments come in the order of the signature, so each implementation declares its own list of Values.
type Implementation = (...args: never[]) => Value;
type AnyImplementation = (...args: Value[]) => Value;

/** Reads the signature at the first call: most built-ins are declared at every start and never called. */
function declared(
  text: string,
  shown: string,
  run: Implementation,
  selfs: number,
  guard: OwnSelf | null = null,
): PyBuiltin {
  let bound: BuiltinImplementation | null = null;
  const implementation: BuiltinImplementation = (args, keywords) => {
    if (bound === null) {
      const signature = parseSignature(text);
      bound = boundImplementation(signature, shown, run, selfs, guard);
      giveDirectCalls(made, signature, run, selfs, guard);
    }
    return bound(args, keywords);
  };
  const made = new PyBuiltin(nameIn(text), implementation, selfs === 1);
  return made;
}

/** One or two arguments need no array, where the signature takes as many by position. */
function giveDirectCalls(
  made: PyBuiltin,
  { parameters, required }: Signature,
  run: Implementation,
  selfs: number,
  guard: OwnSelf | null,
): void {
  const apply = run as AnyImplementation;
  const count = parameters.length + selfs;
  if (count > 3 || parameters.some(({ kind }) => kind !== "positional" && kind !== "normal")) return;
  const fallbacks: Value[] = parameters.map(({ fallback }) => fallback ?? null);
  if (selfs === 1) fallbacks.unshift(null);
  const [, b0 = null, c0 = null] = fallbacks;
  const least = required + selfs;
  if (least <= 1 && count >= 1) {
    if (guard === null) made.one = count === 1 ? apply : count === 2 ? (a) => apply(a, b0) : (a) => apply(a, b0, c0);
    else if (count === 1) made.one = (a) => apply(guard(a));
    else made.one = count === 2 ? (a) => apply(guard(a), b0) : (a) => apply(guard(a), b0, c0);
  }
  if (least <= 2 && count >= 2) {
    if (guard === null) made.two = count === 2 ? apply : (a, b) => apply(a, b, c0);
    else made.two = count === 2 ? (a, b) => apply(guard(a), b) : (a, b) => apply(guard(a), b, c0);
  }
}

/** What the implementation of a method takes for `self`; raises for a value that is no self of its class. */
type OwnSelf = (value: Value) => Value;

function boundImplementation(
  signature: Signature,
  shown: string,
  run: Implementation,
  selfs: number,
  guard: OwnSelf | null,
): BuiltinImplementation {
  // The signature decides how many arguments there are; all of them are Values.
  const apply = run as AnyImplementation;
  const { parameters, required } = signature;
  // Calls by position, the commonest, need no more than the defaults of what is left out.
  const direct = parameters.every((each) => each.kind !== "varargs" && each.kind !== "kwargs");
  const positional = parameters.filter((each) => each.kind !== "keyword").length;
  const optional = parameters.every((each) => each.kind !== "keyword" || each.fallback !== undefined);
  const least = required + selfs;
  const most = direct && optional ? positional + selfs : -1;
  const count = parameters.length + selfs;
  const fallbacks: Value[] = parameters.map((each) => each.fallback ?? null);
  if (selfs === 1) fallbacks.unshift(null);
  const [f0 = null, f1 = null, f2 = null, f3 = null] = fallbacks;
  return (args, keywords) => {
    const given = args.length;
    if (keywords === null && given >= least && given <= most) {
      // Written out: filling up an array or spreading one costs more than most built-in functions do.
      const a = given > 0 ? (args[0] as Value) : f0;
      const first = guard === null ? a : guard(a);
      if (count <= 1) return count === 0 ? apply() : apply(first);
      const b = given > 1 ? (args[1] as Value) : f1;
      if (count === 2) return apply(first, b);
      const c = given > 2 ? (args[2] as Value) : f2;
      if (count === 3) return apply(first, b, c);
      if (count === 4) return apply(first, b, c, given > 3 ? (args[3] as Value) : f3);
      const rest = args.slice(3);
      for (let i = Math.max(given, 3); i < count; i++) rest.push(fallbacks[i] ?? null);
      return apply(first, b, c, ...rest);
    }
    if (selfs === 0) return apply(...bindBuiltin(signature, shown, args, keywords));
    const [self, ...rest] = args;
    if (self === undefined) throw typeError(`unbound method ${shown}() needs an argument`);
    const values = bindBuiltin(signature, shown, rest, keywords);
    return apply(guard === null ? self : guard(self), ...values);
  };
}

/** A built-in function: `builtin("sorted(iterable, /, *, key=None, reverse=False)", (iterable, key, reverse) => …)`. */
export function builtin(signature: string, run: Implementation): PyBuiltin {
  return declared(signature, nameIn(signature), run, 0);
}

/** A built-in function that binds its arguments itself. */
export function rawBuiltin(name: string, implementation: BuiltinImplementation): PyBuiltin {
  return new PyBuiltin(name, implementation);
}

/** Whether a value can be `self` of a built-in method. */
export type SelfGuard<Self extends Value> = (value: Value) => Self | undefined;

/**
 * Adds methods to a built-in class: signatures (without self) to functions whose first argument is self, as the guard
 * gives it.
 */
export function methods<Self extends Value>(
  cls: PyClass,
  guard: SelfGuard<Self>,
  table: Readonly<Record<string, (self: Self, ...args: never[]) => Value>>,
): void {
  for (const [text, run] of Object.entries(table)) {
    const name = nameIn(text);
    const shown = name.startsWith("__") ? name : `${cls.name}.${name}`;
    const ownSelf = (self: Value): Value => {
      const own = guard(self);
      if (own === undefined) throw wrongSelf(cls, name, self);
      return own;
    };
    // The guard makes sure of self; the others are Values.
    adopt(cls, declared(text, shown, run as Implementation, 1, ownSelf));
  }
}

function wrongSelf(cls: PyClass, name: string, self: Value): PyRaise {
  return typeError(`descriptor '${name}' for '${cls.name}' objects doesn't apply to a '${typeName(self)}' object`);
}

/** Adds one method that binds its arguments itself; `args[0]` is self. */
export function addMethod(cls: PyClass, name: string, implementation: BuiltinImplementation): void {
  adopt(cls, new PyBuiltin(name, implementation, true));
}

function adopt(cls: PyClass, method: PyBuiltin): void {
  method.owner = cls;
  cls.setMember(method.name, method);
}

export function addStatic(cls: PyClass, signature: string, run: Implementation): void {
  const made = builtin(signature, run);
  cls.setMember(made.name, new PyStaticMethod(made));
}

/** A class method: its first argument is the class it was called on. */
export function addClassMethod(cls: PyClass, signature: string, run: Implementation): void {
  const name = nameIn(signature);
  const made = declared(signature, `${cls.name}.${name}`, run, 1);
  made.owner = cls;
  cls.setMember(name, new PyClassMethod(made));
}

export function addGetSet<Self extends Value>(
  cls: PyClass,
  guard: SelfGuard<Self>,
  name: string,
  read: (self: Self) => Value,
  write: ((self: Self, value: Value) => void) | null = null,
  remove: ((self: Self) => void) | null = null,
): void {
  const own = (self: Value): Self => {
    const guarded = guard(self);
    if (guarded === undefined) throw wrongSelf(cls, name, self);
    return guarded;
  };
  const setter = write === null ? null : (self: Value, value: Value): void => write(own(self), value);
  const remover = remove === null ? null : (self: Value): void => remove(own(self));
  const made = new PyGetSet(name, (self) => read(own(self)), setter, remover);
  made.owner = cls;
  cls.setMember(name, made);
}

export interface TypeOptions {
  readonly name: string;
  readonly module?: string;
  readonly base?: PyClass;
  /** Makes an instance; a class without it cannot be called. */
  readonly construct?: (cls: PyClass, args: Value[], keywords: Keywords | null) => Value;
  readonly subclassable?: boolean;
}

/** Declares a built-in class for a module's own objects. */
export function defineType(options: TypeOptions): PyClass {
  const { name, module = "builtins", base = objectType, construct, subclassable = true } = options;
  const cls = builtinClass(name, base, construct === undefined && base !== objectType ? base.layout : undefined);
  cls.module = module;
  cls.subclassable = subclassable;
  if (construct !== undefined) cls.construct = construct;
  return cls;
}

/** Binds arguments to a signature for a constructor: the class is no part of it. */
export function argumentBinder(signature: string): (args: readonly Value[], keywords: Keywords | null) => Value[] {
  let parsed: Signature | null = null;
  return (args, keywords) => {
    parsed ??= parseSignature(signature);
    return bindBuiltin(parsed, parsed.name, args, keywords);
  };
}

export function guardClass<T extends object>(hostClass: abstract new (...args: never[]) => T): SelfGuard<T> {
  return (value) => (value instanceof hostClass ? value : undefined);
}

/** Marks what CPython has and this language has not. */
export function unsupported(what: string): () => never {
  return () => {
    throw new Refusal(what);
  };
}

/**
 * The keywords that a built-in class's `__new__` or `__init__` looks at: none in a program's subclass that overrides the
 * `other` one of the two, which is there to take them.
 */
export function takenKeywords(cls: PyClass, other: "__new__" | "__init__", keywords: Keywords | null): Keywords | null {
  return !cls.immutable && cls.definingClass(other)?.immutable === false ? null : keywords;
}
