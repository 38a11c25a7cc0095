// How an op is declared: once. From the declaration come argument binding (schema), the forms under which a program
// finds the op, dispatch, backward, the node's name and saved attributes, documentation and test samples.
// Follows native_functions.yaml and derivatives.yaml; the calls themselves are in dispatch.ts.

import type { Saved } from "../autograd/op-node";
import { runtimeError, TorchError } from "../errors";
import { type DType, float16 } from "../tensor/dtype";
import { Tensor } from "../tensor/tensor";
import { callComposite, callInPlace, callOut, callPrimitive } from "./dispatch";
import { parseSchema, type Schema } from "./schema";

export type OpResult = Tensor | readonly Tensor[];

/** Where a program finds an op: a Tensor method, or a function of torch, nn.functional, torch.special, torch.linalg. */
export type Form = "Tensor" | "torch" | "F" | "fft" | "special" | "linalg" | "_C";

/** d(inputs)/d(op): from the result's gradient to the gradient of one input (or of each tensor of a list). */
export type Formula = (
  gradient: Tensor,
  saved: Saved,
  gradients: readonly (Tensor | null)[],
) => Tensor | null | (Tensor | null)[];

/**
 * Formulas by input, as derivatives.yaml has them. `uses` names what the formula reads and the node must keep:
 * an argument, "result" (or a result's name), "self_sizes", "self_numel", "self_dim", "self_argsize_0". A leading "_" keeps it out of the
 * attributes that a program can see.
 */
export type Backward = Readonly<Record<string, Formula | { uses: readonly string[]; grad: Formula }>>;

/**
 * Arguments after defaults are filled in. The conditional keeps the compiler from inferring A from a body: an op's
 * type is what its annotation says.
 */
export type Filled<A extends unknown[]> = A extends infer B extends unknown[] ? Required<B> : never;

export interface OpOptions<A extends unknown[], R> {
  /** One line with the formula, in our own words. */
  readonly doc: string;
  /** Default: Tensor method and torch function. */
  readonly forms?: readonly Form[];
  /** Other names in the same forms ("multiply"), or in another one ("special.expit"). */
  readonly aliases?: readonly string[];
  /** The form with an underscore exists: `add_`. */
  readonly inplace?: boolean;
  /** What the in-place form refuses besides, before anything is computed: a self of another shape than the result. */
  readonly inPlaceCheck?: (...args: Filled<A>) => void;
  /** The function takes `out=`. Default: where it is a torch function that makes a new tensor. */
  readonly out?: boolean;
  /** What a tensor given for `out=` must be; throws. */
  readonly outCheck?: (out: Tensor, ...args: Filled<A>) => void;
  /** Over kernels; makes no node. Calls `forward` of other ops, never the ops. */
  readonly forward?: (...args: Filled<A>) => NoInfer<R>;
  /** In terms of other ops, which make the nodes. */
  readonly composite?: (...args: Filled<A>) => NoInfer<R>;
  /** Null: no gradient flows (comparisons, argmax). Left out: a composite, or PyTorch has no derivative. */
  readonly backward?: Backward | null;
  /** The result shares memory with the first argument. */
  readonly view?: boolean;
  /**
   * Which of several results carry history, or how many of them; default: all. The rest are by-products (a batch
   * norm's statistics). Gradients come to the formulas in the order of those that do.
   */
  readonly recorded?: number | readonly number[];
  /** Overrides the node's number ("SumBackward1" is 1) or its whole name. */
  readonly node?: number | string;
  /** Python numbers given for Tensor arguments become 0-d tensors. */
  readonly numbers?: boolean;
  /**
   * PyTorch's CPU has no loop for float16 here, and says so by this name of a kernel, which may depend on the arguments.
   * Empty tensors need no loop.
   */
  readonly noHalf?: string | ((...args: Filled<A>) => string | null);
  /**
   * Complex tensors, numbers and dtypes among the arguments: taken. Views take them always, and so do composites that
   * give a view; other ops that do not say so refuse them by their name. "lazy": conjugate views too, as they are.
   */
  readonly complex?: boolean | "lazy";
  /**
   * The formulas give a real input among complex ones a complex gradient, which PyTorch's walk refuses. Default: it
   * gets the real part.
   */
  readonly keepsComplexGradient?: boolean;
  /** PyTorch has no gradient for a complex result, and says so where one is wanted. */
  readonly complexGradient?: false;
  /**
   * PyTorch refuses complex arguments here: by this name of a kernel for which its CPU has no loop, or in these words
   * ("{}" stands for the dtype), which may depend on the arguments.
   */
  readonly noComplex?: string | ((...args: Filled<A>) => string | null);
  /** Python expressions over test/oracle/environment.py. */
  readonly samples: readonly string[];
}

