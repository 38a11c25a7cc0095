// def, lambda and generator expressions: code objects whose bodies compile when they first run, and the functions
// made from them.

import { call } from "../runtime/call";
import {
  Cell,
  type Code,
  type Parameters as CodeParameters,
  Frame,
  PyFunction,
  type WatchedVariable,
} from "../runtime/function";
import { PyGenerator } from "../runtime/generator";
import { iterate } from "../runtime/iterate";
import type { Value } from "../runtime/object";
import { thread } from "../runtime/thread";
import { PyDict } from "../runtime/value";
import type * as ast from "../syntax/ast";
import { OutlinedFunction } from "../syntax/outlined";
import { annotation } from "./annotations";
import { collectClauses, generatorSteps } from "./comprehensions";
import { cellIn, cellOf, type Evaluate, type Execute, NORMAL, prefixIn, Unit, WarmingSteps } from "./context";
import type { Scope } from "./scope";
import { allParameters } from "./symbols";
import { storeName } from "./targets";

const NO_PARAMETERS: CodeParameters = {
  positional: [],
  positionalOnly: 0,
  keywordOnly: [],
  varargs: null,
  kwargs: null,
};

export interface CodeOptions {
  readonly name: string;
  readonly qualname: string;
  readonly parameters: CodeParameters;
  readonly span: number;
  readonly isGenerator: boolean;
}

/** A code object of a scope; `compile` makes its body when it first runs. */
export function makeCode(unit: Unit, options: CodeOptions, compile: () => (frame: Frame) => Value): Code {
  return new ScopeCode(unit, options, compile);
}

/** A class, for every call reads its code: objects of one shape are read fastest, and made fastest. */
class ScopeCode implements Code {
  readonly name: string;
  readonly qualname: string;
  readonly parameters: CodeParameters;
  readonly simpleCount: number;
  slotCount: number;
  hasCells = false;
  cellParameters: readonly number[] = [];
  cellLocals: readonly number[] = [];
  readonly freeNames: readonly string[];
  readonly isGenerator: boolean;
  readonly span: number;
  readonly file: string;
  readonly library: boolean;
  readonly takesSelf: boolean;
  constants: readonly unknown[] = [];
  run: (frame: Frame) => Value;
  private readonly scope: Scope;

  constructor({ scope, module }: Unit, options: CodeOptions, compile: () => (frame: Frame) => Value) {
    const { positional, keywordOnly, varargs, kwargs } = options.parameters;
    const simple = keywordOnly.length === 0 && varargs === null && kwargs === null;
    this.name = options.name;
    this.qualname = options.qualname;
    this.parameters = options.parameters;
    this.simpleCount = simple ? positional.length : -1;
    this.scope = scope;
    this.slotCount = scope.slotCount;
    this.findCells();
    this.freeNames = [...scope.free.keys()];
    this.isGenerator = options.isGenerator;
    this.span = options.span;
    this.file = module.file;
    this.library = module.library;
    this.takesSelf = positional[0] === "self";
    this.run = this.first(compile);
  }

  /** What the first call runs: it compiles the body. Returned, and not assigned in its place: see Interpreter.lookup. */
  private first(compile: () => (frame: Frame) => Value): (frame: Frame) => Value {
    const { scope } = this;
    return (frame) => {
      if (scope.postponed !== null) this.readBody(scope.postponed, frame);
      this.run = compile();
      this.slotCount = scope.slotCount;
      return this.run(frame);
    };
  }

  /** Variables that functions inside share live in cells. */
  private findCells(): void {
    const { shared, parameters } = this.scope;
    this.hasCells = shared.size > 0;
    if (!this.hasCells) return;
    const slots = (names: readonly string[]): number[] => names.map((name) => this.scope.slotOf(name));
    this.cellParameters = slots([...shared].filter((name) => parameters.has(name)));
    this.cellLocals = slots([...shared].filter((name) => !parameters.has(name)));
  }

  /** Reads the body in the first call, whose frame has been made without knowing its cells. */
  private readBody(read: () => void, { slots }: Frame): void {
    this.scope.postponed = null;
    read();
    this.findCells();
    for (const slot of this.cellParameters) slots[slot] = new Cell(slots[slot]);
    for (const slot of this.cellLocals) slots[slot] = new Cell(undefined);
  }

  get recorded(): Iterable<WatchedVariable> {
    return this.scope.recorded.values();
  }

  get boundNames(): readonly string[] {
    return [...this.scope.bound].filter((name) => !this.scope.nonlocals.has(name) && !this.scope.globals.has(name));
  }

  get localNames(): readonly string[] {
    const names: string[] = [];
    for (const [name, slot] of this.scope.slots) names[slot] = name;
    return names;
  }
}

