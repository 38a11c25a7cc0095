// What the rules of the findings share, worked out once when a rule first asks: which op made a value, which elements
// are not finite, the passes of the program's own backward, parameters with the gradients that reached them, optimisers.

import type { GradNode } from "../../../engine/autograd/node";
import type { Tensor } from "../../../engine/tensor/tensor";
import { Kind } from "../../events";
import type { NodeRecord, OpRecord } from "../../records";
import { isComplex, isContiguous, numelOf, readNumbers, type TensorData } from "../elements";
import { type ParameterEntry, parameterEntries } from "../modules";
import type { TraceView } from "../view";

/** Elements that all rules together look at, and those between two pauses. */
const MOST_ELEMENTS = 64_000_000;
const BLOCK = 500_000;

/** Where a tensor's first NaN and first infinity stand, as flat positions; -1 where there is none. */
export interface Bad {
  readonly nan: number;
  readonly infinite: number;
}

const FINITE: Bad = { nan: -1, infinite: -1 };

/** One backward of the program: from the gradient of its root on. */
export interface Pass {
  readonly root: NodeRecord;
  readonly span: number;
  readonly event: number;
  /** The nodes that were reached, in order, with the gradient that came. */
  readonly steps: { readonly node: NodeRecord; readonly gradient: number; readonly event: number }[];
}

export interface Parameter extends ParameterEntry {
  /** "net.fc1.weight". */
  readonly title: string;
  /** Where it was made. */
  readonly made: number;
  /** Gradients that reached it, by the program's own backward, first pass first. */
  readonly gradients: readonly { readonly value: number; readonly event: number }[];
  /** Events at which a new state of it was first seen: what was written to it is read again at the latest then. */
  readonly seen: readonly number[];
  /** Ops that read it for a result: not what copies it, makes buffers like it, or updates it. */
  readonly readers: readonly OpRecord[];
}

export interface Optimizer {
  readonly name: string;
  readonly parameters: ReadonlySet<Tensor>;
}

/** Ops that read a tensor's form, or take it along, and do not compute with its values. */
const COPIES = /_like$|^(clone|detach|copy_?|_to_copy|alias|lift_fresh|item)$/;

/** Ops whose result holds elements of their input as they are. */
const MOVES =
  /^(t|transpose|permute|view|_?reshape(_alias)?|_unsafe_view|squeeze|unsqueeze|select|slice|index|index_select|gather|expand|clone|contiguous|flatten|alias|_to_copy|narrow|unbind|split|detach|diagonal|swapaxes)$/;

export class Context {
  private readonly looked = new Map<number, Bad>();
  private elementsLeft = MOST_ELEMENTS;
  private sincePause = 0;
  private lazyMakers: Map<number, OpRecord> | null = null;
  private lazyLastFirst: OpRecord[] | null = null;
  private lazyPasses: Pass[] | null = null;
  private lazyParameters: Parameter[] | null = null;
  private lazyOptimizers: Optimizer[] | null = null;

  /** The table makes them anew whenever it is asked. */
  readonly ops: readonly OpRecord[];

  constructor(readonly view: TraceView) {
    this.ops = view.trace.ops.items;
  }

  /** The same from the last one on. */
  get lastFirst(): readonly OpRecord[] {
    this.lazyLastFirst ??= [...this.ops].reverse();
    return this.lazyLastFirst;
  }

  /** Whether it is time to let others have their turn; `cost` in elements, or in steps as dear as an element. */
  due(cost: number): boolean {
    this.sincePause += cost;
    if (this.sincePause < BLOCK) return false;
    this.sincePause = 0;
    return true;
  }

  /** The op that made a value. */
  maker(value: number): OpRecord | undefined {
    if (this.lazyMakers === null) {
      this.lazyMakers = new Map();
      for (const op of this.ops) for (const output of op.outputs) this.lazyMakers.set(output, op);
    }
    return this.lazyMakers.get(value);
  }

  /** The op whose elements a value holds, through ops that only move them. */
  origin(value: number): OpRecord | undefined {
    let op = this.maker(value);
    for (let steps = 0; op !== undefined && steps < 20 && isMove(op); steps++) op = this.maker(op.inputs[0] ?? -1);
    return op;
  }

