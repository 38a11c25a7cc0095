// A trace as queries see it: the recorded columns with the sources' text, and the small answers that all queries
// share: a value's description, its digest, its gradient, where it stands in a source.

import type { GradNode } from "../../engine/autograd/node";
import type { Digest, SourceRange, TensorInfo } from "../../protocol/data";
import { Kind } from "../events";
import type { ObjectInspector } from "../host";
import type { SpanInfo } from "../recorder";
import { type GradientRecord, IS_LEAF, IS_PARAMETER, type OpRecord, REQUIRES_GRAD, type ValueRecord } from "../records";
import type { Trace } from "../trace";
import { digestSteps, toEnd, unknownDigest } from "./digest";
import { numelOf, type TensorData } from "./elements";
import { SourceLines } from "./lines";

/** Lines of a print that hovers and lists show. */
export const PRINT_LINES = 8;

/** Ids of what queries worked out: far from the trace's own. */
const DERIVED = 2 ** 42;
/** The last few are kept: each may be as large as what it was worked out from. */
const MOST_DERIVED = 6;

export interface FoundGradient {
  readonly value: number;
  readonly byDebugger: boolean;
}

/** Who is bound to what: the last name of every value, and the ops that read it. */
interface Index {
  readonly events: number;
  readonly nameOf: ReadonlyMap<number, number>;
  readonly readers: ReadonlyMap<number, readonly OpRecord[]>;
}

export class TraceView {
  private readonly digests = new Map<number, Digest>();
  private readonly derived = new Map<number, TensorData>();
  private derivedTotal = 0;
  /** Digests that are being found. */
  private readonly finding = new Map<number, Generator<undefined, Digest>>();
  private readonly lines = new Map<string, SourceLines>();
  private readonly ranges = new Map<number, SourceRange | null>();
  private readonly texts = new Map<number, string>();
  private readonly targets = new Map<number, boolean>();
  private index: Index | null = null;
  /** Elements whose digest is found while others wait; a report raises it, because its page cannot ask again. */
  atOnce = 2_000_000;
  /** Elements that a replay brought back. */
  readonly replayed = new Map<number, TensorData>();

  constructor(
    readonly trace: Trace,
    readonly inspector: ObjectInspector,
    readonly sources: ReadonlyMap<string, string>,
    readonly entry: string,
  ) {}

  span(id: number): SpanInfo | undefined {
    return this.trace.spans[id];
  }

  range(span: number): SourceRange | null {
    // A loop's ten thousand nodes stand at one place.
    let range = this.ranges.get(span);
    if (range === undefined) {
      const info = this.span(span);
      range = info === undefined || info.library ? null : this.rangeIn(info.file, info.start, info.end);
      this.ranges.set(span, range);
    }
    return range;
  }

  rangeIn(file: string, start: number, end: number): SourceRange {
    return this.linesOf(file).range(file, start, end);
  }

  private linesOf(file: string): SourceLines {
    let lines = this.lines.get(file);
    if (lines === undefined) {
      lines = new SourceLines(this.sources.get(file) ?? "");
      this.lines.set(file, lines);
    }
    return lines;
  }

  /** The source text of a span, white space folded, cut. */
  text(span: number, most = 60): string {
    let text = this.texts.get(span);
    if (text === undefined) {
      const info = this.span(span);
      if (info === undefined) return "";
      text = (this.sources.get(info.file) ?? "").slice(info.start, info.end).replace(/\s+/g, " ");
      this.texts.set(span, text);
    }
    return text.length > most ? `${text.slice(0, most - 1)}…` : text;
  }

  value(id: number): ValueRecord | undefined {
    return this.trace.record(id);
  }

  /** Keeps what was worked out from values (a difference of two) as a value of its own, to be looked at like any other. */
  derive(data: TensorData): number {
    const id = DERIVED + this.derivedTotal++;
    this.derived.set(id, data);
    for (const old of this.derived.keys()) {
      if (this.derived.size <= MOST_DERIVED) break;
      this.derived.delete(old);
    }
    return id;
  }

  data(id: number): TensorData | null {
    return this.derived.get(id) ?? this.replayed.get(id) ?? this.trace.data(id);
  }

  info(id: number): TensorInfo | null {
    const record = this.value(id);
    if (record === undefined) return null;
    // What changes without a new version (requires_grad_()) is read from the tensor while it still is this value.
    const tensor = record.tensor?.observerId === id ? record.tensor : null;
    const gradFn = this.gradFnOf(record);
    const requiresGrad = tensor === null ? (record.flags & REQUIRES_GRAD) !== 0 : tensor.requiresGrad;
    return {
      id,
      shape: record.shape,
      dtype: record.dtype.name,
      requiresGrad,
      isLeaf: tensor === null ? (record.flags & IS_LEAF) !== 0 : tensor.isLeaf,
      isParameter: (record.flags & IS_PARAMETER) !== 0,
      node: gradFn === null ? null : this.trace.nodeOf(gradFn).id,
      outputNr: record.outputNr,
      gradFn: gradFn?.name ?? record.gradFnName,
      kept: this.data(id) !== null,
    };
  }

  gradFnOf(record: ValueRecord): GradNode | null {
    return record.gradFn;
  }

  digest(id: number): Digest | null {
    return toEnd(this.digestSteps(id));
  }

