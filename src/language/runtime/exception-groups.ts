// Exception groups (PEP 654): their split into what matches and the rest, and what an `except*` leaves to be raised.

import { call } from "./call";
import {
  baseExceptionType,
  exceptionClass,
  exceptionType,
  exceptionTypes,
  PyException,
  typeError,
  valueError,
} from "./errors";
import { PyFunction } from "./function";
import { PyClass, type Value } from "./object";
import { truth } from "./operators";
import { typeName } from "./types";
import { PyList, PyTuple } from "./value";

export const baseGroupType = exceptionClass("BaseExceptionGroup", baseExceptionType);
export const groupType = exceptionClass("ExceptionGroup", baseGroupType);
groupType.bases = [baseGroupType, exceptionType];
groupType.mro = [groupType, baseGroupType, exceptionType, ...baseExceptionType.mro];
for (const cls of [baseGroupType, groupType]) exceptionTypes.set(cls.name, cls);

export class PyExceptionGroup extends PyException {
  constructor(
    cls: PyClass,
    readonly message: string,
    readonly exceptions: readonly PyException[],
    args: PyTuple,
  ) {
    super(cls, args);
  }
}

baseGroupType.layout = baseGroupType;
groupType.layout = baseGroupType;
baseGroupType.construct = (cls, args, keywords) => {
  if (keywords !== null && keywords.size > 0) throw typeError(`${cls.name}() takes no keyword arguments`);
  if (args.length !== 2) {
    throw typeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`);
  }
  const [message = null, given = null] = args;
  if (typeof message !== "string") {
    throw typeError(`BaseExceptionGroup.__new__() argument 1 must be str, not ${typeName(message)}`);
  }
  const exceptions = exceptionsIn(given);
  const areExceptions = exceptions.every((each) => each.cls.isSubclassOf(exceptionType));
  if (!areExceptions && cls.isSubclassOf(exceptionType)) {
    const what = cls === groupType ? "an ExceptionGroup" : `'${cls.name}'`;
    throw typeError(`Cannot nest BaseExceptions in ${what}`);
  }
  const made = cls === baseGroupType && areExceptions ? groupType : cls;
  return new PyExceptionGroup(made, message, exceptions, new PyTuple([...args]));
};

function exceptionsIn(given: Value): PyException[] {
  if (!(given instanceof PyList || given instanceof PyTuple)) {
    throw typeError("second argument (exceptions) must be a sequence");
  }
  if (given.items.length === 0) throw valueError("second argument (exceptions) must be a non-empty sequence");
  return given.items.map((each, i) => {
    if (each instanceof PyException) return each;
    throw valueError(`Item ${i} of second argument (exceptions) is not an exception`);
  });
}

export type Matches = (exception: PyException) => boolean;

/** What `split` and `subgroup` take: a class, several, or a function that is asked. */
export function condition(value: Value): Matches {
  const classes = value instanceof PyTuple ? value.items : [value];
  const isClass = (each: Value): each is PyClass => each instanceof PyClass && each.isSubclassOf(baseExceptionType);
  if (classes.every(isClass)) return (exception) => classes.some((cls) => exception.cls.isSubclassOf(cls));
  if (value instanceof PyFunction) return (exception) => truth(call(value, [exception]));
  throw typeError("expected a function, exception type or tuple of exception types");
}

export interface Split {
  readonly match: PyException | null;
  readonly rest: PyException | null;
}

/** The exceptions that match, and the others, each in groups like the one that they come from. */
export function split(exception: PyException, matches: Matches): Split {
  if (matches(exception)) return { match: exception, rest: null };
  if (!(exception instanceof PyExceptionGroup)) return { match: null, rest: exception };
  const parts = exception.exceptions.map((each) => split(each, matches));
  return {
    match: part(
      exception,
      parts.map((each) => each.match).filter((each) => each !== null),
    ),
    rest: part(
      exception,
      parts.map((each) => each.rest).filter((each) => each !== null),
    ),
  };
}

/** A group of some of a group's exceptions, with its message, notes and origin; null for none. */
function part(group: PyExceptionGroup, exceptions: readonly PyException[]): PyException | null {
  if (exceptions.length === 0) return null;
  const derive = group.cls.lookup("derive");
  const made = derive === undefined ? null : call(derive, [group, new PyList([...exceptions])]);
  if (!(made instanceof PyExceptionGroup)) throw typeError("derive must return an instance of BaseExceptionGroup");
  made.traceback = [...group.traceback];
  made.cause = group.cause;
  made.context = group.context;
  made.suppressContext = group.suppressContext;
  const notes = group.getOwn("__notes__");
  if (notes instanceof PyList) {
    made.setOwn("__notes__", new PyList([...notes.items]));
  }
  return made;
}

/** What an `except*` raises at its end: what handlers raised, and what no one has handled, as one. */
export function reraised(
  original: PyException,
  raisedByHandlers: readonly PyException[],
  left: readonly PyException[],
): PyException | null {
  if (!(original instanceof PyExceptionGroup)) return raisedByHandlers[0] ?? left[0] ?? null;
  const kept = new Set(left.flatMap(leaves));
  const again = kept.size === 0 ? null : split(original, (each) => kept.has(each)).match;
  const all = again === null ? raisedByHandlers : [...raisedByHandlers, again];
  if (all.length < 2) return all[0] ?? null;
  const areExceptions = all.every((each) => each.cls.isSubclassOf(exceptionType));
  return groupOf("", all, areExceptions ? groupType : baseGroupType);
}

export function groupOf(message: string, exceptions: readonly PyException[], cls: PyClass): PyExceptionGroup {
  return new PyExceptionGroup(cls, message, exceptions, new PyTuple([message, new PyList([...exceptions])]));
}

function leaves(exception: PyException): PyException[] {
  return exception instanceof PyExceptionGroup ? exception.exceptions.flatMap(leaves) : [exception];
}
