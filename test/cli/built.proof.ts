// The command as it is built, in processes of its own.

import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { nestAndMinify } from "../../scripts/build/finish.mjs";
import { bundle } from "../runner/build";

const folder = mkdtempSync(join(tmpdir(), "nnspec-built-"));

/** A file in a folder of its own. */
function program(text: string): string {
  const path = join(folder, "program.nnspec");
  writeFileSync(path, text);
  return path;
}

describe("the built command", () => {
  it("runs as a process, starts from its code cache the second time, and meets its first complex number", async () => {
    const node = { platform: "node", format: "cjs" } as const;
    const command = await bundle("src/cli/start.ts", node);
    const text = await bundle("src/cli.ts", node);
    await nestAndMinify(text, { target: "node18", wrap: ["(function (require, __dirname) {", "})"] });
    copyFileSync(text, join(dirname(command), "cli-main.js"));
    const file = program("import sys\nprint('hello')\nsys.exit(4)\n");
    for (let turn = 0; turn < 2; turn++) {
      const { stdout, stderr, status } = spawnSync(process.execPath, [command, "run", file], { encoding: "utf8" });
      expect({ stdout, stderr, status }).toEqual({ stdout: "hello\n", stderr: "", status: 4 });
      expect(existsSync(join(dirname(command), "cli-main.cache"))).toBe(true);
    }
    // Modules of the library and families of ops are loaded when they are asked for, each finding the others.
    const late = program(
      "import torch, math, re\nprint(torch.fft.fft(torch.ones(2)).real, torch.linalg.det(torch.eye(2)))\n",
    );
    expect(spawnSync(process.execPath, [command, "run", late], { encoding: "utf8" })).toMatchObject({
      stdout: "tensor([2., 0.]) tensor(1.)\n",
      stderr: "",
    });
    // Whatever makes a process's first complex number, ops look for complex numbers from then on.
    for (const made of ["torch.tensor([1+2j])", "torch.view_as_complex(torch.ones(1, 2))"]) {
      const complex = program(`import torch\nprint(${made} < 1)\n`);
      const { stdout, stderr } = spawnSync(process.execPath, [command, "run", complex], { encoding: "utf8" });
      expect(stdout).toBe("");
      expect(stderr).toContain(`RuntimeError: "lt_cpu" not implemented for 'ComplexFloat'`);
    }
  }, 60_000);
});
