// Hashes. Numbers, and tuples and sets of them, have CPython's (Objects/longobject.c, Python/pyhash.c,
// Objects/tupleobject.c, Objects/setobject.c), which decide the order of sets; the rest have ones of our own.

import { callMember } from "./call";
import { typeError, valueError } from "./errors";
import { PyBuiltin, PyFunction } from "./function";
import { type Int, normalise } from "./numbers";
import { objectType, PyClass, PyObject, tupleType, typeType, type Value } from "./object";
import { unboxed } from "./operators";
import { staticName, typeOf } from "./types";
import { PyBoxed, PyBytes, PyComplex, PyFloat, PyInstance, PyMemoryView, PyRange, PySet, PyTuple } from "./value";

const HASH_MODULUS = 2n ** 61n - 1n;

let lastIdentity = 0;
const identities = new WeakMap<object, number>();

/** A number that tells an object from all others: what `id()` and the default hash are made from. */
export function identityOf(value: object): number {
  let identity = identities.get(value);
  if (identity === undefined) {
    identity = ++lastIdentity;
    identities.set(value, identity);
  }
  return identity;
}

/** What `id()` gives: an address-like number. */
export function addressOf(value: Value): number {
  if (value !== null && typeof value === "object") return 0x7f0000000000 + identityOf(value) * 16;
  return 0x560000000000 + (Math.abs(hashOf(value)) % 2 ** 32) * 16;
}

/** The upper half of the hash that `wideHash` gave last. */
export let highHash = 0;

/**
 * A value's hash: the lower 32 bits, and the upper ones in `highHash`, both signed; TypeError for what cannot be hashed.
 * Sets and dicts hash too often for bigints. Strings and objects, whose hashes CPython has otherwise in every run, have
 * ones of our own.
 */
export function wideHash(value: Value): number {
  switch (typeof value) {
    case "number":
      return narrow(value === -1 ? -2 : value);
    case "string":
      highHash = 0;
      return hashText(value);
    case "boolean":
      highHash = 0;
      return value ? 1 : 0;
    case "bigint":
      return split(hashBigInt(value));
  }
  if (value === null) return narrow(0x5f3759df);
  if (value instanceof PyFloat) return hashFloat(value);
  if (value instanceof PyTuple && value.cls === tupleType) return hashTuple(value);
  if (value instanceof PyInstance && isHashedByIdentity(value.cls)) return narrow(identityOf(value));
  return split(hashObject(value));
}

/** Takes a whole number apart. */
function narrow(hash: number): number {
  const low = hash | 0;
  highHash = low === hash ? hash >> 31 : Math.floor(hash / 2 ** 32);
  return low;
}

function split(hash: Int): number {
  if (typeof hash === "number") return narrow(hash);
  highHash = Number(BigInt.asIntN(32, hash >> 32n));
  return Number(BigInt.asIntN(32, hash));
}

/** Puts the halves of a hash together. */
function joined(low: number): Int {
  const hash = highHash * 2 ** 32 + (low >>> 0);
  return Number.isSafeInteger(hash) ? hash : normalise((BigInt(highHash) << 32n) | BigInt(low >>> 0));
}

/** A value's hash as a double, in which hashes of more than 53 bits are rounded. */
export function hashOf(value: Value): number {
  const low = wideHash(value);
  return highHash * 2 ** 32 + (low >>> 0);
}

/** A value's hash as `hash()` shows it. */
export function exactHash(value: Value): Int {
  return joined(wideHash(value));
}

function hashBigInt(value: bigint): Int {
  const magnitude = (value < 0n ? -value : value) % HASH_MODULUS;
  const hash = value < 0n ? -magnitude : magnitude;
  return normalise(hash === -1n ? -2n : hash);
}

const doubles = new Float64Array(1);
const words = new Uint32Array(doubles.buffer);

function hashFloat(float: PyFloat): number {
  const { value } = float;
  if (Number.isSafeInteger(value)) return narrow(value === -1 ? -2 : value + 0);
  if (!Number.isFinite(value)) {
    return narrow(Number.isNaN(value) ? identityOf(float) : value > 0 ? 314159 : -314159);
  }
  // |value| = m · 2^e with an integer m; modulo 2^61 - 1, doubling is turning 61 bits around by one.
  doubles[0] = value;
  let low = words[0] as number;
  let high = (words[1] as number) & 0xfffff;
  const biased = ((words[1] as number) >>> 20) & 0x7ff;
  if (biased > 0) high |= 0x100000;
  for (let left = ((Math.max(biased, 1) - 1075) % 61) + 61; left > 0; ) {
    const step = Math.min(left, 24);
    const top = high >>> (29 - step);
    high = ((high << step) | (low >>> (32 - step))) & 0x1fffffff;
    low = ((low << step) | top) >>> 0;
    left -= step;
  }
  const magnitude = high * 2 ** 32 + low;
  if (Number.isSafeInteger(magnitude)) return narrow(value > 0 ? magnitude : magnitude === 1 ? -2 : -magnitude);
  highHash = high;
  if (value > 0) return low | 0;
  highHash = low === 0 ? -high : ~high;
  return -low | 0;
}

