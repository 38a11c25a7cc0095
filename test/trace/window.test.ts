import { describe, expect, test } from "vitest";
import type { TensorWindow } from "../../src/protocol/window";
import { Run } from "../../src/runner/run";
import { digestOf, toEnd } from "../../src/trace/query/digest";
import { cellInfo, cellText } from "../../src/trace/query/element-text";
import { compact, contiguousStrides, elementsOf, selectionOf, type TensorData } from "../../src/trace/query/elements";
import { histogramSteps } from "../../src/trace/query/histogram";
import { npyBytes } from "../../src/trace/query/npy";
import { outputs } from "../../src/trace/query/outputs";
import { pythonText, tableText } from "../../src/trace/query/python";
import { areParts, isWindowOf, textsOf, windowOf } from "../../src/trace/query/slice";

function ramp(shape: readonly number[]): TensorData {
  const n = shape.reduce((product, size) => product * size, 1);
  const elements = Float32Array.from({ length: n }, (_, i) => i);
  return { dtype: "float32", shape, strides: contiguousStrides(shape), offset: 0, elements };
}

function vector(dtype: string, values: readonly (number | bigint)[], shape = [values.length]): TensorData {
  const elements = elementsOf(dtype, new ArrayBuffer(16 * values.length)).subarray(0, values.length);
  values.forEach((value, i) => {
    elements[i] = value as never; // of the dtype's own kind
  });
  return { dtype, shape, strides: contiguousStrides(shape), offset: 0, elements };
}

function complex(parts: readonly number[], shape = [parts.length / 2]): TensorData {
  return {
    dtype: "complex64",
    shape,
    strides: contiguousStrides(shape),
    offset: 0,
    elements: Float32Array.from(parts),
  };
}

const whole = (count: number) => ({ first: 0, count });
const part = (start: number, step: number, count: number) => ({ start, step, count });

describe("a window", () => {
  const data = ramp([3, 4, 5]);
  const window: TensorWindow = {
    value: 0,
    axes: [part(0, 2, 2), part(3, -1, 4), part(1, 1, 1)],
    facetAxes: [1],
    rowAxis: null,
    columnAxis: 0,
    facets: { first: 1, count: 2 },
    rows: whole(1),
    columns: whole(2),
  };

  test("holds facets, rows and columns of what is selected, whichever axes they are", () => {
    // Facets are axis 1 from behind: its indices 2 and 1; columns are indices 0 and 2 of axis 0; axis 2 is fixed at 1.
    expect([...windowOf(data, window).data]).toEqual([11, 51, 6, 46]);
    expect(textsOf(data, window)).toEqual(["11.0", "51.0", "6.0", "46.0"]);
  });

  test("that does not fit the tensor is known as such", () => {
    expect(isWindowOf(data.shape, window)).toBe(true);
    expect(isWindowOf(data.shape, { ...window, columns: whole(3) })).toBe(false);
    expect(isWindowOf(data.shape, { ...window, facetAxes: [1, 1] })).toBe(false);
    expect(isWindowOf(data.shape, { ...window, facetAxes: [] })).toBe(false);
    expect(isWindowOf(data.shape, { ...window, axes: [part(0, 2, 3), part(3, -1, 4), part(1, 1, 1)] })).toBe(false);
    expect(isWindowOf([3], window)).toBe(false);
    expect(areParts([0], [part(0, 1, 0)])).toBe(true);
  });
});

describe("a histogram", () => {
  const of = (data: TensorData, bins = 4) => toEnd(histogramSteps(data, bins));

  test("counts every finite element once, the largest in the last bin", () => {
    const counted = of(vector("float32", [0, 1, 2, 3, 4, Number.NaN, Infinity, -Infinity, Infinity]));
    expect(counted).toMatchObject({ low: 0, high: 4, n: 9, nan: 1, posinf: 2, neginf: 1 });
    expect([...counted.counts]).toEqual([1, 1, 1, 2]);
  });

  test("gives each integer of a small range its own bin", () => {
    expect([...of(vector("int64", [2n, 2n, 4n, 5n]), 40).counts]).toEqual([2, 0, 1, 1]);
    expect([...of(vector("bool", [1, 0, 1]), 40).counts]).toEqual([1, 2]);
  });

  test("stands any range: nothing, one value, the widest there is", () => {
    expect(of(vector("float32", [])).counts.length).toBe(0);
    expect([...of(vector("float32", [7, 7])).counts]).toEqual([2]);
    expect([...of(vector("float64", [-1.7e308, 1.7e308, 0])).counts]).toEqual([1, 0, 1, 1]);
  });

  test("of a slice counts the slice", () => {
    const counted = of(selectionOf(ramp([3, 4]), [part(1, 1, 1), part(3, -2, 2)]), 2);
    expect(counted).toMatchObject({ low: 5, high: 7, n: 2 });
  });
});

