// Calling anything that can be called: argument binding with CPython's TypeErrors (Python/ceval.c), frames and their
// place in tracebacks, making instances. Follows Objects/call.c and type_call in Objects/typeobject.c.

import { quoteText } from "../text/quote";
import {
  attributeErrorType,
  LimitReached,
  type PyException,
  PyRaise,
  Refusal,
  raised,
  recursionErrorType,
  stopIterationType,
  translateThrow,
  typeError,
} from "./errors";
import {
  Cell,
  type Code,
  Frame,
  PyBoundMethod,
  PyBuiltin,
  PyClassMethod,
  PyFunction,
  PyProperty,
  PyStaticMethod,
} from "./function";
import { type Keywords, objectType, PyClass, PyObject, typeType, type Value } from "./object";
import { POLL_INTERVAL, thread } from "./thread";
import { staticName, typeName, typeOf } from "./types";
import { PyDict, PyInstance, PyTuple } from "./value";

/** Calls a value. `args` may be kept by the callee. */
export function call(callee: Value, args: Value[], keywords: Keywords | null = null): Value {
  if (callee instanceof PyFunction) return invoke(callee, bindArguments(callee, args, keywords));
  if (callee instanceof PyBuiltin) return callee.implementation(args, keywords);
  if (callee instanceof PyBoundMethod) return call(callee.callee, withFirst(callee.self, args), keywords);
  if (callee instanceof PyClass) return callClass(callee, args, keywords);
  if (callee instanceof PyStaticMethod) return call(callee.callee, args, keywords);
  const cls = typeOf(callee);
  const method = cls.lookup("__call__");
  if (method === undefined) throw typeError(`'${staticName(cls)}' object is not callable`);
  return callMember(method, callee, args, keywords);
}

/** Calls a value with one argument, as keys of sorts and functions of `map` are. */
export function callWith(callee: Value, argument: Value): Value {
  if (callee instanceof PyFunction && callee.code.simpleCount === 1) {
    return invoke(callee, slotsFor1(callee.code, argument));
  }
  return call(callee, [argument]);
}

/** `[first, ...rest]`, but not by an iterator, which costs more than the call where the code is not optimised. */
function withFirst(first: Value, rest: readonly Value[]): Value[] {
  const all = [first];
  for (let i = 0; i < rest.length; i++) all.push(rest[i] as Value);
  return all;
}

/** Calls a class member as a method of `self`, without making a bound method where none can be seen. */
export function callMember(member: Value, self: Value, args: Value[], keywords: Keywords | null = null): Value {
  if (member instanceof PyFunction) {
    if (keywords === null && member.code.simpleCount === args.length + 1) {
      if (args.length === 0) return invoke(member, slotsFor1(member.code, self));
      if (args.length === 1) return invoke(member, slotsFor2(member.code, self, args[0] as Value));
      if (args.length === 2) return invoke(member, slotsFor3(member.code, self, args[0] as Value, args[1] as Value));
    }
    return invoke(member, bindArguments(member, withFirst(self, args), keywords));
  }
  if (member instanceof PyBuiltin && member.isMethod) return member.implementation(withFirst(self, args), keywords);
  return call(bindMember(member, self, typeOf(self)), args, keywords);
}

/** Calls a special method by name, found on the class; undefined when the class has none. */
export function callSpecial(self: Value, name: string, args: Value[]): Value | undefined {
  const member = typeOf(self).lookup(name);
  return member === undefined ? undefined : callMember(member, self, args);
}

/** What a class member gives when read through `self`, or through the class when `self` is undefined. */
export function bindMember(member: Value, self: Value | undefined, owner: PyClass): Value {
  if (!(member instanceof PyObject)) return member;
  if (member instanceof PyInstance && !(member instanceof PyFunction)) {
    if (member instanceof PyClassMethod) return bindToClass(member.callee, owner);
    if (member instanceof PyStaticMethod) return member.callee;
    if (member instanceof PyProperty) {
      if (self === undefined) return member;
      if (member.getter === null) throw missingAccessor(member, self, "getter");
      return call(member.getter, [self]);
    }
    const getter = member.cls.lookup("__get__");
    if (getter === undefined) return member;
    return callMember(getter, member, [self === undefined ? null : self, owner]);
  }
  return member.bind(self, owner);
}

