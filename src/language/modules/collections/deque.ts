// collections.deque (Modules/_collectionsmodule.c).

import { makeGeneric } from "../../builtins/generics";
import { iteratorMembers } from "../../builtins/iterators";
import { callClass } from "../../runtime/call";
import { ABSENT, addGetSet, addMethod, argumentBinder, defineType, guardClass, methods } from "../../runtime/define";
import { indexError, memoryError, runtimeError, typeError, valueError } from "../../runtime/errors";
import { iterate } from "../../runtime/iterate";
import { MAX_ITEMS } from "../../runtime/limits";
import { NotImplemented, type PyClass, type Value } from "../../runtime/object";
import { asIndex, type Comparison, compare, equals, isSame, toIndex } from "../../runtime/operators";
import { repr } from "../../runtime/repr";
import { position } from "../../runtime/subscript";
import { safepoint } from "../../runtime/thread";
import { typeName } from "../../runtime/types";
import { PyInstance, PyIterator, PyList, PyTuple } from "../../runtime/value";
import { Ring } from "./ring";

export const dequeType: PyClass = defineType({
  name: "deque",
  module: "collections",
  construct: (cls) => new Deque(cls),
});

class Deque extends PyInstance {
  readonly items = new Ring();
  maxLength: number | null = null;
  /** Counts changes of the length, for those who iterate. */
  state = 0;

  constructor(cls: PyClass = dequeType) {
    super(cls);
  }

  append(value: Value): void {
    this.items.push(value);
    this.state++;
    if (this.maxLength !== null && this.items.length > this.maxLength) this.items.shift();
  }

  appendLeft(value: Value): void {
    this.items.unshift(value);
    this.state++;
    if (this.maxLength !== null && this.items.length > this.maxLength) this.items.pop();
  }

  extend(iterable: Value): void {
    if (iterable === this) {
      for (const item of this.items.toArray()) this.append(item);
      return;
    }
    const source = iterate(iterable);
    for (let item = source.next(); item !== undefined; item = source.next()) {
      safepoint();
      this.append(item);
    }
  }

  copy(): Deque {
    if (this.cls === dequeType) {
      const made = new Deque();
      made.maxLength = this.maxLength;
      for (const item of this.items.toArray()) made.items.push(item);
      return made;
    }
    const made = callClass(this.cls, this.maxLength === null ? [this] : [this, this.maxLength], null);
    if (made instanceof Deque) return made;
    throw typeError(`__copy__() must return a deque, not '${typeName(made)}'`);
  }

  /** Moves the last `n` items to the front. */
  rotate(n: number): void {
    const { length } = this.items;
    if (length < 2) return;
    let turns = ((n % length) + length) % length;
    this.state++;
    if (turns > length / 2) {
      for (turns = length - turns; turns > 0; turns--) this.items.push(this.items.shift() ?? null);
    } else for (; turns > 0; turns--) this.items.unshift(this.items.pop() ?? null);
  }

  find(item: Value, start: number, stop: number): number {
    const { state } = this;
    for (let i = start; i < stop; i++) {
      const there = this.items.at(i) ?? null;
      const found = isSame(there, item) || equals(there, item);
      if (state !== this.state) throw runtimeError("deque mutated during iteration");
      if (found) return i;
    }
    return -1;
  }
}

const iteratorType = defineType({ name: "_deque_iterator", module: "_collections", subclassable: false });
const reverseType = defineType({ name: "_deque_reverse_iterator", module: "_collections", subclassable: false });

class DequeIterator extends PyIterator {
  private index = 0;
  private state: number;

  constructor(
    private readonly deque: Deque,
    private readonly backwards: boolean,
  ) {
    super(backwards ? reverseType : iteratorType);
    this.state = deque.state;
  }

  next(): Value | undefined {
    const { items, state } = this.deque;
    if (this.state !== state) {
      this.state = -1;
      throw runtimeError("deque mutated during iteration");
    }
    safepoint();
    const index = this.index++;
    return items.at(this.backwards ? items.length - 1 - index : index);
  }

