// Every name that a program has without importing anything.

import "./bytearray";
import "./formatting";
import "./memoryview";
import "./reduce";
import { osErrorType } from "../runtime/errors";
import {
  byteArrayType,
  bytesType,
  Ellipsis,
  memoryViewType,
  NotImplemented,
  type PyClass,
  type Value,
} from "../runtime/object";
import { PyDict } from "../runtime/value";
import { complexClasses } from "./complex";
import { dictClasses } from "./dicts";
import { exceptionClasses } from "./exceptions";
import "./exception-groups";
import "./frames";
import { builtinFunctions } from "./functions";
import { iteratorClasses } from "./iterators";
import { numberClasses } from "./numbers";
import { objectClasses } from "./object";
import { sequenceClasses } from "./sequences";
import { setClasses } from "./sets";
import { textClasses } from "./strings";

const CLASSES: readonly PyClass[] = [
  ...objectClasses,
  ...numberClasses,
  ...complexClasses,
  ...textClasses,
  bytesType,
  byteArrayType,
  memoryViewType,
  ...sequenceClasses,
  ...dictClasses,
  ...setClasses,
  ...iteratorClasses,
  ...exceptionClasses,
];

/** A fresh namespace of builtins, one per run. */
export function builtinNamespace(): PyDict {
  const names = new PyDict();
  const add = (entries: Iterable<readonly [string, Value]>): void => {
    for (const [name, value] of entries) names.set(name, value);
  };
  add(Object.entries(builtinFunctions));
  add(CLASSES.map((cls) => [cls.name, cls]));
  add([
    ["Ellipsis", Ellipsis],
    ["NotImplemented", NotImplemented],
    ["__debug__", true],
    ["EnvironmentError", osErrorType],
    ["IOError", osErrorType],
    ["__name__", "builtins"],
  ]);
  return names;
}