  /** Which elements of a value are not finite; null where that is not known, or costs too much. */
  *bad(value: number): Generator<null, Bad | null> {
    const known = this.looked.get(value);
    if (known !== undefined) return known;
    const data = value < 0 ? null : this.view.data(value);
    if (data === null) return null;
    if (!/float|complex/.test(data.dtype)) return FINITE;
    const n = numelOf(data.shape);
    if (n > this.elementsLeft) return null;
    this.elementsLeft -= n;
    let [nan, infinite] = [-1, -1];
    for (let from = 0; from < n; from += BLOCK) {
      const count = Math.min(BLOCK, n - from);
      const block = blockOf(data, from, count);
      for (let i = 0; i < count; i++) {
        const x = block[i] ?? 0;
        if (x * 0 === 0) continue;
        if (Number.isNaN(x)) {
          if (nan < 0) nan = from + i;
        } else if (infinite < 0) infinite = from + i;
      }
      if (this.due(count)) yield null;
    }
    const found = nan < 0 && infinite < 0 ? FINITE : { nan, infinite };
    this.looked.set(value, found);
    return found;
  }

  /** All elements of a value as numbers; null where they are gone or many. */
  numbers(value: number, most = 4_000_000): Float64Array | null {
    const data = this.view.data(value);
    if (data === null) return null;
    const n = numelOf(data.shape);
    if (n > most || n > this.elementsLeft) return null;
    this.elementsLeft -= n;
    this.sincePause += n;
    const all = new Float64Array(n);
    readNumbers(data, 0, n, all);
    return all;
  }

  /** The smallest and the largest element, as evidence. */
  extent(value: number): readonly [low: number, high: number] {
    let [low, high] = [Number.NaN, Number.NaN];
    for (const x of this.numbers(value) ?? []) {
      if (!(x >= low)) low = x;
      if (!(x <= high)) high = x;
    }
    return [low, high];
  }

  /** Root of the mean square; null where the elements are gone. */
  rms(value: number): number | null {
    const all = this.numbers(value);
    if (all === null || all.length === 0) return null;
    let squares = 0;
    for (const x of all) squares += x * x;
    return Math.sqrt(squares / all.length);
  }

  get passes(): readonly Pass[] {
    this.lazyPasses ??= passesOf(this.view);
    return this.lazyPasses;
  }

  get parameters(): readonly Parameter[] {
    this.lazyParameters ??= parametersOf(this);
    return this.lazyParameters;
  }

  get optimizers(): readonly Optimizer[] {
    this.lazyOptimizers ??= optimizersOf(this.view);
    return this.lazyOptimizers;
  }

  /** The event at which the last backward of the program began; -1 where there was none. */
  get lastPass(): number {
    return this.passes.at(-1)?.event ?? -1;
  }

  /** Whether the library's own code ran an op. */
  inLibrary(op: OpRecord): boolean {
    return this.view.span(this.view.trace.frames.get(op.frame)?.functionSpan ?? -1)?.library === true;
  }

  /** The error that ended the run, with the place that it came from: one that a handler took is none. */
  get ending(): { readonly message: string; readonly span: number; readonly row: number } | null {
    const { events, raises } = this.view.trace;
    const raise = raises.at(-1);
    if (raise === undefined) return null;
    const row = events.rowOf(raise.event);
    for (let at = row + 1; at < events.rows; at++) if (events.kind.at(at) === Kind.statement) return null;
    let statement = row;
    while (statement > 0 && events.kind.at(statement) !== Kind.statement) statement--;
    // Of an error in the library's own code the statement that led there is known.
    const { message, span } = raise;
    return { message, span: this.view.range(span) === null ? events.span.at(statement) : span, row };
  }

  requiresGrad(value: number): boolean {
    const info = this.view.info(value);
    return info?.requiresGrad === true;
  }

  /** What the source calls a value: a parameter's title, a name, or the expression that made it. */
  nameOf(value: number): string {
    const tensor = this.view.value(value)?.tensor ?? null;
    const parameter = tensor === null ? undefined : this.parameters.find((each) => each.tensor === tensor);
    if (parameter !== undefined) return parameter.title;
    // A tensor that was written in place has the name of what it was.
    let at = this.view.value(value);
    for (let steps = 0; at !== undefined && steps < 100; at = this.view.value(at.previous), steps++) {
      const name = this.view.nameOf(at.id);
      if (name !== null) return name;
    }
    const maker = this.maker(value);
    return maker === undefined ? "" : this.view.text(maker.span, 40);
  }
}

