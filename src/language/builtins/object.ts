// object, type, functions, methods, properties, modules: the members every program may ask of them.

import {
  deleteGeneric,
  findGeneric,
  findOnClass,
  getAttributeOr,
  noAttribute,
  PySuper,
  setClassMember,
  setGeneric,
} from "../runtime/attributes";
import { bindMember, call, construct, instantiate } from "../runtime/call";
import { defaultOrder, makeClass, metaclassFor, resolveBases, setBases } from "../runtime/classes";
import { ABSENT, addClassMethod, addGetSet, addMethod, guardClass, methods } from "../runtime/define";
import { dictCopyInto } from "../runtime/dict";
import { attributeError, type PyRaise, Refusal, typeError } from "../runtime/errors";
import { Cell, PyBoundMethod, PyBuiltin, PyClassMethod, PyFunction, PyStaticMethod } from "../runtime/function";
import { baseHash, hashOf } from "../runtime/hash";
import { claims } from "../runtime/instance-checks";
import { toArray } from "../runtime/iterate";
import {
  boolType,
  builtinFunctionType,
  cellType,
  Ellipsis,
  ellipsisType,
  functionType,
  methodDescriptorType,
  methodType,
  moduleType,
  NotImplemented,
  noneType,
  notImplementedType,
  objectType,
  PyClass,
  PyObject,
  superType,
  typeType,
  type Value,
} from "../runtime/object";
import { truth } from "../runtime/operators";
import { baseRepr, repr, str } from "../runtime/repr";
import { makeSuper } from "../runtime/super";
import { attributesOf, typeName, typeOf } from "../runtime/types";
import { hostTypeOf, PyDict, PyInstance, PyList, PyModule, PyTuple } from "../runtime/value";
import { descriptorClasses } from "./descriptors";
import { MappingProxy } from "./mapping-proxy";

const any = (value: Value): Value => value;
const classGuard = guardClass(PyClass);

objectType.construct = (cls, args, keywords) => {
  if (args.length > 0 || (keywords !== null && keywords.size > 0)) {
    if (cls.definingClass("__new__") !== objectType) {
      throw typeError("object.__new__() takes exactly one argument (the type to instantiate)");
    }
    if (cls.definingClass("__init__") === objectType) throw typeError(`${cls.name}() takes no arguments`);
  }
  if (cls.isAbstract) throw abstractClass(cls);
  return new PyInstance(cls);
};

function abstractClass(cls: PyClass): PyRaise {
  const names = toArray(cls.own("__abstractmethods__") ?? null)
    .map(str)
    .sort();
  const plural = names.length === 1 ? "" : "s";
  return typeError(`Can't instantiate abstract class ${cls.name} with abstract method${plural} ${names.join(", ")}`);
}

/** `__new__` of the built-in class that the argument inherits from. */
const baseNew = new PyBuiltin("__new__", (args, keywords) => {
  const [cls, ...rest] = args;
  if (cls === undefined) throw typeError("object.__new__(): not enough arguments");
  if (!(cls instanceof PyClass)) {
    throw typeError(`object.__new__(X): X is not a type object (${typeName(cls)})`);
  }
  if (rest.length + (keywords?.size ?? 0) > 0 && cls.layout === objectType) {
    const hasOwnNew = cls.definingClass("__new__") !== objectType;
    if (hasOwnNew) throw typeError("object.__new__() takes exactly one argument (the type to instantiate)");
    if (cls.definingClass("__init__") === objectType) throw typeError(`${cls.name}() takes no arguments`);
  }
  return construct(cls, rest, keywords);
});
objectType.setMember("__new__", baseNew);

addMethod(objectType, "__init__", (args, keywords) => {
  const [self = null, ...rest] = args;
  if (rest.length === 0 && (keywords === null || keywords.size === 0)) return null;
  const cls = typeOf(self);
  if (cls.definingClass("__init__") !== objectType) {
    throw typeError("object.__init__() takes exactly one argument (the instance to initialize)");
  }
  if (cls.layout === objectType && cls.definingClass("__new__") === objectType) {
    throw typeError(`${cls.name}.__init__() takes exactly one argument (the instance to initialize)`);
  }
  return null;
});

