// <nn-outputs>: what the program bound at top level and what it printed, in the order in which it happened, with PyTorch's
// own print, untouched.

import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { maxOf, minOf, statText } from "../../src/look/digest";
import { formatCount, formatShape, shortDtype } from "../../src/look/numbers";
import type { OutputRow } from "../../src/protocol";
import { type Filter, parseFilter } from "../format/filter";
import { digestWord, scalarText } from "../picture/digest-text";
import { outputAnchor } from "../source/store";
import { t } from "../strings";
import { type IconName, icon } from "../ui/icons";
import { RowList } from "../ui/row-list";
import { listStyles, sharedStyles } from "../ui/styles";
import { searchField, toolkitStyles } from "../ui/toolkit";
import { changeCell, changeStyles } from "../what-if/change-cell";
import { linesOf, MOST_LINES, type OutputKind, outputRows, topsOf } from "./rows";
import "../picture/mini-picture";
import "../ui/segments";

export class OutputsView extends RowList {
  static override properties: PropertyDeclarations = { query: { state: true }, kind: { state: true } };
  static override styles = [
    sharedStyles,
    listStyles,
    toolkitStyles,
    changeStyles,
    css`
      .was {
        font: 12px/22px var(--vscode-editor-font-family);
        max-width: 60%;
      }
      .was b {
        font-weight: 400;
      }
      .output {
        border-bottom: 1px solid var(--vscode-panel-border);
        overflow: hidden;
      }
      .head {
        height: 22px;
        display: flex;
        align-items: center;
        gap: 8px;
        padding-inline: 12px;
        white-space: nowrap;
      }
      .line {
        flex: none;
        width: 28px;
        text-align: right;
        font: 12px/22px var(--vscode-editor-font-family);
      }
      .name {
        font: 600 12px/22px var(--vscode-editor-font-family);
      }
      .name.plain {
        font: inherit;
      }
      .digest {
        display: flex;
        align-items: center;
        gap: 6px;
        flex: none;
      }
      pre {
        margin: 0;
        padding-inline: 52px 12px;
        font: 12px/17px var(--vscode-editor-font-family);
        overflow: hidden;
        text-overflow: ellipsis;
        user-select: text;
        tab-size: 4;
      }
      .printed pre,
      .printed .name {
        color: var(--nn-dim);
      }
      .row.selected::before {
        content: "";
        position: absolute;
        inset: 0 auto 0 0;
        width: 2px;
        background: var(--vscode-focusBorder);
      }
      .scroll:focus .row.selected {
        background: var(--nn-row-quiet);
        color: inherit;
      }
      .scroll:focus .row.selected .dim {
        color: var(--nn-dim);
      }
      .scroll:focus .row.selected a {
        color: var(--vscode-textLink-foreground);
      }
      button.more {
        display: block;
        margin-inline-start: 52px;
        font: 12px/17px var(--vscode-editor-font-family);
        color: var(--vscode-textLink-foreground);
      }
      @container (max-width: 430px) {
        .digest span {
          display: none;
        }
      }
    `,
  ];

  declare query: string;
  declare kind: OutputKind;
  private filter: Filter = parseFilter("");
  private rows: readonly OutputRow[] = [];
  private offsets: Float64Array = new Float64Array(1);
  private readonly open = new Set<number>();
  private shownFrom: readonly OutputRow[] | null = null;
  /** A printed row selects no value, so the list keeps that choice itself: its event. */
  private chosen: number | null = null;
  private revealed = 0;

  constructor() {
    super();
    this.query = "";
    this.kind = "all";
  }

  override willUpdate(changed: PropertyValues): void {
    const outputs = this.store?.outputs ?? [];
    if (changed.has("query")) this.filter = parseFilter(this.query);
    if (outputs !== this.shownFrom || changed.has("query") || changed.has("kind")) {
      this.shownFrom = outputs;
      this.list();
    }
  }

