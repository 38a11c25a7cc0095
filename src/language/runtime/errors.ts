// Python exceptions as JavaScript throws them, and the ends of a run that no program can catch.
// The classes and their hierarchy are CPython's (Objects/exceptions.c).

import { builtinClass, type Keywords, objectType, type PyClass, type Value } from "./object";
import { thread } from "./thread";
import { PyInstance, PyTuple } from "./value";

/** One line of a traceback: where a frame was when an exception left it. */
export interface TracebackEntry {
  readonly span: number;
  /** The function's name as tracebacks show it. */
  readonly scope: string;
  readonly library: boolean;
  /** Tells two entries of the same frame apart from those of two frames. */
  readonly frame: object;
}

/** What a NameError or an AttributeError misses, for suggestions. */
export interface Missing {
  readonly name: string;
  /** The object without the attribute. */
  readonly object: Value | undefined;
  /** The names there were, nearest scope first. */
  readonly scopes?: readonly (readonly string[])[];
}

export class PyException extends PyInstance {
  cause: PyException | null = null;
  context: PyException | null = null;
  suppressContext = false;
  /** Innermost first. */
  traceback: TracebackEntry[] = [];
  /** Names for "did you mean": the missing name, and whose attribute it would be. */
  missing: Missing | null = null;
  /** Attributes of single classes, where a program or the class's `__init__` set them. */
  fields: Map<string, Value> | null = null;

  constructor(
    cls: PyClass,
    public args: PyTuple,
  ) {
    super(cls);
  }
}

/** The JavaScript throw that carries a Python exception. */
export class PyRaise {
  constructor(
    readonly exception: PyException,
    /** Set by a bare `raise`: the frame is in the traceback already. */
    public again: object | null = null,
  ) {}
}

/** What this language does not have. It ends the run, and a program cannot catch it. */
export class Refusal extends Error {
  /** Where the program's own text was, once the error left its frame. */
  span = -1;

  constructor(readonly what: string) {
    super(`nnspec: ${what} is not supported`);
  }
}

/** A limit was reached or somebody pressed stop; a poll throws it. */
export class LimitReached extends Error {
  /** Where the program's own text was, once the error left its frame. */
  span = -1;

  constructor(
    readonly kind: "time" | "steps" | "memory" | "stopped",
    message: string,
  ) {
    super(message);
  }
}

export const baseExceptionType = exceptionClass("BaseException", objectType);
baseExceptionType.layout = baseExceptionType;

/** Declares a built-in exception class. */
export function exceptionClass(name: string, base: PyClass): PyClass {
  const cls = builtinClass(name, base, base === objectType ? undefined : base.layout);
  cls.hasDict = true;
  return cls;
}

/** Every built-in exception class by name. */
export const exceptionTypes = new Map<string, PyClass>([["BaseException", baseExceptionType]]);

function define(base: PyClass, ...names: string[]): PyClass {
  let last = base;
  for (const name of names) {
    last = exceptionClass(name, base);
    exceptionTypes.set(name, last);
  }
  return last;
}

export const exceptionType = define(baseExceptionType, "SystemExit", "KeyboardInterrupt", "GeneratorExit", "Exception");
export const systemExitType = named("SystemExit");
export const generatorExitType = named("GeneratorExit");
export const arithmeticErrorType = define(exceptionType, "ArithmeticError");
export const overflowErrorType = define(arithmeticErrorType, "FloatingPointError", "OverflowError");
export const zeroDivisionErrorType = define(arithmeticErrorType, "ZeroDivisionError");
export const assertionErrorType = define(exceptionType, "AssertionError");
export const attributeErrorType = define(exceptionType, "AttributeError");
define(exceptionType, "BufferError", "EOFError", "ReferenceError", "SystemError");
export const importErrorType = define(exceptionType, "ImportError");
export const moduleNotFoundErrorType = define(importErrorType, "ModuleNotFoundError");
export const lookupErrorType = define(exceptionType, "LookupError");
export const indexErrorType = define(lookupErrorType, "IndexError");
export const keyErrorType = define(lookupErrorType, "KeyError");
export const memoryErrorType = define(exceptionType, "MemoryError");
export const nameErrorType = define(exceptionType, "NameError");
export const unboundLocalErrorType = define(nameErrorType, "UnboundLocalError");
export const osErrorType = define(exceptionType, "OSError");
// Making one may give a subclass.
osErrorType.layout = osErrorType;
define(osErrorType, "BlockingIOError", "ChildProcessError", "FileExistsError", "FileNotFoundError");
define(osErrorType, "InterruptedError", "IsADirectoryError", "NotADirectoryError", "PermissionError");
define(osErrorType, "ProcessLookupError", "TimeoutError");
define(define(osErrorType, "ConnectionError"), "BrokenPipeError", "ConnectionAbortedError", "ConnectionRefusedError");
define(named("ConnectionError"), "ConnectionResetError");
export const runtimeErrorType = define(exceptionType, "RuntimeError");
export const notImplementedErrorType = define(runtimeErrorType, "NotImplementedError");
export const recursionErrorType = define(runtimeErrorType, "RecursionError");
export const stopIterationType = define(exceptionType, "StopAsyncIteration", "StopIteration");
export const syntaxErrorType = define(exceptionType, "SyntaxError");
define(define(syntaxErrorType, "IndentationError"), "TabError");
export const typeErrorType = define(exceptionType, "TypeError");
export const valueErrorType = define(exceptionType, "ValueError");
define(define(valueErrorType, "UnicodeError"), "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError");
export const warningType = define(exceptionType, "Warning");
define(warningType, "BytesWarning", "DeprecationWarning", "EncodingWarning", "FutureWarning", "ImportWarning");
define(warningType, "PendingDeprecationWarning", "ResourceWarning", "RuntimeWarning", "SyntaxWarning");
define(warningType, "UnicodeWarning", "UserWarning");

