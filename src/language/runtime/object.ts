// What a Python value is here, the base of all Python objects, and classes with their method resolution order.
// Not the containers (./value) nor how attributes are found (./attributes). Follows CPython's Objects/typeobject.c.

/**
 * None is null, bool a boolean, int a safe number or else a bigint, str a string, everything else an object:
 * one of ours (PyObject), or an engine object whose class was registered with `registerHostType`.
 * `undefined` is never a value: it means "not bound" or "not there".
 */
export type Value = null | boolean | number | bigint | string | object;

/** A binding in a dict, a namespace or a class; one that was deleted has no value. */
export class Entry {
  constructor(
    readonly key: Value,
    public value: Value | undefined,
  ) {}
}

/** One whose key Python's own `==` must compare, with the two halves of its hash. */
export class HashedEntry extends Entry {
  constructor(
    key: Value,
    value: Value | undefined,
    readonly low: number,
    readonly high: number,
  ) {
    super(key, value);
  }
}

export abstract class PyObject {
  constructor(public cls: PyClass) {}

  /** True for a descriptor that goes before the instance's own attributes. */
  get isDataDescriptor(): boolean {
    return false;
  }

  /** What a class member gives when it is read through an instance (or through the class, with null for `self`). */
  bind(_self: Value | undefined, _owner: PyClass): Value {
    return this;
  }
}

const ABSENT = Symbol("absent");

let lastVersion = 0;

/** Members of a built-in class that are made when they are first asked for: for classes that have very many. */
export interface LateMembers {
  readonly find: (name: string) => Value | undefined;
  /** All names that `find` knows. */
  readonly names: () => readonly string[];
}

export class PyClass extends PyObject {
  /** The members that have been made. */
  readonly members = new Map<string, Entry>();
  late: LateMembers | null = null;
  mro: PyClass[] = [this];
  qualname: string;
  module = "builtins";
  /** Changes whenever a lookup in this class might give something else than before. */
  version = ++lastVersion;
  /** The built-in class that decides what JavaScript object an instance is. */
  layout: PyClass = this;
  /** Built-in classes take no new members. */
  immutable = true;
  /** Built in here, but written in Python where it comes from: messages call it by its bare name. */
  fromPython = false;
  /** Whether instances take attributes of any name. */
  hasDict = false;
  /** The most attributes that an instance has had, for those to come. */
  expectedAttributes = 0;
  /** Whether it has abstract methods left, so that it has no instances. */
  isAbstract = false;
  /** Whether a program may inherit from it. */
  subclassable = true;
  /** It may elsewhere, and a program that does is refused. */
  refusedBase = false;
  /** Names that __slots__ allows, where it is used. */
  slotNames: Set<string> | null = null;
  /** Reads an attribute of an instance, in a built-in class that has a way of its own. */
  readAttribute: ((object: Value, name: string) => Value | undefined) | null = null;
  /** Makes an instance without calling __init__; what `__new__` of a built-in class does. */
  construct: Construct | null = null;
  /**
   * What a call of this built-in class itself comes to, without `__new__` and `__init__` one after the other; null where
   * it needs both, undefined as long as nobody asked.
   */
  make: Construct | null | undefined = undefined;
  /** Whether patterns take instances for sequences or for mappings; said for a class, and inherited. */
  collection: "sequence" | "mapping" | null = null;
  readonly subclasses = new Set<PyClass>();
  /** The program's `__init__` of a class whose instances `object.__new__` makes, as of a version of the class. */
  initialiser: Value = null;
  initialiserVersion = -1;
  /** What the class says of hash and equality of its instances, as of a version of it. */
  equality: "identity" | "compared" | "own" = "own";
  equalityVersion = -1;
  private readonly cache = new Map<string, Value | typeof ABSENT>();

  constructor(
    cls: PyClass | null,
    public name: string,
    public bases: readonly PyClass[],
  ) {
    // A class's class can be `type`, which is a class itself: the first ones get theirs as soon as `type` is there.
    super(cls ?? (null as unknown as PyClass));
    this.qualname = name;
  }

  /** The member of this name along the method resolution order. */
  lookup(name: string): Value | undefined {
    const cached = this.cache.get(name);
    if (cached !== undefined) return typeof cached === "symbol" ? undefined : cached;
    for (const base of this.mro) {
      const value = base.own(name);
      if (value !== undefined) {
        this.cache.set(name, value);
        return value;
      }
    }
    this.cache.set(name, ABSENT);
    return undefined;
  }

  /** The class in the method resolution order that has the member. */
  definingClass(name: string): PyClass | undefined {
    return this.mro.find((base) => base.own(name) !== undefined);
  }

  /** The class's own member. */
  own(name: string): Value | undefined {
    const entry = this.members.get(name);
    if (entry !== undefined || this.late === null) return entry?.value;
    const made = this.late.find(name);
    // No lookup has missed it before, so none that is remembered changes.
    if (made !== undefined) this.members.set(name, new Entry(name, made));
    return made;
  }

  /** All of the class's own members, for a listing. */
  allMembers(): ReadonlyMap<string, Entry> {
    for (const name of this.late?.names() ?? []) this.own(name);
    return this.members;
  }

