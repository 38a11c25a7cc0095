// <nn-inspector>: everything known about the selected value or node: its elements, the gradient that reached it, what its
// node saved for backward, where it went. It shows only what the inspection's answer holds.

import { css, html, LitElement, nothing } from "lit";
import { formatBytes, formatShape } from "../../src/look/numbers";
import type { Digest, History, Inspection, SavedEntry, SourceRange, TensorInfo } from "../../src/protocol";
import { HistoryView } from "../history/history-view";
import type { Store } from "../source/store";
import { t } from "../strings";
import { type Shown, TensorModel } from "../tensor/model";
import { sharedStyles } from "../ui/styles";
import { iconButton, textButton, toolkitStyles } from "../ui/toolkit";
import "../compare/compare-view";
import "../tensor/tensor-view";
import "../tensor/tools";
import "../what-if/change-view";
import { EditForm } from "../what-if/edit-form";
import "../why/check-view";
import "../why/why-gradient";
import "../why/why-view";
import "./section";

export const SECTIONS = [
  "value",
  "change",
  "history",
  "why",
  "gradient",
  "whatIf",
  "compare",
  "saved",
  "went",
] as const;
export type SectionName = (typeof SECTIONS)[number];

export class Inspector extends LitElement {
  static override properties = {
    store: { attribute: false },
    revision: { attribute: false },
    folded: { attribute: false },
    opened: { state: true },
    history: { state: true },
    historyAt: { state: true },
  };

  static override styles = [
    sharedStyles,
    toolkitStyles,
    css`
      :host {
        display: block;
        overflow: auto;
        scrollbar-width: thin;
        min-width: 0;
      }
      .title {
        padding: 7px 8px 7px 12px;
        display: flex;
        gap: 8px;
      }
      .title h2 {
        margin: 0;
        font-size: 13px;
        line-height: 22px;
        font-weight: 600;
        display: flex;
        gap: 8px;
        align-items: baseline;
      }
      .title h2 span {
        font-weight: 400;
      }
      .where {
        line-height: 18px;
        display: flex;
        flex-wrap: wrap;
        gap: 0 8px;
        align-items: baseline;
      }
      .actions {
        display: flex;
        flex: none;
        height: 22px;
      }
      [slot="actions"] {
        display: flex;
      }
      .pairs {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 0 12px;
        align-items: center;
      }
      .pairs nn-tensor {
        grid-column: 1 / -1;
        margin-bottom: 8px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: flex;
        gap: 8px;
        align-items: baseline;
      }
      .note {
        padding: 12px;
        margin: 0;
        color: var(--nn-dim);
      }
      .line {
        color: var(--nn-dim);
        line-height: 20px;
      }
      .offer {
        display: flex;
        gap: 8px;
        align-items: center;
        flex-wrap: wrap;
        padding-top: 2px;
      }
    `,
  ];

  declare store: Store | null;
  declare revision: number;
  declare folded: ReadonlySet<SectionName>;
  /** Saved tensors that are unfolded, by name. */
  declare private opened: ReadonlySet<string>;
  /** Of the value that is shown, over the whole run. */
  declare private history: History | null;
  declare private historyAt: number;
  /** What the history was asked for, and for what it is. */
  private historyAsked = "";
  private historyRun = "";
  private historyTitle = "";

  constructor() {
    super();
    this.store = null;
    this.revision = 0;
    this.folded = new Set();
    this.opened = new Set();
    this.history = null;
    this.historyAt = -1;
    // What is chosen in the value is marked in its gradient.
    this.value.addEventListener("cell", () => {
      this.markGradient();
      this.requestUpdate();
    });
    this.gradient.addEventListener("cell", () => this.requestUpdate());
    this.addEventListener("keydown", this.onKey);
  }

