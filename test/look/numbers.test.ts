import { describe, expect, test } from "vitest";
import {
  alignZero,
  CELL,
  DIGEST,
  formatBytes,
  formatCount,
  formatElement,
  formatNumber,
  formatSeconds,
  formatShape,
  formatShare,
  shortDtype,
} from "../../src/look/numbers";

describe("numbers", () => {
  test.each([
    [0.73032942, "0.7303"],
    [-2.1787893, "−2.1788"],
    [0, "0"],
    [-0, "0"],
    [0.00004, "4.0e−05"],
    [-4.321e-8, "−4.3e−08"],
    [0.0001, "0.0001"],
    [99_999, "99999.00"],
    [100_000, "1.0e+05"],
    [1e100, "1.0e+100"],
    [Number.NaN, "NaN"],
    [Infinity, "+Inf"],
    [-Infinity, "−Inf"],
  ])("%d in a cell is %s", (value, text) => {
    expect(formatNumber(value, CELL)).toBe(text);
  });

  test("a digest has three decimals and gives them away for large numbers", () => {
    expect(formatNumber(-0.2674, DIGEST)).toBe("−0.267");
    expect(formatNumber(-2.0711e-5, DIGEST)).toBe("−2.07e−05");
    expect(formatNumber(21754.697, DIGEST)).toBe("21754.7");
  });

  test("an exact zero stands at the unit's place, so that 0.0000 always means small", () => {
    expect(alignZero("0", 4)).toHaveLength("0.0000".length);
    expect(alignZero("0.0000", 4)).toBe("0.0000");
    expect(formatNumber(0.00014, CELL)).toBe("0.0001");
  });

  test("integers have no point and bools are Python's", () => {
    expect(formatElement(49423, "int64")).toBe("49423");
    expect(formatElement(-7, "int32")).toBe("−7");
    expect(formatElement(1, "bool")).toBe("True");
    expect(formatElement(0, "bool")).toBe("False");
    expect(formatElement(3, "float32")).toBe("3.0000");
  });

  test("dtypes are short where PyTorch users know the short form", () => {
    const dtypes = ["float32", "bfloat16", "int64", "uint8", "bool"];
    expect(dtypes.map(shortDtype)).toEqual(["f32", "bf16", "i64", "u8", "bool"]);
  });

  test("counts, sizes, times, shares and shapes", () => {
    expect(formatCount(115248)).toBe("115,248");
    expect(formatCount(999)).toBe("999");
    expect(formatBytes(460_992)).toBe("450 KiB");
    expect(formatBytes(12)).toBe("12 B");
    expect(formatSeconds(0.0139)).toBe("14 ms");
    expect(formatSeconds(1.84)).toBe("1.8 s");
    expect(formatSeconds(134)).toBe("2 min 14 s");
    expect(formatShare(4, 8)).toBe("50%");
    expect(formatShare(1, 500)).toBe("0.2%");
    expect(formatShare(1, 100_000)).toBe("<0.1%");
    expect(formatShape([])).toBe("[]");
    expect(formatShape([4, 2])).toBe("[4, 2]");
  });
});
