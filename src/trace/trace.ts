// The recorder: what the interpreter and the engine report becomes columns of events and records of values. Nothing
// is computed here (digests, names of modules, prints): queries do that when somebody looks. No query lives here.

import type { GradNode } from "../engine/autograd/node";
import type { OpDeclaration } from "../engine/ops/declare";
import type { Storage } from "../engine/tensor/storage";
import type { Tensor } from "../engine/tensor/tensor";
import { IntColumn, Table } from "./columns";
import { Curves } from "./curves";
import { type Edits, write } from "./edits";
import { EventLog, Kind } from "./events";
import type { RecordingHost } from "./host";
import { type Bounds, DEFAULT_BOUNDS } from "./keep";
import { letGoBytes, letGoEvents, letGoSoon } from "./let-go";
import { elementsOf, type TensorData, withSigns } from "./query/elements";
import { nextRecorded, WHOLE_VISITS } from "./quiet";
import type { Recorder, SpanInfo } from "./recorder";
import {
  GradientRecord,
  IS_CONJUGATE,
  IS_LEAF,
  IS_NEGATIVE,
  IS_PARAMETER,
  NodeRecord,
  type RaiseRecord,
  REQUIRES_GRAD,
  type ValueRecord,
} from "./records";
import { BytesTable, FrameTable, OpTable, ValueTable } from "./tables";

/** Values that queries meet and the run did not report have ids from here on, so that the run's own mean the same in a replay. */
export const QUERIED = 0x40000000;

/** Values between two looks for what long loops have left behind. */
const SWEEP = 128;

export interface TraceOptions {
  readonly bounds?: Bounds;
  /** Keeps the elements of these values only: a replay that looks for them. */
  readonly only?: ReadonlySet<number>;
  /** Hears what gradients reach which node, for figures that only a replay takes. */
  readonly onGradient?: (node: GradNode, gradients: readonly (Tensor | null)[], event: number) => void;
  /** Elements that are others in this run. */
  readonly edits?: Edits;
  /** A replay to look around in: what is near this event is let go last. */
  readonly around?: number;
  /** Calls `stop` once this event is there; `stop` throws. */
  readonly stopAfter?: number;
  readonly stop?: () => void;
}

// Places among a span's counts.
const WAKE = 1;
const TURNS = 2;
const TURN_WAKE = 3;

/** A call that goes on, or is kept to be used again. */
class CallRecord {
  above: CallRecord | null = null;
  /** Its record's id, once the first event has happened in it. */
  frame = -1;
  functionSpan = -1;
  callSpan = -1;
  /** The interpreter's frame. */
  held: unknown = undefined;
  /** The caller's statement, its visit, and whether that is quiet. */
  statement = -1;
  visit = 0;
  quiet = false;

  constructor(readonly below: CallRecord | null) {}
}

function callAbove(call: CallRecord): CallRecord {
  call.above = new CallRecord(call);
  return call.above;
}

export class Trace implements Recorder {
  readonly bounds: Bounds;
  readonly spans: SpanInfo[] = [];
  readonly events = new EventLog();
  readonly values = new ValueTable();
  readonly bytes = new BytesTable();
  readonly ops = new OpTable();
  readonly nodes = new Table<NodeRecord>();
  readonly frames = new FrameTable();
  readonly names: string[] = [];
  readonly texts: string[] = [];
  readonly raises: RaiseRecord[] = [];
  /** Python values that are no tensors, as they were bound or returned. */
  objects: unknown[] = [];
  /**
   * Four numbers for each span: its visits as a statement, the visit from which on it is recorded again, its turns as a
   * loop, and the turn from which on those are.
   */
  counts = new Int32Array(1024);
  readonly curves = new Curves();
  opCount = 0;
  nodeCount = 0;
  /** Gradients that reached a node, by the program's own backward. */
  gradientCount = 0;
  heldBytes = 0;
  nextLetGo: number;
  private nextLetGoEvents: number;
  readonly around: number | null;
  /** True while the debugger runs backward aside from the program. */
  aside = false;
  /** What runs now is a visit that is counted and not recorded: see ./quiet. */
  quiet = false;

