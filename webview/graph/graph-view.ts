// <nn-graph>: the graph of the tab as a list of rows: node, shape, output, gradient. Either PyTorch's walk with rails, where
// a chain never indents and a node that was shown before is a reference to it; or, by groups, what ran in its order.

import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { formatBytes, formatCount } from "../../src/look/numbers";
import type { Direction, Graph, GraphNode, Selection } from "../../src/protocol";
import { type OutlineRows, openScopes, outlineRows, scopePath } from "../../src/trace/query/folds";
import type { Figures } from "../format/figures";
import { type Filter, parseFilter } from "../format/filter";
import { counted, t } from "../strings";
import { icon } from "../ui/icons";
import { RowList } from "../ui/row-list";
import { listStyles, sharedStyles } from "../ui/styles";
import { dropdown, iconButton, searchField, textButton, toolkitStyles } from "../ui/toolkit";
import { changeStyles } from "../what-if/change-cell";
import { DrawingView } from "./drawing/drawing-view";
import { nodeCells, referenceCells } from "./graph-cells";
import { graphStyles } from "./graph-styles";
import { type GraphLook, selectedNode } from "./look";
import { dotPicture, INDENT, LANE, railPicture, railWidth } from "./rail-picture";
import { layoutRails, type RailLayout, rowOfNode, shortName, unfoldedRows } from "./rails";
import { scopeCells, scopeTitle } from "./scope-cells";
import "../picture/mini-picture";
import "../ui/segments";

/** Rows of one graph, as they are listed now. */
type Rows =
  /** Indices into the graph's rows. */
  | { readonly kind: "rails"; readonly entries: Int32Array }
  /** Indices of nodes; the rows around are not their neighbours. */
  | { readonly kind: "flat"; readonly entries: Int32Array }
  /** Indices of nodes, and −1 − those of scopes. */
  | ({ readonly kind: "outline" } & OutlineRows);

const NOTHING: Selection = { value: null, node: null };
const NO_ROWS: Rows = { kind: "flat", entries: new Int32Array(0) };

export class GraphView extends RowList {
  static override properties: PropertyDeclarations = { query: { state: true } };
  static override styles = [sharedStyles, listStyles, toolkitStyles, graphStyles, changeStyles];

  declare query: string;
  private graph: Graph | null = null;
  private layout: RailLayout | null = null;
  private filter: Filter = parseFilter("");
  private rows: Rows = NO_ROWS;
  private open: Uint8Array = new Uint8Array(0);
  /** Rows of the rails that are folded. */
  private readonly folded = new Set<number>();
  private byId = new Map<number, GraphNode>();
  private chain: ReadonlySet<number> = new Set();
  /** The entry that was chosen: a node stands in several rows once it is referred to, and a scope is no node. */
  private chosen: number | null = null;
  private revealed = 0;
  /** What the rows were worked out from. */
  private listed: readonly unknown[] = [];

  constructor() {
    super();
    this.query = "";
  }

  override willUpdate(changed: PropertyValues): void {
    this.toggleAttribute("changing", this.store?.edits.active === true);
    const graph = this.store?.graph ?? null;
    if (graph !== this.graph) {
      // Folds stay where the same rows stand again, as they do while a person types elsewhere in the file.
      if (graph?.rows.length !== this.graph?.rows.length) this.folded.clear();
      this.graph = graph;
      this.layout = graph === null ? null : layoutRails(graph);
      this.byId = new Map((graph?.nodes ?? []).map((node) => [node.id, node]));
      this.chain = new Set(graph?.mainChain);
      this.chosen = null;
    }
    if (changed.has("query")) this.filter = parseFilter(this.query);
    // Most changes of the store, as when a digest comes, leave the rows as they are.
    const { look, selection } = this.store ?? { look: null, selection: NOTHING };
    const follows = look?.show === "neighbours" ? selection : null;
    const of = [graph, this.query, look?.folding, look?.show, look?.path, look?.grouped, follows];
    if (this.filter.needsFigures || of.some((one, i) => one !== this.listed[i])) {
      this.listed = of;
      this.list();
    }
  }