/** A derivative formula made ready for dispatch. */
export interface Derivative {
  readonly formula: Formula;
  /** The input is a list of tensors. */
  readonly list: boolean;
}

/** One thing a node keeps, and where it comes from. */
export interface SaveSpec {
  readonly name: string;
  readonly source: "argument" | "result" | "sizes";
  /** Position of the argument or result. */
  readonly index: number;
  /** What of a tensor argument, where the source is "sizes"; a number means the size of that dimension. */
  readonly fact: "sizes" | "strides" | "numel" | "dim" | number;
  readonly hidden: boolean;
  /** Kept only if this next edge is there; -1: always. */
  readonly guard: number;
}

/** What of a declaration needs its schema read: worked out once, when a program first uses the op. */
interface Plan {
  readonly schema: Schema;
  readonly mutates: boolean;
  readonly nodeName: string;
  readonly defaults: readonly unknown[];
  readonly inputPositions: readonly number[];
  readonly inputNames: readonly string[];
  readonly derivatives: readonly Derivative[];
  readonly saves: readonly SaveSpec[];
  /** Tensors by which an op that has derivatives has none: they may not require grad. */
  readonly fixed: readonly FixedInput[];
}

/** An input that a gradient cannot reach. */
export interface FixedInput {
  readonly position: number;
  readonly name: string;
}

const defaultForms: readonly Form[] = ["Tensor", "torch"];

/** An op as declared. Making one reads no more of the notation than its name: hundreds are made as the engine loads. */
export class OpDeclaration {
  /** Base name ("softmax") and overload ("int", or ""). */
  readonly name: string;
  readonly overload: string;
  /** Both: "softmax.int". */
  readonly schemaName: string;
  /** Full names under which a program finds it: "Tensor.mul", "torch.mul", "torch.multiply", "F.softmax". */
  readonly names: readonly string[];
  readonly inplace: boolean;
  readonly view: boolean;
  readonly composite: boolean;
  readonly numbers: boolean;
  /** Takes complex arguments. */
  readonly complex: boolean;
  /** Takes conjugate views as they are. */
  readonly lazy: boolean;
  /** A complex result cannot be differentiated. */
  readonly noComplexGradient: boolean;
  /** A real input may get a complex gradient, which is an error. */
  readonly keepsComplexGradient: boolean;
  /** Whether missingKernel may name one: asked at every call. */
  readonly lacksHalf: boolean;
  private planned: Plan | null = null;

  constructor(
    private readonly notation: string,
    private readonly options: OpOptions<never, OpResult>,
    /** The body, for dispatch: arguments after defaults are filled in. */
    readonly run: (...args: unknown[]) => OpResult,
  ) {
    const schemaName = notation.slice(0, notation.indexOf("("));
    const dot = schemaName.indexOf(".");
    this.name = dot < 0 ? schemaName : schemaName.slice(0, dot);
    this.overload = dot < 0 ? "" : schemaName.slice(dot + 1);
    this.schemaName = schemaName;
    this.names = namesOf(this.name, options.forms ?? defaultForms, options.aliases);
    this.inplace = options.inplace ?? false;
    this.view = options.view ?? false;
    this.composite = options.forward === undefined;
    this.numbers = options.numbers ?? false;
    this.lacksHalf = options.noHalf !== undefined;
    const view = this.view || (this.composite && /-> Tensor\(a\)(\[\])?$/.test(notation));
    this.complex = options.complex === undefined ? view && options.noComplex === undefined : options.complex !== false;
    this.noComplexGradient = options.complexGradient === false;
    this.keepsComplexGradient = options.keepsComplexGradient ?? false;
    this.lazy = this.view || options.complex === "lazy";
  }

