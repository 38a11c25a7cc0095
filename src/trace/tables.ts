// The tables of a trace, in columns: numbers in typed arrays, references in plain ones. A training loop fills them at
// every op, and an object for each row would cost the collector more than all the rest of recording. Queries take a row
// out as a record of ./records, which is a copy; whoever records, or lets go, works on the columns.

import type { GradNode } from "../engine/autograd/node";
import type { OpDeclaration } from "../engine/ops/declare";
import type { DType } from "../engine/tensor/dtype";
import type { Storage } from "../engine/tensor/storage";
import type { Tensor } from "../engine/tensor/tensor";
import { IntColumn } from "./columns";
import type { Elements } from "./query/elements";
import type { FrameRecord, OpRecord, ValueRecord } from "./records";
import { SpareMemory } from "./spare-memory";

/** Rows in the order of their ids, which count from 0 and are never given twice. */
abstract class Rows<T> {
  readonly ids = new IntColumn();
  nextId = 0;

  protected abstract readonly numbers: readonly IntColumn[];
  protected abstract readonly references: readonly unknown[][];

  get length(): number {
    return this.ids.length;
  }

  /** The row of an id; -1 when it was let go, or never was. */
  rowOf(id: number): number {
    const { length } = this;
    if (length === this.nextId) return id < length ? id : -1;
    const { data } = this.ids;
    let low = 0;
    let high = length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = data[middle] ?? 0;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  get(id: number): T | undefined {
    const row = this.rowOf(id);
    return row < 0 ? undefined : this.at(row);
  }

  get items(): readonly T[] {
    return Array.from({ length: this.length }, (_, row) => this.at(row));
  }

  abstract at(row: number): T;

  protected addId(): number {
    const id = this.nextId++;
    this.ids.push(id);
    return id;
  }

  filter(keep: (row: number) => boolean): void {
    const { length } = this;
    const marks = new Uint8Array(length);
    for (let row = 0; row < length; row++) marks[row] = keep(row) ? 1 : 0;
    this.ids.filter(marks);
    for (const column of this.numbers) column.filter(marks);
    for (const list of this.references) {
      let to = 0;
      for (let row = 0; row < length; row++) if (marks[row] === 1) list[to++] = list[row];
      list.length = to;
    }
  }
}

/** How a value lies in memory. Few layouts are shared by many values. */
interface Layout {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly dtype: DType;
}

const LAYOUTS = 256;

/** Layouts by number; one is found again by a hash that does not look at all of it, if it was met lately. */
class Layouts {
  readonly all: Layout[] = [];
  private readonly known = new Int32Array(LAYOUTS).fill(-1);

  of(tensor: Tensor): number {
    const { shape, strides, offset, dtype } = tensor;
    let hash = shape.length + offset * 7 + dtype.itemSize;
    for (let i = 0; i < shape.length; i++) hash = (hash * 31 + (shape[i] ?? 0) * 3 + (strides[i] ?? 0)) | 0;
    const place = (hash ^ (hash >>> 8)) & (LAYOUTS - 1);
    const known = this.known[place] ?? -1;
    const layout = this.all[known];
    const same =
      layout !== undefined &&
      layout.offset === offset &&
      layout.dtype === dtype &&
      areSame(layout.shape, shape) &&
      areSame(layout.strides, strides);
    if (same) return known;
    this.known[place] = this.all.length;
    return this.all.push({ shape, strides, offset, dtype }) - 1;
  }

