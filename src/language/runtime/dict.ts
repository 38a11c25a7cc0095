// Dict lookups for any key: what a key is in the Map (see DictKey in ./value), hashing by Python's rules, and
// CPython's hashes of numbers (Objects/longobject.c, Python/pyhash.c), which decide the order of sets.

import { callMember } from "./call";
import { typeError, valueError } from "./errors";
import { PyBuiltin, PyFunction } from "./function";
import type { Int } from "./numbers";
import { normalise } from "./numbers";
import { Entry, objectType, type PyClass, PyObject, type Value } from "./object";
import { equals, unboxed } from "./operators";
import { staticName, typeOf } from "./types";
import {
  type DictKey,
  PyBoxed,
  PyBytes,
  PyComplex,
  PyDict,
  PyFloat,
  PyInstance,
  PyMemoryView,
  PyRange,
  PySet,
  PyTuple,
} from "./value";

const HASH_MODULUS = 2n ** 61n - 1n;

/** The Map key of a value whose equality JavaScript knows; undefined for values that Python must compare. */
export function plainKey(value: Value): string | number | bigint | null | undefined {
  switch (typeof value) {
    case "string":
    case "number":
    case "bigint":
      return value;
    case "boolean":
      return value ? 1 : 0;
  }
  if (value === null) return null;
  if (value instanceof PyFloat) {
    const number = value.value;
    if (Number.isNaN(number)) return undefined;
    return Number.isInteger(number) && !Number.isSafeInteger(number) ? BigInt(number) : number;
  }
  if (value instanceof PyComplex && value.imag === 0) return plainKey(new PyFloat(value.real));
  return undefined;
}

function findInBucket(dict: PyDict, key: Value, hash: number): Entry | undefined {
  for (const entry of dict.buckets?.get(hash) ?? []) if (equals(entry.key, key)) return entry;
  return undefined;
}

export function dictFind(dict: PyDict, key: Value): Entry | undefined {
  const plain = plainKey(key);
  if (plain !== undefined) {
    const entry = dict.map.get(plain);
    return entry !== undefined || dict.buckets === undefined ? entry : findInBucket(dict, key, hashOf(key));
  }
  return findInBucket(dict, key, hashOf(key)) ?? findPlain(dict, key);
}

/** A key that Python compares may equal a plain one (an instance of a subclass of str or int). */
function findPlain(dict: PyDict, key: Value): Entry | undefined {
  return key instanceof PyBoxed && hasOwnHash(key.cls) === false ? dictFind(dict, key.payload) : undefined;
}

function hasOwnHash(cls: PyClass): boolean {
  return cls.lookup("__hash__") instanceof PyFunction || cls.lookup("__eq__") instanceof PyFunction;
}

export function dictGet(dict: PyDict, key: Value): Value | undefined {
  return typeof key === "string" && dict.buckets === undefined ? dict.map.get(key)?.value : dictFind(dict, key)?.value;
}

export function dictSet(dict: PyDict, key: Value, value: Value): void {
  const plain = plainKey(key);
  if (plain !== undefined) {
    const found = dictFind(dict, key);
    if (found === undefined) dict.map.set(plain, new Entry(key, value));
    else found.value = value;
    return;
  }
  // A key is hashed once.
  const hash = hashOf(key);
  const found = findInBucket(dict, key, hash) ?? findPlain(dict, key);
  if (found !== undefined) {
    found.value = value;
    return;
  }
  const entry = new Entry(key, value);
  dict.buckets ??= new Map();
  const bucket = dict.buckets.get(hash);
  if (bucket === undefined) dict.buckets.set(hash, [entry]);
  else bucket.push(entry);
  dict.map.set(entry, entry);
}

/** Takes a key out; its value, or undefined when it was not there. */
export function dictDelete(dict: PyDict, key: Value): Value | undefined {
  const entry = dictFind(dict, key);
  if (entry === undefined) return undefined;
  const value = entry.value;
  const plain: DictKey = plainKey(entry.key) ?? entry;
  dict.map.delete(plain);
  if (plain === entry) {
    const hash = hashOf(entry.key);
    const rest = dict.buckets?.get(hash)?.filter((other) => other !== entry) ?? [];
    if (rest.length === 0) dict.buckets?.delete(hash);
    else dict.buckets?.set(hash, rest);
    if (dict.buckets?.size === 0) dict.buckets = undefined;
  }
  dict.removals++;
  entry.value = undefined;
  return value;
}

export function dictClear(dict: PyDict): void {
  for (const entry of dict.map.values()) entry.value = undefined;
  dict.map.clear();
  dict.buckets = undefined;
  dict.removals++;
}

