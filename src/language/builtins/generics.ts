// `list[int]` and `int | None`: types.GenericAlias (Objects/genericaliasobject.c) and types.UnionType
// (Objects/unionobject.c).

import { findGeneric, getAttribute, getAttributeOr, isAttributeError, setAttribute } from "../runtime/attributes";
import { call, callMember } from "../runtime/call";
import { addClassMethod, addGetSet, addMethod, defineType, guardClass, methods } from "../runtime/define";
import { PyRaise, typeError, typeErrorType } from "../runtime/errors";
import { exactHash } from "../runtime/hash";
import { isInstanceOf, isSubclassOf } from "../runtime/instance-checks";
import { ArrayIterator, iteratorTypes } from "../runtime/iterate";
import {
  dictType,
  Ellipsis,
  frozensetType,
  listType,
  NotImplemented,
  noneType,
  PyClass,
  PyObject,
  setType,
  tupleType,
  typeType,
  type Value,
} from "../runtime/object";
import { equals } from "../runtime/operators";
import { repr } from "../runtime/repr";
import { setFrom } from "../runtime/set";
import { typeOf } from "../runtime/types";
import { PyTuple } from "../runtime/value";

export const genericAliasType = defineType({
  name: "GenericAlias",
  module: "types",
  construct: (cls, args) => {
    const [origin, given] = args;
    if (origin === undefined || given === undefined || args.length > 2) {
      throw typeError(`GenericAlias expected 2 arguments, got ${args.length}`);
    }
    return new GenericAlias(origin, given instanceof PyTuple ? given : new PyTuple([given]), false, cls);
  },
});

export class GenericAlias extends PyObject {
  constructor(
    readonly origin: Value,
    readonly args: PyTuple,
    /** `*list[int]`. */
    readonly unpacked = false,
    cls: PyClass = genericAliasType,
  ) {
    super(cls);
  }
}

export const unionType = defineType({ name: "UnionType", module: "types", subclassable: false });

export class Union extends PyObject {
  constructor(readonly members: readonly Value[]) {
    super(unionType);
  }
}

const alias = guardClass(GenericAlias);
const union = guardClass(Union);

/** How an argument is shown: a class by its name, anything else by its repr. */
function shown(value: Value): string {
  if (value === Ellipsis) return "...";
  if (value === noneType) return "None";
  if (value instanceof GenericAlias) return repr(value);
  if (getAttributeOr(value, "__origin__") !== undefined && getAttributeOr(value, "__args__") !== undefined) {
    return repr(value);
  }
  const qualname = getAttributeOr(value, "__qualname__");
  const module = getAttributeOr(value, "__module__");
  if (typeof qualname !== "string" || module === undefined || module === null) return repr(value);
  return module === "builtins" ? qualname : `${String(module)}.${qualname}`;
}

/** The type variables among the arguments, and in their own parameters, each once. */
function parametersOf(args: readonly Value[]): Value[] {
  const found: Value[] = [];
  const add = (value: Value): void => {
    if (!found.includes(value)) found.push(value);
  };
  for (const arg of args) {
    // A class that is an argument is not generic itself.
    if (arg instanceof PyClass) continue;
    if (typeOf(arg).lookup("__typing_subst__") !== undefined) add(arg);
    else {
      const inner = getAttributeOr(arg, "__parameters__");
      if (inner instanceof PyTuple) inner.items.forEach(add);
    }
  }
  return found;
}

/** The arguments with values for their type variables. */
function substituted(self: Value, args: readonly Value[], given: Value): Value[] {
  const parameters = parametersOf(args);
  if (parameters.length === 0) throw typeError(`${repr(self)} is not a generic class`);
  const values = given instanceof PyTuple ? given.items : [given];
  if (values.length !== parameters.length) {
    const many = values.length > parameters.length ? "many" : "few";
    throw typeError(`Too ${many} arguments for ${repr(self)}; actual ${values.length}, expected ${parameters.length}`);
  }
  const valueFor = (parameter: Value): Value => values[parameters.indexOf(parameter)] ?? null;
  return args.map((arg) => {
    if (arg instanceof PyClass) return arg;
    const substitute = typeOf(arg).lookup("__typing_subst__");
    if (substitute !== undefined) return callMember(substitute, arg, [valueFor(arg)]);
    const inner = getAttributeOr(arg, "__parameters__");
    if (!(inner instanceof PyTuple) || inner.items.length === 0) return arg;
    return callMember(typeOf(arg).lookup("__getitem__") ?? null, arg, [new PyTuple(inner.items.map(valueFor))]);
  });
}

/** What an alias answers itself; every other attribute is its origin's. */
const OWN = new Set([
  "__class__",
  "__origin__",
  "__args__",
  "__unpacked__",
  "__parameters__",
  "__mro_entries__",
  "__reduce_ex__",
  "__reduce__",
  "__copy__",
  "__deepcopy__",
]);

