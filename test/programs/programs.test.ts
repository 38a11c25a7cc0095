// Whole programs against what real PyTorch printed for them (scripts/oracle/goldens.mjs).
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { programsIn, runFile } from "./run-file";

const root = join(__dirname, "..", "..");
const golden = (path: string) => readFileSync(path.replace(/\.nnspec$/, ".expected"), "utf8");

describe("a program prints what PyTorch prints, byte for byte", () => {
  for (const path of programsIn(join(root, "examples"))) {
    it(basename(path), () => {
      const run = runFile(path);
      expect(run.stdout).toBe(golden(path));
      expect(run.exitCode).toBe(0);
    });
    it(`${basename(path)}, not recorded`, () => {
      expect(runFile(path, { record: false }).stdout).toBe(golden(path));
    });
  }
});

/** A line's text with its numbers taken out, and the numbers. Integers stay text: they are equal or they are not. */
function parts(line: string): { text: string; numbers: number[] } {
  const numbers: number[] = [];
  const text = line.replace(/-?\d+\.\d*(?:e[+-]?\d+)?|-?\d+e[+-]?\d+/g, (number) => {
    numbers.push(Number(number));
    return "#";
  });
  return { text, numbers };
}

interface Judgement {
  /** Numbers within 1e-6 of the largest of their line (one tensor a line). */
  close: number;
  /** Others, within the band of PyTorch's own builds, widened by the same again. */
  inBand: number;
  outside: string[];
}

/** Judges one printed tensor a line. `band` is what PyTorch's plain kernels print. */
function judge(ours: string, expected: string, band: string): Judgement {
  const result: Judgement = { close: 0, inBand: 0, outside: [] };
  const bandLines = band.split("\n");
  const ourLines = ours.split("\n");
  expected.split("\n").forEach((line, at) => {
    const want = parts(line);
    const got = parts(ourLines[at] ?? "");
    const other = parts(bandLines[at] ?? "");
    expect(got.text, `line ${at + 1}`).toBe(want.text);
    const scale = Math.max(...want.numbers.map(Math.abs));
    want.numbers.forEach((number, i) => {
      const own = got.numbers[i] ?? Number.NaN;
      const width = 2 * Math.abs(number - (other.numbers[i] ?? number));
      if (Math.abs(own - number) <= 1e-6 * scale) result.close++;
      else if (Math.abs(own - number) <= width) result.inBand++;
      else result.outside.push(`line ${at + 1}: ${own} for ${number}, band ±${width}`);
    });
  });
  expect(ourLines.length).toBe(expected.split("\n").length);
  return result;
}

describe("every loss and gradient of the training example, every step, hooks in PyTorch's order", () => {
  it("lies within 1e-6 of the tensor's largest value, or within the band of PyTorch's own builds", () => {
    const path = join(root, "test", "programs", "within", "training.nnspec");
    const band = path.replace(/\.nnspec$/, ".band");
    const result = judge(runFile(path).stdout, golden(path), existsSync(band) ? readFileSync(band, "utf8") : "");
    console.log(`training: ${result.close} close, ${result.inBand} in the band, ${result.outside.length} outside`);
    expect(result.outside).toEqual([]);
  });
});
