// mappingproxy (Objects/descrobject.c): what a class's `__dict__` is, and types.MappingProxyType.

import { getAttribute } from "../runtime/attributes";
import { call, callMember } from "../runtime/call";
import { argumentBinder, defineType, guardClass, methods } from "../runtime/define";
import { typeError } from "../runtime/errors";
import { exactHash } from "../runtime/hash";
import { pythonIterator } from "../runtime/iterate";
import { NotImplemented, PyObject, type Value } from "../runtime/object";
import { BINARY, compare } from "../runtime/operators";
import { repr, str } from "../runtime/repr";
import { contains, getItem, lengthOf } from "../runtime/subscript";
import { typeName, typeOf } from "../runtime/types";
import { PyList, PyTuple } from "../runtime/value";

const bind = argumentBinder("mappingproxy(mapping)");

export const mappingProxyType = defineType({
  name: "mappingproxy",
  subclassable: false,
  construct: (_cls, args, keywords) => {
    const [mapping = null] = bind(args, keywords);
    const isMapping = !(mapping instanceof PyList || mapping instanceof PyTuple) && typeof mapping === "object";
    if (mapping === null || !isMapping || typeOf(mapping).lookup("__getitem__") === undefined) {
      throw typeError(`mappingproxy() argument must be a mapping, not ${typeName(mapping)}`);
    }
    return new MappingProxy(mapping);
  },
});

/** A view of a mapping through which it cannot be changed. */
export class MappingProxy extends PyObject {
  constructor(readonly mapping: Value) {
    super(mappingProxyType);
  }
}

const through =
  (name: string) =>
  (self: MappingProxy, ...args: Value[]) =>
    call(getAttribute(self.mapping, name), args);
const mappingOf = (value: Value): Value => (value instanceof MappingProxy ? value.mapping : value);

methods(mappingProxyType, guardClass(MappingProxy), {
  "__getitem__(key, /)": (self, key: Value) => getItem(self.mapping, key),
  "__contains__(key, /)": (self, key: Value) => contains(self.mapping, key),
  "__len__()": (self) => lengthOf(self.mapping),
  "__iter__()": (self) => pythonIterator(self.mapping),
  "__reversed__()": (self) => callMember(typeOf(self.mapping).lookup("__reversed__") ?? null, self.mapping, []),
  "__eq__(other, /)": (self, other: Value) => compare("Eq", self.mapping, mappingOf(other)),
  "__ne__(other, /)": (self, other: Value) => compare("NotEq", self.mapping, mappingOf(other)),
  "__hash__()": (self) => exactHash(self.mapping),
  "__or__(other, /)": (self, other: Value) => BINARY.BitOr(self.mapping, mappingOf(other)),
  "__ror__(other, /)": (self, other: Value) => BINARY.BitOr(mappingOf(other), self.mapping),
  "__ior__(other, /)": (self, other: Value) => {
    if (other === NotImplemented) return NotImplemented;
    throw typeError(`'|=' is not supported by ${self.cls.name}; use '|' instead`);
  },
  "__repr__()": (self) => `mappingproxy(${repr(self.mapping)})`,
  "__str__()": (self) => str(self.mapping),
  "get(key, default=None, /)": through("get"),
  "keys()": through("keys"),
  "values()": through("values"),
  "items()": through("items"),
  "copy()": through("copy"),
});
mappingProxyType.collection = "mapping";
