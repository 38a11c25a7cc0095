// What the parts of the compiler share: closure types, the unit being compiled, and the table of the parts themselves,
// through which they call each other.

import type { LanguageRecorder, SpanKind } from "../../trace/recorder";
import { Cell, type Frame } from "../runtime/function";
import { type GeneratorSteps, SWITCHED } from "../runtime/generator";
import { mangle } from "../runtime/mangle";
import type { Value } from "../runtime/object";
import { thread } from "../runtime/thread";
import type { PyDict, PyIterator } from "../runtime/value";
import type * as ast from "../syntax/ast";
import type { Binding, Scope } from "./scope";
import type { ScopeTable } from "./symbols";

/** A compiled expression. */
export type Evaluate = (frame: Frame) => Value;
/** A compiled condition. */
export type Test = (frame: Frame) => boolean;
/** A compiled statement; says how it ended. */
export type Execute = (frame: Frame) => Completion;
/** A compiled assignment target. */
export type Store = (frame: Frame, value: Value) => void;
/** A compiled statement or expression that may yield; resumed with what was sent. */
export type Steps<T> = (frame: Frame) => Generator<Value, T, Value>;

export const NORMAL = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;
/** A generator goes on in the second tier: its frame's result is the JavaScript generator that does. */
export const SWITCH = SWITCHED;
export type Completion = 0 | 1 | 2 | 3 | 4;

/** A module while it is compiled and run. */
export interface ModuleContext {
  readonly name: string;
  readonly file: string;
  readonly globals: PyDict;
  readonly builtins: PyDict;
  readonly scopes: ScopeTable;
  readonly futureAnnotations: boolean;
  /** The prelude's own text: not recorded, folded in tracebacks. */
  readonly library: boolean;
  /** Null when the module is compiled without recording. */
  readonly recorder: LanguageRecorder | null;
  /** `import a.b.c`: the module `a` (or `a.b.c` itself with `leaf`). */
  readonly importModule: (name: string, level: number, leaf: boolean) => Value;
  /** What exists once however often its node is compiled: the code of functions, constants, the last span of a loop. */
  readonly made: Map<ast.Node, unknown>;
}

/** The parts of the compiler. */
export interface Parts {
  expression(unit: Unit, node: ast.Expr): Evaluate;
  test(unit: Unit, node: ast.Expr): Test;
  block(unit: Unit, body: readonly ast.Stmt[]): Execute;
  store(unit: Unit, target: ast.Expr): Store;
  lambda(unit: Unit, node: ast.Lambda): Evaluate;
  generatorExpression(unit: Unit, node: ast.GeneratorExp): Evaluate;
  call(unit: Unit, node: ast.Call): Evaluate;
  comprehension(unit: Unit, node: ast.ListComp | ast.SetComp | ast.DictComp): Evaluate;
  functionDef(unit: Unit, node: ast.FunctionDef): Execute;
  classDef(unit: Unit, node: ast.ClassDef): Execute;
  matchStatement(unit: Unit, node: ast.Match): Execute;
  generatorBody(unit: Unit, body: readonly ast.Stmt[]): (frame: Frame) => Value;
  /** The second tier's, of what has become hot; null where there is none. */
  hotBody(unit: Unit, args: ast.Arguments, body: readonly ast.Stmt[] | ast.Expr, sample: Frame): Evaluate | null;
  hotSteps(unit: Unit, body: readonly ast.Stmt[], entries: Entries, sample: Frame): HotSteps | null;
  hotItems(unit: Unit, node: ast.GeneratorExp, places: readonly number[], sample: Frame): HotSteps | null;
  hotComprehension(unit: Unit, node: Comprehension, sample: Frame): HotComprehension | null;
  hotLoop(unit: Unit, node: ast.For | ast.While, span: number, sample: Frame): HotLoop | null;
}

/** What runs a generator in the second tier, from its start (0) or from the place of this number. */
export type HotSteps = (frame: Frame, entry: number) => GeneratorSteps;

/** The loops at whose heads a generator may go on in the second tier. */
export type Entries = ReadonlyMap<ast.Node, Entry>;

/** A place where the code of a generator may be entered. */
export interface Entry {
  readonly number: number;
  /** The slots of the iterator of a `for` loop and of the turn's number. */
  readonly iterator: number;
  readonly turn: number;
}

type Comprehension = ast.ListComp | ast.SetComp | ast.DictComp;

/** The loops of a comprehension, from the head of the outermost; `quiet` is what the recorder was before them. */
export type HotComprehension = (frame: Frame, into: unknown, iterator: PyIterator, quiet: boolean) => void;

/** A loop that goes on at a turn; a `for` loop with its iterator, and the turn from which on all are recorded. */
export type HotLoop = (frame: Frame, turn: number, iterator: PyIterator | null, lastTurns: number) => Completion;

/** One frame's code while it is compiled: a module, a function, a class body, a generator expression. */
export class Unit {
  /** The innermost statement's span. */
  statementSpan = -1;
  /** Of a generator, where what is compiled may go on in the second tier. */
  warming: WarmingSteps | null = null;

