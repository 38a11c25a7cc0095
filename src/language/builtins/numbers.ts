// int, bool and float: construction and members.

import { bytesOf } from "../runtime/bytes";
import { call, callMember } from "../runtime/call";
import {
  ABSENT,
  addClassMethod,
  addGetSet,
  addMethod,
  argumentBinder,
  methods,
  takenKeywords,
} from "../runtime/define";
import { memoryError, overflowError, typeError, valueError, zeroDivision } from "../runtime/errors";
import { exactHash } from "../runtime/hash";
import {
  bitLength,
  compareIntFloat,
  floatFloorDivide,
  floatModulo,
  floatToInt,
  type Int,
  intFloorDivide,
  intModulo,
  intMultiply,
  intNegate,
  intPower,
  intSubtract,
  intToFloat,
  intTrueDivide,
  MAX_BITS,
  normalise,
} from "../runtime/numbers";
import { boolType, floatType, intType, NotImplemented, PyClass, type Value } from "../runtime/object";
import { asIndex, asNumber, numeric, OPERATORS, toIndex, truth, unboxed } from "../runtime/operators";
import { intText, repr } from "../runtime/repr";
import { thread } from "../runtime/thread";
import { typeName, typeOf } from "../runtime/types";
import { PyBoxed, PyBytes, PyFloat, PyTuple } from "../runtime/value";
import { isAscii } from "../text/case";
import { formatFloat, formatInt } from "../text/format-number";
import { latin, ownBytes } from "../text/latin";
import { decimalOf } from "../text/points";
import { roundFloat } from "../text/round";
import { bytesFrom } from "./bytes";

/** self of an int method: an int, a bool, or the int in an instance of a subclass. */
function intSelf(value: Value): Int | undefined {
  const plain = unboxed(value);
  if (typeof plain === "number" || typeof plain === "bigint") return plain;
  return typeof plain === "boolean" ? Number(plain) : undefined;
}

function floatSelf(value: Value): PyFloat | undefined {
  const plain = unboxed(value);
  return plain instanceof PyFloat ? plain : undefined;
}

const bindInt = argumentBinder("int(x=?, /, base=?)");

intType.construct = (cls, args, keywords) => {
  const [only] = args;
  if (args.length === 1 && keywords === null && cls === intType && only !== undefined) return toInt(only, ABSENT);
  const [value = ABSENT, base = ABSENT] = bindInt(args, keywords);
  const made = toInt(value, base);
  return cls === intType ? made : new PyBoxed(cls, made);
};

function toInt(value: Value, base: Value): Int {
  if (value === ABSENT) return 0;
  if (base === ABSENT) {
    if (typeof value === "number") return value;
    if (value instanceof PyFloat) return floatToInt(value.value);
  }
  const plain = unboxed(value);
  if (typeof plain === "string" && (base !== ABSENT || typeof value === "string" || !isInteger(value))) {
    return parseInteger(plain, base === ABSENT ? 10 : Number(toIndex(base)));
  }
  const bytes = bytesOf(value);
  if (base !== ABSENT && bytes !== undefined) {
    return parseInteger(latin(bytes), Number(toIndex(base)), new PyBytes(bytes.slice()));
  }
  if (base !== ABSENT) throw typeError("int() can't convert non-string with explicit base");
  if (plain === value || !isOverridden(value, "__int__")) {
    if (typeof plain === "number" || typeof plain === "bigint") return plain;
    if (typeof plain === "boolean") return plain ? 1 : 0;
    if (plain instanceof PyFloat) return floatToInt(plain.value);
  }
  const cls = typeOf(value);
  for (const name of ["__int__", "__index__", "__trunc__"]) {
    const method = cls.lookup(name);
    if (method === undefined) continue;
    const result = unboxed(callMember(method, value, []));
    if (typeof result === "number" || typeof result === "bigint") return result;
    if (typeof result === "boolean") return Number(result);
    throw typeError(`${name} returned non-int (type ${typeName(result)})`);
  }
  if (bytes !== undefined) return parseInteger(latin(bytes), 10, new PyBytes(bytes.slice()));
  throw typeError(`int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`);
}

