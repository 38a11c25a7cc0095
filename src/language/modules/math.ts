// The math module (Modules/mathmodule.c).

import { toFloat } from "../builtins/numbers";
import { callSpecial } from "../runtime/call";
import { builtin, rawBuiltin } from "../runtime/define";
import * as elementary from "../runtime/elementary";
import { memoryError, overflowError, typeError, valueError, zeroDivision } from "../runtime/errors";
import { iterate, toArray } from "../runtime/iterate";
import {
  bitLength,
  floatToInt,
  type Int,
  intFloorDivide,
  intModulo,
  intMultiply,
  intNegate,
  intSubtract,
  normalise,
} from "../runtime/numbers";
import type { Value } from "../runtime/object";
import { asIndex, asNumber, multiply, toIndex, unboxed } from "../runtime/operators";
import { defineModule, fillModule } from "../runtime/registry";
import { safepoint, thread } from "../runtime/thread";
import { typeName } from "../runtime/types";
import { PyFloat, PyTuple } from "../runtime/value";
import * as libm from "./libm";

/** A real number argument. */
function real(value: Value): number {
  if (value instanceof PyFloat) return value.value;
  if (typeof value === "number") return value;
  const number = asNumber(unboxed(value));
  if (number === undefined && typeof unboxed(value) === "string") {
    throw typeError(`must be real number, not ${typeName(value)}`);
  }
  try {
    return toFloat(value);
  } catch (error) {
    if (number !== undefined || callSpecial(value, "__float__", []) !== undefined) throw error;
    throw typeError(`must be real number, not ${typeName(value)}`);
  }
}

/** A function of exactly one argument, which names its module when it complains. */
function single(name: string, run: (value: Value) => Value): Value {
  return rawBuiltin(name, (args, keywords) => {
    if (keywords !== null && keywords.size > 0) throw typeError(`math.${name}() takes no keyword arguments`);
    const [value] = args;
    if (value === undefined || args.length > 1) {
      throw typeError(`math.${name}() takes exactly one argument (${args.length} given)`);
    }
    return run(value);
  });
}

/** A function of one float; NaN from a number is a domain error, infinity from a finite one a range error. */
function unary(name: string, run: (x: number) => number, infinite: "domain" | "range" = "range") {
  return single(name, (value) => {
    const x = real(value);
    const result = run(x);
    if (Number.isNaN(result) && !Number.isNaN(x)) throw valueError("math domain error");
    if (!Number.isFinite(result) && Number.isFinite(x)) {
      if (infinite === "domain") throw valueError("math domain error");
      throw overflowError("math range error");
    }
    return new PyFloat(result);
  });
}

function toWhole(name: string, special: string, run: (x: number) => number) {
  return single(name, (value) => {
    const number = asNumber(unboxed(value));
    if (number instanceof PyFloat) return floatToInt(Number.isFinite(number.value) ? run(number.value) : number.value);
    if (number !== undefined) return number;
    const own = callSpecial(value, special, []);
    if (own !== undefined) return own;
    if (name === "trunc") throw typeError(`type ${typeName(value)} doesn't define __trunc__ method`);
    return floatToInt(run(real(value)));
  });
}

/** The logarithm of an int of any size. */
function logOf(value: Value, run: (x: number) => number, ofTwo: number): number {
  const plain = unboxed(value);
  if (typeof plain === "bigint") {
    if (plain <= 0n) throw valueError("math domain error");
    const shift = bitLength(plain) - 64;
    if (shift > 900) return run(Number(plain >> BigInt(shift))) + shift * ofTwo;
  }
  const x = real(value);
  if (x <= 0) throw valueError("math domain error");
  return run(x);
}

function logarithm(value: Value, base: Value): Value {
  const top = logOf(value, elementary.log, Math.LN2);
  if (base === null) return new PyFloat(top);
  const bottom = logOf(base, elementary.log, Math.LN2);
  if (bottom === 0) throw zeroDivision("float division by zero");
  return new PyFloat(top / bottom);
}

