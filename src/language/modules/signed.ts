// Functions with a signature of their own that are not compiled from text: what CPython makes with exec (the __init__
// of a dataclass, the __new__ of a named tuple). Calls bind and fail as those of any function do.

import { getAttribute, setAttribute, setGeneric } from "../runtime/attributes";
import { call } from "../runtime/call";
import { addGetSet, builtin, defineType, guardClass, methods, rawBuiltin } from "../runtime/define";
import { attributeErrorType, raised, typeError } from "../runtime/errors";
import { type Code, PyFunction } from "../runtime/function";
import { PyClass, PyObject, tupleType, type Value } from "../runtime/object";
import { toIndex } from "../runtime/operators";
import { defineModule, fillModule } from "../runtime/registry";
import { repr, str } from "../runtime/repr";
import { thread } from "../runtime/thread";
import { typeName, typeOf } from "../runtime/types";
import { PyDict, PyTuple } from "../runtime/value";

const names = (value: Value): string[] => (value instanceof PyTuple ? value.items.map(str) : []);

function makeFunction(
  qualname: string,
  positional: readonly string[],
  keywordOnly: readonly string[],
  defaults: Value,
  keywordDefaults: Value,
  run: (slots: readonly Value[]) => Value,
): PyFunction {
  const count = positional.length + keywordOnly.length;
  const code: Code = {
    name: qualname.slice(qualname.lastIndexOf(".") + 1),
    qualname,
    parameters: { positional, positionalOnly: 0, keywordOnly, varargs: null, kwargs: null },
    simpleCount: keywordOnly.length > 0 ? -1 : positional.length,
    slotCount: count,
    hasCells: false,
    cellParameters: [],
    constants: [],
    cellLocals: [],
    localNames: [...positional, ...keywordOnly],
    boundNames: [...positional, ...keywordOnly],
    freeNames: [],
    isGenerator: false,
    span: thread.span,
    file: "<string>",
    library: true,
    recorded: [],
    takesSelf: true,
    run: (frame) => run(frame.slots.map((value) => value ?? null)),
  };
  const given = keywordDefaults instanceof PyDict ? keywordDefaults.map : new Map();
  const keywords = new Map<string, Value>();
  for (const { key, value } of given.values())
    if (typeof key === "string" && value !== undefined) keywords.set(key, value);
  const fallback = defaults instanceof PyTuple ? defaults.items : [];
  return new PyFunction(code, new PyDict(), [], fallback, keywords.size > 0 ? keywords : null, null, "builtins");
}

/** `_tuplegetter`: a field of a named tuple, found by its place. */
const getterType = defineType({ name: "_tuplegetter", module: "collections", subclassable: false });

class TupleGetter extends PyObject {
  constructor(
    readonly index: number,
    public doc: Value,
  ) {
    super(getterType);
  }

  override get isDataDescriptor(): boolean {
    return true;
  }

  override bind(self: Value | undefined, _owner: PyClass): Value {
    return self instanceof PyTuple ? (self.items[this.index] ?? null) : this;
  }
}

const getterGuard = guardClass(TupleGetter);
methods(getterType, getterGuard, {
  "__repr__()": (self) => `_tuplegetter(${self.index}, ${repr(self.doc)})`,
  "__get__(instance, owner=None, /)": (self, instance: Value) => self.bind(instance ?? undefined, getterType),
  "__set__(instance, value, /)": () => {
    throw raised(attributeErrorType, "can't set attribute");
  },
  "__delete__(instance, /)": () => {
    throw raised(attributeErrorType, "can't delete attribute");
  },
});
addGetSet(
  getterType,
  getterGuard,
  "__doc__",
  (self) => self.doc,
  (self, doc) => {
    self.doc = doc;
  },
);

/** `__new__` of a named tuple. */
function tupleNew(qualname: Value, fields: Value, defaults: Value): Value {
  return makeFunction(str(qualname), ["_cls", ...names(fields)], [], defaults, null, ([cls = null, ...items]) => {
    if (cls instanceof PyClass && cls.isSubclassOf(tupleType)) return new PyTuple(items, cls);
    throw typeError(`tuple.__new__(X): X is not a type object (${typeName(cls)})`);
  });
}

/** What a dataclass does with one field when it makes an instance. */
interface Step {
  readonly name: string;
  /** The parameter that gives the value; negative where there is none. */
  readonly slot: number;
  /** Makes the value where the call gives none. */
  readonly factory: Value;
  /** The value where there is neither a parameter nor a factory. */
  readonly constant: Value;
  /** An InitVar: passed to `__post_init__` and not kept. */
  readonly passed: boolean;
}

function stepOf(value: Value): Step {
  const [name = null, slot = -1, factory = null, constant = null, passed = false] =
    value instanceof PyTuple ? value.items : [];
  return { name: str(name), slot: Number(slot), factory, constant, passed: passed === true };
}

/** `__init__` of a dataclass; `marker` stands for the default that a factory makes. */
function dataclassInit(
  qualname: Value,
  positional: Value,
  keywordOnly: Value,
  defaults: Value,
  keywordDefaults: Value,
  steps: Value,
  frozen: Value,
  hasPost: Value,
  marker: Value,
): Value {
  const all = steps instanceof PyTuple ? steps.items.map(stepOf) : [];
  const isFrozen = frozen === true;
  const run = (slots: readonly Value[]): Value => {
    const [self = null] = slots;
    const passed: Value[] = [];
    for (const { name, slot, factory, constant, passed: isPassed } of all) {
      let value = slot < 0 ? constant : (slots[slot] ?? null);
      if (factory !== null && (slot < 0 || value === marker)) value = call(factory, []);
      if (isPassed) passed.push(value);
      else if (isFrozen) setGeneric(self, name, value, typeOf(self));
      else setAttribute(self, name, value);
    }
    if (hasPost === true) call(getAttribute(self, "__post_init__"), passed);
    return null;
  };
  return makeFunction(str(qualname), names(positional), names(keywordOnly), defaults, keywordDefaults, run);
}

defineModule("_signed", (module) => {
  fillModule(module, {
    // What CPython has in C is no method where it stands in a class.
    as_builtin: builtin("as_builtin(function, /)", (fn: Value) => {
      const name = fn instanceof PyFunction ? fn.name : "function";
      return rawBuiltin(name, (args, keywords) => call(fn, args, keywords));
    }),
    parameters_of: builtin("parameters_of(function, generator=False, /)", (fn: Value, generator: Value) => {
      if (!(fn instanceof PyFunction)) throw typeError("unsupported callable");
      const { parameters, isGenerator } = fn.code;
      if (generator === true) return isGenerator;
      const { positional, positionalOnly, keywordOnly, varargs, kwargs } = parameters;
      return new PyTuple([new PyTuple(positional), positionalOnly, new PyTuple(keywordOnly), varargs, kwargs]);
    }),
    getter: builtin(
      "getter(index, doc, /)",
      (index: Value, doc: Value) => new TupleGetter(Number(toIndex(index)), doc),
    ),
    tuple_new: builtin("tuple_new(qualname, fields, defaults, /)", tupleNew),
    dataclass_init: builtin(
      "dataclass_init(qualname, positional, keyword_only, defaults, keyword_defaults, steps, frozen, post, marker, /)",
      dataclassInit,
    ),
  });
});

/** The modules that this file defines. */
export const signedModules: readonly string[] = ["_signed"];
