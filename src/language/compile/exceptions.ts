// raise, try and with. Python exceptions are caught here; what ends a run (Refusal, LimitReached) passes through
// without running any handler or finally.

import { bindMember, call, callMember, leaveFrame } from "../runtime/call";
import { baseExceptionType, PyException, PyRaise, raising, runtimeError, typeError } from "../runtime/errors";
import { exceptionFrom } from "../runtime/exception-from";
import type { Frame } from "../runtime/function";
import { PyClass, type Value } from "../runtime/object";
import { truth } from "../runtime/operators";
import { thread } from "../runtime/thread";
import { tracebackOf } from "../runtime/traceback-object";
import { typeName, typeOf } from "../runtime/types";
import { PyTuple } from "../runtime/value";
import type * as ast from "../syntax/ast";
import { type Completion, type Evaluate, type Execute, NORMAL, type Store, type Unit } from "./context";
import { storeName } from "./targets";

export function raiseStatement(unit: Unit, node: ast.Raise, span: number): Execute {
  if (node.exc === null) {
    return (f) => {
      thread.span = span;
      const { handled } = thread;
      if (!(handled instanceof PyException)) throw runtimeError("No active exception to reraise");
      throw new PyRaise(handled, f);
    };
  }
  const value = unit.expression(node.exc);
  const cause = node.cause === null ? null : unit.expression(node.cause);
  return (f) => {
    const thrown = value(f);
    const from = cause === null ? undefined : cause(f);
    thread.span = span;
    const exception = exceptionFrom(thrown);
    if (from !== undefined) {
      exception.cause = from === null ? null : causeFrom(from);
      exception.suppressContext = true;
    }
    throw raising(exception);
  };
}

function causeFrom(value: Value): PyException {
  if (value instanceof PyException) return value;
  if (value instanceof PyClass) {
    const made = call(value, []);
    if (made instanceof PyException) return made;
  }
  throw typeError("exception causes must derive from BaseException");
}

/** The Python exception that was thrown, with this frame in its traceback; anything else is thrown on. */
export function caught(error: unknown, frame: Frame): PyException {
  const thrown = leaveFrame(error, frame, frame.code);
  if (thrown instanceof PyRaise) return thrown.exception;
  throw thrown;
}

export interface Handler {
  readonly matches: (frame: Frame, exception: PyException) => boolean;
  readonly bind: Store | null;
  readonly unbind: ((frame: Frame) => void) | null;
  readonly body: Execute;
}

export function matcher(unit: Unit, type: ast.Expr | null): Handler["matches"] {
  if (type === null) return () => true;
  const evaluate = unit.expression(type);
  const span = unit.span(type);
  return (f, exception) => {
    const classes = evaluate(f);
    thread.span = span;
    return exceptionMatches(exception, classes);
  };
}

export function exceptionMatches(exception: PyException, classes: Value): boolean {
  if (!(classes instanceof PyTuple)) return exception.cls.isSubclassOf(exceptionClassOf(classes));
  // All are looked at before one is asked.
  const all = classes.items.map(exceptionClassOf);
  return all.some((cls) => exception.cls.isSubclassOf(cls));
}

function exceptionClassOf(value: Value): PyClass {
  if (value instanceof PyClass && value.isSubclassOf(baseExceptionType)) return value;
  typeOf(value);
  throw typeError("catching classes that do not inherit from BaseException is not allowed");
}

/** `except … as name` binds the name for the handler and takes it away at its end. */
export function handlerName(unit: Unit, node: ast.ExceptHandler): Pick<Handler, "bind" | "unbind"> {
  if (node.name === null) return { bind: null, unbind: null };
  const store = storeName(unit, node.name, node);
  const binding = unit.find(node.name);
  const name = unit.mangle(node.name);
  const { globals } = unit.module;
  const unbind = (f: Frame): void => {
    if (binding.kind === "global") globals.delete(name);
    else if (binding.kind === "namespace") f.namespace?.delete(name);
    else if (binding.kind === "free") {
      const cell = f.closure[binding.index];
      if (cell !== undefined) cell.value = undefined;
    } else if (binding.shared) store(f, null);
    else f.slots[binding.slot] = undefined;
  };
  return { bind: store, unbind };
}