  private readonly stopAfter: number;
  private swept = 0;
  private lastOfLoops: readonly number[] = [];
  /** How many of the values that are looked for are still to come; -1 when everything is kept. */
  private missing: number;
  private readonly nameIds = new Map<string, number>();
  /** What queries met and the run did not report: their ids count from QUERIED. */
  readonly queried = new ValueTable();
  /** Operands of the op that is being recorded. */
  private readonly inputIds = new IntColumn(16);
  private readonly outputIds = new IntColumn(16);
  private readonly library: boolean[] = [];
  private readonly statementOf = new IntColumn();
  /** By span: an op ran in this statement, or in this loop or function. */
  private readonly computes: boolean[] = [];
  /** The namespaces of names that were bound quietly since the last event, by the span that bound them. */
  private readonly noted: unknown[] = [];
  private readonly notedNames: string[] = [];
  private notes: number[] = [];

  // The stack of calls; a frame gets its record when the first event happens in it.
  private top = new CallRecord(null);
  /** The program's statement that runs now, and which visit of it this is. */
  statementSpan = -1;
  visit = 0;

  constructor(
    private readonly host: RecordingHost,
    private readonly options: TraceOptions = {},
  ) {
    this.bounds = options.bounds ?? DEFAULT_BOUNDS;
    this.nextLetGo = this.bounds.bytes;
    this.nextLetGoEvents = this.bounds.events;
    this.stopAfter = options.stopAfter ?? Number.POSITIVE_INFINITY;
    this.around = options.around ?? null;
    this.missing = options.only?.size ?? -1;
  }

  defineSpan(id: number, info: SpanInfo): void {
    this.spans[id] = info;
    this.library[id] = info.library;
    while (this.statementOf.length <= id) this.statementOf.push(-1);
    if (this.counts.length < 4 * id + 4) {
      const grown = new Int32Array(8 * id + 8);
      grown.set(this.counts);
      this.counts = grown;
    }
    this.statementOf.data[id] = info.statement;
  }

  statement(span: number): void {
    const { counts } = this;
    const visit = counts[4 * span] ?? 0;
    counts[4 * span] = visit + 1;
    this.statementSpan = span;
    this.visit = visit;
    if (visit < (counts[4 * span + WAKE] ?? 0)) this.quiet = true;
    else this.recordStatement(span, visit);
  }

  recordStatement(span: number, visit: number): void {
    if (this.quiet) this.wake();
    if (visit >= WHOLE_VISITS && !this.isComputing(span)) this.counts[4 * span + WAKE] = nextRecorded(visit);
    this.add(Kind.statement, span, 0, 0);
  }

  bind(span: number, name: string, value: unknown): void {
    if (this.library[span] === true) return;
    if (value === undefined) {
      if (this.quiet) this.wake();
      this.add(Kind.unbind, span, this.idOfName(name), 0);
      return;
    }
    const tensor = this.host.asTensor(value);
    if (tensor !== null) this.computing(this.statementSpan);
    this.bindAt(span, name, value, this.currentFrame(), this.visit);
    if (tensor === null || tensor.shape.length === 0) this.addToCurve(span, this.visit, value);
  }

  private bindAt(span: number, name: string, value: unknown, frame: number, visit: number): void {
    const nameId = this.idOfName(name);
    const tensor = this.host.asTensor(value);
    if (tensor !== null) this.addAt(Kind.bindTensor, span, frame, visit, nameId, this.valueId(tensor));
    else this.addAt(Kind.bindObject, span, frame, visit, nameId, this.objects.push(value) - 1);
  }

  value(span: number, value: unknown): void {
    if (this.quiet || this.library[span] === true) return;
    const tensor = this.host.asTensor(value);
    if (tensor !== null) {
      this.computing(this.statementSpan);
      this.add(Kind.valueTensor, span, 0, this.valueId(tensor));
    } else this.add(Kind.valueObject, span, 0, this.objects.push(value) - 1);
  }

  enterCall(functionSpan: number, callSpan: number, held: unknown): void {
    const { top } = this;
    const call = top.above ?? callAbove(top);
    this.top = call;
    call.frame = -1;
    call.functionSpan = functionSpan;
    call.callSpan = this.library[callSpan] === true ? top.callSpan : callSpan;
    call.held = held;
    call.statement = this.statementSpan;
    call.visit = this.visit;
    call.quiet = this.quiet;
    if (this.library[functionSpan] === true) return;
    // Arguments are bound in the function's own span, which every call visits.
    const { counts } = this;
    const visit = counts[4 * functionSpan] ?? 0;
    counts[4 * functionSpan] = visit + 1;
    this.statementSpan = functionSpan;
    this.visit = visit;
    if (visit < (counts[4 * functionSpan + WAKE] ?? 0)) this.quiet = true;
    else this.recordEntry(functionSpan, visit);
  }