genericAliasType.readAttribute = (self, name) =>
  self instanceof GenericAlias && !OWN.has(name)
    ? getAttribute(self.origin, name)
    : findGeneric(self, name, genericAliasType);
addGetSet(genericAliasType, alias, "__origin__", (self) => self.origin);
addGetSet(genericAliasType, alias, "__args__", (self) => self.args);
addGetSet(genericAliasType, alias, "__unpacked__", (self) => self.unpacked);
addGetSet(genericAliasType, alias, "__parameters__", (self) => new PyTuple(parametersOf(self.args.items)));
methods(genericAliasType, alias, {
  "__repr__()": ({ origin, args, unpacked }) =>
    `${unpacked ? "*" : ""}${shown(origin)}[${args.items.length === 0 ? "()" : args.items.map(shown).join(", ")}]`,
  "__getitem__(item, /)": (self, item: Value) =>
    new GenericAlias(self.origin, new PyTuple(substituted(self, self.args.items, item)), self.unpacked, self.cls),
  "__eq__(other, /)": (self, other: Value) =>
    other instanceof GenericAlias
      ? self.unpacked === other.unpacked && equals(self.origin, other.origin) && equals(self.args, other.args)
      : NotImplemented,
  "__hash__()": (self) => exactHash(new PyTuple([self.origin, self.args])),
  "__mro_entries__(bases, /)": (self) => new PyTuple([self.origin]),
  "__instancecheck__(value, /)": () => {
    throw typeError("isinstance() argument 2 cannot be a parameterized generic");
  },
  "__subclasscheck__(cls, /)": () => {
    throw typeError("issubclass() argument 2 cannot be a parameterized generic");
  },
  "__iter__()": (self) =>
    new ArrayIterator([new GenericAlias(self.origin, self.args, true, self.cls)], iteratorTypes.tuple),
  "__or__(other, /)": (self, other: Value) => unionOf(self, other),
  "__ror__(other, /)": (self, other: Value) => unionOf(other, self),
});
addMethod(genericAliasType, "__call__", ([self = null, ...args], keywords) => {
  if (!(self instanceof GenericAlias)) throw typeError("descriptor '__call__' requires a 'types.GenericAlias' object");
  const made = call(self.origin, args, keywords);
  try {
    setAttribute(made, "__orig_class__", self);
  } catch (error) {
    const isTypeError = error instanceof PyRaise && error.exception.cls.isSubclassOf(typeErrorType);
    if (!isTypeError && !isAttributeError(error)) throw error;
  }
  return made;
});

for (const cls of [listType, tupleType, dictType, setType, frozensetType, typeType]) makeGeneric(cls);

/** Lets a class of the library be written with arguments: `list[int]`. */
export function makeGeneric(cls: PyClass): void {
  addClassMethod(cls, "__class_getitem__(item, /)", (owner: Value, item: Value) =>
    item instanceof PyTuple ? new GenericAlias(owner, item) : new GenericAlias(owner, new PyTuple([item])),
  );
}

/** `a | b` of two types; NotImplemented where one is none. */
export function unionOf(a: Value, b: Value): Value {
  if (!isUnionable(a) || !isUnionable(b)) return NotImplemented;
  const members: Value[] = [];
  for (const each of [a, b].flatMap((side) => (side instanceof Union ? side.members : [side ?? noneType]))) {
    if (!members.some((other) => equals(other, each))) members.push(each);
  }
  const [only] = members;
  return members.length === 1 && only !== undefined ? only : new Union(members);
}

function isUnionable(value: Value): boolean {
  return value === null || value instanceof PyClass || value instanceof GenericAlias || value instanceof Union;
}

addGetSet(unionType, union, "__args__", (self) => new PyTuple(self.members));
addGetSet(unionType, union, "__parameters__", (self) => new PyTuple(parametersOf(self.members)));
methods(unionType, union, {
  "__repr__()": (self) => self.members.map(shown).join(" | "),
  "__or__(other, /)": (self, other: Value) => unionOf(self, other),
  "__ror__(other, /)": (self, other: Value) => unionOf(other, self),
  "__eq__(other, /)": (self, other: Value) =>
    other instanceof Union ? equals(setFrom(self.members), setFrom(other.members)) : NotImplemented,
  "__hash__()": (self) => exactHash(setFrom(self.members, frozensetType)),
  "__getitem__(item, /)": (self, item: Value) => substituted(self, self.members, item).reduce(unionOf),
  "__instancecheck__(value, /)": (self, value: Value) => self.members.some((each) => isInstanceOf(value, each)),
  "__subclasscheck__(cls, /)": (self, cls: Value) => self.members.some((each) => isSubclassOf(cls, each)),
});

methods(typeType, guardClass(PyClass), {
  "__or__(other, /)": (self, other: Value) => unionOf(self, other),
  "__ror__(other, /)": (self, other: Value) => unionOf(other, self),
});

/** The built-in classes that this file gives their members. */
export const genericClasses: readonly PyClass[] = [genericAliasType, unionType];
