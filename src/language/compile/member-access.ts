// Reading and setting attributes at one place of a program, with what was found last there.

import { getAttribute, isAttributeError, setAttribute } from "../runtime/attributes";
import { PyFunction, PyGetSet } from "../runtime/function";
import { type PyClass, PyObject, type Value } from "../runtime/object";
import { typeOf } from "../runtime/types";
import { PyDict, PyFloat, PyInstance, PyModule, PyUnsupported } from "../runtime/value";

/** Engine objects are what the recorder wants to know of attribute and subscript loads. */
export function isHostObject(value: Value): boolean {
  return value !== null && typeof value === "object" && !(value instanceof PyObject) && !(value instanceof PyFloat);
}

/**
 * Reads one attribute, remembering for the last class seen that nothing on the class comes before the instance, and for
 * the last class of the engine's objects what reads it.
 */
export function attributeLoader(name: string): (target: Value) => Value {
  let cls: PyClass | null = null;
  let version = -1;
  let hostClass: PyClass | null = null;
  let hostVersion = -1;
  let getter: PyGetSet | null = null;
  return (target) => {
    if (target instanceof PyInstance) {
      const own = target.cls;
      if (own !== cls || own.version !== version) {
        if (!readsInstanceFirst(own, name)) return getAttribute(target, name);
        cls = own;
        version = own.version;
      }
      const value = target.attributes?.map.get(name)?.value;
      if (value !== undefined) return value;
    } else if (target instanceof PyModule) {
      const value = target.globals.map.get(name)?.value;
      if (value !== undefined) return value;
    } else if (isHostObject(target) && !(target instanceof PyUnsupported)) {
      const own = typeOf(target);
      if (own !== hostClass || own.version !== hostVersion) {
        hostClass = own;
        hostVersion = own.version;
        getter = getterOf(own, name);
      }
      if (getter !== null) {
        try {
          return getter.read(target);
        } catch (error) {
          // The general way asks the class's __getattr__, too.
          if (!isAttributeError(error)) throw error;
        }
      }
    }
    return getAttribute(target, name);
  };
}

/** Reads one attribute as `attributeLoader` does, and an instance's own without running any code. */
export class AttributeSite {
  readonly load: (target: Value) => Value;
  private cls: PyClass | null = null;
  private version = -1;

  constructor(readonly name: string) {
    this.load = attributeLoader(name);
  }

  /** An instance's own attribute, where that is what a program reads; else undefined. */
  peek(target: Value): Value | undefined {
    if (!(target instanceof PyInstance)) return undefined;
    const { cls } = target;
    if (cls !== this.cls || cls.version !== this.version) {
      if (!readsInstanceFirst(cls, this.name)) return undefined;
      this.cls = cls;
      this.version = cls.version;
    }
    return target.attributes?.map.get(this.name)?.value;
  }
}

/** What reads an attribute of every instance of `cls`; null where there is no such thing. */
function getterOf(cls: PyClass, name: string): PyGetSet | null {
  if (!readsPlainly(cls)) return null;
  const member = cls.lookup(name);
  return member instanceof PyGetSet ? member : null;
}

/** Whether object.__getattribute__ reads the attributes of instances. */
function readsPlainly(cls: PyClass): boolean {
  return cls.immutable || !(cls.lookup("__getattribute__") instanceof PyFunction);
}

function readsInstanceFirst(cls: PyClass, name: string): boolean {
  if (!readsPlainly(cls)) return false;
  const member = cls.lookup(name);
  return !(member instanceof PyObject && member.isDataDescriptor);
}

/** Sets one attribute; for the last class seen, straight into the instance's attributes. */
export function attributeWriter(name: string): (owner: Value, value: Value) => void {
  let cls: PyClass | null = null;
  let version = -1;
  return (owner, value) => {
    if (owner instanceof PyInstance && !owner.cls.immutable) {
      const own = owner.cls;
      if (own === cls && own.version === version) {
        owner.attributes ??= new PyDict();
        owner.attributes.set(name, value);
        return;
      }
      if (writesInstance(own, name)) {
        cls = own;
        version = own.version;
      }
    }
    setAttribute(owner, name, value);
  };
}

function writesInstance(cls: PyClass, name: string): boolean {
  if (!cls.hasDict || cls.definingClass("__setattr__")?.immutable === false) return false;
  const member = cls.lookup(name);
  return !(member instanceof PyObject && member.isDataDescriptor);
}
