// The classes of what the language itself makes, for the types module, and what abc marks classes with.

import { genericAliasType, makeGeneric, unionType } from "../builtins/generics";
import { mappingProxyType } from "../builtins/mapping-proxy";
import { isCallable } from "../runtime/call";
import { builtin } from "../runtime/define";
import { typeError } from "../runtime/errors";
import { PyBoundMethod } from "../runtime/function";
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
  noneType,
  notImplementedType,
  PyClass,
  type Value,
} from "../runtime/object";
import { defineModule, fillModule } from "../runtime/registry";
import { tracebackType } from "../runtime/traceback-object";
import { collectionKind } from "../runtime/types";

makeGeneric(mappingProxyType);

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