  get remaining(): number {
    return Math.max(0, this.deque.items.length - this.index);
  }
}

dequeType.collection = "sequence";

for (const cls of [iteratorType, reverseType]) {
  iteratorMembers(cls);
  methods(cls, guardClass(DequeIterator), { "__length_hint__()": (self) => self.remaining });
}

const guard = guardClass(Deque);
const bind = argumentBinder("deque(iterable=?, maxlen=None)");

function initialise(self: Deque, iterable: Value, most: Value): void {
  let limit: number | null = null;
  if (most !== null) {
    const index = asIndex(most);
    if (index === undefined) throw typeError("an integer is required");
    if (index < 0) throw valueError("maxlen must be non-negative");
    limit = Number(index);
  }
  self.maxLength = limit;
  self.items.clear();
  self.state++;
  if (iterable !== ABSENT) self.extend(iterable);
}

/** A place for index() to search from, or to. */
function clamped(value: Value, length: number): number {
  const index = Number(toIndex(value));
  return index < 0 ? Math.max(0, index + length) : Math.min(index, length);
}

function repeated(self: Deque, times: Value, into: Deque): Deque {
  const count = asIndex(times);
  if (count === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeName(times)}'`);
  const items = self.items.toArray();
  const { maxLength } = into;
  if (items.length * Number(count) > MAX_ITEMS && maxLength === null) throw memoryError();
  // What a full deque would push out again is not put in.
  const full = items.length === 0 ? 0 : Math.ceil((maxLength ?? MAX_ITEMS) / items.length);
  const rounds = Math.min(Number(count), full);
  if (into === self) {
    self.items.clear();
    self.state++;
  }
  for (let i = 0; i < rounds; i++) for (const item of items) into.append(item);
  return into;
}

const emptyLike = (self: Deque): Deque => {
  const made = self.copy();
  made.items.clear();
  return made;
};

function ordering(comparison: Comparison): (self: Deque, other: Value) => Value {
  return (self, other) =>
    other instanceof Deque
      ? compare(comparison, new PyList(self.items.toArray()), new PyList(other.items.toArray()))
      : NotImplemented;
}