function gcd(a: Int, b: Int): Int {
  let [x, y] = [a < 0 ? intNegate(a) : a, b < 0 ? intNegate(b) : b];
  while (y !== 0) [x, y] = [y, intModulo(x, y)];
  return x;
}

function factorial(value: Value): Value {
  const n = asIndex(value);
  if (n === undefined) throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  if (n < 0) throw valueError("factorial() not defined for negative values");
  if (n > 9223372036854775807n) {
    throw overflowError("factorial() argument should not exceed 9223372036854775807");
  }
  if (n > 200000) throw memoryError();
  let result: Int = 1;
  for (let i = 2; i <= n; i++) {
    safepoint();
    result = intMultiply(result, i);
  }
  return result;
}

function combinations(n: Int, k: Int): Int {
  if (n < 0) throw valueError("n must be a non-negative integer");
  if (k < 0) throw valueError("k must be a non-negative integer");
  if (k > n) return 0;
  const rest = intSubtract(n, k);
  const times = rest < k ? rest : k;
  if (times > 100000) throw memoryError();
  let result: Int = 1;
  for (let i = 1; i <= times; i++) {
    result = intFloorDivide(intMultiply(result, intSubtract(n, i - 1)), i);
  }
  return result;
}

function permutations(n: Int, k: Int): Int {
  if (n < 0) throw valueError("n must be a non-negative integer");
  if (k < 0) throw valueError("k must be a non-negative integer");
  if (k > n) return 0;
  if (k > 100000) throw memoryError();
  let result: Int = 1;
  for (let i = 0; i < k; i++) result = intMultiply(result, intSubtract(n, i));
  return result;
}

function integerRoot(value: Value): Value {
  const n = toIndex(value);
  if (n < 0) throw valueError("isqrt() argument must be nonnegative");
  if (n === 0) return 0;
  const big = BigInt(n);
  let root = 1n << BigInt((bitLength(n) + 1) >> 1);
  for (;;) {
    const next = (root + big / root) >> 1n;
    if (next >= root) return normalise(root);
    root = next;
  }
}

/** A sum without rounding errors: partial sums that do not overlap (Shewchuk). */
function exactSum(values: readonly number[]): number {
  let partials: number[] = [];
  let special = 0;
  let infinities = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) {
      if (!Number.isNaN(value)) infinities += value;
      special += value;
      continue;
    }
    let x = value;
    const kept: number[] = [];
    for (const partial of partials) {
      const [large, small] = Math.abs(x) >= Math.abs(partial) ? [x, partial] : [partial, x];
      const high = large + small;
      const low = small - (high - large);
      if (low !== 0) kept.push(low);
      x = high;
    }
    if (!Number.isFinite(x)) throw overflowError("intermediate overflow in fsum");
    partials = [...kept, x];
  }
  if (Number.isNaN(infinities)) throw valueError("-inf + inf in fsum");
  if (special !== 0 || Number.isNaN(special)) return special;
  let n = partials.length;
  if (n === 0) return 0;
  let high = partials[--n] ?? 0;
  let low = 0;
  while (n > 0) {
    const x = high;
    const y = partials[--n] ?? 0;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  const below = partials[n - 1] ?? 0;
  if (n > 0 && ((low < 0 && below < 0) || (low > 0 && below > 0))) {
    const doubled = low * 2;
    const candidate = high + doubled;
    if (doubled === candidate - high) high = candidate;
  }
  return high;
}

