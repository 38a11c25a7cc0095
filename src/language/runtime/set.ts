// Sets as CPython keeps them (Objects/setobject.c): the same open addressing with linear probes, growth and removal,
// so that sets of numbers are iterated, and printed, in CPython's order.

import { exactHash } from "./dict";
import { checkItems } from "./limits";
import type { Int } from "./numbers";
import { frozensetType, type PyClass, setType, type Value } from "./object";
import { equals } from "./operators";
import { PySet } from "./value";

const LINEAR_PROBES = 9;
/** Marks the place of a removed key; no program can reach it. */
const REMOVED: Value = { removed: true };

const PERTURB_SHIFT = 5n;

/** The places where a hash may lie, in probe order. */
function* probes(hash: Int, mask: number): Generator<number, void> {
  let place = firstPlace(hash, mask);
  for (let perturb: bigint | null = null; ; ) {
    yield place;
    if (place + LINEAR_PROBES <= mask) for (let i = 1; i <= LINEAR_PROBES; i++) yield place + i;
    // The perturbation needs 64 unsigned bits.
    perturb = (perturb ?? BigInt.asUintN(64, BigInt(hash))) >> PERTURB_SHIFT;
    place = Number((BigInt(place) * 5n + 1n + perturb) & BigInt(mask));
  }
}

function firstPlace(hash: Int, mask: number): number {
  return typeof hash === "number" && hash >= 0
    ? hash % (mask + 1)
    : Number(BigInt.asUintN(64, BigInt(hash)) & BigInt(mask));
}

/** The place of a key, or -1. */
function findPlace(set: PySet, key: Value, hash: Int): number {
  const mask = set.table.length - 1;
  const first = firstPlace(hash, mask);
  const there = set.table[first];
  if (there === undefined) return -1;
  if (set.hashes[first] === hash && there === key) return first;
  for (const place of probes(hash, mask)) {
    const other = set.table[place];
    if (other === undefined) return -1;
    if (set.hashes[place] !== hash || other === REMOVED) continue;
    const { table } = set;
    const same = equals(other, key);
    if (isChanged(set, table, place, other)) return findPlace(set, key, hash);
    if (same) return place;
  }
  return -1;
}

/** Whether a comparison, which may run a program's `__eq__`, has changed the set under the search. */
function isChanged(set: PySet, table: PySet["table"], place: number, key: Value): boolean {
  return set.table !== table || table[place] !== key;
}

export function setHas(set: PySet, key: Value): boolean {
  return findPlace(set, key, hashInSet(key)) >= 0;
}

/** A set that has no hash is looked for as a frozenset of the same items. */
function hashInSet(key: Value): Int {
  const unhashable = key instanceof PySet && key.cls.lookup("__hash__") === null;
  return unhashable ? exactHash(copySet(key, frozensetType)) : exactHash(key);
}

export function setAdd(set: PySet, key: Value): void {
  addHashed(set, key, exactHash(key));
}

function addHashed(set: PySet, key: Value, hash: Int): void {
  const mask = set.table.length - 1;
  // The last removed place on the way is used again.
  let free = -1;
  for (const place of probes(hash, mask)) {
    const other = set.table[place];
    if (other === undefined) {
      set.used++;
      if (free < 0) set.fill++;
      const at = free < 0 ? place : free;
      set.table[at] = key;
      set.hashes[at] = hash;
      if (free < 0 && set.fill * 5 >= mask * 3) resize(set, set.used > 50000 ? set.used * 2 : set.used * 4);
      return;
    }
    if (other === REMOVED) free = place;
    else if (set.hashes[place] === hash) {
      const { table } = set;
      const same = equals(other, key);
      if (isChanged(set, table, place, other)) {
        addHashed(set, key, hash);
        return;
      }
      if (same) return;
    }
  }
}

function resize(set: PySet, least: number): void {
  let size = 8;
  while (size <= least) size *= 2;
  checkItems(size);
  const { table, hashes } = set;
  set.table = new Array(size).fill(undefined);
  set.hashes = new Array(size).fill(0);
  set.fill = set.used;
  table.forEach((key, i) => {
    if (key !== undefined && key !== REMOVED) insertClean(set, key, hashes[i] ?? 0);
  });
}