  private list(): void {
    this.rows = outputRows(this.store?.outputs ?? [], this.kind, this.filter);
    this.offsets = topsOf(this.rows, this.open);
  }

  override render() {
    const all = this.store?.outputs ?? [];
    if (all.length === 0) {
      return html`<p class="note">${this.store?.state.status === "running" ? t("runningNothing") : t("noOutputs")}</p>`;
    }
    return html`<div class="bar">
        ${searchField({
          value: this.query,
          label: t("filterOutputs"),
          placeholder: t("filterOutputs"),
          icon: "search",
          invalid: this.filter.error !== null,
          onInput: (value) => {
            this.query = value;
          },
        })}
        ${
          this.filter.empty
            ? nothing
            : html`<span class="count">${t("filterCount", formatCount(this.rows.length), formatCount(all.length))}</span>`
        }
        <nn-segments
          label=${t("show")}
          .options=${[
            { value: "all", text: t("all") },
            { value: "bound", text: t("bound") },
            { value: "printed", text: t("printed") },
          ]}
          .value=${this.kind}
          @nn-change=${(event: CustomEvent<OutputKind>) => {
            this.kind = event.detail;
          }}
        ></nn-segments>
      </div>
      ${this.rows.length === 0 ? html`<p class="note">${t("nothingMatches")}</p>` : this.renderRows("listbox", t("outputs"))}`;
  }

  protected rowCount(): number {
    return this.rows.length;
  }

  protected tops(): Float64Array {
    return this.offsets;
  }

  protected renderRow(at: number, transform: string): TemplateResult {
    const row = this.rows[at];
    if (row === undefined) return html``;
    const selected = at === this.current;
    const height = `${(this.offsets[at + 1] ?? 0) - (this.offsets[at] ?? 0)}px`;
    return html`<div
      class="row output ${row.kind} ${selected ? "selected" : ""}"
      id="row-${at}"
      role="option"
      aria-selected=${selected}
      aria-setsize=${this.rows.length}
      aria-posinset=${at + 1}
      .style=${`transform:${transform};height:${height}`}
      @click=${() => this.move(at)}
      @dblclick=${() => this.openRow(at)}
    >
      <div class="head">
        ${this.lineLink(row)} ${row.kind === "bound" ? this.boundHead(row) : this.printedHead(row)}
      </div>
      ${this.text(row)}
    </div>`;
  }

  private lineLink(row: OutputRow) {
    if (this.store?.host.canReveal !== true) return html`<span class="line dim">${row.range.line}</span>`;
    return html`<a
      class="line"
      tabindex="-1"
      title="${row.range.file}:${row.range.line}"
      @click=${(event: Event) => {
        event.stopPropagation();
        this.store?.reveal(row.range);
      }}
      >${row.range.line}</a
    >`;
  }

  private boundHead(row: OutputRow & { kind: "bound" }) {
    const { tensor } = row;
    // A large tensor's comes after the list.
    const digest = row.digest ?? (tensor === null ? null : (this.store?.digests.get(tensor.id) ?? null));
    const before = this.store?.before(tensor?.id) ?? null;
    const detail = tensor === null ? plainDetail(row) : (tensor.gradFn ?? shortDtype(tensor.dtype));
    return html`${icon(kindIcon(row), "dim")}<span class="name cut">${row.name}</span>${this.store?.findings.mark({ value: tensor?.id })}
      <span class="dim small cut">${detail}</span>
      ${row.visits > 1 ? html`<span class="dim small">${t("visitOf", row.visit, row.visits)}</span>` : nothing}
      <span class="grow"></span>
      ${tensor === null ? this.was(this.nameBefore(row)) : nothing} ${tensor === null ? nothing : html`<span class="dim small">${formatShape(tensor.shape)}</span>`}
      ${
        digest !== null && before !== null
          ? changeCell(before, digest)
          : digest !== null
            ? this.digestCells(digest)
            : tensor === null
              ? nothing
              : html`<span class="digest mono dim">${t("loading")}</span>`
      }`;
  }

