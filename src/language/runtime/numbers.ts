// Arithmetic of Python's int and float on JavaScript numbers and bigints. An int is a safe number whenever it can be,
// and never -0. Follows Objects/longobject.c and Objects/floatobject.c.

import { memoryError, overflowError, valueError, zeroDivision } from "./errors";

export type Int = number | bigint;

const MAX = Number.MAX_SAFE_INTEGER;
const MAX_BIG = BigInt(MAX);
/** Operands up to here divide exactly in doubles. */
const HALF = 2 ** 52;
/** The most bits an int may have: 2^26, 8 MB. More is a MemoryError. */
export const MAX_BITS = 2 ** 26;

export function normalise(value: bigint): Int {
  return value <= MAX_BIG && value >= -MAX_BIG ? Number(value) : value;
}

export function bitLength(value: Int): number {
  if (typeof value === "number") {
    let rest = Math.abs(value);
    let bits = 0;
    while (rest >= 4294967296) {
      rest = Math.floor(rest / 4294967296);
      bits += 32;
    }
    return rest === 0 ? bits : bits + 32 - Math.clz32(rest);
  }
  const magnitude = value < 0n ? -value : value;
  const hex = magnitude.toString(16);
  return (hex.length - 1) * 4 + 32 - Math.clz32(Number.parseInt(hex[0] ?? "0", 16));
}

export function intAdd(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (sum <= MAX && sum >= -MAX) return sum;
  }
  return normalise(BigInt(a) + BigInt(b));
}

export function intSubtract(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (difference <= MAX && difference >= -MAX) return difference;
  }
  return normalise(BigInt(a) - BigInt(b));
}

export function intMultiply(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b + 0;
    if (product <= MAX && product >= -MAX) return product;
  }
  if (bitLength(a) + bitLength(b) > MAX_BITS) throw memoryError();
  return normalise(BigInt(a) * BigInt(b));
}

export function intFloorDivide(a: Int, b: Int): Int {
  if (b === 0) throw zeroDivision("integer division or modulo by zero");
  if (typeof a === "number" && typeof b === "number" && a < HALF && a > -HALF && b < HALF && b > -HALF) {
    let remainder = a % b;
    if (remainder !== 0 && remainder < 0 !== b < 0) remainder += b;
    return (a - remainder) / b + 0;
  }
  const x = BigInt(a);
  const y = BigInt(b);
  const quotient = x / y;
  return normalise(x % y !== 0n && x < 0n !== y < 0n ? quotient - 1n : quotient);
}

export function intModulo(a: Int, b: Int): Int {
  if (b === 0) throw zeroDivision("integer modulo by zero");
  if (typeof a === "number" && typeof b === "number") {
    const remainder = a % b;
    return remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder + 0;
  }
  const y = BigInt(b);
  const remainder = BigInt(a) % y;
  return normalise(remainder !== 0n && remainder < 0n !== y < 0n ? remainder + y : remainder);
}

/** `a / b`, rounded once. */
export function intTrueDivide(a: Int, b: Int): number {
  if (b === 0) throw zeroDivision("division by zero");
  if (typeof a === "number" && typeof b === "number") return a / b;
  const negative = a < 0 !== b < 0;
  const x = a < 0 ? -BigInt(a) : BigInt(a);
  const y = b < 0 ? -BigInt(b) : BigInt(b);
  // 66 bits of quotient with a sticky last bit round correctly, and once, when they become a double.
  const shift = bitLength(normalise(y)) - bitLength(normalise(x)) + 66;
  const scaled = shift >= 0 ? x << BigInt(shift) : x;
  const divisor = shift >= 0 ? y : y << BigInt(-shift);
  let quotient = scaled / divisor;
  if (quotient * divisor !== scaled) quotient |= 1n;
  const result = scaleByPowerOfTwo(quotient, -shift);
  if (!Number.isFinite(result)) throw overflowError("integer division result too large for a float");
  return negative ? -result : result;
}

/** `value * 2**exponent`, rounded once, subnormal results too. */
function scaleByPowerOfTwo(value: bigint, exponent: number): number {
  const bits = bitLength(normalise(value));
  const lowest = -1074 - exponent;
  if (lowest > 0 && bits - lowest < 53) {
    // Subnormal: round to the last place here, because multiplying the rounded double would round again.
    const kept = value >> BigInt(lowest);
    const rest = value - (kept << BigInt(lowest));
    const half = 1n << BigInt(lowest - 1);
    const up = rest > half || (rest === half && (kept & 1n) === 1n);
    return Number(up ? kept + 1n : kept) * 2 ** -1074;
  }
  let result = Number(value);
  let rest = exponent;
  while (rest > 1000) {
    result *= 2 ** 1000;
    rest -= 1000;
  }
  while (rest < -1000) {
    result *= 2 ** -1000;
    rest += 1000;
  }
  return result * 2 ** rest;
}