  /** Names by its schema, for those who call it so: "aten.softmax", "aten.softmax.int". */
  get schemaNames(): readonly string[] {
    const { name, overload, schemaName } = this;
    return overload === "" ? [`aten.${name}`] : [`aten.${name}`, `aten.${schemaName}`];
  }

  /** What its schema says and dispatch asks for with every call. */
  get plan(): Plan {
    this.planned ??= planOf(parseSchema(this.notation), this.options);
    return this.planned;
  }

  get schema(): Schema {
    return this.plan.schema;
  }

  /** Throws where a tensor for `out=` will not do. */
  checkOut(out: Tensor, args: readonly unknown[]): void {
    // As in checkInPlace.
    const check = this.options.outCheck as unknown as ((out: Tensor, ...args: readonly unknown[]) => void) | undefined;
    check?.(out, ...args);
  }

  /** Throws what the in-place form refuses besides. */
  checkInPlace(args: readonly unknown[]): void {
    // As `run`: arguments come from typed callers, or bound by the schema.
    const check = this.options.inPlaceCheck as unknown as ((...args: readonly unknown[]) => void) | undefined;
    check?.(...args);
  }

  /** The kernel by whose name a call with float16 is refused; null where there is one for it, or nothing to do. */
  missingKernel(args: readonly unknown[]): string | null {
    const { noHalf } = this.options;
    if (noHalf === undefined) return null;
    const tensors = args.filter((arg): arg is Tensor => arg instanceof Tensor && arg.dtype.isFloatingPoint);
    if (tensors.length === 0 || tensors.some((each) => each.dtype !== float16 || each.numel === 0)) return null;
    // Typed for declarations of any arguments; these are its own.
    return typeof noHalf === "string" ? noHalf : (noHalf as (...args: readonly unknown[]) => string | null)(...args);
  }

  /** PyTorch's words against complex arguments of this dtype; null where it has none. */
  complexRefusal(args: readonly unknown[], dtype: DType): string | null {
    const { noComplex } = this.options;
    // Typed for declarations of any arguments; these are its own.
    const given =
      typeof noComplex === "function"
        ? (noComplex as (...args: readonly unknown[]) => string | null)(...args)
        : noComplex;
    if (given === undefined || given === null) return null;
    const words = given.includes(" ") ? given : `"${given}" not implemented for '{}'`;
    return words.replaceAll("{}", dtype.scalarName);
  }

  get doc(): string {
    return this.options.doc;
  }

  get samples(): readonly string[] {
    return this.options.samples;
  }

  /** The function takes `out=`. */
  get out(): boolean {
    const { options } = this;
    if (options.out !== undefined) return options.out;
    const makesNew = !this.view && !this.mutates && (!this.composite || this.inplace);
    return makesNew && (options.forms ?? defaultForms).includes("torch");
  }

  /** Writes its first argument, by its schema ("zero_"). */
  get mutates(): boolean {
    return this.plan.mutates;
  }

  /** "MulBackward0". */
  get nodeName(): string {
    return this.plan.nodeName;
  }

  /** Whether the result at this position carries history, if it is floating point. */
  records(position: number): boolean {
    const { recorded } = this.options;
    if (recorded === undefined) return true;
    return typeof recorded === "number" ? position < recorded : recorded.includes(position);
  }

  get defaults(): readonly unknown[] {
    return this.plan.defaults;
  }

  /** Positions of the differentiable inputs, in schema order. */
  get inputPositions(): readonly number[] {
    return this.plan.inputPositions;
  }

  get inputNames(): readonly string[] {
    return this.plan.inputNames;
  }

