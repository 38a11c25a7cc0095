// __slots__: a descriptor for each name. Where instances have a __dict__ as well, it keeps the values beside that.

import { attributeError, typeError, valueError } from "./errors";
import { PyGetSet } from "./function";
import { mangle } from "./mangle";
import { builtinClass, type PyClass, type Value } from "./object";
import { typeName } from "./types";
import { type PyDict, PyInstance } from "./value";

export const memberDescriptorType = builtinClass("member_descriptor");

/** Classes whose instances have as much memory as their value takes, and so no place for slots. */
const VARIABLE_SIZE: ReadonlySet<string> = new Set(["int", "tuple", "bytes", "type"]);

/** Gives a class the slots that its body names. */
export function addSlots(cls: PyClass, names: readonly Value[], namespace: PyDict): void {
  const [base] = cls.bases;
  if (names.length > 0 && VARIABLE_SIZE.has(cls.layout.name)) {
    throw typeError(`nonempty __slots__ not supported for subtype of '${base?.name ?? ""}'`);
  }
  const slots = new Set<string>();
  const hadDict = cls.bases.some((each) => each.hasDict);
  for (const each of names) {
    if (typeof each !== "string") throw typeError(`__slots__ items must be strings, not '${typeName(each)}'`);
    if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(each)) throw typeError("__slots__ must be identifiers");
    if (each === "__dict__") {
      if (hadDict) throw typeError("__dict__ slot disallowed: we already got one");
      cls.hasDict = true;
      continue;
    }
    const name = mangle(each, cls.name);
    const isOwn = each === "__qualname__" || each === "__classcell__";
    if (!isOwn && namespace.get(name) !== undefined)
      throw valueError(`'${each}' in __slots__ conflicts with class variable`);
    slots.add(name);
  }
  cls.slotNames = slots;
  for (const name of slots) if (name !== "__weakref__") cls.setMember(name, slot(cls, name));
}

function slot(owner: PyClass, name: string): PyGetSet {
  const beside = new WeakMap<PyInstance, Value>();
  const own = (self: Value): PyInstance => {
    if (self instanceof PyInstance && self.cls.isSubclassOf(owner)) return self;
    throw typeError(`descriptor '${name}' for '${owner.name}' objects doesn't apply to a '${typeName(self)}' object`);
  };
  const read = (self: Value): Value => {
    const instance = own(self);
    const value = instance.cls.hasDict ? beside.get(instance) : instance.getOwn(name);
    if (value === undefined) {
      throw attributeError(`'${instance.cls.name}' object has no attribute '${name}'`, name, self);
    }
    return value;
  };
  const write = (self: Value, value: Value): void => {
    const instance = own(self);
    if (instance.cls.hasDict) beside.set(instance, value);
    else instance.setOwn(name, value);
  };
  const remove = (self: Value): void => {
    const instance = own(self);
    const isGone = instance.cls.hasDict ? beside.delete(instance) : instance.attributes?.delete(name) === true;
    if (!isGone) throw attributeError(name, name, self);
  };
  const made = new PyGetSet(name, read, write, remove, memberDescriptorType);
  made.owner = owner;
  return made;
}
