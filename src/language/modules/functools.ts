// functools.partial, lru_cache and reduce (Modules/_functoolsmodule.c).

import { makeGeneric } from "../builtins/generics";
import { call, isCallable } from "../runtime/call";
import { ABSENT, addGetSet, addMethod, builtin, defineType, guardClass, methods } from "../runtime/define";
import { dictClear, dictCopyInto, dictDelete, dictGet, dictSet } from "../runtime/dict";
import { typeError } from "../runtime/errors";
import { PyBoundMethod } from "../runtime/function";
import { iterate } from "../runtime/iterate";
import { dictType, type Keywords, type PyClass, tupleType, type Value } from "../runtime/object";
import { toIndex } from "../runtime/operators";
import { defineModule, fillModule } from "../runtime/registry";
import { repr, str } from "../runtime/repr";
import { safepoint } from "../runtime/thread";
import { typeOf } from "../runtime/types";
import { PyDict, PyInstance, PyTuple } from "../runtime/value";

function keywordDict(keywords: Keywords | null): PyDict {
  const dict = new PyDict();
  for (const [name, value] of keywords ?? []) dict.set(name, value);
  return dict;
}

function keywordsOf(dict: PyDict): Keywords | null {
  if (dict.size === 0) return null;
  const keywords: Keywords = new Map();
  for (const { key, value } of dict.map.values()) {
    if (typeof key === "string" && value !== undefined) keywords.set(key, value);
  }
  return keywords;
}

const partialType = defineType({
  name: "partial",
  module: "functools",
  construct: (cls, args, keywords) => {
    const [func, ...rest] = args;
    if (func === undefined) throw typeError("type 'partial' takes at least one argument");
    if (!isCallable(func)) throw typeError("the first argument must be callable");
    const given = keywordDict(keywords);
    // A partial of a partial is one of what is called in the end.
    if (func instanceof Partial && func.cls === partialType && cls === partialType && func.attributes === undefined) {
      const all = new PyDict();
      dictCopyInto(all, func.keywords);
      dictCopyInto(all, given);
      return new Partial(func.func, new PyTuple([...func.args.items, ...rest]), all, cls);
    }
    return new Partial(func, new PyTuple(rest), given, cls);
  },
});
partialType.hasDict = true;
partialType.setMember("__doc__", "A function of a function, with some of its arguments given.");

class Partial extends PyInstance {
  constructor(
    public func: Value,
    public args: PyTuple,
    public keywords: PyDict,
    cls: PyClass,
  ) {
    super(cls);
  }

  override get isDataDescriptor(): boolean {
    return false;
  }
}

const partialGuard = guardClass(Partial);
const shown = new Set<Partial>();

addMethod(partialType, "__init__", () => null);
addMethod(partialType, "__call__", ([self = null, ...args], keywords) => {
  if (!(self instanceof Partial)) throw typeError("descriptor '__call__' requires a 'functools.partial' object");
  const all = self.args.items.length === 0 ? args : [...self.args.items, ...args];
  if (self.keywords.size === 0) return call(self.func, all, keywords);
  const merged: Keywords = new Map(keywordsOf(self.keywords) ?? []);
  for (const [name, value] of keywords ?? []) merged.set(name, value);
  return call(self.func, all, merged);
});
methods(partialType, partialGuard, {
  "__repr__()": (self) => {
    const name = self.cls === partialType ? "functools.partial" : self.cls.qualname;
    if (shown.has(self)) return "...";
    shown.add(self);
    try {
      const parts = [repr(self.func), ...self.args.items.map(repr)];
      for (const { key, value } of self.keywords.map.values()) {
        if (value !== undefined) parts.push(`${str(key)}=${repr(value)}`);
      }
      return `${name}(${parts.join(", ")})`;
    } finally {
      shown.delete(self);
    }
  },
  "__reduce__()": (self) => {
    const attributes = self.attributes === undefined || self.attributes.size === 0 ? null : self.attributes;
    const state = new PyTuple([self.func, self.args, self.keywords, attributes]);
    return new PyTuple([self.cls, new PyTuple([self.func]), state]);
  },
  "__setstate__(state, /)": (self, state: Value) => {
    const [func = null, args = null, keywords = null, attributes = null] = state instanceof PyTuple ? state.items : [];
    const isState = state instanceof PyTuple && state.items.length === 4 && args instanceof PyTuple;
    const isKnown = keywords === null || keywords instanceof PyDict;
    if (!isState || !isCallable(func) || !isKnown || !(attributes === null || attributes instanceof PyDict)) {
      throw typeError("invalid partial state");
    }
    self.func = func;
    self.args = args.cls === tupleType ? args : new PyTuple(args.items);
    if (keywords !== null && keywords.cls === dictType) self.keywords = keywords;
    else {
      self.keywords = new PyDict();
      if (keywords !== null) dictCopyInto(self.keywords, keywords);
    }
    self.attributes = attributes ?? new PyDict();
    return null;
  },
});
addGetSet(partialType, partialGuard, "func", (self) => self.func);
addGetSet(partialType, partialGuard, "args", (self) => self.args);
addGetSet(partialType, partialGuard, "keywords", (self) => self.keywords);
makeGeneric(partialType);