  private recordEntry(functionSpan: number, visit: number): void {
    this.quiet = false;
    if (visit >= WHOLE_VISITS && !this.isComputing(functionSpan)) {
      this.counts[4 * functionSpan + WAKE] = nextRecorded(visit);
    }
    this.add(Kind.enter, functionSpan, this.currentFrame(), 0);
  }

  leaveCall(): void {
    const { top } = this;
    const { below } = top;
    if (below === null) return;
    if (top.frame >= 0 && !this.quiet) this.recordReturn(top.functionSpan, top.frame);
    this.statementSpan = top.statement;
    this.visit = top.visit;
    this.quiet = top.quiet;
    top.held = undefined;
    this.top = below;
  }

  private recordReturn(functionSpan: number, frame: number): void {
    if (this.library[functionSpan] !== true) this.add(Kind.leave, functionSpan, frame, 0);
  }

  loopTurn(span: number, turn: number): void {
    // The end of a loop is reported as turn -1. What follows a turn, the target's binding first, belongs to it.
    if (turn < 0) {
      if (!this.quiet) this.add(Kind.turn, span, turn, 0);
      return;
    }
    const { counts } = this;
    const visit = counts[4 * span + TURNS] ?? 0;
    counts[4 * span + TURNS] = visit + 1;
    this.statementSpan = span;
    this.visit = visit;
    if (visit < (counts[4 * span + TURN_WAKE] ?? 0)) this.quiet = true;
    else this.recordTurn(span, visit, turn);
  }

  recordTurn(span: number, visit: number, turn: number): void {
    if (this.quiet) this.wake();
    if (visit >= WHOLE_VISITS && !this.isComputing(span)) this.counts[4 * span + TURN_WAKE] = nextRecorded(visit);
    this.add(Kind.turn, span, turn, 0);
  }

  item(span: number): void {
    const { counts } = this;
    const visit = counts[4 * span + TURNS] ?? 0;
    counts[4 * span + TURNS] = visit + 1;
    if (visit < (counts[4 * span + TURN_WAKE] ?? 0)) this.quiet = true;
    else this.recordItem(span, visit);
  }

  recordItem(span: number, visit: number): void {
    if (this.quiet) this.wake();
    if (visit >= WHOLE_VISITS && !this.isComputing(span)) this.counts[4 * span + TURN_WAKE] = nextRecorded(visit);
  }

  itemsEnd(quiet: boolean): void {
    if (this.quiet === quiet) return;
    if (quiet) this.quiet = true;
    else this.wake();
  }

  lastTurn(loop: number, last: number): void {
    const { counts } = this;
    counts[4 * loop + TURN_WAKE] = 0;
    for (let span = loop + 1; span <= last; span++) counts[4 * span + WAKE] = counts[4 * span + TURN_WAKE] = 0;
  }

  /** The run has ended: what was bound quietly is what the names mean. */
  finish(): void {
    this.addNotes();
  }

  print(span: number, text: string): void {
    this.add(Kind.print, this.userSpan(span), this.texts.push(text) - 1, 0);
  }

  raise(span: number, type: string, message: string): void {
    const user = this.userSpan(span);
    if (this.quiet) {
      // What led to an error is looked at: the statement that raised it has its event, whichever visit this is.
      this.wake();
      this.add(Kind.statement, this.statementSpan, 0, 0);
    }
    const index = this.raises.push({ span: user, type, message, event: this.events.total }) - 1;
    this.add(Kind.raise, user, index, 0);
  }

  op(
    declaration: OpDeclaration,
    inputs: readonly Tensor[],
    outputs: readonly Tensor[],
    rest: readonly unknown[] | null,
  ): void {
    if (this.aside) return;
    this.opCount++;
    if (this.quiet) this.wake();
    this.computing(this.statementSpan);
    const { inputIds, outputIds } = this;
    inputIds.length = 0;
    outputIds.length = 0;
    for (let i = 0; i < inputs.length; i++) {
      // Within bounds.
      const input = inputs[i] as Tensor;
      // An operand written in place is recorded as it was before, if it was recorded at all.
      inputIds.push(outputs.includes(input) ? this.idBefore(input) : this.valueId(input));
    }
    const id = this.ops.nextId;
    for (let i = 0; i < outputs.length; i++) {
      const output = outputs[i] as Tensor;
      const valueId = this.valueId(output);
      outputIds.push(valueId);
      // A write through a view changes what the names of its base mean.
      if (output.view !== null && inputs.includes(output)) this.valueId(output.view.base);
      const node = output.gradFn;
      if (node !== null && this.nodes.get(node.observerId)?.node !== node) {
        this.nodeCount++;
        this.addNode(node, id, valueId);
      }
    }
    const span = this.userSpan(this.host.position.span);
    const frame = this.currentFrame();
    // The record first: a replay may end at its event.
    this.ops.add(declaration, rest, inputIds, outputIds, this.events.total, span, frame, this.visit);
    this.add(Kind.op, span, id, 0);
  }

