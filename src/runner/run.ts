// One run of a program in this thread: interpreter, engine and trace together, with limits, a seed and captured
// output. Afterwards (and at safepoints meanwhile) it answers for its trace. Used by the worker, the CLI and tests.

import type { GradNode } from "../engine/autograd/node";
import type { Tensor } from "../engine/tensor/tensor";
import { dataOf } from "../language/debug/contributions";
import { prepareEngine, releaseEngine } from "../language/debug/engine";
import { type GradientsResult, gradientsAside } from "../language/debug/gradients";
import { inspector, recordingHost } from "../language/debug/inspector";
import { Interpreter, type Outcome } from "../language/interpreter";
import { LimitReached } from "../language/runtime/errors";
import type { Problem, RunState, RunStatus } from "../protocol/data";
import type { RunRequest } from "../protocol/messages";
import type { Edits } from "../trace/edits";
import { type Bounds, DEFAULT_BOUNDS } from "../trace/keep";
import { ParameterFigures } from "../trace/query/curves";
import { parameterEntries } from "../trace/query/modules";
import { outputCount } from "../trace/query/outputs";
import { TraceView } from "../trace/query/view";
import { Trace, type TraceOptions } from "../trace/trace";
import { type DescribedOutcome, describeOutcome } from "./outcome";

/** Milliseconds between two looks at the world while a program runs. */
const LOOK_EVERY = 10;

/** Milliseconds between two looks at the memory in use, for which the host asks the system. */
const MEASURE_EVERY = 50;

/** Events on either side of the one that a replay is made for. */
const AROUND = 5000;

export interface RunOptions {
  /** False: nothing is recorded; only the output and the outcome are there afterwards. */
  readonly record?: boolean;
  readonly bounds?: Bounds;
  /** Called about every 10 ms at a safepoint. Returns true to stop the run. */
  readonly look?: (run: Run) => boolean;
  /** Bytes of memory in use, where the host can say. */
  readonly memory?: () => number;
  /** Milliseconds on a clock that never goes back; default: `now`. */
  readonly milliseconds?: () => number;
  /** Every text as it is written. */
  readonly onStdout?: (text: string) => void;
  readonly onStderr?: (text: string) => void;
}

export interface ExitState {
  readonly status: RunStatus;
  /** What a process would exit with. */
  readonly code: number;
  readonly problems: readonly Problem[];
}

/** Milliseconds on a clock that never goes back. */
export function now(): number {
  return performance.now();
}

export class Run {
  readonly trace: Trace;
  view: TraceView;
  private readonly sources: Map<string, string>;
  /** Clock readings of the program, for a replay to give again. */
  readonly clock: number[] = [];
  private readonly out: string[] = [];
  private readonly errors: string[] = [];
  private exit: ExitState | null = null;
  private started = 0;
  private ended = 0;
  private interpreter: Interpreter | null = null;
  /** Seconds that had run before the run was asked for. */
  private kept = 0;
  /** Since when the rest of the program is waited for. */
  private waitsSince = 0;
  private near: { readonly event: number; readonly run: Run } | null = null;
  private past: Run | null = null;
  private edited: Run | null = null;
  private measured: { readonly figures: ParameterFigures; readonly view: TraceView } | null = null;
  private counts = { parameters: 0, outputs: 0 };
  /** Roots whose gradients were computed aside: a changed run, and the past of a run, have theirs as well. */
  private readonly roots = new Set<number>();
  private readonly now: () => number;

  constructor(
    public request: RunRequest,
    private readonly options: RunOptions = {},
    public number = 0,
    private readonly traceOptions: TraceOptions = {},
    private readonly clockBefore: readonly number[] | null = null,
  ) {
    this.now = options.milliseconds ?? now;
    this.trace = new Trace(recordingHost, { bounds: options.bounds ?? DEFAULT_BOUNDS, ...traceOptions });
    this.sources = new Map(request.sources.map(({ file, text }) => [file, text]));
    this.view = new TraceView(this.trace, inspector, this.sources, request.entry);
  }

  private get isRecorded(): boolean {
    return this.options.record !== false;
  }

  get stdout(): string {
    return this.out.join("");
  }

  get stderr(): string {
    return this.errors.join("");
  }

  get exitCode(): number {
    return this.exit?.code ?? 0;
  }

  /** Runs the program to its end, whichever. */
  execute(): RunState {
    const interpreter = this.prepare();
    return this.finish(() => interpreter.run());
  }

  /**
   * Runs the program's first statements, those that end before an offset of its text, and waits there; nothing else may
   * run in this thread meanwhile. False where it did not get there: then it is over.
   */
  begin(until: number): boolean {
    const interpreter = this.prepare();
    let waits = false;
    try {
      waits = interpreter.begin(until) === null;
    } finally {
      if (!waits) releaseEngine();
    }
    this.interpreter = interpreter;
    this.waitsSince = this.now();
    return waits;
  }

