// Dict lookups for any key: what a key is in the Map (see DictKey in ./value), and buckets by hash for the keys that
// Python's own `==` must compare.

import { PyFunction } from "./function";
import { highHash, isComparedByIdentity, wideHash } from "./hash";
import { Entry, HashedEntry, type PyClass, type Value } from "./object";
import { equals } from "./operators";
import { typeOf } from "./types";
import { type DictKey, PyBoxed, PyComplex, PyDict, PyFloat } from "./value";

/** The Map key of a value whose equality JavaScript knows; undefined for values that Python must compare. */
function plainKey(value: Value): DictKey | undefined {
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
  if (value instanceof PyComplex) return value.imag === 0 ? plainKey(new PyFloat(value.real)) : undefined;
  return isComparedByIdentity(value) ? value : undefined;
}

/** Where the entries with a hash are in the buckets. */
const bucketOf = (low: number, high: number): number => low ^ high;

function findInBucket({ buckets }: PyDict, key: Value, low: number, high: number): HashedEntry | undefined {
  const found = buckets?.get(bucketOf(low, high));
  if (found === undefined) return undefined;
  if (found instanceof HashedEntry) return isEntryOf(found, key, low, high) ? found : undefined;
  for (const entry of found) if (isEntryOf(entry, key, low, high)) return entry;
  return undefined;
}

/** As CPython: only keys with the very hash are compared. */
function isEntryOf(entry: HashedEntry, key: Value, low: number, high: number): boolean {
  return entry.low === low && entry.high === high && equals(entry.key, key);
}

export function dictFind(dict: PyDict, key: Value): Entry | undefined {
  const plain = plainKey(key);
  if (plain === undefined) {
    const low = wideHash(key);
    return findHashed(dict, key, low, highHash);
  }
  const entry = dict.map.get(plain);
  if (entry !== undefined || dict.hashed === 0) return entry;
  const low = wideHash(key);
  return findInBucket(dict, key, low, highHash);
}

/** Finds a key that Python compares, by the hash it has. */
function findHashed(dict: PyDict, key: Value, low: number, high: number): Entry | undefined {
  const found = findInBucket(dict, key, low, high);
  // Tuples and their kin equal nothing plain; an object of a program's own class may equal anything.
  if (found !== undefined || dict.map.size === dict.hashed) return found;
  if (!comparesItself(typeOf(key))) return key instanceof PyBoxed ? dictFind(dict, key.payload) : undefined;
  for (const entry of dict.map.values()) {
    if (entry instanceof HashedEntry) continue;
    const isSameHash = wideHash(entry.key) === low && highHash === high;
    if (isSameHash && equals(entry.key, key)) return entry;
  }
  return undefined;
}

/** Whether a class has a hash or an equality written in Python. */
function comparesItself(cls: PyClass): boolean {
  if (cls.immutable) return false;
  return cls.lookup("__hash__") instanceof PyFunction || cls.lookup("__eq__") instanceof PyFunction;
}

export function dictGet(dict: PyDict, key: Value): Value | undefined {
  if (dict.hashed === 0 && (typeof key === "string" || typeof key === "number")) return dict.map.get(key)?.value;
  return dictFind(dict, key)?.value;
}

export function dictSet(dict: PyDict, key: Value, value: Value): void {
  dictEntry(dict, key, value).value = value;
}

/** The entry of a key, made with a value where there is none. */
export function dictEntry(dict: PyDict, key: Value, value: Value): Entry {
  const plain = plainKey(key);
  if (plain === undefined) return hashedEntry(dict, key, value);
  let entry = dict.map.get(plain);
  if (entry === undefined && dict.hashed > 0) {
    const low = wideHash(key);
    entry = findInBucket(dict, key, low, highHash);
  }
  if (entry === undefined) {
    entry = new Entry(key, value);
    dict.map.set(plain, entry);
  }
  return entry;
}

function hashedEntry(dict: PyDict, key: Value, value: Value): Entry {
  const low = wideHash(key);
  const high = highHash;
  const found = findHashed(dict, key, low, high);
  if (found !== undefined) return found;
  const entry = new HashedEntry(key, value, low, high);
  dict.buckets ??= new Map();
  const place = bucketOf(low, high);
  const bucket = dict.buckets.get(place);
  if (bucket === undefined) dict.buckets.set(place, entry);
  else if (bucket instanceof HashedEntry) dict.buckets.set(place, [bucket, entry]);
  else bucket.push(entry);
  dict.hashed++;
  dict.map.set(entry, entry);
  return entry;
}

/** Takes a key out; its value, or undefined when it was not there. */
export function dictDelete(dict: PyDict, key: Value): Value | undefined {
  const entry = dictFind(dict, key);
  return entry === undefined ? undefined : removeEntry(dict, entry);
}

/** Takes an entry out, which asks for no hash. */
export function removeEntry(dict: PyDict, entry: Entry): Value | undefined {
  const { value } = entry;
  if (entry instanceof HashedEntry) removeHashed(dict, entry);
  else {
    // A class may have got an equality of its own meanwhile: its instance is the Map's key all the same.
    const plain = plainKey(entry.key);
    dict.map.delete(plain === undefined ? Object(entry.key) : plain);
  }
  dict.removals++;
  entry.value = undefined;
  return value;
}

function removeHashed(dict: PyDict, entry: HashedEntry): void {
  const { buckets } = dict;
  dict.map.delete(entry);
  dict.hashed--;
  const place = bucketOf(entry.low, entry.high);
  const bucket = buckets?.get(place);
  if (bucket === entry) buckets?.delete(place);
  else if (bucket !== undefined && !(bucket instanceof HashedEntry)) {
    const rest = bucket.filter((other) => other !== entry);
    if (rest.length === 0) buckets?.delete(place);
    else buckets?.set(place, rest);
  }
}

export function dictClear(dict: PyDict): void {
  for (const entry of dict.map.values()) entry.value = undefined;
  dict.map.clear();
  dict.buckets = undefined;
  dict.hashed = 0;
  dict.removals++;
}

export function dictCopyInto(target: PyDict, source: PyDict): void {
  source.map.forEach((entry, mapKey) => {
    const { key, value } = entry;
    if (value === undefined) return;
    if (mapKey === entry || target.hashed > 0) {
      dictSet(target, key, value);
      return;
    }
    const known = target.map.get(mapKey);
    if (known === undefined) target.map.set(mapKey, new Entry(key, value));
    else known.value = value;
  });
}

export function dictFrom(pairs: Iterable<readonly [Value, Value]>): PyDict {
  const dict = new PyDict();
  for (const [key, value] of pairs) dictSet(dict, key, value);
  return dict;
}