/** What a class method gives: a bound method, or what a descriptor in it (a property) gives for the class. */
function bindToClass(callee: Value, owner: PyClass): Value {
  if (callee instanceof PyInstance && !(callee instanceof PyFunction)) {
    const wrapped = callee instanceof PyProperty || callee instanceof PyStaticMethod;
    if (wrapped || (!callee.cls.immutable && callee.cls.lookup("__get__") !== undefined)) {
      return bindMember(callee, owner, owner.cls);
    }
  }
  return new PyBoundMethod(callee, owner);
}

/** The AttributeError of a property that cannot be read, set or deleted. */
export function missingAccessor(member: PyProperty, self: Value, what: "getter" | "setter" | "deleter"): PyRaise {
  const named = member.name === undefined ? "property" : `property ${quoteText(String(member.name))}`;
  const error = raised(attributeErrorType, `${named} of ${quoteText(typeOf(self).qualname)} object has no ${what}`);
  error.exception.missing = null;
  return error;
}

/**
 * The slots of a simple function's frame with its arguments in them. Written out with room for the other variables: an
 * array that grows when the first one is set costs more than the rest of the call.
 */
export function slotsFor1(code: Code, a: Value): (Value | undefined)[] {
  if (code.slotCount <= 3) return [a, undefined, undefined];
  if (code.slotCount <= 7) return [a, undefined, undefined, undefined, undefined, undefined, undefined];
  return roomFor(code, [a]);
}

export function slotsFor2(code: Code, a: Value, b: Value): (Value | undefined)[] {
  if (code.slotCount <= 4) return [a, b, undefined, undefined];
  if (code.slotCount <= 8) return [a, b, undefined, undefined, undefined, undefined, undefined, undefined];
  return roomFor(code, [a, b]);
}

export function slotsFor3(code: Code, a: Value, b: Value, c: Value): (Value | undefined)[] {
  if (code.slotCount <= 5) return [a, b, c, undefined, undefined];
  return roomFor(code, [a, b, c]);
}

/** The same for arguments that are in an array. */
export function roomFor(code: Code, args: readonly Value[]): (Value | undefined)[] {
  const { slotCount } = code;
  if (args.length === slotCount) return args.slice();
  const slots: (Value | undefined)[] = new Array(slotCount);
  for (let i = 0; i < args.length; i++) slots[i] = args[i];
  return slots;
}

/** Runs a function on slots whose arguments are bound. The span of the call is `thread.span`. */
export function invoke(fn: PyFunction, slots: (Value | undefined)[]): Value {
  const code = fn.code;
  const callSpan = thread.span;
  if (++thread.depth > thread.recursionLimit) {
    thread.depth--;
    throw raised(recursionErrorType, "maximum recursion depth exceeded");
  }
  thread.calls[thread.depth] = callSpan;
  if (--thread.budget <= 0) {
    thread.budget = POLL_INTERVAL;
    thread.poll();
  }
  const recorder = thread.recorder;
  const frame = new Frame(slots, fn.closure, code);
  if (recorder !== null) recorder.enterCall(code.span, callSpan, frame);
  try {
    if (code.hasCells) makeCells(code, slots);
    const result = code.run(frame);
    thread.depth--;
    if (recorder !== null) recorder.leaveCall();
    thread.span = callSpan;
    return result;
  } catch (error) {
    thread.depth--;
    if (recorder !== null) recorder.leaveCall();
    const thrown = leaveFrame(error, frame, code);
    thread.span = callSpan;
    throw thrown;
  }
}

function makeCells(code: Code, slots: (Value | undefined)[]): void {
  for (const slot of code.cellParameters) slots[slot] = new Cell(slots[slot]);
  for (const slot of code.cellLocals) slots[slot] = new Cell(undefined);
}

/** Adds the frame that an exception leaves to its traceback. */
export function leaveFrame(error: unknown, frame: object, code: Pick<Code, "name" | "library">): unknown {
  const thrown = translateThrow(error);
  if (thrown instanceof PyRaise) {
    if (thrown.exception.traceback.length === 0) announce(thrown.exception);
    if (thrown.again === frame) thrown.again = null;
    else if (thrown.exception.traceback.length < 5000) {
      const scope = code.name;
      thrown.exception.traceback.push({ span: thread.span, scope, library: code.library, frame });
    }
  } else if (thrown instanceof Refusal || thrown instanceof LimitReached) {
    if (thrown.span < 0 && !code.library) thrown.span = thread.span;
  }
  return thrown;
}

