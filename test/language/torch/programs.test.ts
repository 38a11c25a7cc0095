// Programs about torch itself against what real PyTorch printed for them (scripts/oracle/goldens.mjs).
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { programsIn, runFile } from "../../programs/run-file";

const programs = join(__dirname, "..", "..", "programs");

describe.each([
  ["tours of torch's parts", "torch"],
  ["models as people write them", "models"],
])("a program prints what PyTorch prints: %s", (_, folder) => {
  test.each(programsIn(join(programs, folder)).map((path) => [basename(path), path]))("%s", (_, path) => {
    const run = runFile(path);
    const golden = readFileSync(path.replace(/\.nnspec$/, ".expected"), "utf8");
    expect(run.stdout).toBe(golden);
    expect(run.exitCode).toBe(0);
  });
});