  private digestCells(digest: NonNullable<Extract<OutputRow, { kind: "bound" }>["digest"]>) {
    const text = scalarText(digest) ?? digestWord(digest);
    if (text !== null) return html`<span class="digest mono">${text}</span>`;
    return html`<span class="digest mono"
      ><span>${statText(minOf(digest), digest)}</span><nn-mini .digest=${digest}></nn-mini
      ><span>${statText(maxOf(digest), digest)}</span></span
    >`;
  }

  private printedHead(row: OutputRow) {
    return html`${icon("print", "dim")}<span class="name plain">${t("print")}</span>
      ${row.visits > 1 ? html`<span class="dim small">${t("visitOf", row.visit, row.visits)}</span>` : nothing}
      <span class="grow"></span>${this.was(this.printedBefore(row))}`;
  }

  /** What a text was before the edits. */
  private was(text: string | null) {
    if (text === null) return nothing;
    return html`<span class="was cut dim" title=${text}>${text.trim().replace(/\s+/g, " ")} <b role="img" aria-label=${t("becomes")}>→</b></span>`;
  }

  private nameBefore(row: OutputRow & { kind: "bound" }): string | null {
    const changed = this.store?.edits.answer?.changed.find(
      ({ name, after }) => name === row.name && after === row.text,
    );
    return changed?.before ?? null;
  }

  private printedBefore(row: OutputRow): string | null {
    return this.store?.edits.answer?.printed.find(({ event }) => event === row.event)?.before ?? null;
  }

  private text(row: OutputRow) {
    const lines = linesOf(row);
    if (lines.length === 0) return nothing;
    if (lines.length <= MOST_LINES || this.open.has(row.event)) return html`<pre>${lines.join("\n")}</pre>`;
    return html`<pre>${lines.slice(0, MOST_LINES).join("\n")}</pre>
      <button
        class="plain more"
        tabindex="-1"
        @click=${(event: Event) => {
          event.stopPropagation();
          this.open.add(row.event);
          this.list();
          this.requestUpdate();
        }}
      >${t("moreRows", lines.length - MOST_LINES)}</button>`;
  }

  protected selectedRow(): number {
    if (this.chosen !== null) {
      const at = this.rows.findIndex((row) => row.event === this.chosen);
      const row = this.rows[at];
      // Stands while the selection is still the one that this row made.
      if (row?.kind === "printed" || (row?.kind === "bound" && row.tensor === null)) return at;
    }
    const value = this.store?.selection.value ?? null;
    if (value === null) return -1;
    let last = -1;
    this.rows.forEach((row, at) => {
      if (row.kind === "bound" && row.tensor?.id === value) last = at;
    });
    return last;
  }

  protected selectRow(at: number): void {
    const row = this.rows[at];
    if (row === undefined) return;
    this.chosen = row.event;
    if (row.kind !== "bound" || row.tensor === null) return;
    const { id, node } = row.tensor;
    this.store?.select({ value: id, node }, outputAnchor(this.store.outputs, row));
  }

  protected openRow(at: number): void {
    const row = this.rows[at];
    if (row !== undefined) this.store?.reveal(row.range);
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const revealed = this.store?.revealed ?? 0;
    if (revealed !== this.revealed) {
      this.revealed = revealed;
      this.chosen = null;
      this.showRow(this.selectedRow());
    }
  }
}

function kindIcon(row: OutputRow & { kind: "bound" }): IconName {
  if (row.tensor !== null) return "tensor";
  if (row.type === "module") return "module";
  return row.type === "function" || row.type === "class" ? "code" : "variable";
}

/** What a name that is no tensor says beside itself: a module's class, or the value where it is short. */
function plainDetail(row: OutputRow & { kind: "bound" }): string {
  if (row.type === "module") return row.text.split("(")[0] ?? row.text;
  if (row.type === "function" || row.type === "class") return row.type;
  return row.text.includes("\n") ? row.type : row.text;
}

customElements.define("nn-outputs", OutputsView);
