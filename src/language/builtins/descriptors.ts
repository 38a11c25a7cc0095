// property, classmethod, staticmethod, and what a program sees of slots and computed attributes (Objects/descrobject.c,
// Objects/funcobject.c).

import { getAttributeOr, setAttribute } from "../runtime/attributes";
import { bindMember, call, missingAccessor } from "../runtime/call";
import { addGetSet, addMethod, argumentBinder, guardClass, methods } from "../runtime/define";
import { attributeError, typeError } from "../runtime/errors";
import { PyBuiltin, PyClassMethod, PyGetSet, PyProperty, PyStaticMethod } from "../runtime/function";
import {
  classMethodType,
  getSetType,
  methodDescriptorType,
  type PyClass,
  propertyType,
  staticMethodType,
  type Value,
} from "../runtime/object";
import { truth } from "../runtime/operators";
import { repr } from "../runtime/repr";
import { memberDescriptorType } from "../runtime/slots";
import { typeOf } from "../runtime/types";
import { PyDict, PyInstance } from "../runtime/value";

const property = guardClass(PyProperty);
const bindProperty = argumentBinder("property(fget=None, fset=None, fdel=None, doc=None)");

propertyType.construct = (cls) => new PyProperty(cls);

addMethod(propertyType, "__init__", ([self = null, ...args], keywords) => {
  if (!(self instanceof PyProperty)) throw typeError("descriptor '__init__' requires a 'property' object");
  const [getter = null, setter = null, deleter = null, doc = null] = bindProperty(args, keywords);
  Object.assign(self, { getter, setter, deleter, doc, docOfGetter: false });
  if (doc !== null || getter === null) return null;
  const inherited = getAttributeOr(getter, "__doc__");
  if (inherited === undefined) return null;
  self.docOfGetter = true;
  // An instance of a subclass keeps it where the subclass's own documentation does not hide it.
  if (self.cls === propertyType) self.doc = inherited;
  else setAttribute(self, "__doc__", inherited);
  return null;
});

/** A property like another one, with one function exchanged. */
function copyOf(self: PyProperty, changed: Partial<Pick<PyProperty, "getter" | "setter" | "deleter">>): Value {
  const { getter, setter, deleter } = { getter: self.getter, setter: self.setter, deleter: self.deleter, ...changed };
  const doc = self.docOfGetter && getter !== null ? null : self.doc;
  const made = call(self.cls, [getter, setter, deleter, doc]);
  if (made instanceof PyProperty) made.name = self.name;
  return made;
}

methods(propertyType, property, {
  "getter(getter, /)": (self, getter: Value) => copyOf(self, { getter }),
  "setter(setter, /)": (self, setter: Value) => copyOf(self, { setter }),
  "deleter(deleter, /)": (self, deleter: Value) => copyOf(self, { deleter }),
  "__get__(instance, owner=None, /)": (self, instance: Value) =>
    instance === null ? self : bindMember(self, instance, typeOf(instance)),
  "__set__(instance, value, /)": (self, instance: Value, value: Value) => {
    if (self.setter === null) throw missingAccessor(self, instance, "setter");
    call(self.setter, [instance, value]);
    return null;
  },
  "__delete__(instance, /)": (self, instance: Value) => {
    if (self.deleter === null) throw missingAccessor(self, instance, "deleter");
    call(self.deleter, [instance]);
    return null;
  },
});
addMethod(propertyType, "__set_name__", ([self = null, ...args]) => {
  if (args.length !== 2) throw typeError(`__set_name__() takes 2 positional arguments but ${args.length} were given`);
  if (self instanceof PyProperty) self.name = args[1];
  return null;
});
addGetSet(propertyType, property, "fget", (self) => self.getter);
addGetSet(propertyType, property, "fset", (self) => self.setter);
addGetSet(propertyType, property, "fdel", (self) => self.deleter);
addGetSet(
  propertyType,
  property,
  "__doc__",
  (self) => self.doc,
  (self, value) => {
    self.doc = value;
  },
  (self) => {
    self.doc = null;
  },
);
const isAbstract = (value: Value): boolean => {
  const own = getAttributeOr(value, "__isabstractmethod__");
  return own !== undefined && truth(own);
};
addGetSet(propertyType, property, "__isabstractmethod__", (self) =>
  [self.getter, self.setter, self.deleter].some(isAbstract),
);