  /** The same in steps of some milliseconds, for large tensors. Whoever asks meanwhile helps with the same steps. */
  *digestSteps(id: number): Generator<undefined, Digest | null> {
    for (;;) {
      const known = this.digests.get(id);
      if (known !== undefined) return known;
      const steps = this.finding.get(id) ?? this.startDigest(id);
      if (steps === null) return this.withoutElements(id);
      const { done, value } = steps.next();
      if (done === true) {
        this.digests.set(id, value);
        this.finding.delete(id);
        return value;
      }
      yield;
    }
  }

  private startDigest(id: number): Generator<undefined, Digest> | null {
    const data = this.data(id);
    if (data === null) return null;
    const steps = digestSteps(data);
    this.finding.set(id, steps);
    return steps;
  }

  /** What is known of a value whose elements were let go; null for what is no value. */
  private withoutElements(id: number): Digest | null {
    const record = this.value(id);
    return record === undefined ? null : unknownDigest(record.shape, record.dtype.name);
  }

  /** The digest where it is known or found at once; null for a large tensor's, which is asked for by itself. */
  digestAtOnce(id: number): Digest | null {
    const size = numelOf(this.value(id)?.shape ?? []);
    return size <= this.atOnce || this.digests.has(id) ? this.digest(id) : null;
  }

  /** PyTorch's print of a value. */
  print(id: number, maxLines = PRINT_LINES): string {
    const record = this.value(id);
    if (record === undefined) return "";
    const data = this.data(id);
    if (data === null) return "(let go for memory; it comes back by replay)";
    const { gradFn, flags } = record;
    const requiresGrad = (record.tensor?.observerId === id ? record.tensor.requiresGrad : null) ?? false;
    return this.inspector.printTensor(
      data,
      {
        gradFn,
        requiresGrad: requiresGrad || (flags & REQUIRES_GRAD) !== 0,
        isParameter: (flags & IS_PARAMETER) !== 0,
      },
      maxLines,
    );
  }

  /** The gradient that reached a value: of its own backward, or the newest for a leaf that still is this value. */
  gradient(id: number): FoundGradient | null {
    const record = this.value(id);
    if (record === undefined) return null;
    const node = record.gradFn ?? record.tensor?.gradAccumulator ?? null;
    if (node === null) return null;
    const newest = record.tensor !== null && record.tensor.observerId === id;
    return this.gradientOf(node, record.gradFn === null ? 0 : record.outputNr, newest ? null : record.event);
  }

  /** The newest gradient of a node's output; with `since`, the first one after that event. */
  gradientOf(node: GradNode, outputNr: number, since: number | null = null): FoundGradient | null {
    let found: FoundGradient | null = null;
    const first: GradientRecord | null = this.trace.nodeOf(node).gradients;
    for (let each = first; each !== null; each = each.previous) {
      if (each.outputNr !== outputNr || (since !== null && each.event < since)) continue;
      found = each;
      if (since === null) break;
    }
    return found;
  }

  /** What the program calls a value: its last name at the entry's top level, else the first it was bound to. */
  nameOf(id: number): string | null {
    const name = this.indexed().nameOf.get(id);
    return name === undefined ? null : (this.trace.names[name] ?? null);
  }

  readersOf(id: number): readonly OpRecord[] {
    return this.indexed().readers.get(id) ?? [];
  }

  private indexed(): Index {
    const { events, ops } = this.trace;
    if (this.index !== null && this.index.events === events.total) return this.index;
    const nameOf = new Map<number, number>();
    for (let row = 0; row < events.rows; row++) {
      if (events.kind.at(row) !== Kind.bindTensor) continue;
      const value = events.b.at(row);
      if (!nameOf.has(value) || this.isTopLevel(row)) nameOf.set(value, events.a.at(row));
    }
    const readers = new Map<number, OpRecord[]>();
    for (const op of ops.items) {
      for (const input of op.inputs) {
        const list = readers.get(input);
        if (list === undefined) readers.set(input, [op]);
        else if (list[list.length - 1] !== op) list.push(op);
      }
    }
    this.index = { events: events.total, nameOf, readers };
    return this.index;
  }

  /** Whether an event happened at the top level of a module, the entry's unless another is named. */
  isTopLevel(row: number, file = this.entry): boolean {
    const info = this.span(this.trace.events.span.at(row));
    return info !== undefined && info.scope === "" && info.file === file && !this.isComprehensionTarget(row);
  }

  /** A comprehension's variable has the span of a name, like any other, but its frame is the comprehension. */
  private isComprehensionTarget(row: number): boolean {
    const span = this.trace.events.span.at(row);
    const known = this.targets.get(span);
    if (known !== undefined) return known;
    const info = this.span(span);
    const statement = this.span(info?.statement ?? -1);
    let found = false;
    if (info !== undefined && statement?.kind === "statement") {
      const before = (this.sources.get(info.file) ?? "").slice(statement.start, info.start);
      // Looked for first: a pattern with classes of Unicode takes longer to make than all the rest of a short run's end.
      found = before.includes("for") && /\bfor\s+[\p{L}\p{N}_\s,()*]*$/u.test(before) && !before.startsWith("with");
    }
    this.targets.set(span, found);
    return found;
  }
}
