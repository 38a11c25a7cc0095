// Puts a graph's nodes into the order in which they ran, with the scopes that they ran in: what flows in and out of each,
// and where a leaf belongs. Scopes of a single op are left out: they would fold nothing.

import type { GraphScope } from "../../protocol/data";
import { runScopes } from "./scopes";
import type { TraceView } from "./view";

/** A node before it has its place. */
export interface Part {
  /** The op that made it; null for a leaf. */
  readonly op: number | null;
  /** The value of a leaf that was made by the program, no parameter; else null. */
  readonly made: number | null;
  /** Indices of its inputs, and the shape that each edge carries. */
  readonly inputs: readonly number[];
  readonly shapes: readonly (readonly number[])[];
  readonly shape: readonly number[];
}

export interface Outline {
  readonly scopes: readonly GraphScope[];
  /** By node. */
  readonly scopeOf: Int32Array;
  /** Indices of the nodes as they ran: a leaf before its first reader. */
  readonly order: readonly number[];
}

/** Shapes that a scope tells of what flows in, and as many of what flows out. */
const MOST_SHAPES = 4;

/** `most`: a scope of so many ops is all of the graph, and left out. */
export function outlineOf(view: TraceView, parts: readonly Part[], most = Number.POSITIVE_INFINITY): Outline {
  const run = runScopes(view);
  const parentOf = (scope: number): number => run.scopes[scope]?.parent ?? -1;
  const depths = run.scopes.map(() => 0);
  run.scopes.forEach(({ parent }, scope) => {
    depths[scope] = 1 + (depths[parent] ?? 0);
  });
  const common = (a: number, b: number): number => {
    let [x, y] = [a, b];
    while (x !== y) {
      if ((depths[x] ?? 0) >= (depths[y] ?? 0)) x = parentOf(x);
      else y = parentOf(y);
    }
    return x;
  };

  const readers: number[][] = parts.map(() => []);
  parts.forEach(({ inputs }, reader) => {
    for (const input of inputs) readers[input]?.push(reader);
  });
  const scopeOf = Int32Array.from(parts, ({ op }) => (op === null ? -1 : (run.ofOp.get(op) ?? -1)));

  const ops = new Int32Array(run.scopes.length);
  const first = new Float64Array(run.scopes.length).fill(Number.POSITIVE_INFINITY);
  parts.forEach(({ op }, i) => {
    if (op === null) return;
    for (let scope = scopeOf[i] ?? -1; scope >= 0; scope = parentOf(scope)) {
      ops[scope] = (ops[scope] ?? 0) + 1;
      first[scope] = Math.min(first[scope] ?? op, op);
    }
  });
  const isKept = (scope: number): boolean => (ops[scope] ?? 0) > 1 && (ops[scope] ?? 0) < most;
  const kept = (scope: number): number => {
    let at = scope;
    while (at >= 0 && !isKept(at)) at = parentOf(at);
    return at;
  };

  const when = new Float64Array(parts.length);
  parts.forEach(({ op, made }, i) => {
    if (op !== null) {
      when[i] = op;
      return;
    }
    const born = made === null ? undefined : run.ofValue.get(made);
    let scope: number | null = born ?? null;
    let reader = -1;
    for (const each of readers[i] ?? []) {
      const other = scopeOf[each] ?? -1;
      scope = scope === null ? other : common(scope, other);
      if (reader < 0 || (parts[each]?.op ?? 0) < (parts[reader]?.op ?? 0)) reader = each;
    }
    // What nobody named, a gradient say, is met where it is first read.
    if (made !== null && born === undefined) scope = scopeOf[reader] ?? -1;
    scopeOf[i] = kept(scope ?? -1);
    let before = parts[reader]?.op ?? 0;
    for (let at = scopeOf[reader] ?? -1; at >= 0 && at !== scopeOf[i]; at = parentOf(at)) before = first[at] ?? before;
    when[i] = before - 0.5;
  });
  const order = Array.from(parts.keys()).sort((a, b) => (when[a] ?? 0) - (when[b] ?? 0) || a - b);

  const inputs = new Flows(run.scopes.length);
  const outputs = new Flows(run.scopes.length);
  /** What nobody reads and was made last: all that a scope gives where nothing flows out of it. */
  const ends: (readonly number[])[] = [];
  const flow = (flows: Flows, from: number, to: number, node: number, shape: readonly number[]): void => {
    for (let scope = from; scope >= 0 && scope !== to; scope = parentOf(scope)) flows.add(scope, node, shape);
  };
  for (const i of order) {
    const part = parts[i];
    if (part === undefined) continue;
    const inside = scopeOf[i] ?? -1;
    part.inputs.forEach((input, nth) => {
      const source = parts[input];
      const outside = scopeOf[input] ?? -1;
      if (inside === outside || source === undefined || (source.op === null && source.made === null)) return;
      const meet = common(inside, outside);
      const shape = part.shapes[nth] ?? source.shape;
      flow(inputs, inside, meet, input, shape);
      flow(outputs, outside, meet, input, shape);
    });
    if (part.op === null || readers[i]?.length !== 0) continue;
    for (let scope = inside; scope >= 0; scope = parentOf(scope)) ends[scope] = part.shape;
  }

  const indexOf = new Map<number, number>([[-1, -1]]);
  const scopes: GraphScope[] = [];
  const inside: number[] = [];
  run.scopes.forEach((scope, at) => {
    if (!isKept(at)) return;
    const { key, kind, title } = scope;
    const parent = indexOf.get(kept(scope.parent)) ?? -1;
    if (parent >= 0) inside[parent] = (inside[parent] ?? 0) + 1;
    const detail = kind === "turn" ? String(run.turns.get(scope.parent) ?? 0) : scope.detail;
    indexOf.set(at, scopes.length);
    scopes.push({
      key,
      kind,
      title,
      detail,
      parent,
      range: view.range(scope.span),
      ops: ops[at] ?? 0,
      inside: 0,
      inputs: inputs.shapes[at] ?? [],
      outputs: outputs.shapes[at]?.length ? outputs.shapes[at] : ends[at] === undefined ? [] : [ends[at]],
    });
  });
  const placed = scopeOf.map((scope) => indexOf.get(kept(scope)) ?? -1);
  for (const scope of placed) if (scope >= 0) inside[scope] = (inside[scope] ?? 0) + 1;
  return { scopes: scopes.map((scope, i) => ({ ...scope, inside: inside[i] ?? 0 })), scopeOf: placed, order };
}

/** The shapes of what flows into, or out of, each scope, by the nodes that made it. */
class Flows {
  readonly shapes: (readonly number[])[][];
  private readonly nodes: number[][];

  constructor(scopes: number) {
    this.shapes = Array.from({ length: scopes }, () => []);
    this.nodes = Array.from({ length: scopes }, () => []);
  }

  add(scope: number, node: number, shape: readonly number[]): void {
    const nodes = this.nodes[scope];
    if (nodes === undefined || nodes.length >= MOST_SHAPES || nodes.includes(node)) return;
    nodes.push(node);
    this.shapes[scope]?.push(shape);
  }
}
