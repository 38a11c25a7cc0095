// Runs a program's text for a test.

import { Interpreter, type Outcome, type RunOptions } from "../../src/language/interpreter";

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly outcome: Outcome;
}

export interface Given extends Partial<RunOptions> {
  readonly name?: string;
  /** Other files beside it. */
  readonly files?: Readonly<Record<string, string>>;
}

export function runSource(text: string, given: Given = {}): Ran {
  const { name = "main.py", files = {}, ...options } = given;
  let stdout = "";
  let stderr = "";
  const interpreter = new Interpreter({
    sources: new Map([[name, text], ...Object.entries(files)]),
    entry: name,
    write: (part) => {
      stdout += part;
    },
    writeError: (part) => {
      stderr += part;
    },
    ...options,
  });
  const outcome = interpreter.run();
  return { stdout, stderr, outcome };
}
