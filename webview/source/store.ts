// What the page knows: the run's state, the three lists, the selection and what is known of it. Views read it and call
// its methods; it asks the trace and tells when something changed. Old answers stay until new ones are there, so that
// nothing flashes while a person types; the selection finds its place again by name.

import type {
  Answer,
  Before,
  Curves,
  Graph,
  GraphNode,
  HostToPage,
  Inspection,
  ListName,
  OutputRow,
  PanelTab,
  ParameterRow,
  Request,
  RunState,
  Selection,
  SourceRange,
  TraceSource,
  ValueId,
} from "../../src/protocol";
import { Findings } from "../findings/findings";
import { GraphLook, selectedNode } from "../graph/look";
import { Cursor } from "./cursor";
import { type ByValue, beforeFrom, type DigestCache, digestsFrom } from "./digests";
import type { PageHost } from "./host";
import { isRecord } from "./inbound";
import { Edits, type EditsMade } from "./what-if";

/** What was chosen, in words that outlive a run; ids do not. */
export type Anchor =
  | { readonly kind: "node"; readonly name: string; readonly label: string; readonly nth: number }
  | { readonly kind: "parameter"; readonly root: string; readonly name: string }
  | { readonly kind: "output"; readonly name: string; readonly nth: number };

/** What a person chose in one document. */
interface Choices extends Pick<Store, "anchor" | "root"> {
  readonly run: number;
  readonly edits: EditsMade;
}

const IDLE: RunState = {
  run: 0,
  file: "",
  status: "idle",
  seconds: 0,
  kept: 0,
  ops: 0,
  statements: 0,
  nodes: 0,
  parameters: 0,
  outputs: 0,
  seed: 0,
  problems: [],
};

const NOTHING: Selection = { value: null, node: null };

const LISTS = ["parameters", "outputs", "graph", "curves"] as const;

/** Milliseconds between two looks at a list while a program runs: its answers cost the program's own time. */
const WHILE_RUNNING = 500;
/** And the rest after an answer, in times of what it took: the answers of a large graph hold up the program. */
const REST = 3;

/** A question that failed is asked again so often, after so many milliseconds and a multiple of them each time. */
const MOST_TRIES = 3;
const RETRY_AFTER = 300;

export class Store extends EventTarget {
  readonly source: TraceSource;
  readonly host: PageHost;
  state: RunState = IDLE;
  stale = false;
  /** The document that the state is of; null before the first. */
  private document: string | null = null;
  /** What was chosen in the others: they are few, and words are short. */
  private readonly choices = new Map<string, Choices>();
  /** False until the host has said where things stand. */
  connected = false;
  tab: PanelTab = "graph";
  /** How the graph tab shows its graph. */
  graphAs: "tree" | "drawing" = "tree";
  readonly look = new GraphLook((other) => {
    if (other) {
      this.fetched.delete("graph");
      this.refresh();
    }
    this.changed();
  });
  parameters: readonly ParameterRow[] = [];
  outputs: readonly OutputRow[] = [];
  graph: Graph | null = null;
  curves: Curves | null = null;
  readonly cursor: Cursor;
  readonly edits: Edits;
  readonly findings: Findings;
  inspection: Inspection | null = null;
  selection: Selection = NOTHING;
  digests: DigestCache;
  private befores: ByValue<Before> | null = null;
  /** The graph's root by name and which of that name, counted from the last; null for the default. */
  root: { readonly name: string; readonly nth: number } | null = null;
  anchor: Anchor | null = null;
  /** Counts up when a surface outside chose something, so that lists scroll to it. */
  revealed = 0;

  /** Counts up with each run and each move of the cursor: ids may mean other values then. */
  private epoch = 0;
  /** The epoch that the inspection tells of. */
  inspectionRun = 0;

  /** What each list was last fetched for, and which run it shows. */
  private readonly fetched = new Map<PanelTab, string>();
  private readonly runOf = new Map<PanelTab, number>();
  private readonly fetching = new Set<PanelTab>();
  /** From when on a list is asked for again while a program runs. */
  private readonly nextAt = new Map<PanelTab, number>();
  /** How often a list's question has failed since it was new. */
  private tries = { stamp: "", count: 0 };
  private inspecting = 0;
  private askedRun = -1;