  gradient(node: GradNode, gradients: readonly (Tensor | null)[]): void {
    this.options.onGradient?.(node, gradients, this.events.total);
    const record = this.nodeOf(node);
    record.saved ??= node.keepSaved();
    let first = -1;
    for (let i = 0; i < gradients.length; i++) {
      const gradient = gradients[i];
      if (gradient === null || gradient === undefined) continue;
      const id = this.aside ? this.queriedId(gradient) : this.valueId(gradient);
      if (first < 0) first = id;
      record.gradients = new GradientRecord(i, id, this.events.total, this.aside, record.gradients);
    }
    if (this.aside) return;
    this.gradientCount++;
    if (this.quiet) this.wake();
    this.add(Kind.gradient, this.userSpan(this.host.position.span), record.id, first);
  }

  beforeWrite(storage: Storage): void {
    const { bytes } = this;
    const row = bytes.rowOf(storage.observerId);
    storage.watched = false;
    storage.observerId = -1;
    if (row < 0) return;
    bytes.setWritten(row);
    if (bytes.storage[row] !== storage) return;
    bytes.copy(row, storage);
    bytes.storage[row] = null;
  }

  // What queries need as well.

  /** How many statements of the program ran. */
  get statementCount(): number {
    let count = 0;
    this.spans.forEach(({ kind }, id) => {
      if (kind === "statement" || kind === "loop") count += this.counts[4 * id] ?? 0;
    });
    return count;
  }

  /** The record of a value, if it is known at all. */
  record(id: number): ValueRecord | undefined {
    if (id < QUERIED) return this.values.get(id);
    const found = this.queried.get(id - QUERIED);
    return found === undefined ? undefined : { ...found, id };
  }

  /** The elements of a value as plain data; null when they were let go. */
  data(id: number): TensorData | null {
    const record = this.record(id);
    if (record === undefined) return null;
    const memory = this.memoryOf(record);
    const [isConjugate, isNegative] = [record.flags & IS_CONJUGATE, record.flags & IS_NEGATIVE];
    if (memory === null || isConjugate + isNegative === 0) return memory;
    return withSigns(memory, isNegative === 0 ? 1 : -1, (isConjugate === 0) === (isNegative === 0) ? 1 : -1);
  }

  private memoryOf(record: ValueRecord): TensorData | null {
    const { shape, strides, offset, dtype } = record;
    const bytes = this.bytes.get(record.bytes);
    if (bytes === undefined) return null;
    const base = { dtype: dtype.name, shape, strides, offset };
    if (bytes.storage !== null) return { ...base, elements: bytes.storage.array(dtype) };
    const snapshot = this.bytes.lend(record.bytes);
    if (snapshot === null) return null;
    if (bytes.dtype === dtype) return { ...base, elements: snapshot };
    // A copy fills a plain buffer of its own.
    return { ...base, elements: elementsOf(dtype.name, snapshot.buffer as ArrayBuffer) };
  }

  /** The id of a tensor as it is now, for queries: never a new id of the run's own. */
  queriedId(tensor: Tensor): number {
    const { observerId } = tensor;
    const known = this.record(observerId);
    if (known?.tensor === tensor && known.version === tensor.version) {
      const row = this.bytes.rowOf(known.bytes);
      if (row >= 0 && !this.bytes.isWritten(row)) return observerId;
    }
    const id = QUERIED + this.queried.nextId;
    this.addValue(this.queried, id, tensor);
    return id;
  }

  /** The value that a tensor had at an event, from any of its values. */
  valueAt(id: number, event: number): number {
    let at = this.record(this.record(id)?.tensor?.observerId ?? -1);
    while (at !== undefined && at.event > event) at = this.record(at.previous);
    return at?.id ?? id;
  }

