// `except*`: each clause handles what it matches of the exception group, and what is left is raised again.

import { baseExceptionType, exceptionType, type PyException, PyRaise, raising, typeError } from "../runtime/errors";
import { baseGroupType, groupOf, groupType, PyExceptionGroup, reraised, split } from "../runtime/exception-groups";
import type { Frame } from "../runtime/function";
import { PyClass, type Value } from "../runtime/object";
import { thread } from "../runtime/thread";
import { PyTuple } from "../runtime/value";
import type * as ast from "../syntax/ast";
import { type Completion, type Evaluate, type Execute, NORMAL, type Store, type Unit } from "./context";
import { caught, handlerName, withFinally } from "./exceptions";

interface StarHandler {
  readonly classes: Evaluate;
  readonly span: number;
  readonly bind: Store | null;
  readonly unbind: ((frame: Frame) => void) | null;
  readonly body: Execute;
}

export function tryStarStatement(unit: Unit, node: ast.TryStar): Execute {
  const body = unit.block(node.body);
  const orelse = unit.block(node.orelse);
  const handlers = node.handlers.flatMap((each): StarHandler[] =>
    each.type === null
      ? []
      : [
          {
            classes: unit.expression(each.type),
            span: unit.span(each.type),
            ...handlerName(unit, each),
            body: unit.block(each.body),
          },
        ],
  );
  const inner: Execute = (f) => {
    let completion: Completion;
    const { depth } = thread;
    try {
      completion = body(f);
    } catch (error) {
      const exception = caught(error, f);
      thread.depth = depth;
      handleParts(f, exception, handlers);
      return NORMAL;
    }
    return completion === NORMAL ? orelse(f) : completion;
  };
  return node.finalbody.length === 0 ? inner : withFinally(inner, unit.block(node.finalbody));
}

function handleParts(f: Frame, exception: PyException, handlers: readonly StarHandler[]): void {
  const before = thread.handled;
  const at = thread.span;
  const raisedByHandlers: PyException[] = [];
  const left: PyException[] = [];
  let rest: PyException | null = exception;
  try {
    for (const handler of handlers) {
      if (rest === null) break;
      thread.handled = exception;
      const classes = classesOf(handler.classes(f), handler.span);
      const parts = split(rest, (each) => classes.some((cls) => each.cls.isSubclassOf(cls)));
      if (parts.match === null) continue;
      const match = asGroup(parts.match);
      rest = parts.rest;
      const raised = handleOne(f, match, handler);
      if (raised === match) left.push(raised);
      else if (raised !== null) raisedByHandlers.push(raised);
    }
  } finally {
    thread.handled = before;
  }
  if (rest !== null) left.push(rest);
  const ended = reraised(exception, raisedByHandlers, left);
  thread.span = at;
  if (ended !== null) throw ended === exception ? new PyRaise(exception, f) : raising(ended);
}

/** Runs a clause; what it raised, if it did. */
function handleOne(f: Frame, match: PyException, handler: StarHandler): PyException | null {
  thread.handled = match;
  handler.bind?.(f, match);
  try {
    handler.body(f);
    return null;
  } catch (error) {
    return caught(error, f);
  } finally {
    handler.unbind?.(f);
  }
}

/** A single exception is handled as a group of one. */
function asGroup(exception: PyException): PyException {
  if (exception instanceof PyExceptionGroup) return exception;
  return groupOf("", [exception], exception.cls.isSubclassOf(exceptionType) ? groupType : baseGroupType);
}

function classesOf(value: Value, span: number): PyClass[] {
  thread.span = span;
  const items = value instanceof PyTuple ? value.items : [value];
  return items.map((each) => {
    if (!(each instanceof PyClass && each.isSubclassOf(baseExceptionType))) {
      throw typeError("catching classes that do not inherit from BaseException is not allowed");
    }
    if (each.isSubclassOf(baseGroupType)) {
      throw typeError("catching ExceptionGroup with except* is not allowed. Use except instead.");
    }
    return each;
  });
}