  /** Whether a run of this request would have come to where this one waits, see Interpreter.continues. */
  continues(request: RunRequest): "yes" | "broken" | "no" {
    const { interpreter } = this;
    const text = request.sources.find(({ file }) => file === request.entry)?.text;
    // What the program knows of the time is the time of its beginning.
    if (interpreter === null || text === undefined || this.clock.length > 0) return "no";
    if (contextOf(request) !== contextOf(this.request)) return "no";
    this.started += this.now() - this.waitsSince;
    const answer = interpreter.continues(text);
    this.waitsSince = this.now();
    return answer;
  }

  /** Runs the rest of a program that continues what has run, as the run of this number. */
  proceed(request: RunRequest, number: number): RunState {
    const { interpreter } = this;
    if (interpreter === null) throw new Error("nothing waits");
    this.interpreter = null;
    this.request = request;
    this.number = number;
    for (const { file, text } of request.sources) this.sources.set(file, text);
    this.view = new TraceView(this.trace, inspector, this.sources, request.entry);
    this.kept = this.secondsBefore;
    this.started += this.now() - this.waitsSince;
    return this.finish(() => interpreter.proceed());
  }

  /** Seconds that the program has run, while it waits for its rest. */
  get secondsBefore(): number {
    return (this.waitsSince - this.started) / 1000;
  }

  private prepare(): Interpreter {
    const { request, trace, isRecorded } = this;
    const interpreter = new Interpreter({
      sources: this.sources,
      entry: request.entry,
      recorder: isRecorded ? trace : null,
      poll: this.poller(),
      write: (text) => this.write(text),
      writeError: (text) => this.writeError(text),
      clock: () => this.readClock(),
    });
    this.started = this.now();
    prepareEngine(request.seed, isRecorded ? trace : null);
    return interpreter;
  }

  private finish(run: () => Outcome): RunState {
    const { trace, isRecorded } = this;
    let outcome: Outcome;
    try {
      outcome = run();
    } catch (error) {
      outcome = outcomeOfFault(error);
    } finally {
      releaseEngine();
    }
    this.ended = this.now();
    const described = this.describe(outcome);
    this.writeError(described.stderr);
    this.exit = described;
    if (isRecorded) {
      trace.finish();
      this.counts = { parameters: parameterEntries(this.view).length, outputs: outputCount(this.view) };
    }
    return this.state();
  }

  /** A refusal inside the library is the program's line that led there: a run without a trace runs again to know it. */
  private describe(outcome: Outcome): DescribedOutcome {
    if (this.isRecorded || outcome.kind !== "refused" || this.view.sources.has(outcome.place?.file ?? "")) {
      return describeOutcome(outcome, this.view);
    }
    return describeOutcome(outcome, this.again({}).view);
  }

  /** What is known at a glance, now. */
  state(): RunState {
    const { trace, request, exit } = this;
    return {
      run: this.number,
      file: request.entry,
      status: exit?.status ?? "running",
      seconds: ((exit === null ? this.now() : this.ended) - this.started) / 1000 - this.kept,
      kept: this.kept,
      ops: trace.opCount,
      statements: trace.statementCount,
      nodes: trace.nodeCount,
      parameters: this.counts.parameters,
      outputs: this.counts.outputs,
      seed: request.seed,
      problems: exit?.problems ?? [],
    };
  }

  /** Gradients of a scalar, aside from the program; afterwards queries find them. */
  gradients(value: number): GradientsResult {
    const record = this.trace.record(value);
    if (record === undefined) return { computed: false, reason: "The value is not known." };
    this.trace.aside = true;
    try {
      const result = gradientsAside(record, this.trace);
      if (result.computed) this.roots.add(value);
      return result;
    } finally {
      this.trace.aside = false;
    }
  }

  /** What the parameters were at every backward, measured by a replay of the whole run; that is kept. */
  figures(): { readonly figures: ParameterFigures; readonly view: TraceView } {
    if (this.measured === null) {
      const figures = new ParameterFigures();
      const onGradient = (node: GradNode, gradients: readonly (Tensor | null)[], event: number): void => {
        const leaf = inspector.variableOf(node);
        const gradient = gradients[0] ?? null;
        if (leaf !== null && gradient !== null) figures.measure(leaf, dataOf(leaf), dataOf(gradient), event);
      };
      this.measured = { figures, view: this.again({ onGradient }).view };
    }
    return this.measured;
  }

  /** The run that is shown: with a person's edits, if there are any. */
  get current(): Run {
    return this.edited ?? this;
  }