function hypotenuse(values: readonly number[]): number {
  const [a, b] = values;
  if (values.length === 2 && a !== undefined && b !== undefined && isMiddling(a) && isMiddling(b)) {
    return elementary.hypotenuse(a, b);
  }
  if (values.some((x) => Math.abs(x) === Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
  if (values.some(Number.isNaN)) return Number.NaN;
  const largest = Math.max(0, ...values.map(Math.abs));
  if (largest === 0) return 0;
  // Squares in exact pieces, then one correction of the root.
  const scale = 2 ** -Math.floor(Math.log2(largest));
  const squares = values.flatMap((x) => squareOf(x * scale));
  const root = Math.sqrt(exactSum(squares));
  const rest = exactSum([...squares, ...squareOf(root).map((part) => -part)]);
  return (root + rest / (2 * root)) / scale;
}

/** Neither its square nor what that is summed with leaves the doubles. */
const isMiddling = (x: number): boolean => Math.abs(x) < 1e100 && (x === 0 || Math.abs(x) > 1e-100);

function squareOf(x: number): number[] {
  const t = 134217729 * x;
  const high = t - (t - x);
  const low = x - high;
  const square = x * x;
  return [square, high * high - square + 2 * high * low + low * low];
}

function isClose(a: Value, b: Value, relative: Value, absolute: Value): Value {
  const [x, y, rel, abs] = [real(a), real(b), real(relative), real(absolute)];
  if (rel < 0 || abs < 0) throw valueError("tolerances must be non-negative");
  if (x === y) return true;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
  const distance = Math.abs(x - y);
  return distance <= Math.abs(rel * y) || distance <= Math.abs(rel * x) || distance <= abs;
}

function powerOf(x: number, y: number): Value {
  const result = elementary.power(x, y);
  if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) throw valueError("math domain error");
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) {
    if (x === 0) throw valueError("math domain error");
    throw overflowError("math range error");
  }
  return new PyFloat(result);
}

const float = (value: number): PyFloat => new PyFloat(value);

