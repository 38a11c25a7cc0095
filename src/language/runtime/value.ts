// The built-in data types as JavaScript classes: float, containers, ranges, slices, iterators, modules. Data only:
// what can be done with them is in ../builtins. Attribute and key names live in Maps, never in object properties.

import {
  byteArrayType,
  bytesType,
  complexType,
  dictType,
  Entry,
  frozensetType,
  type HashedEntry,
  listType,
  memoryViewType,
  moduleType,
  type PyClass,
  PyObject,
  rangeType,
  setType,
  sliceType,
  tupleType,
  type Value,
} from "./object";
import { Slots } from "./shapes";

/** A float. Not a PyObject: the commonest object of all has one field. Subclasses of float are PyBoxed. */
export class PyFloat {
  constructor(readonly value: number) {}
}

/** A complex. */
export class PyComplex extends PyObject {
  constructor(
    readonly real: number,
    readonly imag: number,
  ) {
    super(complexType);
  }
}

/** An instance of a class written in the language. */
export class PyInstance extends PyObject {
  /** Attributes, made when the first one is set. For those who look at single ones: getOwn, setOwn. */
  own: PyDict | Slots | undefined;

  // Written out: the compiler's own constructor would pass its arguments on by spreading them.
  constructor(cls: PyClass) {
    super(cls);
    this.own = undefined;
  }

  /** All attributes as a dict, which they are from then on. */
  get attributes(): PyDict | undefined {
    const { own } = this;
    return own instanceof Slots ? this.toDict(own) : own;
  }

  set attributes(attributes: PyDict | undefined) {
    this.own = attributes;
  }

  getOwn(name: string): Value | undefined {
    const { own } = this;
    if (own === undefined) return undefined;
    if (!(own instanceof Slots)) return own.get(name);
    const place = own.shape.places.get(name);
    return place === undefined ? undefined : own.values[place];
  }

  setOwn(name: string, value: Value): void {
    if (this.own === undefined) this.own = new Slots(this.cls.expectedAttributes);
    const { own } = this;
    if (!(own instanceof Slots)) {
      own.set(name, value);
      return;
    }
    const place = own.shape.places.get(name);
    if (place !== undefined) own.values[place] = value;
    else this.addOwn(own, name, value);
  }

  private addOwn(own: Slots, name: string, value: Value): void {
    const shape = own.shape.with(name);
    if (shape === null) {
      this.toDict(own).set(name, value);
      return;
    }
    own.values[shape.places.size - 1] = value;
    own.shape = shape;
    const { cls } = this;
    if (shape.places.size > cls.expectedAttributes) cls.expectedAttributes = shape.places.size;
  }

  private toDict({ shape, values }: Slots): PyDict {
    const dict = new PyDict();
    for (const [name, place] of shape.places) dict.set(name, values[place] as Value);
    this.own = dict;
    return dict;
  }

  override get isDataDescriptor(): boolean {
    return this.cls.lookup("__set__") !== undefined || this.cls.lookup("__delete__") !== undefined;
  }
}

/** An instance of a subclass of int, float, complex or str. */
export class PyBoxed extends PyInstance {
  constructor(
    cls: PyClass,
    readonly payload: number | bigint | string | PyFloat | PyComplex,
  ) {
    super(cls);
  }
}

// Subclasses of the containers have attributes too, so the containers are instances.

export class PyList extends PyInstance {
  constructor(
    public items: Value[],
    cls: PyClass = listType,
  ) {
    super(cls);
  }
}

export class PyTuple extends PyInstance {
  constructor(
    readonly items: readonly Value[],
    cls: PyClass = tupleType,
  ) {
    super(cls);
  }
}

/**
 * What a dict's Map is keyed by. Equal keys have the same one: a str its text; an int, a float or a bool its number
 * (a bigint past ±2^53); None null; an object that equals nothing but itself that object; any other value the entry that
 * holds it, found by hash in `buckets`.
 */
export type DictKey = string | number | bigint | null | object;

export class PyDict extends PyInstance {
  readonly map = new Map<DictKey, Entry>();
  /** Entries whose keys are compared by Python's rules, by a number made from their hash. */
  buckets: Map<number, HashedEntry | HashedEntry[]> | undefined = undefined;
  /** How many those are. */
  hashed = 0;
  /** Counts removals, for those who cache that a name is absent. */
  removals = 0;

  constructor(cls: PyClass = dictType) {
    super(cls);
  }

  get size(): number {
    return this.map.size;
  }

  /** The value under a string key; ints as keys never meet strings, so no hashing is needed. */
  get(name: string): Value | undefined {
    return this.map.get(name)?.value;
  }

  set(name: string, value: Value): void {
    const entry = this.map.get(name);
    if (entry === undefined) this.map.set(name, new Entry(name, value));
    else entry.value = value;
  }

  delete(name: string): boolean {
    const entry = this.map.get(name);
    if (entry === undefined) return false;
    entry.value = undefined;
    this.removals++;
    return this.map.delete(name);
  }
}

export function emptyTable(): (Value | undefined)[] {
  return [undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined];
}

