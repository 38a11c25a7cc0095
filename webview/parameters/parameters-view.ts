// <nn-parameters>: every parameter of the modules bound at top level, with what it holds and what reached it.

import { css, html, nothing, type PropertyDeclarations, type PropertyValues, svg, type TemplateResult } from "lit";
import { maxOf, minOf, statText } from "../../src/look/digest";
import { alignZero, CELL, formatCount, formatNumber, formatShape } from "../../src/look/numbers";
import type { Digest, GradientState, ParameterRow } from "../../src/protocol";
import { type Filter, parseFilter } from "../format/filter";
import { digestWord, largestText, scalarText } from "../picture/digest-text";
import { type StringKey, t } from "../strings";
import { icon } from "../ui/icons";
import { RowList } from "../ui/row-list";
import { listStyles, sharedStyles } from "../ui/styles";
import { searchField, toolkitStyles } from "../ui/toolkit";
import { changeOrSame, changeStyles } from "../what-if/change-cell";
import { gradientRatio, type Sort, type SortKey, splitName, type TableRow, tableRows } from "./rows";
import "../picture/mini-picture";

const STATE_WORDS: Readonly<Record<GradientState, StringKey>> = {
  ok: "stateOk",
  tiny: "stateTiny",
  zero: "stateZero",
  none: "stateNone",
  frozen: "stateFrozen",
  "not called": "stateNotCalled",
};

/** Where the glyph says enough in its column; its word is in the tooltip. */
const WORDLESS: ReadonlySet<GradientState> = new Set(["ok", "not called"]);