defineModule("math", (module) => {
  fillModule(module, {
    pi: float(Math.PI),
    e: float(Math.E),
    tau: float(2 * Math.PI),
    inf: float(Number.POSITIVE_INFINITY),
    nan: float(Number.NaN),
    sqrt: unary("sqrt", Math.sqrt),
    cbrt: unary("cbrt", libm.cbrt),
    exp: unary("exp", elementary.exp),
    exp2: unary("exp2", (x) => (x > 1024 ? Number.POSITIVE_INFINITY : elementary.power(2, Math.max(x, -1080)))),
    expm1: unary("expm1", Math.expm1),
    log: rawBuiltin("log", (args, keywords) => {
      if (keywords !== null && keywords.size > 0) throw typeError("log() takes no keyword arguments");
      const [value, base = null] = args;
      if (value === undefined) throw typeError("log expected at least 1 argument, got 0");
      if (args.length > 2) throw typeError(`log expected at most 2 arguments, got ${args.length}`);
      return logarithm(value, base);
    }),
    log2: single("log2", (value: Value) => float(logOf(value, elementary.log2, 1))),
    log10: single("log10", (value: Value) => float(logOf(value, elementary.log10, Math.log10(2)))),
    log1p: unary("log1p", Math.log1p, "domain"),
    sin: unary("sin", elementary.sin),
    cos: unary("cos", elementary.cos),
    tan: unary("tan", elementary.tan),
    asin: unary("asin", elementary.asin),
    acos: unary("acos", elementary.acos),
    atan: unary("atan", elementary.atan),
    sinh: unary("sinh", elementary.sinh),
    cosh: unary("cosh", elementary.cosh),
    tanh: unary("tanh", Math.tanh),
    asinh: unary("asinh", libm.asinh),
    acosh: unary("acosh", libm.acosh),
    atanh: unary("atanh", Math.atanh, "domain"),
    erf: unary("erf", libm.erf),
    erfc: unary("erfc", libm.erfc),
    fabs: unary("fabs", Math.abs),
    degrees: single("degrees", (x: Value) => float(real(x) * (180 / Math.PI))),
    radians: single("radians", (x: Value) => float(real(x) * (Math.PI / 180))),
    gamma: unary("gamma", libm.gamma),
    lgamma: unary("lgamma", libm.logGamma),
    ulp: single("ulp", (x: Value) => float(libm.ulp(real(x)))),
    nextafter: builtin("nextafter(x, y, /)", (x: Value, y: Value) => float(libm.nextAfter(real(x), real(y)))),
    remainder: builtin("remainder(x, y, /)", (x: Value, y: Value) => {
      const [a, b] = [real(x), real(y)];
      const result = libm.remainder(a, b);
      if (Number.isNaN(result) && !Number.isNaN(a) && !Number.isNaN(b)) throw valueError("math domain error");
      return float(result);
    }),
    atan2: builtin("atan2(y, x, /)", (y: Value, x: Value) => float(elementary.atan2(real(y), real(x)))),
    pow: builtin("pow(x, y, /)", (x: Value, y: Value) => powerOf(real(x), real(y))),
    fmod: builtin("fmod(x, y, /)", (x: Value, y: Value) => {
      const [a, b] = [real(x), real(y)];
      if ((b === 0 || !Number.isFinite(a)) && !Number.isNaN(a) && !Number.isNaN(b))
        throw valueError("math domain error");
      return float(a % b);
    }),
    copysign: builtin("copysign(x, y, /)", (x: Value, y: Value) => {
      const sign = real(y);
      const magnitude = Math.abs(real(x));
      return float(sign < 0 || Object.is(sign, -0) ? -magnitude : magnitude);
    }),
    floor: toWhole("floor", "__floor__", Math.floor),
    ceil: toWhole("ceil", "__ceil__", Math.ceil),
    trunc: toWhole("trunc", "__trunc__", Math.trunc),
    isnan: single("isnan", (x: Value) => Number.isNaN(real(x))),
    isinf: single("isinf", (x: Value) => Math.abs(real(x)) === Number.POSITIVE_INFINITY),
    isfinite: single("isfinite", (x: Value) => Number.isFinite(real(x))),
    isclose: builtin("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isClose),
    gcd: rawBuiltin("gcd", (args) => args.map(toIndex).reduce<Int>(gcd, 0)),
    lcm: rawBuiltin("lcm", (args) =>
      args.map(toIndex).reduce<Int>((a, b) => {
        if (a === 0 || b === 0) return 0;
        // Of a million numbers it has a million digits, and each step takes as long.
        if (typeof a === "bigint") thread.poll();
        const product = intMultiply(intFloorDivide(a, gcd(a, b)), b);
        return product < 0 ? intNegate(product) : product;
      }, 1),
    ),
    factorial: single("factorial", factorial),
    comb: builtin("comb(n, k, /)", (n: Value, k: Value) => combinations(toIndex(n), toIndex(k))),
    perm: builtin("perm(n, k=None, /)", (n: Value, k: Value) =>
      k === null ? factorial(n) : permutations(toIndex(n), toIndex(k)),
    ),
    isqrt: single("isqrt", integerRoot),
    hypot: rawBuiltin("hypot", (args) => float(hypotenuse(args.map(real)))),
    dist: builtin("dist(p, q, /)", (p: Value, q: Value) => {
      const [a, b] = [toArray(p).map(real), toArray(q).map(real)];
      if (a.length !== b.length) throw valueError("both points must have the same number of dimensions");
      return float(hypotenuse(a.map((x, i) => x - (b[i] ?? 0))));
    }),
    fsum: single("fsum", (values: Value) => float(exactSum(toArray(values).map(real)))),
    prod: builtin("prod(iterable, /, *, start=1)", (values: Value, start: Value) => {
      let result = start;
      const iterator = iterate(values);
      for (let item = iterator.next(); item !== undefined; item = iterator.next()) result = multiply(result, item);
      return result;
    }),
    modf: single("modf", (value: Value) => {
      const x = real(value);
      const whole = Math.trunc(x);
      const rest = Number.isFinite(x) ? x - whole : 0;
      return new PyTuple([float(x < 0 && rest === 0 ? -0 : rest), float(whole)]);
    }),
    frexp: single("frexp", (value: Value) => {
      const [mantissa, exponent] = libm.frexp(real(value));
      return new PyTuple([float(mantissa), exponent]);
    }),
    ldexp: builtin("ldexp(x, i, /)", (x: Value, exponent: Value) => {
      const result = libm.ldexp(real(x), Number(toIndex(exponent)));
      if (!Number.isFinite(result) && Number.isFinite(real(x))) throw overflowError("math range error");
      return float(result);
    }),
  });
});

/** The modules that this file defines. */
export const mathModules: readonly string[] = ["math"];
