// Runs the methods of one of CPython's test files through our interpreter, one by one. A child process of
// ../oracle/cpython-tests.mjs: it is told { language, tests, file, methods, doctests, failing } and answers with
// { started } before each test and { name, verdict, why } after it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { matches } from "./doctest.mjs";
import { moduleStatementAt } from "./statements.mjs";

/** Of the processor, for one method. */
const SECONDS = 4;
/** Statements of a file's own level that may be left out until the rest of it loads. */
const MAX_LEFT_OUT = 200;

const shim = join(import.meta.dirname, "shim");
const used = () => process.cpuUsage().user / 1e6;

/** The shim's files, and those of CPython's `test` package that it has not: read when they are imported. */
class Sources extends Map {
  constructor(tests) {
    super();
    this.tests = tests;
  }

  get(path) {
    if (super.has(path)) return super.get(path);
    const places = path.startsWith("test/") ? [join(shim, path), join(this.tests, path.slice(5))] : [join(shim, path)];
    const text = places.map(textOf).find((each) => each !== undefined);
    if (text !== undefined) this.set(path, text);
    return text;
  }
}

function textOf(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

process.once("message", ({ language, ...job }) => {
  const run = new FileRun(createRequire(import.meta.url)(language), job);
  run.load();
  for (const method of job.methods) run.test(method.join("."), () => run.method(method), job.failing);
  for (const each of job.doctests) run.test(each.name, () => run.doctest(each), []);
  process.disconnect();
});

/** A pattern of `re` that is written in JavaScript's way but for its flags. */
function searchFor(pattern, text) {
  const flags = /^\(\?([a-z]+)\)/.exec(pattern);
  const rest = flags === null ? pattern : pattern.slice(flags[0].length);
  const translated = rest.replaceAll("\\Z", "$").replaceAll("\\A", "^").replaceAll("(?P<", "(?<");
  return new RegExp(translated, (flags?.[1] ?? "").replace(/[^ims]/g, "")).test(text);
}

class FileRun {
  constructor(language, { file, tests }) {
    this.language = language;
    const { NNSPEC_HOT_AFTER } = process.env;
    if (NNSPEC_HOT_AFTER !== undefined) language.thread.hotAfter = Number(NNSPEC_HOT_AFTER);
    this.file = file;
    this.sources = new Sources(tests);
    this.deadline = Number.POSITIVE_INFINITY;
    this.printed = "";
    /** What was left out of the file because it could not be loaded, by its text's first line. */
    this.leftOut = [];
    language.defineModule("_harness", (module) => language.fillModule(module, this.harness()));
  }

  /** Imports the file; a statement at its own level or in a class body that cannot run is left out of it. */
  load() {
    const path = `test/${this.file}.py`;
    for (let tries = 0; tries < MAX_LEFT_OUT; tries++) {
      const outcome = this.start(`import unittest\nimport test.${this.file}\n`);
      if (outcome.kind === "ok") return;
      const text = this.sources.get(path);
      const statement = this.culprit(outcome, path, text);
      if (statement === undefined) {
        process.send({ note: `${path} does not load: ${outcome.message}` });
        return;
      }
      const { start, end, instead } = statement;
      if (instead === "pass") {
        const line = text.slice(0, start).split("\n").length;
        process.send({ note: `${path}:${line}: left out: ${outcome.type ?? outcome.kind}: ${outcome.message}` });
      }
      // Lines keep their numbers.
      const lines = text.slice(start, end).replace(/[^\n]+/g, "");
      this.sources.set(path, `${text.slice(0, start)}${instead}${lines}${text.slice(end)}`);
    }
  }

  start(main) {
    const { Interpreter, LimitReached, prepareEngine } = this.language;
    this.sources.set("main.py", main);
    prepareEngine(0, null);
    this.deadline = used() + SECONDS;
    this.interpreter = new Interpreter({
      sources: this.sources,
      entry: "main.py",
      write: (text) => {
        this.printed += text;
      },
      poll: () => {
        if (used() > this.deadline) throw new LimitReached("time", `more than ${SECONDS} s`);
      },
      clock: () => performance.now() / 1000,
    });
    try {
      return this.interpreter.run();
    } catch (error) {
      return { kind: "crashed", message: String(error?.stack ?? error), place: null, chain: [] };
    }
  }

  /** The innermost statement outside functions from which the run did not go on. */
  culprit(outcome, path, text) {
    const { thread, parseModule, SourceText } = this.language;
    const { module } = parseModule(new SourceText(path, text));
    const spans = [...thread.calls.slice(0, 40)].map((span) => this.interpreter.spans.info(span));
    const places = [outcome.place, ...(outcome.chain ?? []).toReversed(), ...spans.toReversed()];
    for (const place of places) {
      if (place?.file !== path) continue;
      const statement = moduleStatementAt(module, text, place.start, outcome.problems?.length > 0);
      if (statement !== undefined) return statement;
    }
    return undefined;
  }

  test(name, run, failing) {
    const { thread, PyRaise, Refusal, LimitReached, translateThrow, messageOf, prepareEngine } = this.language;
    process.send({ started: name });
    this.deadline = used() + SECONDS;
    thread.depth = 0;
    thread.handled = null;
    thread.recursionLimit = 1000;
    thread.maxDigits = 4300;
    prepareEngine(0, null);
    let verdict = "passed";
    let why = "";
    try {
      run();
    } catch (thrown) {
      const error = translateThrow(thrown);
      if (error instanceof PyRaise) {
        verdict = "failed";
        try {
          why = `${error.exception.cls.name}: ${messageOf(error.exception)}`.slice(0, 1000);
        } catch {
          why = error.exception.cls.name;
        }
        const [inner] = error.exception.traceback.filter((entry) => !entry.library);
        const place = inner === undefined ? undefined : this.interpreter.spans.info(inner.span);
        if (place !== undefined) {
          why += ` [${place.file}:${this.interpreter.source(place.file)?.lineAt(place.start)}]`;
        }
      } else if (error instanceof Refusal) [verdict, why] = ["refused", error.message];
      else if (error instanceof LimitReached) [verdict, why] = ["endless", error.message];
      else [verdict, why] = ["crashed", String(error?.stack ?? error)];
    }
    if (failing.some((each) => each.join(".") === name)) {
      verdict = verdict === "passed" ? "failed" : "passed";
    }
    process.send({ name, verdict, why });
  }

  method([module, qualname, name]) {
    const { call, getAttribute, Refusal } = this.language;
    const { modules } = this.interpreter;
    let cls = modules.get(module);
    if (cls === undefined) throw new Refusal(`loading ${module}`);
    for (const part of qualname.split(".")) cls = getAttribute(cls, part);
    call(getAttribute(modules.get("unittest"), "run_method"), [cls, name]);
  }

  /** Runs a doctest's examples in a copy of its module's namespace. */
  doctest({ name, module, examples }) {
    const { emptyModule, repr } = this.language;
    const scope = emptyModule(module ?? "__main__");
    // A file of examples has no module.
    for (const entry of module === null ? [] : this.module(module).globals.map.values()) {
      if (typeof entry.key === "string" && entry.value !== undefined) scope.globals.set(entry.key, entry.value);
    }
    for (const [i, example] of examples.entries()) {
      this.printed = "";
      let raised = null;
      try {
        scope.globals.delete("__shown__");
        this.execute(scope, `<${name}[${i}]>`, this.shownText(example.source));
        const value = scope.globals.get("__shown__");
        if (value !== undefined && value !== null) this.printed += `${repr(value)}\n`;
      } catch (thrown) {
        raised = this.raisedText(thrown);
      }
      if (!matches(example, this.printed, raised)) {
        const got = raised ?? this.printed;
        throw new this.language.PyRaise(
          this.language.raised(
            this.language.exceptionNamed("AssertionError"),
            `${example.source.trim()} → ${got.trim()}`,
          ).exception,
        );
      }
    }
  }

  module(name) {
    const found = this.interpreter.modules.get(name);
    return found ?? this.interpreter.importer.library(name);
  }

  /** An expression alone is shown. */
  shownText(source) {
    const { parseModule, SourceText } = this.language;
    const { module, errors } = parseModule(new SourceText("example", source));
    const [only] = module?.body ?? [];
    if (errors.length > 0 || module.body.length !== 1 || only.kind !== "Expr") return source;
    return `__shown__ = (${source.slice(0, only.end)}\n)`;
  }

  /** What a doctest shows of an exception: its last line. What is no exception goes on. */
  raisedText(thrown) {
    const { PyRaise, translateThrow, messageOf, exceptionNamed } = this.language;
    const error = translateThrow(thrown);
    if (!(error instanceof PyRaise)) throw thrown;
    const { cls } = error.exception;
    const module = cls.module === "builtins" ? "" : `${cls.module}.`;
    // Of a syntax error, a traceback's last line has no place.
    const { args } = error.exception;
    const message = cls.isSubclassOf(exceptionNamed("SyntaxError")) ? args.items[0] : messageOf(error.exception);
    return `${module}${cls.name}${message === "" ? "" : `: ${message}`}\n`;
  }

  execute(scope, file, text) {
    this.checkSyntax(file, text);
    this.interpreter.compile(scope, new this.language.SourceText(file, text), null)();
  }

  /** Raises the SyntaxError of a text, if it has one. */
  checkSyntax(file, text) {
    const { parseModule, SourceText, PyTuple, raised, exceptionNamed } = this.language;
    const source = new SourceText(file, text);
    const [problem] = parseModule(source).errors;
    if (problem === undefined) return;
    const { type, message, start, end, line } = problem;
    const column = (at) => at - source.text.lastIndexOf("\n", at - 1);
    const details = [file, line, column(start), `${source.lineText(line)}\n`, source.lineAt(end), column(end)];
    throw raised(exceptionNamed(type), message, new PyTuple(details));
  }

  /** The module through which the shim asks for what a program cannot do. */
  harness() {
    const { builtin, PyUnsupported, Refusal, str } = this.language;
    return {
      check_syntax: builtin("check_syntax(text, /)", (text) => {
        this.checkSyntax("<test string>", str(text));
        return null;
      }),
      search: builtin("search(pattern, text, /)", (pattern, text) => searchFor(str(pattern), str(text))),
      unsupported: builtin("unsupported(what, /)", (what) => new PyUnsupported(str(what))),
      refuse: builtin("refuse(what, /)", (what) => {
        throw new Refusal(str(what));
      }),
      import_module: builtin("import_module(name, /)", (name) => {
        return this.interpreter.importer.importModule(str(name), 0, true, this.interpreter.modules.get("__main__"));
      }),
    };
  }
}
