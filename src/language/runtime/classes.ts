// Making classes: bases, metaclass, resolution order, __set_name__, __init_subclass__ (type_new in
// Objects/typeobject.c).

import { getAttributeOr } from "./attributes";
import { bindMember, call, callMember } from "./call";
import { PyRaise, Refusal, runtimeError, typeError } from "./errors";
import { PyClassMethod, PyFunction, PyStaticMethod } from "./function";
import { toArray } from "./iterate";
import { type Keywords, linearise, objectType, PyClass, PyObject, type Value } from "./object";
import { repr } from "./repr";
import { addSlots } from "./slots";
import { typeName } from "./types";
import { type PyDict, PyTuple } from "./value";

/** The classes that bases stand for (`__mro_entries__` is asked of those that are none). */
export function resolveBases(bases: readonly Value[]): PyClass[] {
  return bases.flatMap((base) => {
    if (base instanceof PyClass) return [base];
    const entries = getAttributeOr(base, "__mro_entries__");
    if (entries === undefined) {
      throw typeError(`${typeName(base)}() takes at most 2 arguments (3 given)`);
    }
    return toArray(call(entries, [new PyTuple(bases)])).filter((each) => each instanceof PyClass);
  });
}

/** The most derived metaclass of the bases and the one asked for. */
export function metaclassFor(bases: readonly PyClass[], asked: PyClass): PyClass {
  let winner = asked;
  for (const base of bases) {
    if (winner.isSubclassOf(base.cls)) continue;
    if (base.cls.isSubclassOf(winner)) winner = base.cls;
    else {
      throw typeError(
        "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
      );
    }
  }
  return winner;
}

/** What `type.__new__(meta, name, bases, namespace, **keywords)` does. */
export function makeClass(
  meta: PyClass,
  name: string,
  declared: readonly PyClass[],
  namespace: PyDict,
  keywords: Keywords | null,
): PyClass {
  const bases = declared.length === 0 ? [objectType] : declared;
  for (const base of bases) {
    if (!base.subclassable && base.refusedBase) throw new Refusal(`a subclass of ${base.module}.${base.name}`);
    if (!base.subclassable) throw typeError(`type '${base.name}' is not an acceptable base type`);
  }
  if (new Set(bases).size !== bases.length) throw typeError(`duplicate base class ${duplicate(bases)}`);
  const cls = new PyClass(meta, name, bases);
  const mro = linearise(cls, bases);
  if (mro === null) {
    const names = bases.map((base) => base.name).join(", ");
    throw typeError(`Cannot create a consistent method resolution\norder (MRO) for bases ${names}`);
  }
  cls.mro = mro;
  cls.immutable = false;
  cls.layout = layoutOf(bases);
  const slots = namespace.get("__slots__");
  cls.hasDict = slots === undefined || bases.some((base) => base.hasDict);
  if (slots !== undefined) addSlots(cls, typeof slots === "string" ? [slots] : toArray(slots), namespace);
  const module = namespace.get("__module__");
  cls.module = typeof module === "string" ? module : "builtins";
  const qualname = namespace.get("__qualname__");
  if (typeof qualname === "string") cls.qualname = qualname;
  for (const entry of namespace.map.values()) {
    if (typeof entry.key !== "string" || entry.value === undefined || entry.key === "__qualname__") continue;
    cls.setMember(entry.key, implicitKind(entry.key, entry.value));
  }
  if (cls.members.has("__eq__") && !cls.members.has("__hash__")) cls.setMember("__hash__", null);
  if (!cls.members.has("__doc__")) cls.setMember("__doc__", null);
  for (const base of bases) if (!base.immutable) base.subclasses.add(cls);
  for (const entry of [...namespace.map.values()]) {
    if (!(entry.value instanceof PyObject)) continue;
    const setName = entry.value.cls.lookup("__set_name__");
    if (setName === undefined) continue;
    try {
      callMember(setName, entry.value, [cls, entry.key]);
    } catch (error) {
      if (!(error instanceof PyRaise)) throw error;
      const raise = runtimeError(
        `Error calling __set_name__ on '${typeName(entry.value)}' instance ${repr(entry.key)} in '${name}'`,
      );
      raise.exception.cause = error.exception;
      throw raise;
    }
  }
  initSubclass(cls, keywords);
  return cls;
}

/** __new__ is static, __init_subclass__ and __class_getitem__ are class methods, without being told so. */
function implicitKind(name: string, value: Value): Value {
  if (!(value instanceof PyFunction)) return value;
  if (name === "__new__") return new PyStaticMethod(value);
  if (name === "__init_subclass__" || name === "__class_getitem__") return new PyClassMethod(value);
  return value;
}

function duplicate(bases: readonly PyClass[]): string {
  return bases.find((base, i) => bases.indexOf(base) !== i)?.name ?? "";
}

/** The built-in class that instances are made as; two different ones cannot be one object. */
function layoutOf(bases: readonly PyClass[]): PyClass {
  let layout = objectType;
  for (const base of bases) {
    if (base.layout === objectType || base.layout === layout) continue;
    if (layout === objectType || base.layout.isSubclassOf(layout)) layout = base.layout;
    else if (!layout.isSubclassOf(base.layout)) throw typeError("multiple bases have instance lay-out conflict");
  }
  return layout;
}

function initSubclass(cls: PyClass, keywords: Keywords | null): void {
  for (const base of cls.mro.slice(1)) {
    const hook = base.members.get("__init_subclass__")?.value;
    if (hook === undefined) continue;
    if (base === objectType) {
      if (keywords !== null && keywords.size > 0) {
        throw typeError(`${cls.name}.__init_subclass__() takes no keyword arguments`);
      }
      return;
    }
    call(bindMember(hook, undefined, cls), [], keywords);
    return;
  }
}
