// Reading, setting and deleting attributes: CPython's generic getattr/setattr (Objects/object.c), type attributes
// (Objects/typeobject.c), modules, and the errors they raise.

import { bindMember, call, callMember, missingAccessor } from "./call";
import { attributeError, attributeErrorType, PyRaise, Refusal, typeError } from "./errors";
import { PyBoundMethod, PyBuiltin, PyFunction, PyGetSet, PyProperty } from "./function";
import { knownMembers } from "./known";
import { PyClass, PyObject, superType, type Value } from "./object";
import { ownAttribute, staticName, typeOf } from "./types";
import { hostTypeOf, PyInstance, PyModule, PyUnsupported } from "./value";

export function getAttribute(object: Value, name: string): Value {
  const value = findAttribute(object, name);
  // A bound method has what its function has, and lacks what that lacks.
  if (value === undefined) throw noAttribute(object instanceof PyBoundMethod ? object.callee : object, name);
  return value;
}

/** The attribute, or undefined where AttributeError would be raised (by the lookup or by the program's own code). */
export function getAttributeOr(object: Value, name: string): Value | undefined {
  try {
    return findAttribute(object, name);
  } catch (error) {
    if (isAttributeError(error)) return undefined;
    throw error;
  }
}

export function isAttributeError(error: unknown): boolean {
  return error instanceof PyRaise && error.exception.cls.isSubclassOf(attributeErrorType);
}

/** A super object looks attributes up past one class in an instance's resolution order. */
export class PySuper extends PyObject {
  constructor(
    readonly start: PyClass,
    readonly self: Value,
    readonly owner: PyClass,
  ) {
    super(superType);
  }

  find(name: string): Value | undefined {
    const { mro } = this.owner;
    for (let i = mro.indexOf(this.start) + 1; i < mro.length; i++) {
      const member = mro[i]?.own(name);
      if (member !== undefined) return member;
    }
    return undefined;
  }
}

function findAttribute(object: Value, name: string): Value | undefined {
  if (object instanceof PyInstance) return findOnInstance(object, name, object.cls);
  if (object instanceof PyClass) return findOnClass(object, name);
  if (object instanceof PyModule) return findOnModule(object, name);
  if (object instanceof PySuper) {
    const member = object.find(name);
    if (member === undefined) return findOnInstance(object, name, superType);
    return bindMember(member, object.self === object.owner ? undefined : object.self, object.owner);
  }
  if (object instanceof PyUnsupported) throw new Refusal(`${object.name}.${name}`);
  const cls = typeOf(object);
  if (cls.readAttribute !== null) return cls.readAttribute(object, name);
  return findOnInstance(object, name, cls);
}

function findOnInstance(object: Value, name: string, cls: PyClass): Value | undefined {
  if (!cls.immutable) {
    const custom = cls.lookup("__getattribute__");
    if (custom instanceof PyFunction) return findCustom(object, name, cls, custom);
  }
  const value = findGeneric(object, name, cls);
  if (value !== undefined) return value;
  const fallback = cls.lookup("__getattr__");
  if (fallback === undefined) return undefined;
  try {
    return callMember(fallback, object, [name]);
  } catch (error) {
    if (isAttributeError(error)) refuseKnown(cls, name);
    throw error;
  }
}

function findCustom(object: Value, name: string, cls: PyClass, custom: PyFunction): Value {
  try {
    return callMember(custom, object, [name]);
  } catch (error) {
    const fallback = cls.lookup("__getattr__");
    if (fallback === undefined || !isAttributeError(error)) throw error;
    return callMember(fallback, object, [name]);
  }
}

/** `object.__getattribute__`: data descriptors, then the instance's attributes, then other class members. */
export function findGeneric(object: Value, name: string, cls: PyClass): Value | undefined {
  const member = cls.lookup(name);
  if (member instanceof PyObject && member.isDataDescriptor) {
    if (member instanceof PyProperty) return readProperty(member, object, cls);
    if (!(member instanceof PyInstance) || member.cls.lookup("__get__") !== undefined) {
      try {
        return bindMember(member, object, cls);
      } catch (error) {
        if (cls.lookup("__getattr__") !== undefined && isAttributeError(error)) return undefined;
        throw error;
      }
    }
  }
  const own = ownAttribute(object, name);
  if (own !== undefined) return own;
  return member === undefined ? undefined : bindMember(member, object, cls);
}