/** Tells the recorder of an exception that no frame has seen yet; the ends of iterators are no news. */
function announce(exception: PyException): void {
  const { recorder } = thread;
  if (recorder === null || exception.cls === stopIterationType) return;
  const [message] = exception.args.items;
  recorder.raise(thread.span, exception.cls.name, typeof message === "string" ? message : "");
}

/** A function's slots with its arguments in them. */
export function bindArguments(
  fn: PyFunction,
  args: readonly Value[],
  keywords: Keywords | null,
): (Value | undefined)[] {
  const code = fn.code;
  const count = args.length;
  // The arguments of a simple function are its first slots.
  if (keywords !== null) return bindGeneral(fn, args, keywords);
  if (code.simpleCount === count) return roomFor(code, args);
  const { defaults } = fn;
  const firstDefault = code.simpleCount - defaults.length;
  if (count > code.simpleCount || count < firstDefault) return bindGeneral(fn, args, null);
  const slots = roomFor(code, args);
  for (let i = count; i < code.simpleCount; i++) slots[i] = defaults[i - firstDefault];
  return slots;
}

function bindGeneral(fn: PyFunction, args: readonly Value[], keywords: Keywords | null): (Value | undefined)[] {
  const { parameters } = fn.code;
  const { positional, keywordOnly, varargs, kwargs } = parameters;
  const slots: (Value | undefined)[] = new Array(fn.code.slotCount);
  const given = Math.min(args.length, positional.length);
  for (let i = 0; i < given; i++) slots[i] = args[i];
  let next = positional.length + keywordOnly.length;
  if (varargs !== null) slots[next++] = new PyTuple(args.slice(given));
  const extra = kwargs === null ? null : new PyDict();
  if (extra !== null) slots[next] = extra;
  if (keywords !== null) bindKeywords(fn, slots, keywords, extra);
  if (args.length > positional.length && varargs === null) throw tooManyPositional(fn, args.length, slots);
  let missing: string[] | null = null;
  const firstDefault = positional.length - fn.defaults.length;
  for (let i = given; i < positional.length; i++) {
    if (slots[i] !== undefined) continue;
    if (i >= firstDefault) slots[i] = fn.defaults[i - firstDefault];
    else missing = [...(missing ?? []), positional[i] ?? ""];
  }
  if (missing !== null) throw missingArguments(fn, missing, "positional");
  for (let i = 0; i < keywordOnly.length; i++) {
    const slot = positional.length + i;
    if (slots[slot] !== undefined) continue;
    const name = keywordOnly[i] as string;
    const value = fn.keywordDefaults?.get(name);
    if (value === undefined) missing = [...(missing ?? []), name];
    else slots[slot] = value;
  }
  if (missing !== null) throw missingArguments(fn, missing, "keyword-only");
  return slots;
}

function bindKeywords(fn: PyFunction, slots: (Value | undefined)[], keywords: Keywords, extra: PyDict | null): void {
  const { positional, positionalOnly, keywordOnly } = fn.code.parameters;
  const passedAsKeyword: string[] = [];
  for (const [name, value] of keywords) {
    let slot = positional.indexOf(name);
    if (slot >= 0 && slot < positionalOnly) {
      if (extra === null) {
        passedAsKeyword.push(name);
        continue;
      }
      slot = -1;
    } else if (slot < 0) {
      const index = keywordOnly.indexOf(name);
      if (index >= 0) slot = positional.length + index;
    }
    if (slot < 0) {
      if (extra === null) throw typeError(`${fn.qualname}() got an unexpected keyword argument '${name}'`);
      extra.set(name, value);
    } else if (slots[slot] !== undefined) {
      throw typeError(`${fn.qualname}() got multiple values for argument '${name}'`);
    } else slots[slot] = value;
  }
  if (passedAsKeyword.length > 0) {
    const names = passedAsKeyword.join(", ");
    throw typeError(`${fn.qualname}() got some positional-only arguments passed as keyword arguments: '${names}'`);
  }
}

function tooManyPositional(fn: PyFunction, given: number, slots: readonly (Value | undefined)[]): PyRaise {
  const { positional, keywordOnly } = fn.code.parameters;
  const most = positional.length;
  const least = most - fn.defaults.length;
  const takes = least < most ? `from ${least} to ${most}` : `${most}`;
  const plural = most === 1 && least === most ? "" : "s";
  const keywordsGiven = keywordOnly.filter((_, i) => slots[most + i] !== undefined).length;
  const were = given === 1 && keywordsGiven === 0 ? "was" : "were";
  const detail =
    keywordsGiven > 0
      ? ` positional argument${given === 1 ? "" : "s"} (and ${keywordsGiven} keyword-only argument${keywordsGiven === 1 ? "" : "s"})`
      : "";
  return typeError(`${fn.qualname}() takes ${takes} positional argument${plural} but ${given}${detail} ${were} given`);
}

