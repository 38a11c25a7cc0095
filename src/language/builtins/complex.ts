// complex: construction and members. Its arithmetic is in ../runtime/complex. Follows Objects/complexobject.c.

import { callMember } from "../runtime/call";
import {
  complexAbs,
  complexAdd,
  complexDivide,
  complexMultiply,
  complexPower,
  complexSubtract,
  complexText,
} from "../runtime/complex";
import { ABSENT, addGetSet, addMethod, argumentBinder, methods } from "../runtime/define";
import { attributeError, typeError, valueError } from "../runtime/errors";
import { exactHash } from "../runtime/hash";
import { intToFloat } from "../runtime/numbers";
import { complexType, NotImplemented, type PyClass, type Value } from "../runtime/object";
import { asIndex, asNumber, OPERATORS, unboxed } from "../runtime/operators";
import { typeName, typeOf } from "../runtime/types";
import { PyBoxed, PyComplex, PyFloat, PyTuple } from "../runtime/value";
import { formatComplex } from "../text/format-number";
import { specText } from "./numbers";

function complexSelf(value: Value): PyComplex | undefined {
  const plain = unboxed(value);
  return plain instanceof PyComplex ? plain : undefined;
}

/** A plain number as a complex one; undefined for what is none. */
function operand(value: Value): PyComplex | undefined {
  const plain = unboxed(value);
  if (plain instanceof PyComplex) return plain;
  const number = asNumber(plain);
  if (number === undefined) return undefined;
  return new PyComplex(number instanceof PyFloat ? number.value : intToFloat(number), 0);
}

const bindComplex = argumentBinder("complex(real=?, imag=?)");

complexType.construct = (cls, args, keywords) => {
  const [real = ABSENT, imag = ABSENT] = bindComplex(args, keywords);
  const made = toComplex(real, imag);
  return cls === complexType ? made : new PyBoxed(cls, made);
};

function toComplex(real: Value, imag: Value): PyComplex {
  const text = real === ABSENT ? null : unboxed(real);
  if (typeof text === "string") {
    if (imag !== ABSENT) throw typeError("complex() can't take second arg if first is a string");
    return parseComplex(text);
  }
  if (imag !== ABSENT && typeof unboxed(imag) === "string") throw typeError("complex() second arg can't be a string");
  const first = real === ABSENT ? new PyComplex(0, 0) : numberFrom(real);
  if (first === undefined) {
    throw typeError(`complex() first argument must be a string or a number, not '${typeName(real)}'`);
  }
  if (imag === ABSENT) return first;
  const second = imag instanceof PyComplex ? imag : realFrom(imag);
  if (second === undefined) throw typeError(`complex() second argument must be a number, not '${typeName(imag)}'`);
  // real + imag·j, where either may be complex itself.
  return new PyComplex(first.real - second.imag, isComplex(real) ? first.imag + second.real : second.real);
}

function isComplex(value: Value): boolean {
  return unboxed(value) instanceof PyComplex;
}

/** The number that an object is or gives by `__complex__`, `__float__` or `__index__`. */
function numberFrom(value: Value): PyComplex | undefined {
  const plain = operand(value);
  if (plain !== undefined) return plain;
  const method = typeOf(value).lookup("__complex__");
  if (method === undefined) return realFrom(value);
  const made = unboxed(callMember(method, value, []));
  if (made instanceof PyComplex) return made;
  throw typeError(`${typeName(value)}.__complex__ returned non-complex (type ${typeName(made)})`);
}

function realFrom(value: Value): PyComplex | undefined {
  const plain = operand(value);
  if (plain !== undefined) return plain;
  const method = typeOf(value).lookup("__float__");
  if (method !== undefined) {
    const made = unboxed(callMember(method, value, []));
    if (made instanceof PyFloat) return new PyComplex(made.value, 0);
    throw typeError(`${typeName(value)}.__float__ returned non-float (type ${typeName(made)})`);
  }
  const index = asIndex(value);
  return index === undefined ? undefined : new PyComplex(intToFloat(index), 0);
}