methods(objectType, any, {
  "__repr__()": (self) => (self !== null && typeof self === "object" ? baseRepr(self) : repr(self)),
  "__str__()": (self) => (typeof self === "string" ? self : repr(self)),
  "__eq__(other, /)": (self, other: Value) => (self === other ? true : NotImplemented),
  "__ne__(other, /)": (self, other: Value) => {
    const equal = typeOf(self).lookup("__eq__");
    if (equal === undefined) return NotImplemented;
    const result = call(bindMember(equal, self, typeOf(self)), [other]);
    return result === NotImplemented ? result : !truth(result);
  },
  "__hash__()": (self) => baseHash(self),
  "__format__(spec, /)": (self, spec: Value) => {
    if (spec === "") return str(self);
    throw typeError(`unsupported format string passed to ${typeName(self)}.__format__`);
  },
  "__getattribute__(name, /)": (self, name: Value) => {
    if (typeof name !== "string") throw typeError("attribute name must be string");
    const value = self instanceof PyClass ? findOnClass(self, name) : findGeneric(self, name, typeOf(self));
    if (value === undefined) throw noAttribute(self, name);
    return value;
  },
  "__setattr__(name, value, /)": (self, name: Value, value: Value) => {
    if (typeof name !== "string") throw typeError("attribute name must be string");
    if (self instanceof PyClass) setClassMember(self, name, value);
    else setGeneric(self, name, value, typeOf(self));
    return null;
  },
  "__delattr__(name, /)": (self, name: Value) => {
    if (typeof name !== "string") throw typeError("attribute name must be string");
    if (self instanceof PyClass) {
      if (self.immutable || !self.deleteMember(name)) throw noAttribute(self, name);
    } else deleteGeneric(self, name, typeOf(self));
    return null;
  },
  "__dir__()": (self) => new PyList(directory(self)),
  "__sizeof__()": () => {
    throw new Refusal("object.__sizeof__");
  },
});
objectType.setMember(
  "__init_subclass__",
  new PyClassMethod(
    new PyBuiltin("__init_subclass__", ([cls = null], keywords) => {
      if (keywords === null || keywords.size === 0) return null;
      throw typeError(`${cls instanceof PyClass ? cls.name : "object"}.__init_subclass__() takes no keyword arguments`);
    }),
  ),
);
addClassMethod(objectType, "__subclasshook__(other, /)", () => NotImplemented);

