// <nn-graph>: the grad_fn graph under a root as a list of rows with rails: node, shape, output, gradient. A chain never
// indents; a node that was shown before is a reference to it.

import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { formatCount, formatShape } from "../../src/look/numbers";
import type { Graph, GraphNode, GraphRow } from "../../src/protocol";
import type { Figures } from "../format/figures";
import { type Filter, parseFilter } from "../format/filter";
import { digestWord, largestText, scalarText } from "../picture/digest-text";
import { counted, t } from "../strings";
import { icon } from "../ui/icons";
import { RowList } from "../ui/row-list";
import { listStyles, sharedStyles } from "../ui/styles";
import { checkbox, dropdown, searchField, textButton, toolkitStyles } from "../ui/toolkit";
import { changeCell, changeStyles } from "../what-if/change-cell";
import { DrawingView } from "./drawing/drawing-view";
import { graphStyles } from "./graph-styles";
import { LANE, railPicture, railWidth } from "./rail-picture";
import { layoutRails, type RailLayout, rowOfNode, shortName, unfoldedRows } from "./rails";
import "../picture/mini-picture";
import "../ui/segments";

export class GraphView extends RowList {
  static override properties: PropertyDeclarations = {
    query: { state: true },
    chainOnly: { state: true },
  };
  static override styles = [sharedStyles, listStyles, toolkitStyles, graphStyles, changeStyles];

  declare query: string;
  declare private chainOnly: boolean;
  private graph: Graph | null = null;
  private layout: RailLayout | null = null;
  private filter: Filter = parseFilter("");
  /** Indices into the graph's rows of what is listed. */
  private shown: Int32Array = new Int32Array(0);
  private readonly folded = new Set<number>();
  private byId = new Map<number, GraphNode>();
  /** The row that was chosen, for a node stands in several rows once it is referred to. */
  private chosen = -1;
  private revealed = 0;

  constructor() {
    super();
    this.query = "";
    this.chainOnly = false;
  }

  override willUpdate(changed: PropertyValues): void {
    this.toggleAttribute("changing", this.store?.edits.active === true);
    const graph = this.store?.graph ?? null;
    const newGraph = graph !== this.graph;
    if (newGraph) {
      // Folds stay where the same rows stand again, as they do while a person types elsewhere in the file.
      if (graph?.rows.length !== this.graph?.rows.length) this.folded.clear();
      this.graph = graph;
      this.layout = graph === null ? null : layoutRails(graph);
      this.byId = new Map((graph?.nodes ?? []).map((node) => [node.id, node]));
      this.chosen = -1;
    }
    if (changed.has("query")) this.filter = parseFilter(this.query);
    if (newGraph || changed.has("query") || changed.has("chainOnly") || this.filter.needsFigures) this.list();
  }

  /** Works out which rows are listed. */
  private list(): void {
    const { graph, layout } = this;
    if (graph === null || layout === null) {
      this.shown = new Int32Array(0);
      return;
    }
    if (this.flat()) {
      const shown: number[] = [];
      graph.rows.forEach((row, at) => {
        const node = graph.nodes[row.index];
        if (node === undefined || row.reference) return;
        if (this.chainOnly && !layout.chain.has(node.id)) return;
        const texts = [node.name, node.label, node.leafName ?? "", node.module];
        const figures = this.filter.needsFigures ? this.figuresOf(node) : undefined;
        if (this.filter.matches(texts, node.shape, figures)) shown.push(at);
      });
      this.shown = Int32Array.from(shown);
      return;
    }
    this.shown = unfoldedRows(layout, this.folded);
  }

  private figuresOf({ value, gradient }: GraphNode): Figures {
    const digest = (id: number | null) => (id === null ? null : (this.store?.digests.get(id) ?? null));
    return { value: digest(value), gradient: digest(gradient) };
  }

  private drawn(): boolean {
    return this.store?.graphAs === "drawing";
  }