  /** F2 edits the chosen cell, of a tensor that can be changed. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const form = this.renderRoot.querySelector("nn-edit");
    if (event.key !== "F2" || !(form instanceof EditForm)) return;
    event.preventDefault();
    if (this.folded.has("whatIf")) this.tellFold("whatIf", false);
    void this.updateComplete.then(() => form.edit());
  };

  private tellFold(name: SectionName, folded: boolean): void {
    this.dispatchEvent(new CustomEvent("nn-folded", { detail: { name, folded } }));
  }

  private readonly value = new TensorModel();
  private readonly gradient = new TensorModel();
  private readonly saved = new Map<string, TensorModel>();

  override willUpdate(): void {
    const inspection = this.store?.inspection ?? null;
    if (inspection === null) return;
    const { tensor, digest, gradient, gradientDigest, title } = inspection;
    this.value.show(this.shownOf(tensor, digest, title));
    this.gradient.show(this.shownOf(gradient, gradientDigest, `${title}.grad`));
    for (const entry of inspection.saved) {
      this.savedModel(entry.name).show(
        this.opened.has(entry.name) ? this.shownOf(entry.tensor, entry.digest, `${title}.${entry.name}`) : null,
      );
    }
    this.markGradient();
    this.wantHistory(inspection);
  }

  /** Asks for the history of a value that is of no history that is there: another visit of one has the same. */
  private wantHistory({ tensor, title }: Inspection): void {
    const { store } = this;
    if (store === null || tensor === null || !store.host.canRun || store.state.status === "running") return;
    const { shownRun } = store;
    const current = this.historyRun === shownRun && this.historyTitle === title;
    const key = `${shownRun} ${store.inspectionRun} ${tensor.id}`;
    if (key === this.historyAsked || (current && this.history?.values.includes(tensor.id) === true)) return;
    this.historyAsked = key;
    store.source.ask("history", { value: tensor.id }).then(
      (history) => {
        if (key !== this.historyAsked) return;
        this.historyAt = history?.at ?? -1;
        // A state that only the cursor's moment has is of the same history: the strip stays, and goes where it belongs.
        if (current && history?.values.join() === this.history?.values.join()) return;
        this.history = history;
        this.historyRun = shownRun;
        this.historyTitle = title;
      },
      () => undefined,
    );
  }

  /** Plays the value's visits, or stops; false where it has none. */
  togglePlay(): boolean {
    const view = this.renderRoot.querySelector("nn-history");
    if (!(view instanceof HistoryView)) return false;
    view.togglePlay();
    return true;
  }

  private shownOf(tensor: TensorInfo | null, digest: Digest | null, name: string): Shown | null {
    const { store } = this;
    if (tensor === null || store === null) return null;
    const { id: value, shape, dtype } = tensor;
    return { source: store.source, run: store.inspectionRun, value, shape, dtype, name, digest };
  }

  private savedModel(name: string): TensorModel {
    const model = this.saved.get(name) ?? new TensorModel();
    this.saved.set(name, model);
    return model;
  }

  private markGradient(): void {
    const { cell, shown } = this.value;
    const same = formatShape(shown?.shape ?? []) === formatShape(this.gradient.shown?.shape ?? [-1]);
    this.gradient.mark(cell === null || !same ? [] : [{ from: cell, to: cell.map((at) => at + 1), kind: "linked" }]);
  }

  override render() {
    const inspection = this.store?.inspection ?? null;
    if (inspection === null || this.store === null) return html`<p class="note">${t("nothingSelected")}</p>`;
    return html`${this.renderTitle(inspection)} ${this.renderValue(inspection)} ${this.renderChange(inspection)}
    ${this.renderHistory(inspection)} ${this.renderWhy(inspection)} ${this.renderGradient(inspection)}
    ${this.renderWhatIf(inspection)} ${this.renderCompare(inspection)} ${this.renderSaved(inspection)}
    ${this.renderWent(inspection)}`;
  }

