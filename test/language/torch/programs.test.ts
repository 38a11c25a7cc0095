// Programs about torch itself against what real PyTorch printed for them (scripts/oracle/goldens.mjs).
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { programsIn, runFile } from "../../programs/run-file";

const folder = join(__dirname, "..", "..", "programs", "torch");

describe("a program prints what PyTorch prints", () => {
  test.each(programsIn(folder).map((path) => [basename(path), path]))("%s", (_, path) => {
    const run = runFile(path);
    const golden = readFileSync(path.replace(/\.nnspec$/, ".expected"), "utf8");
    expect(run.stdout).toBe(golden);
    expect(run.exitCode).toBe(0);
  });
});
