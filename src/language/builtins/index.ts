// Every name that a program has without importing anything.

import { exceptionTypes } from "../runtime/errors";
import {
  boolType,
  bytesType,
  classMethodType,
  dictType,
  Ellipsis,
  floatType,
  frozensetType,
  intType,
  listType,
  NotImplemented,
  objectType,
  propertyType,
  rangeType,
  setType,
  sliceType,
  staticMethodType,
  strType,
  superType,
  tupleType,
  typeType,
  type Value,
} from "../runtime/object";
import { PyDict } from "../runtime/value";
import { builtinFunctions, iteratorClasses } from "./functions";
import "./all";

const CLASSES = [
  boolType,
  bytesType,
  classMethodType,
  dictType,
  floatType,
  frozensetType,
  intType,
  listType,
  objectType,
  propertyType,
  rangeType,
  setType,
  sliceType,
  staticMethodType,
  strType,
  superType,
  tupleType,
  typeType,
];

/** A fresh namespace of builtins, one per run. */
export function builtinNamespace(): PyDict {
  const names = new PyDict();
  const add = (entries: Iterable<readonly [string, Value]>): void => {
    for (const [name, value] of entries) names.set(name, value);
  };
  add(Object.entries(builtinFunctions));
  add(Object.entries(iteratorClasses));
  add(CLASSES.map((cls) => [cls.name, cls]));
  add(exceptionTypes);
  add([
    ["Ellipsis", Ellipsis],
    ["NotImplemented", NotImplemented],
    ["__debug__", true],
    ["__name__", "builtins"],
  ]);
  return names;
}
