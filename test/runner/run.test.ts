import { describe, expect, it } from "vitest";
import { answer, answerMessage } from "../../src/runner/answer";
import { Run, type RunOptions } from "../../src/runner/run";

const LIMITS = { seconds: 20, bytes: 4e9 };

function run(text: string, options: RunOptions = {}, limits = LIMITS): Run {
  const made = new Run({ entry: "main.nnspec", sources: [{ file: "main.nnspec", text }], seed: 0, limits }, options);
  made.execute();
  return made;
}

/** Offset of the n-th occurrence of a text. */
function at(text: string, what: string, nth = 1): number {
  let offset = -1;
  for (let i = 0; i < nth; i++) offset = text.indexOf(what, offset + 1);
  return offset;
}

describe("how a run ends", () => {
  it("is ok, with what was printed", () => {
    const done = run("print('hello')\nprint(1 + 1)\n");
    expect(done.stdout).toBe("hello\n2\n");
    expect(done.state()).toMatchObject({ status: "ok", problems: [] });
    expect(done.exitCode).toBe(0);
  });

  it("is an exception at the exact expression, with what ran before it kept", () => {
    const text = "x = 3\nprint(x)\ny = (x + 1) / (x - 3)\n";
    const done = run(text);
    const [problem] = done.state().problems;
    expect(done.stdout).toBe("3\n");
    expect(done.exitCode).toBe(1);
    expect(done.state().status).toBe("raised");
    expect(problem).toMatchObject({ type: "ZeroDivisionError", message: "division by zero", severity: "error" });
    expect(text.slice(problem?.range.start, problem?.range.end)).toBe("(x + 1) / (x - 3)");
    expect(problem?.range).toMatchObject({ line: 3, column: 4, endLine: 3, endColumn: 21 });
    expect(answer(done, "names", {})[0]?.names.map(({ name, text }) => [name, text])).toEqual([["x", "3"]]);
  });

  it("is a syntax error on its own range, and nothing has run", () => {
    const done = run("print('before')\nx = = 3\n");
    expect(done.stdout).toBe("");
    expect(done.exitCode).toBe(1);
    const [problem] = done.state().problems;
    expect(problem).toMatchObject({ type: "SyntaxError", message: "invalid syntax" });
    expect(problem?.range.line).toBe(2);
    expect(done.stderr.trimEnd().split("\n").pop()).toBe("SyntaxError: invalid syntax");
  });

  it("is the status that sys.exit names", () => {
    expect(run("raise SystemExit(7)\n").exitCode).toBe(7);
    expect(run("raise SystemExit\n")).toMatchObject({ exitCode: 0 });
    const told = run("raise SystemExit('no data')\n");
    expect(told.exitCode).toBe(1);
    expect(told.stderr).toBe("no data\n");
  });

  it("is a refusal of what is not supported, that no except clause can catch", () => {
    const done = run("try:\n    import numpy\n    numpy.linalg.svd\nexcept Exception:\n    print('caught')\n");
    expect(done.exitCode).toBe(2);
    expect(done.state().status).toBe("refused");
    expect(done.stdout).toBe("");
    expect(done.state().problems[0]).toMatchObject({ type: "nnspec" });
    expect(done.state().problems[0]?.message).toContain("not supported");
  });

  it("is the time limit, for an endless loop, with everything before it kept", () => {
    const started = performance.now();
    const done = run("n = 0\nwhile True:\n    n += 1\n", {}, { seconds: 0.2, bytes: 4e9 });
    expect(performance.now() - started).toBeLessThan(3000);
    expect(done.state().status).toBe("limited");
    expect(done.exitCode).toBe(3);
    expect(done.state().problems[0]?.message).toBe("The run reached its time limit of 0.2 s.");
    const n = answer(done, "names", {})[0]?.names[0];
    expect(n?.name).toBe("n");
    expect(Number(n?.text)).toBeGreaterThan(100);
  });

  it("is the memory limit, when the host says so", () => {
    const done = run("while True:\n    pass\n", { memory: () => 5e9 });
    expect(done.state()).toMatchObject({ status: "limited" });
    expect(done.state().problems[0]?.message).toContain("memory limit of 3,815 MB");
  });

  it("is a stop, when somebody asks for it at a safepoint", () => {
    let looks = 0;
    const done = run("while True:\n    pass\n", { look: () => ++looks > 3 });
    expect(done.state()).toMatchObject({ status: "stopped", problems: [] });
  });

  it("is clear for an empty file", () => {
    const done = run("");
    expect(done.state()).toMatchObject({ status: "ok", statements: 0, problems: [] });
    expect(answer(done, "graph", {}).root).toBeNull();
    expect(answer(done, "outputs", {})).toEqual([]);
  });
});