  /** Runs the program again with these elements changed; null for none. The cursor stands at the end then. */
  edit(edits: Edits | null): Run {
    this.past = null;
    this.edited = edits === null ? null : this.again({ edits });
    if (this.edited !== null) this.computeRoots(this.edited);
    return this.current;
  }

  /** Gradients that somebody asked for, in another run of the same program: where it has such a value. */
  private computeRoots(other: Run): void {
    for (const root of this.roots) if (other.trace.values.get(root) !== undefined) other.gradients(root);
  }

  /** This run without edits, at the moment that is shown of the changed one. */
  get unedited(): Run {
    const { edited } = this;
    if (edited === null) return this.atCursor;
    const { past } = edited;
    this.setCursor(past === null ? null : past.trace.events.total - 1);
    return this.atCursor;
  }

  /** The run as it was when the cursor's event had happened; itself while the cursor stands at the end. */
  get atCursor(): Run {
    return this.past ?? this;
  }

  /** Puts the cursor after an event, by a replay up to it; null for the end. */
  setCursor(event: number | null): void {
    if (event === null) this.past = null;
    else if (this.past?.trace.events.total !== event + 1) {
      this.past = this.replayTo(event);
      this.computeRoots(this.past);
      // What was let go is asked of the run whose own replays go to its end.
      this.past.exit = this.exit;
    }
  }

  /** The same run again, up to an event: its trace is what this one was when that event had happened. */
  replayTo(event: number): Run {
    return this.again({ stopAfter: event });
  }

  /** A replay in which a value, and what happened around it, is there. The last one is kept: who looks once looks again. */
  nearby(value: number): Run {
    const event = this.trace.values.get(value)?.event ?? 0;
    const { near } = this;
    const whole = near !== null && event >= near.event - AROUND && event <= near.event + AROUND / 2;
    if (near !== null && whole && near.run.view.data(value) !== null) return near.run;
    const run = this.again({ around: event, stopAfter: event + AROUND });
    this.near = { event, run };
    return run;
  }

  /** Brings values back whose elements were let go. */
  recover(values: readonly number[]): void {
    const gone = values.filter((id) => this.view.data(id) === null && this.trace.values.get(id) !== undefined);
    if (gone.length === 0) return;
    const again = this.again({ only: new Set(gone) });
    for (const id of gone) {
      const data = again.trace.data(id);
      if (data !== null) this.view.replayed.set(id, data);
    }
  }

  /** What this run changed, its replays change too. */
  private edits(): TraceOptions {
    const { edits } = this.traceOptions;
    return edits === undefined ? {} : { edits };
  }

  private again(options: TraceOptions): Run {
    const stop = (): never => {
      throw new LimitReached("stopped", "the replay is there");
    };
    const bounds = this.options.bounds ?? DEFAULT_BOUNDS;
    const run = new Run(
      this.request,
      { bounds },
      this.number,
      { ...this.edits(), ...options, bounds, stop },
      this.clock,
    );
    run.execute();
    return run;
  }

  private poller(): () => void {
    const { limits } = this.request;
    const { look, memory } = this.options;
    let last = this.now();
    let measured = last;
    return () => {
      const time = this.now();
      if (time - last < LOOK_EVERY) return;
      if (look?.(this) === true) throw new LimitReached("stopped", "The run was stopped.");
      last = this.now();
      // Time that questions took is not the program's.
      this.started += last - time;
      if (last - this.started > limits.seconds * 1000) {
        throw new LimitReached("time", `The run reached its time limit of ${limits.seconds} s.`);
      }
      if (memory === undefined || last - measured < MEASURE_EVERY) return;
      measured = last;
      if (memory() > limits.bytes) {
        throw new LimitReached("memory", `The run reached its memory limit of ${megabytes(limits.bytes)} MB.`);
      }
    };
  }

  private readClock(): number {
    const before = this.clockBefore?.[this.clock.length];
    const time = before ?? Date.now() / 1000;
    this.clock.push(time);
    return time;
  }

  private write(text: string): void {
    this.out.push(text);
    this.options.onStdout?.(text);
  }

  private writeError(text: string): void {
    if (text === "") return;
    this.errors.push(text);
    this.options.onStderr?.(text);
  }
}

function megabytes(bytes: number): string {
  return Math.round(bytes / (1024 * 1024)).toLocaleString("en-US");
}

/** All of a request but the text of the program itself. */
function contextOf({ entry, sources, seed, limits }: RunRequest): string {
  return JSON.stringify([entry, sources.filter(({ file }) => file !== entry), seed, limits]);
}

/** An error of ours: the run ends as refused, and says that the fault is not the program's. */
function outcomeOfFault(error: unknown): Outcome {
  const text = error instanceof Error ? error.message : String(error);
  return { kind: "refused", what: text, message: `nnspec: internal error: ${text}`, place: null };
}
