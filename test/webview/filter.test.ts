import { expect, test } from "vitest";
import { digestOf } from "../../src/trace/query/digest";
import { parseFilter } from "../../webview/format/filter";

const matches = (query: string, texts: readonly string[], shape: readonly number[] | null) =>
  parseFilter(query).matches(texts, shape);

test("an empty filter shows everything", () => {
  expect(parseFilter("  ").empty).toBe(true);
  expect(matches("", [], null)).toBe(true);
});

test("a word is looked for in every text, in either case", () => {
  expect(matches("softmax", ["SoftmaxBackward0", "output"], [4, 2])).toBe(true);
  expect(matches("relu", ["SoftmaxBackward0", "output"], [4, 2])).toBe(false);
});

test("a part of a shape is found with and without brackets and spaces", () => {
  expect(matches("[4, 2]", ["a"], [4, 2])).toBe(true);
  expect(matches("4,2", ["a"], [4, 2])).toBe(true);
  expect(matches("[4,", ["a"], [4, 2])).toBe(true);
  expect(matches("[4, 2]", ["a"], [4, 3])).toBe(false);
  expect(matches("[]", ["a"], [])).toBe(true);
  expect(matches("[]", ["a"], [1])).toBe(false);
  expect(matches("4", ["layer4"], null)).toBe(true);
});

test("a regular expression stands between slashes", () => {
  expect(matches("/^layer\\d\\.w$/", ["layer1.w"], null)).toBe(true);
  expect(matches("/^layer\\d\\.w$/", ["layer1.weight"], null)).toBe(false);
});

test("a regular expression that is not one yet hides nothing and says so", () => {
  const filter = parseFilter("/(/");
  expect(filter.error).not.toBeNull();
  expect(filter.matches(["anything"], null)).toBe(true);
});

const digest = (values: readonly number[]) =>
  digestOf({ dtype: "float32", shape: [values.length], strides: [1], offset: 0, elements: Float32Array.from(values) });

test("words that ask for figures hold for a value or its gradient, beside other words", () => {
  const figures = { value: digest([1, Number.NaN]), gradient: digest([0.5, -2000]) };
  const asks = (query: string) => parseFilter(query).matches(["layer1.w"], [2], figures);
  expect(["has:nan", "grad>1e3", "value<=1", "layer1 has:nan", "HAS:NAN grad>1000", "[2] grad>1"].map(asks)).toEqual(
    Array.from({ length: 6 }, () => true),
  );
  expect(["has:inf", "has:zero", "grad<1", "value>1", "layer2 has:nan"].map(asks)).toEqual(
    Array.from({ length: 5 }, () => false),
  );
  // Until the figures are there, nothing is said to have them; what is no condition is text.
  expect(parseFilter("has:nan").matches(["a"], [2])).toBe(false);
  expect(parseFilter("grad>x").needsFigures).toBe(false);
});
