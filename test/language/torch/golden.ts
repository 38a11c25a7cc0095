import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { programsIn, runFile } from "../../programs/run-file";

/** A test for each program in a folder of test/programs: it prints its golden and ends well. */
export function printsAsPyTorch(folder: string): void {
  const paths = programsIn(join(__dirname, "..", "..", "programs", folder));
  test.each(paths.map((path) => [basename(path), path]))("%s", (_, path) => {
    const run = runFile(path);
    const golden = readFileSync(path.replace(/\.nnspec$/, ".expected"), "utf8");
    expect(run.stdout).toBe(golden);
    expect(run.exitCode).toBe(0);
  });
}
