// collections.defaultdict, and counting for Counter (Modules/_collectionsmodule.c).

import { getAttribute } from "../../runtime/attributes";
import { call, isCallable } from "../../runtime/call";
import { addGetSet, addMethod, builtin, defineType, guardClass, methods } from "../../runtime/define";
import { dictCopyInto, dictGet, dictSet } from "../../runtime/dict";
import { keyErrorType, raised, typeError } from "../../runtime/errors";
import { iterate, pythonIterator } from "../../runtime/iterate";
import { dictType, NotImplemented, type PyClass, type Value } from "../../runtime/object";
import { add } from "../../runtime/operators";
import { baseRepr, repr } from "../../runtime/repr";
import { safepoint } from "../../runtime/thread";
import { PyDict, PyTuple } from "../../runtime/value";

export const defaultDictType: PyClass = defineType({ name: "defaultdict", module: "collections", base: dictType });

class DefaultDict extends PyDict {
  factory: Value = null;

  constructor(cls: PyClass = defaultDictType) {
    super(cls);
  }
}

defaultDictType.construct = (cls) => new DefaultDict(cls);
defaultDictType.layout = defaultDictType;

const guard = guardClass(DefaultDict);

function copyOf(self: DefaultDict): Value {
  if (self.cls !== defaultDictType) return call(self.cls, [self.factory, self]);
  const made = new DefaultDict();
  made.factory = self.factory;
  dictCopyInto(made, self);
  return made;
}

const shown = new Set<DefaultDict>();

addMethod(defaultDictType, "__init__", (args, keywords) => {
  const [self, factory = null, ...rest] = args;
  if (factory !== null && !isCallable(factory)) throw typeError("first argument must be callable or None");
  if (!(self instanceof DefaultDict))
    throw typeError("descriptor '__init__' requires a 'collections.defaultdict' object");
  self.factory = factory;
  const init = dictType.lookup("__init__") ?? null;
  return call(init, [self, ...rest], keywords);
});
methods(defaultDictType, guard, {
  "__missing__(key, /)": (self, key: Value) => {
    if (self.factory === null) throw raised(keyErrorType, key);
    const value = call(self.factory, []);
    dictSet(self, key, value);
    return value;
  },
  "copy()": copyOf,
  "__copy__()": copyOf,
  "__reduce__()": (self) => {
    const pairs = pythonIterator(call(getAttribute(self, "items"), []));
    return new PyTuple([self.cls, new PyTuple(self.factory === null ? [] : [self.factory]), null, null, pairs]);
  },
  "__repr__()": (self) => {
    const items = baseRepr(self);
    if (self.factory === null) return `${self.cls.name}(None, ${items})`;
    if (shown.has(self)) return `${self.cls.name}(..., ${items})`;
    shown.add(self);
    try {
      return `${self.cls.name}(${repr(self.factory)}, ${items})`;
    } finally {
      shown.delete(self);
    }
  },
  "__or__(other, /)": (self, other: Value) => {
    if (!(other instanceof PyDict)) return NotImplemented;
    const made = copyOf(self);
    if (made instanceof PyDict) dictCopyInto(made, other);
    return made;
  },
  "__ror__(other, /)": (self, other: Value) => {
    if (!(other instanceof PyDict)) return NotImplemented;
    const made = call(self.cls, [self.factory, other]);
    if (made instanceof PyDict) dictCopyInto(made, self);
    return made;
  },
});
addGetSet(
  defaultDictType,
  guard,
  "default_factory",
  (self) => self.factory,
  (self, value) => {
    self.factory = value;
  },
);

/** Adds one for each element, in a dict whose class reads and writes as dict does. */
export const countElements = builtin("_count_elements(mapping, iterable, /)", (mapping: Value, iterable: Value) => {
  const source = iterate(iterable);
  if (!(mapping instanceof PyDict)) throw typeError("_count_elements needs a dict");
  for (let item = source.next(); item !== undefined; item = source.next()) {
    safepoint();
    const before = dictGet(mapping, item);
    dictSet(mapping, item, before === undefined ? 1 : add(before, 1));
  }
  return null;
});