  private get look(): GraphLook | null {
    return this.store?.look ?? null;
  }

  /** Works out which rows are listed. */
  private list(): void {
    const { graph, layout, look } = this;
    if (graph === null || layout === null || look === null) {
      this.rows = NO_ROWS;
      return;
    }
    const chosen = look.chosen(graph, selectedNode(graph, this.store?.selection ?? NOTHING));
    const searched = !this.filter.empty && this.filter.error === null;
    if (chosen !== null || searched) {
      const order = look.isGrouped(graph) ? graph.outline : graph.nodes.keys();
      const found = Array.from(order).filter((at) => {
        const node = graph.nodes[at];
        if (node === undefined || chosen?.has(at) === false) return false;
        const texts = [node.name, node.label, node.leafName ?? "", node.module];
        return this.filter.matches(texts, node.shape, this.filter.needsFigures ? this.figuresOf(node) : undefined);
      });
      this.rows = { kind: "flat", entries: Int32Array.from(found) };
    } else if (look.isGrouped(graph)) {
      this.open = openScopes(graph, look.folding);
      this.rows = { kind: "outline", ...outlineRows(graph, this.open) };
    } else this.rows = { kind: "rails", entries: unfoldedRows(layout, this.folded) };
  }

  private figuresOf({ value, gradient }: GraphNode): Figures {
    const digest = (id: number | null) => (id === null ? null : (this.store?.digests.get(id) ?? null));
    return { value: digest(value), gradient: digest(gradient) };
  }

  private drawn(): boolean {
    return this.store?.graphAs === "drawing";
  }

  /** The nodes that a search keeps, for the drawing; null while nothing is searched. */
  private searched(graph: Graph): ReadonlySet<number> | null {
    if (this.filter.empty || this.filter.error !== null) return null;
    return new Set(Array.from(this.rows.entries, (at) => graph.nodes[at]?.id ?? -1));
  }

  override render() {
    const { graph, store } = this;
    if (graph === null || store === null || graph.root === null) {
      const running = store?.state.status === "running";
      const other =
        graph === null || running || graph.direction === "forward" ? nothing : this.renderDirection("backward");
      return html`<p class="note">${running ? t("runningNothing") : t("noGraph")}</p>
        ${other}`;
    }
    if (this.drawn()) {
      return html`${this.renderBar(graph)} ${this.renderCrumbs(graph, store.look)}
        <nn-drawing .store=${store} .revision=${this.revision} .found=${this.searched(graph)}></nn-drawing>`;
    }
    return html`${this.renderBar(graph)} ${this.renderCrumbs(graph, store.look)}
      <div class="heading columns" role="presentation">
        <span .style=${`width:${this.railWidth()}px`}></span>
        <span class="c-node">${t("node")}</span>
        <span class="c-shape">${t("shape")}</span>
        <span class="c-output">${t("output")}</span>
        <span class="c-gradient">${t("maxGradientLong")}</span>
      </div>
      ${this.rowCount() === 0 ? html`<p class="note">${t("nothingMatches")}</p>` : this.renderRows("tree", t("graph"))}`;
  }