  constructor(
    readonly module: ModuleContext,
    readonly parts: Parts,
    readonly scope: Scope,
    readonly qualname: string,
    /** Slots of values that a yield in the middle of an expression must keep. */
    readonly kept: Map<ast.Expr, number> = new Map(),
    /** When something is compiled once more: the spans that it has. */
    readonly known: KnownSpans | null = null,
  ) {}

  /** The same frame inside a comprehension. */
  within(scope: Scope, qualname = this.qualname): Unit {
    const unit = new Unit(this.module, this.parts, scope, qualname, this.kept, this.known);
    unit.statementSpan = this.statementSpan;
    return unit;
  }

  /** The same frame, to compile once more what got its spans from `first` to before `end`. */
  again(first: number, end: number, statementSpan: number): Unit {
    if (this.known !== null) return this;
    const { module, parts, scope, qualname } = this;
    const unit = new Unit(module, parts, scope, qualname, new Map(), new KnownSpans(first, end));
    unit.statementSpan = statementSpan;
    return unit;
  }

  /** What is made once for a node. */
  once<T>(node: ast.Node, make: () => T): T {
    const { made } = this.module;
    // What was made for a node is asked for as that alone.
    const known = made.get(node) as T | undefined;
    if (known !== undefined) return known;
    const fresh = make();
    made.set(node, fresh);
    return fresh;
  }

  get recorder(): LanguageRecorder | null {
    return this.module.recorder;
  }

  expression(node: ast.Expr): Evaluate {
    return this.parts.expression(this, node);
  }

  test(node: ast.Expr): Test {
    return this.parts.test(this, node);
  }

  block(body: readonly ast.Stmt[]): Execute {
    return this.parts.block(this, body);
  }

  store(target: ast.Expr): Store {
    return this.parts.store(this, target);
  }

  mangle(name: string): string {
    return mangle(name, this.scope.className);
  }

  find(name: string): Binding {
    return this.scope.find(this.mangle(name));
  }

  scopeOf(node: ast.Node): Scope {
    const scope = this.module.scopes.get(node);
    if (scope === undefined) throw new Error("a node without its scope");
    return scope;
  }

  span(node: ast.Node, kind: SpanKind = "expression"): number {
    const { file, library } = this.module;
    const { start, end } = node;
    const known = this.known?.find(node, kind, this.qualname);
    if (known !== undefined) return known;
    return thread.spans.define({
      file,
      start,
      end,
      kind,
      scope: this.qualname,
      statement: this.statementSpan,
      library,
    });
  }
}

/** Counts a generator's calls and turns, until the second tier takes it over. */
export class WarmingSteps {
  readonly entries = new Map<ast.Node, Entry>();
  made: HotSteps | null = null;
  private count = 0;

  constructor(private readonly make: (entries: Entries, sample: Frame) => HotSteps | null) {}

  /** Whether the second tier's steps are there. */
  isHot(f: Frame): boolean {
    if (++this.count < thread.hotAfter) return false;
    if (this.count === thread.hotAfter) this.made = this.make(this.entries, f);
    return this.made !== null;
  }

  /** At a loop's head: whether the frame goes on in the second tier. */
  leaves(f: Frame, entry: number): boolean {
    if (!this.isHot(f) || this.made === null) return false;
    f.result = this.made(f, entry);
    return true;
  }

  enter(node: ast.Node, scope: Scope): Entry {
    const entry = { number: this.entries.size + 1, iterator: scope.newSlot(), turn: scope.newSlot() };
    this.entries.set(node, entry);
    return entry;
  }
}

/** The spans of a range of the table, by what they are the spans of. */
class KnownSpans {
  private readonly spans = thread.spans;
  /** Made for the first that is asked for: few bodies are compiled once more. */
  private ids: Map<string, number> | null = null;

  constructor(
    private readonly first: number,
    private readonly end: number,
  ) {}

  find(node: ast.Node, kind: SpanKind, scope: string): number | undefined {
    this.ids ??= this.byKey();
    return this.ids.get(keyOf(node, kind, scope));
  }

  private byKey(): Map<string, number> {
    const ids = new Map<string, number>();
    for (let id = this.first; id < this.end; id++) {
      const info = this.spans.info(id);
      if (info === undefined) continue;
      const key = keyOf(info, info.kind, info.scope);
      if (!ids.has(key)) ids.set(key, id);
    }
    return ids;
  }
}

const keyOf = ({ start, end }: ast.Node, kind: SpanKind, scope: string): string => `${start} ${end} ${kind} ${scope}`;

/** The cell in a slot. */
export function cellIn(frame: Frame, slot: number): Cell {
  const cell = frame.slots[slot];
  if (cell instanceof Cell) return cell;
  throw new Error("a shared variable without its cell");
}

/** The cell at a place of the closure. */
export function cellOf(frame: Frame, index: number): Cell {
  const cell = frame.closure[index];
  if (cell === undefined) throw new Error("a free variable without its cell");
  return cell;
}

/** What comes before the names of functions that are defined here. */
export function prefixIn({ scope, qualname }: Unit): string {
  if (qualname === "") return "";
  return scope.kind === "function" && !scope.isComprehension ? `${qualname}.<locals>.` : `${qualname}.`;
}
