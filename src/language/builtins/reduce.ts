// What copying asks of an object: `__reduce_ex__`, `__reduce__` and `__getstate__` as object has them
// (object___reduce_ex__ in Objects/typeobject.c, protocol 2 and later).

import { getAttribute, getAttributeOr, setAttribute } from "../runtime/attributes";
import { call } from "../runtime/call";
import { addMethod, builtin, guardClass, methods } from "../runtime/define";
import { baseExceptionType, PyException, Refusal, typeError } from "../runtime/errors";
import { PyGenerator } from "../runtime/generator";
import { pythonIterator } from "../runtime/iterate";
import {
  byteArrayType,
  bytesType,
  dictType,
  floatType,
  frozensetType,
  intType,
  listType,
  objectType,
  type PyClass,
  setType,
  strType,
  tupleType,
  type Value,
} from "../runtime/object";
import { toIndex } from "../runtime/operators";
import { setItems } from "../runtime/set";
import { attributesOf, staticName, typeOf } from "../runtime/types";
import { PyBoxed, PyByteArray, PyBytes, PyDict, PyIterator, PyList, PySet, PyTuple } from "../runtime/value";
import { latin } from "../text/latin";

/** `cls.__new__(cls, *args)`, under the name that CPython gives it. */
const newObject = builtin("__newobj__(cls, *args)", (cls: Value, args: Value) => {
  const rest = args instanceof PyTuple ? args.items : [];
  return call(getAttribute(cls, "__new__"), [cls, ...rest]);
});

/** Layouts whose instances can be made again from what is asked of them here. */
const COPIED: ReadonlySet<PyClass> = new Set([
  objectType,
  listType,
  dictType,
  intType,
  floatType,
  strType,
  bytesType,
  tupleType,
  setType,
  frozensetType,
]);

/** The attributes, with those of `__slots__` apart where there are any. */
function stateOf(self: Value): Value {
  const attributes = attributesOf(self);
  const state = attributes === undefined || attributes.size === 0 ? null : attributes;
  const slots = typeOf(self).mro.flatMap((cls) => [...(cls.slotNames ?? [])]);
  const own = slots.filter((name) => name !== "__dict__" && name !== "__weakref__");
  if (own.length === 0) return state;
  const kept = new PyDict();
  const rest = new PyDict();
  for (const name of own) {
    const value = getAttributeOr(self, name);
    if (value !== undefined) kept.set(name, value);
  }
  // Slots are kept among the attributes here.
  for (const [key, entry] of attributes?.map ?? []) {
    if (typeof key === "string" && !own.includes(key) && entry.value !== undefined) rest.set(key, entry.value);
  }
  if (kept.size === 0) return rest.size === 0 ? null : rest;
  return new PyTuple([rest.size === 0 ? null : rest, kept]);
}

/** The arguments that `__new__` needs. */
function newArguments(self: Value): Value[] {
  const given = getAttributeOr(self, "__getnewargs__");
  if (given !== undefined) {
    const args = call(given, []);
    if (args instanceof PyTuple) return [...args.items];
    throw typeError(`__getnewargs__ should return a tuple, not '${typeOf(args).name}'`);
  }
  if (self instanceof PyBoxed) return [self.payload];
  if (self instanceof PyTuple) return [new PyTuple(self.items)];
  if (self instanceof PyBytes) return [new PyBytes(self.bytes)];
  return [];
}

function reduced(self: Value): Value {
  const cls = typeOf(self);
  const state = call(getAttribute(self, "__getstate__"), []);
  if (self instanceof PySet) return new PyTuple([cls, new PyTuple([new PyList(setItems(self))]), state]);
  if (self instanceof PyIterator && !(self instanceof PyGenerator)) throw new Refusal(`copying a ${cls.name}`);
  if (!COPIED.has(cls.layout)) throw typeError(`cannot pickle '${staticName(cls)}' object`);
  const items = self instanceof PyList ? pythonIterator(self) : null;
  const pairs = self instanceof PyDict ? pythonIterator(call(getAttribute(self, "items"), [])) : null;
  return new PyTuple([newObject, new PyTuple([cls, ...newArguments(self)]), state, items, pairs]);
}

const any = (value: Value): Value => value;

methods(objectType, any, {
  "__getstate__()": stateOf,
  "__reduce__()": reduced,
  "__reduce_ex__(protocol, /)": (self) => {
    const own = typeOf(self).lookup("__reduce__");
    return own === plainReduce ? reduced(self) : call(getAttribute(self, "__reduce__"), []);
  },
});

const byteArray = guardClass(PyByteArray);
methods(byteArrayType, byteArray, {
  "__reduce__()": (self) => new PyTuple([self.cls, new PyTuple([latin(self.bytes), "latin-1"]), stateOf(self)]),
  "__reduce_ex__(protocol=0, /)": (self, protocol: Value) => {
    const args = Number(toIndex(protocol)) < 3 ? [latin(self.bytes), "latin-1"] : [new PyBytes(self.bytes.slice())];
    return new PyTuple([self.cls, new PyTuple(args), stateOf(self)]);
  },
});
const plainReduce = objectType.lookup("__reduce__");

methods(baseExceptionType, guardClass(PyException), {
  "__reduce__()": (self) => {
    const state = attributesOf(self);
    return new PyTuple(state === undefined || state.size === 0 ? [self.cls, self.args] : [self.cls, self.args, state]);
  },
});
addMethod(baseExceptionType, "__setstate__", (args) => {
  const [self = null, state = null] = args;
  if (state instanceof PyDict) {
    for (const [key, { value }] of state.map) {
      if (typeof key === "string" && value !== undefined) setAttribute(self, key, value);
    }
  }
  return null;
});
