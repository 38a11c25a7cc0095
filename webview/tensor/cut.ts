// <nn-cut>: what of a tensor is not in sight, counted, and a map of where the window is in the whole, which can be dragged.

import { css, html, LitElement, nothing } from "lit";
import { formatCount } from "../../src/look/numbers";
import { lineCount, type Picture } from "../../src/look/tensor/layout";
import { t } from "../strings";
import { sharedStyles } from "../ui/styles";
import type { TensorModel } from "./model";

/** Pixels of the map's longer side, and the fewest of the other one and of the window in it. */
const SIDE = 64;
const THINNEST = 10;
const SMALLEST_WINDOW = 4;

/** The whole and the window in it, in units of the picture's own scrolling. */
interface Extent {
  readonly across: { readonly first: number; readonly count: number; readonly total: number };
  readonly down: { readonly first: number; readonly count: number; readonly total: number };
  readonly lines: boolean;
}

export class Cut extends LitElement {
  static override properties = { model: { attribute: false }, picture: { attribute: false } };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        flex: none;
        font: 10px/16px var(--vscode-editor-font-family);
        color: var(--nn-dim);
      }
      :host(:not([cut])) {
        display: none;
      }
      .map {
        position: relative;
        margin-top: 4px;
        border: 1px solid var(--nn-dim);
        touch-action: none;
        cursor: crosshair;
      }
      .window {
        position: absolute;
        border: 1px solid var(--vscode-focusBorder);
        background: color-mix(in srgb, var(--vscode-focusBorder) 45%, transparent);
        pointer-events: none;
      }
    `,
  ];

  declare model: TensorModel | null;
  declare picture: Picture | null;

  constructor() {
    super();
    this.model = null;
    this.picture = null;
  }

  private extent(): Extent | null {
    const { model, picture } = this;
    if (model === null || picture === null) return null;
    const { arrangement } = model;
    const { geometry } = picture;
    const lines = lineCount(arrangement, geometry);
    const across = { ...picture.columns, total: arrangement.columns };
    if (lines > geometry.lines) {
      const first = Math.floor(picture.facets.first / (geometry.perLine * geometry.members));
      return {
        across: { first: 0, count: 1, total: 1 },
        down: { first, count: geometry.lines, total: lines },
        lines: true,
      };
    }
    const down = { ...picture.rows, total: arrangement.rows };
    if (down.count >= down.total && across.count >= across.total) return null;
    return { across, down, lines: false };
  }

  override render() {
    const extent = this.extent();
    this.toggleAttribute("cut", extent !== null);
    if (extent === null || this.picture === null) return nothing;
    const { missing } = this.picture;
    const columns = missing.left + missing.right;
    const rows = missing.above + missing.below;
    const facets = extent.lines ? (this.model?.arrangement.facets ?? 0) - this.picture.facets.count : 0;
    return html`${columns > 0 ? html`<div>… ${t("moreColumns", formatCount(columns))}</div>` : nothing}
      ${rows > 0 ? html`<div>… ${t("moreRows", formatCount(rows))}</div>` : nothing}
      ${facets > 0 ? html`<div>… ${t("moreFacets", formatCount(facets))}</div>` : nothing}
      <div
        class="map"
        aria-hidden="true"
        title=${t("dragWindow")}
        @pointerdown=${this.onDown}
        @pointermove=${this.onDrag}
      >
        <div class="window"></div>
      </div>`;
  }

  /** Sizes are set from here, not by style attributes: the page's security policy allows none. */
  override updated(): void {
    const map = this.renderRoot.querySelector<HTMLElement>(".map");
    const window = this.renderRoot.querySelector<HTMLElement>(".window");
    const extent = this.extent();
    if (map === null || window === null || extent === null) return;
    const { width, height } = this.size(extent);
    map.style.width = `${width + 2}px`;
    map.style.height = `${height + 2}px`;
    const place = (axis: Extent["across"], length: number): readonly [number, number] => {
      const size = Math.max(SMALLEST_WINDOW, (length * axis.count) / axis.total);
      const free = axis.total - axis.count;
      return [free <= 0 ? 0 : ((length - size) * axis.first) / free, size];
    };
    const [left, across] = place(extent.across, width);
    const [top, down] = place(extent.down, height);
    Object.assign(window.style, { left: `${left}px`, top: `${top}px`, width: `${across}px`, height: `${down}px` });
  }

  private size({ across, down, lines }: Extent): { readonly width: number; readonly height: number } {
    if (lines) return { width: THINNEST, height: SIDE };
    const scale = SIDE / Math.max(across.total, down.total);
    const side = (total: number) => Math.max(THINNEST, Math.round(total * scale));
    return { width: side(across.total), height: side(down.total) };
  }

  private readonly onDown = (event: PointerEvent): void => {
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.setPointerCapture(event.pointerId);
    this.moveTo(event);
  };

  private readonly onDrag = (event: PointerEvent): void => {
    if (event.buttons !== 0) this.moveTo(event);
  };

  /** The window's middle under the pointer. */
  private moveTo(event: PointerEvent): void {
    const extent = this.extent();
    const map = event.currentTarget;
    if (extent === null || !(map instanceof HTMLElement)) return;
    const box = map.getBoundingClientRect();
    const at = (axis: Extent["across"], share: number) => share * axis.total - axis.count / 2;
    const across = at(extent.across, (event.clientX - box.left) / box.width);
    const down = at(extent.down, (event.clientY - box.top) / box.height);
    const { row, column, line } = this.model?.position ?? { row: 0, column: 0, line: 0 };
    this.model?.setScroll(
      extent.lines
        ? { row, column, line: Math.round(down) }
        : { row: Math.round(down), column: Math.round(across), line },
    );
  }
}

customElements.define("nn-cut", Cut);