  constructor(source: TraceSource, host: PageHost) {
    super();
    this.source = source;
    this.host = host;
    this.digests = this.newDigests();
    this.findings = new Findings(
      source,
      () => this.edits.active,
      () => this.changed(),
    );
    this.cursor = new Cursor(source, (there) => {
      if (there) this.moved();
      this.changed();
    });
    this.edits = new Edits(source, (done) => {
      if (done) {
        this.moved();
        void this.cursor.restart();
      }
      this.changed();
    });
  }

  /** The cursor stands elsewhere: all that is shown is of another moment. */
  private moved(): void {
    this.epoch++;
    this.digests.close();
    this.digests = this.newDigests();
    this.renewBefores();
    this.fetched.clear();
    this.askedRun = -1;
    this.refresh();
  }

  /** The answer that came with the last state, until the list it belongs to is asked for. */
  private ahead: Extract<HostToPage, { type: "state" }>["list"] = null;

  receive(message: Exclude<HostToPage, { type: "answer" | "failure" }>): void {
    switch (message.type) {
      case "state":
        this.ahead = message.list;
        if (message.document !== this.document) this.turnTo(message.document);
        this.take(message.state, message.stale);
        this.takeUpEdits(message.state);
        // It is of this moment: kept, it would answer a question about another.
        this.ahead = null;
        break;
      case "select":
        this.anchor = null;
        this.selection = message.selection;
        this.revealed++;
        if (message.graphRoot !== null) this.setRoot({ name: message.graphRoot, nth: 0 });
        this.findAnchor();
        void this.inspect();
        break;
      case "show":
        if (message.graphRoot !== null) this.setRoot({ name: message.graphRoot, nth: 0 });
        this.setTab(message.tab);
        break;
    }
    this.changed();
  }

  /** Another document: nothing of the last one is shown, and what was chosen in this one before is chosen again. */
  private turnTo(document: string): void {
    const { anchor, root, state } = this;
    // The first one takes up what was remembered over a reload.
    if (this.document !== null) {
      this.choices.set(this.document, { anchor, root, run: state.run, edits: this.edits.made });
      const chosen = this.choices.get(document);
      this.anchor = chosen?.anchor ?? null;
      this.root = chosen?.root ?? null;
      this.parameters = [];
      this.outputs = [];
      this.graph = null;
      this.curves = null;
      this.inspection = null;
      this.selection = NOTHING;
      this.cursor.steps = null;
      this.look.forget();
      this.fetched.clear();
      this.runOf.clear();
    }
    this.document = document;
  }

  /** A changed run that is still there, in a document that is shown again, is one of those edits. */
  private takeUpEdits({ run }: RunState): void {
    const chosen = this.choices.get(this.document ?? "");
    if (chosen?.run === run && !this.edits.active) this.edits.takeUp(chosen.edits);
    if (chosen !== undefined) this.choices.delete(this.document ?? "");
  }

  private take(state: RunState, stale: boolean): void {
    const ended = state.status !== "running" && state.status !== "idle";
    if (ended && (state.run !== this.state.run || this.state.status === "running")) void this.cursor.restart();
    if (state.run !== this.state.run) {
      this.epoch++;
      this.edits.forget();
      this.renewBefores();
      this.digests.close();
      // Ids of the last run mean nothing now; words find their value again when the lists come.
      if (this.anchor === null) this.selection = NOTHING;
    }
    this.state = state;
    this.stale = stale;
    this.connected = true;
    if (ended) void this.findings.follow(state.run);
    this.refresh();
  }

  setTab(tab: PanelTab): void {
    if (tab === this.tab) return;
    this.tab = tab;
    this.refresh();
    this.changed();
  }

  setGraphAs(as: "tree" | "drawing"): void {
    this.graphAs = as;
    this.changed();
  }

  setRoot(root: { readonly name: string; readonly nth: number } | null): void {
    if (root?.name === this.root?.name && root?.nth === this.root?.nth) return;
    this.root = root;
    this.fetched.delete("graph");
    this.refresh();
  }

