// One run of a program: its sources, its modules, its outcome. `new Interpreter(options).run()`.

import type { LanguageRecorder } from "../trace/recorder";
import { builtinNamespace } from "./builtins";
import { hasAnnotations } from "./compile/annotations";
import { compileModule } from "./compile/program";
import { collectSymbols } from "./compile/symbols";
import { type UndefinedName, undefinedNames } from "./compile/undefined";
import { libraryModules } from "./modules";
import { Importer, type Loader } from "./modules/importer";
import type { LibraryFile } from "./prelude/file";
import { outlineOf } from "./prelude/outlines";
import { LimitReached, type PyException, PyRaise, Refusal, systemExitType, translateThrow } from "./runtime/errors";
import type { Value } from "./runtime/object";
import { exceptionText, str } from "./runtime/repr";
import { createSpanTable, type SpanTable } from "./runtime/spans";
import { MAX_DIGITS, POLL_INTERVAL, RECURSION_LIMIT, thread } from "./runtime/thread";
import { formatTraceback, type SourceLookup } from "./runtime/traceback";
import { type PyDict, type PyModule, PyTuple } from "./runtime/value";
import type * as ast from "./syntax/ast";
import { parseModule } from "./syntax/parser";
import type { SyntaxProblem } from "./syntax/problem";
import { SourceText } from "./syntax/source";

export interface RunOptions {
  /** Every file the program may import, by file name ("perception.nnspec"), the entry included. */
  readonly sources: ReadonlyMap<string, string>;
  /** The file to run as `__main__`. */
  readonly entry: string;
  /** Null or absent: nothing is recorded, and recording costs nothing. */
  readonly recorder?: LanguageRecorder | null;
  /** Called at safepoints; may throw LimitReached. */
  readonly poll?: () => void;
  readonly write?: (text: string) => void;
  readonly writeError?: (text: string) => void;
  /** Seconds since the epoch. */
  readonly clock?: () => number;
}

/** Where in a source an outcome points. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** The span's id, to find it in a trace. */
  readonly span: number;
}

export type Outcome =
  | { readonly kind: "ok" }
  | {
      readonly kind: "raised";
      readonly type: string;
      readonly message: string;
      readonly traceback: string;
      readonly place: Place | null;
      /** The calls that led there, outermost first. */
      readonly chain: readonly Place[];
      /** What is wrong with a file's syntax. */
      readonly problems: readonly SyntaxProblem[];
    }
  | { readonly kind: "refused"; readonly what: string; readonly message: string; readonly place: Place | null }
  | {
      readonly kind: "limited";
      readonly limit: LimitReached["kind"];
      readonly message: string;
      readonly place: Place | null;
    }
  | { readonly kind: "exit"; readonly code: number; readonly message: string };

/** A program whose first statements have run. */
interface Begun {
  readonly module: PyModule;
  readonly source: SourceText;
  readonly tree: ast.Module;
  readonly first: readonly ast.Stmt[];
}

export class Interpreter {
  readonly spans: SpanTable;
  /** The program's top-level names, by module, once they ran. */
  readonly modules: ReadonlyMap<string, PyModule>;
  /** Names of the library modules that are not torch's. */
  readonly libraryModules: readonly string[];
  private readonly importer: Importer;
  private readonly texts = new Map<string, SourceText>();
  private readonly builtins: PyDict;
  private begun: Begun | null = null;
  /** Runs what comes after what has run. */
  private rest: (() => void) | null = null;

  constructor(private readonly options: RunOptions) {
    const recorder = options.recorder ?? null;
    this.spans = createSpanTable((id, info) => recorder?.defineSpan(id, info));
    this.builtins = builtinNamespace();
    const load: Loader = { compile: (module, text, file) => this.compile(module, text, file) };
    this.importer = new Importer(options.sources, load);
    this.modules = this.importer.modules;
    this.libraryModules = libraryModules;
  }

  /** Runs the program. */
  run(): Outcome {
    this.enter();
    return this.outcome(() => {
      const { module, source } = this.importer.main(this.options.entry);
      this.compile(module, source, null)();
    });
  }

