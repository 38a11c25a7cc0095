import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { main } from "../../src/cli/main";
import walks from "./goldens/graph-walk.json";

const examples = join(__dirname, "../../examples");
const folder = mkdtempSync(join(tmpdir(), "nnspec-cli-"));

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

function nnspec(...args: string[]): Ended {
  let stdout = "";
  let stderr = "";
  const status = main(args, {
    out: (text) => {
      stdout += text;
    },
    error: (text) => {
      stderr += text;
    },
    pageFolder: folder,
  });
  return { stdout, stderr, status };
}

/** A file in a folder of its own. */
function program(text: string | Uint8Array, name = "program.nnspec"): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe("nnspec run", () => {
  it("prints what the program prints to stdout, and nothing else", () => {
    const { stdout, stderr, status } = nnspec("run", program("print('hello')\nprint(1.0, 'ä')\n"));
    expect({ stdout, stderr, status }).toEqual({ stdout: "hello\n1.0 ä\n", stderr: "", status: 0 });
  });

  it("ends with 1 and CPython's last line for an exception of the program", () => {
    const { stdout, stderr, status } = nnspec("run", program("print('before')\nprint([1, 2][5])\n"));
    expect(status).toBe(1);
    expect(stdout).toBe("before\n");
    expect(stderr.trimEnd().split("\n").pop()).toBe("IndexError: list index out of range");
    expect(stderr).toContain('File "program.nnspec", line 2, in <module>');
  });

  it("ends with 1 for a syntax error", () => {
    const { stdout, stderr, status } = nnspec("run", program("print('before')\nx = (1,\ny = 2 2\n"));
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr.trimEnd().split("\n").pop()).toMatch(/^SyntaxError: /);
  });

  it("ends with n for SystemExit(n)", () => {
    expect(nnspec("run", program("raise SystemExit(5)\n")).status).toBe(5);
    expect(nnspec("run", program("raise SystemExit()\n")).status).toBe(0);
    const told = nnspec("run", program("raise SystemExit('stop here')\n"));
    expect([told.status, told.stderr]).toEqual([1, "stop here\n"]);
  });

  it("ends with 2 for what is refused, at its line", () => {
    const { stderr, status, stdout } = nnspec("run", program("print(1)\nimport numpy\nx = 1\nnumpy.fft.fft(x)\n"));
    expect(status).toBe(2);
    expect(stdout).toBe("1\n");
    expect(stderr).toContain('File "program.nnspec", line 4');
    expect(stderr.trimEnd().split("\n").pop()).toMatch(/^nnspec: .*not supported$/);
  });

  it("names the program's line when the library refuses inside", () => {
    const { stderr, status } = nnspec("run", program("import torch\nm = torch.nn.Linear(2, 2)\nm.xpu()\n"));
    expect(status).toBe(2);
    expect(stderr).toContain("line 3");
    expect(stderr).toContain("nnspec: Module.xpu is not supported");
  });

  it("ends with 2 for what cannot be read", () => {
    expect(nnspec("run", join(folder, "missing.nnspec"))).toMatchObject({ status: 2, stdout: "" });
    expect(nnspec("run", join(folder, "missing.nnspec")).stderr).toMatch(
      /^nnspec: cannot read .*missing\.nnspec: ENOENT/,
    );
    const binary = nnspec("run", program(Uint8Array.of(0x7f, 0x45, 0, 0, 0xff), "binary.nnspec"));
    expect([binary.status, binary.stderr]).toEqual([2, `nnspec: ${folder}/binary.nnspec is not a text file\n`]);
    const latin = nnspec("run", program(Uint8Array.of(0x23, 0xe4, 0x0a), "latin.nnspec"));
    expect([latin.status, latin.stderr]).toEqual([2, `nnspec: ${folder}/latin.nnspec is not text in UTF-8\n`]);
  });

  it("ends with 3 at a limit, with what was printed before", () => {
    const file = program("print('before')\nwhile True:\n    pass\n");
    const { stdout, stderr, status } = nnspec("run", file, "--time-limit", "0.3");
    expect([status, stdout]).toEqual([3, "before\n"]);
    expect(stderr).toContain("nnspec: The run reached its time limit of 0.3 s.");
  });

  it("runs an empty file, and a long one", () => {
    expect(nnspec("run", program(""))).toMatchObject({ status: 0, stdout: "", stderr: "" });
    const long = `${"# comment\nx = 1\n".repeat(300_000)}print(x)\n`;
    expect(long.length).toBeGreaterThan(4_500_000);
    expect(nnspec("run", program(long, "long.nnspec"))).toMatchObject({ status: 0, stdout: "1\n", stderr: "" });
  });

  it("imports siblings, .nnspec before .py, in packages too", () => {
    program("VALUE = 'nnspec'\n", "sibling.nnspec");
    program("VALUE = 'py'\n", "sibling.py");
    program("OTHER = 'py'\n", "other.py");
    mkdirSync(join(folder, "package"), { recursive: true });
    program("from .inner import DEEP\n", "package/__init__.py");
    program("DEEP = 3\n", "package/inner.py");
    const file = program("import sibling, other as o\nprint(sibling.VALUE, o.OTHER)\n");
    expect(nnspec("run", file)).toMatchObject({ stdout: "nnspec py\n", stderr: "" });
  });

  it("seeds a program that seeds nothing with --seed, 0 unless told", () => {
    const file = program("import torch\nprint(torch.rand(3))\n");
    const seeded = program("import torch\ntorch.manual_seed(7)\nprint(torch.rand(3))\n", "seeded.nnspec");
    expect(nnspec("run", file, "--seed", "7").stdout).toBe(nnspec("run", seeded).stdout);
    expect(nnspec("run", file).stdout).toBe(nnspec("run", file, "--seed=0").stdout);
    expect(nnspec("run", file).stdout).not.toBe(nnspec("run", file, "--seed", "7").stdout);
  });

  it("says how it is used when it is used otherwise", () => {
    expect(nnspec("--help")).toMatchObject({ status: 0, stderr: "" });
    expect(nnspec("--help").stdout).toContain("nnspec COMMAND FILE");
    for (const args of [["walk", "x"], ["run"], ["run", "x", "--dot"], ["run", "x", "--seed", "a"], ["report", "x"]]) {
      const { status, stderr, stdout } = nnspec(...args);
      expect([args, status, stdout]).toEqual([args, 2, ""]);
      expect(stderr).toMatch(/^nnspec: /);
    }
  });
});

