// Members of exception groups.

import { addClassMethod, addGetSet, guardClass, methods } from "../runtime/define";

import { baseGroupType, condition, PyExceptionGroup, split } from "../runtime/exception-groups";
import type { Value } from "../runtime/object";
import { PyTuple } from "../runtime/value";

const guard = guardClass(PyExceptionGroup);

methods(baseGroupType, guard, {
  "__str__()": (self) => {
    const { length } = self.exceptions;
    return `${self.message} (${length} sub-exception${length === 1 ? "" : "s"})`;
  },
  "derive(excs, /)": (self, exceptions: Value) =>
    baseGroupType.construct?.(baseGroupType, [self.message, exceptions], null) ?? null,
  "split(condition, /)": (self, given: Value) => {
    const { match, rest } = split(self, condition(given));
    return new PyTuple([match, rest]);
  },
  "subgroup(condition, /)": (self, given: Value) => split(self, condition(given)).match,
});
addGetSet(baseGroupType, guard, "message", (self) => self.message);
addGetSet(baseGroupType, guard, "exceptions", (self) => new PyTuple([...self.exceptions]));
addClassMethod(baseGroupType, "__class_getitem__(item, /)", (cls: Value) => cls);