addGetSet(objectType, any, "__class__", typeOf, (self, value) => {
  if (!(value instanceof PyClass)) throw typeError(`__class__ must be set to a class, not '${typeName(value)}' object`);
  if (!(self instanceof PyInstance) || self.cls.immutable || value.immutable || value.layout !== self.cls.layout) {
    throw typeError("__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  self.cls = value;
});

addGetSet(
  objectType,
  any,
  "__dict__",
  namespaceOf,
  (self, value) => {
    if (!(self instanceof PyInstance && self.cls.hasDict)) throw noAttribute(self, "__dict__");
    if (!(value instanceof PyDict)) {
      throw typeError(`__dict__ must be set to a dictionary, not a '${typeName(value)}'`);
    }
    self.attributes = value;
  },
  (self) => {
    if (self instanceof PyInstance) self.attributes = new PyDict();
  },
);

/** The `__dict__` of an object that has one. */
function namespaceOf(self: Value): Value {
  if (self instanceof PyClass) return classNamespace(self);
  if (self instanceof PyModule) return self.globals;
  if (self instanceof PyInstance && self.cls.hasDict) {
    self.attributes ??= new PyDict();
    return self.attributes;
  }
  if (self !== null && typeof self === "object" && !(self instanceof PyObject)) {
    const attributes = hostTypeOf(self)?.attributes?.(self, true);
    if (attributes !== undefined) return attributes;
  }
  throw noAttribute(self, "__dict__");
}
addGetSet(objectType, any, "__doc__", (self) =>
  self instanceof PyInstance ? (self.cls.members.get("__doc__")?.value ?? null) : null,
);

/** A class's members as its `__dict__` shows them. */
function classNamespace(cls: PyClass): Value {
  const dict = new PyDict();
  for (const [name, entry] of cls.allMembers()) if (entry.value !== undefined) dict.set(name, entry.value);
  return new MappingProxy(dict);
}

/** Names that `dir()` lists, sorted. */
export function directory(value: Value): string[] {
  const names = new Set<string>();
  if (value instanceof PyModule) {
    for (const key of value.globals.map.keys()) if (typeof key === "string") names.add(key);
    return [...names].sort();
  }
  const classes = value instanceof PyClass ? value.mro : typeOf(value).mro;
  for (const cls of classes)
    for (const [name, entry] of cls.allMembers()) if (entry.value !== undefined) names.add(name);
  for (const key of attributesOf(value)?.map.keys() ?? []) if (typeof key === "string") names.add(key);
  return [...names].sort();
}

// type

typeType.construct = (cls, args, keywords) => {
  const [name, bases, namespace] = args;
  if (args.length !== 3) throw typeError("type() takes 1 or 3 arguments");
  if (typeof name !== "string") throw typeError(`type.__new__() argument 1 must be str, not ${typeName(name ?? null)}`);
  if (!(bases instanceof PyTuple)) {
    throw typeError(`type.__new__() argument 2 must be tuple, not ${typeName(bases ?? null)}`);
  }
  if (!(namespace instanceof PyDict)) {
    throw typeError(`type.__new__() argument 3 must be dict, not ${typeName(namespace ?? null)}`);
  }
  const classes = resolveBases(bases.items);
  const meta = metaclassFor(classes, cls);
  const maker = meta === cls ? undefined : meta.lookup("__new__");
  // The bases' metaclass makes its classes itself.
  if (maker !== undefined && !(maker instanceof PyBuiltin)) {
    return call(maker instanceof PyStaticMethod ? maker.callee : maker, [meta, ...args], keywords);
  }
  const own = new PyDict();
  dictCopyInto(own, namespace);
  return makeClass(meta, name, classes, own, keywords);
};
addMethod(typeType, "__init__", () => null);
addMethod(typeType, "__call__", (args, keywords) => {
  const [cls, ...rest] = args;
  if (!(cls instanceof PyClass)) throw typeError("descriptor '__call__' requires a 'type' object");
  return instantiate(cls, rest, keywords);
});
methods(typeType, classGuard, {
  "mro()": (cls) => new PyList(defaultOrder(cls, cls.bases)),
  "__subclasses__()": (cls) => new PyList([...cls.subclasses]),
  "__instancecheck__(value, /)": (cls, value: Value) => typeOf(value).isSubclassOf(cls) || claims(value, cls),
  "__subclasscheck__(other, /)": (cls, other: Value) => {
    if (!(other instanceof PyClass)) throw typeError("issubclass() arg 1 must be a class");
    return other.isSubclassOf(cls);
  },
  "__repr__()": (cls) => baseRepr(cls),
});
addClassMethod(typeType, "__prepare__(*args, **kwargs)", () => new PyDict());
addGetSet(
  typeType,
  classGuard,
  "__name__",
  (cls) => cls.name,
  (cls, value) => {
    if (cls.immutable || typeof value !== "string")
      throw typeError(`cannot set '__name__' attribute of immutable type '${cls.name}'`);
    cls.name = value;
  },
);
addGetSet(
  typeType,
  classGuard,
  "__qualname__",
  (cls) => cls.qualname,
  (cls, value) => {
    if (!cls.immutable && typeof value === "string") cls.qualname = value;
  },
);
addGetSet(
  typeType,
  classGuard,
  "__module__",
  (cls) => {
    // What type itself has under this name is this very descriptor.
    const own = cls === typeType ? undefined : cls.members.get("__module__")?.value;
    return own === undefined ? cls.module : own;
  },
  (cls, value) => {
    if (cls.immutable) throw typeError(`cannot set '__module__' attribute of immutable type '${cls.name}'`);
    if (typeof value === "string") cls.module = value;
    cls.setMember("__module__", value);
  },
);
addGetSet(
  typeType,
  classGuard,
  "__abstractmethods__",
  (cls) => {
    const names = cls.own("__abstractmethods__");
    if (names === undefined) throw attributeError("__abstractmethods__", "__abstractmethods__", cls);
    return names;
  },
  (cls, value) => {
    cls.setMember("__abstractmethods__", value);
    cls.isAbstract = truth(value);
  },
);
addGetSet(typeType, classGuard, "__bases__", (cls) => new PyTuple([...cls.bases]), setBases);
addGetSet(typeType, classGuard, "__base__", (cls) => cls.bases[0] ?? null);
addGetSet(typeType, classGuard, "__mro__", (cls) => new PyTuple([...cls.mro]));
addGetSet(typeType, classGuard, "__dict__", classNamespace);
addGetSet(
  typeType,
  classGuard,
  "__doc__",
  (cls) => {
    const own = cls.members.get("__doc__")?.value;
    return own === undefined ? null : bindMember(own, undefined, cls);
  },
  (cls, value) => {
    if (cls.immutable) throw typeError(`cannot set '__doc__' attribute of immutable type '${cls.name}'`);
    cls.setMember("__doc__", value);
  },
);
addGetSet(
  typeType,
  classGuard,
  "__annotations__",
  (cls) => {
    const there = cls.members.get("__annotations__")?.value;
    if (there !== undefined) return there;
    const made = new PyDict();
    if (!cls.immutable) cls.setMember("__annotations__", made);
    return made;
  },
  (cls, value) => cls.setMember("__annotations__", value),
);

// Functions and methods

const functionGuard = guardClass(PyFunction);
addGetSet(
  functionType,
  functionGuard,
  "__name__",
  (fn) => fn.name,
  (fn, value) => {
    if (typeof value !== "string") throw typeError("__name__ must be set to a string object");
    fn.name = value;
  },
);
addGetSet(
  functionType,
  functionGuard,
  "__qualname__",
  (fn) => fn.qualname,
  (fn, value) => {
    if (typeof value !== "string") throw typeError("__qualname__ must be set to a string object");
    fn.qualname = value;
  },
);
addGetSet(
  functionType,
  functionGuard,
  "__doc__",
  (fn) => fn.doc,
  (fn, value) => {
    fn.doc = value;
  },
);
addGetSet(
  functionType,
  functionGuard,
  "__module__",
  (fn) => fn.module,
  (fn, value) => {
    fn.module = value;
  },
);
addGetSet(
  functionType,
  functionGuard,
  "__defaults__",
  (fn) => (fn.defaults.length === 0 ? null : new PyTuple(fn.defaults)),
  (fn, value) => {
    fn.defaults = value instanceof PyTuple ? value.items : [];
  },
);
addGetSet(functionType, functionGuard, "__kwdefaults__", (fn) => {
  if (fn.keywordDefaults === null) return null;
  const dict = new PyDict();
  for (const [name, value] of fn.keywordDefaults) dict.set(name, value);
  return dict;
});
addGetSet(
  functionType,
  functionGuard,
  "__annotations__",
  (fn) => {
    fn.annotations ??= new PyDict();
    return fn.annotations;
  },
  (fn, value) => {
    if (value instanceof PyDict) fn.annotations = value;
  },
);
/** The order is that of `co_freevars`. */
function closureByName({ code, closure }: PyFunction): Value[] {
  const named = closure.map((cell, i) => ({ cell, name: code.freeNames[i] ?? "" }));
  return named.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ cell }) => cell);
}