function readProperty(member: PyProperty, object: Value, cls: PyClass): Value | undefined {
  if (member.getter === null) throw missingAccessor(member, object, "getter");
  if (cls.lookup("__getattr__") === undefined) return call(member.getter, [object]);
  try {
    return call(member.getter, [object]);
  } catch (error) {
    if (isAttributeError(error)) return undefined;
    throw error;
  }
}

/** `type.__getattribute__`. */
export function findOnClass(cls: PyClass, name: string): Value | undefined {
  const meta = cls.cls;
  const metaMember = meta.lookup(name);
  if (metaMember instanceof PyObject && metaMember.isDataDescriptor) return bindMember(metaMember, cls, meta);
  const member = cls.lookup(name);
  if (member !== undefined) return bindMember(member, undefined, cls);
  if (metaMember !== undefined) return bindMember(metaMember, cls, meta);
  const fallback = meta.immutable ? undefined : meta.lookup("__getattr__");
  return fallback === undefined ? undefined : callMember(fallback, cls, [name]);
}

function findOnModule(module: PyModule, name: string): Value | undefined {
  const value = module.globals.get(name);
  if (value !== undefined) return value;
  const member = module.cls.lookup(name);
  if (member !== undefined) return bindMember(member, module, module.cls);
  const fallback = module.globals.get("__getattr__");
  return fallback === undefined ? undefined : call(fallback, [name]);
}

/** The AttributeError for a missing attribute; a Refusal where CPython's own class has it and ours has not yet. */
export function noAttribute(object: Value, name: string): PyRaise {
  if (object instanceof PyClass) {
    refuseKnown(object, name);
    return attributeError(`type object '${object.name}' has no attribute '${name}'`, name, object);
  }
  if (object instanceof PyModule) {
    return attributeError(`module '${object.name}' has no attribute '${name}'`, name, object);
  }
  if (object instanceof PySuper) return attributeError(`'super' object has no attribute '${name}'`, name, object);
  const cls = typeOf(object);
  refuseKnown(cls, name);
  return attributeError(`'${staticName(cls)}' object has no attribute '${name}'`, name, object);
}

/** The members that a library's class has elsewhere, by the class; null for classes of no library. */
type MembersElsewhere = (cls: PyClass) => ReadonlySet<string> | null;

let membersElsewhere: MembersElsewhere = () => null;

/** Tells which members the library's classes have elsewhere: one that ours has not is refused. */
export function setMembersElsewhere(find: MembersElsewhere): void {
  membersElsewhere = find;
}

function refuseKnown(cls: PyClass, name: string): void {
  for (const base of cls.mro) {
    const known = base.immutable && base.module === "builtins" ? knownMembers(base.name) : membersElsewhere(base);
    if (known?.has(name)) throw new Refusal(`${base.name}.${name}`);
  }
}

export function setAttribute(object: Value, name: string, value: Value): void {
  if (object instanceof PyClass) {
    setOnClass(object, name, value);
    return;
  }
  const cls = typeOf(object);
  if (!cls.immutable) {
    const custom = cls.lookup("__setattr__");
    if (custom !== undefined && !(custom instanceof PyBuiltin && custom.name === "__setattr__")) {
      callMember(custom, object, [name, value]);
      return;
    }
  } else if (object instanceof PyModule) {
    object.globals.set(name, value);
    return;
  }
  setGeneric(object, name, value, cls);
}

/** `object.__setattr__`. */
export function setGeneric(object: Value, name: string, value: Value, cls: PyClass): void {
  const member = cls.lookup(name);
  if (member instanceof PyObject && member.isDataDescriptor && setDescriptor(member, object, name, value, cls)) return;
  if (setOwn(object, name, value, cls)) return;
  if (object instanceof PyModule) object.globals.set(name, value);
  else if (member === undefined) throw noAttribute(object, name);
  else throw attributeError(`'${cls.name}' object attribute '${name}' is read-only`, name, object);
}