function missingArguments(fn: PyFunction, names: readonly string[], kind: string): PyRaise {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.at(-1) ?? "";
  const list =
    quoted.length === 1
      ? last
      : quoted.length === 2
        ? quoted.join(" and ")
        : `${quoted.slice(0, -1).join(", ")}, and ${last}`;
  const plural = names.length === 1 ? "" : "s";
  return typeError(`${fn.qualname}() missing ${names.length} required ${kind} argument${plural}: ${list}`);
}

/** Calls a class: through its metaclass's `__call__` where a program wrote one. */
export function callClass(cls: PyClass, args: Value[], keywords: Keywords | null): Value {
  if (cls.immutable) {
    const make = cls.make === undefined ? rememberMaker(cls) : cls.make;
    if (make !== null) return make(cls, args, keywords);
  }
  if (cls.cls !== typeType) {
    const metaCall = cls.cls.lookup("__call__");
    if (metaCall !== undefined && !(metaCall instanceof PyBuiltin)) return callMember(metaCall, cls, args, keywords);
  }
  return instantiate(cls, args, keywords);
}

/** Finds out what makes all of an instance of a built-in class: nothing does where an `__init__` follows it. */
function rememberMaker(cls: PyClass): PyClass["construct"] {
  const isPlain = cls.cls === typeType && cls.layout === cls && cls !== objectType && cls !== typeType;
  const isMadeAtOnce = ["__new__", "__init__"].every((name) => cls.lookup(name) === objectType.own(name));
  cls.make = isPlain && isMadeAtOnce ? cls.construct : null;
  return cls.make;
}

/** What `type.__call__` does: `__new__`, then `__init__` on an instance of the class. */
export function instantiate(cls: PyClass, args: Value[], keywords: Keywords | null): Value {
  if (cls.initialiserVersion === cls.version && keywords === null && !cls.isAbstract) return makeInstance(cls, args);
  if (cls === typeType && args.length === 1 && keywords === null) return typeOf(args[0] ?? null);
  const maker = cls.lookup("__new__");
  let value: Value;
  if (maker === undefined || maker instanceof PyBuiltin) value = construct(cls, args, keywords);
  else value = call(maker instanceof PyStaticMethod ? maker.callee : maker, withFirst(cls, args), keywords);
  const made = typeOf(value);
  if (made !== cls && !made.isSubclassOf(cls)) return value;
  const init = made.lookup("__init__");
  if (init === undefined) return value;
  if (init instanceof PyFunction) {
    args.unshift(value);
    if (made === cls && cls.layout === objectType && maker === objectType.own("__new__")) {
      cls.initialiser = init;
      cls.initialiserVersion = cls.version;
    }
  }
  const result =
    init instanceof PyFunction
      ? invoke(init, bindArguments(init, args, keywords))
      : callMember(init, value, args, keywords);
  if (result !== null) throw typeError(`__init__() should return None, not '${typeName(result)}'`);
  return value;
}

/** The commonest instances: `object.__new__` makes them, and the program's own `__init__` fills them. */
function makeInstance(cls: PyClass, args: Value[]): Value {
  const init = cls.initialiser;
  if (!(init instanceof PyFunction)) throw new Error("a class without its __init__");
  const value = new PyInstance(cls);
  const result = callMember(init, value, args);
  if (result !== null) throw typeError(`__init__() should return None, not '${typeName(result)}'`);
  return value;
}

/** Makes an instance as the built-in class that the class inherits from does. */
export function construct(cls: PyClass, args: Value[], keywords: Keywords | null): Value {
  const make = cls.layout.construct;
  if (make === null) throw typeError(`cannot create '${staticName(cls)}' instances`);
  return make(cls, args, keywords);
}

/** True for what `callable()` calls callable. */
export function isCallable(value: Value): boolean {
  if (value instanceof PyFunction || value instanceof PyBuiltin || value instanceof PyBoundMethod) return true;
  if (value instanceof PyClass || value instanceof PyStaticMethod) return true;
  return typeOf(value).lookup("__call__") !== undefined;
}
