import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answer, difference, type Golden, oracleFolder } from "./samples";

const goldens = join(oracleFolder, "goldens");

for (const file of readdirSync(goldens).sort()) {
  describe(`the samples of ${file.replace(/\.json$/, "")} come out as in PyTorch`, () => {
    // Written by scripts/oracle/op-samples.mjs in this form.
    const samples = JSON.parse(readFileSync(join(goldens, file), "utf8")) as Record<string, Golden>;
    for (const [expression, golden] of Object.entries(samples)) {
      it(expression, () => {
        expect(difference(golden, answer(expression))).toBeNull();
      });
    }
  });
}
