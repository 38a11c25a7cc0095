// <nn-heat-map>: a tensor of any rank as a picture that can be pointed at and walked over. It asks for the elements that
// it shows (never more than a window), and for one cell's exact stored value when somebody looks at that cell.

import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { CELL, formatElement, formatShape, MINUS } from "../../src/look/numbers";
import { rampsFor, rangeOfDigest } from "../../src/look/ramps";
import type { Digest, SliceData, TraceSource, ValueId } from "../../src/protocol";
import { t } from "../strings";
import { sharedStyles } from "../ui/styles";
import { onThemeChange, pageColours, themeKind } from "../ui/theme";
import { type Cell, cellAt, indexOf, layoutPicture, moveCell, offsetOf, type PictureLayout } from "./layout";
import { BAR_HEIGHT, paintBar, paintPicture, SIGNS_HEIGHT, signsIn } from "./paint";

const MAX_ROWS = 128;
const MAX_COLUMNS = 128;
/** Elements that a picture of many slices shows at most. */
const MAX_ELEMENTS = 40_000;
const MAX_FACETS = 384;

export class HeatMap extends LitElement {
  static override properties = {
    source: { attribute: false },
    value: { attribute: false },
    run: { attribute: false },
    digest: { attribute: false },
    linked: { attribute: false },
    slice: { state: true },
    cell: { state: true },
    exact: { state: true },
    hovered: { state: true },
  };

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        position: relative;
      }
      .grid {
        position: relative;
        outline: none;
        width: max-content;
        max-width: 100%;
      }
      canvas {
        display: block;
        touch-action: manipulation;
        filter: var(--nn-picture-filter, none);
      }
      .grid:focus-visible canvas {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: 2px;
      }
      .tip {
        position: absolute;
        z-index: 5;
        left: 0;
        top: 0;
        padding: 1px 6px;
        pointer-events: none;
        white-space: nowrap;
        font: 11px/17px var(--vscode-editor-font-family);
        color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
        background: var(--vscode-editorHoverWidget-background);
        border: 1px solid var(--vscode-editorHoverWidget-border);
        border-radius: 4px;
        box-shadow: 0 2px 8px var(--vscode-widget-shadow, rgb(0 0 0 / 24%));
      }
      .big {
        font: 20px/30px var(--vscode-editor-font-family);
        padding: 4px 0;
        user-select: text;
      }
      .caption {
        color: var(--nn-dim);
        font-size: 11px;
        line-height: 16px;
        margin-top: 4px;
      }
    `,
  ];

  declare source: TraceSource | null;
  declare value: ValueId | null;
  /** The run that the id belongs to: the same id is another value in the next. */
  declare run: number;
  declare digest: Digest | null;
  /** The index of a cell that is chosen in a related picture, marked here too. */
  declare linked: readonly number[] | null;
  declare private slice: SliceData | null;
  declare private cell: Cell | null;
  declare private hovered: Cell | null;
  declare private exact: string;

  private layout: PictureLayout | null = null;
  private width = 0;
  private readonly texts = new Map<string, string>();
  private readonly sizes = new ResizeObserver((entries) => {
    const width = Math.floor(entries[0]?.contentRect.width ?? 0);
    if (width === this.width || width === 0) return;
    this.width = width;
    this.requestUpdate();
  });
  private unwatch: (() => void) | null = null;

  constructor() {
    super();
    this.source = null;
    this.value = null;
    this.run = 0;
    this.digest = null;
    this.linked = null;
    this.slice = null;
    this.cell = null;
    this.hovered = null;
    this.exact = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
    this.unwatch = onThemeChange(() => this.draw());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
    this.unwatch?.();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("value") || changed.has("run")) void this.fetch();
  }

  private async fetch(): Promise<void> {
    const { source, value, run } = this;
    this.texts.clear();
    this.hovered = null;
    if (source === null || value === null) return;
    try {
      const slice = await source.ask("slice", {
        value,
        // No more than there is: the worker refuses a window whose three sizes multiply to too many cells.
        maxRows: Math.min(MAX_ROWS, this.sizeOf(-2)),
        maxColumns: Math.min(MAX_COLUMNS, this.sizeOf(-1)),
        maxFacets: this.facetsWanted(),
      });
      if (value !== this.value || run !== this.run) return;
      const same = this.slice !== null && formatShape(this.slice.shape) === formatShape(slice.shape);
      this.slice = slice;
      if (!same) this.choose(null);
      else if (this.cell !== null) void this.fetchExact(this.cell);
      if (slice.shape.length === 0) void this.fetchExact({ facet: 0, row: 0, column: 0 });
    } catch {
      // The digest above still tells what is known; elements of a run that is over cannot be had.
    }
  }

  /** The size of an axis counted from the last; 1 where the tensor has none, unlimited while its shape is not known. */
  private sizeOf(axis: number): number {
    return this.digest === null ? Number.POSITIVE_INFINITY : (this.digest.shape.at(axis) ?? 1);
  }

  /** As many slices as stay legible, in whole groups of the last outer axis. */
  private facetsWanted(): number {
    const shape = this.digest?.shape ?? [];
    const size = Math.min(MAX_ROWS, this.sizeOf(-2)) * Math.min(MAX_COLUMNS, this.sizeOf(-1));
    const most = Math.max(1, Math.min(MAX_FACETS, Math.floor(MAX_ELEMENTS / Math.max(1, size))));
    const group = shape.length > 3 ? (shape.at(-3) ?? 1) : 1;
    return group > 0 && group <= most ? most - (most % group) : most;
  }

  override render() {
    const { slice } = this;
    if (slice === null) return nothing;
    if (slice.shape.length === 0) {
      const value = slice.data[0] ?? Number.NaN;
      const known = this.texts.get("") ?? formatElement(value, slice.dtype);
      return html`<div class="big ${Number.isFinite(value) ? "" : "bad"}">${known}</div>`;
    }
    if (slice.data.length === 0) return nothing;
    const shown = this.hovered ?? this.cell;
    return html`<div
        class="grid"
        tabindex="0"
        role="grid"
        aria-label=${t("tensorLabel", slice.dtype, formatShape(slice.shape))}
        aria-rowcount=${slice.totalRows}
        aria-colcount=${slice.totalColumns}
        aria-activedescendant=${this.cell === null ? nothing : "cell"}
        @keydown=${this.onKey}
        @focus=${() => this.cell ?? this.choose({ facet: 0, row: 0, column: 0 })}
      >
        <canvas
          aria-hidden="true"
          @pointermove=${this.onMove}
          @pointerleave=${() => this.hover(null)}
          @pointerdown=${this.onPress}
        ></canvas>
        <div role="row" class="unseen" aria-rowindex=${(this.cell?.row ?? 0) + 1}>
          <div role="gridcell" id="cell" aria-selected="true" aria-colindex=${(this.cell?.column ?? 0) + 1}>
            ${this.cell === null ? "" : this.cellText(slice, this.cell)}
          </div>
        </div>
        ${shown === null ? nothing : this.tip(slice, shown)}
      </div>
      <div class="unseen" aria-live="polite">${this.cell === null ? "" : this.cellText(slice, this.cell)}</div>
      ${this.captions(slice)}`;
  }

  private tip(slice: SliceData, cell: Cell) {
    return html`<div class="tip"><span class="dim">${formatShape(indexOf(slice, cell))}</span> ${this.exactText(
      slice,
      cell,
    )}</div>`;
  }

  private cellText(slice: SliceData, cell: Cell): string {
    return `${formatShape(indexOf(slice, cell))} ${this.exactText(slice, cell)}`;
  }

  /** The stored value as text, or a rounded one in the moment before that is known. */
  private exactText(slice: SliceData, cell: Cell): string {
    const known = this.texts.get(indexOf(slice, cell).join());
    if (known !== undefined) return known;
    return formatElement(slice.data[offsetOf(slice, cell)] ?? Number.NaN, slice.dtype, CELL);
  }

  private captions(slice: SliceData) {
    const lines: string[] = [];
    const cut = slice.totalRows > slice.rows || slice.totalColumns > slice.columns;
    if (cut) {
      const part = slice.shape.length < 2 ? `${slice.columns}` : `${slice.rows} × ${slice.columns}`;
      const whole = slice.shape.length < 2 ? `${slice.totalColumns}` : `${slice.totalRows} × ${slice.totalColumns}`;
      lines.push(t("showing", part, whole));
    }
    if (slice.totalFacets > slice.facets.length) {
      lines.push(t("facetsOf", slice.facets.length, slice.totalFacets));
    }
    const rank = slice.shape.length;
    if (rank === 3) lines.push(t("axisAcross", 0));
    if (rank === 4) lines.push(`${t("axisAcross", 0)}, ${t("axisDown", 1)}`);
    if (rank > 4) lines.push(`${t("axesAcross", `0…${rank - 4}`)}, ${t("axisDown", rank - 3)}`);
    if (this.range().clipped) lines.push(t("clippedAt"));
    return lines.length === 0 ? nothing : html`<div class="caption">${lines.join(" · ")}</div>`;
  }

  override updated(changed: PropertyValues): void {
    if (
      changed.has("slice") ||
      changed.has("digest") ||
      changed.has("linked") ||
      changed.has("cell") ||
      !changed.size
    ) {
      this.draw();
    }
    this.placeTip();
  }

  private range() {
    if (this.digest !== null) return rangeOfDigest(this.digest);
    return { diverging: false, low: 0, high: 1, clipped: false };
  }

  private draw(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    const { slice } = this;
    if (canvas === null || slice === null || this.width === 0) return;
    let characters = 1;
    // Only small tensors carry numbers; measuring the rest would be work for nothing.
    if (slice.data.length <= 400) {
      for (const value of slice.data) {
        if (Number.isFinite(value)) characters = Math.max(characters, formatElement(value, slice.dtype, CELL).length);
      }
    } else characters = 1000;
    const layout = layoutPicture(slice, this.width, characters);
    this.layout = layout;
    const scale = window.devicePixelRatio;
    const range = this.range();
    const bar = slice.dtype !== "bool";
    const signs = bar ? signsIn(slice, range) : [];
    const width = Math.max(layout.width + 2, Math.min(this.width, layout.left + 290));
    const height = layout.height + (bar ? BAR_HEIGHT : 4) + (signs.length > 0 ? SIGNS_HEIGHT : 0);
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const context = canvas.getContext("2d");
    if (context === null) return;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const scene = {
      slice,
      layout,
      range,
      ramps: rampsFor(themeKind()),
      colours: pageColours(),
      cell: this.cell,
      linked: this.linkedCell(slice),
    };
    paintPicture(context, scene);
    if (bar) paintBar(context, scene, signs, { over: t("over"), under: t("under") });
  }

  /** The linked index as a cell of this picture, when it is one. */
  private linkedCell(slice: SliceData): Cell | null {
    const { linked } = this;
    if (linked === null || linked.length !== slice.shape.length || linked.length === 0) return null;
    const outer = linked.slice(0, -2).join();
    const facet = slice.shape.length < 3 ? 0 : slice.facets.findIndex((one) => one.join() === outer);
    const row = linked.length < 2 ? 0 : (linked.at(-2) ?? 0);
    const column = linked.at(-1) ?? 0;
    return facet >= 0 && row < slice.rows && column < slice.columns ? { facet, row, column } : null;
  }

  private placeTip(): void {
    const tip = this.renderRoot.querySelector<HTMLElement>(".tip");
    const { layout } = this;
    const cell = this.hovered ?? this.cell;
    const box = cell === null ? undefined : layout?.facets[cell.facet];
    if (tip === null || layout === null || cell === null || box === undefined) return;
    // Right of the cell where there is room, else left of it, else below: never over the cell itself.
    const cellLeft = box.x + cell.column * layout.cellWidth;
    const cellTop = box.y + cell.row * layout.cellHeight;
    const right = cellLeft + layout.cellWidth + 8;
    const width = tip.offsetWidth;
    let left = right;
    let top = cellTop + layout.cellHeight / 2 - tip.offsetHeight / 2;
    if (right + width > this.width) {
      left = Math.min(Math.max(0, cellLeft - 8), this.width - width);
      top = cellTop + layout.cellHeight + 4;
    }
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  private readonly onMove = (event: PointerEvent): void => {
    this.hover(this.layout === null ? null : cellAt(this.layout, event.offsetX, event.offsetY));
  };

  private hover(cell: Cell | null): void {
    const { hovered } = this;
    if (hovered?.facet === cell?.facet && hovered?.row === cell?.row && hovered?.column === cell?.column) return;
    this.hovered = cell;
    if (cell !== null) void this.fetchExact(cell);
  }

  private readonly onPress = (event: PointerEvent): void => {
    const cell = this.layout === null ? null : cellAt(this.layout, event.offsetX, event.offsetY);
    if (cell !== null) this.choose(cell);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { slice } = this;
    if (slice === null) return;
    if (event.key === "Escape" && this.cell !== null) {
      this.choose(null);
      event.stopPropagation();
      return;
    }
    const next = moveCell(
      slice,
      this.cell ?? { facet: 0, row: 0, column: 0 },
      event.key,
      event.ctrlKey || event.metaKey,
    );
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.hovered = null;
    this.choose(next);
  };

  private choose(cell: Cell | null): void {
    this.cell = cell;
    const index = cell === null || this.slice === null ? null : indexOf(this.slice, cell);
    this.dispatchEvent(new CustomEvent("nn-cell", { detail: index, bubbles: true, composed: true }));
    if (cell !== null) void this.fetchExact(cell);
  }

  private async fetchExact(cell: Cell): Promise<void> {
    const { source, value, run, slice } = this;
    if (source === null || value === null || slice === null) return;
    const index = indexOf(slice, cell);
    const key = index.join();
    if (this.texts.has(key)) return;
    try {
      const { text } = await source.ask("cell", { value, index });
      if (value !== this.value || run !== this.run) return;
      this.texts.set(key, text.replace(/-/g, MINUS));
      this.exact = `${key} ${text}`;
    } catch {
      // The rounded number stays.
    }
  }
}

customElements.define("nn-heat-map", HeatMap);