  get derivatives(): readonly Derivative[] {
    return this.plan.derivatives;
  }

  get fixed(): readonly FixedInput[] {
    return this.plan.fixed;
  }

  get saves(): readonly SaveSpec[] {
    return this.plan.saves;
  }

  /** Untyped, for dispatch and for callers that bind arguments at run time; arguments as schema.ts says. */
  call(args: unknown[]): OpResult {
    if (this.composite) return callComposite(this, args);
    return this.mutates ? callInPlace(this, args) : callPrimitive(this, args);
  }

  callInPlace(args: unknown[]): Tensor {
    return callInPlace(this, args);
  }

  callOut(args: unknown[], out: OpResult): OpResult {
    return callOut(this, args, out);
  }
}

/** A declared op: call it, or one of its other forms. */
export interface Op<A extends unknown[], R> {
  (...args: A): R;
  readonly declaration: OpDeclaration;
  /** The bare computation: no node, no report, defaults not filled in. */
  readonly forward: (...args: Filled<A>) => R;
  /** `add_`: writes the first argument. */
  readonly inPlace: (...args: A) => Tensor;
}

const registry = new Map<string, OpDeclaration[]>();
const allDeclarations: OpDeclaration[] = [];

/** A family that the build has left to be loaded when one of its names is first asked for. */
interface Family {
  /** Every name, between blanks: looked through for a name that is asked for, never taken apart. */
  readonly names: string;
  readonly load: () => unknown;
}

let families: Family[] = [];
/** Names whose overloads are in the order to try them in. */
const ordered = new Set<string>();
let orders: Readonly<Record<string, readonly string[]>> = {};

/** Called by what the build makes of the index (scripts/build/op-families.mjs). */
export function leaveForLater(names: string, load: () => unknown): void {
  families.push({ names, load });
}

/** The order of a name's overloads, by schema name, where several families declare some of them. */
export function keepOrder(given: Readonly<Record<string, readonly string[]>>): void {
  orders = given;
}

function loadFamilies(wanted: (family: Family) => boolean): void {
  if (families.length === 0) return;
  const found = families.filter(wanted);
  if (found.length === 0) return;
  families = families.filter((family) => !found.includes(family));
  for (const { load } of found) load();
  for (const [name, order] of Object.entries(orders)) {
    const overloads = registry.get(name);
    if (overloads === undefined || overloads.length < 2) continue;
    overloads.sort((a, b) => order.indexOf(a.schemaName) - order.indexOf(b.schemaName));
    ordered.delete(name);
  }
}

/** What is declared under a name, in that order. */
function declared(name: string): OpDeclaration[] {
  const word = ` ${name} `;
  loadFamilies(({ names }) => names.includes(word));
  return registry.get(name) ?? [];
}

/**
 * Overloads by full name ("torch.sum"), in the order to try them in: that of declaration, but one that takes a tensor
 * before one that takes a number in the same place, for a tensor without dimensions would do as a number.
 */
export function findOps(name: string): readonly OpDeclaration[] {
  const overloads = declared(name);
  if (overloads.length < 2 || ordered.has(name)) return overloads;
  ordered.add(name);
  for (let i = 1; i < overloads.length; i++) {
    const moved = overloads[i];
    const to = overloads.findIndex((other, at) => at < i && moved !== undefined && takesTensorFor(moved, other));
    if (moved === undefined || to < 0) continue;
    overloads.splice(i, 1);
    overloads.splice(to, 0, moved);
  }
  return overloads;
}

/** The first arguments that differ are a tensor of `one` and a number of `other`. */
function takesTensorFor(one: OpDeclaration, other: OpDeclaration): boolean {
  const others = other.schema.arguments;
  const at = one.schema.arguments.findIndex((argument, i) => argument.type.kind !== others[i]?.type.kind);
  const [mine, theirs] = [one.schema.arguments[at], others[at]];
  return mine?.type.kind === "Tensor" && !mine.type.list && theirs?.type.kind === "Scalar" && !theirs.type.list;
}