  /**
   * Runs the statements of the program that end before an offset of its text, and waits there: `proceed` runs the rest,
   * of this text or of another one that begins in the same way (`continues`). Null where it waits, else how it ended.
   */
  begin(until: number): Outcome | null {
    this.enter();
    let waits = false;
    const outcome = this.outcome(() => {
      const { module, source } = this.importer.main(this.options.entry);
      const tree = this.parsed(source);
      const first = tree.body.filter((statement) => statement.end < until);
      this.compiled(module, source, tree, first)();
      this.begun = { module, source, tree, first };
      waits = true;
    });
    return waits ? null : outcome;
  }

  /**
   * Whether the program with this text would have come to where it waits, and have the same state there. "broken": its
   * syntax has errors, so that it would not have begun.
   */
  continues(text: string): "yes" | "broken" | "no" {
    const { begun } = this;
    if (begun === null) return "no";
    const { module, tree, first } = begun;
    const source = new SourceText(begun.source.name, text);
    if (!text.startsWith(begun.source.text.slice(0, first.at(-1)?.end ?? 0))) return "no";
    const { module: next, errors } = parseModule(source);
    if (errors.length > 0) return "broken";
    const isSame = first.every(({ start, end }, i) => next.body[i]?.start === start && next.body[i]?.end === end);
    if (!isSame || collectSymbols(tree).futureAnnotations !== collectSymbols(next).futureAnnotations) return "no";
    // A module has its __annotations__ from its beginning on, whichever statement needs them.
    if (hasAnnotations(first) !== hasAnnotations(next.body)) return "no";
    // Its own text, as a module that it imports, is another one now.
    for (const other of this.modules.values()) {
      if (other !== module && other.globals.get("__file__") === source.name) return "no";
    }
    try {
      // What is refused where it is compiled is refused before the program begins.
      this.rest = this.compiled(module, source, next, next.body.slice(first.length));
    } catch {
      return "no";
    }
    return "yes";
  }

  /** Runs the rest of the text that continues what has run. */
  proceed(): Outcome {
    const { rest } = this;
    if (rest === null) throw new Error("nothing waits");
    this.rest = null;
    this.begun = null;
    return this.outcome(rest);
  }

  /** Makes the thread this interpreter's, as a new process has it. */
  private enter(): void {
    const { options } = this;
    thread.span = -1;
    // The module itself is the first call.
    thread.depth = 1;
    thread.recursionLimit = RECURSION_LIMIT;
    thread.maxDigits = MAX_DIGITS;
    thread.budget = POLL_INTERVAL;
    thread.poll = options.poll ?? (() => {});
    thread.recorder = options.recorder ?? null;
    thread.handled = null;
    thread.spans = this.spans;
    thread.source = this.lookup();
    thread.write = options.write ?? (() => {});
    thread.writeError = options.writeError ?? (() => {});
    thread.clock = options.clock ?? (() => 0);
    thread.system = null;
  }

  // V8 puts a function that is assigned to a property where it is written among what has long lived, and with it keeps all
  // that it knows, a whole run, until it collects the whole heap. One that is returned is as young as it is.
  private lookup(): (file: string) => SourceText | undefined {
    return (file) => this.texts.get(file);
  }

  private outcome(body: () => void): Outcome {
    try {
      body();
      return { kind: "ok" };
    } catch (error) {
      return this.outcomeOf(translateThrow(error));
    }
  }

  /** The source of a file, for those who show spans. */
  source(file: string): SourceText | undefined {
    return this.texts.get(file);
  }

  private compile(module: PyModule, source: SourceText, file: LibraryFile | null): () => void {
    if (file === null) return this.compiled(module, source, this.parsed(source));
    return this.compiled(module, source, outlineOf(file, source), undefined, true);
  }

  private parsed(source: SourceText): ast.Module {
    this.texts.set(source.name, source);
    const { module, errors } = parseModule(source);
    if (errors.length > 0) throw new SyntaxFailure(source, errors);
    return module;
  }

  private compiled(
    module: PyModule,
    source: SourceText,
    tree: ast.Module,
    statements?: readonly ast.Stmt[],
    library = false,
  ): () => void {
    this.texts.set(source.name, source);
    const symbols = collectSymbols(tree);
    const context = {
      name: module.name,
      file: source.name,
      globals: module.globals,
      builtins: this.builtins,
      scopes: symbols.scopes,
      futureAnnotations: symbols.futureAnnotations,
      library,
      made: new Map(),
      recorder: library ? null : (this.options.recorder ?? null),
      importModule: (name: string, level: number, leaf: boolean) =>
        this.importer.importModule(name, level, leaf, module),
    };
    return compileModule(tree, symbols, context, statements);
  }

