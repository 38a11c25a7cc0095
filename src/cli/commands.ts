// What each command does: runs the program in this process and prints what was asked for. Returns the exit status.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportHtml } from "../report/html";
import { answer } from "../runner/answer";
import { Run, type RunOptions } from "../runner/run";
import type { Command, CommonOptions } from "./arguments";
import { graphText } from "./graph-text";
import { parametersText } from "./parameters-text";
import { runJson, unreadableJson } from "./run-json";
import { readSources, Unreadable } from "./sources";

/** Exit status for what could not be read. */
const UNREADABLE = 2;

type Of<Name extends Command["name"]> = Extract<Command, { readonly name: Name }>;

function makeRun(options: CommonOptions, more: RunOptions): Run {
  const { entry, sources } = readSources(options.file);
  const limits = { seconds: options.seconds, bytes: options.megabytes * 1024 * 1024 };
  const memory = (): number => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  return new Run({ entry, sources, seed: options.seed, limits }, { memory, ...more });
}

/** Runs `body`; a file that cannot be read ends it with a message. */
function reading(body: () => number): number {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    process.stderr.write(`nnspec: ${error.message}\n`);
    return UNREADABLE;
  }
}

export function runCommand(command: Of<"run">): number {
  if (command.json) {
    try {
      const run = makeRun(command, {});
      run.execute();
      process.stderr.write(run.stderr);
      process.stdout.write(`${JSON.stringify(runJson(run))}\n`);
      return run.exitCode;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      process.stderr.write(`nnspec: ${error.message}\n`);
      process.stdout.write(`${JSON.stringify(unreadableJson(command.file, error.message))}\n`);
      return UNREADABLE;
    }
  }
  return reading(() => {
    const out = new Output();
    const run = makeRun(command, {
      record: false,
      onStdout: (text) => out.write(text),
      onStderr: (text) => {
        out.flush();
        process.stderr.write(text);
      },
      look: () => {
        out.flush();
        return false;
      },
    });
    run.execute();
    out.flush();
    return run.exitCode;
  });
}

/** Gathers small writes: a program that prints line by line must not wait for each. */
class Output {
  private text = "";

  write(text: string): void {
    this.text += text;
    if (this.text.length > 65536) this.flush();
  }

  flush(): void {
    if (this.text === "") return;
    process.stdout.write(this.text);
    this.text = "";
  }
}

export function graphCommand(command: Of<"graph">): number {
  return reading(() => {
    const run = makeRun(command, {});
    run.execute();
    process.stderr.write(run.stderr);
    const { root, format } = command;
    const request = root === null ? {} : { name: root };
    const graph = answer(run, "graph", request);
    if (graph.root === null) {
      const what = root === null ? "no tensor with a grad_fn" : `no tensor with a grad_fn called ${root}`;
      process.stderr.write(`nnspec: the program made ${what}\n`);
      return run.exitCode || UNREADABLE;
    }
    process.stdout.write(format === "text" ? graphText(graph) : answer(run, "export", { ...request, format }).text);
    return run.exitCode;
  });
}

export function paramsCommand(command: Of<"params">): number {
  return reading(() => {
    const run = makeRun(command, {});
    run.execute();
    process.stderr.write(run.stderr);
    process.stdout.write(parametersText(answer(run, "parameters", {})));
    return run.exitCode;
  });
}

export function reportCommand(command: Of<"report">): number {
  return reading(() => {
    const run = makeRun(command, {});
    run.execute();
    process.stderr.write(run.stderr);
    // The built page lies beside the built command.
    const page = (name: string): string => readFileSync(join(__dirname, "webview", name), "utf8");
    const html = reportHtml({
      title: `${run.request.entry} · NNSpec`,
      trace: answer(run, "report", {}).text,
      script: page("report.js"),
      style: page("style.css"),
    });
    try {
      writeFileSync(command.out, html);
    } catch (error) {
      process.stderr.write(
        `nnspec: cannot write ${command.out}: ${error instanceof Error ? error.message : String(error)}\n`,
      );
      return UNREADABLE;
    }
    return run.exitCode;
  });
}
