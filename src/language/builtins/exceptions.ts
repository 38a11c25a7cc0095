// Members of the exception classes.

import { addGetSet, addMethod, guardClass, methods } from "../runtime/define";
import {
  attributeErrorType,
  baseExceptionType,
  exceptionTypes,
  importErrorType,
  nameErrorType,
  osErrorType,
  PyException,
  stopIterationType,
  systemExitType,
  typeError,
} from "../runtime/errors";
import { toArray } from "../runtime/iterate";
import type { PyClass, Value } from "../runtime/object";
import { baseRepr, exceptionText, str } from "../runtime/repr";
import { PyTraceback } from "../runtime/traceback-object";
import { typeName } from "../runtime/types";
import { PyList, PyTuple } from "../runtime/value";

const guard = guardClass(PyException);

addMethod(baseExceptionType, "__init__", (args, keywords) => {
  const [self = null, ...rest] = args;
  if (!(self instanceof PyException)) throw typeError("descriptor '__init__' requires a 'BaseException' object");
  const takesNames = self.cls.isSubclassOf(importErrorType) || self.cls.isSubclassOf(attributeErrorType);
  if (keywords !== null && keywords.size > 0) {
    if (!takesNames && !self.cls.isSubclassOf(nameErrorType)) {
      throw typeError(`${self.cls.name}() takes no keyword arguments`);
    }
    const name = keywords.get("name");
    if (typeof name === "string") self.missing = { name, object: keywords.get("obj") };
  }
  self.args = new PyTuple(rest);
  return null;
});

methods(baseExceptionType, guard, {
  "__str__()": (self) => (isOsError(self) ? osErrorText(self) : exceptionText(self)),
  "__repr__()": (self) => baseRepr(self),
  "with_traceback(tb, /)": (self, traceback: Value) => {
    self.traceback = traceback instanceof PyTraceback ? [...traceback.entries] : [];
    return self;
  },
  "add_note(note, /)": (self, note: Value) => {
    if (typeof note !== "string") throw typeError(`note must be a str, not '${typeName(note)}'`);
    self.notes ??= [];
    self.notes.push(note);
    return null;
  },
});

function isOsError(exception: PyException): boolean {
  return exception.cls.isSubclassOf(osErrorType) && exception.args.items.length === 2;
}

function osErrorText(exception: PyException): string {
  const [code = null, text = null] = exception.args.items;
  return `[Errno ${str(code)}] ${str(text)}`;
}

addGetSet(
  baseExceptionType,
  guard,
  "args",
  (self) => self.args,
  (self, value) => {
    self.args = new PyTuple(toArray(value));
  },
);
addGetSet(
  baseExceptionType,
  guard,
  "__traceback__",
  (self) => (self.traceback.length === 0 ? null : new PyTraceback(self.traceback)),
  (self, value) => {
    self.traceback = value instanceof PyTraceback ? [...value.entries] : [];
  },
);
addGetSet(
  baseExceptionType,
  guard,
  "__cause__",
  (self) => self.cause,
  (self, value) => {
    self.cause = value instanceof PyException ? value : null;
    self.suppressContext = true;
  },
);
addGetSet(
  baseExceptionType,
  guard,
  "__context__",
  (self) => self.context,
  (self, value) => {
    self.context = value instanceof PyException ? value : null;
  },
);
addGetSet(
  baseExceptionType,
  guard,
  "__suppress_context__",
  (self) => self.suppressContext,
  (self, value) => {
    self.suppressContext = value === true;
  },
);
addGetSet(baseExceptionType, guard, "__notes__", (self) => new PyList(self.notes ?? []));

const argument = (cls: PyClass, name: string, index: number): void =>
  addGetSet(cls, guard, name, (self) => self.args.items[index] ?? null);
argument(stopIterationType, "value", 0);
argument(systemExitType, "code", 0);
argument(osErrorType, "errno", 0);
argument(osErrorType, "strerror", 1);
addGetSet(importErrorType, guard, "name", (self) => self.missing?.name ?? null);
addGetSet(nameErrorType, guard, "name", (self) => self.missing?.name ?? null);
addGetSet(attributeErrorType, guard, "name", (self) => self.missing?.name ?? null);
addGetSet(attributeErrorType, guard, "obj", (self) => self.missing?.object ?? null);

/** The built-in classes that this file gives their members. */
export const exceptionClasses: readonly PyClass[] = [...exceptionTypes.values()];