describe("a bounded trace", () => {
  it("keeps the first and last visits of a long loop, and the names and counts of all", () => {
    const text = "total = 0\nfor i in range(20000):\n    total += i\nprint(total)\n";
    const done = run(text, { bounds: { bytes: 1e9, events: 10_000 } });
    expect(done.stdout).toBe("199990000\n");
    expect(done.trace.events.rows).toBeLessThanOrEqual(10_000);
    expect(done.state().statements).toBe(20_003);
    const hover = (visit?: number) =>
      answer(done, "hover", {
        file: "main.nnspec",
        offset: at(text, "total", 2),
        ...(visit === undefined ? {} : { visit }),
      });
    expect(hover()).toMatchObject({ print: "199990000", visit: 20000, visits: 20000 });
    expect(hover(1)).toMatchObject({ print: "0", visit: 1 });
    expect(hover(3)).toMatchObject({ print: "3", visit: 3 });
    expect(answer(done, "hints", { file: "main.nnspec" })).toMatchObject([{ label: "×20000" }]);
  });
});

describe("a replay", () => {
  it("prints the same and records the same, up to the event that was asked for", () => {
    const text = "xs = [0.5]\nfor i in range(50):\n    xs.append(i * xs[-1] % 7)\nprint(xs[-1])\n";
    const first = run(text);
    const again = first.replayTo(first.trace.events.total - 1);
    expect(again.stdout).toBe(first.stdout);
    const columns = ["kind", "span", "frame", "visit", "a", "b", "number"] as const;
    for (const name of columns) {
      const of = (which: Run) => [...which.trace.events[name].data.slice(0, which.trace.events.rows)];
      expect(of(again)).toEqual(of(first));
    }
    const half = first.replayTo(60);
    expect(half.trace.events.total).toBe(61);
  });
});

describe("hover", () => {
  const text = [
    "limit = 10",
    "def scale(v, by=2):",
    "    inner = v * by",
    "    return inner + limit",
    "out = [scale(k) for k in range(3)]",
    "for step in range(4):",
    "    best = scale(step)",
    "limit = 11",
    "",
  ].join("\n");
  const done = run(text);
  const hover = (what: string, nth: number, visit?: number) =>
    answer(done, "hover", {
      file: "main.nnspec",
      offset: at(text, what, nth),
      ...(visit === undefined ? {} : { visit }),
    });

  it("on a target shows what was bound, visit by visit", () => {
    expect(hover("best", 1)).toMatchObject({ print: "16", visit: 4, visits: 4, type: "int", expression: "best" });
    expect(hover("best", 1, 2)).toMatchObject({ print: "12", visit: 2 });
  });

  it("on a loaded name shows what it meant then, not later", () => {
    expect(hover("limit", 2)).toMatchObject({ print: "10" });
    expect(hover("step", 2, 3)).toMatchObject({ print: "2" });
    expect(hover("by", 2)).toMatchObject({ print: "2" });
  });

  it("on a loop's variable counts its turns", () => {
    expect(hover("step", 1)).toMatchObject({ print: "3", visit: 4, visits: 4 });
    expect(hover("step", 1, 1)).toMatchObject({ print: "0" });
  });

  it("on a parameter shows what it was called with", () => {
    expect(hover("v, by", 1)).toMatchObject({ print: "3", visits: 7 });
  });

  it("on a call shows what it returned", () => {
    expect(hover("(step)", 1)).toMatchObject({ print: "16", expression: "scale(step)" });
  });

  it("outside of code shows nothing", () => {
    expect(answer(done, "hover", { file: "main.nnspec", offset: text.length })).toBeNull();
    expect(answer(done, "hover", { file: "other.nnspec", offset: 0 })).toBeNull();
  });

  it("leaves a comprehension's variable out of the program's names", () => {
    const names = answer(done, "names", {})[0]?.names.map(({ name }) => name);
    expect(names).toEqual(["limit", "scale", "out", "step", "best"]);
  });
});

describe("a query that came as a message", () => {
  const done = run("x = 1\n");

  it("is refused when it is none", () => {
    expect(() => answerMessage(done, "constructor", {})).toThrow("No query is called constructor.");
    expect(() => answerMessage(done, "window", { value: "1" })).toThrow('The request for "window" is not understood.');
    expect(() => answerMessage(done, "hover", { file: "main.nnspec", offset: -1 })).toThrow("not understood");
    const sight = { first: 0, count: 1000 };
    const window = { value: 0, axes: [], facetAxes: [], rowAxis: null, columnAxis: null };
    expect(() => answerMessage(done, "window", { ...window, facets: sight, rows: sight, columns: sight })).toThrow(
      "not understood",
    );
  });

  it("about a value that is not there fails with words", () => {
    expect(() => answerMessage(done, "python", { value: 12 })).toThrow("The elements of this value are not there.");
  });
});
