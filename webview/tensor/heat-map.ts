// <nn-heat-map>: the picture of a tensor, which can be pointed at, walked over by keys, scrolled and zoomed. A screen reader
// has a grid of the whole tensor's size, and is told each cell that is chosen.

import { css, html, nothing } from "lit";
import { formatShape } from "../../src/look/numbers";
import { indexAt, type Place, placeAt } from "../../src/look/tensor/axes";
import { cornerOf, type Picture, placeUnder, type Scroll } from "../../src/look/tensor/layout";
import { t } from "../strings";
import { sharedStyles } from "../ui/styles";
import { onThemeChange } from "../ui/theme";
import type { TensorModel } from "./model";
import { ModelElement } from "./model-element";
import { paintOn, sceneOf } from "./scene";
import { cellValueText, describe } from "./words";
import "./cut";

/** A picture is no higher than this; an operand's is lower. */
const HEIGHT = 400;
const COMPACT_HEIGHT = 150;

export class HeatMap extends ModelElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      .frame {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 10px;
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
    `,
  ];

  private width = 0;
  private height = 0;
  /** Fractions of cells that a wheel has turned. */
  private turned = { x: 0, y: 0 };
  private readonly sizes = new ResizeObserver((entries) => {
    const width = Math.floor(entries[0]?.contentRect.width ?? 0);
    if (width === 0) return;
    this.width = width;
    this.place();
  });
  private unwatch: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
    this.unwatch = onThemeChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
    this.unwatch?.();
  }

  private place(): void {
    const { model } = this;
    if (model === null || this.width === 0) return;
    model.setRoom({ width: this.width, height: model.compact ? COMPACT_HEIGHT : HEIGHT });
  }

  override render() {
    const { model } = this;
    const picture = model?.picture() ?? null;
    const shown = model?.shown ?? null;
    if (model === null || shown === null || picture === null) return nothing;
    const { cell } = model;
    const place = cell === null ? null : placeAt(model.arrangement, cell);
    const tipped = model.hovered ?? cell;
    return html`<div class="frame"><div
        class="grid"
        tabindex="0"
        role="grid"
        aria-label=${t("tensorLabel", shown.dtype, formatShape(shown.shape))}
        aria-description=${describe(model)}
        aria-rowcount=${model.arrangement.facets * model.arrangement.rows}
        aria-colcount=${model.arrangement.columns}
        aria-activedescendant=${place === null ? nothing : "cell"}
        @keydown=${this.onKey}
        @focus=${this.onFocus}
        @wheel=${this.onWheel}
      >
        <canvas
          aria-hidden="true"
          @pointermove=${this.onMove}
          @pointerleave=${() => this.model?.hover(null)}
          @pointerdown=${this.onPress}
          @dblclick=${this.onWhy}
        ></canvas>
        <div role="row" class="unseen" aria-rowindex=${rowNumber(model, place)}>
          <div role="gridcell" id="cell" aria-selected="true" aria-colindex=${(place?.column ?? 0) + 1}>
            ${cell === null ? "" : cellValueText(model, cell)}
          </div>
        </div>
        ${tipped === null || this.placeOf(tipped, picture) === null ? nothing : this.tip(model, tipped)}
      </div>
      ${model.compact ? nothing : html`<nn-cut .model=${model} .picture=${picture}></nn-cut>`}</div>`;
  }

  private tip(model: TensorModel, index: readonly number[]) {
    return html`<div class="tip"><span class="dim">${formatShape(index)}</span> ${cellValueText(model, index)}</div>`;
  }

  private placeOf(index: readonly number[], picture: Picture): Place | null {
    const place = this.model === null ? null : placeAt(this.model.arrangement, index);
    return place === null || cornerOf(picture, place) === null ? null : place;
  }

  override updated(): void {
    this.place();
    const { model } = this;
    const scene = model === null ? null : sceneOf(model, window.devicePixelRatio);
    const canvas = this.renderRoot.querySelector("canvas");
    if (scene === null || canvas === null) {
      // Another tensor's picture is on its way: what is below stays where it is for that moment.
      this.style.minHeight = `${this.height}px`;
      return;
    }
    const { picture } = scene;
    paintOn(canvas, scene);
    this.height = this.renderRoot.querySelector<HTMLElement>(".frame")?.offsetHeight ?? 0;
    this.style.minHeight = "";
    this.placeTip(picture);
  }

  private placeTip(picture: Picture): void {
    const tip = this.renderRoot.querySelector<HTMLElement>(".tip");
    const index = this.model?.hovered ?? this.model?.cell ?? null;
    const place = index === null ? null : this.placeOf(index, picture);
    const corner = place === null ? null : cornerOf(picture, place);
    if (tip === null || corner === null) return;
    const { cellWidth, cellHeight } = picture.geometry;
    // Right of the cell where there is room, else below it: never over the cell itself.
    let left = corner.x + cellWidth + 8;
    let top = corner.y + cellHeight / 2 - tip.offsetHeight / 2;
    if (left + tip.offsetWidth > this.width) {
      left = Math.max(0, Math.min(corner.x - 8, this.width - tip.offsetWidth));
      top = corner.y + cellHeight + 5;
    }
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  private under(event: MouseEvent): Place | null {
    const picture = this.model?.picture() ?? null;
    return picture === null ? null : placeUnder(picture, event.offsetX, event.offsetY);
  }

  private readonly onMove = (event: PointerEvent): void => {
    this.model?.hover(this.under(event));
  };

  private readonly onPress = (event: PointerEvent): void => {
    const place = this.under(event);
    if (place !== null && this.model !== null) this.model.choose(indexAt(this.model.arrangement, place));
  };

  private readonly onWhy = (): void => {
    const index = this.model?.cell;
    if (index != null) this.dispatchEvent(new CustomEvent("nn-why", { detail: index, bubbles: true, composed: true }));
  };

  private readonly onFocus = (): void => {
    const { model } = this;
    if (model === null || model.cell !== null || model.isEmpty) return;
    // A click chooses its own cell.
    if (this.renderRoot.querySelector(".grid:focus-visible") !== null) {
      model.choose(indexAt(model.arrangement, model.firstInSight()));
    }
  };

  /**
   * Scrolls what does not fit, once the picture is focused: a page that is scrolled past it is not caught in it. At its
   * edge the page scrolls on. With Control it zooms.
   */
  private readonly onWheel = (event: WheelEvent): void => {
    const { model } = this;
    const geometry = model?.geometry() ?? null;
    if (model === null || geometry === null) return;
    if (this.renderRoot.querySelector(".grid:focus") === null) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      model.zoomBy(event.deltaY < 0 ? 1 : -1);
      return;
    }
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    const down = event.shiftKey ? 0 : event.deltaY;
    const facets = model.arrangement.facetAxes.length > 0;
    const x = this.turned.x + (sideways * lines) / geometry.cellWidth;
    const y = this.turned.y + (down * lines) / (facets ? geometry.lineHeight : geometry.cellHeight);
    const by: Scroll = { row: facets ? 0 : Math.trunc(y), column: Math.trunc(x), line: facets ? Math.trunc(y) : 0 };
    this.turned = { x: x - Math.trunc(x), y: y - Math.trunc(y) };
    if (by.row === 0 && by.column === 0 && by.line === 0) {
      if (canScroll(model, sideways, down)) event.preventDefault();
    } else if (model.scrollBy(by)) event.preventDefault();
    else this.turned = { x: 0, y: 0 };
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { model } = this;
    if (model === null) return;
    const { key } = event;
    const control = event.ctrlKey || event.metaKey;
    const { cell } = model;
    if (key === "Escape" && cell !== null) model.choose(null);
    else if (key === "Enter" && cell !== null) this.onWhy();
    else if (control && key === "c") this.dispatchEvent(new CustomEvent("nn-copy", { bubbles: true, composed: true }));
    else if (!control && (key === "c" || key === "C")) {
      model.recentre(key === "C" || cell === null ? null : model.numberAt(cell));
    } else if (!control && key === "t") model.setMode("table");
    else if (!control && key === "h") model.setMode("histogram");
    else if (!control && (key === "+" || key === "=")) model.zoomBy(1);
    else if (!control && key === "-") model.zoomBy(-1);
    else if (!control && key === "0") model.zoomBy(0);
    else if (event.altKey || !model.move(key, control)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function rowNumber(model: TensorModel, place: Place | null): number {
  return place === null ? 1 : place.facet * model.arrangement.rows + place.row + 1;
}

/** Whether there is more in the direction of a turn that is not yet a whole cell. */
function canScroll(model: TensorModel, sideways: number, down: number): boolean {
  const missing = model.picture()?.missing;
  if (missing === undefined || model.arrangement.facetAxes.length > 0) return false;
  return (
    (sideways > 0 && missing.right > 0) ||
    (sideways < 0 && missing.left > 0) ||
    (down > 0 && missing.below > 0) ||
    (down < 0 && missing.above > 0)
  );
}

customElements.define("nn-heat-map", HeatMap);
