// What a program sees of a traceback: an object it can pass on. The text is made in ./traceback.

import type { TracebackEntry } from "./errors";
import { builtinClass, PyObject } from "./object";

export const tracebackType = builtinClass("traceback");

export class PyTraceback extends PyObject {
  constructor(readonly entries: readonly TracebackEntry[]) {
    super(tracebackType);
  }
}