  select(selection: Selection, anchor: Anchor): void {
    this.anchor = anchor;
    if (selection.value === this.selection.value && selection.node === this.selection.node) return;
    this.selection = selection;
    this.host.select(selection);
    void this.inspect();
    this.changed();
  }

  selectNode(graph: Graph, node: GraphNode): void {
    this.select(selectionOf(graph, node), nodeAnchor(graph, node));
  }

  /** The graph, where it is the one whose nodes others name. */
  get backward(): Graph | null {
    return this.graph?.direction === "backward" ? this.graph : null;
  }

  /** Goes to a node in the graph, from wherever its name stands. */
  showNode(id: number): void {
    const graph = this.backward;
    const node = graph?.nodes.find((one) => one.id === id);
    if (this.graph === null || (graph !== null && node === undefined)) return;
    this.setTab("graph");
    if (graph !== null && node !== undefined) this.selectNode(graph, node);
    else {
      // Forward is shown: the graph that has it is asked for, and finds it.
      this.anchor = null;
      this.selection = { value: null, node: id };
      this.look.setDirection("backward");
      void this.inspect();
    }
    this.revealed++;
    this.changed();
  }

  /** Takes up a selection that was saved before a reload; its ids come with the lists. */
  restoreAnchor(saved: unknown): void {
    this.anchor = readAnchor(saved);
  }

  reveal(range: SourceRange | null): void {
    if (range !== null && this.host.canReveal) this.host.reveal(range);
  }

  /** Runs backward aside from the program, so that gradients of the graph's root can be shown. */
  async computeGradients(): Promise<void> {
    const graph = this.graph ?? (await this.askGraph());
    const value = graph.nodes.find((node) => node.id === graph.root)?.value ?? null;
    if (value === null) return;
    await this.source.ask("gradients", { value });
    this.fetched.clear();
    this.askedRun = -1;
    this.refresh();
  }

  /** Fetches what is in sight and out of date; one question per list at a time. */
  private refresh(): void {
    if (!this.connected || this.state.status === "idle") return;
    for (const list of LISTS) {
      const wanted = list === this.tab || this.anchorList() === list;
      const stamp = this.stampOf(list);
      if (!wanted || this.fetched.get(list) === stamp || this.fetching.has(list)) continue;
      if (this.state.status === "running" && performance.now() < (this.nextAt.get(list) ?? 0)) continue;
      this.fetching.add(list);
      void this.fetch(list, stamp);
    }
  }

  private stampOf(list: PanelTab): string {
    const { run, status, ops, statements, outputs, parameters } = this.state;
    const { direction, folding } = this.look;
    const root =
      list === "graph"
        ? `${this.root?.name ?? ""}/${this.root?.nth ?? 0} ${direction} ${folding.all} ${folding.toggled.join()}`
        : "";
    return [run, status, ops, statements, outputs, parameters, root].join(" ");
  }

  private async fetch(list: PanelTab, stamp: string): Promise<void> {
    const run = this.state.run;
    const started = performance.now();
    try {
      const take = await this.askFor(list);
      // An answer that belongs to a run which is over would show what the source no longer says.
      if (this.state.run === run) {
        if (list === "graph" && this.runOf.get(list) !== run) this.digests = this.newDigests();
        take();
        this.runOf.set(list, run);
        this.follow(list);
      }
      this.fetched.set(list, stamp);
    } catch (error) {
      // Shown as what was there before; the next change of state asks again, or a few later tries where none comes.
      console.warn(`NNSpec: ${list}: ${error instanceof Error ? error.message : String(error)}`);
      this.fetched.set(list, stamp);
      this.askLater(list, stamp);
    } finally {
      this.fetching.delete(list);
      const ended = performance.now();
      this.nextAt.set(list, ended + Math.max(WHILE_RUNNING, REST * (ended - started)));
    }
    this.changed();
    this.refresh();
  }

  private askLater(list: PanelTab, stamp: string): void {
    const tries = this.tries.stamp === stamp ? this.tries.count + 1 : 1;
    this.tries = { stamp, count: tries };
    if (tries > MOST_TRIES) return;
    setTimeout(() => {
      if (this.fetched.get(list) !== stamp) return;
      this.fetched.delete(list);
      this.refresh();
    }, tries * RETRY_AFTER);
  }

