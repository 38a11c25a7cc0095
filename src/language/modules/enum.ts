// enum.property: read through a member it is a property, read through the enumeration it is the member of its name.

import { getAttributeOr } from "../runtime/attributes";
import { call } from "../runtime/call";
import { addGetSet, argumentBinder, defineType, guardClass, methods } from "../runtime/define";
import { dictGet } from "../runtime/dict";
import { attributeError } from "../runtime/errors";
import { type PyClass, PyObject, type Value } from "../runtime/object";
import { defineModule, fillModule } from "../runtime/registry";
import { repr, str } from "../runtime/repr";
import { PyDict } from "../runtime/value";
import { quoteText } from "../text/quote";

const bind = argumentBinder("property(fget=None, fset=None, fdel=None, doc=None)");

const propertyType = defineType({
  name: "property",
  module: "enum",
  construct: (_cls, args, keywords) => {
    const [getter = null, setter = null, deleter = null, doc = null] = bind(args, keywords);
    return new EnumProperty(getter, setter, deleter, doc);
  },
});

class EnumProperty extends PyObject {
  name = "";
  className = "";

  constructor(
    public getter: Value,
    public setter: Value,
    public deleter: Value,
    readonly doc: Value,
  ) {
    super(propertyType);
  }

  override get isDataDescriptor(): boolean {
    return true;
  }

  override bind(self: Value | undefined, owner: PyClass): Value {
    if (self !== undefined) {
      if (this.getter !== null) return call(this.getter, [self]);
      throw attributeError(`${repr(owner)} member has no attribute ${quoteText(this.name)}`, this.name, self);
    }
    const members = owner.lookup("_member_map_");
    const member = members instanceof PyDict ? dictGet(members, this.name) : undefined;
    if (member !== undefined) return member;
    throw attributeError(`${repr(owner)} has no attribute ${quoteText(this.name)}`, this.name, owner);
  }
}

const guard = guardClass(EnumProperty);

methods(propertyType, guard, {
  "__set_name__(owner, name, /)": (self, owner: Value, name: Value) => {
    self.name = str(name);
    const ownerName = getAttributeOr(owner, "__name__");
    if (typeof ownerName === "string") self.className = ownerName;
    return null;
  },
  "__set__(instance, value, /)": (self, instance: Value, value: Value) => {
    if (self.setter !== null) return call(self.setter, [instance, value]);
    const message = `<enum ${quoteText(self.className)}> cannot set attribute ${quoteText(self.name)}`;
    throw attributeError(message, self.name, instance);
  },
  "__delete__(instance, /)": (self, instance: Value) => {
    if (self.deleter !== null) return call(self.deleter, [instance]);
    const message = `<enum ${quoteText(self.className)}> cannot delete attribute ${quoteText(self.name)}`;
    throw attributeError(message, self.name, instance);
  },
  "getter(fget, /)": (self, getter: Value) => new EnumProperty(getter, self.setter, self.deleter, self.doc),
  "setter(fset, /)": (self, setter: Value) => new EnumProperty(self.getter, setter, self.deleter, self.doc),
  "deleter(fdel, /)": (self, deleter: Value) => new EnumProperty(self.getter, self.setter, deleter, self.doc),
});
addGetSet(
  propertyType,
  guard,
  "fget",
  (self) => self.getter,
  (self, value) => {
    self.getter = value;
  },
);
addGetSet(
  propertyType,
  guard,
  "fset",
  (self) => self.setter,
  (self, value) => {
    self.setter = value;
  },
);
addGetSet(
  propertyType,
  guard,
  "fdel",
  (self) => self.deleter,
  (self, value) => {
    self.deleter = value;
  },
);
addGetSet(propertyType, guard, "name", (self) => self.name);
addGetSet(propertyType, guard, "clsname", (self) => self.className);
addGetSet(propertyType, guard, "__doc__", (self) =>
  self.doc === null && self.getter !== null ? (getAttributeOr(self.getter, "__doc__") ?? null) : self.doc,
);

defineModule("_enum", (module) => fillModule(module, { property: propertyType }));

/** The modules that this file defines. */
export const enumModules: readonly string[] = ["_enum"];