  nodeOf(node: GradNode): NodeRecord {
    const known = this.nodes.get(node.observerId);
    if (known === undefined || (known.node !== null && known.node !== node)) return this.addNode(node, -1, -1);
    // Let go of, but the program still has it: where it came from is not forgotten.
    known.node = node;
    return known;
  }

  /** How often a statement ran; of a loop that turned, how often it did. */
  visitsOf(span: number): number {
    return this.turnsOf(span) || (this.counts[4 * span] ?? 0);
  }

  /** How often a loop turned. */
  turnsOf(span: number): number {
    return this.counts[4 * span + TURNS] ?? 0;
  }

  nameId(name: string): number {
    return this.nameIds.get(name) ?? -1;
  }

  statementOfSpan(span: number): number {
    return this.statementOf.data[span] ?? -1;
  }

  // Recording.

  private add(kind: number, span: number, a: number, b: number): void {
    if (this.notes.length > 0) this.addNotes();
    this.addAt(kind, span, this.currentFrame(), this.visit, a, b);
  }

  private addAt(kind: number, span: number, frame: number, visit: number, a: number, b: number): void {
    const { events } = this;
    // Frames that the end of a replay leaves on its way are not part of what was asked for.
    if (events.total > this.stopAfter) return;
    const event = events.add(kind, span, frame, visit, a, b);
    // Afterwards, so that what the event names is named.
    if (events.rows >= this.nextLetGoEvents) {
      letGoEvents(this, this.frameStack());
      this.nextLetGoEvents = Math.max(this.bounds.events, events.rows + this.bounds.events / 4);
    }
    if (event >= this.stopAfter || this.missing === 0) this.options.stop?.();
  }

  private idOfName(name: string): number {
    let id = this.nameIds.get(name);
    if (id === undefined) {
      id = this.names.length;
      this.names.push(name);
      this.nameIds.set(name, id);
    }
    return id;
  }

  note(span: number, name: string, globals: unknown): void {
    if (this.noted[span] !== undefined) return;
    this.noted[span] = globals;
    this.notedNames[span] = name;
    this.notes.push(span);
  }

  /** The names of modules that were bound quietly, as they are now. */
  private addNotes(): void {
    const { notes } = this;
    this.notes = [];
    const frame = this.currentFrame();
    for (const span of notes) {
      const name = this.notedNames[span] ?? "";
      const value = this.host.globalIn(this.noted[span], name);
      this.noted[span] = undefined;
      if (value !== undefined) this.bindAt(span, name, value, frame, this.lastVisitAt(span));
    }
  }

  /** Ends a quiet stretch: the names of the running function are bound anew, to what they mean by now. */
  private wake(): void {
    this.quiet = false;
    let call = this.top;
    while (call.below !== null && this.library[call.functionSpan] === true) call = call.below;
    if (call.below === null) return;
    this.currentFrame();
    const { frame } = call;
    for (const { span, name, value } of this.host.variables(call.held)) {
      this.bindAt(span, name, value, frame, this.lastVisitAt(span));
    }
  }

  private lastVisitAt(span: number): number {
    return Math.max(0, this.visitsOf(this.statementOfSpan(span)) - 1);
  }

  /** Whether an op ran in the innermost loop or function around a statement: then all of its visits are recorded. */
  private isComputing(span: number): boolean {
    for (let at = span; at >= 0; at = this.statementOfSpan(at)) {
      if (this.computes[at] === true) return true;
      const kind = at === span ? "statement" : this.spans[at]?.kind;
      if (kind !== "statement") return false;
    }
    return false;
  }

  /** An op runs in a statement: it, and every loop and function around it, is recorded at every visit. */
  private computing(span: number): void {
    for (let at = span; at >= 0 && this.computes[at] !== true; at = this.statementOfSpan(at)) {
      this.computes[at] = true;
      this.counts[4 * at + WAKE] = 0;
      this.counts[4 * at + TURN_WAKE] = 0;
    }
  }

  private userSpan(span: number): number {
    return this.library[span] === true ? this.top.callSpan : span;
  }

  private currentFrame(): number {
    return this.makeFrames(this.top);
  }

  private makeFrames(call: CallRecord): number {
    if (call.frame >= 0) return call.frame;
    const parent = call.below === null ? -1 : this.makeFrames(call.below);
    const { functionSpan, callSpan } = call;
    const self = this.host.selfOf(call.held);
    call.frame = this.frames.add(parent, functionSpan, callSpan, self, this.events.total);
    return call.frame;
  }