/** The op of this schema name ("select.int"), or the first that was declared of the base name ("select"). */
export function findSchema(name: string): OpDeclaration | undefined {
  return declared(`aten.${name}`)[0];
}

/** Every full name with its overloads. */
export function opNames(): ReadonlyMap<string, readonly OpDeclaration[]> {
  loadFamilies(() => true);
  return new Map([...registry].filter(([name]) => !name.startsWith("aten.")));
}

export function declarations(): readonly OpDeclaration[] {
  loadFamilies(() => true);
  return allDeclarations;
}

/** Declares an op; see OpOptions. */
export function op<A extends unknown[], R extends OpResult>(notation: string, options: OpOptions<A, R>): Op<A, R> {
  const body = options.forward ?? options.composite;
  if (body === undefined) throw new Error(`${notation}: neither forward nor composite`);
  // Arguments come from typed callers, or bound by the schema: both give what the body takes.
  const run = body as unknown as (...args: unknown[]) => OpResult;
  const declaration = new OpDeclaration(notation, options, run);
  register(declaration);
  // The schema's types are those of A and R: tests run every sample through both.
  const invoke = (...args: A): R => declaration.call(args) as R;
  const inPlace = (...args: A): Tensor => declaration.callInPlace(args);
  return Object.assign(invoke, { declaration, forward: body, inPlace });
}

function namesOf(name: string, forms: readonly Form[], aliases: readonly string[] = []): readonly string[] {
  const names = forms.map((form) => `${form}.${name}`);
  for (const alias of aliases) {
    if (alias.includes(".")) names.push(alias);
    else for (const form of forms) names.push(`${form}.${alias}`);
  }
  return names;
}

function planOf(schema: Schema, options: OpOptions<never, OpResult>): Plan {
  const unwritten = options.forward !== undefined && options.backward === undefined;
  const backward = unwritten ? notImplemented(schema) : (options.backward ?? {});
  const inputNames = schema.arguments.map((a) => a.name).filter((name) => backward[name] !== undefined);
  return {
    schema,
    mutates: schema.arguments[0]?.type.written ?? false,
    nodeName: unwritten ? "NotImplemented" : nodeName(schema, options.node ?? 0),
    defaults: schema.arguments.map((a) => a.default),
    inputPositions: inputNames.map((name) => schema.arguments.findIndex((a) => a.name === name)),
    inputNames,
    derivatives: inputNames.map((name) => derivativeOf(schema, backward, name)),
    saves: saveSpecs(schema, backward, inputNames),
    fixed: unwritten ? [] : fixedInputs(schema, inputNames),
  };
}

/** Inputs that derivatives.yaml calls non_differentiable: a float among them is refused for its dtype. */
const positions: ReadonlySet<string> = new Set([
  "LU_pivots",
  "condition",
  "count",
  "index",
  "indices",
  "mask",
  "source",
  "target",
]);

/** Gradient ops are left out: they meet their own results again in a second derivative. */
function fixedInputs(schema: Schema, inputNames: readonly string[]): readonly FixedInput[] {
  if (inputNames.length === 0 || schema.name.includes("backward")) return [];
  return schema.arguments.flatMap(({ name, type }, position) =>
    type.kind === "Tensor" && !inputNames.includes(name) && !positions.has(name) ? [{ position, name }] : [],
  );
}

function register(declaration: OpDeclaration): void {
  allDeclarations.push(declaration);
  const add = (name: string) => {
    const overloads = registry.get(name);
    if (overloads === undefined) registry.set(name, [declaration]);
    else overloads.push(declaration);
  };
  for (const name of declaration.names) add(name);
  for (const name of declaration.schemaNames) add(name);
}

/** The formula of a derivative that PyTorch names but has not: it says so when backward reaches it. */
export function underivable(name: string): Formula {
  return () => {
    throw new TorchError("NotImplementedError", `the derivative for '${name}' is not implemented.`);
  };
}

