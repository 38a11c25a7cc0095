// A run that goes on from its beginning is the run as a whole: output, outcome and everything that can be asked of it,
// for random edits of real programs. NNSPEC_EDITS says how many.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { program } from "../../scripts/oracle/support/python-grammar.mjs";
import { answerMessage } from "../../src/runner/answer";
import { Run } from "../../src/runner/run";
import { programsIn } from "../programs/run-file";

const EDITS = Number(process.env.NNSPEC_EDITS ?? 500);
const LIMITS = { seconds: 1, bytes: 2 ** 30 };
const MOST_CHARACTERS = 1200;

/** Left out: a set of objects is in the order of their addresses, which count the objects of all runs of a process. */
const ORDERED_BY_ADDRESS = /seen, stack = set/;

const root = join(__dirname, "..", "..");
const programs = ["python", "torch"]
  .flatMap((folder) => programsIn(join(root, "test", "programs", folder)))
  .concat(programsIn(join(root, "examples")))
  .map((path) => ({ name: basename(path), text: readFileSync(path, "utf8") }))
  .filter(({ text }) => text.length < MOST_CHARACTERS && !ORDERED_BY_ADDRESS.test(text))
  .filter(({ text }) => !/^\s*(import|from) perception/m.test(text));

const request = (text: string) => ({
  entry: "main.nnspec",
  sources: [
    { file: "main.nnspec", text },
    { file: "beside.nnspec", text: "import torch\nweights = torch.rand(3)\nprint('beside')\n" },
  ],
  seed: 3,
  limits: LIMITS,
});

/** A small generator of its own: the same edits every time. */
class Dice {
  constructor(private state: number) {}

  below(n: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * n);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const INSERTED = [
  "print('inserted')",
  "import torch; print(torch.rand(2))",
  "import random; print(random.random())",
  "raise ValueError('inserted')",
  "note: int = 3",
  "from __future__ import annotations",
  "import beside; print(beside.weights)",
  "import main",
  "print(sorted(name for name in globals() if not name.startswith('_')))",
  "def broken(:",
  "async def later():\n    await later()",
  "def helper(x, *rest):\n    return [x, *rest]\nprint(helper(1, 2))",
  "for turn in range(30):\n    total = [turn * k for k in range(3)]\nprint(total)",
  "1 / 0",
  "exit(3)",
];

/** The text with one or two edits, and an offset at which an earlier one may have been. */
function edited(text: string, dice: Dice): string {
  const lines = text.split("\n");
  const at = dice.below(lines.length);
  switch (dice.below(6)) {
    case 0:
      lines.splice(at, 0, dice.of(INSERTED));
      break;
    case 1:
      lines.splice(at, 1);
      break;
    case 2:
      lines.splice(at, 0, lines[dice.below(lines.length)] ?? "");
      break;
    case 3:
      lines[at] = (lines[at] ?? "").replace(/\d+/, () => String(dice.below(9)));
      break;
    case 4: {
      const line = lines[at] ?? "";
      const column = dice.below(line.length + 1);
      lines[at] = line.slice(0, column) + line.slice(column + 1);
      break;
    }
    default:
      lines.push(dice.of(INSERTED));
  }
  return lines.join("\n");
}

/** Everything that surfaces ask of a run, as text. */
function known(run: Run): string {
  const { seconds, kept, ...state } = run.state();
  const asked = ["parameters", "outputs", "graph", "names", "hints", "findings"].map((name) => [
    name,
    answerMessage(run, name, name === "hints" ? { file: "main.nnspec" } : {}),
  ]);
  const plain = (_: string, value: unknown): unknown =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : typeof value === "number" ? String(value) : value;
  const text = JSON.stringify(
    { seconds: seconds >= 0 && kept >= 0, state, out: run.stdout, err: run.stderr, asked, events: events(run) },
    plain,
  );
  // Addresses count the objects of all runs of a process.
  return text.replace(/0x7f[0-9a-f]+/g, "0x…");
}

/** What was recorded, in order, and where; a span's own number is how often something was compiled before. */
function events({ trace: { events: log, spans } }: Run): unknown[] {
  return Array.from({ length: log.rows }, (_, row) => {
    const { file, start, end, kind } = spans[log.span.at(row)] ?? {};
    return [log.kind.at(row), log.frame.at(row), log.visit.at(row), log.number.at(row), file, start, end, kind];
  });
}

/** Where two texts part, with what comes before; null where they do not. */
function firstDifference(a: string, b: string): string | null {
  if (a === b) return null;
  let at = 0;
  while (a[at] === b[at]) at++;
  return `${a.slice(Math.max(0, at - 200), at)}⟨${a.slice(at, at + 100)} | ${b.slice(at, at + 100)}⟩`;
}

describe("a program that goes on from its beginning", () => {
  it(`is the program as a whole, over ${EDITS} random edits`, () => {
    const answers = { yes: 0, broken: 0, no: 0, ended: 0 };
    for (let seed = 1; seed <= EDITS; seed++) {
      const dice = new Dice(seed * 7919);
      // Half of them real, half of the grammar that is compared with CPython.
      const { name, text } = seed % 2 === 0 ? dice.of(programs) : { name: "random", text: program(seed) };
      const next = edited(text, dice);
      let same = 0;
      while (same < text.length && text[same] === next[same]) same++;
      // Mostly where this edit is; also where another one was.
      const until = dice.below(3) === 0 ? dice.below(text.length) : same;
      const begun = new Run(request(text));
      if (!begun.begin(until)) {
        answers.ended++;
        continue;
      }
      const answer = begun.continues(request(next));
      answers[answer]++;
      if (answer === "no") continue;
      if (answer === "yes") begun.proceed(request(next), 0);
      const whole = new Run(request(next));
      whole.execute();
      // Endless now: where the time ends, no two runs agree.
      if ([whole, begun].some((run) => run.state().status === "limited")) continue;
      const what = `seed ${seed}, ${name}`;
      if (answer === "broken") {
        expect(whole.stdout, what).toBe("");
        expect(whole.state().problems[0]?.message, what).toMatch(/./);
        expect(whole.trace.statementCount, what).toBe(0);
      } else expect(firstDifference(known(begun), known(whole)), what).toBeNull();
    }
    // Most edits are of the kind that goes on.
    expect(answers.yes).toBeGreaterThan(EDITS / 2);
    expect(answers.broken).toBeGreaterThan(0);
    expect(answers.no).toBeGreaterThan(0);
  }, 600_000);
});
