// BaseException's members (Objects/exceptions.c); what single exception classes have besides is in ./exception-kinds.

import "../runtime/exception-groups";
import { addGetSet, addMethod, guardClass, methods } from "../runtime/define";
import { baseExceptionType, exceptionTypes, PyException, typeError } from "../runtime/errors";
import { toArray } from "../runtime/iterate";
import type { PyClass, Value } from "../runtime/object";
import { baseRepr, exceptionText } from "../runtime/repr";
import { PyTraceback, tracebackOf } from "../runtime/traceback-object";
import { typeName } from "../runtime/types";
import { PyList, PyTuple } from "../runtime/value";
import { takeKeywords } from "./exception-kinds";

const guard = guardClass(PyException);

addMethod(baseExceptionType, "__init__", (args, keywords) => {
  const [self = null, ...rest] = args;
  if (!(self instanceof PyException)) {
    throw typeError(`descriptor '__init__' requires a 'BaseException' object but received a '${typeName(self)}'`);
  }
  takeKeywords(self, keywords);
  self.args = new PyTuple(rest);
  return null;
});

methods(baseExceptionType, guard, {
  "__str__()": exceptionText,
  "__repr__()": (self) => baseRepr(self),
  "with_traceback(tb, /)": (self, traceback: Value) => {
    setTraceback(self, traceback);
    return self;
  },
  "add_note(note, /)": (self, note: Value) => {
    if (typeof note !== "string") throw typeError(`note must be a str, not '${typeName(note)}'`);
    const notes = self.getOwn("__notes__");
    if (notes === undefined) self.setOwn("__notes__", new PyList([note]));
    else if (notes instanceof PyList) notes.items.push(note);
    else throw typeError("Cannot add note: __notes__ is not a list");
    return null;
  },
});

function setTraceback(self: PyException, value: Value): void {
  if (value !== null && !(value instanceof PyTraceback)) throw typeError("__traceback__ must be a traceback or None");
  self.traceback = value === null ? [] : [...value.entries];
}

const kept = (name: string) => (): never => {
  throw typeError(`${name} may not be deleted`);
};

addGetSet(
  baseExceptionType,
  guard,
  "args",
  (self) => self.args,
  (self, value) => {
    self.args = value instanceof PyTuple && value.cls.immutable ? value : new PyTuple(toArray(value));
  },
  kept("args"),
);
addGetSet(baseExceptionType, guard, "__traceback__", tracebackOf, setTraceback, kept("__traceback__"));
addGetSet(
  baseExceptionType,
  guard,
  "__cause__",
  (self) => self.cause,
  (self, value) => {
    if (value !== null && !(value instanceof PyException)) {
      throw typeError("exception cause must be None or derive from BaseException");
    }
    self.cause = value;
    self.suppressContext = true;
  },
  kept("__cause__"),
);
addGetSet(
  baseExceptionType,
  guard,
  "__context__",
  (self) => self.context,
  (self, value) => {
    if (value !== null && !(value instanceof PyException)) {
      throw typeError("exception context must be None or derive from BaseException");
    }
    self.context = value;
  },
  kept("__context__"),
);
addGetSet(
  baseExceptionType,
  guard,
  "__suppress_context__",
  (self) => self.suppressContext,
  (self, value) => {
    if (typeof value !== "boolean") throw typeError("attribute value type must be bool");
    self.suppressContext = value;
  },
);

/** The built-in classes that this file gives their members. */
export const exceptionClasses: readonly PyClass[] = [...exceptionTypes.values()];