describe("a single element", () => {
  test("has its bits and the next number up", () => {
    expect(cellInfo(vector("float32", [0.730329394]), [0])).toEqual({
      text: "0.7303294",
      bits: "0x3f3af6de",
      next: "0.73032945",
    });
    expect(cellInfo(vector("float64", [0.1 + 0.2]), [0])).toEqual({
      text: "0.30000000000000004",
      bits: "0x3fd3333333333334",
      next: "0.3000000000000001",
    });
    expect(cellInfo(vector("float32", [-1]), [0]).next).toBe("-0.99999994");
    expect(cellInfo(vector("float32", [-0]), [0])).toEqual({ text: "-0.0", bits: "0x80000000", next: "1e-45" });
    expect(cellInfo(vector("float32", [Infinity]), [0])).toEqual({ text: "inf", bits: "0x7f800000", next: null });
    expect(cellInfo(vector("float16", [0x3c00]), [0])).toEqual({ text: "1.0", bits: "0x3c00", next: "1.001" });
    expect(cellInfo(vector("int64", [2n ** 53n + 1n]), [0])).toEqual({
      text: "9007199254740993",
      bits: null,
      next: null,
    });
  });
});

describe("complex tensors", () => {
  const data = complex([3, 4, 0, -1, -0, 2, Number.NaN, Infinity, 0.1, -0], [5]);

  test("are numbers by their magnitude, and exact by their parts, as Python writes them", () => {
    const all = { value: 0, axes: [part(0, 1, 5)], facetAxes: [], rowAxis: null, columnAxis: 0 };
    const window = { ...all, facets: whole(1), rows: whole(1), columns: whole(5) };
    expect([...windowOf(data, window).data]).toEqual([5, 1, 2, Infinity, Math.fround(0.1)]);
    expect(textsOf(data, window)).toEqual(["(3+4j)", "-1j", "(-0+2j)", "(nan+infj)", "(0.1-0j)"]);
  });

  test("have a digest, and copies that make them again", () => {
    expect(digestOf(data)).toMatchObject({ n: 5, bytes: 40, posinf: 1, nan: 0, zeros: 0 });
    expect(pythonText(data)).toBe(
      `torch.tensor([(3+4j), -1j, complex(-0.0, 2), complex(float("nan"), float("inf")), complex(${Math.fround(0.1)}, -0.0)])`,
    );
    const transposed = { ...complex([1, 2, 3, 4, 5, 6, 7, 8], [2, 2]), strides: [1, 2] };
    expect([...compact(transposed).elements]).toEqual([1, 2, 5, 6, 3, 4, 7, 8]);
    expect(cellText(transposed, [0, 1])).toBe("(5+6j)");
  });
});

test("the views that conjugate or negate are read as what they stand for", () => {
  const text = "import torch\nx = torch.tensor([1 + 2j, 3 - 4j])\nc = x.conj()\nn = c.imag\n";
  const run = new Run({
    entry: "main.nnspec",
    sources: [{ file: "main.nnspec", text }],
    seed: 0,
    limits: { seconds: 10, bytes: 1e9 },
  });
  run.execute();
  expect(run.stderr).toBe("");
  const written = outputs(run.view).flatMap((row) => {
    const data = row.kind === "bound" && row.tensor !== null ? run.view.data(row.tensor.id) : null;
    return data === null ? [] : [pythonText(data)];
  });
  expect(written).toEqual([
    "torch.tensor([(1+2j), (3-4j)])",
    "torch.tensor([(1-2j), (3+4j)])",
    "torch.tensor([-2.0, 4.0])",
  ]);
});

describe("copies and files", () => {
  test("lines for a spreadsheet have a matrix's rows, under its index where there are several", () => {
    expect(tableText(ramp([2, 2]))).toBe("0.0\t1.0\n2.0\t3.0\n");
    expect(tableText(ramp([2, 1, 2]))).toBe("[0]\n0.0\t1.0\n\n[1]\n2.0\t3.0\n");
    expect(tableText(ramp([3]))).toBe("0.0\t1.0\t2.0\n");
    expect(tableText(ramp([]))).toBe("0.0\n");
  });

  test("a large copy is refused with a way out", () => {
    expect(() => pythonText(ramp([101, 1000]))).toThrow(
      "101,000 elements: a copy as text stops at 100,000. Slice it, or save it as .npy.",
    );
  });

  test("a .npy file has NumPy's header and the elements in order, whatever the strides", () => {
    const bytes = npyBytes({ ...ramp([2, 3]), shape: [3, 2], strides: [1, 3] });
    const header = new TextDecoder("latin1").decode(bytes.subarray(0, 128));
    expect(header.slice(1, 6)).toBe("NUMPY");
    expect([...bytes.subarray(6, 10)]).toEqual([1, 0, 118, 0]);
    expect(header.slice(10)).toMatch(/^\{'descr': '<f4', 'fortran_order': False, 'shape': \(3, 2\), \} +\n$/);
    expect([...new Float32Array(bytes.slice(128).buffer)]).toEqual([0, 3, 1, 4, 2, 5]);
    expect(new TextDecoder("latin1").decode(npyBytes(ramp([4])))).toContain("'shape': (4,), }");
  });
});
