// Reading and setting attributes at one place of a program, with what was found last there.

import { getAttribute, isAttributeError, setAttribute } from "../runtime/attributes";
import { PyFunction, PyGetSet } from "../runtime/function";
import { type PyClass, PyObject, type Value } from "../runtime/object";
import { type Shape, Slots } from "../runtime/shapes";
import { typeOf } from "../runtime/types";
import { PyFloat, PyInstance, PyModule, PyUnsupported } from "../runtime/value";

/** Engine objects are what the recorder wants to know of attribute and subscript loads. */
export function isHostObject(value: Value): boolean {
  return value !== null && typeof value === "object" && !(value instanceof PyObject) && !(value instanceof PyFloat);
}

/**
 * One place that reads or sets an attribute: it remembers for the last class seen that nothing on the class comes before
 * the instance, and for the last class of the engine's objects what reads it.
 */
export class AttributeSite {
  private cls: PyClass | null = null;
  private version = -1;
  private hostClass: PyClass | null = null;
  private hostVersion = -1;
  private getter: PyGetSet | null = null;
  private written: PyClass | null = null;
  private writtenVersion = -1;
  /** The last shape with the name in it, and its place there. */
  private shape: Shape | null = null;
  private place = 0;
  /** The last shape that a write gave the name, and what has come of it. */
  private before: Shape | null = null;
  private after: Shape | null = null;

  constructor(readonly name: string) {}

  load(target: Value): Value {
    const { name } = this;
    if (target instanceof PyInstance) {
      const value = this.peek(target);
      if (value !== undefined) return value;
    } else if (target instanceof PyModule) {
      const value = target.globals.map.get(name)?.value;
      if (value !== undefined) return value;
    } else if (isHostObject(target) && !(target instanceof PyUnsupported)) {
      const own = typeOf(target);
      if (own !== this.hostClass || own.version !== this.hostVersion) {
        this.hostClass = own;
        this.hostVersion = own.version;
        this.getter = getterOf(own, name);
      }
      if (this.getter !== null) {
        try {
          return this.getter.read(target);
        } catch (error) {
          // The general way asks the class's __getattr__, too.
          if (!isAttributeError(error)) throw error;
        }
      }
    }
    return getAttribute(target, name);
  }

  /** An instance's own attribute, where that is what a program reads; else undefined. Runs no code of the program. */
  peek(target: Value): Value | undefined {
    if (!(target instanceof PyInstance)) return undefined;
    const { cls } = target;
    if (cls !== this.cls || cls.version !== this.version) {
      if (!readsInstanceFirst(cls, this.name)) return undefined;
      this.cls = cls;
      this.version = cls.version;
    }
    const { own } = target;
    if (!(own instanceof Slots)) return own?.get(this.name);
    if (own.shape !== this.shape) {
      const place = own.shape.places.get(this.name);
      if (place === undefined) return undefined;
      this.shape = own.shape;
      this.place = place;
    }
    return own.values[this.place];
  }

  /** Sets it: for the last class seen, straight into the instance's attributes. */
  write(owner: Value, value: Value): void {
    const { name } = this;
    if (owner instanceof PyInstance && !owner.cls.immutable) {
      const own = owner.cls;
      if (own === this.written && own.version === this.writtenVersion) {
        this.writeOwn(owner, value);
        return;
      }
      if (writesInstance(own, name)) {
        this.written = own;
        this.writtenVersion = own.version;
      }
    }
    setAttribute(owner, name, value);
  }

  private writeOwn(owner: PyInstance, value: Value): void {
    const { own } = owner;
    if (own instanceof Slots) {
      if (own.shape === this.shape) {
        own.values[this.place] = value;
        return;
      }
      if (own.shape === this.before && this.after !== null && this.after.places.size <= own.values.length) {
        own.values[this.after.places.size - 1] = value;
        own.shape = this.after;
        return;
      }
    }
    const shape = own instanceof Slots ? own.shape : null;
    owner.setOwn(this.name, value);
    this.rememberShapes(shape, owner.own);
  }

  /** What shape a write found, and which one it left. */
  private rememberShapes(found: Shape | null, own: PyInstance["own"]): void {
    if (found === null || !(own instanceof Slots)) return;
    if (found !== own.shape) {
      this.before = found;
      this.after = own.shape;
    } else {
      this.shape = found;
      this.place = found.places.get(this.name) ?? 0;
    }
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

function writesInstance(cls: PyClass, name: string): boolean {
  if (!cls.hasDict || cls.definingClass("__setattr__")?.immutable === false) return false;
  const member = cls.lookup(name);
  return !(member instanceof PyObject && member.isDataDescriptor);
}