function named(name: string): PyClass {
  const cls = exceptionTypes.get(name);
  if (cls === undefined) throw new Error(`no exception class ${name}`);
  return cls;
}

/** The exception class of this name. */
export const exceptionNamed = named;

/** A throw of a new exception; its arguments are usually one message. */
export function raised(cls: PyClass, ...args: Value[]): PyRaise {
  return raising(new PyException(cls, new PyTuple(args)));
}

/** A throw of an exception, with what is handled now as its context. */
export function raising(exception: PyException): PyRaise {
  const { handled } = thread;
  if (handled !== null) chain(exception, handled);
  return new PyRaise(exception);
}

/** Makes what is handled an exception's context; a chain of contexts never comes round. */
export function chain(exception: PyException, handled: object): void {
  if (!(handled instanceof PyException) || handled === exception) return;
  // A program can have made a ring of its own: the second runner meets the first one there.
  let behind: PyException | null = handled;
  let even = false;
  for (let at = handled; at.context !== null; at = at.context) {
    if (at.context === exception) {
      at.context = null;
      break;
    }
    if (even) behind = behind?.context ?? null;
    if (at.context === behind) break;
    even = !even;
  }
  exception.context = handled;
}

export const typeError = (message: string): PyRaise => raised(typeErrorType, message);
export const valueError = (message: string): PyRaise => raised(valueErrorType, message);
export const bufferError = (message: string): PyRaise => raised(exceptionNamed("BufferError"), message);
export const indexError = (message: string): PyRaise => raised(indexErrorType, message);
export const overflowError = (message: string): PyRaise => raised(overflowErrorType, message);
export const zeroDivision = (message: string): PyRaise => raised(zeroDivisionErrorType, message);
export const runtimeError = (message: string): PyRaise => raised(runtimeErrorType, message);
export const memoryError = (): PyRaise => raised(memoryErrorType);

export function attributeError(message: string, name: string, object: Value): PyRaise {
  const raise = raised(attributeErrorType, message);
  raise.exception.missing = { name, object };
  return raise;
}

/** An import that fails knows the module's name. */
export function importError(cls: PyClass, message: string, name: Value): PyRaise {
  const raise = raised(cls, message);
  raise.exception.fields = new Map([["name", name]]);
  return raise;
}

export function nameError(name: string, scopes: readonly (readonly string[])[] = []): PyRaise {
  const raise = raised(nameErrorType, `name '${name}' is not defined`);
  raise.exception.missing = { name, object: undefined, scopes };
  return raise;
}

/** Makes an exception of a built-in class (or of a program's subclass of one) as its `__new__` does. */
baseExceptionType.construct = (cls: PyClass, args: Value[], _keywords: Keywords | null) =>
  new PyException(cls, new PyTuple([...args]));

/**
 * What a JavaScript error means to the program: too deep a recursion, too big a value; anything else is passed on.
 */
export function translateThrow(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  if (error.message.includes("call stack")) {
    return raised(recursionErrorType, "maximum recursion depth exceeded");
  }
  return memoryError();
}