  private renderBar(graph: Graph) {
    const roots = graph.roots.map((root, at) => {
      const nth = graph.roots.slice(0, at).filter((one) => one.name === root.name).length;
      return { value: `${nth} ${root.name}`, text: root.name, line: root.line, value2: root.value };
    });
    const rootValue = graph.nodes.find((node) => node.id === graph.root)?.value ?? null;
    const current =
      roots.find((root) => root.value2 === rootValue) ?? roots.find((root) => root.text === graph.rootName);
    const repeated = (name: string) => roots.filter((one) => one.text === name).length > 1;
    return html`<div class="bar">
      ${
        roots.length === 0
          ? nothing
          : dropdown({
              label: t("root"),
              icon: "graph",
              value: current?.value ?? "",
              options: roots.map((root) => ({
                value: root.value,
                text: repeated(root.text) ? `${root.text} :${root.line}` : root.text,
              })),
              onChange: (value) => {
                const space = value.indexOf(" ");
                this.store?.setRoot({ name: value.slice(space + 1), nth: Number(value.slice(0, space)) });
              },
            })
      }
      ${searchField({
        value: this.query,
        label: t("filterGraph"),
        placeholder: t("filterGraph"),
        icon: "search",
        invalid: this.filter.error !== null,
        onInput: (value) => {
          this.query = value;
        },
      })}
      ${
        this.rows.kind === "flat"
          ? html`<span class="count">${t("filterCount", formatCount(this.rowCount()), formatCount(graph.nodes.length + graph.leftOut))}</span>`
          : nothing
      }
      ${this.renderDirection(graph.direction)}
      <nn-segments
        .label=${t("graphAs")}
        .options=${[{ value: "tree", text: t("tree") }, { value: "drawing", text: t("drawing") }]}
        .value=${this.store?.graphAs ?? "tree"}
        @nn-change=${(event: CustomEvent<string>) =>
          this.store?.setGraphAs(event.detail === "drawing" ? "drawing" : "tree")}
      ></nn-segments>
    </div>`;
  }

  private renderDirection(direction: Direction) {
    return html`<nn-segments
      class="direction"
      .label=${t("direction")}
      .options=${[{ value: "backward", text: t("backward") }, { value: "forward", text: t("forward") }]}
      .value=${direction}
      @nn-change=${(event: CustomEvent<string>) =>
        this.look?.setDirection(event.detail === "forward" ? "forward" : "backward")}
    ></nn-segments>`;
  }

  private renderCrumbs(graph: Graph, look: GraphLook) {
    const grouped = look.isGrouped(graph);
    const summary = this.summary(graph);
    const byScopes = graph.direction === "forward" || (grouped && !this.drawn());
    return html`<div class="crumbs">
      ${byScopes ? this.renderScopeCrumbs(graph) : this.renderChainCrumbs(graph)}
      ${
        graph.gradients === "none" && graph.direction === "backward" && this.store?.host.canRun
          ? textButton("secondary", {
              label: t("computeGradients"),
              onClick: () => void this.store?.computeGradients(),
            })
          : nothing
      }
      <span class="summary cut" title=${summary}>${summary}</span>
      <span class="tools">
        ${
          graph.scopes.length > 0 && (grouped || this.drawn())
            ? html`${iconButton("unfold", { label: t("unfoldAll"), onClick: () => look.foldAll("open", graph) })}
              ${iconButton("fold", { label: t("foldAll"), onClick: () => look.foldAll("folded", graph) })}`
            : nothing
        }
        ${
          graph.rows.length === 0 || graph.scopes.length === 0
            ? nothing
            : iconButton("module", {
                label: t("grouped"),
                pressed: grouped,
                onClick: () => look.setGrouped(!grouped),
              })
        }
        ${iconButton("chain", { label: t("mainChain"), pressed: look.show === "chain", onClick: () => look.setShow("chain") })}
        ${iconButton("graph", { label: `${t("neighboursOnly")} (N)`, pressed: look.show === "neighbours", onClick: () => look.setShow("neighbours") })}
      </span>
    </div>`;
  }

  private renderChainCrumbs(graph: Graph) {
    const notable = graph.mainChain.flatMap((id) => this.byId.get(id) ?? []).filter((node) => node.notable);
    const selected = this.store?.selection.node;
    return html`<nav class="cut" aria-label=${t("mainChain")}>
      ${notable.reverse().map(
        (node, i) => html`${i === 0 ? nothing : icon("right", "small dim")}<button
            class="plain ${node.id === selected ? "current" : ""}"
            aria-current=${node.id === selected ? "true" : "false"}
            @click=${() => this.goTo(node)}
          >${shortName(node)}</button>`,
      )}
    </nav>`;
  }

  /** The calls and loops around what is chosen. */
  private renderScopeCrumbs(graph: Graph) {
    const at = this.chosen !== null && this.chosen < 0 ? -1 - this.chosen : this.selectedScope(graph);
    const path = scopePath(graph, at);
    return html`<nav class="cut" aria-label=${t("ranInside")}>
      ${path.map(
        (scope, i) => html`${i === 0 ? nothing : icon("right", "small dim")}<button
            class="plain ${-1 - scope === this.chosen ? "current" : ""}"
            aria-current=${-1 - scope === this.chosen ? "true" : "false"}
            @click=${() => this.goToScope(scope)}
          >${scopeTitle(graph.scopes[scope])}</button>`,
      )}
    </nav>`;
  }

