// Replay of the training example: what is computed again must be what was recorded.
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Run } from "../../src/runner/run";
import { Kind } from "../../src/trace/events";
import { numelOf, readNumbers } from "../../src/trace/query/elements";
import { runFile } from "../programs/run-file";

/** A small generator of its own, so that the sample is the same every time. */
function sampler(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** All that was recorded about an event, its tensors with every element. */
function described(run: Run, row: number): unknown {
  const { events, names, ops, texts, trace } = { ...run.trace, trace: run.trace };
  const kind = events.kind.at(row);
  const a = events.a.at(row);
  const b = events.b.at(row);
  const base = {
    kind,
    span: events.span.at(row),
    frame: events.frame.at(row),
    visit: events.visit.at(row),
    number: events.number.at(row),
  };
  const elements = (id: number): unknown => {
    const data = trace.data(id);
    if (data === null) return id;
    const out = new Float64Array(numelOf(data.shape));
    readNumbers(data, 0, out.length, out);
    return { id, dtype: data.dtype, shape: data.shape, elements: [...out] };
  };
  switch (kind) {
    case Kind.bindTensor:
    case Kind.valueTensor:
      return { ...base, name: names[a], value: elements(b) };
    case Kind.bindObject:
    case Kind.valueObject:
      return { ...base, name: names[a], text: run.view.inspector.typeName(trace.objects[b]) };
    case Kind.op: {
      const op = ops.get(a);
      return {
        ...base,
        op: op?.declaration.name,
        inputs: op?.inputs.map(elements),
        outputs: op?.outputs.map(elements),
      };
    }
    case Kind.gradient:
      return { ...base, node: trace.nodes.get(a)?.name, value: elements(b) };
    case Kind.print:
      return { ...base, text: texts[a] };
    default:
      return { ...base, a };
  }
}

describe("the training example, replayed", () => {
  let first: Run;
  beforeAll(() => {
    first = runFile(join(__dirname, "../../examples/training.nnspec"));
  });

  it("gives 1,000 random events again as they were recorded, and prints the same bytes", () => {
    const last = first.trace.events.total - 1;
    expect(last).toBeGreaterThan(2000);
    const again = first.replayTo(last);
    expect(again.stdout).toBe(first.stdout);
    const random = sampler(1);
    for (let i = 0; i < 1000; i++) {
      const event = random(last + 1);
      const row = first.trace.events.rowOf(event);
      expect(described(again, again.trace.events.rowOf(event))).toEqual(described(first, row));
    }
  });

  it("stops at the event that was asked for, with everything before it there", () => {
    const random = sampler(2);
    for (let i = 0; i < 5; i++) {
      const event = random(first.trace.events.total);
      const again = first.replayTo(event);
      expect(again.trace.events.total).toBe(event + 1);
      const row = again.trace.events.rowOf(event);
      expect(described(again, row)).toEqual(described(first, first.trace.events.rowOf(event)));
      expect(first.stdout.startsWith(again.stdout)).toBe(true);
    }
  });
});