export function tryStatement(unit: Unit, node: ast.Try): Execute {
  const body = unit.block(node.body);
  const orelse = unit.block(node.orelse);
  const handlers = node.handlers.map(
    (each): Handler => ({
      matches: matcher(unit, each.type),
      ...handlerName(unit, each),
      body: unit.block(each.body),
    }),
  );
  const inner = handlers.length === 0 ? body : withHandlers(body, handlers, orelse);
  if (node.finalbody.length === 0) return inner;
  return withFinally(inner, unit.block(node.finalbody));
}

function withHandlers(body: Execute, handlers: readonly Handler[], orelse: Execute): Execute {
  return (f) => {
    let completion: Completion;
    const { depth, span } = thread;
    try {
      completion = body(f);
    } catch (error) {
      const exception = caught(error, f);
      thread.depth = depth;
      return handle(f, exception, handlers, span);
    }
    return completion === NORMAL ? orelse(f) : completion;
  };
}

function handle(f: Frame, exception: PyException, handlers: readonly Handler[], span: number): Completion {
  const before = thread.handled;
  const at = thread.span;
  thread.handled = exception;
  try {
    for (const handler of handlers) {
      if (!handler.matches(f, exception)) continue;
      handler.bind?.(f, exception);
      try {
        return handler.body(f);
      } finally {
        handler.unbind?.(f);
      }
    }
  } finally {
    thread.handled = before;
  }
  thread.span = at === -1 ? span : at;
  throw new PyRaise(exception, f);
}

export function withFinally(body: Execute, final: Execute): Execute {
  return (f) => {
    let completion: Completion;
    try {
      completion = body(f);
    } catch (error) {
      const exception = caught(error, f);
      const before = thread.handled;
      const at = thread.span;
      thread.handled = exception;
      try {
        const ended = final(f);
        if (ended !== NORMAL) return ended;
      } finally {
        thread.handled = before;
      }
      thread.span = at;
      throw new PyRaise(exception, f);
    }
    const { result } = f;
    const ended = final(f);
    if (ended !== NORMAL) return ended;
    f.result = result;
    return completion;
  };
}

/** A context manager in use. */
export interface Entered {
  readonly exit: (exception: PyException | null) => boolean;
  readonly value: Value;
}

export function enter(manager: Value): Entered {
  const cls = typeOf(manager);
  const enterMethod = cls.lookup("__enter__");
  const exitMethod = cls.lookup("__exit__");
  if (enterMethod === undefined || exitMethod === undefined) {
    const text = `'${typeName(manager)}' object does not support the context manager protocol`;
    throw typeError(enterMethod === undefined ? text : `${text} (missed __exit__ method)`);
  }
  const exit = bindMember(exitMethod, manager, cls);
  const value = callMember(enterMethod, manager, []);
  return {
    value,
    exit: (exception) => {
      if (exception === null) {
        call(exit, [null, null, null]);
        return false;
      }
      return truth(call(exit, [exception.cls, exception, tracebackOf(exception)]));
    },
  };
}

export interface WithPart {
  readonly manager: Evaluate;
  readonly bind: Store | null;
  readonly span: number;
}

export function withParts(unit: Unit, node: ast.With): WithPart[] {
  return node.items.map((item) => ({
    manager: unit.expression(item.context_expr),
    bind: item.optional_vars === null ? null : unit.store(item.optional_vars),
    span: unit.span(item.context_expr),
  }));
}

export function withStatement(unit: Unit, node: ast.With): Execute {
  return withParts(unit, node).reduceRight<Execute>((body, part) => withOne(part, body), unit.block(node.body));
}

function withOne({ manager, bind, span }: WithPart, body: Execute): Execute {
  return (f) => {
    const target = manager(f);
    thread.span = span;
    const { value, exit } = enter(target);
    let completion: Completion;
    const { depth } = thread;
    try {
      bind?.(f, value);
      completion = body(f);
    } catch (error) {
      const exception = caught(error, f);
      thread.depth = depth;
      leaveWith(f, exit, exception, span);
      return NORMAL;
    }
    const { result } = f;
    thread.span = span;
    exit(null);
    f.result = result;
    return completion;
  };
}

/** Calls `__exit__` with an exception; returns when it swallowed it and throws it on otherwise. */
export function leaveWith(f: Frame, exit: Entered["exit"], exception: PyException, span: number): void {
  const before = thread.handled;
  const at = thread.span;
  thread.handled = exception;
  let swallowed: boolean;
  try {
    thread.span = span;
    swallowed = exit(exception);
  } finally {
    thread.handled = before;
  }
  if (swallowed) return;
  thread.span = at;
  throw new PyRaise(exception, f);
}