function hashComplex({ real, imag }: PyComplex): Int {
  const [a, b] = [real, imag].map((part) => BigInt(exactHash(new PyFloat(part))));
  const hash = BigInt.asIntN(64, (a ?? 0n) + 1000003n * (b ?? 0n));
  return normalise(hash === -1n ? -2n : hash);
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** Whether instances have object's own hash, and equal nothing but themselves unless their class says otherwise. */
function isHashedByIdentity(cls: PyClass): boolean {
  return equality(cls) !== "own";
}

/** Whether JavaScript knows what a value equals: itself. */
export function isComparedByIdentity(value: Value): boolean {
  if (!(value instanceof PyInstance)) return value instanceof PyClass && value.cls === typeType;
  return value instanceof PyFunction || equality(value.cls) === "identity";
}

/** What a program's class says of hash and equality: nothing, equality alone, or its own hash. */
function equality(cls: PyClass): "identity" | "compared" | "own" {
  if (cls.equalityVersion === cls.version) return cls.equality;
  const isObject = !cls.immutable && cls.layout === objectType;
  const keepsHash = isObject && cls.lookup("__hash__") === objectType.own("__hash__");
  const keepsEquality = cls.lookup("__eq__") === objectType.own("__eq__");
  cls.equality = !keepsHash ? "own" : keepsEquality ? "identity" : "compared";
  cls.equalityVersion = cls.version;
  return cls.equality;
}

/** The hash of what is no plain number, string or tuple. */
function hashObject(value: object): Int {
  if (value instanceof PyObject && value.cls.immutable) {
    if (value instanceof PySet && value.frozen) return hashSet(value);
    if (value instanceof PyComplex) return hashComplex(value);
    if (value instanceof PyBytes) return hashBytes(value);
    if (value instanceof PyRange) return rangeHash(value);
  }
  const own = ownHash(value);
  if (own !== undefined) return own;
  if (value instanceof PyMemoryView) return hashView(value);
  return baseHash(value);
}

/** A view has the hash of the bytes that nobody can write to. */
function hashView(view: PyMemoryView): Int {
  if (view.released) throw valueError("operation forbidden on released memoryview object");
  if (!view.readonly) throw valueError("cannot hash writable memoryview object");
  if (!(view.source instanceof PyBytes)) throw typeError("unhashable type: 'bytearray'");
  return hashBytes(view);
}

export function hashBytes({ bytes }: { readonly bytes: Uint8Array }): number {
  return bytes.reduce((hash, byte) => (Math.imul(hash ^ byte, 0x01000193) + 0x9e3779b9) | 0, 17);
}

/** What the `__hash__` of a value's class gives, exactly; undefined where it is the built-in one. */
function ownHash(value: object): Int | undefined {
  const cls = typeOf(value);
  const method = cls.lookup("__hash__");
  if (method === null) throw typeError(`unhashable type: '${staticName(cls)}'`);
  if (method === undefined || isBaseHash(method, value)) return undefined;
  const result = unboxed(callMember(method, value, []));
  if (typeof result === "boolean") return result ? 1 : 0;
  if (typeof result === "number") return result === -1 ? -2 : result;
  if (typeof result !== "bigint") throw typeError("__hash__ method should return an integer");
  return BigInt.asIntN(64, result) === result ? result : hashBigInt(result);
}

/** Whether it is the `__hash__` of object, of a number, a text or a container: the runtime has those without a call. */
function isBaseHash(method: Value, value: object): boolean {
  if (!(method instanceof PyBuiltin)) return false;
  if (!(value instanceof PyObject) || method.owner === objectType) return true;
  return value instanceof PyInstance && method.owner === value.cls.layout;
}

/** The built-in hash of a value, whatever its class says: what `int.__hash__` and `object.__hash__` give. */
export function baseHash(value: Value): Int {
  if (value instanceof PyBoxed) return exactHash(value.payload);
  if (value instanceof PyTuple) return joined(hashTuple(value));
  if (value instanceof PySet) return hashSet(value);
  if (value instanceof PyBytes) return hashBytes(value);
  return value !== null && typeof value === "object" && !(value instanceof PyFloat)
    ? identityOf(value)
    : exactHash(value);
}

// The primes of xxHash, each in two halves.
const PRIME_1 = { high: 0x9e3779b1, low: 0x85ebca87 };
const PRIME_2 = { high: 0xc2b2ae3d, low: 0x27d4eb4f };
const PRIME_5 = { high: 0x27d4eb2f, low: 0x165667c5 };

/** As CPython's tuplehash: xxHash of the items' hashes. */
function hashTuple({ items }: PyTuple): number {
  let { high, low } = PRIME_5;
  for (let i = 0; i < items.length; i++) {
    const itemLow = wideHash(items[i] as Value);
    const itemHigh = highHash;
    // hash = rotated(hash + item * PRIME_2, 31) * PRIME_1
    const sum = (low >>> 0) + (Math.imul(itemLow, PRIME_2.low) >>> 0);
    const carry = sum >= 2 ** 32 ? 1 : 0;
    const sumHigh = (high + carry + upperHalf(itemHigh, itemLow, PRIME_2)) | 0;
    const sumLow = sum | 0;
    const turnedHigh = (sumHigh << 31) | (sumLow >>> 1);
    const turnedLow = (sumLow << 31) | (sumHigh >>> 1);
    high = upperHalf(turnedHigh, turnedLow, PRIME_1);
    low = Math.imul(turnedLow, PRIME_1.low);
  }
  const sum = (low >>> 0) + ((items.length ^ PRIME_5.low ^ 3527539) >>> 0);
  low = sum | 0;
  highHash = (high + PRIME_5.high + (sum >= 2 ** 32 ? 1 : 0)) | 0;
  return low === -1 && highHash === -1 ? narrow(1546275796) : low;
}

/** The upper 32 of the 64 bits of a product; the lower ones are `Math.imul(low, factor.low)`. */
function upperHalf(high: number, low: number, factor: { readonly high: number; readonly low: number }): number {
  return (upperProduct(low >>> 0, factor.low) + Math.imul(low, factor.high) + Math.imul(high, factor.low)) | 0;
}

/** The upper 32 of the 64 bits of a product of two unsigned 32-bit numbers. */
function upperProduct(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const middle = a1 * b0 + a0 * b1 + Math.floor((a0 * b0) / 65536);
  return a1 * b1 + Math.floor(middle / 65536);
}

/** Equal ranges have the same hash: that of what they have in common. */
export function rangeHash({ length, start, step }: Readonly<Record<"length" | "start" | "step", Int>>): Int {
  const [count, first, stride] = [length, start, step].map((each) => normalise(BigInt(each)));
  return exactHash(
    new PyTuple([count ?? 0, count === 0 ? null : (first ?? 0), Number(count) < 2 ? null : (stride ?? 1)]),
  );
}

/** As CPython's frozenset_hash, so that it does not depend on the order in which the items came. */
function hashSet(set: PySet): Int {
  set.hash ??= newSetHash(set);
  return set.hash;
}

function newSetHash({ table, hashes, used }: PySet): Int {
  let [low, high] = [0, 0];
  // Places that are not in use have no key, or one that no longer counts and the hash -1.
  for (let i = 0; i < table.length; i++) {
    if (table[i] === undefined) continue;
    const itemLow = hashes[2 * i] as number;
    const itemHigh = hashes[2 * i + 1] as number;
    if (itemLow === -1 && itemHigh === -1) continue;
    // (h ^ 89869747 ^ (h << 16)) * 3644798167
    const mixedLow = itemLow ^ 89869747 ^ (itemLow << 16);
    const mixedHigh = itemHigh ^ ((itemHigh << 16) | (itemLow >>> 16));
    low ^= Math.imul(mixedLow, 3644798167);
    high ^= (upperProduct(mixedLow >>> 0, 3644798167) + Math.imul(mixedHigh, 3644798167)) | 0;
  }
  // hash ^= (used + 1) * 1927868237
  low ^= Math.imul(used + 1, 1927868237);
  high ^= upperProduct(used + 1, 1927868237);
  // hash ^= (hash >> 11) ^ (hash >> 25)
  const shifted = ((low >>> 11) | (high << 21)) ^ ((low >>> 25) | (high << 7));
  high ^= (high >>> 11) ^ (high >>> 25);
  low ^= shifted;
  // hash = hash * 69069 + 907133923
  const product = Math.imul(low, 69069) >>> 0;
  high = (upperProduct(low >>> 0, 69069) + Math.imul(high, 69069)) | 0;
  const sum = product + 907133923;
  if (sum >= 2 ** 32) high = (high + 1) | 0;
  low = sum | 0;
  if (low === -1 && high === -1) return 590923713;
  highHash = high;
  return joined(low);
}
