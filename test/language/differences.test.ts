// docs/differences.md is current: it has every program of test/programs/differences, and what each gives here now.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runSource } from "./run";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, "test", "programs", "differences");
const document = readFileSync(join(root, "docs", "differences.md"), "utf8");

describe("docs/differences.md", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".py")))("says what %s gives", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const code = text.slice(text.indexOf('"""', 3) + 4).trim();
    const { stdout, outcome } = runSource(text);
    const message = "message" in outcome ? outcome.message : "";
    const ours = outcome.kind === "raised" ? `${outcome.type}: ${message}` : message;
    const section = document.split("\n## ").find((each) => each.includes(code));
    expect(section?.split("NNSpec\n\n")[1]).toContain(`\`\`\`text\n${`${stdout}${ours}`.trimEnd()}\n\`\`\``);
  });
});
