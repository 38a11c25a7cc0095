// One document's runs: when to run, with which sources and seed, and what is known of the last run. Surfaces ask it; it
// never draws. A late result never overwrites a newer one: each run has a number, and only the newest is listened to.

import * as vscode from "vscode";
import type { RunState, SourceRange, ValueId } from "../protocol/data";
import type { RunRequest } from "../protocol/messages";
import type { Answer, QueryName, Request, TraceSource } from "../protocol/queries";
import { type Log, messageOf } from "./log";
import { RunTexts } from "./run-texts";
import { Debounce, typingDelay } from "./schedule";
import { settingsFor } from "./settings";
import { collectSources, type DiskCache, fileName } from "./sources";
import type { Changed, Changes } from "./tree-changes";

/** What a session needs of a runner. */
export interface SessionRunner extends TraceSource {
  /** Starts a run; one that goes on is stopped first, and resolves as stopped. */
  run(request: RunRequest, onProgress: (state: RunState) => void): Promise<{ readonly state: RunState }>;
  stop(): void;
  dispose(): void;
}

/** What "changed" means: the state (also while running), the results (a run has ended), or only that they are old now. */
export type Change = "state" | "results" | "stale";

/** Counts the runs of all documents, so that a number alone says which run, also after another document is followed. */
let lastRun = 0;

export class Session implements vscode.Disposable {
  readonly file: string;
  state: RunState;
  /** The text, or one it imports, changed since the run that is shown began. */
  stale = false;
  /** The visit of a place in a loop that hovers show, by the place's offset; the last one where none is chosen. */
  readonly visits = new Map<string, number>();

  /** What is shown is the program run again with a person's edits. */
  whatIf = false;

  private readonly changed = new vscode.EventEmitter<Change>();
  readonly onDidChange = this.changed.event;

  private readonly typing = new Debounce(() => void this.run("typing"));
  /** The texts of the newest run: the one that answers. */
  texts = new RunTexts();
  /** False from the start of a run until its first word: until then surfaces keep what they show. */
  live = true;
  private before = new RunTexts();
  private wanted: ReadonlySet<string> = new Set();
  private answers = new Map<string, Promise<unknown>>();
  private readonly awaited = new Set<string>();
  private started = 0;
  private disposed = false;

  constructor(
    readonly document: vscode.TextDocument,
    private readonly runner: SessionRunner,
    private readonly disk: DiskCache,
    private readonly seeds: vscode.Memento,
    private readonly log: Log,
  ) {
    this.file = fileName(document.uri);
    this.state = idleState(this.file, this.seed);
  }

  get uri(): vscode.Uri {
    return this.document.uri;
  }

  get running(): boolean {
    return this.state.status === "running";
  }

  get seed(): number {
    return this.seeds.get<number>(this.seedKey) ?? settingsFor(this.document.uri).seed;
  }

  /** Draws another seed for this document, and runs with it. */
  async reseed(): Promise<void> {
    await this.seeds.update(this.seedKey, Math.floor(Math.random() * 2 ** 32));
    await this.run("reseed");
  }

  async run(cause: "open" | "save" | "typing" | "command" | "reseed"): Promise<void> {
    this.typing.cancel();
    if (this.disposed || this.document.isClosed) return;
    const run = ++lastRun;
    this.started = run;
    if (cause === "save" || cause === "command") this.disk.forget();
    const collected = await collectSources(this.document, this.disk);
    if (run !== this.started || this.disposed) return;

    this.wanted = collected.wanted;
    this.before = this.texts;
    this.texts = new RunTexts(collected.sources);
    this.live = false;
    const settings = settingsFor(this.uri);
    const request: RunRequest = {
      entry: this.file,
      sources: collected.sources.map(({ file, text }) => ({ file, text })),
      seed: this.seed,
      limits: { seconds: settings.seconds, bytes: settings.bytes },
    };
    this.log.debug(`${this.file}: run ${run} (${cause}), ${collected.sources.length} sources, seed ${request.seed}`);
    this.setState({ ...this.state, run, status: "running", seconds: 0, seed: request.seed }, "state");
    try {
      const { state } = await this.runner.run(request, (state) => {
        if (run !== this.started || this.disposed) return;
        this.live = true;
        this.ageAnswers();
        this.setState({ ...state, run, file: this.file }, "state");
      });
      if (run !== this.started || this.disposed) return;
      this.log.info(`${this.file}: run ${run} ${state.status} in ${state.seconds.toFixed(3)} s`);
      this.finish({ ...state, run, file: this.file });
    } catch (error) {
      if (run !== this.started || this.disposed) return;
      this.log.error(`${this.file}: run ${run} could not be made: ${messageOf(error)}`);
      this.finish({ ...this.state, status: "stopped" });
    }
  }

