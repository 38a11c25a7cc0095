// try and with in generators: a body may yield in between, and what it handles stays its own meanwhile.

import { type PyException, PyRaise } from "../runtime/errors";
import type { Frame } from "../runtime/function";
import type { Value } from "../runtime/object";
import { thread } from "../runtime/thread";
import { type Completion, NORMAL, type Steps } from "./context";
import { caught, enter, type Handler, leaveWith, type WithPart } from "./exceptions";

export type StepStatement = Steps<Completion>;
export type StepValue = Steps<Value>;

export interface StepHandler extends Omit<Handler, "body"> {
  readonly body: StepStatement;
}

/** An exception is handled from here on, also after yields. */
function handle(f: Frame, exception: PyException): void {
  f.handling ??= { own: [], caller: thread.handled };
  f.handling.own.push(exception);
  thread.handled = exception;
}

/** The last exception that was handled is no more. */
function handled(f: Frame): void {
  f.handling?.own.pop();
  thread.handled = f.handling?.own.at(-1) ?? f.handling?.caller ?? null;
}

export function withHandlers(
  body: StepStatement,
  handlers: readonly StepHandler[],
  orelse: StepStatement,
): StepStatement {
  return function* (f) {
    let completion: Completion;
    const { depth } = thread;
    try {
      completion = yield* body(f);
    } catch (error) {
      const exception = caught(error, f);
      thread.depth = Math.min(depth, thread.depth);
      const at = thread.span;
      handle(f, exception);
      try {
        for (const handler of handlers) {
          if (!handler.matches(f, exception)) continue;
          handler.bind?.(f, exception);
          try {
            return yield* handler.body(f);
          } finally {
            handler.unbind?.(f);
          }
        }
      } finally {
        handled(f);
      }
      thread.span = at;
      throw new PyRaise(exception, f);
    }
    return completion === NORMAL ? yield* orelse(f) : completion;
  };
}

export function withFinally(body: StepStatement, final: StepStatement): StepStatement {
  return function* (f) {
    let completion: Completion;
    try {
      completion = yield* body(f);
    } catch (error) {
      const exception = caught(error, f);
      const at = thread.span;
      handle(f, exception);
      try {
        const ended = yield* final(f);
        if (ended !== NORMAL) return ended;
      } finally {
        handled(f);
      }
      thread.span = at;
      throw new PyRaise(exception, f);
    }
    const { result } = f;
    const ended = yield* final(f);
    if (ended !== NORMAL) return ended;
    f.result = result;
    return completion;
  };
}

export function withOne(
  part: Omit<WithPart, "manager"> & { readonly manager: StepValue },
  body: StepStatement,
): StepStatement {
  const { manager, bind, span } = part;
  return function* (f) {
    const target = yield* manager(f);
    thread.span = span;
    const { value, exit } = enter(target);
    let completion: Completion;
    try {
      bind?.(f, value);
      completion = yield* body(f);
    } catch (error) {
      leaveWith(f, exit, caught(error, f), span);
      return NORMAL;
    }
    const { result } = f;
    thread.span = span;
    exit(null);
    f.result = result;
    return completion;
  };
}