// classmethod and staticmethod

type Wrapper = PyClassMethod | PyStaticMethod;
const one = argumentBinder("function(function, /)");

/** What a wrapper takes over from the function: its names and documentation, and its own attributes. */
function takeOver(self: Wrapper, callee: Value): void {
  self.callee = callee;
  self.attributes ??= new PyDict();
  for (const name of ["__module__", "__name__", "__qualname__", "__doc__"]) {
    const value = getAttributeOr(callee, name);
    if (value !== undefined) self.attributes.set(name, value);
  }
  const own = callee instanceof PyInstance ? callee.attributes : undefined;
  for (const [name, entry] of own?.map ?? []) {
    if (typeof name === "string" && entry.value !== undefined) self.attributes.set(name, entry.value);
  }
}

for (const [cls, make] of [
  [classMethodType, (owner: PyClass) => new PyClassMethod(null, owner)],
  [staticMethodType, (owner: PyClass) => new PyStaticMethod(null, owner)],
] as const) {
  const guard = (value: Value): Wrapper | undefined =>
    value instanceof PyClassMethod || value instanceof PyStaticMethod ? value : undefined;
  cls.hasDict = true;
  cls.construct = (owner, args, keywords) => {
    const made = make(owner);
    made.callee = one(args, keywords)[0] ?? null;
    return made;
  };
  addMethod(cls, "__init__", ([self = null, ...args], keywords) => {
    const wrapper = guard(self);
    if (wrapper !== undefined) takeOver(wrapper, one(args, keywords)[0] ?? null);
    return null;
  });
  for (const name of ["__func__", "__wrapped__"]) addGetSet(cls, guard, name, (self) => self.callee);
  addGetSet(cls, guard, "__isabstractmethod__", (self) => isAbstract(self.callee));
  methods(cls, guard, { "__repr__()": (self) => `<${cls.name}(${repr(self.callee)})>` });
}
methods(classMethodType, guardClass(PyClassMethod), {
  "__get__(instance, owner=None, /)": (self, instance: Value, owner: Value) =>
    bindMember(self, undefined, (owner as PyClass | null) ?? typeOf(instance)),
});
methods(staticMethodType, guardClass(PyStaticMethod), {
  "__get__(instance, owner=None, /)": (self) => self.callee,
});
addMethod(staticMethodType, "__call__", ([self = null, ...args], keywords) =>
  call(self instanceof PyStaticMethod ? self.callee : self, args, keywords),
);

// Slots, computed attributes and built-in methods as a class shows them

const computed = guardClass(PyGetSet);
const notWritable = (self: PyGetSet, instance: Value): unknown =>
  attributeError(
    `attribute '${self.name}' of '${self.owner?.name ?? "object"}' objects is not writable`,
    self.name,
    instance,
  );
for (const [type, word] of [
  [memberDescriptorType, "member"],
  [getSetType, "attribute"],
] as const) {
  methods(type, computed, {
    "__get__(instance, owner=None, /)": (self, instance: Value) => (instance === null ? self : self.read(instance)),
    "__set__(instance, value, /)": (self, instance: Value, value: Value) => {
      if (self.write === null) throw notWritable(self, instance);
      self.write(instance, value);
      return null;
    },
    "__delete__(instance, /)": (self, instance: Value) => {
      if (self.remove === null) throw notWritable(self, instance);
      self.remove(instance);
      return null;
    },
    "__repr__()": (self) => `<${word} '${self.name}' of '${self.owner?.name ?? "object"}' objects>`,
  });
  addGetSet(type, computed, "__name__", (self) => self.name);
  addGetSet(type, computed, "__objclass__", (self) => self.owner);
  addGetSet(type, computed, "__qualname__", (self) =>
    self.owner === null ? self.name : `${self.owner.qualname}.${self.name}`,
  );
}
addGetSet(methodDescriptorType, guardClass(PyBuiltin), "__objclass__", (self) => self.owner);

/** The built-in classes that this file gives their members and that have a name of their own. */
export const descriptorClasses: readonly PyClass[] = [propertyType, classMethodType, staticMethodType];
