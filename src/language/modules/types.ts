// mappingproxy (Objects/descrobject.c), and the classes of what the language itself makes, for the types module.

import { genericAliasType, makeGeneric, unionType } from "../builtins/generics";
import { getAttribute } from "../runtime/attributes";
import { call, callMember, isCallable } from "../runtime/call";
import { argumentBinder, builtin, defineType, guardClass, methods } from "../runtime/define";
import { exactHash } from "../runtime/dict";
import { typeError } from "../runtime/errors";
import { PyBoundMethod } from "../runtime/function";
import { pythonIterator } from "../runtime/iterate";
import {
  builtinFunctionType,
  cellType,
  ellipsisType,
  functionType,
  generatorType,
  getSetType,
  methodDescriptorType,
  methodType,
  moduleType,
  NotImplemented,
  noneType,
  notImplementedType,
  PyClass,
  PyObject,
  type Value,
} from "../runtime/object";
import { BINARY, compare } from "../runtime/operators";
import { defineModule, fillModule } from "../runtime/registry";
import { repr, str } from "../runtime/repr";
import { contains, getItem, lengthOf } from "../runtime/subscript";
import { tracebackType } from "../runtime/traceback-object";
import { collectionKind, typeName, typeOf } from "../runtime/types";
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
makeGeneric(mappingProxyType);

mappingProxyType.collection = "mapping";

/** The kind of collection that patterns take a class's instances for: its own, or that of the first base that has one. */
function markCollection(cls: Value, like: Value): Value {
  if (!(cls instanceof PyClass) || cls.immutable) return null;
  if (like === "sequence" || like === "mapping") cls.collection = like;
  else if (like instanceof PyClass && collectionKind(cls) === null) cls.collection = collectionKind(like);
  return null;
}

methodType.construct = (_cls, args) => {
  const [callee, self] = args;
  if (callee === undefined || self === undefined || args.length > 2) {
    throw typeError(`method expected 2 arguments, got ${args.length}`);
  }
  if (!isCallable(callee)) throw typeError("first argument must be callable");
  if (self === null) throw typeError("self must not be None");
  return new PyBoundMethod(callee, self);
};

defineModule("_types", (module) => {
  fillModule(module, {
    mark_collection: builtin("mark_collection(cls, like, /)", markCollection),
    BuiltinFunctionType: builtinFunctionType,
    CellType: cellType,
    EllipsisType: ellipsisType,
    FunctionType: functionType,
    GeneratorType: generatorType,
    GenericAlias: genericAliasType,
    GetSetDescriptorType: getSetType,
    MappingProxyType: mappingProxyType,
    MethodDescriptorType: methodDescriptorType,
    MethodType: methodType,
    ModuleType: moduleType,
    NoneType: noneType,
    NotImplementedType: notImplementedType,
    TracebackType: tracebackType,
    UnionType: unionType,
  });
});

/** The modules that this file defines. */
export const typesModules: readonly string[] = ["_types"];
