// The interpreter of this repository, built for a script: many programs in one process.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { prelude } from "../../build/prelude-plugin.mjs";

const contents = `export { prepareEngine } from "./language/debug/engine";
export { Interpreter } from "./language/interpreter";
export { LimitReached } from "./language/runtime/errors";`;

/** Loads it; the result runs one program and gives what it printed and how it ended. */
export async function loadInterpreter() {
  const folder = await mkdtemp(join(tmpdir(), "nnspec-oracle-"));
  const outfile = join(folder, "language.cjs");
  try {
    await build({
      stdin: { contents, resolveDir: fileURLToPath(new URL("../../../src", import.meta.url)), loader: "ts" },
      outfile,
      bundle: true,
      format: "cjs",
      platform: "node",
      plugins: [prelude()],
      logLevel: "error",
    });
    const { default: language } = await import(pathToFileURL(outfile));
    return (text, seconds) => runProgram(language, text, seconds);
  } finally {
    await rm(folder, { recursive: true });
  }
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