describe("nnspec run --json", () => {
  it("is one object with the documented fields", () => {
    const file = program(
      "import torch\nx = torch.tensor([1.0, float('nan'), float('inf'), 0.0])\nw = torch.ones(2, requires_grad=True)\nloss = (w * 3).sum()\nloss.backward()\nprint('done')\n",
    );
    const { stdout, status } = nnspec("run", file, "--json");
    expect(status).toBe(0);
    const json: unknown = JSON.parse(stdout);
    expect(json).toMatchObject({
      outcome: "ok",
      error: null,
      stdout: "done\n",
      parameters: [
        {
          name: "w",
          shape: [2],
          dtype: "float32",
          requires_grad: true,
          digest: { n: 2, min: 1, max: 1, mean: 1, std: 0, nan: 0, posinf: 0, neginf: 0, zeros: 0 },
          grad: { min: 3, max: 3 },
        },
      ],
      outputs: [
        { name: "x", line: 2, shape: [4], dtype: "float32", grad_fn: null, text: "tensor([1., nan, inf, 0.])" },
        { name: "w", line: 3, text: "tensor([1., 1.], requires_grad=True)" },
        { name: "loss", line: 4, shape: [], grad_fn: "SumBackward0", text: "tensor(6., grad_fn=<SumBackward0>)" },
      ],
      chain: ["SumBackward0", "MulBackward0", "AccumulateGrad"],
    });
    expect(json).toHaveProperty("ops");
    expect(json).toHaveProperty("seconds");
  });

  it("writes numbers that JSON has not as text", () => {
    const file = program("import torch\nw = torch.tensor([float('inf')], requires_grad=True)\n");
    const json: unknown = JSON.parse(nnspec("run", file, "--json").stdout);
    expect(json).toMatchObject({
      parameters: [{ digest: { min: "NaN", max: "NaN", std: "NaN", posinf: 1 }, grad: null }],
    });
  });

  it("has the error with its place and the explanation", () => {
    const file = program("import torch\nx = torch.ones(4, 3)\ny = x @ torch.ones(2, 5)\n");
    const { stdout, status } = nnspec("run", file, "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: "raised",
      error: {
        type: "RuntimeError",
        message: "mat1 and mat2 shapes cannot be multiplied (4x3 and 2x5)",
        file: "program.nnspec",
        line: 3,
        column: 4,
        endLine: 3,
        endColumn: 24,
        explanation: "x is [4, 3], torch.ones(2, 5) is [2, 5]; the inner sizes 3 and 2 must match",
      },
    });
  });

  it("names every outcome", () => {
    const outcome = (text: string, ...args: string[]) => {
      const { stdout, status } = nnspec("run", program(text), "--json", ...args);
      const json: { outcome: string } = JSON.parse(stdout);
      return [json.outcome, status];
    };
    expect(outcome("x = 1\n")).toEqual(["ok", 0]);
    expect(outcome("1 / 0\n")).toEqual(["raised", 1]);
    expect(outcome("import numpy\nnumpy.fft.fft(1)\n")).toEqual(["refused", 2]);
    expect(outcome("while True: pass\n", "--time-limit", "0.2")).toEqual(["limited", 3]);
    const missing = nnspec("run", join(folder, "missing.nnspec"), "--json");
    expect([JSON.parse(missing.stdout).outcome, missing.status]).toEqual(["refused", 2]);
  });
});