  /** The nodes that the search keeps, for the drawing; null while nothing is searched. */
  private searched(graph: Graph): ReadonlySet<number> | null {
    if (!this.flat()) return null;
    return new Set(Array.from(this.shown, (at) => graph.nodes[graph.rows[at]?.index ?? -1]?.id ?? -1));
  }

  /** While rows are left out there are no rails to draw, only dots. */
  private flat(): boolean {
    return this.chainOnly || (!this.filter.empty && this.filter.error === null);
  }

  override render() {
    const { graph } = this;
    if (graph === null || graph.root === null) {
      return html`<p class="note">${this.store?.state.status === "running" ? t("runningNothing") : t("noGraph")}</p>`;
    }
    if (this.drawn()) {
      return html`${this.renderBar(graph)} ${this.renderCrumbs(graph)}
        <nn-drawing .store=${this.store} .revision=${this.revision} .found=${this.searched(graph)}></nn-drawing>`;
    }
    return html`${this.renderBar(graph)} ${this.renderCrumbs(graph)}
      <div class="heading columns" role="presentation">
        <span .style=${`width:${this.railWidth()}px`}></span>
        <span class="c-node">${t("node")}</span>
        <span class="c-shape">${t("shape")}</span>
        <span class="c-output">${t("output")}</span>
        <span class="c-gradient">${t("maxGradientLong")}</span>
      </div>
      ${this.shown.length === 0 ? html`<p class="note">${t("nothingMatches")}</p>` : this.renderRows("tree", t("graph"))}`;
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
        this.flat()
          ? html`<span class="count">${t("filterCount", formatCount(this.shown.length), formatCount(graph.nodes.length))}</span>`
          : nothing
      }
      ${checkbox(t("mainChain"), this.chainOnly, (checked) => {
        this.chainOnly = checked;
      })}
      <nn-segments
        .label=${t("graphAs")}
        .options=${[{ value: "tree", text: t("tree") }, { value: "drawing", text: t("drawing") }]}
        .value=${this.store?.graphAs ?? "tree"}
        @nn-change=${(event: CustomEvent<string>) =>
          this.store?.setGraphAs(event.detail === "drawing" ? "drawing" : "tree")}
      ></nn-segments>
    </div>`;
  }

  private renderCrumbs(graph: Graph) {
    const chain = graph.mainChain.flatMap((id) => this.byId.get(id) ?? []);
    const notable = chain.filter((node) => node.notable).reverse();
    const input = chain.at(-1);
    const selected = this.store?.selection.node;
    return html`<div class="crumbs">
      <nav class="cut" aria-label=${t("mainChain")}>
        ${notable.map(
          (node, i) => html`${i === 0 ? nothing : icon("right", "small dim")}<button
              class="plain ${node.id === selected ? "current" : ""}"
              aria-current=${node.id === selected ? "true" : "false"}
              @click=${() => this.goTo(node)}
            >${shortName(node)}</button>`,
        )}
      </nav>
      ${
        graph.gradients === "none" && this.store?.host.canRun
          ? textButton("secondary", {
              label: t("computeGradients"),
              onClick: () => void this.store?.computeGradients(),
            })
          : html`<span class="summary cut" title=${this.summary(graph, input, chain.length)}>${this.summary(graph, input, chain.length)}</span>`
      }
    </div>`;
  }

  private summary(graph: Graph, input: GraphNode | undefined, length: number): string {
    const chain = t(
      "chainSummary",
      input === undefined ? "" : shortName(input),
      graph.rootName,
      counted(length, "nodeCount", "nodesCount"),
    );
    return graph.gradients === "debugger" ? `${chain} · ${t("gradientsByDebugger")}` : chain;
  }

  private railWidth(): number {
    return this.flat() ? LANE + 16 : railWidth(this.layout?.lanes ?? 1);
  }

  protected rowCount(): number {
    return this.shown.length;
  }

  protected tops(): null {
    return null;
  }

  protected renderRow(at: number, transform: string): TemplateResult {
    const { graph, layout } = this;
    const index = this.shown[at] ?? 0;
    const row = graph?.rows[index];
    const node = row === undefined ? undefined : graph?.nodes[row.index];
    const rail = layout?.rails[index];
    if (graph === null || layout === null || row === undefined || node === undefined || rail === undefined)
      return html``;
    const onChain = layout.chain.has(node.id) && !row.reference;
    const selected = at === this.current;
    const foldable = !this.flat() && (layout.subtreeEnd[index] ?? 0) > index + 1 && rail.opens.length > 0;
    const classes = `row columns${selected ? " selected" : ""}${onChain ? " chain" : ""}${
      onChain && node.notable ? " notable" : ""
    }${row.reference ? " reference" : ""}`;
    return html`<div
      class=${classes}
      id="row-${at}"
      role="treeitem"
      aria-level=${rail.level}
      aria-selected=${selected}
      aria-expanded=${foldable ? String(!this.folded.has(index)) : nothing}
      aria-setsize=${this.shown.length}
      aria-posinset=${at + 1}
      .style=${`transform:${transform}`}
      @click=${() => this.move(at)}
      @dblclick=${() => this.openRow(at)}
    >
      ${railPicture(rail, {
        kind: row.reference ? "reference" : node.kind,
        onChain,
        flat: this.flat(),
        folded: this.folded.has(index),
        width: this.railWidth(),
      })}
      ${row.reference ? this.referenceCells(row, node) : this.nodeCells(node, index, foldable)}
    </div>`;
  }

  private referenceCells(row: GraphRow, node: GraphNode) {
    return html`<span class="c-node dim">
      ${icon("reference", "dim")}<span>${node.leafName ?? node.name}</span
      ><span class="small cut">${t("shownAbove")} · ${t("outputNumber", row.outputNr)}</span>
    </span>`;
  }

  private nodeCells(node: GraphNode, index: number, foldable: boolean) {
    const leaf = node.kind === "leaf";
    const detail = leaf
      ? `${t("leaf")} · ${node.name}`
      : node.module === ""
        ? node.label
        : `${node.module} · ${node.label}`;
    return html`<span class="c-node">
        <span class="name">${leaf ? (node.leafName ?? node.label) : node.name}</span>
        ${this.store?.findings.mark({ node: node.id, value: node.value })}<span class="label small dim cut" title=${detail}>${detail}</span>
        ${node.range === null ? nothing : this.lineLink(node)}
        ${
          foldable
            ? html`<button
                class="plain fold"
                tabindex="-1"
                aria-label=${this.folded.has(index) ? t("expand") : t("collapse")}
                @click=${(event: Event) => {
                  event.stopPropagation();
                  this.fold(index, !this.folded.has(index));
                }}
              >${icon(this.folded.has(index) ? "right" : "down", "small dim")}</button>`
            : nothing
        }
      </span>
      <span class="c-shape mono" title=${formatShape(node.shape)}>${formatShape(node.shape)}</span>
      <span class="c-output mono">${this.changeOf(node.value) ?? this.outputCell(node)}</span>
      <span class="c-gradient mono">${this.changeOf(node.gradient) ?? this.gradientCell(node)}</span>`;
  }

  private lineLink(node: GraphNode) {
    const { range } = node;
    if (range === null) return nothing;
    if (this.store?.host.canReveal !== true) return html`<span class="line small dim">:${range.line}</span>`;
    return html`<a
      class="line small"
      tabindex="-1"
      title="${range.file}:${range.line}"
      @click=${(event: Event) => {
        event.stopPropagation();
        this.store?.reveal(range);
      }}
      >:${range.line}</a
    >`;
  }

  /** Old → new, of what a person's edits changed. */
  private changeOf(value: number | null) {
    const before = this.store?.before(value) ?? null;
    const digest = before === null || value === null ? null : (this.store?.digests.get(value) ?? null);
    return before === null || digest === null ? null : changeCell(before, digest, false);
  }

  private outputCell(node: GraphNode) {
    if (node.value === null) return nothing;
    const digest = this.store?.digests.get(node.value) ?? null;
    if (digest === null) return html`<span class="dim">${t("loading")}</span>`;
    const word = digestWord(digest);
    if (word !== null) return html`<span class="word cut" title=${word}>${word}</span>`;
    const text = scalarText(digest);
    if (text !== null)
      return html`<span class=${digest.nan + digest.posinf + digest.neginf > 0 ? "bad" : ""}>${text}</span>`;
    return html`<nn-mini .digest=${digest}></nn-mini>`;
  }

  private gradientCell(node: GraphNode) {
    if (node.gradient === null) return html`<span class="dim">–</span>`;
    const digest = this.store?.digests.get(node.gradient) ?? null;
    if (digest === null) return html`<span class="dim">${t("loading")}</span>`;
    const bad = digest.nan + digest.posinf + digest.neginf > 0;
    return html`${digest.n > 1 ? html`<nn-mini .digest=${digest}></nn-mini>` : nothing}<span
        class="figure ${bad ? "bad" : ""}"
        >${largestText(digest)}</span
      >`;
  }

  protected selectedRow(): number {
    const { graph } = this;
    const node = this.store?.selection.node ?? null;
    if (graph === null || node === null) return -1;
    const chosenNode = graph.nodes[graph.rows[this.chosen]?.index ?? -1];
    const row = chosenNode?.id === node ? this.chosen : rowOfNode(graph.rows, graph.nodes, node);
    return this.shown.indexOf(row);
  }

  protected selectRow(at: number): void {
    const { graph } = this;
    const index = this.shown[at];
    if (graph === null || index === undefined) return;
    this.chosen = index;
    const node = graph.nodes[graph.rows[index]?.index ?? -1];
    if (node !== undefined) this.store?.selectNode(graph, node);
  }

  /** Enter shows the source; on a reference it goes to the node itself. */
  protected openRow(at: number): void {
    const { graph } = this;
    const row = graph?.rows[this.shown[at] ?? -1];
    const node = row === undefined ? undefined : graph?.nodes[row.index];
    if (node === undefined) return;
    if (row?.reference) this.goTo(node);
    else this.store?.reveal(node.range);
  }

  private goTo(node: GraphNode): void {
    const { graph } = this;
    if (graph === null) return;
    if (this.drawn()) {
      this.store?.selectNode(graph, node);
      this.drawing()?.showSelected();
      return;
    }
    const row = rowOfNode(graph.rows, graph.nodes, node.id);
    let at = this.shown.indexOf(row);
    if (at < 0) {
      // It is folded away or filtered out.
      this.query = "";
      this.filter = parseFilter("");
      this.chainOnly = false;
      this.folded.clear();
      this.list();
      at = this.shown.indexOf(row);
    }
    if (at >= 0) void this.updateComplete.then(() => this.move(at));
    this.requestUpdate();
  }

  protected override onOwnKey(event: KeyboardEvent, at: number): boolean {
    const { graph, layout } = this;
    const index = this.shown[at];
    if (graph === null || layout === null || index === undefined) return false;
    const rail = layout.rails[index];
    if (rail === undefined || this.flat()) return false;
    if (event.key === "ArrowLeft") {
      if (rail.opens.length > 0 && !this.folded.has(index)) this.fold(index, true);
      else if (rail.parent >= 0) this.move(this.shown.indexOf(rail.parent));
      return true;
    }
    if (event.key === "ArrowRight") {
      if (this.folded.has(index)) this.fold(index, false);
      else this.move(Math.min(at + 1, this.shown.length - 1));
      return true;
    }
    if (event.key === "m" || event.key === "M") {
      const next = this.shown.findIndex((one, i) => i > at && this.isOnChain(one));
      if (next >= 0) this.move(next);
      return true;
    }
    return false;
  }

  private isOnChain(index: number): boolean {
    const row = this.graph?.rows[index];
    const node = row === undefined || row.reference ? undefined : this.graph?.nodes[row.index];
    return node !== undefined && this.layout?.chain.has(node.id) === true;
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
      this.chosen = -1;
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
