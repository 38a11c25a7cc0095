// Every program in test/programs/python prints what CPython 3.11 printed (scripts/oracle/python-goldens.mjs).

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { runSource } from "./run";

const folder = join(import.meta.dirname, "..", "programs", "python");

describe("a program prints what CPython prints", () => {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".py"),
  )) {
    it(file, () => {
      const expected = readFileSync(join(folder, file.replace(/\.py$/, ".expected")), "utf8");
      const { stdout, outcome } = runSource(readFileSync(join(folder, file), "utf8"), { name: basename(file) });
      if (outcome.kind === "raised") {
        const last = outcome.traceback.trimEnd().split("\n").at(-1) ?? "";
        expect(`${stdout}${last}\n`).toBe(expected);
        return;
      }
      expect(outcome).toEqual({ kind: "ok" });
      expect(stdout).toBe(expected);
    });
  }
});