  private renderTitle(inspection: Inspection) {
    const { range, tensor, gradFn } = inspection;
    const { node } = inspection.selection;
    // In the graph a node goes by its own name, elsewhere, and where it is a leaf, by what the program calls its value.
    const own = gradFn !== null && gradFn !== inspection.title && gradFn !== "AccumulateGrad";
    const asNode = this.store?.tab === "graph" && own;
    const facts: string[] = [];
    if (tensor !== null && gradFn === null && tensor.requiresGrad) facts.push(t("requiresGrad"));
    if (tensor?.isLeaf && tensor.requiresGrad) facts.push(t("leaf"));
    const at = this.history?.kind === "states" ? this.history.values.indexOf(tensor?.id ?? -1) : -1;
    if (inspection.visits > 1) facts.push(t("visitOf", inspection.visit, inspection.visits));
    else if (at >= 0) facts.push(t("stateOf", this.history?.visits[at] ?? 0, this.history?.total ?? 0));
    return html`<div class="title">
      <div class="grow">
        <h2>
          <b class="cut ${asNode ? "" : "mono"}" title=${inspection.title}>${asNode ? gradFn : inspection.title}</b>
          ${asNode || gradFn === null ? nothing : html`<span class="dim cut">${gradFn}</span>`}
        </h2>
        <div class="where">
          ${asNode ? html`<span class="mono cut" title=${inspection.title}>${inspection.title}</span>` : nothing}
          ${range === null ? nothing : this.sourceLink(range)}
          ${facts.length === 0 ? nothing : html`<span class="dim">${facts.join(" · ")}</span>`}
        </div>
      </div>
      <span class="actions">
        ${
          range !== null && this.store?.host.canReveal
            ? iconButton("source", { label: t("revealSource"), onClick: () => this.store?.reveal(range) })
            : nothing
        }
        ${
          node !== null && this.store?.tab !== "graph"
            ? iconButton("graph", { label: t("showInGraph"), onClick: () => this.store?.showNode(node) })
            : nothing
        }
      </span>
    </div>`;
  }

  private sourceLink(range: SourceRange) {
    const text = `${range.file}:${range.line}`;
    if (this.store?.host.canReveal !== true) return html`<span class="dim">${text}</span>`;
    return html`<a
      href="#"
      @click=${(event: Event) => {
        event.preventDefault();
        this.store?.reveal(range);
      }}
      >${text}</a
    >`;
  }

  private section(name: SectionName, heading: string, detail: string, body: unknown, actions: unknown = nothing) {
    return html`<nn-section
      .heading=${heading}
      .detail=${detail}
      .folded=${this.folded.has(name)}
      @nn-fold=${(event: CustomEvent<boolean>) => {
        this.tellFold(name, event.detail);
      }}
      ><span slot="actions">${actions}</span>${body}</nn-section
    >`;
  }

  private tools(model: TensorModel) {
    return html`<nn-tensor-tools .model=${model} .host=${this.store?.host ?? null}></nn-tensor-tools>`;
  }

  private tensor(model: TensorModel) {
    return html`<nn-tensor .model=${model} .host=${this.store?.host ?? null}></nn-tensor>`;
  }

  private renderValue(inspection: Inspection) {
    const { tensor } = inspection;
    if (tensor === null) return nothing;
    return this.section(
      "value",
      t("sectionValue"),
      "",
      html`${tensor.kept ? nothing : html`<div class="line small">${t("letGo")}</div>`} ${this.tensor(this.value)}`,
      this.tools(this.value),
    );
  }

  private renderChange({ tensor, title }: Inspection) {
    const { store } = this;
    if (tensor === null || store === null || store.before(tensor.id) === null) return nothing;
    return this.section("change", t("sectionChange"), "", this.change(tensor, title));
  }

  private change(tensor: TensorInfo, heading: string) {
    const { store } = this;
    return html`<nn-change
      .store=${store}
      .run=${store?.inspectionRun ?? 0}
      .value=${tensor.id}
      .heading=${heading}
    ></nn-change>`;
  }

  private renderHistory({ tensor, title }: Inspection) {
    const { history, store } = this;
    if (tensor === null || store === null || history === null || this.historyTitle !== title) return nothing;
    if (formatShape(tensor.shape) !== formatShape(history.shape)) return nothing;
    return this.section(
      "history",
      t("sectionHistory"),
      t("oneScale"),
      html`<nn-history
        .store=${store}
        .revision=${this.revision}
        .history=${history}
        .heading=${title}
        .value=${tensor.id}
        .place=${this.historyAt}
      ></nn-history>`,
    );
  }

