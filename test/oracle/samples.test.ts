import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answer, difference, type Golden, loadSamples, oracleFolder } from "./samples";

const goldens = join(oracleFolder, "goldens");

describe.each(readdirSync(goldens).sort())("the samples of %s come out as in PyTorch", (file) => {
  // Written by scripts/oracle/op-samples.mjs in this form.
  const golden = JSON.parse(readFileSync(join(goldens, file), "utf8")) as Record<string, Golden>;
  const expressions = Object.keys(golden);
  const samples = loadSamples(expressions);
  it.each(expressions.map((expression, i) => [expression, i] as const))("%s", (expression, i) => {
    expect(difference(golden[expression] ?? {}, answer(samples, i))).toBeNull();
  });
});