/** The cells of the variables around that a function made in this unit shares. */
export function closureOf(unit: Unit, inner: Scope): (frame: Frame) => Cell[] {
  const getters = [...inner.free.keys()].map((name) => {
    const binding = unit.scope.kind === "class" ? classBinding(unit, name) : unit.scope.find(name);
    if (binding.kind === "free") return (f: Frame) => cellOf(f, binding.index);
    if (binding.kind === "local") return (f: Frame) => cellIn(f, binding.slot);
    throw new Error(`no cell for ${name}`);
  });
  if (getters.length === 0) return () => NO_CELLS;
  return (f) => getters.map((get) => get(f));
}

const NO_CELLS: Cell[] = [];

function classBinding(unit: Unit, name: string) {
  return name === "__class__" ? unit.scope.own(name) : unit.scope.findAround(name);
}

function parametersOf(unit: Unit, args: ast.Arguments): CodeParameters {
  const name = (arg: ast.Arg): string => unit.mangle(arg.arg);
  return {
    positional: [...args.posonlyargs, ...args.args].map(name),
    positionalOnly: args.posonlyargs.length,
    keywordOnly: args.kwonlyargs.map(name),
    varargs: args.vararg === null ? null : name(args.vararg),
    kwargs: args.kwarg === null ? null : name(args.kwarg),
  };
}

/** The docstring of a body. */
export function docOf(body: readonly ast.Stmt[]): Value {
  const [first] = body;
  if (first?.kind !== "Expr" || first.value.kind !== "Constant") return null;
  return first.value.value.type === "str" ? first.value.value.value : null;
}

interface FunctionParts {
  readonly name: string;
  readonly node: ast.FunctionDef | ast.Lambda;
  readonly doc: Value | (() => Value);
  readonly body: (unit: Unit) => (frame: Frame) => Value;
}

/** What makes the function when the def statement or the lambda is evaluated. */
function makeFunction(unit: Unit, parts: FunctionParts): (frame: Frame) => PyFunction {
  const { node, name, doc } = parts;
  const { args } = node;
  const scope = unit.scopeOf(node);
  const prefix = prefixIn(unit);
  const qualname = unit.scope.globals.has(name) ? name : `${prefix}${name}`;
  const inner = new Unit(unit.module, unit.parts, scope, qualname);
  const span = inner.span(node, node.kind === "Lambda" ? "lambda" : "function");
  inner.statementSpan = span;
  const options = { name, qualname, parameters: parametersOf(inner, args), span, isGenerator: scope.isGenerator };
  const [decorator] = node.kind === "FunctionDef" ? node.decorator_list : [];
  const code = makeCode(inner, options, () => {
    const first = thread.spans.size;
    const run = announceArguments(inner, args, parts.body(inner));
    if (scope.isGenerator) return run;
    const again = inner.again(first, thread.spans.size, span);
    return warming(code, run, (sample) => inner.parts.hotBody(again, args, node.body, sample));
  });
  code.firstOffset = (decorator ?? node).start;
  const defaults = args.defaults.map((each) => unit.expression(each));
  const keywordDefaults = args.kwonlyargs.flatMap((arg, i) => {
    const value = args.kw_defaults[i] ?? null;
    return value === null ? [] : [{ name: inner.mangle(arg.arg), evaluate: unit.expression(value) }];
  });
  const closure = closureOf(unit, scope);
  const { globals } = unit.module;
  return (f) => {
    const values = defaults.map((each) => each(f));
    const named =
      keywordDefaults.length === 0 ? null : new Map(keywordDefaults.map((each) => [each.name, each.evaluate(f)]));
    return new PyFunction(code, globals, closure(f), values, named, doc, globals.get("__name__") ?? null);
  };
}

/** Runs a body until it is hot; then the second tier's takes its place. */
function warming(code: Code, run: Evaluate, make: (sample: Frame) => Evaluate | null): Evaluate {
  let calls = 0;
  let last: Frame | null = null;
  return (f) => {
    calls++;
    if (calls === thread.hotAfter - 1) last = f;
    if (calls !== thread.hotAfter) return run(f);
    const made = make(last ?? f);
    last = null;
    code.run = made ?? run;
    return code.run(f);
  };
}

/** With recording, arguments are bindings too. */
function announceArguments(unit: Unit, args: ast.Arguments, body: (frame: Frame) => Value): (frame: Frame) => Value {
  const { recorder } = unit;
  if (recorder === null) return body;
  const parameters = allParameters(args).map((arg) => {
    const name = unit.mangle(arg.arg);
    const variable = { name, span: unit.span(arg), slot: unit.scope.slotOf(name), free: false };
    unit.scope.recorded.set(name, variable);
    return variable;
  });
  return (f) => {
    if (recorder.quiet) return body(f);
    for (const { name, span, slot } of parameters) {
      const value = f.slots[slot];
      recorder.bind(span, name, value instanceof Cell ? value.value : value);
    }
    return body(f);
  };
}

