// Hot loops are recorded at some visits only; what the log says of those must be what the program saw.
import { describe, expect, it } from "vitest";
import { PyTuple } from "../../src/language/runtime/value";
import { answer } from "../../src/runner/answer";
import { Run } from "../../src/runner/run";
import { Kind } from "../../src/trace/events";
import { lookUp } from "../../src/trace/query/places";

function run(text: string): Run {
  const sources = [{ file: "main.nnspec", text }];
  const made = new Run({ entry: "main.nnspec", sources, seed: 0, limits: { seconds: 60, bytes: 4e9 } });
  made.execute();
  expect(made.stderr).toBe("");
  return made;
}

/**
 * Compares what the trace says of names with what the program saw: a program binds `seen` to a tuple of the values
 * of `names`. Gives how many recorded visits were compared.
 */
function compared(text: string, names: readonly string[]): number {
  const { trace, view } = run(text);
  const { events } = trace;
  const id = trace.nameId("seen");
  let count = 0;
  for (let row = 0; row < events.rows; row++) {
    if (events.kind.at(row) !== Kind.bindObject || events.a.at(row) !== id) continue;
    // Not where recording sets in again, and `seen` is one of the names that are bound anew.
    if (events.span.at(row - 1) !== trace.statementOfSpan(events.span.at(row))) continue;
    const seen = trace.objects[events.b.at(row)];
    if (!(seen instanceof PyTuple)) throw new Error("seen is a tuple");
    const scope = view.span(events.span.at(row))?.scope ?? "";
    const known = names.map((name) => lookUp(view, name, row, row, scope)?.object);
    expect([events.visit.at(row), known]).toEqual([events.visit.at(row), seen.items]);
    count++;
  }
  return count;
}

describe("a hot loop's recorded visits", () => {
  it("know the names of a module, whichever visit bound them", () => {
    const text = `
n = 27
longest = 0
for start in range(1, 400):
    n = start
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        steps += 1
        if steps % 7 == 0:
            seen = (start, n, steps, longest)
    if steps > longest:
        longest = steps
        seen = (start, n, steps, longest)
`;
    expect(compared(text, ["start", "n", "steps", "longest"])).toBeGreaterThan(500);
  });

  it("know the variables of a function, and of those around it", () => {
    const text = `
def outer(size):
    total = 0
    label = "even"

    def inner(value, by=3):
        half = value // 2
        if value % 5 == 0:
            by = by + 1
            seen = (value, by, half, size)
        return half

    for i in range(size):
        total += inner(i)
        if i % 11 == 0:
            label = "odd" if i % 2 else "even"
    return total, label


print(outer(5000))
`;
    expect(compared(text, ["value", "by", "half", "size"])).toBeGreaterThan(500);
  });

  it("know each frame of a recursion by itself", () => {
    const text = `
def walk(depth, path):
    here = path * 2 + 1
    if depth == 0:
        return here
    left = walk(depth - 1, path + 1)
    if path % 3 == 0:
        seen = (depth, path, here, left)
    right = walk(depth - 1, here)
    if here % 4 == 1:
        seen = (depth, path, here, left)
    return left + right


print(walk(12, 0))
`;
    expect(compared(text, ["depth", "path", "here", "left"])).toBeGreaterThan(300);
  });

  it("know what a generator and a comprehension left", () => {
    const text = `
def evens(limit):
    for each in range(limit):
        if each % 2 == 0:
            yield each


total = 0
for value in evens(9000):
    row = [value + k for k in range(3)]
    total += len(row)
    if value % 7 == 0:
        seen = (value, total)
`;
    expect(compared(text, ["value", "total"])).toBeGreaterThan(500);
  });
});

describe("a hot loop", () => {
  const text = `
def half(n):
    return n // 2

total = 0
for i in range(30_000):
    total += half(i)
items = [half(k) for k in range(20_000)]
`;
  const done = run(text);
  const hover = (what: string, visit?: number) => {
    const at = { file: "main.nnspec", offset: text.indexOf(what) };
    return answer(done, "hover", visit === undefined ? at : { ...at, visit });
  };

  it("leaves few events, whose number a replay repeats", () => {
    const { trace } = done;
    expect(trace.events.rows).toBeLessThan(20_000);
    const again = done.replayTo(trace.events.total - 1);
    for (const name of ["kind", "span", "frame", "visit", "a", "b", "number"] as const) {
      const of = (which: Run) => [...which.trace.events[name].data.slice(0, which.trace.events.rows)];
      expect(of(again)).toEqual(of(done));
    }
  });

  it("counts every visit", () => {
    // def, total, for, 30,000 turns of one statement, 50,000 returns, items.
    expect(done.state().statements).toBe(80_004);
    expect(hover("total +=")).toMatchObject({ visit: 30_000, visits: 30_000, print: "224985000" });
  });

  it("shows the last turns, and between them the nearest one that was recorded", () => {
    expect(hover("i in range")).toMatchObject({ visit: 30_000, print: "29999" });
    expect(hover("i in range", 300)).toMatchObject({ visit: 300, print: "299" });
    const between = hover("i in range", 20_001);
    expect(between?.print).toBe(String((between?.visit ?? 0) - 1));
    expect(Math.abs((between?.visit ?? 0) - 20_001)).toBeLessThan(128);
  });

  it("has a curve of the recorded visits, each in its place", () => {
    const curve = [...done.trace.curves.all().values()].find(({ values }) => values.at(-1) === 224_985_000);
    expect(curve?.visits.at(-1)).toBe(29_999);
    expect(curve?.visits).toEqual([...(curve?.visits ?? [])].sort((a, b) => a - b));
    curve?.visits.forEach((visit, i) => {
      const halves = Math.floor(visit / 2) * Math.floor((visit + 1) / 2);
      expect(curve.values[i]).toBe(halves);
    });
  });

  it("does not end quietly: what follows knows its names", () => {
    expect(answer(done, "names", {})[0]?.names.find(({ name }) => name === "total")?.text).toBe("224985000");
  });
});