  private selectedScope(graph: Graph): number {
    return graph.nodes[selectedNode(graph, this.store?.selection ?? NOTHING)]?.scope ?? -1;
  }

  private summary(graph: Graph): string {
    const path = this.look?.path ?? null;
    if (path !== null && !this.drawn()) {
      if (path.to === null) return t("pathFrom", this.byId.get(path.from)?.name ?? "");
      return this.rowCount() === 0 ? t("noPath") : t("pathOf", this.rowCount());
    }
    const { kept, leftOut } = graph;
    const chain = graph.mainChain.flatMap((id) => this.byId.get(id) ?? []);
    const input = chain.at(-1);
    const held =
      kept.bytes > 0
        ? [t("backwardKeeps", formatBytes(kept.bytes), formatCount(kept.storages))]
        : kept.freed > 0
          ? [t("backwardFreed")]
          : [];
    const parts =
      graph.direction === "forward"
        ? [t("opsCount", formatCount(graph.nodes.filter(({ kind }) => kind === "op").length + leftOut))]
        : [
            ...held,
            t(
              "chainSummary",
              input === undefined ? "" : shortName(input),
              graph.rootName,
              counted(chain.length, "nodeCount", "nodesCount"),
            ),
          ];
    if (leftOut > 0 && graph.direction === "backward") parts.push(t("moreFolded", formatCount(leftOut)));
    if (graph.gradients === "debugger") parts.push(t("gradientsByDebugger"));
    if (leftOut > 0 && this.rows.kind === "flat") return t("notSearched", formatCount(leftOut));
    if (kept.ofLeaves > 0) parts.push(t("keptByLeaves", formatBytes(kept.ofLeaves)));
    return parts.join(" · ");
  }

  private railWidth(): number {
    if (this.rows.kind === "rails") return railWidth(this.layout?.lanes ?? 1);
    return LANE + 16;
  }

  protected rowCount(): number {
    return this.rows.entries.length;
  }

  protected tops(): null {
    return null;
  }

  /** The node of a row, unless that is a scope's. */
  private nodeAt(at: number): GraphNode | undefined {
    const entry = this.rows.entries[at] ?? -1;
    return this.graph?.nodes[this.rows.kind === "rails" ? (this.graph.rows[entry]?.index ?? -1) : entry];
  }

  protected renderRow(at: number, transform: string): TemplateResult {
    const { graph, rows } = this;
    const entry = rows.entries[at] ?? 0;
    if (graph === null) return html``;
    if (rows.kind === "outline" && entry < 0) return this.renderScope(graph, -1 - entry, at, transform);
    const node = this.nodeAt(at);
    const row = rows.kind === "rails" ? graph.rows[entry] : undefined;
    if (node === undefined) return html``;
    const onChain = this.chain.has(node.id) && row?.reference !== true;
    const selected = at === this.current;
    const rail = rows.kind === "rails" ? this.layout?.rails[entry] : undefined;
    const foldable = rail !== undefined && (this.layout?.subtreeEnd[entry] ?? 0) > entry + 1 && rail.opens.length > 0;
    const classes = `row columns${selected ? " selected" : ""}${onChain ? " chain" : ""}${
      onChain && node.notable ? " notable" : ""
    }${row?.reference ? " reference" : ""}`;
    const look = { kind: row?.reference ? ("reference" as const) : node.kind, onChain, folded: this.folded.has(entry) };
    const depth = rows.kind === "outline" ? (rows.depths[at] ?? 0) : 0;
    const fold = foldable ? { folded: look.folded, toggle: () => this.fold(entry, !look.folded) } : null;
    return html`<div
      class=${classes}
      id="row-${at}"
      role="treeitem"
      aria-level=${rail?.level ?? depth + 1}
      aria-selected=${selected}
      aria-expanded=${foldable ? String(!look.folded) : nothing}
      aria-setsize=${rows.entries.length}
      aria-posinset=${at + 1}
      .style=${`transform:${transform}`}
      @click=${(event: MouseEvent) => this.onRow(at, event)}
      @dblclick=${() => this.openRow(at)}
    >
      ${rail === undefined ? dotPicture(look, depth * INDENT + this.railWidth()) : railPicture(rail, look, this.railWidth())}
      ${row?.reference ? referenceCells(row, node) : nodeCells(node, fold, this.store)}
    </div>`;
  }

