// Members of iterators and generators.

import { call, exceptionFrom } from "../runtime/call";
import { addGetSet, guardClass, methods } from "../runtime/define";
import { PyException } from "../runtime/errors";
import { PyGenerator } from "../runtime/generator";
import { iteratorTypes, ListIterator, stopIteration } from "../runtime/iterate";
import { generatorType, PyClass, type Value } from "../runtime/object";
import { PyIterator } from "../runtime/value";
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

for (const cls of [...Object.values(iteratorTypes), ...lazyClasses, generatorType]) iteratorMembers(cls);

methods(iteratorTypes.list, guardClass(ListIterator), { "__length_hint__()": (self) => self.remaining });

const generator = guardClass(PyGenerator);
const resumed = (self: PyGenerator, value: Value | undefined): Value => {
  if (value === undefined) throw self.end();
  return value;
};

methods(generatorType, generator, {
  "send(value, /)": (self, value: Value) => resumed(self, self.send(value)),
  "throw(type, value=None, traceback=None, /)": (self, type: Value, value: Value) =>
    resumed(self, self.throwInto(thrown(type, value))),
  "close()": (self) => {
    self.close();
    return null;
  },
  "__repr__()": (self) => `<generator object ${self.qualname} at 0x7f0000000000>`,
});
addGetSet(generatorType, generator, "__name__", (self) => self.name);
addGetSet(generatorType, generator, "__qualname__", (self) => self.qualname);

function thrown(type: Value, value: Value): PyException {
  if (type instanceof PyClass && value !== null) {
    if (value instanceof PyException) return value;
    const made = call(type, [value]);
    if (made instanceof PyException) return made;
  }
  return exceptionFrom(type);
}

/** The built-in iterator classes that have a name of their own. */
export const iteratorClasses: readonly PyClass[] = lazyClasses;
