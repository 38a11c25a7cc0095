// repr, str and format of any value.

import { shortest } from "../../engine/tensor/decimal";
import { formatFloat, formatInt } from "../text/format-number";
import { formatText } from "../text/format-spec";
import { escapeNonAscii, quoteBytes, quoteText } from "../text/quote";
import { callMember } from "./call";
import { PyException, typeError, valueError } from "./errors";
import { PyBoundMethod, PyBuiltin, PyFunction } from "./function";
import { addressOf } from "./hash";
import type { Int } from "./numbers";
import { bitLength } from "./numbers";
import { Ellipsis, NotImplemented, objectType, PyClass, type Value } from "./object";
import { setItems } from "./set";
import { thread } from "./thread";
import { typeName, typeOf } from "./types";
import {
  PyBoxed,
  PyByteArray,
  PyBytes,
  PyDict,
  PyFloat,
  PyList,
  PyModule,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
} from "./value";

/** An int in decimal; CPython refuses more than 4300 digits, or as many as sys.set_int_max_str_digits() allows. */
export function intText(value: Int): string {
  const limit = thread.maxDigits;
  if (typeof value === "number" || limit === 0) return String(value);
  // A digit is worth more than 3.32 bits and less than 3.33.
  const bits = bitLength(value);
  if (bits < 3.32 * limit) return value.toString();
  const tooLong = bits > 3.33 * limit + 4;
  const text = tooLong ? "" : value.toString();
  if (tooLong || text.length - (value < 0n ? 1 : 0) > limit) {
    throw valueError(
      `Exceeds the limit (${limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  return text;
}

export function repr(value: Value): string {
  switch (typeof value) {
    case "string":
      return quoteText(value);
    case "number":
      return String(value);
    case "bigint":
      return intText(value);
    case "boolean":
      return value ? "True" : "False";
  }
  if (value === null) return "None";
  if (value instanceof PyFloat) return shortest(value.value);
  const cls = value instanceof PyClass ? value.cls : typeOf(value);
  const method = cls.lookup("__repr__");
  if (method === undefined) return baseRepr(value);
  const text = callMember(method, value, []);
  if (typeof text === "string") return text;
  if (text instanceof PyBoxed && typeof text.payload === "string") return text.payload;
  throw typeError(`__repr__ returned non-string (type ${typeName(text)})`);
}

export function str(value: Value): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return String(value);
  }
  if (value === null || typeof value !== "object" || value instanceof PyFloat) return repr(value);
  const cls = value instanceof PyClass ? value.cls : typeOf(value);
  const method = cls.lookup("__str__");
  if (method === undefined)
    return value instanceof PyBoxed && typeof value.payload === "string" ? value.payload : repr(value);
  // object.__str__ passes on what __repr__ gives, whatever that is.
  const own = method === objectType.own("__str__") ? cls.lookup("__repr__") : undefined;
  const text = callMember(own ?? method, value, []);
  if (typeof text === "string") return text;
  if (text instanceof PyBoxed && typeof text.payload === "string") return text.payload;
  throw typeError(`__str__ returned non-string (type ${typeName(text)})`);
}

export function asciiRepr(value: Value): string {
  return escapeNonAscii(repr(value));
}

/** `format(value, spec)`. */
export function formatValue(value: Value, spec: string): string {
  if (value instanceof PyFloat) return formatFloat(value.value, spec);
  if (typeof value === "number") return formatInt(value, spec, "int");
  if (typeof value === "string") return formatText(value, spec);
  // What a subclass of a number prints as, where there is nothing to format.
  if (spec === "" && value instanceof PyBoxed && typeOf(value).definingClass("__format__")?.immutable === true) {
    return str(value);
  }
  const method = typeOf(value).lookup("__format__");
  if (method === undefined) throw typeError(`unsupported format string passed to ${typeName(value)}.__format__`);
  const text = callMember(method, value, [spec]);
  if (typeof text !== "string") throw typeError(`__format__ must return a str, not ${typeName(text)}`);
  return text;
}

// Containers that are being written, so that one that holds itself ends.
const active = new Set<object>();

function guarded(container: object, write: () => string, inside: string): string {
  if (active.has(container)) return inside;
  active.add(container);
  try {
    return write();
  } finally {
    active.delete(container);
  }
}

const address = (value: object): string => `0x${addressOf(value).toString(16).padStart(12, "0")}`;

/** The repr of the built-in classes, whatever a subclass defines. */
export function baseRepr(value: object): string {
  if (value instanceof PyBoxed) return repr(value.payload);
  if (value instanceof PyList) {
    return guarded(value, () => `[${value.items.map(repr).join(", ")}]`, "[...]");
  }
  if (value instanceof PyTuple) {
    const { items } = value;
    return guarded(value, () => `(${items.map(repr).join(", ")}${items.length === 1 ? "," : ""})`, "(...)");
  }
  if (value instanceof PyDict) return guarded(value, () => dictRepr(value), "{...}");
  if (value instanceof PySet) return guarded(value, () => setRepr(value), `${value.cls.name}(...)`);
  if (value instanceof PyException) {
    return `${value.cls.name}(${value.args.items.map(repr).join(", ")})`;
  }
  if (value instanceof PyClass) {
    const name = value.module === "builtins" ? value.qualname : `${value.module}.${value.qualname}`;
    return `<class '${name}'>`;
  }
  if (value instanceof PyFunction) return `<function ${value.qualname} at ${address(value)}>`;
  if (value instanceof PyBuiltin) {
    if (value.isMethod) return `<method '${value.name}' of '${value.owner?.name ?? "object"}' objects>`;
    return `<built-in function ${value.name}>`;
  }
  if (value instanceof PyBoundMethod) return boundRepr(value);
  if (value instanceof PyModule) return `<module '${value.name}'>`;
  if (value instanceof PyRange) {
    const { start, stop, step } = value;
    return step === 1 ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`;
  }
  if (value instanceof PySlice) return `slice(${repr(value.start)}, ${repr(value.stop)}, ${repr(value.step)})`;
  if (value instanceof PyBytes) return quoteBytes(value.bytes);
  if (value instanceof PyByteArray) return `${value.cls.name}(${quoteBytes(value.bytes, true)})`;
  if (value === Ellipsis) return "Ellipsis";
  if (value === NotImplemented) return "NotImplemented";
  return objectRepr(value);
}

/** `object.__repr__`. */
export function objectRepr(value: Value): string {
  const cls = typeOf(value);
  const name = cls.module === "builtins" ? cls.qualname : `${cls.module}.${cls.qualname}`;
  return `<${name} object at 0x${addressOf(value).toString(16).padStart(12, "0")}>`;
}

function boundRepr(method: PyBoundMethod): string {
  const { callee, self } = method;
  if (callee instanceof PyBuiltin) {
    return `<built-in method ${callee.name} of ${typeName(self)} object at 0x${addressOf(self).toString(16)}>`;
  }
  const name = callee instanceof PyFunction ? callee.qualname : repr(callee);
  return `<bound method ${name} of ${repr(self)}>`;
}

function dictRepr(dict: PyDict): string {
  const parts: string[] = [];
  for (const { key, value } of dict.map.values()) if (value !== undefined) parts.push(`${repr(key)}: ${repr(value)}`);
  return `{${parts.join(", ")}}`;
}

function setRepr(set: PySet): string {
  const items = setItems(set).map(repr).join(", ");
  if (set.cls.name === "set") return items === "" ? "set()" : `{${items}}`;
  return items === "" ? `${set.cls.name}()` : `${set.cls.name}({${items}})`;
}

/** What str() gives for an exception without its own `__str__`. */
export function exceptionText(exception: PyException): string {
  const { items } = exception.args;
  const [first] = items;
  if (first === undefined) return "";
  if (items.length > 1) return repr(exception.args);
  return str(first);
}