  private renderScope(graph: Graph, index: number, at: number, transform: string): TemplateResult {
    const scope = graph.scopes[index];
    if (scope === undefined) return html``;
    const depth = this.rows.kind === "outline" ? (this.rows.depths[at] ?? 0) : 0;
    const open = this.open[index] === 1;
    return html`<div
      class="row columns scope${at === this.current ? " selected" : ""}"
      id="row-${at}"
      role="treeitem"
      aria-level=${depth + 1}
      aria-selected=${at === this.current}
      aria-expanded=${open}
      aria-setsize=${this.rows.entries.length}
      aria-posinset=${at + 1}
      .style=${`transform:${transform}`}
      @click=${() => this.move(at)}
      @dblclick=${() => this.look?.toggle(scope.key, graph)}
    >
      <button
        class="plain twistie"
        tabindex="-1"
        aria-label=${t(open ? "collapse" : "expand")}
        .style=${`padding-inline-start:${depth * INDENT + 8}px`}
        @click=${(event: Event) => {
          event.stopPropagation();
          this.look?.toggle(scope.key, graph);
        }}
      >${icon(open ? "down" : "right", "small dim")}</button>
      ${scopeCells(scope, graph.direction, this.store)}
    </div>`;
  }

  private onRow(at: number, event: MouseEvent): void {
    const node = this.nodeAt(at);
    const from =
      this.graph?.nodes[this.graph === null ? -1 : selectedNode(this.graph, this.store?.selection ?? NOTHING)];
    if (event.shiftKey && node !== undefined && from !== undefined) this.look?.markPath(node.id, from.id);
    else this.move(at);
  }

  protected selectedRow(): number {
    const { graph, rows, chosen } = this;
    if (graph === null) return -1;
    if (rows.kind !== "rails" && chosen !== null && chosen < 0) return rows.entries.indexOf(chosen);
    const node = selectedNode(graph, this.store?.selection ?? NOTHING);
    if (node < 0) return -1;
    if (rows.kind !== "rails") return rows.entries.indexOf(node);
    const isChosen = chosen !== null && graph.rows[chosen]?.index === node;
    return rows.entries.indexOf(isChosen ? chosen : rowOfNode(graph.rows, graph.nodes, graph.nodes[node]?.id ?? -1));
  }

  protected selectRow(at: number): void {
    const { graph } = this;
    const entry = this.rows.entries[at];
    if (graph === null || entry === undefined) return;
    this.chosen = entry;
    const node = this.nodeAt(at);
    if (node !== undefined) this.store?.selectNode(graph, node);
  }

  /** Enter shows the source, and of a group unfolds it; on a reference it goes to the node itself. */
  protected openRow(at: number): void {
    const { graph, rows } = this;
    const entry = rows.entries[at] ?? 0;
    const node = this.nodeAt(at);
    const scope = rows.kind === "outline" ? graph?.scopes[-1 - entry] : undefined;
    if (graph !== null && scope !== undefined) this.look?.toggle(scope.key, graph);
    else if (node === undefined) return;
    else if (rows.kind === "rails" && graph?.rows[entry]?.reference) this.goTo(node);
    else this.store?.reveal(node.range);
  }

