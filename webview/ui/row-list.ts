// The base of the three lists: only the rows on screen are in the document, the keyboard moves a selection, the scroll
// position survives hiding. A list says how many rows there are, how high each is and how one looks.

import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { fixedWindow, type RowWindow, rowAt, scrollToShow, tallWindow } from "../format/window";
import type { Store } from "../source/store";

export const ROW = 22;
/** Rows kept in the document above and below the ones on screen. */
const AROUND = 8;

export abstract class RowList extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { attribute: false },
    revision: { attribute: false },
    visible: { type: Boolean },
  };

  declare store: Store | null;
  /** Counts up with every change of the store: the same object with new contents. */
  declare revision: number;
  /** False while another tab is in front. */
  declare visible: boolean;
  private top = 0;
  /** The selected row while rows are rendered, so that each need not search for it. */
  protected current = -1;
  private viewport = 0;
  private scroller: HTMLElement | null = null;
  private readonly sizes = new ResizeObserver(() => {
    const height = this.scroller?.clientHeight ?? 0;
    if (height === 0 || height === this.viewport) return;
    this.viewport = height;
    this.requestUpdate();
  });

  constructor() {
    super();
    this.store = null;
    this.revision = 0;
    this.visible = true;
  }

  protected abstract rowCount(): number;
  /** Where rows begin when they differ in height; null when all are ROW high. */
  protected abstract tops(): Float64Array | null;
  protected abstract renderRow(at: number, position: string): TemplateResult;
  protected abstract selectedRow(): number;
  protected abstract selectRow(at: number): void;
  /** Enter, or a double click. */
  protected abstract openRow(at: number): void;
  /** Keys of the list's own; true when it took the key. */
  protected onOwnKey(_event: KeyboardEvent, _at: number): boolean {
    return false;
  }

  /** The scrolling part, with the list's role and its attributes for the whole. */
  protected renderRows(role: "tree" | "treegrid" | "listbox", label: string): TemplateResult {
    const tops = this.tops();
    const count = this.rowCount();
    const height = tops === null ? count * ROW : (tops[tops.length - 1] ?? 0);
    const { first, end } = this.window(tops, count);
    const selected = this.selectedRow();
    this.current = selected;
    const rows: TemplateResult[] = [];
    for (let at = first; at < end; at++) {
      const top = tops === null ? at * ROW : (tops[at] ?? 0);
      rows.push(this.renderRow(at, `translateY(${top}px)`));
    }
    const active = selected >= first && selected < end ? `row-${selected}` : "";
    return html`<div
      class="scroll"
      tabindex="0"
      role=${role}
      aria-label=${label}
      aria-rowcount=${role === "treegrid" ? count : nothing}
      aria-activedescendant=${active === "" ? nothing : active}
      @scroll=${this.onScroll}
      @keydown=${this.onKey}
    >
      <div class="space" role="presentation" .style=${`height:${height}px`}>${rows}</div>
    </div>`;
  }

  private window(tops: Float64Array | null, count: number): RowWindow {
    return tops === null
      ? fixedWindow(count, ROW, this.top, this.viewport, AROUND)
      : tallWindow(tops, this.top, this.viewport, 3);
  }

  override updated(changed: PropertyValues): void {
    const scroller = this.renderRoot.querySelector<HTMLElement>(".scroll");
    if (scroller !== this.scroller) {
      this.sizes.disconnect();
      this.scroller = scroller;
      if (scroller !== null) {
        this.sizes.observe(scroller);
        scroller.scrollTop = this.top;
      }
    }
    // A hidden element loses its scroll position in some browsers.
    if (changed.has("visible") && this.visible && scroller !== null) scroller.scrollTop = this.top;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
    this.scroller = null;
  }

  /** Where the list stands, to be remembered. */
  get position(): number {
    return this.top;
  }

  set position(top: number) {
    this.top = top;
    if (this.scroller !== null) this.scroller.scrollTop = top;
    this.requestUpdate();
  }

  focusRows(): void {
    this.scroller?.focus();
  }

  focusSearch(): void {
    const field = this.renderRoot.querySelector<HTMLElement>(".search");
    field?.focus();
  }

  /** Scrolls as little as needed to show a row. */
  showRow(at: number): void {
    if (at < 0 || this.scroller === null || this.viewport === 0) return;
    const tops = this.tops();
    const top = tops === null ? at * ROW : (tops[at] ?? 0);
    const bottom = tops === null ? top + ROW : (tops[at + 1] ?? top);
    const wanted = scrollToShow(top, bottom, this.scroller.scrollTop, this.viewport);
    if (wanted !== this.scroller.scrollTop) this.scroller.scrollTop = wanted;
  }

  private readonly onScroll = (): void => {
    if (this.scroller === null || !this.visible) return;
    this.top = this.scroller.scrollTop;
    this.requestUpdate();
    // A scroll event itself does not leave this element's shadow.
    this.dispatchEvent(new Event("nn-scrolled", { bubbles: true }));
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.target !== this.scroller || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = this.selectedRow();
    if (this.onOwnKey(event, at)) {
      event.preventDefault();
      return;
    }
    const count = this.rowCount();
    const next = this.rowFor(event.key, at, count);
    if (next !== null) {
      event.preventDefault();
      if (count > 0) this.move(Math.min(count - 1, Math.max(0, next)));
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      this.openRow(at);
    }
  };

  protected move(at: number): void {
    this.selectRow(at);
    this.showRow(at);
    this.requestUpdate();
  }

  private rowFor(key: string, at: number, count: number): number | null {
    switch (key) {
      case "ArrowDown":
        return at + 1;
      case "ArrowUp":
        return at < 0 ? count - 1 : at - 1;
      case "Home":
        return 0;
      case "End":
        return count - 1;
      case "PageDown":
        return this.page(at, 1);
      case "PageUp":
        return this.page(at, -1);
      default:
        return null;
    }
  }

  private page(at: number, direction: 1 | -1): number {
    const step = Math.max(ROW, this.viewport - ROW) * direction;
    const tops = this.tops();
    if (tops === null) return Math.max(0, at) + Math.round(step / ROW);
    const next = rowAt(tops, (tops[Math.max(0, at)] ?? 0) + step);
    return next === at ? at + direction : next;
  }
}
