// What others use of the language: running programs, and giving programs modules and types.

export { builtinNamespace } from "./builtins";
export { type Checked, checkSource, Interpreter, type Outcome, type Place, type RunOptions } from "./interpreter";
export { getAttribute, getAttributeOr, setAttribute } from "./runtime/attributes";
export { call, callMember } from "./runtime/call";
export {
  ABSENT,
  addClassMethod,
  addGetSet,
  addMethod,
  addStatic,
  argumentBinder,
  builtin,
  defineType,
  guardClass,
  methods,
  rawBuiltin,
} from "./runtime/define";
export { dictGet, dictSet } from "./runtime/dict";
export {
  indexError,
  LimitReached,
  PyException,
  PyRaise,
  Refusal,
  raised,
  runtimeError,
  typeError,
  valueError,
} from "./runtime/errors";
export { PyBuiltin, PyFunction } from "./runtime/function";
export { iterate, toArray } from "./runtime/iterate";
export { Ellipsis, type Keywords, NotImplemented, PyClass, PyObject, type Value } from "./runtime/object";
export { truth } from "./runtime/operators";
export { defineModule, fillModule, registerSourceModule } from "./runtime/registry";
export { formatValue, repr, str } from "./runtime/repr";
export { getItem, lengthOf, setItem } from "./runtime/subscript";
export { thread } from "./runtime/thread";
export { isInstance, typeName, typeOf } from "./runtime/types";
export {
  type HostType,
  PyDict,
  PyFloat,
  PyInstance,
  PyIterator,
  PyList,
  PyModule,
  PySlice,
  PyTuple,
  registerHostType,
} from "./runtime/value";