  private goTo(node: GraphNode): void {
    const { graph, store } = this;
    if (graph === null || store === null) return;
    store.selectNode(graph, node);
    this.chosen = null;
    if (this.drawn()) {
      this.drawing()?.showSelected();
      return;
    }
    if (this.selectedRow() < 0) {
      // It is folded away or filtered out.
      this.query = "";
      this.filter = parseFilter("");
      this.folded.clear();
      if (store.look.show !== "all") store.look.setShow("all");
      this.unfoldTo(graph, node.scope);
      this.list();
    }
    void this.updateComplete.then(() => this.showRow(this.selectedRow()));
    this.requestUpdate();
  }

  /** Opens the groups around one, and that one. */
  private unfoldTo(graph: Graph, scope: number): void {
    for (const each of scopePath(graph, scope)) {
      if (this.open[each] !== 1) this.look?.toggle(graph.scopes[each]?.key ?? "", graph);
    }
  }

  private goToScope(scope: number): void {
    if (this.drawn()) {
      this.drawing()?.showScope(scope);
      return;
    }
    this.chosen = -1 - scope;
    this.showRow(this.rows.entries.indexOf(this.chosen));
    this.requestUpdate();
  }

  protected override onOwnKey(event: KeyboardEvent, at: number): boolean {
    const { graph, layout, rows, look } = this;
    const entry = rows.entries[at];
    const node = this.nodeAt(at);
    if (graph === null || layout === null || look === null || entry === undefined) return false;
    switch (event.key.toLowerCase()) {
      case "arrowleft":
        if (rows.kind === "rails") this.leftOnRails(entry, layout);
        else if (rows.kind === "outline") this.leftInOutline(graph, at, rows);
        else return false;
        return true;
      case "arrowright":
        if (rows.kind === "rails" && this.folded.has(entry)) this.fold(entry, false);
        else if (rows.kind === "outline" && entry < 0 && this.open[-1 - entry] !== 1) this.openRow(at);
        else if (rows.kind === "flat") return false;
        else this.move(Math.min(at + 1, this.rowCount() - 1));
        return true;
      case "m": {
        const next = Array.from(rows.entries.keys()).find((one) => one > at && this.isOnChain(one));
        if (next !== undefined) this.move(next);
        return true;
      }
      case "n":
        look.setShow("neighbours");
        return true;
      case "p":
        if (node !== undefined) look.markPath(node.id);
        return true;
      case "escape":
        if (look.path === null) return false;
        look.clearPath();
        return true;
      default:
        return false;
    }
  }

  private leftOnRails(entry: number, layout: RailLayout): void {
    const rail = layout.rails[entry];
    if (rail === undefined) return;
    if (rail.opens.length > 0 && !this.folded.has(entry)) this.fold(entry, true);
    else if (rail.parent >= 0) this.move(this.rows.entries.indexOf(rail.parent));
  }

  private leftInOutline(graph: Graph, at: number, { entries, depths }: OutlineRows): void {
    const entry = entries[at] ?? 0;
    if (entry < 0 && this.open[-1 - entry] === 1) {
      this.openRow(at);
      return;
    }
    let outer = at - 1;
    while (outer >= 0 && (depths[outer] ?? 0) >= (depths[at] ?? 0)) outer--;
    if (outer >= 0 && graph.scopes.length > 0) this.move(outer);
  }

  private isOnChain(at: number): boolean {
    const entry = this.rows.entries[at] ?? -1;
    const isReference = this.rows.kind === "rails" && this.graph?.rows[entry]?.reference === true;
    return !isReference && this.chain.has(this.nodeAt(at)?.id ?? -1);
  }

  private fold(index: number, folded: boolean): void {
    if (folded) this.folded.add(index);
    else this.folded.delete(index);
    this.list();
    this.requestUpdate();
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const revealed = this.store?.revealed ?? 0;
    if (revealed !== this.revealed) {
      this.revealed = revealed;
      this.chosen = null;
      this.showRow(this.selectedRow());
      this.drawing()?.showSelected();
    }
  }

  private drawing(): DrawingView | null {
    const element = this.renderRoot.querySelector("nn-drawing");
    return element instanceof DrawingView ? element : null;
  }

  override focusRows(): void {
    const drawing = this.drawing();
    if (drawing === null) super.focusRows();
    else drawing.focusDrawing();
  }
}

customElements.define("nn-graph", GraphView);