  private outcomeOf(error: unknown): Outcome {
    if (error instanceof PyRaise) {
      const { exception } = error;
      if (exception.cls.isSubclassOf(systemExitType)) return exitOf(exception);
      return this.raisedOutcome(exception);
    }
    const ended = error instanceof Refusal || error instanceof LimitReached ? error.span : -1;
    const place = this.place(ended < 0 ? thread.span : ended);
    if (error instanceof Refusal) return { kind: "refused", what: error.what, message: error.message, place };
    if (error instanceof LimitReached) {
      return { kind: "limited", limit: error.kind, message: error.message, place };
    }
    if (error instanceof SyntaxFailure) return this.syntaxOutcome(error);
    throw error;
  }

  private raisedOutcome(exception: PyException): Outcome {
    const lookup: SourceLookup = { source: (file) => this.texts.get(file), span: (id) => this.spans.info(id) };
    const shown = exception.traceback.filter((entry) => !entry.library);
    const chain = shown.map((entry) => this.place(entry.span)).filter((place) => place !== null);
    let message: string;
    let traceback: string;
    try {
      message = messageOf(exception);
      traceback = formatTraceback(exception, lookup);
    } catch (error) {
      const thrown = translateThrow(error);
      if (!(thrown instanceof PyRaise)) throw thrown;
      message = "<exception str() failed>";
      traceback = `${exception.cls.name}: ${message}\n`;
    }
    const type = exception.cls.name;
    return { kind: "raised", type, message, traceback, place: chain[0] ?? null, chain: chain.reverse(), problems: [] };
  }

  private syntaxOutcome(failure: SyntaxFailure): Outcome {
    const { source, problems } = failure;
    const [problem] = problems;
    if (problem === undefined) throw failure;
    const place = { file: source.name, start: problem.start, end: problem.end, span: -1 };
    const text = source.lineText(problem.line);
    const column = Math.max(0, problem.start - (source.text.lastIndexOf(text, problem.start) ?? 0));
    const indent = text.length - text.trimStart().length;
    const marks = "^".repeat(Math.max(1, Math.min(problem.end, problem.start + text.length - column) - problem.start));
    const traceback = `  File "${source.name}", line ${problem.line}\n    ${text.trim()}\n    ${" ".repeat(
      Math.max(0, column - indent),
    )}${marks}\n${problem.type}: ${problem.message}\n`;
    return { kind: "raised", type: problem.type, message: problem.message, traceback, place, chain: [place], problems };
  }

  private place(span: number): Place | null {
    const info = this.spans.info(span);
    return info === undefined ? null : { file: info.file, start: info.start, end: info.end, span };
  }
}

/** What can be said of a program's text without running it. */
export interface Checked {
  readonly problems: readonly SyntaxProblem[];
  readonly undefinedNames: readonly UndefinedName[];
}

/** Parses a file and resolves its names. */
export function checkSource(name: string, text: string): Checked {
  const { module, errors } = parseModule(new SourceText(name, text));
  if (errors.length > 0) return { problems: errors, undefinedNames: [] };
  const builtins = [...builtinNamespace().map.keys()].filter((key) => typeof key === "string");
  return { problems: [], undefinedNames: undefinedNames(module, collectSymbols(module), builtins) };
}

class SyntaxFailure extends Error {
  constructor(
    readonly source: SourceText,
    readonly problems: readonly SyntaxProblem[],
  ) {
    super("syntax error");
  }
}

/** What is printed after the class's name and the colon. */
export function messageOf(exception: PyException): string {
  return exception.cls.lookup("__str__") === undefined ? exceptionText(exception) : str(exception);
}

function exitOf(exception: PyException): Outcome {
  const { items } = exception.args;
  const code: Value = items.length > 1 ? new PyTuple(items) : (items[0] ?? null);
  if (code === null) return { kind: "exit", code: 0, message: "" };
  if (typeof code === "number" || typeof code === "boolean") return { kind: "exit", code: Number(code), message: "" };
  return { kind: "exit", code: 1, message: str(code) };
}
