// The interpreter of this repository, built for a script: many programs in one process.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { kernels } from "../../build/kernels-plugin.mjs";
import { prelude } from "../../build/prelude-plugin.mjs";

const contents = `export { prepareEngine } from "./language/debug/engine";
export { Interpreter } from "./language/interpreter";
export { LimitReached, PyRaise, Refusal, translateThrow } from "./language/runtime/errors";
export { checkSource, messageOf } from "./language/interpreter";
export { call } from "./language/runtime/call";
export { dictGet } from "./language/runtime/dict";
export { thread } from "./language/runtime/thread";
export { opNames } from "./engine/ops/declare";`;

/** Loads it. */
async function load() {
  const folder = await mkdtemp(join(tmpdir(), "nnspec-oracle-"));
  const outfile = join(folder, "language.cjs");
  try {
    await build({
      stdin: { contents, resolveDir: fileURLToPath(new URL("../../../src", import.meta.url)), loader: "ts" },
      outfile,
      bundle: true,
      format: "cjs",
      platform: "node",
      plugins: [prelude(), kernels()],
      logLevel: "error",
    });
    const { default: language } = await import(pathToFileURL(outfile));
    const { NNSPEC_HOT_AFTER } = process.env;
    if (NNSPEC_HOT_AFTER !== undefined) language.thread.hotAfter = Number(NNSPEC_HOT_AFTER);
    return language;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs one program and gives what it printed and how it ended. */
export async function loadInterpreter() {
  const language = await load();
  return (text, seconds) => runProgram(language, text, seconds);
}

/** What is wrong with a program's text, without running it. */
export async function loadChecker() {
  const { checkSource } = await load();
  return (text) => checkSource("file.py", text).problems;
}

/** Evaluates many expressions over one module, with the generator seeded before each. */
export async function loadEvaluator() {
  const language = await load();
  return {
    opNames: language.opNames,
    evaluate: (module, expressions) => evaluate(language, module, expressions),
  };
}

/** One answer for each: its value's text, what it raised, what is missing, or how it crashed. */
function evaluate(language, module, expressions, seconds = 10) {
  const { Interpreter, LimitReached, PyRaise, Refusal, translateThrow, messageOf, prepareEngine } = language;
  prepareEngine(0, null);
  const lambdas = expressions.map((expression) => `    lambda: ${expression},\n`).join("");
  const used = () => process.cpuUsage().user / 1e6;
  let ends = used() + 100;
  const interpreter = new Interpreter({
    sources: new Map([["main.py", `${module}\n_calls = [\n${lambdas}]\n`]]),
    entry: "main.py",
    poll: () => {
      if (used() > ends) throw new LimitReached("time", `more than ${seconds} s`);
    },
  });
  const outcome = interpreter.run();
  if (outcome.kind !== "ok") throw new Error(`${outcome.kind}: ${outcome.message}`);
  const calls = language.dictGet(interpreter.modules.get("__main__").globals, "_calls").items;
  return calls.map((each) => {
    ends = used() + seconds;
    language.thread.depth = 0;
    prepareEngine(0, null);
    try {
      return { kind: "value", text: language.call(each, []) };
    } catch (thrown) {
      const error = translateThrow(thrown);
      if (error instanceof PyRaise) {
        const { exception } = error;
        const type = exception.cls.name;
        // A RangeError of ours that looks like the program's own.
        const kind = thrown instanceof RangeError ? "crashed" : "raised";
        return { kind, text: `${type}: ${kind === "raised" ? messageOf(exception) : thrown.stack}` };
      }
      if (error instanceof Refusal) return { kind: "refused", text: error.message };
      return { kind: "crashed", text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  });
}

/**
 * How a program ended: "ok", "raised", "refused" or "exit" as the interpreter says; "crashed" where an error left it
 * that no program could have raised; "endless" where the time was over.
 */
function runProgram({ Interpreter, LimitReached, prepareEngine }, text, seconds = 60) {
  // Of the processor: another process may hold this one up.
  const used = () => process.cpuUsage().user / 1e6;
  const ends = used() + seconds;
  let stdout = "";
  const interpreter = new Interpreter({
    sources: new Map([["main.py", text]]),
    entry: "main.py",
    write: (part) => {
      stdout += part;
    },
    poll: () => {
      if (used() > ends) throw new LimitReached("time", `more than ${seconds} s`);
    },
  });
  prepareEngine(0, null);
  try {
    const outcome = interpreter.run();
    const { kind, message = "" } = outcome;
    const type = outcome.type === undefined ? "" : `${outcome.type}: `;
    return { stdout, kind: kind === "limited" ? "endless" : kind, message: `${type}${message}` };
  } catch (error) {
    return {
      stdout,
      kind: "crashed",
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
