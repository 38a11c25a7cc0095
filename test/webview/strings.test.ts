import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chinese } from "../../webview/strings.zh-cn";

/** The English table, as it is written: it is not exported, so that nobody reads it past t(). */
const english = new Map(
  [...readFileSync("webview/strings.ts", "utf8").matchAll(/^ {2}(\w+): "(.*)",$/gm)].map(([, key = "", text = ""]) => [
    key,
    text,
  ]),
);

describe("the page's words in Chinese", () => {
  it.each(Object.entries(chinese))("%s has the same places to fill", (key, text) => {
    const places = (words: string) => [...(words.match(/\{\d\}/g) ?? [])].sort();
    expect(places(text)).toEqual(places(english.get(key) ?? "missing"));
  });

  it("lacks only what reads the same in both", () => {
    const missing = [...english.keys()].filter((key) => !(key in chinese));
    expect(missing).toEqual(
      "maxGradient gradientRatio mean deviation savedIs notNumber loading requiresGrad drawing".split(" "),
    );
  });
});