  /** Something that was asked for changed what the run has to say: gradients computed aside. */
  refresh(): void {
    this.answers = new Map();
    this.changed.fire("results");
  }

  stop(): void {
    this.typing.cancel();
    this.runner.stop();
  }

  /** An edit in a document that this run has read, or looked for. */
  edited(event: vscode.TextDocumentChangeEvent): void {
    const key = event.document.uri.toString();
    if (event.contentChanges.length === 0 || !this.reads(key)) return;
    this.texts.edit(event);
    if (this.before !== this.texts) this.before.edit(event);
    this.changedUnder();
  }

  /** A file or document that this run has read, or looked for, is another one now. */
  replaced(uri: vscode.Uri): void {
    if (uri.toString() !== this.uri.toString() && this.reads(uri.toString())) this.changedUnder();
  }

  /** Whether a change of a document can change this run. */
  reads(key: string): boolean {
    return key === this.uri.toString() || this.wanted.has(key);
  }

  /** A place of the run in the documents as they are now. */
  locate(range: SourceRange): vscode.Location | null {
    return this.texts.locate(range);
  }

  /** Asks the run that goes on or was the last. Rejects when no answer comes in time, or nothing has run. */
  ask<K extends QueryName>(name: K, request: Request<K>): Promise<Answer<K>> {
    return this.runner.ask(name, request);
  }

  /** Which of these values are others since a person's edits, and what they were. */
  async changesOf(values: readonly ValueId[]): Promise<Changes> {
    const found = new Map<ValueId, Changed>();
    if (!this.whatIf || values.length === 0) return found;
    const [before, now] = await Promise.all([this.ask("before", { values }), this.ask("digests", { values })]);
    values.forEach((value, i) => {
      const [was, is] = [before[i] ?? null, now[i]];
      if (was !== null && is !== undefined) found.set(value, { before: was, now: is });
    });
    return found;
  }

  /** `ask`, once per run: for what several surfaces show, or one shows often. */
  cached<K extends QueryName>(name: K, request: Request<K>): Promise<Answer<K>> {
    const key = `${name} ${JSON.stringify(request)}`;
    const known = this.answers.get(key);
    // The key holds the query's name, so the answer is that query's.
    if (known !== undefined) return known as Promise<Answer<K>>;
    const answers = this.answers;
    const answer = this.ask(name, request);
    answers.set(key, answer);
    this.awaited.add(key);
    answer.catch(() => answers.delete(key)).finally(() => this.awaited.delete(key));
    return answer;
  }

  /** While a program runs, answers grow old; but one still awaited serves all who ask, so that questions never pile up. */
  private ageAnswers(): void {
    for (const key of this.answers.keys()) if (!this.awaited.has(key)) this.answers.delete(key);
  }

  dispose(): void {
    this.disposed = true;
    this.typing.cancel();
    this.changed.dispose();
    this.runner.dispose();
  }

  private get seedKey(): string {
    return `seed:${this.uri.toString()}`;
  }

  private finish(state: RunState): void {
    this.live = true;
    this.before = this.texts;
    this.answers = new Map();
    this.visits.clear();
    this.whatIf = false;
    this.stale = this.texts.edited;
    this.setState(state, "results");
  }

  private changedUnder(): void {
    const first = !this.stale;
    this.stale = true;
    if (first) this.changed.fire("stale");
    const { whileTyping } = settingsFor(this.uri);
    if (whileTyping) this.typing.schedule(typingDelay(this.state.seconds, this.running));
  }

  private setState(state: RunState, change: Change): void {
    this.state = state;
    this.changed.fire(change);
  }
}

function idleState(file: string, seed: number): RunState {
  return {
    run: 0,
    file,
    status: "idle",
    seconds: 0,
    kept: 0,
    ops: 0,
    statements: 0,
    nodes: 0,
    parameters: 0,
    outputs: 0,
    seed,
    problems: [],
  };
}
