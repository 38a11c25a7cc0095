import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { formatExponent, formatFixed, formatGeneral, shortest } from "../../../src/engine/tensor/decimal";

type Row = [bits: string, digits: number, f: string, e: string, g: string, alternate: string, repr: string];

// Written by scripts/oracle/decimal-goldens.mjs; another file of the same form can be named to check more.
const file = process.env.NNSPEC_DECIMAL_GOLDENS ?? new URL("goldens/decimal.json", import.meta.url);
const rows = JSON.parse(readFileSync(file, "utf8")) as Row[];

function double(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

/** The rows that come out otherwise, with what came out. */
function wrong(format: (x: number, digits: number) => string, column: 2 | 3 | 4 | 5 | 6): unknown[] {
  return rows
    .map((row) => ({ row, got: format(double(row[0]), row[1]) }))
    .filter(({ row, got }) => got !== row[column])
    .map(({ row, got }) => [double(row[0]), row[1], row[column], got]);
}

describe(`of ${rows.length} doubles`, () => {
  test("every one prints as Python's %f", () => expect(wrong(formatFixed, 2)).toEqual([]));
  test("every one prints as Python's %e", () => expect(wrong(formatExponent, 3)).toEqual([]));
  test("every one prints as Python's %g", () => expect(wrong((x, digits) => formatGeneral(x, digits), 4)).toEqual([]));
  test("every one prints as Python's %#g", () =>
    expect(wrong((x, digits) => formatGeneral(x, digits, true), 5)).toEqual([]));
  test("every one prints as Python's repr", () => expect(wrong(shortest, 6)).toEqual([]));
});

test("a tie goes to the even digit, where toFixed would go up", () => {
  expect((0.03125).toFixed(4)).toBe("0.0313");
  expect(formatFixed(0.03125, 4)).toBe("0.0312"); // python: "%.4f" % 0.03125
});
