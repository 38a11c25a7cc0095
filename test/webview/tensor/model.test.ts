import { describe, expect, test } from "vitest";
import { fillOf, paletteFor, scaleOf, signOf } from "../../../src/look/tensor/scale";
import type { QueryName, Request, TensorWindow, TraceSource } from "../../../src/protocol";
import { digestOf } from "../../../src/trace/query/digest";
import { cellInfo } from "../../../src/trace/query/element-text";
import { contiguousStrides, type TensorData } from "../../../src/trace/query/elements";
import { isWindowOf, windowOf } from "../../../src/trace/query/slice";
import { TensorModel } from "../../../webview/tensor/model";

function ramp(shape: readonly number[]): TensorData {
  const n = shape.reduce((product, size) => product * size, 1);
  return {
    dtype: "float32",
    shape,
    strides: contiguousStrides(shape),
    offset: 0,
    elements: Float32Array.from({ length: n }, (_, i) => i),
  };
}

/** Answers as a worker would, each when it is told to, and keeps what was asked. */
function sourceOf(data: TensorData) {
  const asked: { name: QueryName; request: unknown }[] = [];
  const held: (() => void)[] = [];
  const source = {
    ask: async (name: QueryName, request: unknown) => {
      asked.push({ name, request });
      await new Promise<void>((resolve) => held.push(resolve));
      if (name === "window") {
        const window = request as TensorWindow;
        expect(isWindowOf(data.shape, window)).toBe(true);
        return windowOf(data, window);
      }
      if (name === "cell") return cellInfo(data, (request as Request<"cell">).index);
      if (name === "digests") return [digestOf(data)];
      throw new Error(name);
    },
  } as TraceSource;
  const answerAll = async () => {
    for (let i = 0; i < 20; i++) {
      for (const resolve of held.splice(0)) resolve();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const windows = () => asked.filter((one) => one.name === "window").map((one) => one.request as TensorWindow);
  return { source, asked, windows, answerAll };
}

function showing(data: TensorData, digest = true) {
  const stand = sourceOf(data);
  const model = new TensorModel();
  const base = { run: 1, value: 3, shape: data.shape, dtype: data.dtype, name: "x" };
  model.show({ ...base, source: stand.source, digest: digest ? digestOf(data) : null });
  model.setRoom({ width: 330, height: 400 });
  return { ...stand, model };
}

describe("the model of a shown tensor", () => {
  test("asks for what is in sight and no more, however fast it is scrolled", async () => {
    const { model, windows, answerAll } = showing(ramp([1000, 1000]));
    for (let i = 0; i < 50; i++) model.scrollBy({ row: 3, column: 1, line: 0 });
    await answerAll();
    // The first, and the last place: those between were overtaken.
    expect(windows()).toHaveLength(2);
    expect(windows()[1]).toMatchObject({ rows: { first: 150 }, columns: { first: 50 } });
    expect(model.elements?.data[0]).toBe(150 * 1000 + 50);
    expect(model.picture()?.rows.first).toBe(150);
  });

  test("tells the number under a place only when it is that element's", async () => {
    const { model, answerAll } = showing(ramp([4, 100, 100]));
    await answerAll();
    expect(model.numberAt([0, 2, 3])).toBe(203);
    model.setIndex(0, 2);
    expect(model.numberAt([2, 2, 3])).toBeNull();
    await answerAll();
    expect(model.numberAt([2, 2, 3])).toBe(20203);
  });

  test("asks for a large tensor's figures after its first picture", async () => {
    const { model, asked, answerAll } = showing(ramp([200, 200]), false);
    expect(asked.map((one) => one.name)).toEqual(["window"]);
    await answerAll();
    expect(asked.map((one) => one.name)).toEqual(["window", "digests"]);
    expect(model.digest?.stats[1]).toBe(39_999);
  });

  test("keys bring the cell they reach into sight", async () => {
    const { model, answerAll } = showing(ramp([1000, 1000]));
    await answerAll();
    model.move("End", true);
    await answerAll();
    expect(model.cell).toEqual([999, 999]);
    expect(model.numberAt([999, 999])).toBe(999_999);
    expect(model.exact([999, 999])?.text).toBe("999999.0");
  });

  test("keeps slice, cell and scroll when the same tensor comes from the next run", async () => {
    const { model, source, answerAll } = showing(ramp([300, 300]));
    await answerAll();
    model.setSlice("[::2, :]");
    model.choose([4, 7]);
    await answerAll();
    const { shown } = model;
    if (shown === null) throw new Error("nothing is shown");
    model.show({ ...shown, source, run: 2, value: 9 });
    await answerAll();
    expect(model.cell).toEqual([4, 7]);
    expect(model.arrangement.rows).toBe(150);
    expect(model.numberAt([4, 7])).toBe(1207);
    model.show({ ...shown, source, run: 3, value: 2, name: "y" });
    expect(model.cell).toBeNull();
  });

  test("a wrong slice says which axis, and what is shown meanwhile", async () => {
    const { model } = showing(ramp([4, 9]));
    expect(model.setSlice("[9, :]")).toBe(false);
    expect(model.sliceError).toBe("Index 9 is out of range for axis 0, which has 4 elements. Showing [:, :].");
  });

  test("zooms until numbers stand in the cells", async () => {
    const { model, answerAll } = showing(ramp([100, 100]));
    await answerAll();
    for (let i = 0; i < 10; i++) model.zoomBy(1);
    await answerAll();
    expect(model.picture()?.geometry.numbers).toBe(true);
    model.zoomBy(0);
    await answerAll();
    expect(model.picture()?.geometry.numbers).toBe(false);
  });
});

describe("colours", () => {
  const palette = paletteFor("dark");
  const digest = (dtype: string, min: number, max: number) => ({
    ...digestOf(ramp([2])),
    dtype,
    stats: Float64Array.of(min, max, (min + max) / 2, 1),
  });
  const none = new Float64Array(0);

  test("small integers have a colour each, large ones a ramp, bools two tones", () => {
    expect(scaleOf("int64", digest("int64", 0, 9), none, null)).toEqual({ kind: "classes", most: 9 });
    expect(scaleOf("int64", digest("int64", 0, 50_256), none, null).kind).toBe("range");
    expect(scaleOf("int64", digest("int64", -1, 9), none, null).kind).toBe("range");
    expect(scaleOf("float32", digest("float32", 0, 9), none, null).kind).toBe("range");
    expect(scaleOf("bool", digest("bool", 0, 1), none, null)).toEqual({ kind: "bool" });
  });

  test("no two classes have the same colour", () => {
    const scale = { kind: "classes" as const, most: 15 };
    const colours = Array.from({ length: 16 }, (_, i) => fillOf(i, scale, palette).join());
    expect(new Set(colours).size).toBe(16);
  });

  test("centred on a value, what is beyond it has a mark", () => {
    const scale = scaleOf("float32", digest("float32", -2, 2), none, 0.5);
    expect([0.4, 0.6, -0.6, Number.NaN, -Infinity].map((value) => signOf(value, scale))).toEqual([
      null,
      "plus",
      "minus",
      "cross",
      "down",
    ]);
  });

  test("before the figures of all are known, the range is that of what is in sight", () => {
    const scale = scaleOf("float32", null, Float64Array.of(-1, 1, Number.NaN), null);
    expect(scale).toMatchObject({ kind: "range", range: { low: -1, high: 1, diverging: true } });
  });
});