function isMove(op: OpRecord): boolean {
  return MOVES.test(op.declaration.name);
}

/** Elements from a flat position on, without a copy where they lie so. */
function blockOf(data: TensorData, from: number, count: number): ArrayLike<number> {
  const { elements, dtype } = data;
  const plain = dtype === "float32" || dtype === "float64";
  if (plain && !(elements instanceof BigInt64Array) && isContiguous(data) && !isComplex(dtype)) {
    return elements.subarray(data.offset + from, data.offset + from + count);
  }
  const block = new Float64Array(count);
  readNumbers(data, from, count, block);
  return block;
}

/** A node that no node of the pass so far leads to begins another pass. */
function passesOf(view: TraceView): Pass[] {
  const { events, nodes } = view.trace;
  const passes: Pass[] = [];
  let expected = new Set<GradNode>();
  for (let row = 0; row < events.rows; row++) {
    if (events.kind.at(row) !== Kind.gradient) continue;
    const node = nodes.get(events.a.at(row));
    if (node === undefined) continue;
    const step = { node, gradient: events.b.at(row), event: events.number.at(row) };
    const last = passes.at(-1);
    if (last !== undefined && node.node !== null && expected.has(node.node)) last.steps.push(step);
    else if (node.value >= 0) {
      expected = new Set();
      passes.push({ root: node, span: events.span.at(row), event: step.event, steps: [step] });
    }
    for (const edge of node.node?.nextEdges ?? []) if (edge !== null) expected.add(edge.node);
  }
  return passes;
}

function parametersOf(context: Context): Parameter[] {
  const { view } = context;
  const { trace } = view;
  const entries = parameterEntries(view);
  const { values } = trace;
  const seen = new Map<Tensor, number[]>();
  const readers = new Map<Tensor, OpRecord[]>();
  for (const { tensor } of entries) {
    readers.set(tensor, []);
    seen.set(tensor, []);
  }
  values.tensor.forEach((tensor, row) => {
    if (tensor !== null) seen.get(tensor)?.push(values.event.at(row));
  });
  const tensorOf = (id: number): Tensor | null => values.tensor[values.rowOf(id)] ?? null;
  for (const op of context.ops) {
    if (COPIES.test(op.declaration.name)) continue;
    for (const input of op.inputs) {
      const tensor = tensorOf(input);
      const list = tensor === null ? undefined : readers.get(tensor);
      // Its own update is no use of it.
      if (list !== undefined && tensorOf(op.outputs[0] ?? -1) !== tensor) list.push(op);
    }
  }
  return entries.map((entry) => {
    const { tensor, root, name, span } = entry;
    const gradients: Parameter["gradients"][number][] = [];
    const node = tensor.gradAccumulator;
    let record = node === null ? null : trace.nodeOf(node).gradients;
    for (; record !== null; record = record.previous) if (!record.byDebugger) gradients.unshift(record);
    const title = root === "" ? name : `${root}.${name}`;
    const events = seen.get(tensor) ?? [];
    const own = trace.events.span.at(trace.events.rowOf(events[0] ?? -1));
    return {
      ...entry,
      title,
      made: view.range(own) === null ? span : own,
      gradients,
      seen: events,
      readers: readers.get(tensor) ?? [],
    };
  });
}

function optimizersOf(view: TraceView): Optimizer[] {
  const { trace, inspector } = view;
  const { events } = trace;
  const found = new Map<unknown, Optimizer>();
  for (let row = 0; row < events.rows; row++) {
    const kind = events.kind.at(row);
    if (kind !== Kind.bindObject && kind !== Kind.valueObject) continue;
    const object = trace.objects[events.b.at(row)];
    const before = found.get(object);
    const name = kind === Kind.bindObject ? (trace.names[events.a.at(row)] ?? "") : "";
    if (before !== undefined && before.name !== "") continue;
    const parameters = before?.parameters ?? inspector.optimizerParameters(object);
    if (parameters !== null) found.set(object, { name, parameters: new Set(parameters) });
  }
  return [...found.values()];
}