export function emptyHashes(): number[] {
  return [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
}

/** A set or a frozenset. `table` is CPython's hash table, which decides the order of iteration. */
export class PySet extends PyInstance {
  /** Keys at their places in the table; undefined where a place was never used, REMOVED where a key was taken out. */
  table: (Value | undefined)[] = emptyTable();
  /** Their hashes, two halves each. */
  hashes: number[] = emptyHashes();
  /** Places used, removed ones included; and keys there are. */
  fill = 0;
  used = 0;
  finger = 0;
  /** A frozenset's, once it was asked for. */
  hash: number | bigint | undefined = undefined;

  constructor(cls: PyClass = setType) {
    super(cls);
  }

  get frozen(): boolean {
    return this.cls.layout === frozensetType;
  }
}

export class PyRange extends PyObject {
  readonly length: number;

  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step: number,
  ) {
    super(rangeType);
    this.length = Math.max(0, step > 0 ? Math.ceil((stop - start) / step) : Math.ceil((start - stop) / -step));
  }
}

export class PySlice extends PyObject {
  constructor(
    readonly start: Value,
    readonly stop: Value,
    readonly step: Value,
  ) {
    super(sliceType);
  }
}

export class PyBytes extends PyInstance {
  constructor(
    readonly bytes: Uint8Array,
    cls: PyClass = bytesType,
  ) {
    super(cls);
  }
}

/** A bytearray: a buffer with room behind its bytes, so that appending is cheap. */
export class PyByteArray extends PyInstance {
  private buffer: Uint8Array = new Uint8Array(0);
  private used = 0;
  /** How many memoryviews of it were made and not released. */
  views = 0;

  constructor(bytes: Uint8Array, cls: PyClass = byteArrayType) {
    super(cls);
    this.bytes = bytes;
  }

  /** A view of the buffer, not a copy. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.used);
  }

  /** Takes the bytes over: nobody else may write to them. */
  set bytes(bytes: Uint8Array) {
    this.buffer = bytes;
    this.used = bytes.length;
  }

  get length(): number {
    return this.used;
  }

  /** The byte at a place; undefined beyond the last. */
  at(place: number): number | undefined {
    return place < this.used ? this.buffer[place] : undefined;
  }

  put(place: number, byte: number): void {
    this.buffer[place] = byte;
  }

  push(byte: number): void {
    if (this.used === this.buffer.length) this.splice(this.used, this.used, Uint8Array.of(byte));
    else this.buffer[this.used++] = byte;
  }

  /** Puts other bytes in the place of those from start to end. */
  splice(start: number, end: number, fresh: Uint8Array): void {
    const { buffer, used } = this;
    const size = used - (end - start) + fresh.length;
    // The fresh bytes may be this buffer's own.
    const added = fresh.buffer === buffer.buffer ? fresh.slice() : fresh;
    if (size > buffer.length) {
      this.buffer = new Uint8Array(size + (size >> 3) + 8);
      this.buffer.set(buffer.subarray(0, start));
      this.buffer.set(buffer.subarray(end, used), start + added.length);
    } else buffer.copyWithin(start + added.length, end, used);
    this.buffer.set(added, start);
    this.used = size;
  }
}

/** A memoryview: places `start`, `start + step` … of the bytes of another object. */
export class PyMemoryView extends PyInstance {
  released = false;

  constructor(
    readonly source: PyBytes | PyByteArray,
    readonly start: number,
    readonly step: number,
    readonly length: number,
    readonly readonly: boolean,
  ) {
    super(memoryViewType);
    if (source instanceof PyByteArray) source.views++;
  }

  get isContiguous(): boolean {
    return this.step === 1 || this.length === 1;
  }

  /** The bytes themselves, a copy where they are not in one piece. */
  get bytes(): Uint8Array {
    const { bytes } = this.source;
    const { start, step, length } = this;
    if (this.isContiguous) return bytes.subarray(start, start + length);
    return Uint8Array.from({ length }, (_, i) => bytes[start + i * step] ?? 0);
  }

  /** A view of some of this one's places. */
  part(start: number, step: number, length: number, readonly = this.readonly): PyMemoryView {
    return new PyMemoryView(this.source, this.start + start * this.step, this.step * step, length, readonly);
  }

  release(): void {
    if (!this.released && this.source instanceof PyByteArray) this.source.views--;
    this.released = true;
  }
}

/** An iterator as the runtime steps it: the next value, or undefined at the end. Also a Python object. */
export abstract class PyIterator extends PyObject {
  abstract next(): Value | undefined;
}

/** A module: its namespace is its globals. */
export class PyModule extends PyObject {
  constructor(
    readonly name: string,
    readonly globals: PyDict,
    cls: PyClass = moduleType,
  ) {
    super(cls);
  }
}

/** Something of an unknown module: it may be imported and passed around; any use of it is refused by its name. */
export class PyUnsupported {
  constructor(readonly name: string) {}
}

/** How an engine class appears in Python. */
export interface HostType<T extends object> {
  /** The Python class of one object. */
  readonly classOf: (value: T) => PyClass;
  /** The object's own Python attributes, made when asked for with `create`; absent when it takes none. */
  readonly attributes?: (value: T, create: boolean) => PyDict | undefined;
}

const hostTypes = new Map<unknown, HostType<object>>();

/** Gives an engine class (and what is constructed by exactly it) a Python type. */
export function registerHostType<T extends object>(
  hostClass: abstract new (...args: never[]) => T,
  type: HostType<T>,
): void {
  // The table is looked up by an object's own constructor, so a value that reaches `type` is a T.
  hostTypes.set(hostClass, type as HostType<object>);
}

export function hostTypeOf(value: object): HostType<object> | undefined {
  const hostClass = value.constructor;
  const known = hostTypes.get(hostClass);
  if (known !== undefined) return known;
  // A class of the engine whose base class is registered is one of those.
  const base = hostTypes.get(Object.getPrototypeOf(hostClass));
  if (base !== undefined) hostTypes.set(hostClass, base);
  return base;
}
