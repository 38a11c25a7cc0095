import { describe, expect, it } from "vitest";
import { digestOf } from "../../src/trace/query/digest";
import { cellText } from "../../src/trace/query/element-text";
import { compact, elementsOf, itemSize, readNumbers, type TensorData } from "../../src/trace/query/elements";
import { sliceOf } from "../../src/trace/query/slice";
import goldens from "./goldens/tensors.json";

type Golden = (typeof goldens.digests)[number];

function dataOf(golden: Golden): TensorData {
  const { dtype, shape, strides, offset, storage } = golden;
  const elements = elementsOf(dtype, new ArrayBuffer(storage.length * itemSize(dtype)));
  storage.forEach((value, i) => {
    if (elements instanceof BigInt64Array) elements[i] = BigInt(value);
    else elements[i] = Number(value);
  });
  return { dtype, shape, strides, offset, elements };
}

const numbers = (values: readonly (number | string)[]) => values.map(Number);

/** Within a few roundings of float64: both sides add up in their own order. */
function expectClose(actual: number, expected: number, scale: number): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN();
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.max(scale, Math.abs(expected)));
}

describe("a digest says what PyTorch says about the tensor", () => {
  for (const golden of goldens.digests) {
    it(golden.expression, () => {
      const digest = digestOf(dataOf(golden));
      const stats = numbers(golden.stats);
      const scale = Math.max(...stats.filter(Number.isFinite).map(Math.abs), 0);
      expect(digest.stats[0]).toBe(stats[0]);
      expect(digest.stats[1]).toBe(stats[1]);
      expectClose(digest.stats[2] ?? 0, stats[2] ?? 0, scale);
      expectClose(digest.stats[3] ?? 0, stats[3] ?? 0, scale);
      const { nan, posinf, neginf, zeros } = golden;
      expect(digest).toMatchObject({ nan, posinf, neginf, zeros, shape: golden.shape, dtype: golden.dtype });
      expect(digest.bins === null ? null : [...digest.bins]).toEqual(golden.bins);
      const count = golden.shape.reduce((product, size) => product * size, 1);
      expect(digest.n).toBe(count);
      if (golden.elements !== null && count <= 16) expect([...(digest.values ?? [])]).toEqual(numbers(golden.elements));
      else expect(digest.values).toBeNull();
    });
  }

  it("names the tensors that need no figures", () => {
    const word = (expression: string) => {
      const golden = goldens.digests.find((each) => each.expression === expression);
      return golden === undefined ? "missing" : digestOf(dataOf(golden)).word;
    };
    expect(word("torch.empty(0)")).toBe("empty");
    expect(word("torch.zeros(40)")).toBe("all zeros");
    expect(word("torch.full((7, 9), 2.5)")).toBe("all equal");
    expect(word("torch.tensor(3.5)")).toBeNull();
    expect(word("torch.full((30,), float('nan'))")).toBeNull();
  });
});

describe("elements are read as PyTorch flattens them", () => {
  for (const golden of goldens.digests) {
    const { elements } = golden;
    if (elements === null) continue;
    it(golden.expression, () => {
      const data = dataOf(golden);
      for (const each of [data, compact(data)]) {
        const out = new Float64Array(elements.length);
        readNumbers(each, 0, out.length, out);
        expect([...out]).toEqual(numbers(elements));
      }
    });
  }
});

describe("a slice", () => {
  const golden = goldens.digests.find((each) => each.expression.includes("permute"));
  if (golden === undefined) throw new Error("no permuted golden");
  const data = dataOf(golden);

  it("shows the outer axes as facets and stops at what was asked for", () => {
    const slice = sliceOf(data, { maxRows: 2, maxColumns: 3, maxFacets: 4 });
    expect(slice).toMatchObject({ rows: 2, columns: 3, totalRows: 2, totalColumns: 4, totalFacets: 15 });
    expect(slice.facets).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
    ]);
    expect(slice.data.length).toBe(4 * 2 * 3);
  });

  it("holds the elements at those places", () => {
    const slice = sliceOf(data, { maxRows: 100, maxColumns: 100, maxFacets: 100 });
    const flat = new Float64Array(120);
    readNumbers(data, 0, 120, flat);
    expect([...slice.data]).toEqual([...flat]);
  });

  it("of a scalar is one cell, of a vector one row, of nothing nothing", () => {
    const all = { maxRows: 9, maxColumns: 200, maxFacets: 9 };
    const of = (expression: string) => {
      const found = goldens.digests.find((each) => each.expression === expression);
      if (found === undefined) throw new Error(expression);
      return sliceOf(dataOf(found), all);
    };
    expect([...of("torch.tensor(3.5)").data]).toEqual([3.5]);
    expect(of("torch.arange(100)")).toMatchObject({ rows: 1, columns: 100, facets: [[]] });
    expect(of("torch.zeros(5, 0, 2)").data.length).toBe(0);
  });
});

describe("a cell's text reads back bit for bit and is as short as numpy's", () => {
  for (const { dtype, values, digits } of goldens.cells) {
    values.forEach((value, i) => {
      it(`${dtype} ${digits[i]}`, () => {
        const elements = elementsOf(dtype, new ArrayBuffer(itemSize(dtype)));
        if (dtype === "float16") elements[0] = Number(halfBits(value)) as never;
        else elements[0] = value as never;
        const text = cellText({ dtype, shape: [], strides: [], offset: 0, elements }, []);
        expect(Object.is(Number(text), Number(digits[i]))).toBe(true);
        expect(significant(text)).toBe(significant(digits[i] ?? ""));
      });
    });
  }
});

/** The digits that carry the value: without sign, point, exponent and zeros at either end. */
function significant(text: string): string {
  return (text.split("e")[0] ?? "").replace(/[-.]/g, "").replace(/^0+|0+$/g, "");
}

/** Bits of a half that is exact already, by search over all of them. */
function halfBits(value: number): number {
  for (let bits = 0; bits < 0x10000; bits++) {
    const data = { dtype: "float16", shape: [1], strides: [1], offset: 0, elements: Uint16Array.of(bits) };
    const out = new Float64Array(1);
    readNumbers(data, 0, 1, out);
    if (Object.is(out[0], value)) return bits;
  }
  throw new Error(`${value} is no half`);
}