  /** Forgets layouts that no number of the column names, and numbers the others anew. */
  keepOnly(column: IntColumn): void {
    const before = this.all.splice(0);
    const renumbered = new Int32Array(before.length).fill(-1);
    this.known.fill(-1);
    for (let row = 0; row < column.length; row++) {
      const old = column.at(row);
      // In the column because it is in the table.
      if (renumbered[old] === -1) renumbered[old] = this.all.push(before[old] as Layout) - 1;
      column.data[row] = renumbered[old] as number;
    }
  }
}

function areSame(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export class ValueTable extends Rows<ValueRecord> {
  readonly tensor: (Tensor | null)[] = [];
  readonly gradFn: (GradNode | null)[] = [];
  readonly version = new IntColumn();
  readonly flags = new IntColumn();
  /** Ids of bytes. */
  readonly bytes = new IntColumn();
  readonly event = new IntColumn();
  /** Statement and visit in which it was first seen; its bytes may be older. */
  readonly statement = new IntColumn();
  readonly visit = new IntColumn();
  /** Numbers of names and of layouts. */
  private readonly gradFnName = new IntColumn();
  private readonly layout = new IntColumn();
  private readonly outputNr = new IntColumn();
  private readonly previous = new IntColumn();
  private readonly layouts = new Layouts();
  private readonly names: string[] = [];
  private readonly nameNumbers = new Map<string, number>();
  private readonly places = [this.event, this.statement, this.visit, this.previous];
  private readonly facts = [this.version, this.flags, this.layout, this.outputNr, this.gradFnName];
  protected readonly numbers = [this.bytes, ...this.places, ...this.facts];
  protected readonly references = [this.tensor, this.gradFn];

  add(
    tensor: Tensor,
    flags: number,
    bytes: number,
    event: number,
    statement: number,
    visit: number,
    previous: number,
  ): void {
    const { gradFn } = tensor;
    this.addId();
    this.tensor.push(tensor);
    this.gradFn.push(gradFn);
    this.gradFnName.push(gradFn === null ? -1 : this.numberOf(gradFn.name));
    this.layout.push(this.layouts.of(tensor));
    this.version.push(tensor.storage.version);
    this.flags.push(flags);
    this.bytes.push(bytes);
    this.event.push(event);
    this.statement.push(statement);
    this.visit.push(visit);
    this.outputNr.push(tensor.outputNr);
    this.previous.push(previous);
  }

  override filter(keep: (row: number) => boolean): void {
    super.filter(keep);
    this.layouts.keepOnly(this.layout);
  }

  private numberOf(name: string): number {
    let number = this.nameNumbers.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      this.nameNumbers.set(name, number);
    }
    return number;
  }

  override at(row: number): ValueRecord {
    // Within bounds by the callers.
    const { shape, strides, offset, dtype } = this.layouts.all[this.layout.at(row)] as Layout;
    return {
      id: this.ids.at(row),
      tensor: this.tensor[row] ?? null,
      version: this.version.at(row),
      shape,
      strides,
      offset,
      dtype,
      flags: this.flags.at(row),
      gradFn: this.gradFn[row] ?? null,
      gradFnName: this.names[this.gradFnName.at(row)] ?? null,
      outputNr: this.outputNr.at(row),
      bytes: this.bytes.at(row),
      event: this.event.at(row),
      previous: this.previous.at(row),
    };
  }
}

/** Bits of what is known of a row of bytes. */
const WRITTEN = 1;
/** Somebody has been given the copy, and may read it still. */
const LENT = 2;

/** The bytes of one storage at one version: the storage itself until it is written to, then a copy. */
interface Bytes {
  readonly storage: Storage | null;
  readonly snapshot: Elements | null;
  readonly dtype: DType;
  /** The storage holds other bytes by now. */
  readonly written: boolean;
}

export class BytesTable extends Rows<Bytes> {
  /** Both null once the elements were let go. */
  readonly storage: (Storage | null)[] = [];
  readonly snapshot: (Elements | null)[] = [];
  /** Statement and visit that they came from: decides what is let go first. */
  readonly statement = new IntColumn();
  readonly visit = new IntColumn();
  /** How the storage was first read. */
  private readonly dtype: DType[] = [];
  private readonly flags = new IntColumn();
  private readonly spare = new SpareMemory();
  protected readonly numbers = [this.statement, this.visit, this.flags];
  protected readonly references = [this.storage, this.snapshot, this.dtype];

  add(storage: Storage | null, dtype: DType, statement: number, visit: number): number {
    this.storage.push(storage);
    this.snapshot.push(null);
    this.dtype.push(dtype);
    this.statement.push(statement);
    this.visit.push(visit);
    this.flags.push(0);
    return this.addId();
  }

  isKept(row: number): boolean {
    return this.storage[row] != null || this.snapshot[row] != null;
  }

  isWritten(row: number): boolean {
    return (this.flags.at(row) & WRITTEN) !== 0;
  }

  setWritten(row: number): void {
    this.flags.data[row] = this.flags.at(row) | WRITTEN;
  }

  /** Copies what the storage holds now. */
  copy(row: number, storage: Storage): void {
    const elements = storage.array(this.dtype[row] as DType);
    this.snapshot[row] = this.spare.copyOf(elements) ?? elements.slice();
  }

  /** The copy, for somebody who may read it for longer than it is kept here. */
  lend(id: number): Elements | null {
    const row = this.rowOf(id);
    if (row < 0) return null;
    this.flags.data[row] = this.flags.at(row) | LENT;
    return this.snapshot[row] ?? null;
  }

