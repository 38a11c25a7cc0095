// What a program sees of a traceback: one object per frame, outermost first, each with the next one in. The text is made
// in ./traceback.

import type { PyException, TracebackEntry } from "./errors";
import { builtinClass, PyObject, type Value } from "./object";

export const tracebackType = builtinClass("traceback");

export class PyTraceback extends PyObject {
  private inner: PyTraceback | null | undefined = undefined;

  /** Innermost first, as an exception keeps them; this object is about the last one. */
  constructor(readonly entries: readonly TracebackEntry[]) {
    super(tracebackType);
  }

  get next(): PyTraceback | null {
    if (this.inner === undefined) this.inner = tracebackFrom(this.entries.slice(0, -1));
    return this.inner;
  }
}

/** Frames of the library's own text are folded away. */
function tracebackFrom(entries: readonly TracebackEntry[]): PyTraceback | null {
  let count = entries.length;
  while (count > 0 && entries[count - 1]?.library === true) count--;
  return count === 0 ? null : new PyTraceback(entries.slice(0, count));
}

const made = new WeakMap<PyException, PyTraceback>();

/** An exception's traceback; the same object until another frame is added. */
export function tracebackOf(exception: PyException): Value {
  const known = made.get(exception);
  const { traceback } = exception;
  if (known !== undefined && known.entries.length === traceback.length && known.entries[0] === traceback[0])
    return known;
  const object = tracebackFrom(traceback);
  if (object !== null) made.set(exception, object);
  return object;
}