addGetSet(functionType, functionGuard, "__closure__", (fn) =>
  fn.closure.length === 0 ? null : new PyTuple(closureByName(fn)),
);
addGetSet(functionType, functionGuard, "__globals__", (fn) => fn.globals);
functionType.hasDict = true;
methods(functionType, functionGuard, {
  "__get__(instance, owner=None, /)": (fn, instance: Value) =>
    instance === null ? fn : new PyBoundMethod(fn, instance),
});
addMethod(functionType, "__call__", ([fn = null, ...args], keywords) => call(fn, args, keywords));

addGetSet(cellType, guardClass(Cell), "cell_contents", (cell) => cell.value ?? null);

const methodGuard = guardClass(PyBoundMethod);
addGetSet(methodType, methodGuard, "__func__", (method) => method.callee);
addGetSet(methodType, methodGuard, "__self__", (method) => method.self);
// What a method has not itself is its function's.
methodType.readAttribute = (self, name) => {
  const own = findGeneric(self, name, methodType);
  if (own !== undefined || !(self instanceof PyBoundMethod) || self.callee instanceof PyBuiltin) return own;
  return getAttributeOr(self.callee, name);
};
for (const name of ["__name__", "__qualname__", "__doc__", "__module__"]) {
  addGetSet(methodType, methodGuard, name, ({ callee }) => {
    if (callee instanceof PyBuiltin) {
      if (name === "__name__") return callee.name;
      if (name === "__qualname__") return callee.owner === null ? callee.name : `${callee.owner.name}.${callee.name}`;
      return name === "__doc__" ? callee.doc : null;
    }
    const value = findGeneric(callee, name, typeOf(callee));
    if (value === undefined) throw noAttribute(callee, name);
    return value;
  });
}
methods(methodType, methodGuard, {
  "__eq__(other, /)": (self, other: Value) =>
    other instanceof PyBoundMethod ? other.callee === self.callee && other.self === self.self : NotImplemented,
  "__hash__()": (self) => hashOf(self.callee) % 1000003,
  "__getattribute__(name, /)": (self, name: Value) => {
    if (typeof name !== "string") throw typeError("attribute name must be string");
    const own = findGeneric(self, name, methodType);
    if (own !== undefined) return own;
    const value = findGeneric(self.callee, name, typeOf(self.callee));
    if (value === undefined) throw noAttribute(self.callee, name);
    return value;
  },
});
addMethod(methodType, "__call__", ([method = null, ...args], keywords) => call(method, args, keywords));