export class ParametersView extends RowList {
  static override properties: PropertyDeclarations = { query: { state: true }, sort: { state: true } };
  static override styles = [
    sharedStyles,
    listStyles,
    toolkitStyles,
    changeStyles,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(80px, 1fr) 98px 46px 46px 58px 58px 54px;
        column-gap: 6px;
        align-items: center;
        height: 22px;
        line-height: 22px;
        padding-inline: 12px 8px;
      }
      .heading button {
        font-size: 11px;
        white-space: nowrap;
        display: flex;
        align-items: center;
        gap: 2px;
        min-width: 0;
      }
      .heading button:hover {
        color: var(--vscode-foreground);
      }
      .heading .sorted {
        color: var(--vscode-foreground);
        font-weight: 600;
      }
      .right,
      .heading .right {
        justify-self: end;
        text-align: right;
      }
      .min,
      .max,
      .word.wide {
        display: none;
      }
      .picture {
        justify-self: center;
        white-space: nowrap;
        display: flex;
      }
      .heading .gradient {
        justify-self: center;
      }
      .picture.word {
        justify-self: end;
        overflow: visible;
      }
      .figure {
        white-space: pre;
      }
      .name {
        display: flex;
        align-items: baseline;
        min-width: 0;
        padding-inline-start: 12px;
        white-space: nowrap;
      }
      .name span:nth-child(2) {
        flex: none;
      }
      /* Gives its room away before the name does. */
      .which {
        flex: 0 1000 auto;
        margin-inline-start: 8px;
        min-width: 0;
      }
      .group {
        display: flex;
        align-items: center;
        gap: 6px;
        padding-inline: 10px 12px;
        height: 23px;
        border-bottom: 1px solid var(--vscode-panel-border);
      }
      .group b {
        font-weight: 600;
      }
      .state {
        display: flex;
        align-items: center;
        gap: 4px;
        white-space: nowrap;
        font-size: 12px;
        color: var(--nn-warning);
      }
      .row.selected .state span {
        color: inherit;
      }
      .state svg {
        width: 10px;
        height: 10px;
        flex: none;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.2;
      }
      .state svg .full {
        fill: currentColor;
      }
      .state.ok svg {
        color: var(--nn-ok);
      }
      .state.frozen,
      .state.called {
        color: var(--nn-dim);
      }
      .heading .changes,
      .heading .changes button {
        justify-content: start;
      }
      @container (min-width: 810px) {
        .columns {
          grid-template-columns: minmax(140px, 1fr) 130px 66px 46px 66px 60px 70px 70px 76px;
          column-gap: 8px;
        }
        .min,
        .max {
          display: block;
        }
        .min {
          text-align: right;
        }
      }
      @container (max-width: 500px) {
        .columns {
          grid-template-columns: minmax(80px, 1fr) 96px 46px 58px 58px 14px;
        }
        .gradient,
        .state span,
        .heading .c-state {
          display: none;
        }
      }
      @container (max-width: 400px) {
        .columns {
          grid-template-columns: minmax(80px, 1fr) 74px 46px 58px 14px;
        }
        .ratio {
          display: none !important;
        }
      }
      /* Old beside new takes the room of the figures. */
      .columns.changing {
        grid-template-columns: minmax(90px, 1fr) minmax(60px, 90px) minmax(120px, 176px) minmax(120px, 176px) 76px;
      }
      @container (max-width: 640px) {
        .columns.changing {
          grid-template-columns: minmax(70px, 1fr) minmax(104px, 150px) minmax(104px, 150px) 14px;
        }
        .changing .c-shape,
        .changing.heading .c-state,
        .changing .state span {
          display: none;
        }
      }
    `,
  ];

  declare query: string;
  declare private sort: Sort | null;
  private filter: Filter = parseFilter("");
  private rows: readonly TableRow[] = [];
  private readonly folded = new Set<string>();
  private shownFrom: readonly ParameterRow[] | null = null;
  private revealed = 0;

  constructor() {
    super();
    this.query = "";
    this.sort = null;
  }

  override willUpdate(changed: PropertyValues): void {
    const parameters = this.store?.parameters ?? [];
    if (changed.has("query")) this.filter = parseFilter(this.query);
    if (parameters !== this.shownFrom || changed.has("query") || changed.has("sort")) {
      this.shownFrom = parameters;
      this.list();
    }
  }

  private list(): void {
    this.rows = tableRows(this.store?.parameters ?? [], this.filter, this.sort, this.folded);
  }

  override render() {
    const all = this.store?.parameters ?? [];
    if (all.length === 0) {
      return html`<p class="note">${this.store?.state.status === "running" ? t("runningNothing") : t("noParameters")}</p>`;
    }
    const shown = this.rows.filter((row) => row.kind === "parameter").length;
    return html`<div class="bar">
        ${searchField({
          value: this.query,
          label: t("filterParameters"),
          placeholder: t("filterParameters"),
          icon: "filter",
          invalid: this.filter.error !== null,
          onInput: (value) => {
            this.query = value;
          },
        })}
        ${this.filter.empty ? nothing : html`<span class="count">${t("filterCount", formatCount(shown), formatCount(all.length))}</span>`}
      </div>
      ${this.changing ? this.changingHeading() : this.plainHeading()}
      ${this.rows.length === 0 ? html`<p class="note">${t("nothingMatches")}</p>` : this.renderRows("treegrid", t("parameters"))}`;
  }

  /** Old and new stand side by side. */
  private get changing(): boolean {
    return this.store?.edits.active === true;
  }

  private changingHeading() {
    return html`<div class="heading columns changing" role="group" aria-label=${t("sort")}>
      ${this.heading("name", t("name"))} ${this.heading("shape", t("shape"), "c-shape")}
      ${this.heading("value", t("value"), "changes")} ${this.heading("gradient", t("gradientShort"), "changes")}
      ${this.heading("state", t("state"), "c-state")}
    </div>`;
  }

  private plainHeading() {
    return html`<div class="heading columns" role="group" aria-label=${t("sort")}>
        ${this.heading("name", t("name"))} ${this.heading("shape", t("shape"))} <span class="min"></span>
        ${this.heading("value", t("value"), "picture")} <span class="max"></span>
        <span class="gradient">${t("gradientShort")}</span> ${this.heading("gradient", t("maxGradient"), "right")}
        ${this.heading("ratio", t("gradientRatio"), "right ratio")} ${this.heading("state", t("state"), "c-state")}
      </div>`;
  }

  private heading(key: SortKey, text: string, cls = "") {
    const { sort } = this;
    const mine = sort?.key === key;
    return html`<span class=${cls}
      ><button
        aria-pressed=${mine}
        class="plain dim ${mine ? "sorted" : ""}"
        title=${t("sortBy", text)}
        @click=${() => this.sortBy(key)}
      >${text}${mine ? icon(sort.descending ? "down" : "up", "small") : nothing}</button></span
    >`;
  }

  /** Largest first, then smallest first, then the module's own order; names the other way round. */
  private sortBy(key: SortKey): void {
    const first = key !== "name";
    if (this.sort?.key !== key) this.sort = { key, descending: first };
    else if (this.sort.descending === first) this.sort = { key, descending: !first };
    else this.sort = null;
  }

  protected rowCount(): number {
    return this.rows.length;
  }

  protected tops(): null {
    return null;
  }

  protected renderRow(at: number, transform: string): TemplateResult {
    const row = this.rows[at];
    if (row === undefined) return html``;
    const selected = at === this.current;
    if (row.kind === "group") {
      return html`<div
        class="row group"
        id="row-${at}"
        role="row"
        aria-rowindex=${at + 1}
        aria-expanded=${!row.folded}
        .style=${`transform:${transform}`}
        @click=${() => this.fold(row.root)}
      >
        ${icon(row.folded ? "right" : "down")}${icon("module")}<span role="gridcell" class="cut"
          ><b>${row.root}</b> <span class="dim">${row.rootClass}</span></span
        ><span class="grow"></span
        ><span class="small dim cut">${row.elements === 1 ? t("oneElement") : t("elements", formatCount(row.elements))}</span>
      </div>`;
    }
    return this.parameterRow(at, row.row, selected, transform);
  }

  private parameterRow(at: number, row: ParameterRow, selected: boolean, transform: string) {
    const [head, last] = splitName(row.name);
    const state = t(STATE_WORDS[row.gradientState]);
    const kind = row.gradientState === "not called" ? "called" : row.gradientState;
    const ratio = gradientRatio(row);
    const which = row.state === undefined ? "" : t("stateOf", formatCount(row.state.at), formatCount(row.state.of));
    return html`<div
      class="row columns ${this.changing ? "changing" : ""} ${selected ? "selected" : ""}"
      id="row-${at}"
      role="row"
      aria-rowindex=${at + 1}
      aria-selected=${selected}
      .style=${`transform:${transform}`}
      @click=${() => this.move(at)}
      @dblclick=${() => this.openRow(at)}
    >
      <span class="name" role="gridcell" title=${which === "" ? row.name : `${row.name} · ${which}`}><span class="cut">${head}</span><span>${last}</span><span class="which small dim cut">${which}</span>${this.store?.findings.mark({ parameter: row.root === "" ? row.name : `${row.root}.${row.name}` })}</span>
      <span class="c-shape mono cut" role="gridcell">${formatShape(row.value.shape)}</span>
      ${this.changing ? this.changeCells(row) : this.figureCells(row, ratio)}
      <span class="state ${kind}" role="gridcell" title=${state} aria-label=${state}
        >${stateGlyph(row.gradientState)}<span>${WORDLESS.has(row.gradientState) ? "" : state}</span></span
      >
    </div>`;
  }

  private figureCells(row: ParameterRow, ratio: number) {
    return html`${this.valueCells(row)}
      <span class="figure mono right" role="gridcell">${
        row.gradientDigest === null ? html`<span class="dim">–</span>` : largestText(row.gradientDigest)
      }</span>
      <span class="figure mono right ratio" role="gridcell">${
        Number.isNaN(ratio) ? html`<span class="dim">–</span>` : alignZero(formatNumber(ratio), CELL.decimals)
      }</span>`;
  }

  private changeCells({ value, digest, gradient, gradientDigest }: ParameterRow) {
    const cell = (id: number | undefined, now: Digest | null) =>
      html`<span role="gridcell">${now === null ? html`<span class="dim">–</span>` : changeOrSame(this.store?.before(id) ?? null, now)}</span>`;
    return html`${cell(value.id, digest)}${cell(gradient?.id, gradientDigest)}`;
  }

  private valueCells(row: ParameterRow) {
    const { digest, gradientDigest } = row;
    const word = scalarText(digest) ?? digestWord(digest);
    const figures = word === null && !Number.isNaN(minOf(digest));
    const picture =
      word === null
        ? html`<span class="picture" role="gridcell"><nn-mini .digest=${digest}></nn-mini></span>`
        : html`<span class="picture word mono dim" role="gridcell">${word}</span>`;
    return html`<span class="min mono">${figures ? statText(minOf(digest), digest) : ""}</span>${picture}<span class="max mono"
        >${figures ? statText(maxOf(digest), digest) : ""}</span
      ><span class="picture gradient" role="gridcell"
        >${gradientDigest === null || gradientDigest.n === 1 ? nothing : html`<nn-mini .digest=${gradientDigest}></nn-mini>`}</span
      >`;
  }

  private fold(root: string): void {
    if (this.folded.has(root)) this.folded.delete(root);
    else this.folded.add(root);
    this.list();
    this.requestUpdate();
  }

  protected selectedRow(): number {
    const value = this.store?.selection.value ?? null;
    if (value === null) return -1;
    return this.rows.findIndex((row) => row.kind === "parameter" && row.row.value.id === value);
  }

  protected selectRow(at: number): void {
    const row = this.rows[at];
    if (row?.kind !== "parameter") return;
    const { root, name, value } = row.row;
    this.store?.select({ value: value.id, node: null }, { kind: "parameter", root, name });
  }

  protected override move(at: number): void {
    // Group headings are passed over in the direction of travel.
    const from = this.selectedRow();
    const step = at < from ? -1 : 1;
    let next = at;
    while (this.rows[next]?.kind === "group") next += step;
    if (this.rows[next] !== undefined) super.move(next);
    else this.showRow(at);
  }

  protected openRow(at: number): void {
    const row = this.rows[at];
    if (row?.kind === "parameter") this.store?.reveal(row.row.range);
  }

  protected override onOwnKey(event: KeyboardEvent, at: number): boolean {
    const row = this.rows[at];
    if (event.key !== "ArrowLeft" || row?.kind !== "parameter") return false;
    this.fold(row.row.root);
    return true;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const revealed = this.store?.revealed ?? 0;
    if (revealed !== this.revealed) {
      this.revealed = revealed;
      this.showRow(this.selectedRow());
    }
  }
}

/** Ring: there is one; dashed ring: tiny; disc: all zeros; struck ring: none; square: frozen. */
function stateGlyph(state: GradientState) {
  const shape = {
    ok: svg`<circle cx="5" cy="5" r="3.6"/>`,
    tiny: svg`<circle cx="5" cy="5" r="3.6" stroke-dasharray="1.9 1.4"/>`,
    zero: svg`<circle class="full" cx="5" cy="5" r="3.6"/>`,
    none: svg`<circle cx="5" cy="5" r="3.6"/><path d="M2.6 7.4 7.4 2.6"/>`,
    frozen: svg`<rect class="full" x="1.6" y="1.6" width="6.8" height="6.8"/>`,
    "not called": svg`<path d="M2 5h6"/>`,
  }[state];
  return html`<svg viewBox="0 0 10 10" aria-hidden="true">${shape}</svg>`;
}

customElements.define("nn-parameters", ParametersView);