const cacheType = defineType({ name: "_lru_cache_wrapper", module: "functools", subclassable: false });
cacheType.construct = null;
cacheType.hasDict = true;
cacheType.setMember("__doc__", "A function that remembers what it gave.");

class Cache extends PyInstance {
  readonly known = new PyDict();
  hits = 0;
  misses = 0;

  constructor(
    readonly func: Value,
    /** Null for one without a limit. */
    readonly limit: number | null,
    readonly typed: boolean,
    readonly info: Value,
  ) {
    super(cacheType);
  }

  override get isDataDescriptor(): boolean {
    return false;
  }

  call(args: Value[], keywords: Keywords | null): Value {
    if (this.limit === 0) {
      this.misses++;
      return call(this.func, args, keywords);
    }
    const key = this.key(args, keywords);
    const found = dictGet(this.known, key);
    if (found !== undefined) {
      this.hits++;
      // The one that was used last stands last.
      if (this.limit !== null) {
        dictDelete(this.known, key);
        dictSet(this.known, key, found);
      }
      return found;
    }
    this.misses++;
    const value = call(this.func, args, keywords);
    // The call itself may have cached it.
    if (dictGet(this.known, key) === undefined && this.limit !== null && this.known.size >= this.limit) {
      const [oldest] = this.known.map.values();
      if (oldest !== undefined) dictDelete(this.known, oldest.key);
    }
    dictSet(this.known, key, value);
    return value;
  }

  private key(args: readonly Value[], keywords: Keywords | null): Value {
    const [only = null] = args;
    const hasKeywords = keywords !== null && keywords.size > 0;
    if (!this.typed && !hasKeywords && args.length === 1) {
      if (typeof only === "number" || typeof only === "string" || typeof only === "bigint") return only;
    }
    const key: Value[] = [...args];
    if (hasKeywords) {
      key.push(keywordMark);
      for (const [name, value] of keywords) key.push(name, value);
    }
    if (this.typed) {
      for (const arg of args) key.push(typeOf(arg));
      for (const value of keywords?.values() ?? []) key.push(typeOf(value));
    }
    return new PyTuple(key);
  }
}

/** Stands between positional and keyword arguments. */
const keywordMark: Value = new PyInstance(defineType({ name: "object" }));

const cacheGuard = guardClass(Cache);
addMethod(cacheType, "__call__", ([self = null, ...args], keywords) => {
  if (!(self instanceof Cache))
    throw typeError("descriptor '__call__' requires a 'functools._lru_cache_wrapper' object");
  return self.call(args, keywords);
});
methods(cacheType, cacheGuard, {
  "__get__(instance, owner=None, /)": (self, instance: Value) =>
    instance === null ? self : new PyBoundMethod(self, instance),
  "cache_info()": (self) => call(self.info, [self.hits, self.misses, self.limit, self.known.size]),
  "cache_clear()": (self) => {
    self.hits = 0;
    self.misses = 0;
    dictClear(self.known);
    return null;
  },
  "__copy__()": (self) => self,
  "__deepcopy__(memo, /)": (self) => self,
});

defineModule("functools", (module) => {
  fillModule(module, {
    partial: partialType,
    _lru_cache_wrapper: builtin(
      "_lru_cache_wrapper(func, maxsize, typed, info, /)",
      (func: Value, limit: Value, typed: Value, info: Value) => {
        if (!isCallable(func)) throw typeError("the first argument must be callable");
        return new Cache(func, limit === null ? null : Number(toIndex(limit)), typed === true, info);
      },
    ),
    reduce: builtin("reduce(function, iterable, initial=?, /)", (func: Value, iterable: Value, initial: Value) => {
      const source = iterate(iterable);
      let total = initial === ABSENT ? source.next() : initial;
      if (total === undefined) throw typeError("reduce() of empty iterable with no initial value");
      for (let item = source.next(); item !== undefined; item = source.next()) {
        safepoint();
        total = call(func, [total, item]);
      }
      return total;
    }),
  });
});

/** The modules that this file defines. */
export const functoolsModules: readonly string[] = ["functools"];
