// Sets as CPython keeps them (Objects/setobject.c): the same open addressing with linear probes, growth and removal,
// so that sets of numbers are iterated, and printed, in CPython's order.

import { highHash, wideHash } from "./hash";
import { checkItems } from "./limits";
import { frozensetType, type PyClass, setType, type Value } from "./object";
import { equals } from "./operators";
import { emptyHashes, emptyTable, PySet } from "./value";

const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5;
/** Marks the place of a removed key; no program can reach it. */
const REMOVED: Value = { removed: true };

// A search goes through a few neighbouring places, then on to another one that the rest of the hash decides:
// place = place * 5 + 1 + (hash >>>= 5), of which a table's size never needs more than 32 bits.

/** The place of a key, or -1. */
function findPlace(set: PySet, key: Value, low: number, high: number): number {
  const { table, hashes } = set;
  const mask = table.length - 1;
  let restLow = low >>> 0;
  let restHigh = high >>> 0;
  for (let place = low & mask; ; ) {
    const last = place + LINEAR_PROBES <= mask ? place + LINEAR_PROBES : place;
    for (let at = place; at <= last; at++) {
      const other = table[at];
      if (other === undefined) return -1;
      if (hashes[2 * at] !== low || hashes[2 * at + 1] !== high || other === REMOVED) continue;
      if (other === key) return at;
      const isSame = equals(other, key);
      if (isChanged(set, table, at, other)) return findPlace(set, key, low, high);
      if (isSame) return at;
    }
    restLow = ((restLow >>> PERTURB_SHIFT) | (restHigh << (32 - PERTURB_SHIFT))) >>> 0;
    restHigh >>>= PERTURB_SHIFT;
    place = (place * 5 + 1 + restLow) & mask;
  }
}

/** Whether a comparison, which may run a program's `__eq__`, has changed the set under the search. */
function isChanged(set: PySet, table: PySet["table"], place: number, key: Value): boolean {
  return set.table !== table || table[place] !== key;
}

export function setHas(set: PySet, key: Value): boolean {
  const low = hashInSet(key);
  return findPlace(set, key, low, highHash) >= 0;
}

/** A set that has no hash is looked for as a frozenset of the same items. */
function hashInSet(key: Value): number {
  const isUnhashable = key instanceof PySet && key.cls.lookup("__hash__") === null;
  return wideHash(isUnhashable ? copySet(key, frozensetType) : key);
}

export function setAdd(set: PySet, key: Value): void {
  const low = wideHash(key);
  addHashed(set, key, low, highHash);
}

function addHashed(set: PySet, key: Value, low: number, high: number): void {
  const { table, hashes } = set;
  const mask = table.length - 1;
  // The last removed place on the way is used again.
  let free = -1;
  let restLow = low >>> 0;
  let restHigh = high >>> 0;
  for (let place = low & mask; ; ) {
    const last = place + LINEAR_PROBES <= mask ? place + LINEAR_PROBES : place;
    for (let at = place; at <= last; at++) {
      const other = table[at];
      if (other === undefined) {
        insert(set, key, low, high, at, free);
        return;
      }
      if (other === REMOVED) free = at;
      else if (hashes[2 * at] === low && hashes[2 * at + 1] === high) {
        if (other === key) return;
        const isSame = equals(other, key);
        if (isChanged(set, table, at, other)) {
          addHashed(set, key, low, high);
          return;
        }
        if (isSame) return;
      }
    }
    restLow = ((restLow >>> PERTURB_SHIFT) | (restHigh << (32 - PERTURB_SHIFT))) >>> 0;
    restHigh >>>= PERTURB_SHIFT;
    place = (place * 5 + 1 + restLow) & mask;
  }
}

/** Puts a new key where the search ended, or at a removed place on the way. */
function insert(set: PySet, key: Value, low: number, high: number, end: number, free: number): void {
  const at = free < 0 ? end : free;
  set.table[at] = key;
  set.hashes[2 * at] = low;
  set.hashes[2 * at + 1] = high;
  set.used++;
  if (free >= 0) return;
  set.fill++;
  const isFull = set.fill * 5 >= (set.table.length - 1) * 3;
  if (isFull) resize(set, set.used > 50000 ? set.used * 2 : set.used * 4);
}

function resize(set: PySet, least: number): void {
  let size = 8;
  while (size <= least) size *= 2;
  checkItems(size);
  const { table, hashes } = set;
  set.table = new Array<Value | undefined>(size).fill(undefined);
  set.hashes = new Array<number>(2 * size).fill(0);
  set.fill = set.used;
  insertAll(set, table, hashes);
}

/** Inserts the keys of a table, none of which is in the set, into a table without removed places. */
function insertAll(set: PySet, table: readonly (Value | undefined)[], hashes: readonly number[]): void {
  for (let i = 0; i < table.length; i++) {
    const key = table[i];
    if (key === undefined || key === REMOVED) continue;
    insertClean(set, key, hashes[2 * i] as number, hashes[2 * i + 1] as number);
  }
}

function insertClean({ table, hashes }: PySet, key: Value, low: number, high: number): void {
  const mask = table.length - 1;
  let restLow = low >>> 0;
  let restHigh = high >>> 0;
  for (let place = low & mask; ; ) {
    const last = place + LINEAR_PROBES <= mask ? place + LINEAR_PROBES : place;
    for (let at = place; at <= last; at++) {
      if (table[at] !== undefined) continue;
      table[at] = key;
      hashes[2 * at] = low;
      hashes[2 * at + 1] = high;
      return;
    }
    restLow = ((restLow >>> PERTURB_SHIFT) | (restHigh << (32 - PERTURB_SHIFT))) >>> 0;
    restHigh >>>= PERTURB_SHIFT;
    place = (place * 5 + 1 + restLow) & mask;
  }
}

function removeAt(set: PySet, place: number): void {
  set.table[place] = REMOVED;
  set.hashes[2 * place] = -1;
  set.hashes[2 * place + 1] = -1;
  set.used--;
}

/** Takes a key out; whether it was there. */
export function setRemove(set: PySet, key: Value): boolean {
  const low = hashInSet(key);
  const place = findPlace(set, key, low, highHash);
  if (place < 0) return false;
  removeAt(set, place);
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
      removeAt(set, place);
      set.finger = place + 1;
      return key;
    }
    place = (place + 1) & mask;
  }
}

export function setClear(set: PySet): void {
  set.table = emptyTable();
  set.hashes = emptyHashes();
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
    set.table = other.table.slice();
    set.hashes = other.hashes.slice();
    set.fill = other.fill;
    set.used = other.used;
    return;
  }
  if (set.fill === 0) {
    set.fill = other.used;
    set.used = other.used;
    insertAll(set, other.table, other.hashes);
    return;
  }
  const { table, hashes } = other;
  for (let i = 0; i < table.length; i++) {
    const key = table[i];
    if (key === undefined || key === REMOVED) continue;
    addHashed(set, key, hashes[2 * i] as number, hashes[2 * i + 1] as number);
  }
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
