// The class of any value.

import { Refusal } from "./errors";
import { boolType, floatType, intType, noneType, type PyClass, PyObject, strType, type Value } from "./object";
import { hostTypeOf, type PyDict, PyFloat, PyInstance, PyUnsupported } from "./value";

export function typeOf(value: Value): PyClass {
  if (value instanceof PyObject) return value.cls;
  switch (typeof value) {
    case "number":
    case "bigint":
      return intType;
    case "string":
      return strType;
    case "boolean":
      return boolType;
  }
  if (value === null) return noneType;
  if (value instanceof PyFloat) return floatType;
  if (value instanceof PyUnsupported) throw new Refusal(value.name);
  const host = hostTypeOf(value);
  // Every object that reaches a program was made by the runtime or has a registered class.
  if (host === undefined) throw new Error(`a value of an unregistered class: ${value.constructor.name}`);
  return host.classOf(value);
}

export function typeName(value: Value): string {
  return staticName(typeOf(value));
}

/** Modules whose types are an extension's in CPython, and written in the language here. */
const EXTENSIONS: ReadonlySet<string> = new Set(["numpy", "datetime", "decimal"]);

/** A class's name where CPython shows a static type's own: dotted for those of an extension. */
export function staticName(cls: PyClass): string {
  const native = (cls.immutable && !cls.fromPython) || EXTENSIONS.has(cls.module);
  return native && cls.module !== "builtins" ? `${cls.module}.${cls.name}` : cls.name;
}

/** The attributes that belong to the value itself. */
export function attributesOf(value: Value): PyDict | undefined {
  if (value instanceof PyInstance) return value.attributes;
  if (value === null || typeof value !== "object" || value instanceof PyObject || value instanceof PyFloat)
    return undefined;
  return hostTypeOf(value)?.attributes?.(value, false);
}

/** The attribute of this name that belongs to the value itself. */
export function ownAttribute(value: Value, name: string): Value | undefined {
  return value instanceof PyInstance ? value.getOwn(name) : attributesOf(value)?.get(name);
}

export function isInstance(value: Value, cls: PyClass): boolean {
  return typeOf(value).isSubclassOf(cls);
}

/** Whether patterns take a class's instances for sequences or for mappings. */
export function collectionKind(cls: PyClass): PyClass["collection"] {
  return cls.mro.find((base) => base.collection !== null)?.collection ?? null;
}