  /** Asks, and returns what puts the answer into place. */
  private async askFor(list: PanelTab): Promise<() => void> {
    if (list === "parameters") {
      const parameters = await this.askList("parameters", {});
      return () => {
        this.parameters = parameters;
      };
    }
    if (list === "outputs") {
      const outputs = await this.askList("outputs", {});
      return () => {
        this.outputs = outputs;
      };
    }
    if (list === "curves") {
      const curves = await this.askList("curves", {});
      return () => {
        this.curves = curves;
      };
    }
    const graph = await this.askGraph();
    return () => {
      this.graph = graph;
    };
  }

  private async askGraph(): Promise<Graph> {
    const { root } = this;
    const { direction, folding } = this.look;
    const how = {
      ...(direction === "forward" ? { direction } : {}),
      ...(folding.all === null && folding.toggled.length === 0 ? {} : { folding }),
    };
    const graph = await this.askList("graph", root === null ? how : { ...how, name: root.name });
    // A program without gradients has but one way round.
    if (graph.root === null && direction === null && root === null) {
      return this.askList("graph", { ...how, direction: "forward" });
    }
    if (root === null || root.nth === 0) return graph;
    const others = graph.roots.filter((one) => one.name === root.name);
    const chosen = others[root.nth];
    return chosen === undefined ? graph : this.askList("graph", { ...how, value: chosen.value });
  }

  private async askList<K extends ListName>(name: K, request: Request<K>): Promise<Answer<K>> {
    const { ahead } = this;
    if (ahead?.name !== name || JSON.stringify(ahead.request) !== JSON.stringify(request)) {
      return this.source.ask(name, request);
    }
    this.ahead = null;
    // The host's answer to this very question.
    return ahead.answer as Answer<K>;
  }

  private anchorList(): PanelTab | null {
    if (this.anchor === null) return null;
    return this.anchor.kind === "node" ? "graph" : this.anchor.kind === "parameter" ? "parameters" : "outputs";
  }

  /** After a list came anew, the selection takes the ids that its words have now. */
  private follow(list: PanelTab): void {
    const before = this.selection;
    if (this.anchor === null && (before.value !== null || before.node !== null)) this.findAnchor();
    else if (this.anchor === null) this.selectFirst(list);
    else if (this.anchorList() === list) this.resolveAnchor(this.anchor, list);
    // Another list's selection still has the last run's ids: its own list will bring the new ones.
    if (this.anchor !== null && this.anchorList() !== list) return;
    const moved = this.selection.value !== before.value || this.selection.node !== before.node;
    if (moved || this.askedRun !== this.state.run || this.state.status === "running") void this.inspect();
  }

  private resolveAnchor(anchor: Anchor, list: PanelTab): void {
    const found = this.resolve(anchor);
    const nothing = this.selection.value === null && this.selection.node === null;
    if (found === null && nothing && this.state.status !== "running") {
      // What was remembered is no longer there, and will not come.
      this.anchor = null;
      this.selectFirst(list);
    }
    if (found !== null) this.selection = found;
  }

  /** With nothing chosen yet, the graph opens on its root, outputs on the last tensor, parameters on the first. */
  private selectFirst(list: PanelTab): void {
    if (list !== this.tab) return;
    const node = this.graph?.nodes.find((one) => one.id === this.graph?.root);
    const parameter = this.parameters[0];
    if (list === "graph" && this.graph !== null && node !== undefined) {
      this.anchor = nodeAnchor(this.graph, node);
    } else if (list === "parameters" && parameter !== undefined) {
      this.anchor = { kind: "parameter", root: parameter.root, name: parameter.name };
    } else if (list === "outputs") {
      for (const row of this.outputs) {
        if (row.kind === "bound" && row.tensor !== null) this.anchor = outputAnchor(this.outputs, row);
      }
    }
    const found = this.anchor === null ? null : this.resolve(this.anchor);
    if (found !== null) this.selection = found;
  }