  /** Of the chosen cell; a scalar has but one. */
  private renderWhy(inspection: Inspection) {
    const { tensor, gradFn, title } = inspection;
    const index = tensor?.shape.length === 0 ? [] : this.value.cell;
    // A report holds no ops: it cannot say why.
    if (tensor === null || index === null || this.store?.host.canRun !== true || gradFn === "AccumulateGrad")
      return nothing;
    return this.section(
      "why",
      t("sectionWhy"),
      `${title}${formatShape(index)}`,
      html`<nn-why
        .store=${this.store}
        .run=${this.store.inspectionRun}
        .value=${tensor.id}
        .index=${index}
        .heading=${title}
      ></nn-why>`,
    );
  }

  /** Of a leaf: a parameter, or what the program made of numbers. */
  private renderWhatIf(inspection: Inspection) {
    const { tensor, title } = inspection;
    if (tensor === null || !tensor.isLeaf || this.store?.host.canRun !== true) return nothing;
    const index = tensor.shape.length === 0 ? [] : this.value.cell;
    // As the program would write it: a parameter hangs on its module's variable.
    const parameter = this.store.parameters.find((row) => row.value.id === tensor.id && row.root !== "");
    const name = parameter === undefined ? title : `${parameter.root}.${parameter.name}`;
    return this.section(
      "whatIf",
      t("whatIf"),
      t("whatIfDetail"),
      html`<nn-edit
        .store=${this.store}
        .revision=${this.revision}
        .value=${tensor.id}
        .name=${name}
        .index=${index}
        .model=${this.value}
      ></nn-edit>`,
    );
  }

  private renderCompare(inspection: Inspection) {
    const { tensor, title } = inspection;
    if (tensor === null || this.store === null) return nothing;
    return this.section(
      "compare",
      t("sectionCompare"),
      "",
      html`<nn-compare
        .store=${this.store}
        .run=${this.store.inspectionRun}
        .tensor=${tensor}
        .digest=${this.value.digest}
        .heading=${title}
        .earlier=${this.earlierVisits(tensor, title)}
        @nn-place=${(event: CustomEvent<readonly number[]>) => {
          if (event.detail.length === tensor.shape.length) this.value.choose(event.detail);
        }}
      ></nn-compare>`,
    );
  }

  /** The first and the last visit before the one that is shown, which are of the past wherever the cursor stands. */
  private earlierVisits(tensor: TensorInfo, title: string) {
    const { history, historyAt, historyTitle } = this;
    if (history === null || historyTitle !== title) return [];
    const known = history.values.indexOf(tensor.id);
    const at = known < 0 ? historyAt : known;
    const visit = (place: number, name: string) => ({
      name,
      tensor: { ...tensor, id: history.values[place] ?? -1 },
      digest: null,
    });
    return at < 1 ? [] : [visit(at - 1, t("previousVisit")), visit(0, t("firstVisit"))];
  }

  private gradientCheck({ selection, gradFn }: Inspection) {
    if (selection.node === null || gradFn === null || gradFn === "AccumulateGrad") return nothing;
    if (this.store?.host.canRun !== true) return nothing;
    return html`<nn-check .store=${this.store} .run=${this.store.inspectionRun} .node=${selection.node}></nn-check>`;
  }

  private whyGradient(inspection: Inspection) {
    const { gradient, selection } = inspection;
    const index = gradient?.shape.length === 0 ? [] : (this.gradient.cell ?? this.value.cell);
    const fits = index !== null && index.length === gradient?.shape.length;
    if (gradient === null || !fits || selection.node === null || this.store?.host.canRun !== true) return nothing;
    return html`<nn-why-gradient
      .store=${this.store}
      .run=${this.store.inspectionRun}
      .node=${selection.node}
      .gradient=${gradient.id}
      .index=${index}
    ></nn-why-gradient>`;
  }