  /** Lets go of the elements; the next copy is made in the memory of this one. */
  letGo(row: number): void {
    const copy = this.snapshot[row] ?? null;
    if (copy !== null && (this.flags.at(row) & LENT) === 0) this.spare.add(copy);
    this.storage[row] = null;
    this.snapshot[row] = null;
  }

  /** Bytes of memory that the elements take. */
  sizeOf(row: number): number {
    return (this.storage[row] ?? this.snapshot[row])?.byteLength ?? 0;
  }

  override at(row: number): Bytes {
    return {
      storage: this.storage[row] ?? null,
      snapshot: this.snapshot[row] ?? null,
      dtype: this.dtype[row] as DType,
      written: this.isWritten(row),
    };
  }
}

export class OpTable extends Rows<OpRecord> {
  private readonly declaration: OpDeclaration[] = [];
  private readonly rest: (readonly unknown[] | null)[] = [];
  /** Where an op's inputs, and after them its outputs, begin among the operands of all, and how many there are. */
  private readonly start = new IntColumn();
  private readonly inputCount = new IntColumn();
  private readonly outputCount = new IntColumn();
  private operands = new IntColumn();
  private readonly event = new IntColumn();
  private readonly span = new IntColumn();
  private readonly frame = new IntColumn();
  private readonly visit = new IntColumn();
  private readonly places = [this.event, this.span, this.frame, this.visit];
  protected readonly numbers = [this.start, this.inputCount, this.outputCount, ...this.places];
  protected readonly references = [this.declaration, this.rest];

  /** `inputs` and `outputs` may be used again. */
  add(
    declaration: OpDeclaration,
    rest: readonly unknown[] | null,
    inputs: IntColumn,
    outputs: IntColumn,
    event: number,
    span: number,
    frame: number,
    visit: number,
  ): void {
    this.addId();
    this.declaration.push(declaration);
    this.rest.push(rest);
    this.start.push(this.operands.length);
    this.inputCount.push(inputs.length);
    this.outputCount.push(outputs.length);
    for (let i = 0; i < inputs.length; i++) this.operands.push(inputs.at(i));
    for (let i = 0; i < outputs.length; i++) this.operands.push(outputs.at(i));
    this.event.push(event);
    this.span.push(span);
    this.frame.push(frame);
    this.visit.push(visit);
  }

  override at(row: number): OpRecord {
    const start = this.start.at(row);
    const between = start + this.inputCount.at(row);
    return {
      id: this.ids.at(row),
      // Within bounds by the callers.
      declaration: this.declaration[row] as OpDeclaration,
      rest: this.rest[row] ?? null,
      inputs: [...this.operands.data.subarray(start, between)],
      outputs: [...this.operands.data.subarray(between, between + this.outputCount.at(row))],
      event: this.event.at(row),
      span: this.span.at(row),
      frame: this.frame.at(row),
      visit: this.visit.at(row),
    };
  }

  override filter(keep: (row: number) => boolean): void {
    super.filter(keep);
    const kept = new IntColumn(this.operands.data.length);
    for (let row = 0; row < this.length; row++) {
      const start = this.start.at(row);
      this.start.data[row] = kept.length;
      const end = start + this.inputCount.at(row) + this.outputCount.at(row);
      for (let i = start; i < end; i++) kept.push(this.operands.at(i));
    }
    this.operands = kept;
  }
}

export class FrameTable extends Rows<FrameRecord> {
  readonly parent = new IntColumn();
  private readonly functionSpan = new IntColumn();
  private readonly callSpan = new IntColumn();
  private readonly event = new IntColumn();
  private readonly self: unknown[] = [];
  protected readonly numbers = [this.parent, this.functionSpan, this.callSpan, this.event];
  protected readonly references = [this.self];

  add(parent: number, functionSpan: number, callSpan: number, self: unknown, event: number): number {
    this.parent.push(parent);
    this.functionSpan.push(functionSpan);
    this.callSpan.push(callSpan);
    this.self.push(self);
    this.event.push(event);
    return this.addId();
  }

  override at(row: number): FrameRecord {
    return {
      id: this.ids.at(row),
      parent: this.parent.at(row),
      functionSpan: this.functionSpan.at(row),
      callSpan: this.callSpan.at(row),
      self: this.self[row],
      event: this.event.at(row),
    };
  }
}