export function functionDef(unit: Unit, node: ast.FunctionDef): Execute {
  const make = makeFunction(unit, {
    name: node.name,
    node,
    doc: node instanceof OutlinedFunction ? () => docOf(node.body) : docOf(node.body),
    body: (inner) => {
      if (inner.scope.isGenerator) return inner.parts.generatorBody(inner, node.body);
      const body = inner.block(node.body);
      return (f) => {
        body(f);
        return f.result;
      };
    },
  });
  const store = storeName(unit, node.name, node);
  const decorators = decoratorsOf(unit, node.decorator_list);
  const annotations = annotationsOf(unit, node);
  return (f) => {
    const callees = decorators.map(({ evaluate }) => evaluate(f));
    const made = make(f);
    made.annotations = annotations === null ? null : annotations(f);
    let value: Value = made;
    for (let i = callees.length - 1; i >= 0; i--) {
      thread.span = decorators[i]?.span ?? -1;
      value = call(callees[i] ?? null, [value]);
    }
    store(f, value);
    return NORMAL;
  };
}

export interface Decorator {
  readonly evaluate: Evaluate;
  readonly span: number;
}

export function decoratorsOf(unit: Unit, nodes: readonly ast.Expr[]): Decorator[] {
  return nodes.map((each) => ({ evaluate: unit.expression(each), span: unit.span(each) }));
}

/** Annotations are evaluated when the function is defined, as CPython 3.11 does. */
function annotationsOf(unit: Unit, node: ast.FunctionDef): ((frame: Frame) => PyDict) | null {
  const { posonlyargs, args, vararg, kwonlyargs, kwarg } = node.args;
  const inOrder = [...posonlyargs, ...args, vararg, ...kwonlyargs, kwarg].filter((arg) => arg !== null);
  const parts = inOrder.flatMap((arg) =>
    arg.annotation === null ? [] : [{ name: unit.mangle(arg.arg), evaluate: annotation(unit, arg.annotation) }],
  );
  if (node.returns !== null) parts.push({ name: "return", evaluate: annotation(unit, node.returns) });
  if (parts.length === 0) return null;
  return (f) => {
    const dict = new PyDict();
    for (const { name, evaluate } of parts) dict.set(name, evaluate(f));
    return dict;
  };
}

export function lambda(unit: Unit, node: ast.Lambda): Evaluate {
  return makeFunction(unit, {
    name: "<lambda>",
    node,
    doc: null,
    body: (inner) => {
      if (!inner.scope.isGenerator) return inner.expression(node.body);
      const { start, end } = node.body;
      return inner.parts.generatorBody(inner, [{ kind: "Return", value: node.body, start, end }]);
    },
  });
}

/** A generator expression: its first iterable is evaluated at once, the rest lazily in a frame of its own. */
export function generatorExpression(unit: Unit, node: ast.GeneratorExp): Evaluate {
  const [first] = node.generators;
  if (first === undefined) throw new Error("a generator expression has a loop");
  const scope = unit.scopeOf(node);
  const qualname = `${prefixIn(unit)}<genexpr>`;
  const inner = new Unit(unit.module, unit.parts, scope, qualname);
  inner.statementSpan = unit.statementSpan;
  const span = inner.span(node, "comprehension");
  const iterable = unit.expression(first.iter);
  const iterSpan = unit.span(first.iter);
  const options = { name: "<genexpr>", qualname, parameters: NO_PARAMETERS, span, isGenerator: true };
  let steps: ReturnType<typeof generatorSteps> | undefined;
  let ends: readonly [number, number] = [0, 0];
  const places: number[] = [];
  const hot = new WarmingSteps((_, sample) =>
    inner.parts.hotItems(inner.again(...ends, inner.statementSpan), node, places, sample),
  );
  const code = makeCode(inner, options, () => () => null);
  const closure = closureOf(unit, scope);
  return (f) => {
    const source = iterable(f);
    thread.span = iterSpan;
    const iterator = iterate(source);
    if (steps === undefined) {
      const first = thread.spans.size;
      for (const _ of node.generators) places.push(places.length === 0 ? 0 : scope.newSlot());
      steps = generatorSteps(collectClauses(inner, node), inner.expression(node.elt), places, hot);
      ends = [first, thread.spans.size];
    }
    const slots: (Value | undefined)[] = new Array(scope.slotCount);
    for (const slot of code.cellLocals) slots[slot] = new Cell(undefined);
    slots[0] = iterator;
    const frame = new Frame(slots, closure(f), code);
    const made = hot.isHot(frame) && hot.made !== null ? hot.made(frame, 0) : steps(frame);
    return new PyGenerator(code, frame, made, "<genexpr>", qualname);
  };
}