describe("nnspec graph", () => {
  for (const { program: name, name: root, rows } of walks) {
    it(`of ${root} in ${name} is PyTorch's own walk`, () => {
      const { stdout, stderr, status } = nnspec("graph", join(examples, `${name}.nnspec`), root);
      expect({ stderr: stderr.replace(/.*UserWarning.*\n( .*\n)?/g, ""), status }).toEqual({ stderr: "", status: 0 });
      const expected = rows.map((row) => {
        const indent = "  ".repeat(row.depth);
        if ("reference" in row) return `${indent}↩ #${row.reference} ${row.name}`;
        const leaf = "leaf" in row ? ` ${row.leaf} [${row.shape?.join(", ")}]` : "";
        return `${indent}#${row.number} ${row.name}${leaf}`;
      });
      const lines = stdout.trimEnd().split("\n");
      // Ours also say the shape and the source line of what is no leaf.
      expect(lines.map((line, i) => (rows[i] && "leaf" in rows[i] ? line : line.replace(/ \[.*/, "")))).toEqual(
        expected,
      );
    });
  }

  it("is that of the last scalar unless told", () => {
    const file = join(examples, "cross_entropy.nnspec");
    expect(nnspec("graph", file).stdout).toBe(nnspec("graph", file, "loss").stdout);
  });

  it("comes as DOT and JSON", () => {
    const file = join(examples, "cross_entropy.nnspec");
    expect(nnspec("graph", file, "--dot").stdout).toMatch(/^digraph grad_fn \{\n/);
    expect(JSON.parse(nnspec("graph", file, "loss", "--json").stdout).nodes.length).toBe(22);
  });

  it("is whole however large it is, and so is the chain of a run's JSON", () => {
    const file = program(
      "import torch\na = torch.ones(2, requires_grad=True)\nfor _ in range(20_500):\n    a = a + 1\nloss = a.sum()\n",
    );
    const lines = nnspec("graph", file).stdout.trimEnd().split("\n");
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([
      20_502,
      "#1 SumBackward0 []  program.nnspec:5",
      "#20502 AccumulateGrad a [2]",
    ]);
    expect(JSON.parse(nnspec("run", file, "--json").stdout).chain.length).toBe(20_502);
  });

  it("says when there is none", () => {
    const { status, stderr, stdout } = nnspec("graph", program("x = 1\n"));
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe("nnspec: the program made no tensor with a grad_fn\n");
  });
});

describe("nnspec params", () => {
  it("lists the parameters by module, with the state of their gradients", () => {
    const { stdout, status } = nnspec("params", join(examples, "loss.nnspec"));
    expect(status).toBe(0);
    expect(stdout.split("\n")[0]).toBe("p: Perception");
    expect(stdout).toMatch(/^ {2}layer1\.w {2}\[2, 3\] f32 {2}n=6 {2}1\.541 −0\.293 −2\.179/m);
    expect(stdout).toContain("grad — (backward was not called)");
    expect(nnspec("params", join(examples, "training.nnspec")).stdout).toMatch(/^ {2} +grad \[2, 3\] f32/m);
  });
});

describe("nnspec report", () => {
  it("writes one file that holds everything, and no text of the program that HTML could read", () => {
    // The page is built apart: here a stand-in lies where the build puts it.
    writeFileSync(join(folder, "main.js"), "console.log('</script>')");
    writeFileSync(join(folder, "style.css"), "body { color: red }");
    const file = program("import torch\nx = torch.ones(2)\nprint('</script><b>')\n");
    expect(nnspec("report", file, "-o", join(folder, "out.html"))).toMatchObject({ status: 0, stdout: "", stderr: "" });
    const html = readFileSync(join(folder, "out.html"), "utf8");
    expect(html).toContain("Content-Security-Policy");
    expect(html.match(/<\/script>/g)?.length).toBe(2);
    expect(html).not.toContain("<b>");
    expect(html).not.toMatch(/https?:\/\//);
  });

  it("says what is wrong with the run's numbers, which its output does not", () => {
    const file = program("import torch\ny = torch.log(torch.zeros(2))\nprint(y)\n");
    expect(nnspec("report", file, "-o", join(folder, "out.html"))).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(join(folder, "out.html"), "utf8")).toContain('"rule":"log-of-zero"');
    expect(nnspec("run", file)).toMatchObject({ status: 0, stdout: "tensor([-inf, -inf])\n", stderr: "" });
  });

  it("says when it cannot write", () => {
    expect(nnspec("report", program("x = 1\n"), "-o", join(folder, "no/such/out.html"))).toMatchObject({ status: 2 });
  });
});