/** Sets through a data descriptor; false when it leaves setting to the instance. */
function setDescriptor(member: PyObject, object: Value, name: string, value: Value, cls: PyClass): boolean {
  if (member instanceof PyProperty) {
    if (member.setter === null) throw missingAccessor(member, object, "setter");
    call(member.setter, [object, value]);
    return true;
  }
  if (member instanceof PyGetSet) {
    if (member.write === null) {
      const owner = cls.definingClass(name)?.name ?? cls.name;
      throw attributeError(`attribute '${name}' of '${owner}' objects is not writable`, name, object);
    }
    member.write(object, value);
    return true;
  }
  const setter = member.cls.lookup("__set__");
  if (setter === undefined) {
    if (member.cls.lookup("__delete__") !== undefined) throw attributeError("__set__", "__set__", member);
    return false;
  }
  callMember(setter, member, [object, value]);
  return true;
}

/** Sets an attribute of the object itself; false where it takes none. */
function setOwn(object: Value, name: string, value: Value, cls: PyClass): boolean {
  if (object instanceof PyInstance) {
    if (cls.hasDict) object.setOwn(name, value);
    return cls.hasDict;
  }
  if (object === null || typeof object !== "object" || object instanceof PyObject) return false;
  const attributes = hostTypeOf(object)?.attributes?.(object, true);
  attributes?.set(name, value);
  return attributes !== undefined;
}

function setOnClass(cls: PyClass, name: string, value: Value): void {
  if (cls.immutable) {
    throw typeError(`cannot set '${name}' attribute of immutable type '${cls.name}'`);
  }
  if (!cls.cls.immutable) {
    const custom = cls.cls.lookup("__setattr__");
    if (custom instanceof PyFunction) {
      callMember(custom, cls, [name, value]);
      return;
    }
  }
  setClassMember(cls, name, value);
}

/** `type.__setattr__`. */
export function setClassMember(cls: PyClass, name: string, value: Value): void {
  if (cls.immutable) throw typeError(`cannot set '${name}' attribute of immutable type '${cls.name}'`);
  const metaMember = cls.cls.lookup(name);
  if (metaMember instanceof PyObject && metaMember.isDataDescriptor) {
    if (setDescriptor(metaMember, cls, name, value, cls.cls)) return;
  }
  cls.setMember(name, value);
}

export function deleteAttribute(object: Value, name: string): void {
  if (object instanceof PyClass) {
    const custom = object.cls.immutable ? undefined : object.cls.lookup("__delattr__");
    if (custom instanceof PyFunction) {
      callMember(custom, object, [name]);
      return;
    }
    if (object.immutable) throw typeError(`cannot set '${name}' attribute of immutable type '${object.name}'`);
    if (!object.deleteMember(name)) throw noAttribute(object, name);
    return;
  }
  const cls = typeOf(object);
  const custom = cls.immutable ? undefined : cls.lookup("__delattr__");
  if (custom !== undefined && !(custom instanceof PyBuiltin && custom.name === "__delattr__")) {
    callMember(custom, object, [name]);
    return;
  }
  deleteGeneric(object, name, cls);
}

/** `object.__delattr__`. */
export function deleteGeneric(object: Value, name: string, cls: PyClass): void {
  const member = cls.lookup(name);
  if (member instanceof PyProperty) {
    if (member.deleter === null) throw missingAccessor(member, object, "deleter");
    call(member.deleter, [object]);
    return;
  }
  if (member instanceof PyGetSet && member.remove !== null) {
    member.remove(object);
    return;
  }
  const deleter = member instanceof PyInstance ? member.cls.lookup("__delete__") : undefined;
  if (member !== undefined && deleter !== undefined) {
    callMember(deleter, member, [object]);
    return;
  }
  if (member instanceof PyInstance && member.cls.lookup("__set__") !== undefined) {
    throw attributeError("__delete__", "__delete__", member);
  }
  const attributes =
    object instanceof PyModule ? object.globals : object instanceof PyInstance ? object.attributes : undefined;
  if (attributes === undefined && member !== undefined && cls.immutable) {
    throw attributeError(`'${cls.name}' object attribute '${name}' is read-only`, name, object);
  }
  const host =
    attributes === undefined && object !== null && typeof object === "object" && !(object instanceof PyObject)
      ? hostTypeOf(object)?.attributes?.(object, false)
      : attributes;
  if (host?.delete(name) !== true) throw noAttribute(object, name);
}
