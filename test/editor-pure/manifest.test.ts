import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { RULE_IDS } from "../../src/protocol/findings";

const root = new URL("../../", import.meta.url);
const text = readFileSync(new URL("package.json", root), "utf8");
const manifest = JSON.parse(text);
const strings = JSON.parse(readFileSync(new URL("package.nls.json", root), "utf8"));

describe("the manifest", () => {
  test("every string that it names exists, and none is there for nothing", () => {
    const named = new Set(Array.from(text.matchAll(/%([\w.]+)%/g), (match) => match[1]));
    expect([...named].sort()).toEqual(Object.keys(strings).sort());
  });

  test("the files that it names exist", () => {
    const { languages, grammars, viewsContainers } = manifest.contributes;
    const files = [
      manifest.icon,
      languages[0].configuration,
      languages[0].icon.light,
      languages[0].icon.dark,
      grammars[0].path,
      viewsContainers.activitybar[0].icon,
    ];
    expect(files.filter((file) => !existsSync(new URL(file, root)))).toEqual([]);
  });

  test("the icon is a PNG of 256 by 256", () => {
    const icon = readFileSync(new URL(manifest.icon, root));
    expect([icon.toString("latin1", 1, 4), icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual(["PNG", 256, 256]);
  });

  test("every command has a category, and a place in the palette or a reason not to", () => {
    const { commands, menus } = manifest.contributes;
    const listed = menus.commandPalette.map(({ command }: { command: string }) => command);
    expect(commands.map(({ command }: { command: string }) => command).sort()).toEqual(listed.sort());
    expect(commands.every(({ category }: { category: string }) => category === "NNSpec")).toBe(true);
  });

  test("nothing starts where there is no file of ours, and nothing is off in an untrusted or virtual folder", () => {
    expect(manifest.activationEvents).toEqual(["workspaceContains:**/*.nnspec", "onWebviewPanel:nnspec.panel"]);
    expect(manifest.capabilities).toEqual({ untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
  });
});

test("every rule of the findings can be left out, and has its paragraph", () => {
  const { items } = manifest.contributes.configuration.properties["nnspec.findings.ignore"];
  expect(items.enum).toEqual([...RULE_IDS]);
  const page = readFileSync(new URL("docs/findings.md", root), "utf8");
  expect(Array.from(page.matchAll(/^## (.+)$/gm), (match) => match[1])).toEqual([...RULE_IDS]);
});

test("translators get every text that the editor shows", () => {
  const messages = execFileSync(process.execPath, [fileURLToPath(new URL("scripts/l10n.mjs", root)), "--print"]);
  expect(readFileSync(new URL("l10n/bundle.l10n.json", root), "utf8")).toBe(messages.toString());
});

test.each(["zh-cn"])("the translation to %s has every text, with the same places to fill in", (language) => {
  const places = (text: string): string[] => (text.match(/\{\d\}/g) ?? []).sort();
  for (const [file, translated] of [
    ["l10n/bundle.l10n.json", `l10n/bundle.l10n.${language}.json`],
    ["package.nls.json", `package.nls.${language}.json`],
  ] as const) {
    const english: Record<string, string> = JSON.parse(readFileSync(new URL(file, root), "utf8"));
    const other: Record<string, string> = JSON.parse(readFileSync(new URL(translated, root), "utf8"));
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) expect(places(other[key] ?? "")).toEqual(places(text));
  }
});