export function dictCopyInto(target: PyDict, source: PyDict): void {
  for (const entry of source.map.values()) if (entry.value !== undefined) dictSet(target, entry.key, entry.value);
}

export function dictFrom(pairs: Iterable<readonly [Value, Value]>): PyDict {
  const dict = new PyDict();
  for (const [key, value] of pairs) dictSet(dict, key, value);
  return dict;
}

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

export function hashInt(value: Int): number {
  if (typeof value === "number" && Math.abs(value) < 2 ** 53) return value === -1 ? -2 : value;
  const big = BigInt(value);
  const magnitude = (big < 0n ? -big : big) % HASH_MODULUS;
  const hash = big < 0n ? -magnitude : magnitude;
  return Number(hash === -1n ? -2n : hash);
}

/** The exact hash as `hash()` shows it. */
export function hashIntExact(value: Int): Int {
  const big = BigInt(value);
  const magnitude = (big < 0n ? -big : big) % HASH_MODULUS;
  const hash = big < 0n ? -magnitude : magnitude;
  return normalise(hash === -1n ? -2n : hash);
}

export function hashFloatExact(value: number): Int {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 0 : value > 0 ? 314159 : -314159;
  if (Number.isInteger(value)) return hashIntExact(BigInt(value));
  // value = m · 2^-e with an odd m; modulo 2^61 - 1, halving is multiplying by 2^60.
  let mantissa = Math.abs(value);
  let exponent = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  const inverse = 1n << BigInt((61 - (exponent % 61)) % 61);
  const magnitude = (BigInt(mantissa) * inverse) % HASH_MODULUS;
  const hash = value < 0 ? -magnitude : magnitude;
  return normalise(hash === -1n ? -2n : hash);
}

