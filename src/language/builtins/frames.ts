// What a program sees of compiled code, of frames and of tracebacks: names and lines. Frames themselves, and what could
// be done to them, stay out of reach.

import { addGetSet, defineType, guardClass, unsupported } from "../runtime/define";
import type { TracebackEntry } from "../runtime/errors";
import { type Code, PyFunction } from "../runtime/function";
import { functionType, PyObject, type Value } from "../runtime/object";
import { thread } from "../runtime/thread";
import { PyTraceback, tracebackType } from "../runtime/traceback-object";
import { PyTuple } from "../runtime/value";

export const codeType = defineType({ name: "code", subclassable: false });
export const frameType = defineType({ name: "frame", subclassable: false });

class PyCode extends PyObject {
  constructor(readonly code: Pick<Code, "name" | "qualname" | "file"> & Partial<Code>) {
    super(codeType);
  }
}

/** A frame that an exception left. */
class PyFrame extends PyObject {
  constructor(readonly entry: TracebackEntry) {
    super(frameType);
  }
}

const codes = new WeakMap<Code, PyCode>();
const code = guardClass(PyCode);
const frame = guardClass(PyFrame);
const traceback = guardClass(PyTraceback);

addGetSet(functionType, guardClass(PyFunction), "__code__", (fn) => {
  let made = codes.get(fn.code);
  if (made === undefined) {
    made = new PyCode(fn.code);
    codes.set(fn.code, made);
  }
  return made;
});

/** Parameters in CPython's order. */
function parameterNames({ parameters }: Code): string[] {
  const { positional, keywordOnly, varargs, kwargs } = parameters;
  return [...positional, ...keywordOnly, varargs, kwargs].filter((name) => name !== null);
}

/** Variables that functions inside share. */
function cellNames({ cellParameters, cellLocals, localNames }: Code): Set<string> {
  return new Set([...cellParameters, ...cellLocals].flatMap((slot) => localNames[slot] ?? []));
}

/** Parameters, and variables of the function's own that live in its frame. */
function variableNames(own: Code): string[] {
  const first = parameterNames(own);
  const cells = cellNames(own);
  return [...first, ...own.boundNames.filter((name) => !first.includes(name) && !cells.has(name))];
}

addGetSet(codeType, code, "co_name", (self) => self.code.name);
addGetSet(codeType, code, "co_qualname", (self) => self.code.qualname);
addGetSet(codeType, code, "co_filename", (self) => self.code.file);
const ofFunction = (name: string, read: (code: Code) => Value): void =>
  addGetSet(codeType, code, name, ({ code: own }) => {
    const { parameters, freeNames } = own;
    if (parameters === undefined || freeNames === undefined) return unsupported(`code.${name}`)();
    return read(own as Code);
  });
ofFunction("co_argcount", ({ parameters }) => parameters.positional.length);
ofFunction("co_posonlyargcount", ({ parameters }) => parameters.positionalOnly);
ofFunction("co_kwonlyargcount", ({ parameters }) => parameters.keywordOnly.length);
ofFunction("co_freevars", ({ freeNames }) => new PyTuple([...freeNames].sort()));
ofFunction("co_varnames", (own) => new PyTuple(variableNames(own)));
ofFunction("co_nlocals", (own) => variableNames(own).length);
ofFunction("co_cellvars", (own) => {
  const cells = cellNames(own);
  const first = parameterNames(own).filter((name) => cells.has(name));
  return new PyTuple([...first, ...[...cells].filter((name) => !first.includes(name)).sort()]);
});
ofFunction("co_firstlineno", ({ file, firstOffset }) =>
  firstOffset === undefined ? 1 : (thread.source(file)?.lineAt(firstOffset) ?? 1),
);
for (const name of ["co_flags", "co_code", "co_consts", "co_names"]) {
  addGetSet(codeType, code, name, unsupported(`code.${name}`));
}

function lineOf(entry: TracebackEntry | undefined): Value {
  const info = entry === undefined ? undefined : thread.spans.info(entry.span);
  return info === undefined ? null : (thread.source(info.file)?.lineAt(info.start) ?? null);
}

addGetSet(frameType, frame, "f_lineno", ({ entry }) => lineOf(entry));
addGetSet(
  frameType,
  frame,
  "f_code",
  ({ entry }) =>
    new PyCode({ name: entry.scope, qualname: entry.scope, file: thread.spans.info(entry.span)?.file ?? "" }),
);
for (const name of ["f_back", "f_builtins", "f_globals", "f_lasti", "f_locals", "f_trace", "clear"]) {
  addGetSet(frameType, frame, name, unsupported(`frame.${name}`));
}

addGetSet(tracebackType, traceback, "tb_next", (self) => self.next);
addGetSet(tracebackType, traceback, "tb_lineno", (self) => lineOf(self.entries.at(-1)));
addGetSet(tracebackType, traceback, "tb_frame", (self) => {
  const entry = self.entries.at(-1);
  return entry === undefined ? null : new PyFrame(entry);
});
addGetSet(tracebackType, traceback, "tb_lasti", unsupported("traceback.tb_lasti"));
