import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dtypes } from "../../../src/engine/tensor/dtype";
import {
  defaultPrintOptions,
  type PrintOptions,
  printProfiles,
  tensorToString,
} from "../../../src/engine/tensor/print";

interface GivenOptions {
  profile?: "default" | "short" | "full";
  precision?: number;
  threshold?: number;
  edgeitems?: number;
  linewidth?: number;
  sci_mode?: boolean;
}

type Row = [shape: number[], dtype: string, pattern: string[], extra: string, options: GivenOptions, text: string];

// Written by scripts/oracle/print-goldens.mjs; another file of the same form can be named to check more.
const file = process.env.NNSPEC_PRINT_GOLDENS ?? new URL("goldens/print.json", import.meta.url);
const rows = JSON.parse(readFileSync(file, "utf8")) as Row[];

function element(bits: string, floating: boolean, bool: boolean): number | bigint | boolean {
  if (bool) return bits === "1";
  if (!floating) return BigInt(bits);
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

function optionsOf(given: GivenOptions): PrintOptions {
  const base = { ...defaultPrintOptions, ...printProfiles[given.profile ?? "default"] };
  return {
    ...base,
    precision: given.precision ?? base.precision,
    threshold: given.threshold ?? base.threshold,
    edgeItems: given.edgeitems ?? base.edgeItems,
    lineWidth: given.linewidth ?? base.lineWidth,
    sciMode: given.sci_mode ?? null,
  };
}

function print([shape, name, pattern, extra, given]: Row): string {
  const dtype = dtypes.find((candidate) => candidate.name === name);
  if (dtype === undefined) throw new Error(`no dtype ${name}`);
  const values = pattern.map((bits) => element(bits, dtype.isFloatingPoint, name === "bool"));
  const at = (index: number) => values[index % values.length] ?? Number.NaN;
  const suffix = {
    gradFn: extra.endsWith("Backward0") ? extra : null,
    requiresGrad: extra !== "",
    isParameter: extra === "parameter",
  };
  return tensorToString({ shape, dtype, at }, suffix, optionsOf(given));
}

test(`${rows.length} random tensors print as in PyTorch`, () => {
  for (const row of rows) expect(print(row)).toBe(row[5]);
});

test("of a large tensor only the elements that are shown are read", () => {
  let reads = 0;
  const dtype = dtypes[0];
  if (dtype === undefined) throw new Error("no dtype");
  const at = (index: number) => {
    reads++;
    return index;
  };
  tensorToString({ shape: [1e6, 1e6], dtype, at });
  expect(reads).toBe(2 * 6 * 6);
});
