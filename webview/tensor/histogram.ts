// <nn-histogram>: how the elements of what is selected are distributed. Bins by their count; the pointer and arrow keys tell a
// bin's limits and its exact count, and what is not finite is counted beside.

import { css, html, nothing } from "lit";
import {
  DIGEST,
  formatCount,
  formatElement,
  formatNumber,
  formatShare,
  isIntegral,
  MINUS,
} from "../../src/look/numbers";
import { cssColour } from "../../src/look/ramps";
import { boolColour, fillOf, paletteFor } from "../../src/look/tensor/scale";
import type { HistogramData } from "../../src/protocol";
import { t } from "../strings";
import { sharedStyles } from "../ui/styles";
import { onThemeChange, pageColours, themeKind } from "../ui/theme";
import { Fetcher } from "./fetcher";
import { ModelElement } from "./model-element";

const BINS = 40;
const HEIGHT = 120;
const WIDEST = 440;

export class HistogramView extends ModelElement {
  static override properties = { ...ModelElement.properties, data: { state: true }, bin: { state: true } };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      .plot {
        position: relative;
        outline: none;
        max-width: ${WIDEST}px;
      }
      .plot:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: 2px;
      }
      canvas {
        display: block;
        width: 100%;
        height: ${HEIGHT}px;
        filter: var(--nn-picture-filter, none);
      }
      .ends {
        display: flex;
        justify-content: space-between;
        font: 10px/14px var(--vscode-editor-font-family);
        color: var(--nn-dim);
      }
      .bin,
      .counts {
        font: 12px/18px var(--vscode-editor-font-family);
        min-height: 18px;
      }
    `,
  ];

  declare private data: HistogramData | null;
  declare private bin: number | null;
  private readonly fetcher = new Fetcher<HistogramData>();
  private of = "";
  private width = 0;
  private readonly sizes = new ResizeObserver((entries) => {
    this.width = Math.min(WIDEST, Math.floor(entries[0]?.contentRect.width ?? 0));
    this.requestUpdate();
  });
  private unwatch: (() => void) | null = null;

  constructor() {
    super();
    this.data = null;
    this.bin = null;
  }

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

  override render() {
    const { model, data } = this;
    if (model?.shown == null || model.isEmpty) return nothing;
    if (data === null) return html`<div class="counts dim">…</div>`;
    const bad = [
      [t("notNumber"), data.nan],
      ["+Inf", data.posinf],
      [`${MINUS}Inf`, data.neginf],
    ].filter(([, count]) => Number(count) > 0);
    return html`<div
        class="plot"
        role="img"
        tabindex="0"
        aria-label=${t("histogramLabel", formatCount(data.n), data.counts.length)}
        @pointermove=${this.onMove}
        @pointerleave=${() => this.choose(null)}
        @keydown=${this.onKey}
      >
        <canvas></canvas>
        ${
          data.counts.length === 0
            ? nothing
            : html`<div class="ends"><span>${this.number(data.low)}</span><span>${this.number(data.high)}</span></div>`
        }
      </div>
      <div class="bin" aria-live="polite">${this.bin === null ? "" : this.binText(data, this.bin)}</div>
      ${
        bad.length === 0
          ? nothing
          : html`<div class="counts bad">${bad.map(([name, count]) => `${name} ${formatCount(Number(count))}`).join(" · ")}</div>`
      }`;
  }

  /** "[−0.220, −0.198)  1,203 · 13%". */
  private binText(data: HistogramData, bin: number): string {
    const { low, high, counts } = data;
    const count = counts[bin] ?? 0;
    const size = `${formatCount(count)} · ${formatShare(count, Math.max(1, data.n))}`;
    if (this.eachInteger(data)) return `${this.number(low + bin)}   ${size}`;
    const at = (i: number) => this.number(low + (high - low) * (i / counts.length));
    const last = bin === counts.length - 1;
    return `[${at(bin)}, ${last ? this.number(high) : at(bin + 1)}${last ? "]" : ")"}   ${size}`;
  }

  private eachInteger({ low, high, counts }: HistogramData): boolean {
    return counts.length === high - low + 1 && (this.isWhole() || counts.length === 1);
  }

  private isWhole(): boolean {
    const dtype = this.model?.shown?.dtype ?? "";
    return isIntegral(dtype) || dtype === "bool";
  }

  private number(value: number): string {
    const dtype = this.model?.shown?.dtype ?? "float32";
    if (dtype === "bool") return value === 0 ? "False" : "True";
    return Number.isInteger(value) && isIntegral(dtype) ? formatElement(value, "int64") : formatNumber(value, DIGEST);
  }

  override updated(): void {
    const { model } = this;
    if (model?.shown == null) return;
    const { shown, arrangement } = model;
    const axes = arrangement.parts;
    const key = `${shown.run}/${shown.value}/${JSON.stringify(axes)}`;
    if (this.of !== key) {
      this.of = key;
      this.fetcher.restart();
      this.bin = null;
      void this.fetcher
        .fetch(key, () => shown.source.ask("histogram", { value: shown.value, axes, bins: BINS }))
        .then((data) => {
          if (data !== null && this.of === key) this.data = data;
        });
    }
    this.paint();
  }

  private paint(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    const { data, model, width } = this;
    if (canvas === null || data === null || model === null || width === 0) return;
    const scale = window.devicePixelRatio;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(HEIGHT * scale);
    const context = canvas.getContext("2d");
    if (context === null) return;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const palette = paletteFor(themeKind());
    const colours = pageColours();
    const { counts, low, high } = data;
    const most = Math.max(1, ...counts);
    const floor = HEIGHT - 2;
    counts.forEach((count, i) => {
      const left = Math.round((i * width * scale) / counts.length) / scale;
      const right = Math.round(((i + 1) * width * scale) / counts.length) / scale - (counts.length > 1 ? 1 : 0);
      const middle = this.eachInteger(data) ? low + i : low + ((high - low) * (i + 0.5)) / counts.length;
      const { negative, positive, unsigned } = palette.ramps;
      const sign = low >= 0 ? unsigned : middle < 0 ? negative : positive;
      const fill =
        model.scale.kind === "bool"
          ? boolColour(middle !== 0, palette.ramps)
          : model.scale.kind === "classes"
            ? fillOf(middle, model.scale, palette)
            : sign;
      const tall = count === 0 ? 0 : Math.max(1.5, ((floor - 4) * count) / most);
      context.fillStyle = cssColour(fill);
      context.fillRect(left, floor - tall, right - left, tall);
      if (i !== this.bin) return;
      context.strokeStyle = colours.foreground;
      context.strokeRect(left - 0.5, floor - tall - 0.5, right - left + 1, tall + 1);
    });
    context.fillStyle = colours.dim;
    context.fillRect(0, floor, width, 1 / scale);
    if (low < 0 && high > 0) {
      const zero = Math.round((-low / (high - low)) * width * scale) / scale;
      context.fillRect(zero, floor - 3, 1 / scale, 5);
    }
  }

  private choose(bin: number | null): void {
    this.bin = bin;
  }

  private readonly onMove = (event: PointerEvent): void => {
    const { data, width } = this;
    if (data === null || data.counts.length === 0) return;
    this.choose(
      Math.min(data.counts.length - 1, Math.max(0, Math.floor((event.offsetX / width) * data.counts.length))),
    );
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { data, model } = this;
    const last = (data?.counts.length ?? 0) - 1;
    if (data === null || model === null || last < 0) return;
    const at = this.bin ?? 0;
    if (event.key === "ArrowRight") this.choose(Math.min(last, this.bin === null ? 0 : at + 1));
    else if (event.key === "ArrowLeft") this.choose(Math.max(0, at - 1));
    else if (event.key === "Home") this.choose(0);
    else if (event.key === "End") this.choose(last);
    else if (event.key === "t" && !event.ctrlKey && !event.metaKey) model.setMode("table");
    else if (event.key === "h" && !event.ctrlKey && !event.metaKey) model.setMode("picture");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define("nn-histogram", HistogramView);