  private resolve(anchor: Anchor): Selection | null {
    if (anchor.kind === "node") {
      const same = (this.graph?.nodes ?? []).filter((one) => one.name === anchor.name && one.label === anchor.label);
      const node = same[anchor.nth] ?? same[0];
      return node === undefined || this.graph === null ? null : selectionOf(this.graph, node);
    }
    if (anchor.kind === "parameter") {
      const row = this.parameters.find((one) => one.root === anchor.root && one.name === anchor.name);
      return row === undefined ? null : { value: row.value.id, node: null };
    }
    const same = this.outputs.filter((one) => one.kind === "bound" && one.name === anchor.name);
    const row = same[anchor.nth] ?? same.at(-1);
    return row?.kind === "bound" && row.tensor !== null ? { value: row.tensor.id, node: row.tensor.node } : null;
  }

  /** Gives words to a selection that came from outside as ids. */
  private findAnchor(): void {
    const { value, node } = this.selection;
    const current = (list: PanelTab) => this.runOf.get(list) === this.state.run;
    const graph = current("graph") ? this.graph : null;
    const found = graph?.nodes[selectedNode(graph, { node, value })];
    if (graph !== null && found !== undefined) {
      this.anchor = nodeAnchor(graph, found);
      return;
    }
    const parameter = (current("parameters") ? this.parameters : []).find((one) => one.value.id === value);
    if (parameter !== undefined) {
      this.anchor = { kind: "parameter", root: parameter.root, name: parameter.name };
      return;
    }
    const outputs = current("outputs") ? this.outputs : [];
    const output = outputs.find((one) => one.kind === "bound" && one.tensor?.id === value);
    if (output?.kind === "bound") this.anchor = outputAnchor(this.outputs, output);
  }

  private async inspect(): Promise<void> {
    const { selection } = this;
    const turn = ++this.inspecting;
    if (selection.value === null && selection.node === null) return;
    const { epoch } = this;
    const run = this.state.run;
    this.askedRun = run;
    let inspection: Answer<"inspect"> = null;
    try {
      inspection = await this.source.ask("inspect", { selection });
    } catch {
      return;
    }
    // Only the last question counts: arrow keys may have moved on, or the run is over.
    if (turn !== this.inspecting || epoch !== this.epoch || inspection === null) return;
    this.inspection = inspection;
    this.inspectionRun = epoch;
    this.changed();
  }

  private newDigests(): DigestCache {
    return digestsFrom(this.source, () => this.changed());
  }

  private renewBefores(): void {
    this.befores?.close();
    this.befores = this.edits.active ? beforeFrom(this.source, () => this.changed()) : null;
  }

  /** What a value was before the edits; null where it is the same, or nothing was edited. */
  before(value: ValueId | null | undefined): Before | null {
    return value === null || value === undefined ? null : (this.befores?.get(value) ?? null);
  }

  /** Which run all surfaces tell of: the program's own, or one with edits. The cursor does not change it. */
  get shownRun(): string {
    return `${this.state.run}/${this.edits.count}`;
  }

  /** Puts the cursor where a value of a loop is, and chooses that. */
  showVisit(value: ValueId, event: number): void {
    this.selection = { value, node: null };
    this.cursor.goTo(event);
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

/** An anchor from saved state, or null when it is not one. */
function readAnchor(value: unknown): Anchor | null {
  if (!isRecord(value)) return null;
  const { kind, name, label, nth, root } = value;
  if (typeof name !== "string") return null;
  if (kind === "parameter" && typeof root === "string") return { kind, root, name };
  if (typeof nth !== "number") return null;
  if (kind === "node" && typeof label === "string") return { kind, name, label, nth };
  return kind === "output" ? { kind, name, nth } : null;
}

/** A forward graph's ids are its own: what its node made is what is selected. */
function selectionOf({ direction }: Graph, { value, id }: GraphNode): Selection {
  return { value, node: direction === "forward" ? null : id };
}

function nodeAnchor(graph: Graph, node: GraphNode): Anchor {
  const same = graph.nodes.filter((one) => one.name === node.name && one.label === node.label);
  return { kind: "node", name: node.name, label: node.label, nth: same.indexOf(node) };
}

export function outputAnchor(outputs: readonly OutputRow[], row: OutputRow & { kind: "bound" }): Anchor {
  const same = outputs.filter((one) => one.kind === "bound" && one.name === row.name);
  return { kind: "output", name: row.name, nth: same.indexOf(row) };
}
