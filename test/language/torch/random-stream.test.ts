import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runSource } from "../run";

const program = join(__dirname, "..", "..", "programs", "torch", "random_stream");

test("28,000 random numbers of all kinds, dtypes and sizes are PyTorch's to the bit", () => {
  // The golden is of PyTorch's AVX2 build, which the engine follows; other builds round normals otherwise, so the
  // comparison within a band that programs have would not do here.
  const { stdout } = runSource(readFileSync(`${program}.nnspec`, "utf8"));
  expect(stdout).toBe(readFileSync(`${program}.expected`, "utf8"));
});