const builtinGuard = guardClass(PyBuiltin);
for (const type of [builtinFunctionType, methodDescriptorType]) {
  addGetSet(type, builtinGuard, "__name__", (fn) => fn.name);
  addGetSet(type, builtinGuard, "__qualname__", (fn) => (fn.owner === null ? fn.name : `${fn.owner.name}.${fn.name}`));
  addGetSet(type, builtinGuard, "__doc__", (fn) => fn.doc);
  addGetSet(type, builtinGuard, "__module__", (fn) => (fn.isMethod ? null : "builtins"));
  addMethod(type, "__call__", ([fn = null, ...args], keywords) => call(fn, args, keywords));
}

// super and module

superType.construct = (_, args) => {
  const [cls, self] = args;
  if (cls === undefined) throw typeError("super(): no arguments");
  if (self === undefined) throw new Refusal("super() with one argument");
  return makeSuper(cls, self);
};
superType.subclassable = false;
methods(superType, guardClass(PySuper), {
  "__repr__()": (self) => `<super: <class '${self.start.name}'>, <${self.owner.name} object>>`,
});
addGetSet(superType, guardClass(PySuper), "__self__", (self) => self.self);
addGetSet(superType, guardClass(PySuper), "__thisclass__", (self) => self.start);
addGetSet(superType, guardClass(PySuper), "__self_class__", (self) => self.owner);

const moduleGuard = guardClass(PyModule);
methods(moduleType, moduleGuard, { "__repr__()": (self) => moduleRepr(self) });
addGetSet(moduleType, moduleGuard, "__dict__", (self) => self.globals);

/** Modules that CPython itself has without a file. */
const BUILT_IN_MODULES: ReadonlySet<string> = new Set(["builtins", "math", "time", "sys", "itertools", "_random"]);

function moduleRepr(module: PyModule): string {
  const file = module.globals.get("__file__");
  if (typeof file === "string") return `<module '${module.name}' from '${file}'>`;
  return BUILT_IN_MODULES.has(module.name) ? `<module '${module.name}' (built-in)>` : `<module '${module.name}'>`;
}

for (const [cls, only] of [
  [noneType, null],
  [ellipsisType, Ellipsis],
  [notImplementedType, NotImplemented],
] as const) {
  cls.construct = (_, args, keywords) => {
    if (args.length + (keywords?.size ?? 0) > 0)
      throw typeError(`${cls.name}Type takes no arguments`.replace("TypeType", "Type"));
    return only;
  };
}
methods(noneType, any, { "__bool__()": () => false, "__repr__()": () => "None" });
boolType.construct = (_, args, keywords) => {
  if (keywords !== null && keywords.size > 0) throw typeError("bool() takes no keyword arguments");
  const [value = ABSENT] = args;
  if (args.length > 1) throw typeError(`bool expected at most 1 argument, got ${args.length}`);
  return value !== ABSENT && truth(value);
};

/** The built-in classes that this file gives their members and that have a name of their own. */
export const objectClasses: readonly PyClass[] = [objectType, typeType, ...descriptorClasses, superType];