export function hashComplexExact({ real, imag }: PyComplex): Int {
  const hash = BigInt.asIntN(64, BigInt(hashFloatExact(real)) + 1000003n * BigInt(hashFloatExact(imag)));
  return normalise(hash === -1n ? -2n : hash);
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function mix(hash: number, item: number): number {
  return (Math.imul(hash ^ (item | 0) ^ Math.floor(item / 4294967296), 0x01000193) + 0x9e3779b9) | 0;
}

/** A value's hash; TypeError for what cannot be hashed. Numbers have CPython's hash, the rest one of our own. */
export function hashOf(value: Value): number {
  switch (typeof value) {
    case "number":
    case "bigint":
      return hashInt(value);
    case "boolean":
      return value ? 1 : 0;
    case "string":
      return hashText(value);
  }
  if (value === null) return 0x5f3759df;
  if (value instanceof PyFloat) {
    return Number.isNaN(value.value) ? identityOf(value) : Number(hashFloatExact(value.value));
  }
  if (!(value instanceof PyObject)) return hashSpecial(value);
  if (value.cls.immutable) {
    if (value instanceof PyTuple) return hashTuple(value);
    if (value instanceof PySet && value.frozen) return hashSet(value);
    if (value instanceof PyComplex) return Number(hashComplexExact(value));
    if (value instanceof PyBytes) return hashBytes(value);
    if (value instanceof PyRange) return Number(rangeHash(value));
  }
  return hashSpecial(value);
}

function hashSpecial(value: object): number {
  const own = ownHash(value);
  if (own !== undefined) return Number(own);
  if (value instanceof PyBoxed) return hashOf(value.payload);
  if (value instanceof PyTuple) return hashTuple(value);
  if (value instanceof PySet) return hashSet(value);
  if (value instanceof PyBytes) return hashBytes(value);
  if (value instanceof PyMemoryView) return hashView(value);
  return identityOf(value);
}

/** A view has the hash of the bytes that nobody can write to. */
function hashView(view: PyMemoryView): number {
  if (view.released) throw valueError("operation forbidden on released memoryview object");
  if (!view.readonly) throw valueError("cannot hash writable memoryview object");
  if (!(view.source instanceof PyBytes)) throw typeError("unhashable type: 'bytearray'");
  return hashBytes(view);
}

export function hashBytes({ bytes }: { readonly bytes: Uint8Array }): number {
  return bytes.reduce(mix, 17);
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
  return BigInt.asIntN(64, result) === result ? result : hashIntExact(result);
}

/** Whether it is the `__hash__` of object, of a number, a text or a container: the runtime has those without a call. */
function isBaseHash(method: Value, value: object): boolean {
  if (!(method instanceof PyBuiltin)) return false;
  if (!(value instanceof PyObject) || method.owner === objectType) return true;
  return value instanceof PyInstance && method.owner === value.cls.layout;
}

/** The built-in hash of a value, whatever its class says: what `int.__hash__` and `object.__hash__` give. */
export function baseHash(value: Value): number {
  if (value instanceof PyBoxed) return hashOf(value.payload);
  if (value instanceof PyTuple) return hashTuple(value);
  if (value instanceof PySet) return hashSet(value);
  return value instanceof PyInstance ? identityOf(value) : hashOf(value);
}

function hashTuple(tuple: PyTuple): number {
  let hash = 0x345678;
  for (const item of tuple.items) hash = mix(hash, hashOf(item));
  return hash;
}

/** Equal ranges have the same hash: that of what they have in common. */
export function rangeHash({ length, start, step }: Readonly<Record<"length" | "start" | "step", Int>>): Int {
  const [count, first, stride] = [length, start, step].map((each) => normalise(BigInt(each)));
  return exactHash(
    new PyTuple([count ?? 0, count === 0 ? null : (first ?? 0), Number(count) < 2 ? null : (stride ?? 1)]),
  );
}

/** As CPython's frozenset_hash, so that it does not depend on the order in which the items came. */
function exactSetHash(set: PySet): Int {
  // 64 bits in two halves: sets are hashed too often for bigints.
  let [low, high] = [0, 0];
  // Places that are not in use have no key, or one that no longer counts and the hash -1.
  set.table.forEach((key, i) => {
    const item = set.hashes[i] ?? 0;
    if (key === undefined || item === -1) return;
    const itemLow = typeof item === "number" ? item >>> 0 : Number(BigInt.asUintN(32, item));
    const itemHigh = typeof item === "number" ? Math.floor(item / 2 ** 32) : Number(BigInt.asIntN(32, item >> 32n));
    // (h ^ 89869747 ^ (h << 16)) * 3644798167
    const mixedLow = itemLow ^ 89869747 ^ (itemLow << 16);
    const mixedHigh = itemHigh ^ ((itemHigh << 16) | (itemLow >>> 16));
    low ^= Math.imul(mixedLow, 3644798167);
    high ^= (upperProduct(mixedLow >>> 0, 3644798167) + Math.imul(mixedHigh, 3644798167)) | 0;
  });
  let hash = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  hash ^= (BigInt(set.used + 1) * 1927868237n) & MASK_64;
  hash ^= (hash >> 11n) ^ (hash >> 25n);
  hash = (hash * 69069n + 907133923n) & MASK_64;
  return hash === MASK_64 ? 590923713 : normalise(BigInt.asIntN(64, hash));
}

/** The upper 32 of the 64 bits of a product of two unsigned 32-bit numbers. */
function upperProduct(a: number, b: number): number {
  const [a0, a1, b0, b1] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = a1 * b0 + a0 * b1 + Math.floor((a0 * b0) / 65536);
  return a1 * b1 + Math.floor(middle / 65536);
}

function hashSet(set: PySet): number {
  return Number(exactSetHash(set));
}

const MASK_64 = (1n << 64n) - 1n;
const XX_PRIME_1 = 11400714785074694791n;
const XX_PRIME_2 = 14029467366897019727n;
const XX_PRIME_5 = 2870177450012600261n;

/** CPython's 64-bit hash where it is the same in every run (numbers, tuples of them); `hashOf` for the rest. */
export function exactHash(value: Value): Int {
  const plain = value instanceof PyBoxed && !hasOwnHash(value.cls) ? value.payload : value;
  if (typeof plain === "bigint") return hashIntExact(plain);
  if (plain instanceof PyFloat && !Number.isNaN(plain.value)) return hashFloatExact(plain.value);
  if (plain instanceof PyTuple && (plain.cls.immutable || !hasOwnHash(plain.cls))) {
    let sum = XX_PRIME_5;
    for (const item of plain.items) {
      sum = (sum + BigInt(exactHash(item)) * XX_PRIME_2) & MASK_64;
      sum = ((sum << 31n) | (sum >> 33n)) & MASK_64;
      sum = (sum * XX_PRIME_1) & MASK_64;
    }
    sum = (sum + (BigInt(plain.items.length) ^ XX_PRIME_5 ^ 3527539n)) & MASK_64;
    return sum === MASK_64 ? 1546275796 : normalise(BigInt.asIntN(64, sum));
  }
  if (plain instanceof PySet && plain.frozen && (plain.cls.immutable || !hasOwnHash(plain.cls))) {
    return exactSetHash(plain);
  }
  if (plain instanceof PyRange) return rangeHash(plain);
  if (plain instanceof PyObject && !plain.cls.immutable) return ownHash(plain) ?? hashOf(plain);
  return hashOf(plain);
}