/** Inserts a key that is known to be new into a table without removed places. */
function insertClean(set: PySet, key: Value, hash: Int): void {
  for (const place of probes(hash, set.table.length - 1)) {
    if (set.table[place] !== undefined) continue;
    set.table[place] = key;
    set.hashes[place] = hash;
    return;
  }
}

/** Takes a key out; whether it was there. */
export function setRemove(set: PySet, key: Value): boolean {
  const place = findPlace(set, key, hashInSet(key));
  if (place < 0) return false;
  set.table[place] = REMOVED;
  set.hashes[place] = -1;
  set.used--;
  return true;
}

/** Takes out the key that CPython's `pop` would; undefined when the set is empty. */
export function setPop(set: PySet): Value | undefined {
  if (set.used === 0) return undefined;
  const mask = set.table.length - 1;
  let place = set.finger & mask;
  for (;;) {
    const key = set.table[place];
    if (key !== undefined && key !== REMOVED) {
      set.table[place] = REMOVED;
      set.hashes[place] = -1;
      set.used--;
      set.finger = place + 1;
      return key;
    }
    place = (place + 1) & mask;
  }
}

export function setClear(set: PySet): void {
  set.table = new Array(8).fill(undefined);
  set.hashes = new Array(8).fill(0);
  set.fill = 0;
  set.used = 0;
  set.finger = 0;
}

/** The keys in the order of the table. */
export function setItems(set: PySet): Value[] {
  const items: Value[] = [];
  for (const key of set.table) if (key !== undefined && key !== REMOVED) items.push(key);
  return items;
}

/** The next key at or after a place of the table, with its place; -1 at the end. For iteration while it may change. */
export function nextPlace(set: PySet, from: number): number {
  for (let i = from; i < set.table.length; i++) {
    const key = set.table[i];
    if (key !== undefined && key !== REMOVED) return i;
  }
  return -1;
}

export function setFrom(items: Iterable<Value>, cls: PyClass = setType): PySet {
  const set = new PySet(cls);
  for (const item of items) setAdd(set, item);
  return set;
}

/** Adds all of another set; an empty set takes the other's order as CPython's merge does. */
export function setMerge(set: PySet, other: PySet): void {
  if (other === set || other.used === 0) return;
  if ((set.fill + other.used) * 5 >= (set.table.length - 1) * 3) resize(set, (set.used + other.used) * 2);
  if (set.fill === 0 && set.table.length === other.table.length && other.fill === other.used) {
    set.table = [...other.table];
    set.hashes = [...other.hashes];
    set.fill = other.fill;
    set.used = other.used;
    return;
  }
  if (set.fill === 0) {
    set.fill = other.used;
    set.used = other.used;
    other.table.forEach((key, i) => {
      if (key !== undefined && key !== REMOVED) insertClean(set, key, other.hashes[i] ?? 0);
    });
    return;
  }
  other.table.forEach((key, i) => {
    if (key !== undefined && key !== REMOVED) addHashed(set, key, other.hashes[i] ?? 0);
  });
}

export function copySet(set: PySet, cls: PyClass): PySet {
  const copy = new PySet(cls);
  setMerge(copy, set);
  return copy;
}

export function setEquals(a: PySet, b: PySet): boolean {
  return a.used === b.used && setItems(a).every((item) => setHas(b, item));
}

/** Takes out all of another set; many removed places are then swept away. */
export function setRemoveAll(set: PySet, other: PySet): void {
  if (set === other) {
    setClear(set);
    return;
  }
  // What is removed does not depend on the order.
  for (const item of setItems(other)) setRemove(set, item);
  const mask = set.table.length - 1;
  if (set.fill - set.used > mask >> 2) resize(set, set.used > 50000 ? set.used * 2 : set.used * 4);
}

/** Takes over another set's table as it is. */
export function setAssign(set: PySet, other: PySet): void {
  set.table = other.table;
  set.hashes = other.hashes;
  set.fill = other.fill;
  set.used = other.used;
}
