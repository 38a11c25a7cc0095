import { expect, test } from "vitest";
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
