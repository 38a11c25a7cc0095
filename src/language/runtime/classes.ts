// Making classes: bases, metaclass, resolution order, __set_name__, __init_subclass__ (type_new in
// Objects/typeobject.c).

import { getAttributeOr } from "./attributes";
import { bindMember, call, callMember } from "./call";
import { PyRaise, Refusal, raised, runtimeErrorType, typeError } from "./errors";
import { Cell, PyClassMethod, PyFunction, PyStaticMethod } from "./function";
import { toArray } from "./iterate";
import { type Keywords, linearise, objectType, PyClass, PyObject, type Value } from "./object";
import { repr } from "./repr";
import { addSlots } from "./slots";
import { typeName, typeOf } from "./types";
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
  const layout = layoutOf(bases);
  cls.mro = orderOf(cls, bases);
  cls.immutable = false;
  cls.layout = layout;
  const slots = namespace.get("__slots__");
  cls.hasDict = slots === undefined || bases.some((base) => base.hasDict);
  if (slots !== undefined) addSlots(cls, typeof slots === "string" ? [slots] : toArray(slots), namespace);
  const module = namespace.get("__module__");
  cls.module = typeof module === "string" ? module : "builtins";
  const qualname = namespace.get("__qualname__");
  if (typeof qualname === "string") cls.qualname = qualname;
  else if (qualname !== undefined) throw typeError(`type __qualname__ must be a str, not ${typeName(qualname)}`);
  const cell = namespace.get("__classcell__");
  if (cell !== undefined && !(cell instanceof Cell)) {
    throw typeError(`type.__new__(): __classcell__ must be a nonlocal cell, not ${repr(typeOf(cell))}`);
  }
  for (const entry of namespace.map.values()) {
    if (typeof entry.key !== "string" || entry.value === undefined || OWN_NAMES.has(entry.key)) continue;
    cls.setMember(entry.key, implicitKind(entry.key, entry.value));
  }
  if (cls.members.has("__eq__") && !cls.members.has("__hash__")) cls.setMember("__hash__", null);
  if (!cls.members.has("__doc__")) cls.setMember("__doc__", null);
  for (const base of bases) if (!base.immutable) base.subclasses.add(cls);
  if (cell !== undefined) cell.value = cls;
  for (const entry of [...namespace.map.values()]) {
    if (!(entry.value instanceof PyObject)) continue;
    const setName = entry.value.cls.lookup("__set_name__");
    if (setName !== undefined) nameMember(cls, entry.key, entry.value, setName);
  }
  initSubclass(cls, keywords);
  return cls;
}

/** What a namespace holds for the making of the class, and not as its members. */
const OWN_NAMES: ReadonlySet<string> = new Set(["__qualname__", "__classcell__"]);

/** Tells a member its name; CPython 3.11 wraps what that raises. */
function nameMember(cls: PyClass, name: Value, member: Value, setName: Value): void {
  try {
    callMember(setName, member, [cls, name]);
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    const wrapped = raised(
      runtimeErrorType,
      `Error calling __set_name__ on '${typeName(member)}' instance ${repr(name)} in '${cls.name}'`,
    );
    wrapped.exception.cause = error.exception;
    wrapped.exception.context = error.exception;
    wrapped.exception.suppressContext = true;
    throw wrapped;
  }
}

/** The order of resolution: C3's, or what the metaclass's own `mro` gives. */
function orderOf(cls: PyClass, bases: readonly PyClass[]): PyClass[] {
  const custom = cls.cls.lookup("mro");
  if (!(custom instanceof PyFunction)) return defaultOrder(cls, bases);
  // The class that is asked about is not in order yet.
  cls.mro = [cls, ...(bases[0]?.mro ?? [])];
  return toArray(callMember(custom, cls, [])).map((each) => {
    if (!(each instanceof PyClass)) throw typeError(`mro() returned a non-class ('${typeName(each)}')`);
    return each;
  });
}

/** The C3 order; TypeError where there is none. */
export function defaultOrder(cls: PyClass, bases: readonly PyClass[]): PyClass[] {
  const mro = linearise(cls, bases);
  if (mro !== null) return mro;
  const names = bases.map((base) => base.name).join(", ");
  throw typeError(`Cannot create a consistent method resolution\norder (MRO) for bases ${names}`);
}

/** `cls.__bases__ = value`: the class and all that inherit from it are put in order again, or nothing changes. */
export function setBases(cls: PyClass, value: Value): void {
  if (cls.immutable) throw typeError(`cannot set '__bases__' attribute of immutable type '${cls.name}'`);
  if (!(value instanceof PyTuple))
    throw typeError(`can only assign tuple to ${cls.name}.__bases__, not ${typeName(value)}`);
  if (value.items.length === 0) throw typeError(`can only assign non-empty tuple to ${cls.name}.__bases__, not ()`);
  const bases = value.items.map((base) => {
    if (!(base instanceof PyClass)) {
      throw typeError(`${cls.name}.__bases__ must be tuple of classes, not '${typeName(base)}'`);
    }
    if (base.isSubclassOf(cls)) throw typeError("a __bases__ item causes an inheritance cycle");
    if (!base.subclassable) throw typeError(`type '${base.name}' is not an acceptable base type`);
    return base;
  });
  const [before] = cls.bases;
  const [after] = bases;
  const hasDict = bases.some((base) => base.hasDict);
  const sameShape = before?.hasDict === hasDict || cls.slotNames === null || before === undefined;
  if (layoutOf(bases) !== cls.layout || before?.isSubclassOf(objectType) !== true || !sameShape) {
    throw typeError(`__bases__ assignment: '${after?.name}' object layout differs from '${before?.name}'`);
  }
  if (before === objectType && cls.slotNames === null && after !== objectType && after?.immutable === true) {
    throw typeError(`__bases__ assignment: '${after.name}' object layout differs from 'object'`);
  }
  const changed: { cls: PyClass; bases: readonly PyClass[]; mro: PyClass[] }[] = [];
  const reorder = (each: PyClass, own: readonly PyClass[]): void => {
    changed.push({ cls: each, bases: each.bases, mro: each.mro });
    each.resolve(own, orderOf(each, own));
    for (const subclass of [...each.subclasses]) reorder(subclass, subclass.bases);
  };
  try {
    reorder(cls, bases);
  } catch (error) {
    for (const { cls: each, bases: own, mro } of changed.reverse()) each.resolve(own, mro);
    throw error;
  }
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