  private frameStack(): readonly number[] {
    const frames: number[] = [];
    for (let call: CallRecord | null = this.top; call !== null; call = call.below) frames.push(call.frame);
    return frames.reverse();
  }

  private addToCurve(span: number, visit: number, value: unknown): void {
    const number = this.host.asNumber(value);
    if (number !== null) this.curves.add(span, visit, number);
  }

  /** What an operand that was just written in place had been; -1 where that was never recorded. */
  private idBefore(tensor: Tensor): number {
    const { values } = this;
    const row = this.rowOfValue(tensor.observerId);
    const isKnown = row >= 0 && values.tensor[row] === tensor;
    return isKnown && values.version.at(row) === tensor.storage.version - 1 ? tensor.observerId : -1;
  }

  /** The row of a value of the run's own. */
  private rowOfValue(id: number): number {
    return id < 0 || id >= QUERIED ? -1 : this.values.rowOf(id);
  }

  private valueId(tensor: Tensor): number {
    const { values, bytes } = this;
    const { observerId } = tensor;
    if (tensor.observerVersion === tensor.storage.version) {
      const row = this.rowOfValue(observerId);
      const bytesRow = row < 0 ? -1 : bytes.rowOf(values.bytes.at(row));
      if (bytesRow >= 0 && !bytes.isWritten(bytesRow)) {
        // A record whose elements were let go names no tensor any more, but is still its.
        const known = values.tensor[row] ?? null;
        if (known === tensor || known === null) {
          if (tensor.leafRequiresGrad) values.flags.data[row] = values.flags.at(row) | REQUIRES_GRAD;
          return observerId;
        }
      }
    }
    const id = values.nextId;
    this.addValue(values, id, tensor);
    // A replay that looks for some values keeps those and nothing else.
    if (this.missing >= 0) return id;
    if (id % SWEEP === SWEEP - 1 && this.around === null) {
      this.lastOfLoops = letGoSoon(this, this.swept, this.lastOfLoops);
      this.swept = id + 1;
    }
    if (this.heldBytes > this.nextLetGo) letGoBytes(this);
    return id;
  }

  private addValue(table: ValueTable, id: number, tensor: Tensor): void {
    const storage = tensor.storage.root;
    const { bytes } = this;
    const seeking = this.missing >= 0;
    let row = storage.observerId < 0 ? -1 : bytes.rowOf(storage.observerId);
    if (row < 0 || bytes.isWritten(row) || (bytes.storage[row] !== storage && bytes.isKept(row) && !seeking)) {
      row = bytes.length;
      const bytesId = bytes.add(seeking ? null : storage, tensor.dtype, this.statementSpan, this.visit);
      if (!seeking) this.heldBytes += storage.byteLength;
      storage.watched = true;
      storage.observerId = bytesId;
      const writes = this.options.edits?.get(bytesId);
      if (writes !== undefined) write(storage.array(tensor.dtype), writes);
    }
    if (seeking && this.options.only?.has(id) === true) {
      bytes.copy(row, storage);
      this.missing--;
    }
    const flags =
      (tensor.requiresGrad ? REQUIRES_GRAD : 0) |
      (tensor.gradFn === null ? IS_LEAF : 0) |
      (tensor.isParameter ? IS_PARAMETER : 0) |
      (tensor.isConj ? IS_CONJUGATE : 0) |
      (tensor.isNeg ? IS_NEGATIVE : 0);
    const previous = this.tensorOf(tensor.observerId) === tensor ? tensor.observerId : -1;
    tensor.observerId = id;
    tensor.observerVersion = tensor.storage.version;
    table.add(tensor, flags, bytes.ids.at(row), this.events.total, this.statementSpan, this.visit, previous);
  }

  /** The tensor of a value, if it is known and was not let go. */
  private tensorOf(id: number): Tensor | null {
    if (id < 0) return null;
    const row = id < QUERIED ? this.values.rowOf(id) : this.queried.rowOf(id - QUERIED);
    return (id < QUERIED ? this.values : this.queried).tensor[row] ?? null;
  }

  private addNode(node: GradNode, op: number, value: number): NodeRecord {
    const record = new NodeRecord(this.nodes.nextId, node, node.name, op, value);
    this.nodes.add(record);
    node.observerId = record.id;
    return record;
  }
}