  private renderGradient(inspection: Inspection) {
    const { gradient, tensor } = inspection;
    if (gradient === null) {
      if (tensor === null || !tensor.requiresGrad) return nothing;
      const none = !inspection.backwardCalled;
      return this.section(
        "gradient",
        t("sectionGradient"),
        "",
        html`<div class="offer dim">
          <span>${none ? t("backwardNotCalled") : t("noGradient")}</span>
          ${
            none && this.store?.host.canRun
              ? textButton("secondary", {
                  label: t("computeGradients"),
                  onClick: () => void this.store?.computeGradients(),
                })
              : nothing
          }
        </div>`,
      );
    }
    const details = [this.gradientFrom(inspection), inspection.byDebugger ? t("byDebugger") : ""].filter(
      (one) => one !== "",
    );
    return this.section(
      "gradient",
      t("sectionGradient"),
      details.join(" · "),
      html`${this.tensor(this.gradient)}
      ${this.store?.before(gradient.id) == null ? nothing : this.change(gradient, `${inspection.title}.grad`)}
      ${this.whyGradient(inspection)} ${this.gradientCheck(inspection)}`,
      this.tools(this.gradient),
    );
  }

  /** The nodes that handed the gradient over, where the graph in sight has them. */
  private gradientFrom(inspection: Inspection): string {
    const { node } = inspection.selection;
    const givers = (this.store?.backward?.nodes ?? []).filter((one) => one.next.some((edge) => edge?.node === node));
    if (node === null || givers.length === 0) return inspection.byDebugger ? "" : inspection.gradientFrom;
    if (givers.length > 2) return t("gradientFrom", t("nodesCount", givers.length));
    return t("gradientFrom", givers.map((one) => one.name).join(", "));
  }

  private renderSaved(inspection: Inspection) {
    const { saved } = inspection;
    if (saved.length === 0) return nothing;
    const names = saved.map((entry) => entry.name);
    if (inspection.keeps > 0) names.push(t("keepsAlive", formatBytes(inspection.keeps)));
    return this.section(
      "saved",
      t("sectionSaved"),
      names.join(" · "),
      html`<div class="pairs">${saved.map((entry) => this.savedEntry(entry))}</div>`,
    );
  }

  private savedEntry(entry: SavedEntry) {
    const { tensor } = entry;
    if (tensor === null) {
      return html`<span class="dim">${entry.name}</span><span class="mono cut">${entry.text ?? ""}</span><span></span>`;
    }
    const open = this.opened.has(entry.name);
    const notes = entry.alias === null ? [] : [t("savedIs", entry.alias)];
    if (entry.bytes !== null) notes.push(formatBytes(entry.bytes));
    if (entry.holders > 1) notes.push(t("savedShared", entry.holders));
    return html`<span class="dim">${entry.name}</span>
      <button class="plain mono cut" aria-expanded=${open} @click=${() => this.toggleSaved(entry.name)}>
        ${formatShape(tensor.shape)} <span class="dim">${notes.join(" · ")}</span>
      </button>
      ${iconButton(open ? "down" : "right", {
        label: open ? t("collapse") : t("expand"),
        expanded: open,
        onClick: () => this.toggleSaved(entry.name),
      })}
      ${open ? html`${this.tools(this.savedModel(entry.name))} ${this.tensor(this.savedModel(entry.name))}` : nothing}`;
  }

  private toggleSaved(name: string): void {
    const opened = new Set(this.opened);
    if (!opened.delete(name)) opened.add(name);
    this.opened = opened;
  }

  private renderWent(inspection: Inspection) {
    const { consumers } = inspection;
    if (consumers.length === 0) return nothing;
    return this.section(
      "went",
      t("sectionWent"),
      this.folded.has("went") ? consumers.map((one) => one.text).join(" · ") : "",
      html`<ul>
        ${consumers.map((one) => {
          const { node, range } = one;
          return html`<li>
            ${
              node === null
                ? html`<span class="cut">${one.text}</span>`
                : html`<button class="plain cut" title=${t("showInGraph")} @click=${() => this.store?.showNode(node)}
                    >${one.text}</button
                  >`
            }
            ${range === null ? nothing : this.lineOf(range)}
          </li>`;
        })}
      </ul>`,
    );
  }

  private lineOf(range: SourceRange) {
    if (this.store?.host.canReveal !== true) return html`<span class="dim">:${range.line}</span>`;
    return html`<a
      href="#"
      title="${range.file}:${range.line}"
      @click=${(event: Event) => {
        event.preventDefault();
        this.store?.reveal(range);
      }}
      >:${range.line}</a
    >`;
  }
}

customElements.define("nn-inspector", Inspector);