function isOverridden(value: Value, name: string): boolean {
  return typeOf(value).definingClass(name)?.immutable === false;
}

/** Whether the class says itself what integer a value is, as a program's subclass of str may. */
function isInteger(value: Value): boolean {
  const cls = typeOf(value);
  return ["__int__", "__index__", "__trunc__"].some((name) => cls.lookup(name) !== undefined);
}

function parseInteger(text: string, base: number, given: Value = text): Int {
  const invalid = () => valueError(`invalid literal for int() with base ${base}: ${repr(given)}`);
  if (base !== 0 && (base < 2 || base > 36)) throw valueError("int() base must be >= 2 and <= 36, or 0");
  if (base === 10) {
    const quick = quickDecimal(text);
    if (quick !== undefined) return quick;
  }
  const match = /^\s*([+-]?)(0[xXoObB]_?)?([0-9a-zA-Z_]*)\s*$/u.exec(asciiDigits(text));
  if (match === null) throw invalid();
  const [, sign = "", prefix = "", rest = ""] = match;
  const kind = prefix.slice(0, 2).toLowerCase();
  const prefixBase = kind === "0x" ? 16 : kind === "0o" ? 8 : kind === "0b" ? 2 : 0;
  let digits = rest;
  let radix = base;
  if (prefixBase !== 0 && (base === 0 || base === prefixBase)) radix = prefixBase;
  else if (prefixBase !== 0) digits = prefix + rest;
  else if (base === 0) {
    radix = 10;
    if (/^0[0-9_]*[1-9]/.test(rest)) throw invalid();
  }
  if (digits === "" || digits.startsWith("_") || digits.endsWith("_") || digits.includes("__")) throw invalid();
  const plain = digits.replaceAll("_", "");
  for (const digit of plain) {
    const worth = Number.parseInt(digit, 36);
    if (Number.isNaN(worth) || worth >= radix) throw invalid();
  }
  const limit = thread.maxDigits;
  const powerOfTwo = (radix & (radix - 1)) === 0;
  if (!powerOfTwo && limit > 0 && plain.length > limit) {
    throw valueError(
      `Exceeds the limit (${limit} digits) for integer string conversion: value has ${plain.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  if (plain.length * Math.log2(radix) > MAX_BITS) throw memoryError();
  const magnitude = parseDigits(plain, radix);
  return sign === "-" ? intNegate(magnitude) : magnitude;
}

/** The number that a sign, where there is one, and up to fifteen digits are; undefined for any other text. */
function quickDecimal(text: string): number | undefined {
  const { length } = text;
  const isSigned = text.startsWith("-") || text.startsWith("+");
  const start = isSigned ? 1 : 0;
  if (length === start || length > 15) return undefined;
  let number = 0;
  for (let i = start; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    number = number * 10 + digit;
  }
  return text.startsWith("-") ? 0 - number : number;
}

/** Decimal digits of other scripts count too. */
function asciiDigits(text: string): string {
  if (isAscii(text)) return text;
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(decimalOf(digit)));
}

function parseDigits(digits: string, radix: number): Int {
  if (radix === 10) return normalise(BigInt(digits));
  const prefix = radix === 16 ? "0x" : radix === 8 ? "0o" : radix === 2 ? "0b" : null;
  if (prefix !== null) return normalise(BigInt(prefix + digits));
  if (radix === 4 || radix === 32) {
    const width = Math.log2(radix);
    const bits = Array.from(digits, (digit) => Number.parseInt(digit, radix).toString(2).padStart(width, "0"));
    return normalise(BigInt(`0b${bits.join("")}`));
  }
  let value = 0n;
  for (const digit of digits) value = value * BigInt(radix) + BigInt(Number.parseInt(digit, 36));
  return normalise(value);
}

const bindFloat = argumentBinder("float(x=?, /)");
floatType.construct = (cls, args, keywords) => {
  const isPlain = keywords === null && args.length === 1;
  const [value = ABSENT] = isPlain ? args : bindFloat(args, takenKeywords(cls, "__init__", keywords));
  const made = new PyFloat(value === ABSENT ? 0 : toFloat(value));
  return cls === floatType ? made : new PyBoxed(cls, made);
};

const FLOAT_TEXT = /^[+-]?(\d(_?\d)*\.?(\d(_?\d)*)?|\.\d(_?\d)*)(e[+-]?\d(_?\d)*)?$/i;

/** What JavaScript reads as Python does. */
const QUICK_FLOAT = /^-?\d+\.?\d*$/;

/** A float's text; `given` is what it came as, for the message. */
function parseFloatText(plain: string, given: Value): number {
  const text = asciiDigits(plain).trim();
  if (QUICK_FLOAT.test(text)) return Number(text);
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (special !== null) {
    const magnitude = special[2]?.toLowerCase() === "nan" ? Number.NaN : Number.POSITIVE_INFINITY;
    return special[1] === "-" ? -magnitude : magnitude;
  }
  if (!FLOAT_TEXT.test(text)) throw valueError(`could not convert string to float: ${repr(given)}`);
  return Number(text.replaceAll("_", ""));
}

/** `float(value)`. */
export function toFloat(value: Value): number {
  const plain = unboxed(value);
  const isPlain = plain === value || !(isOverridden(value, "__float__") || isOverridden(value, "__index__"));
  const number = isPlain ? asNumber(plain) : undefined;
  if (number instanceof PyFloat) return number.value;
  if (number !== undefined) return intToFloat(number);
  if (typeof plain === "string" && isPlain) return parseFloatText(plain, plain);
  const method = typeOf(value).lookup("__float__");
  if (method !== undefined) {
    const result = unboxed(callMember(method, value, []));
    if (result instanceof PyFloat) return result.value;
    throw typeError(`${typeName(value)}.__float__ returned non-float (type ${typeName(result)})`);
  }
  const index = asIndex(value);
  if (index !== undefined) return intToFloat(index);
  const bytes = bytesOf(value);
  if (bytes !== undefined) return parseFloatText(latin(bytes), value);
  throw typeError(`float() argument must be a string or a real number, not '${typeName(value)}'`);
}

// Operators as methods: what `(1).__add__(2)` and super().__add__ in a subclass find.

for (const [key, names] of Object.entries(OPERATORS)) {
  if (key === "MatMult") continue;
  // Object.entries widens the keys of the table it is given.
  const name = key as keyof typeof OPERATORS;
  const floats = !["LShift", "RShift", "BitOr", "BitXor", "BitAnd"].includes(key);
  const classes = floats ? [intType, floatType] : [intType];
  for (const cls of classes) {
    const operand = (value: Value): Value | undefined => {
      const number = asNumber(unboxed(value));
      return cls === intType && number instanceof PyFloat ? undefined : number;
    };
    addMethod(cls, names.name, ([self = null, other = null]) => {
      if (!typeOf(self).isSubclassOf(cls)) {
        throw typeError(
          `descriptor '${names.name}' requires a '${cls.name}' object but received a '${typeName(self)}'`,
        );
      }
      if (typeof self === "boolean" && typeof other === "boolean") return numeric(name, self, other) ?? NotImplemented;
      const [a, b] = [operand(self), operand(other)];
      return a === undefined || b === undefined ? NotImplemented : (numeric(name, a, b) ?? NotImplemented);
    });
    addMethod(cls, names.reflected, ([self = null, other = null]) => {
      const [a, b] = [operand(self), operand(other)];
      return a === undefined || b === undefined ? NotImplemented : (numeric(name, b, a) ?? NotImplemented);
    });
  }
}

const ORDERS: readonly (readonly [string, (order: number) => boolean])[] = [
  ["__eq__", (order) => order === 0],
  ["__ne__", (order) => order !== 0],
  ["__lt__", (order) => order < 0],
  ["__le__", (order) => order <= 0],
  ["__gt__", (order) => order > 0],
  ["__ge__", (order) => order >= 0],
];

function orderOf(a: Int | PyFloat, b: Int | PyFloat): number {
  if (a instanceof PyFloat) {
    if (!(b instanceof PyFloat)) return -compareIntFloat(b, a.value);
    return a.value < b.value ? -1 : a.value > b.value ? 1 : a.value === b.value ? 0 : Number.NaN;
  }
  if (b instanceof PyFloat) return compareIntFloat(a, b.value);
  return a < b ? -1 : a > b ? 1 : 0;
}

for (const cls of [intType, floatType]) {
  for (const [name, holds] of ORDERS) {
    addMethod(cls, name, ([self = null, other = null]) => {
      const [a, b] = [asNumber(unboxed(self)), asNumber(unboxed(other))];
      if (a === undefined || b === undefined || (cls === intType && b instanceof PyFloat)) return NotImplemented;
      return holds(orderOf(a, b));
    });
  }
}

methods(intType, intSelf, {
  "__repr__()": (self) => intText(self),
  "__hash__()": (self) => exactHash(self),
  "__bool__()": (self) => self !== 0,
  "__int__()": (self) => self,
  "__index__()": (self) => self,
  "__float__()": (self) => new PyFloat(intToFloat(self)),
  "__trunc__()": (self) => self,
  "__floor__()": (self) => self,
  "__ceil__()": (self) => self,
  "__neg__()": (self) => intNegate(self),
  "__pos__()": (self) => self,
  "__abs__()": (self) => (self < 0 ? intNegate(self) : self),
  "__invert__()": (self) => intSubtract(-1, self),
  "__divmod__(other, /)": (self, other: Value) => {
    const divisor = asNumber(unboxed(other));
    return divisor === undefined || divisor instanceof PyFloat ? NotImplemented : intDivmod(self, divisor);
  },
  "__rdivmod__(other, /)": (self, other: Value) => {
    const dividend = asNumber(unboxed(other));
    return dividend === undefined || dividend instanceof PyFloat ? NotImplemented : intDivmod(dividend, self);
  },
  "__round__(ndigits=?, /)": (self, digits: Value) =>
    digits === ABSENT || digits === null ? self : roundInt(self, toIndex(digits)),
  "__format__(spec, /)": (self, spec: Value) => formatInt(self, specText(spec), "int"),
  "bit_length()": (self) => bitLength(self),
  "bit_count()": (self) => self.toString(2).split("1").length - 1,
  "conjugate()": (self) => self,
  "as_integer_ratio()": (self) => new PyTuple([self, 1]),
  "to_bytes(length=1, byteorder='big', *, signed=False)": (self, length: Value, order: Value, signed: Value) =>
    intToBytes(self, Number(toIndex(length)), isLittle(order, "to_bytes"), truth(signed)),
});
for (const [name, read] of Object.entries({ real: (self: Int) => self, numerator: (self: Int) => self })) {
  addGetSet(intType, intSelf, name, read);
}
addGetSet(intType, intSelf, "imag", () => 0);
addGetSet(intType, intSelf, "denominator", () => 1);

function isLittle(order: Value, caller: string): boolean {
  if (typeof unboxed(order) !== "string") {
    throw typeError(`${caller}() argument 'byteorder' must be str, not ${order === null ? "None" : typeName(order)}`);
  }
  if (order !== "little" && order !== "big") throw valueError("byteorder must be either 'little' or 'big'");
  return order === "little";
}

function intToBytes(value: Int, length: number, little: boolean, signed: boolean): Value {
  if (length < 0) throw valueError("length argument must be non-negative");
  let rest = BigInt(value);
  if (rest < 0n && !signed) throw overflowError("can't convert negative int to unsigned");
  const limit = 1n << BigInt(8 * length - (signed ? 1 : 0));
  if (rest >= limit || rest < -limit) throw overflowError("int too big to convert");
  rest = BigInt.asUintN(8 * length, rest);
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    bytes[little ? i : length - 1 - i] = Number(rest & 255n);
    rest >>= 8n;
  }
  return new PyBytes(bytes);
}

function roundInt(value: Int, digits: Int): Int {
  if (digits >= 0) return value;
  const unit = intPower(10, intNegate(digits));
  const remainder = intModulo(value, unit);
  const doubled = intMultiply(remainder, 2);
  const down = intSubtract(value, remainder);
  const up = intSubtract(down, intNegate(unit));
  if (doubled < unit) return down;
  if (doubled > unit) return up;
  return intModulo(intFloorDivide(down, unit), 2) === 0 ? down : up;
}

addClassMethod(
  intType,
  "from_bytes(bytes, byteorder='big', *, signed=False)",
  (cls: Value, bytes: Value, order: Value, signed: Value) => {
    const little = isLittle(order, "from_bytes");
    if (typeof unboxed(bytes) === "string") throw typeError(`cannot convert '${typeName(bytes)}' object to bytes`);
    const digits = ownBytes(bytes)?.slice() ?? bytesFrom(bytes, "bytes");
    if (8 * digits.length > MAX_BITS) throw memoryError();
    if (little) digits.reverse();
    const hex = Array.from(digits, (byte) => byte.toString(16).padStart(2, "0")).join("");
    let value = BigInt(`0x${hex === "" ? "0" : hex}`);
    if (truth(signed)) value = BigInt.asIntN(8 * digits.length, value);
    return cls === intType || !(cls instanceof PyClass) ? normalise(value) : call(cls, [normalise(value)]);
  },
);

methods(boolType, (value) => (typeof value === "boolean" ? value : undefined), {
  "__repr__()": (self) => (self ? "True" : "False"),
  "__format__(spec, /)": (self, spec: Value) => {
    const text = specText(spec);
    return text === "" ? (self ? "True" : "False") : formatInt(Number(self), text, "bool");
  },
});

export function specText(spec: Value): string {
  if (typeof spec === "string") return spec;
  throw typeError(`__format__() argument must be str, not ${typeName(spec)}`);
}

methods(floatType, floatSelf, {
  "__repr__()": (self) => repr(self),
  "__hash__()": (self) => exactHash(self),
  "__bool__()": (self) => self.value !== 0,
  "__int__()": (self) => floatToInt(self.value),
  "__float__()": (self) => self,
  "__trunc__()": (self) => floatToInt(self.value),
  "__floor__()": (self) => floatToInt(Number.isFinite(self.value) ? Math.floor(self.value) : self.value),
  "__ceil__()": (self) => floatToInt(Number.isFinite(self.value) ? Math.ceil(self.value) : self.value),
  "__neg__()": (self) => new PyFloat(-self.value),
  "__pos__()": (self) => self,
  "__abs__()": (self) => new PyFloat(Math.abs(self.value)),
  "__divmod__(other, /)": (self, other: Value) => {
    const divisor = asNumber(unboxed(other));
    return divisor === undefined ? NotImplemented : floatDivmod(self, divisor);
  },
  "__rdivmod__(other, /)": (self, other: Value) => {
    const dividend = asNumber(unboxed(other));
    return dividend === undefined ? NotImplemented : floatDivmod(dividend, self);
  },
  "__round__(ndigits=None, /)": (self, digits: Value) => {
    if (digits !== null) return new PyFloat(roundFloat(self.value, Number(toIndex(digits))));
    return floatToInt(roundHalfEven(self.value));
  },
  "__format__(spec, /)": (self, spec: Value) => formatFloat(self.value, specText(spec)),
  "is_integer()": (self) => Number.isInteger(self.value),
  "conjugate()": (self) => self,
  "as_integer_ratio()": (self) => ratio(self.value),
  "hex()": (self) => floatHex(self.value),
});
addGetSet(floatType, floatSelf, "real", (self) => self);
addGetSet(floatType, floatSelf, "imag", () => new PyFloat(0));

function intDivmod(a: Int, b: Int): Value {
  return new PyTuple([intFloorDivide(a, b), intModulo(a, b)]);
}

function floatDivmod(a: Int | PyFloat, b: Int | PyFloat): Value {
  const [x, y] = [a, b].map((each) => (each instanceof PyFloat ? each.value : intToFloat(each)));
  if (x === undefined || y === undefined || y === 0) throw zeroDivision("float divmod()");
  return new PyTuple([new PyFloat(floatFloorDivide(x, y)), new PyFloat(floatModulo(x, y))]);
}

function roundHalfEven(value: number): number {
  if (!Number.isFinite(value)) return value;
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

addClassMethod(floatType, "__getformat__(typestr, /)", (_: Value, kind: Value) => {
  if (typeof kind !== "string") throw typeError(`__getformat__() argument must be str, not ${typeName(kind)}`);
  if (kind !== "double" && kind !== "float") throw valueError("__getformat__() argument 1 must be 'double' or 'float'");
  return "IEEE, little-endian";
});

function ratio(value: number): Value {
  if (Number.isNaN(value)) throw valueError("cannot convert NaN to integer ratio");
  if (!Number.isFinite(value)) throw overflowError("cannot convert Infinity to integer ratio");
  let denominator = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return new PyTuple([floatToInt(scaled), normalise(denominator)]);
}

function floatHex(value: number): string {
  if (!Number.isFinite(value)) return repr(new PyFloat(value));
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const magnitude = Math.abs(value);
  if (magnitude === 0) return `${sign}0x0.0p+0`;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, magnitude);
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const exponent = biased === 0 ? -1022 : biased - 1023;
  const fraction = (bits & ((1n << 52n) - 1n)).toString(16).padStart(13, "0");
  return `${sign}0x${biased === 0 ? 0 : 1}.${fraction}p${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`;
}

addClassMethod(floatType, "fromhex(string, /)", (cls: Value, text: Value) => {
  if (typeof text !== "string") throw typeError("bad argument type for built-in operation");
  const value = new PyFloat(fromHex(text));
  return cls === floatType || !(cls instanceof PyClass) ? value : call(cls, [value]);
});

const HEX_FLOAT = /^\s*([+-]?)(?:0x)?(?:([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?|(inf(?:inity)?)|(nan))\s*$/i;

function fromHex(text: string): number {
  const match = HEX_FLOAT.exec(text);
  const invalid = () => valueError("invalid hexadecimal floating-point string");
  if (match === null) throw invalid();
  const [, sign = "", whole = "", fraction = "", exponent = "0", infinite, nan] = match;
  const negative = sign === "-";
  if (nan !== undefined) return Number.NaN;
  if (infinite !== undefined) return negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (whole + fraction === "") throw invalid();
  const digits = BigInt(`0x${whole}${fraction}`);
  const shift = Number(exponent) - 4 * fraction.length;
  if (digits === 0n) return negative ? -0 : 0;
  // Dividing rounds once.
  const magnitude =
    shift > 1100 || shift < -20000
      ? shift > 0
        ? Number.POSITIVE_INFINITY
        : 0
      : intTrueDivide(
          shift > 0 ? normalise(digits << BigInt(shift)) : normalise(digits),
          shift < 0 ? normalise(1n << BigInt(-shift)) : 1,
        );
  if (!Number.isFinite(magnitude)) throw overflowError("hexadecimal value too large to represent as a float");
  return negative ? -magnitude : magnitude;
}

/** The built-in classes that this file gives their members. */
export const numberClasses: readonly PyClass[] = [intType, boolType, floatType];