/** PyTorch has no derivative: a node is made, and says so when backward reaches it. */
function notImplemented(schema: Schema): Backward {
  const fail: Formula = () => {
    throw runtimeError(`derivative for aten::${schema.name} is not implemented`);
  };
  const tensors = schema.arguments.filter((a) => a.type.kind === "Tensor" && !a.type.optional && a.name !== "index");
  return Object.fromEntries(tensors.map((a) => [a.name, fail]));
}

function nodeName(schema: Schema, node: number | string): string {
  return typeof node === "string" ? node : `${camelCase(schema.name)}Backward${node}`;
}

/** Each `_`-separated part titled as Python's str.title does: log1p -> Log1P, _to_copy -> ToCopy. */
function camelCase(name: string): string {
  return name
    .split("_")
    .map((part) =>
      part.toLowerCase().replace(/[a-z]+/g, (letters) => letters.charAt(0).toUpperCase() + letters.slice(1)),
    )
    .join("");
}

function derivativeOf(schema: Schema, backward: Backward, name: string): Derivative {
  const entry = backward[name];
  const argument = schema.arguments.find((a) => a.name === name);
  if (entry === undefined || argument === undefined) throw new Error(`${schema.text}: no formula for ${name}`);
  return { formula: typeof entry === "function" ? entry : entry.grad, list: argument.type.list };
}

function saveSpecs(schema: Schema, backward: Backward, inputNames: readonly string[]): SaveSpec[] {
  const users = new Map<string, number[]>();
  inputNames.forEach((name, i) => {
    const entry = backward[name];
    const uses = entry === undefined || typeof entry === "function" ? [] : entry.uses;
    for (const use of uses) users.set(use, [...(users.get(use) ?? []), i]);
  });
  const anyList = inputNames.some((name) => schema.arguments.find((a) => a.name === name)?.type.list);
  const specs = [...users].map(([use, by]): SaveSpec => {
    const hidden = use.startsWith("_");
    const name = hidden ? use.slice(1) : use;
    const { source, index, fact } = saveSource(schema, name);
    // PyTorch keeps everything for a backward of a backward.
    const isBackward = schema.name.includes("backward");
    const guarded = source === "argument" && inputNames.length > 1 && by.length === 1 && !anyList && !isBackward;
    const isTensor = schema.arguments[index]?.type.kind === "Tensor";
    return { name, source, index, fact, hidden, guard: guarded && isTensor ? (by[0] ?? -1) : -1 };
  });
  // In the order of the schema, as hooks on saved tensors see them.
  const place = ({ source, index }: SaveSpec) => (source === "result" ? schema.arguments.length + index : index);
  return specs.sort((a, b) => place(a) - place(b));
}

function saveSource(schema: Schema, name: string): Pick<SaveSpec, "source" | "index" | "fact"> {
  const argument = schema.arguments.findIndex((a) => a.name === name);
  if (argument >= 0) return { source: "argument", index: argument, fact: "sizes" };
  const result = /^result(\d*)$/.exec(name);
  if (result !== null) return { source: "result", index: Number(result[1] || 0), fact: "sizes" };
  const returned = schema.returns.findIndex((r) => r.name === name);
  if (returned >= 0) return { source: "result", index: returned, fact: "sizes" };
  const fact = /^(\w+)_(sizes|strides|numel|dim)$/.exec(name);
  const of = schema.arguments.findIndex((a) => a.name === fact?.[1]);
  // One of the four by the expression.
  if (of >= 0) return { source: "sizes", index: of, fact: fact?.[2] as SaveSpec["fact"] };
  const size = /^(\w+)_argsize_(\d)$/.exec(name);
  const sized = schema.arguments.findIndex((a) => a.name === size?.[1]);
  if (sized >= 0) return { source: "sizes", index: sized, fact: Number(size?.[2]) };
  throw new Error(`${schema.text}: cannot save ${name}`);
}

/** The tensors among an op's results, in order. */
export function resultTensors(result: OpResult): readonly Tensor[] {
  return result instanceof Tensor ? [result] : result;
}