  setMember(name: string, value: Value): void {
    const entry = this.members.get(name);
    if (entry === undefined) this.members.set(name, new Entry(name, value));
    else {
      const isCounter = isPlain(entry.value) && isPlain(value);
      entry.value = value;
      if (isCounter) {
        this.forget(name);
        return;
      }
    }
    this.invalidate();
  }

  /** One plain value took the place of another: what was found out about members still holds, but for the value. */
  private forget(name: string): void {
    this.cache.delete(name);
    for (const subclass of this.subclasses) subclass.forget(name);
  }

  deleteMember(name: string): boolean {
    const found = this.members.delete(name);
    this.invalidate();
    return found;
  }

  isSubclassOf(other: PyClass): boolean {
    return this === other || this.mro.includes(other);
  }

  /** Gives the class other bases, or another order of resolution. */
  resolve(bases: readonly PyClass[], mro: PyClass[]): void {
    for (const base of this.bases) if (!bases.includes(base)) base.subclasses.delete(this);
    this.bases = bases;
    this.mro = mro;
    for (const base of bases) if (!base.immutable) base.subclasses.add(this);
    this.invalidate();
  }

  private invalidate(): void {
    this.version = ++lastVersion;
    // Asked first, for clearing a map makes it anew, and most calls come while classes are being built.
    if (this.cache.size > 0) this.cache.clear();
    if (this.subclasses.size === 0) return;
    for (const subclass of this.subclasses) subclass.invalidate();
  }
}

/** A value that is no method and no descriptor, whatever it is read through. */
function isPlain(value: Value | undefined): boolean {
  return typeof value === "number" || typeof value === "string" || typeof value === "boolean";
}

/** Keyword arguments of a call, in the order they were written. */
export type Keywords = Map<string, Value>;

type Construct = (cls: PyClass, args: Value[], keywords: Keywords | null) => Value;

/** The C3 linearisation; null when the bases have no consistent order. */
export function linearise(cls: PyClass, bases: readonly PyClass[]): PyClass[] | null {
  const sequences = [...bases.map((base) => [...base.mro]), [...bases]];
  const result: PyClass[] = [cls];
  for (;;) {
    const pending = sequences.filter((sequence) => sequence.length > 0);
    if (pending.length === 0) return result;
    const next = pending
      .map((sequence) => sequence[0])
      .find((head) => head !== undefined && pending.every((sequence) => sequence.indexOf(head) <= 0));
    if (next === undefined) return null;
    result.push(next);
    for (const sequence of pending) if (sequence[0] === next) sequence.shift();
  }
}

export const objectType = new PyClass(null, "object", []);
export const typeType = new PyClass(null, "type", [objectType]);
objectType.cls = typeType;
typeType.cls = typeType;
typeType.mro = [typeType, objectType];

/** Makes a built-in class. Its members are filled in by the file in ../builtins that implements it. */
export function builtinClass(name: string, base: PyClass = objectType, layout?: PyClass): PyClass {
  const cls = new PyClass(typeType, name, [base]);
  cls.mro = [cls, ...base.mro];
  cls.layout = layout ?? cls;
  return cls;
}

export const intType = builtinClass("int");
export const boolType = builtinClass("bool", intType);
export const floatType = builtinClass("float");
export const complexType = builtinClass("complex");
export const strType = builtinClass("str");
export const noneType = builtinClass("NoneType");
export const listType = builtinClass("list");
export const tupleType = builtinClass("tuple");
export const dictType = builtinClass("dict");
export const setType = builtinClass("set");
export const frozensetType = builtinClass("frozenset");
export const rangeType = builtinClass("range");
export const sliceType = builtinClass("slice");
export const bytesType = builtinClass("bytes");
export const byteArrayType = builtinClass("bytearray");
export const memoryViewType = builtinClass("memoryview");
export const functionType = builtinClass("function");
export const builtinFunctionType = builtinClass("builtin_function_or_method");
export const methodDescriptorType = builtinClass("method_descriptor");
export const methodType = builtinClass("method");
export const moduleType = builtinClass("module");
export const propertyType = builtinClass("property");
export const classMethodType = builtinClass("classmethod");
export const staticMethodType = builtinClass("staticmethod");
export const getSetType = builtinClass("getset_descriptor");
export const superType = builtinClass("super");
export const generatorType = builtinClass("generator");
export const ellipsisType = builtinClass("ellipsis");
export const notImplementedType = builtinClass("NotImplementedType");
export const cellType = builtinClass("cell");

for (const cls of [listType, tupleType, rangeType]) cls.collection = "sequence";
dictType.collection = "mapping";

for (const cls of [boolType, noneType, rangeType, sliceType, functionType, builtinFunctionType, methodType]) {
  cls.subclassable = false;
}
for (const cls of [methodDescriptorType, getSetType, generatorType, ellipsisType, notImplementedType, cellType]) {
  cls.subclassable = false;
}

class Singleton extends PyObject {}
export const Ellipsis: Value = new Singleton(ellipsisType);
export const NotImplemented: Value = new Singleton(notImplementedType);