/** `base ** exponent` for a non-negative exponent. */
export function intPower(base: Int, exponent: Int): Int {
  if (exponent === 0) return 1;
  if (base === 0 || base === 1) return base;
  if (base === -1) return intModulo(exponent, 2) === 0 ? 1 : -1;
  if (typeof exponent === "bigint" || (bitLength(base) - 1) * exponent > MAX_BITS) throw memoryError();
  if (typeof base === "number" && bitLength(base) * exponent <= 53) {
    let result = 1;
    for (let i = 0; i < exponent; i++) result *= base;
    return result;
  }
  return normalise(BigInt(base) ** BigInt(exponent));
}

/** `pow(base, exponent, modulus)`. */
export function intPowerModulo(base: Int, exponent: Int, modulus: Int): Int {
  if (modulus === 0) throw valueError("pow() 3rd argument cannot be 0");
  const m = BigInt(modulus);
  let power = BigInt(exponent);
  let square = ((BigInt(base) % m) + m) % m;
  if (power < 0n) {
    square = inverse(square, m);
    power = -power;
  }
  let result = 1n;
  for (; power > 0n; power >>= 1n) {
    if ((power & 1n) === 1n) result = (result * square) % m;
    square = (square * square) % m;
  }
  return intModulo(normalise(result), modulus);
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value, modulus < 0n ? -modulus : modulus, 1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  if (a !== 1n && a !== -1n) throw valueError("base is not invertible for the given modulus");
  return a === 1n ? x : -x;
}

export function intNegate(a: Int): Int {
  return typeof a === "number" ? 0 - a : normalise(-a);
}

export function intShiftLeft(a: Int, b: Int): Int {
  if (b < 0) throw valueError("negative shift count");
  if (a === 0) return 0;
  if (typeof b === "bigint" || bitLength(a) + b > MAX_BITS) throw memoryError();
  return normalise(BigInt(a) << BigInt(b));
}

export function intShiftRight(a: Int, b: Int): Int {
  if (b < 0) throw valueError("negative shift count");
  if (typeof a === "number" && typeof b === "number") return Math.floor(a / 2 ** Math.min(b, 60)) + 0;
  if (typeof b === "bigint") return a < 0 ? -1 : 0;
  return normalise(BigInt(a) >> BigInt(b));
}

const isInt32 = (a: Int, b: Int): boolean => (Number(a) | 0) === a && (Number(b) | 0) === b;

export function intAnd(a: Int, b: Int): Int {
  return isInt32(a, b) ? Number(a) & Number(b) : normalise(BigInt(a) & BigInt(b));
}

export function intOr(a: Int, b: Int): Int {
  return isInt32(a, b) ? Number(a) | Number(b) : normalise(BigInt(a) | BigInt(b));
}

export function intXor(a: Int, b: Int): Int {
  return isInt32(a, b) ? Number(a) ^ Number(b) : normalise(BigInt(a) ^ BigInt(b));
}

/** An int as a float; OverflowError where it is too large. */
export function intToFloat(a: Int): number {
  const value = Number(a);
  if (!Number.isFinite(value)) throw overflowError("int too large to convert to float");
  return value;
}

/** A whole float as an int. */
export function floatToInt(value: number): Int {
  if (Number.isNaN(value)) throw valueError("cannot convert float NaN to integer");
  if (!Number.isFinite(value)) throw overflowError("cannot convert float infinity to integer");
  const whole = Math.trunc(value) + 0;
  return Number.isSafeInteger(whole) ? whole : normalise(BigInt(whole));
}

export function floatDivide(a: number, b: number): number {
  if (b === 0) throw zeroDivision("float division by zero");
  return a / b;
}

/** Python's modulo has the sign of the divisor; a zero result has it too. */
export function floatModulo(a: number, b: number): number {
  if (b === 0) throw zeroDivision("float modulo");
  const remainder = a % b;
  if (remainder === 0) return b < 0 || Object.is(b, -0) ? -0 : 0;
  return remainder < 0 !== b < 0 ? remainder + b : remainder;
}

export function floatFloorDivide(a: number, b: number): number {
  if (b === 0) throw zeroDivision("float floor division by zero");
  let remainder = a % b;
  let quotient = (a - remainder) / b;
  if (remainder !== 0 && b < 0 !== remainder < 0) {
    remainder += b;
    quotient -= 1;
  }
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Compares an int with a float exactly: negative, 0, positive; NaN when unordered. */
export function compareIntFloat(a: Int, b: number): number {
  if (typeof a === "number") return a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;
  // JavaScript compares a bigint with a number by value.
  return a < b ? -1 : a > b ? 1 : Number.isNaN(b) ? Number.NaN : 0;
}