const NUMBER = String.raw`(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:e[+-]?\d(?:_?\d)*)?|inf(?:inity)?|nan`;
const REAL_ONLY = new RegExp(`^([+-]?(?:${NUMBER}))$`, "i");
const IMAGINARY_ONLY = new RegExp(`^([+-]?(?:${NUMBER})?)j$`, "i");
const BOTH = new RegExp(`^([+-]?(?:${NUMBER}))([+-](?:${NUMBER})?)j$`, "i");

function parseComplex(given: string): PyComplex {
  let text = given.trim();
  if (text.startsWith("(") && text.endsWith(")")) text = text.slice(1, -1).trim();
  const both = BOTH.exec(text);
  if (both !== null) return new PyComplex(parsePart(both[1] ?? ""), parsePart(both[2] ?? ""));
  const imaginary = IMAGINARY_ONLY.exec(text);
  if (imaginary !== null) return new PyComplex(0, parsePart(imaginary[1] ?? ""));
  const real = REAL_ONLY.exec(text);
  if (real !== null) return new PyComplex(parsePart(real[1] ?? ""), 0);
  throw valueError("complex() arg is a malformed string");
}

/** A sign alone stands for one. */
function parsePart(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  const digits = text.replace(/^[+-]/, "").replaceAll("_", "").toLowerCase();
  if (digits === "") return sign;
  if (digits.startsWith("inf")) return sign * Number.POSITIVE_INFINITY;
  return digits === "nan" ? Number.NaN : sign * Number(digits);
}

const ARITHMETIC: Readonly<Partial<Record<keyof typeof OPERATORS, (a: PyComplex, b: PyComplex) => PyComplex>>> = {
  Add: complexAdd,
  Sub: complexSubtract,
  Mult: complexMultiply,
  Div: complexDivide,
  Pow: complexPower,
};

for (const [key, compute] of Object.entries(ARITHMETIC)) {
  // Object.entries widens the keys of the table it is given.
  const names = OPERATORS[key as keyof typeof OPERATORS];
  addMethod(complexType, names.name, ([self = null, other = null]) => {
    const [a, b] = [operand(self), operand(other)];
    return a === undefined || b === undefined ? NotImplemented : compute(a, b);
  });
  addMethod(complexType, names.reflected, ([self = null, other = null]) => {
    const [a, b] = [operand(self), operand(other)];
    return a === undefined || b === undefined ? NotImplemented : compute(b, a);
  });
}

/** Undefined where the other is no number. An int beyond the floats equals no complex. */
function isEqual(self: PyComplex, other: Value): boolean | undefined {
  const plain = unboxed(other);
  if (plain instanceof PyComplex) return self.real === plain.real && self.imag === plain.imag;
  const number = asNumber(plain);
  if (number === undefined) return undefined;
  if (self.imag !== 0) return false;
  // JavaScript compares a bigint with a number by value, which === does not.
  const value = number instanceof PyFloat ? number.value : number;
  return typeof value === "bigint" ? self.real >= value && self.real <= value : self.real === value;
}

methods(complexType, complexSelf, {
  "__repr__()": (self) => complexText(self),
  "__hash__()": (self) => exactHash(self),
  "__bool__()": (self) => self.real !== 0 || self.imag !== 0,
  "__complex__()": (self) => self,
  "__neg__()": (self) => new PyComplex(-self.real, -self.imag),
  "__pos__()": (self) => self,
  "__abs__()": (self) => new PyFloat(complexAbs(self)),
  "__eq__(other, /)": (self, other: Value) => isEqual(self, other) ?? NotImplemented,
  "__ne__(other, /)": (self, other: Value) => {
    const equal = isEqual(self, other);
    return equal === undefined ? NotImplemented : !equal;
  },
  "__format__(spec, /)": (self, spec: Value) => formatComplex(self, specText(spec)),
  "__getnewargs__()": (self) => new PyTuple([new PyFloat(self.real), new PyFloat(self.imag)]),
  "conjugate()": (self) => new PyComplex(self.real, -self.imag),
});
for (const name of ["real", "imag"] as const) {
  const readonly = (self: PyComplex): never => {
    throw attributeError("readonly attribute", name, self);
  };
  addGetSet(complexType, complexSelf, name, (self) => new PyFloat(self[name]), readonly, readonly);
}

/** The built-in classes that this file gives their members. */
export const complexClasses: readonly PyClass[] = [complexType];
