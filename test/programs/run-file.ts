// Runs a program of the repository as the command line does: with every sibling of its folder to import.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Run } from "../../src/runner/run";

const LIMITS = { seconds: 30, bytes: 2 ** 31 };

/** The ended run of a .nnspec or .py file. */
export function runFile(path: string, { record = true, seed = 0 } = {}): Run {
  const folder = dirname(path);
  const sources = readdirSync(folder)
    .filter((name) => /\.(nnspec|py)$/.test(name))
    .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
  const run = new Run({ entry: basename(path), sources, seed, limits: LIMITS }, { record });
  run.execute();
  return run;
}

/** Programs under a folder, by name. */
export function programsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".nnspec"))
    .sort()
    .map((name) => join(folder, name));
}