methods(dequeType, guard, {
  "append(item, /)": (self, item: Value) => {
    self.append(item);
    return null;
  },
  "appendleft(item, /)": (self, item: Value) => {
    self.appendLeft(item);
    return null;
  },
  "extend(iterable, /)": (self, iterable: Value) => {
    self.extend(iterable);
    return null;
  },
  "extendleft(iterable, /)": (self, iterable: Value) => {
    const source = iterate(iterable === self ? new PyList(self.items.toArray()) : iterable);
    for (let item = source.next(); item !== undefined; item = source.next()) {
      safepoint();
      self.appendLeft(item);
    }
    return null;
  },
  "pop()": (self) => {
    const item = self.items.pop();
    if (item === undefined) throw indexError("pop from an empty deque");
    self.state++;
    return item;
  },
  "popleft()": (self) => {
    const item = self.items.shift();
    if (item === undefined) throw indexError("pop from an empty deque");
    self.state++;
    return item;
  },
  "clear()": (self) => {
    self.items.clear();
    self.state++;
    return null;
  },
  "copy()": (self) => self.copy(),
  "__copy__()": (self) => self.copy(),
  "__reduce__()": (self) => {
    const state = self.attributes === undefined || self.attributes.size === 0 ? null : self.attributes;
    const args = self.maxLength === null ? [] : [new PyTuple([]), self.maxLength];
    return new PyTuple([self.cls, new PyTuple(args), state, new DequeIterator(self, false)]);
  },
  "count(item, /)": (self, item: Value) => {
    const { state } = self;
    let found = 0;
    for (let i = 0; i < self.items.length; i++) {
      const there = self.items.at(i) ?? null;
      if (isSame(there, item) || equals(there, item)) found++;
      if (state !== self.state) throw runtimeError("deque mutated during iteration");
    }
    return found;
  },
  "index(item, start=0, stop=9223372036854775807, /)": (self, item: Value, start: Value, stop: Value) => {
    const { length } = self.items;
    const found = self.find(item, clamped(start, length), clamped(stop, length));
    if (found < 0) throw valueError(`${repr(item)} is not in deque`);
    return found;
  },
  "insert(index, item, /)": (self, index: Value, item: Value) => {
    const { length } = self.items;
    if (self.maxLength === length) throw indexError("deque already at its maximum size");
    self.items.insert(clamped(index, length), item);
    self.state++;
    return null;
  },
  "remove(item, /)": (self, item: Value) => {
    const { length } = self.items;
    let found: number;
    try {
      found = self.find(item, 0, length);
    } catch (error) {
      throw self.items.length === length ? error : indexError("deque mutated during remove().");
    }
    if (found < 0) throw valueError(`${repr(item)} is not in deque`);
    self.items.remove(found);
    self.state++;
    return null;
  },
  "reverse()": (self) => {
    const items = self.items.toArray().reverse();
    for (const [i, item] of items.entries()) self.items.set(i, item);
    return null;
  },
  "rotate(n=1, /)": (self, n: Value) => {
    const turns = toIndex(n);
    self.rotate(typeof turns === "number" ? turns : Number(turns % BigInt(self.items.length || 1)));
    return null;
  },
  "__len__()": (self) => self.items.length,
  "__bool__()": (self) => self.items.length > 0,
  "__iter__()": (self) => new DequeIterator(self, false),
  "__reversed__()": (self) => new DequeIterator(self, true),
  "__contains__(item, /)": (self, item: Value) => self.find(item, 0, self.items.length) >= 0,
  "__getitem__(index, /)": (self, index: Value) => self.items.at(place(self, index)) ?? null,
  "__setitem__(index, value, /)": (self, index: Value, value: Value) => {
    self.items.set(place(self, index), value);
    return null;
  },
  "__delitem__(index, /)": (self, index: Value) => {
    self.items.remove(place(self, index));
    self.state++;
    return null;
  },
  "__eq__(other, /)": (self, other: Value) =>
    self === other && other instanceof Deque ? true : ordering("Eq")(self, other),
  "__ne__(other, /)": ordering("NotEq"),
  "__lt__(other, /)": ordering("Lt"),
  "__le__(other, /)": ordering("LtE"),
  "__gt__(other, /)": ordering("Gt"),
  "__ge__(other, /)": ordering("GtE"),
  "__add__(other, /)": (self, other: Value) => {
    if (!(other instanceof Deque)) throw typeError(`can only concatenate deque (not "${typeName(other)}") to deque`);
    const made = self.copy();
    made.extend(other);
    return made;
  },
  "__iadd__(other, /)": (self, other: Value) => {
    self.extend(other);
    return self;
  },
  "__mul__(n, /)": (self, n: Value) => repeated(self, n, emptyLike(self)),
  "__rmul__(n, /)": (self, n: Value) => repeated(self, n, emptyLike(self)),
  "__imul__(n, /)": (self, n: Value) => repeated(self, n, self),
  "__repr__()": dequeRepr,
});
dequeType.setMember("__hash__", null);
addMethod(dequeType, "__init__", (args, keywords) => {
  const [self, ...rest] = args;
  const [iterable = ABSENT, most = null] = bind(rest, keywords);
  if (self instanceof Deque) initialise(self, iterable, most);
  return null;
});
addGetSet(dequeType, guard, "maxlen", (self) => self.maxLength);
makeGeneric(dequeType);

function place(self: Deque, index: Value): number {
  if (asIndex(index) === undefined) throw typeError(`sequence index must be integer, not '${typeName(index)}'`);
  return position(index, self.items.length, "deque");
}

const shown = new Set<Deque>();

function dequeRepr(self: Deque): string {
  if (shown.has(self)) return "[...]";
  shown.add(self);
  try {
    const items = repr(new PyList(self.items.toArray()));
    return `${self.cls.name}(${items}${self.maxLength === null ? "" : `, maxlen=${self.maxLength}`})`;
  } finally {
    shown.delete(self);
  }
}
