// Callables as data: compiled code, functions and their frames, bound methods, built-in functions, descriptors.
// How they are called is in ./call.

import {
  builtinFunctionType,
  cellType,
  classMethodType,
  functionType,
  getSetType,
  type Keywords,
  methodDescriptorType,
  methodType,
  type PyClass,
  PyObject,
  propertyType,
  staticMethodType,
  type Value,
} from "./object";
import { type PyDict, PyInstance } from "./value";

/** A variable that an inner function shares. */
export class Cell extends PyObject {
  constructor(public value: Value | undefined) {
    super(cellType);
  }
}

/** The iterator that a generator has delegated to. */
export interface Delegated {
  failure: unknown;
  step(sent: Value, thrown: null): Value | undefined;
}

/** The local variables of one call. A slot holds a value, a Cell where an inner function shares it, or nothing yet. */
export class Frame {
  result: Value = null;
  /**
   * In a generator's frame, from the first exception on: what its except clauses handle, outermost first, and what the
   * caller handles.
   */
  handling: { readonly own: object[]; caller: object | null } | null = null;

  /** In a generator's frame: who what is sent goes to, while it waits in a `yield from`. */
  delegation: Delegated | null = null;

  constructor(
    readonly slots: (Value | undefined)[],
    readonly closure: readonly Cell[],
    /** The function that runs; null at a module's top level. */
    readonly code: Code,
    /** Where a class body's names go. */
    readonly namespace: PyDict | null = null,
  ) {}
}

/** A variable whose bindings are recorded: where a frame has it, and a span that binds it. */
export interface WatchedVariable {
  readonly name: string;
  readonly span: number;
  /** A slot, or a place of the closure. */
  readonly slot: number;
  readonly free: boolean;
}

export interface Parameters {
  /** Positional-only and positional-or-keyword parameters; they have the first slots. */
  readonly positional: readonly string[];
  readonly positionalOnly: number;
  /** Keyword-only parameters; their slots follow. */
  readonly keywordOnly: readonly string[];
  /** Then `*args` and `**kwargs`. */
  readonly varargs: string | null;
  readonly kwargs: string | null;
}

/** What a `def`, a lambda, a class body, a generator expression or a module compiles to. */
export interface Code {
  readonly name: string;
  readonly qualname: string;
  readonly parameters: Parameters;
  /** Number of positional parameters when there is nothing else to bind, otherwise -1. */
  readonly simpleCount: number;
  slotCount: number;
  /** Whether the two lists below hold anything. */
  readonly hasCells: boolean;
  /** Slots of parameters that inner functions share. */
  cellParameters: readonly number[];
  /** Slots of other shared variables. */
  cellLocals: readonly number[];
  /** Names of local variables by slot, for `locals()`. */
  localNames: readonly string[];
  /** Names of its own variables, whether or not it has run yet. */
  readonly boundNames: readonly string[];
  readonly freeNames: readonly string[];
  /** The variables that a recorder asks for. */
  readonly recorded: Iterable<WatchedVariable>;
  readonly isGenerator: boolean;
  readonly span: number;
  readonly file: string;
  readonly library: boolean;
  /** Where a function begins in its file, decorators included; absent where it has no text. */
  firstOffset?: number;
  /** Whether the first parameter is called `self`. */
  readonly takesSelf: boolean;
  /** What the second tier's function of it refers to. */
  constants: readonly unknown[];
  /** Runs the body; compiled when it first runs. */
  run: (frame: Frame) => Value;
}

export class PyFunction extends PyInstance {
  name: string;
  qualname: string;
  annotations: PyDict | null = null;

  constructor(
    readonly code: Code,
    readonly globals: PyDict,
    readonly closure: readonly Cell[],
    public defaults: readonly Value[],
    public keywordDefaults: ReadonlyMap<string, Value> | null,
    private docstring: Value | (() => Value),
    public module: Value,
  ) {
    super(functionType);
    this.name = code.name;
    this.qualname = code.qualname;
  }

  get doc(): Value {
    if (typeof this.docstring === "function") this.docstring = this.docstring();
    return this.docstring;
  }

  set doc(doc: Value) {
    this.docstring = doc;
  }

  override get isDataDescriptor(): boolean {
    return false;
  }

  override bind(self: Value | undefined): Value {
    return self === undefined ? this : new PyBoundMethod(this, self);
  }
}

export class PyBoundMethod extends PyObject {
  constructor(
    readonly callee: Value,
    readonly self: Value,
  ) {
    super(methodType);
  }
}

export type BuiltinImplementation = (args: Value[], keywords: Keywords | null) => Value;

/** A function written in TypeScript. A method's first argument is `self`. */
export class PyBuiltin extends PyObject {
  /** The object a bound built-in method belongs to. */
  owner: PyClass | null = null;
  doc: Value = null;
  /** The same for one or two arguments by position, `self` among them, where it takes as many: known after a first call. */
  one: ((a: Value) => Value) | null = null;
  two: ((a: Value, b: Value) => Value) | null = null;

  constructor(
    readonly name: string,
    readonly implementation: BuiltinImplementation,
    readonly isMethod = false,
  ) {
    super(isMethod ? methodDescriptorType : builtinFunctionType);
  }

  override bind(self: Value | undefined): Value {
    return self === undefined || !this.isMethod ? this : new PyBoundMethod(this, self);
  }
}

/** An attribute of a built-in class that is computed. */
export class PyGetSet extends PyObject {
  owner: PyClass | null = null;

  constructor(
    readonly name: string,
    readonly read: (self: Value) => Value,
    readonly write: ((self: Value, value: Value) => void) | null,
    readonly remove: ((self: Value) => void) | null = null,
    cls: PyClass = getSetType,
  ) {
    super(cls);
  }

  override get isDataDescriptor(): boolean {
    return true;
  }

  override bind(self: Value | undefined): Value {
    return self === undefined ? this : this.read(self);
  }
}

export class PyProperty extends PyInstance {
  getter: Value = null;
  setter: Value = null;
  deleter: Value = null;
  doc: Value = null;
  /** The name it has in its class, for messages. */
  name: Value | undefined = undefined;
  /** Whether the documentation is the getter's. */
  docOfGetter = false;

  constructor(cls: PyClass = propertyType) {
    super(cls);
  }

  override get isDataDescriptor(): boolean {
    return true;
  }
}

export class PyClassMethod extends PyInstance {
  constructor(
    public callee: Value,
    cls: PyClass = classMethodType,
  ) {
    super(cls);
  }

  override get isDataDescriptor(): boolean {
    return false;
  }
}

export class PyStaticMethod extends PyInstance {
  constructor(
    public callee: Value,
    cls: PyClass = staticMethodType,
  ) {
    super(cls);
  }

  override get isDataDescriptor(): boolean {
    return false;
  }

  override bind(): Value {
    return this.callee;
  }
}
