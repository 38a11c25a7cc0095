// What each command does: runs the program in this process and prints what was asked for. Returns the exit status.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportHtml } from "../report/html";
import { answer, wholeGraph } from "../runner/answer";
import { lendThreads } from "../runner/node-threads";
import { Run, type RunOptions } from "../runner/run";
import type { Command, CommonOptions } from "./arguments";
import { graphText } from "./graph-text";
import { parametersText } from "./parameters-text";
import { runJson, unreadableJson } from "./run-json";
import { readSources, Unreadable } from "./sources";

/** Where a command writes, and where the built page lies that a report takes. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly pageFolder: string;
}

/** Exit status for what could not be read. */
const UNREADABLE = 2;

type Of<Name extends Command["name"]> = Extract<Command, { readonly name: Name }>;

function makeRun(options: CommonOptions, more: RunOptions): Run {
  lendThreads();
  const { entry, sources } = readSources(options.file);
  const limits = { seconds: options.seconds, bytes: options.megabytes * 1024 * 1024 };
  const memory = (): number => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  // Of what Node has loaded already; `performance` would be loaded for this alone.
  const milliseconds = (): number => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1000 + nanoseconds / 1e6;
  };
  return new Run({ entry, sources, seed: options.seed, limits }, { memory, milliseconds, ...more });
}

/** Runs `body`; a file that cannot be read ends it with a message. */
function reading(terminal: Terminal, body: () => number): number {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    terminal.error(`nnspec: ${error.message}\n`);
    return UNREADABLE;
  }
}

export function runCommand(command: Of<"run">, terminal: Terminal): number {
  if (command.json) {
    try {
      const run = makeRun(command, {});
      run.execute();
      terminal.error(run.stderr);
      terminal.out(`${JSON.stringify(runJson(run))}\n`);
      return run.exitCode;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      terminal.error(`nnspec: ${error.message}\n`);
      terminal.out(`${JSON.stringify(unreadableJson(command.file, error.message))}\n`);
      return UNREADABLE;
    }
  }
  return reading(terminal, () => {
    const out = new Output(terminal);
    const run = makeRun(command, {
      record: false,
      onStdout: (text) => out.write(text),
      onStderr: (text) => {
        out.flush();
        terminal.error(text);
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

  constructor(private readonly terminal: Terminal) {}

  write(text: string): void {
    this.text += text;
    if (this.text.length > 65536) this.flush();
  }

  flush(): void {
    if (this.text === "") return;
    this.terminal.out(this.text);
    this.text = "";
  }
}

export function graphCommand(command: Of<"graph">, terminal: Terminal): number {
  return reading(terminal, () => {
    const run = makeRun(command, {});
    run.execute();
    terminal.error(run.stderr);
    const { root, format } = command;
    const request = root === null ? {} : { name: root };
    const graph = wholeGraph(run, request);
    if (graph.root === null) {
      const what = root === null ? "no tensor with a grad_fn" : `no tensor with a grad_fn called ${root}`;
      terminal.error(`nnspec: the program made ${what}\n`);
      return run.exitCode || UNREADABLE;
    }
    terminal.out(format === "text" ? graphText(graph) : answer(run, "export", { ...request, format }).text);
    return run.exitCode;
  });
}

export function paramsCommand(command: Of<"params">, terminal: Terminal): number {
  return reading(terminal, () => {
    const run = makeRun(command, {});
    run.execute();
    terminal.error(run.stderr);
    terminal.out(parametersText(answer(run, "parameters", {})));
    return run.exitCode;
  });
}

export function reportCommand(command: Of<"report">, terminal: Terminal): number {
  return reading(terminal, () => {
    const run = makeRun(command, {});
    run.execute();
    terminal.error(run.stderr);
    const page = (name: string): string => readFileSync(join(terminal.pageFolder, name), "utf8");
    const html = reportHtml({
      title: `${run.request.entry} · NNSpec`,
      trace: answer(run, "report", {}).text,
      script: page("main.js"),
      style: page("style.css"),
    });
    try {
      writeFileSync(command.out, html);
    } catch (error) {
      terminal.error(
        `nnspec: cannot write ${command.out}: ${error instanceof Error ? error.message : String(error)}\n`,
      );
      return UNREADABLE;
    }
    return run.exitCode;
  });
}
