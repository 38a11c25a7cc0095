// Members of iterators and generators.

import { call } from "../runtime/call";
import { addGetSet, guardClass, methods } from "../runtime/define";
import { baseExceptionType, PyException, typeError } from "../runtime/errors";
import { exceptionFrom } from "../runtime/exception-from";
import { PyGenerator } from "../runtime/generator";
import {
  ArrayIterator,
  ByteArrayIterator,
  iteratorTypes,
  ListIterator,
  RangeIterator,
  SetIterator,
  stopIteration,
  TextIterator,
} from "../runtime/iterate";
import { generatorType, PyClass, type Value } from "../runtime/object";
import { PyTraceback } from "../runtime/traceback-object";
import { typeName } from "../runtime/types";
import { PyIterator, PyTuple } from "../runtime/value";
import { bigRangeIteratorType } from "./big-range";
import { lazyClasses } from "./functions";

const guard = guardClass(PyIterator);

/** Gives a class of PyIterator objects `__iter__` and `__next__`. */
export function iteratorMembers(cls: PyClass): void {
  methods(cls, guard, {
    "__iter__()": (self) => self,
    "__next__()": (self) => {
      const value = self.next();
      if (value !== undefined) return value;
      throw self instanceof PyGenerator ? self.end() : stopIteration();
    },
  });
}

for (const cls of [...Object.values(iteratorTypes), ...lazyClasses, generatorType, bigRangeIteratorType]) {
  iteratorMembers(cls);
}

/** Iterators that know how much is to come. */
type Hinted = ByteArrayIterator | ListIterator | ArrayIterator | RangeIterator | SetIterator | TextIterator;
const hinted = (value: Value): Hinted | undefined =>
  value instanceof ByteArrayIterator ||
  value instanceof ListIterator ||
  value instanceof ArrayIterator ||
  value instanceof RangeIterator ||
  value instanceof SetIterator ||
  value instanceof TextIterator
    ? value
    : undefined;
for (const name of ["list", "tuple", "bytes", "bytearray", "range", "set", "str", "ascii"] as const) {
  methods(iteratorTypes[name], hinted, { "__length_hint__()": (self) => self.remaining });
}

const generator = guardClass(PyGenerator);
const resumed = (self: PyGenerator, value: Value | undefined): Value => {
  if (value === undefined) throw self.end();
  return value;
};

methods(generatorType, generator, {
  "send(value, /)": (self, value: Value) => resumed(self, self.send(value)),
  "throw(type, value=None, traceback=None, /)": (self, type: Value, value: Value, traceback: Value) =>
    resumed(self, self.throwInto(thrown(type, value, traceback))),
  "close()": (self) => {
    self.close();
    return null;
  },
  "__repr__()": (self) => `<generator object ${self.qualname} at 0x7f0000000000>`,
});
for (const [member, field] of [
  ["__name__", "name"],
  ["__qualname__", "qualname"],
] as const) {
  addGetSet(
    generatorType,
    generator,
    member,
    (self) => self[field],
    (self, value) => {
      if (typeof value !== "string") throw typeError(`${member} must be set to a string object`);
      self[field] = value;
    },
  );
}
addGetSet(generatorType, generator, "gi_running", (self) => self.isRunning);
addGetSet(generatorType, generator, "gi_suspended", (self) => self.isSuspended);

/** The exception that throw() is asked to throw: an instance, a class, or a class and its arguments. */
function thrown(type: Value, value: Value, traceback: Value): PyException {
  if (traceback !== null && !(traceback instanceof PyTraceback)) {
    throw typeError("throw() third argument must be a traceback object");
  }
  const isClass = type instanceof PyClass && type.isSubclassOf(baseExceptionType);
  if (!isClass && !(type instanceof PyException)) {
    throw typeError(`exceptions must be classes or instances deriving from BaseException, not ${typeName(type)}`);
  }
  if (type instanceof PyException) {
    if (value !== null) throw typeError("instance exception may not have a separate value");
    if (traceback !== null) type.traceback = [...traceback.entries];
    return type;
  }
  let exception: PyException;
  if (value instanceof PyException && value.cls.isSubclassOf(type)) exception = value;
  else {
    const made = call(type, value === null ? [] : value instanceof PyTuple ? [...value.items] : [value]);
    exception = made instanceof PyException ? made : exceptionFrom(type);
  }
  if (traceback !== null) exception.traceback = [...traceback.entries];
  return exception;
}

/** The built-in iterator classes that have a name of their own. */
export const iteratorClasses: readonly PyClass[] = lazyClasses;
