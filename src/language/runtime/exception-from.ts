// What `raise value` raises.

import { callClass } from "./call";
import { baseExceptionType, PyException, typeError } from "./errors";
import { PyClass, type Value } from "./object";
import { repr } from "./repr";
import { typeOf } from "./types";
import { PyUnsupported } from "./value";

/** The exception that a value raises: an instance as it is, a class by calling it. */
export function exceptionFrom(value: Value): PyException {
  if (value instanceof PyException) return value;
  if (value instanceof PyClass && value.isSubclassOf(baseExceptionType)) {
    const made = callClass(value, [], null);
    if (made instanceof PyException) return made;
    const kind = repr(typeOf(made));
    throw typeError(`calling ${repr(value)} should have returned an instance of BaseException, not ${kind}`);
  }
  // Asking for the class names what an unknown module would have had to give.
  if (value instanceof PyUnsupported) typeOf(value);
  throw typeError("exceptions must derive from BaseException");
}
