// <nn-table>: a tensor's elements as text, each exact. Only the rows and columns in sight are in the document and are asked
// for; matrices of a tensor of higher rank stand below each other, each row under its full index.

import { css, html, nothing } from "lit";
import { formatShape } from "../../src/look/numbers";
import { facetPositions, indexAlong, indexAt, type Place, placeAt } from "../../src/look/tensor/axes";
import type { TensorWindow } from "../../src/protocol";
import { t } from "../strings";
import { sharedStyles } from "../ui/styles";
import { Fetcher } from "./fetcher";
import type { TensorModel } from "./model";
import { ModelElement } from "./model-element";
import { describe, withMinus } from "./words";

const ROW = 20;
const HEIGHT = 400;
/** An element cannot be higher than some ten million pixels: beyond, scrolling goes by shares. */
const TALLEST = 8_000_000;
const CHARACTER = 7.3;
const PADDING = 16;
/** Width of a column before its texts are known. */
const NARROW = 9;

interface Texts {
  readonly key: string;
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly columns: number;
  readonly texts: readonly string[];
}

export class TensorTable extends ModelElement {
  static override properties = { ...ModelElement.properties, texts: { state: true } };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        font: 12px/20px var(--vscode-editor-font-family);
        font-variant-numeric: tabular-nums;
      }
      .scroll {
        position: relative;
        overflow: auto;
        max-height: ${HEIGHT}px;
        outline: none;
        scrollbar-width: thin;
        border: 1px solid var(--vscode-panel-border);
      }
      .scroll:focus-visible {
        border-color: var(--vscode-focusBorder);
      }
      .sheet {
        position: sticky;
        top: 0;
        left: 0;
        overflow: hidden;
      }
      .cell {
        position: absolute;
        height: ${ROW}px;
        padding: 0 8px;
        text-align: right;
        white-space: pre;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .cell.head {
        color: var(--nn-dim);
        font-size: 11px;
        background: var(--vscode-editor-background);
      }
      .cell.chosen {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
        background: var(--nn-quiet);
      }
      .cell.odd {
        color: var(--nn-bad);
      }
      .line {
        position: absolute;
        left: 0;
        right: 0;
        height: ${ROW}px;
      }
    `,
  ];

  declare private texts: Texts | null;
  private readonly fetcher = new Fetcher<Texts>();
  private characters = NARROW;
  /** The chosen cell stays in sight: it was reached by keys, and nobody scrolled since. */
  private following = false;
  private measured = "";
  private readonly sizes = new ResizeObserver(() => this.requestUpdate());

  constructor() {
    super();
    this.texts = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  /** What is in sight: rows counted through all facets. */
  private sight(model: TensorModel) {
    const { arrangement } = model;
    const rows = arrangement.facets * arrangement.rows;
    const scroll = this.renderRoot.querySelector<HTMLElement>(".scroll");
    const head = this.headWidth(model);
    const pitch = this.characters * CHARACTER + PADDING;
    const width = Math.max(60, (scroll?.clientWidth ?? this.clientWidth) - head);
    const height = Math.min(HEIGHT, (rows + 1) * ROW);
    const inSight = Math.max(1, Math.ceil((height - ROW) / ROW));
    const whole = Math.min(TALLEST, (rows + 1) * ROW);
    const free = Math.max(1, whole - height);
    const share = Math.min(1, (scroll?.scrollTop ?? 0) / free);
    const firstRow =
      whole < TALLEST
        ? Math.min(Math.max(0, rows - inSight), Math.floor((scroll?.scrollTop ?? 0) / ROW))
        : Math.round(share * Math.max(0, rows - inSight));
    const firstColumn = Math.max(0, Math.min(arrangement.columns - 1, Math.floor((scroll?.scrollLeft ?? 0) / pitch)));
    const columns = Math.min(arrangement.columns - firstColumn, Math.ceil(width / pitch) + 1);
    return {
      rows,
      head,
      pitch,
      height,
      whole,
      firstRow,
      firstColumn,
      columns,
      count: Math.min(inSight + 1, rows - firstRow),
    };
  }

  /** Room for the longest row head. */
  private headWidth(model: TensorModel): number {
    const { arrangement } = model;
    const last = { facet: Math.max(0, arrangement.facets - 1), row: Math.max(0, arrangement.rows - 1) };
    return rowHead(model, last).length * 6.7 + PADDING;
  }

  override render() {
    const { model } = this;
    const shown = model?.shown ?? null;
    if (model === null || shown === null || model.isEmpty) return nothing;
    const key = `${shown.run}/${shown.value}/${shown.dtype}`;
    if (this.measured !== key) {
      this.measured = key;
      this.characters = NARROW;
      this.fetcher.restart();
    }
    const sight = this.sight(model);
    const chosen = model.cell === null ? null : placeAt(model.arrangement, model.cell);
    return html`<div
      class="scroll"
      tabindex="0"
      role="grid"
      aria-label=${t("tensorLabel", shown.dtype, formatShape(shown.shape))}
      aria-description=${describe(model)}
      aria-rowcount=${sight.rows + 1}
      aria-colcount=${model.arrangement.columns + 1}
      aria-activedescendant=${chosen === null ? nothing : "chosen"}
      @scroll=${() => this.requestUpdate()}
      @wheel=${this.onLeave}
      @pointerdown=${this.onLeave}
      @keydown=${this.onKey}
    >
      <div class="space"><div class="sheet">${this.sheet(model, sight, chosen)}</div></div>
    </div>`;
  }

  private sheet(model: TensorModel, sight: ReturnType<TensorTable["sight"]>, chosen: Place | null) {
    const { arrangement } = model;
    const rows = Array.from({ length: sight.count }, (_, i) => sight.firstRow + i);
    const columns = Array.from({ length: sight.columns }, (_, i) => sight.firstColumn + i);
    return html`<div class="line" role="row" data-top="0">
        ${columns.map(
          (column, i) =>
            html`<span class="cell head" role="columnheader" data-left=${sight.head + i * sight.pitch} data-width=${sight.pitch}
              >${arrangement.columnAxis === null ? "" : indexAlong(arrangement, arrangement.columnAxis, column)}</span
            >`,
        )}
      </div>
      ${rows.map((row, down) => {
        const place = { facet: Math.floor(row / arrangement.rows), row: row % arrangement.rows };
        return html`<div class="line" role="row" aria-rowindex=${row + 2} data-top=${(down + 1) * ROW}>
          ${columns.map((column, i) => {
            const text = this.textAt(row, column);
            const own = chosen?.facet === place.facet && chosen.row === place.row && chosen.column === column;
            return html`<span
              class="cell ${own ? "chosen" : ""} ${/nan|inf/.test(text) ? "odd" : ""}"
              role="gridcell"
              id=${own ? "chosen" : nothing}
              aria-selected=${own}
              aria-colindex=${column + 2}
              data-left=${sight.head + i * sight.pitch}
              data-width=${sight.pitch}
              @click=${() => model.choose(indexAt(arrangement, { ...place, column }))}
              >${withMinus(text)}</span
            >`;
          })}
          <span class="cell head" role="rowheader" data-left="0" data-width=${sight.head}>${rowHead(model, place)}</span>
        </div>`;
      })}`;
  }

  private textAt(row: number, column: number): string {
    const { texts } = this;
    if (texts === null || texts.key !== this.textsKey()) return "";
    const across = column - texts.firstColumn;
    if (row < texts.firstRow || across < 0 || across >= texts.columns) return "";
    return texts.texts[(row - texts.firstRow) * texts.columns + across] ?? "";
  }

  private textsKey(): string {
    const shown = this.model?.shown;
    return `${shown?.run}/${shown?.value}/${JSON.stringify(this.model?.arrangement)}`;
  }

  override updated(): void {
    const { model } = this;
    if (model === null || model.shown === null || model.isEmpty) return;
    const sight = this.sight(model);
    // Places are set from here, not by style attributes: the page's security policy allows none.
    const space = this.renderRoot.querySelector<HTMLElement>(".space");
    const sheet = this.renderRoot.querySelector<HTMLElement>(".sheet");
    if (space !== null && sheet !== null) {
      space.style.height = `${sight.whole}px`;
      space.style.width = `${sight.head + model.arrangement.columns * sight.pitch}px`;
      sheet.style.height = `${sight.height}px`;
      sheet.style.width = "100%";
      for (const line of sheet.querySelectorAll<HTMLElement>(".line")) line.style.top = `${line.dataset.top}px`;
      for (const cell of sheet.querySelectorAll<HTMLElement>(".cell")) {
        cell.style.left = `${cell.dataset.left}px`;
        cell.style.width = `${cell.dataset.width}px`;
      }
    }
    void this.fetch(model, sight);
  }

  private async fetch(model: TensorModel, sight: ReturnType<TensorTable["sight"]>): Promise<void> {
    const { shown, arrangement } = model;
    if (shown === null || sight.count <= 0) return;
    const textsKey = this.textsKey();
    const { firstRow, firstColumn, columns } = sight;
    const key = `${textsKey}/${firstRow}/${sight.count}/${firstColumn}/${columns}`;
    const texts = await this.fetcher.fetch(key, async () => {
      const parts = await Promise.all(
        pieces(firstRow, sight.count, arrangement.rows).map(({ facet, row, count }) =>
          shown.source.ask("cells", windowOf(model, facet, row, count, firstColumn, columns)),
        ),
      );
      return { key: textsKey, firstRow, firstColumn, columns, texts: parts.flatMap((part) => part.texts) };
    });
    if (texts === null) return;
    const before = this.characters;
    this.characters = Math.max(before, ...texts.texts.map((text) => text.length));
    this.texts = texts;
    // Wider columns move what is in sight.
    if (this.characters > before && this.following) {
      await this.updateComplete;
      this.reveal(model);
    }
  }

  private readonly onLeave = (): void => {
    this.following = false;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { model } = this;
    if (model === null) return;
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key === "c") this.dispatchEvent(new CustomEvent("nn-copy", { bubbles: true, composed: true }));
    else if (!control && event.key === "t") model.setMode("picture");
    else if (!control && event.key === "h") model.setMode("histogram");
    else if (event.altKey || !model.move(event.key, control)) return;
    else {
      this.following = true;
      this.reveal(model);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  private reveal(model: TensorModel): void {
    const place = model.cell === null ? null : placeAt(model.arrangement, model.cell);
    const scroll = this.renderRoot.querySelector<HTMLElement>(".scroll");
    if (place === null || scroll === null) return;
    const sight = this.sight(model);
    const row = place.facet * model.arrangement.rows + place.row;
    const inSight = Math.floor((sight.height - ROW) / ROW);
    const to = row < sight.firstRow ? row : row >= sight.firstRow + inSight ? row - inSight + 1 : sight.firstRow;
    if (to !== sight.firstRow) {
      const share = to / Math.max(1, sight.rows - inSight);
      scroll.scrollTop = sight.whole < TALLEST ? to * ROW : share * (sight.whole - sight.height);
    }
    // Columns begin at the left edge, as rows do at the top.
    const across = Math.max(1, Math.floor((scroll.clientWidth - sight.head) / sight.pitch));
    const { firstColumn } = sight;
    if (place.column < firstColumn) scroll.scrollLeft = place.column * sight.pitch;
    else if (place.column >= firstColumn + across) scroll.scrollLeft = (place.column - across + 1) * sight.pitch;
  }
}

/** "3", or "[0, 1, 3]" where there are facets. */
function rowHead(model: TensorModel, place: { readonly facet: number; readonly row: number }): string {
  const { arrangement } = model;
  const { facetAxes, rowAxis } = arrangement;
  const positions = facetPositions(arrangement, place.facet);
  const outer = facetAxes.map((axis, i) => indexAlong(arrangement, axis, positions[i] ?? 0));
  const own = rowAxis === null ? [] : [indexAlong(arrangement, rowAxis, place.row)];
  return outer.length === 0 ? own.join("") : `[${[...outer, ...own].join(", ")}]`;
}

/** Rows counted through all facets, facet by facet: one window each. */
function pieces(first: number, count: number, rows: number): { facet: number; row: number; count: number }[] {
  const found: { facet: number; row: number; count: number }[] = [];
  for (let at = first; at < first + count; ) {
    const row = at % rows;
    const length = Math.min(rows - row, first + count - at);
    found.push({ facet: Math.floor(at / rows), row, count: length });
    at += length;
  }
  return found;
}

function windowOf(
  model: TensorModel,
  facet: number,
  row: number,
  count: number,
  firstColumn: number,
  columns: number,
): TensorWindow {
  const { parts, facetAxes, rowAxis, columnAxis } = model.arrangement;
  return {
    value: model.shown?.value ?? 0,
    axes: parts,
    facetAxes,
    rowAxis,
    columnAxis,
    facets: { first: facet, count: 1 },
    rows: { first: row, count },
    columns: { first: firstColumn, count: columns },
  };
}

customElements.define("nn-table", TensorTable);
