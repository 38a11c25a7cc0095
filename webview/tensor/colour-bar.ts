// <nn-colour-bar>: what a picture's colours mean. A ramp with its ends, a mark at the value that is looked at, and a click
// that narrows the range to a value; a key for classes, for bool, and for the glyphs that occur; and a few words.

import { css, html, nothing } from "lit";
import { DIGEST, formatElement, formatNumber, isIntegral } from "../../src/look/numbers";
import { cssColour, RAMP, type Rgb, rampOf, type ValueRange } from "../../src/look/ramps";
import {
  boolColour,
  fillOf,
  inkFor,
  type Palette,
  paletteFor,
  type Scale,
  type Sign,
  signsIn,
} from "../../src/look/tensor/scale";
import { t } from "../strings";
import { sharedStyles } from "../ui/styles";
import { onThemeChange, themeKind } from "../ui/theme";
import type { TensorModel } from "./model";
import { ModelElement } from "./model-element";
import { drawSign } from "./signs";
import { captions } from "./words";

export const BAR_WIDTH = 152;
const BAR_HEIGHT = 9;
/** How much an arrow key narrows or widens the range. */
const FACTOR = 1.25;

export class ColourBar extends ModelElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        margin-top: 8px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: flex-start;
      }
      .bar {
        flex: none;
        width: ${BAR_WIDTH}px;
        cursor: pointer;
        outline: none;
        touch-action: manipulation;
      }
      .bar:focus-visible .ramp {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: 1px;
      }
      canvas {
        display: block;
        filter: var(--nn-picture-filter, none);
      }
      .ends {
        position: relative;
        display: flex;
        justify-content: space-between;
        font: 10px/14px var(--vscode-editor-font-family);
        color: var(--nn-dim);
      }
      .zero {
        position: absolute;
        left: 0;
        right: 0;
        text-align: center;
      }
      .words,
      .keys {
        font-size: 11px;
        line-height: 16px;
        color: var(--nn-dim);
      }
      .words {
        padding-top: 2px;
        min-width: 0;
      }
      .keys {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 10px;
        padding-top: 2px;
      }
      .swatch {
        outline: 1px solid var(--nn-rail);
        outline-offset: -1px;
      }
      button.link {
        color: var(--vscode-textLink-foreground);
      }
      button.link:hover {
        text-decoration: underline;
      }
      .key {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }
    `,
  ];
  private unwatch: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.unwatch = onThemeChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
  }

  override render() {
    const { model } = this;
    if (model === null || model.elements === null || model.isEmpty) return nothing;
    const { scale } = model;
    const signs = signsIn(model.elements.data, scale);
    const lines = captions(model);
    return html`<div class="row">
      ${scale.kind === "range" ? this.ramp(model, scale) : this.swatches(scale)}
      ${signs.length === 0 ? nothing : html`<div class="keys">${signs.map((sign) => this.signKey(sign))}</div>`}
      ${
        lines.length === 0 && !(scale.kind === "range" && scale.centred)
          ? nothing
          : html`<div class="words">
              ${
                scale.kind === "range" && scale.centred
                  ? html`<div>
                      ${t("centredAt", number(scale.range.high, model))}
                      <button class="plain link" @click=${() => model.recentre(null)}>${t("reset")}</button>
                    </div>`
                  : nothing
              }
              ${lines.map((line) => html`<div>${line}</div>`)}
            </div>`
      }
    </div>`;
  }

  private ramp(model: TensorModel, scale: Extract<Scale, { kind: "range" }>) {
    const { range } = scale;
    const least = range.diverging ? `${range.clipped ? "≤ " : ""}${number(range.low, model)}` : "0";
    const most = `${range.clipped ? "≥ " : ""}${number(range.high, model)}`;
    return html`<div
      class="bar"
      role="slider"
      tabindex="0"
      title=${t("centreHint")}
      aria-label=${t("colourRange")}
      aria-valuemin="0"
      aria-valuemax=${ownRange(model)}
      aria-valuenow=${range.high}
      aria-valuetext=${`${least} … ${most}`}
      @click=${this.onClick}
      @keydown=${this.onKey}
    >
      <canvas class="ramp"></canvas>
      <div class="ends">
        <span>${least}</span>${range.diverging ? html`<span class="zero">0</span>` : nothing}<span>${most}</span>
      </div>
    </div>`;
  }

  private swatches(scale: Scale) {
    const values = scale.kind === "classes" ? Array.from({ length: scale.most + 1 }, (_, i) => i) : [1, 0];
    const name = (value: number) => (scale.kind === "bool" ? (value === 1 ? "True" : "False") : String(value));
    return html`<div class="keys">
      ${values.map((value) => html`<span class="key"><canvas class="swatch" data-value=${value}></canvas>${name(value)}</span>`)}
    </div>`;
  }

  private signKey(sign: Sign) {
    const names: Record<Sign, string> = {
      cross: "NaN",
      up: "+Inf",
      down: "−Inf",
      plus: t("over"),
      minus: t("under"),
    };
    return html`<span class="key"><canvas class="sign" data-sign=${sign}></canvas>${names[sign]}</span>`;
  }

  override updated(): void {
    const { model } = this;
    if (model === null || model.elements === null) return;
    const palette = paletteFor(themeKind());
    const { scale } = model;
    const ramp = this.renderRoot.querySelector<HTMLCanvasElement>(".ramp");
    if (ramp !== null && scale.kind === "range") {
      const context = sized(ramp, BAR_WIDTH, BAR_HEIGHT + 6);
      if (context !== null) paintRamp(context, scale.range, palette, lookedAt(model), getComputedStyle(this).color);
    }
    for (const canvas of this.renderRoot.querySelectorAll<HTMLCanvasElement>(".swatch")) {
      const value = Number(canvas.dataset.value);
      paintSwatch(
        canvas,
        scale.kind === "bool" ? boolColour(value === 1, palette.ramps) : fillOf(value, scale, palette),
      );
    }
    for (const canvas of this.renderRoot.querySelectorAll<HTMLCanvasElement>(".sign")) {
      const sign = canvas.dataset.sign as Sign; // set by signKey
      const end = scale.kind === "range" ? (sign === "plus" ? scale.range.high : scale.range.low) : 0;
      const fill = sign === "plus" || sign === "minus" ? fillOf(end, scale, palette) : palette.ramps.bad;
      const context = paintSwatch(canvas, fill);
      if (context !== null) drawSign(context, 6, 6, 3.5, sign, inkFor(fill, palette));
    }
  }

  private readonly onClick = (event: MouseEvent): void => {
    const scale = this.model?.scale;
    const bar = event.currentTarget;
    if (scale?.kind !== "range" || !(bar instanceof HTMLElement)) return;
    const share = (event.clientX - bar.getBoundingClientRect().left) / BAR_WIDTH;
    const { diverging, high } = scale.range;
    const value = diverging ? (2 * share - 1) * high : share * high;
    // Too near to zero there would be nothing but colour.
    if (Math.abs(value) > high / 100) this.model?.recentre(value);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { model } = this;
    const scale = model?.scale;
    if (model === null || scale?.kind !== "range") return;
    const { high } = scale.range;
    if (event.key === "ArrowLeft" || event.key === "ArrowDown") model.recentre(high / FACTOR);
    else if (event.key === "ArrowRight" || event.key === "ArrowUp") model.recentre(high * FACTOR);
    else if (event.key === "Home" || event.key === "Escape" || event.key === "C") model.recentre(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function ownRange(model: TensorModel): number {
  const [min = 0, max = 0] = model.digest?.stats ?? [];
  const most = Math.max(Math.abs(min), Math.abs(max));
  return Number.isFinite(most) ? most : 1;
}

/** The value that is looked at, when it is a number. */
function lookedAt(model: TensorModel): number | null {
  const index = model.hovered ?? model.cell;
  const value = index === null ? null : model.numberAt(index);
  return value !== null && Number.isFinite(value) ? value : null;
}

function number(value: number, model: TensorModel): string {
  return isIntegral(model.shown?.dtype ?? "") && Number.isInteger(value)
    ? formatElement(value, "int64")
    : formatNumber(value, DIGEST);
}

function sized(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const scale = window.devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context?.setTransform(scale, 0, 0, scale, 0, 0);
  return context;
}

function paintSwatch(canvas: HTMLCanvasElement, fill: Rgb): CanvasRenderingContext2D | null {
  const context = sized(canvas, 12, 12);
  if (context === null) return null;
  context.fillStyle = cssColour(fill);
  context.fillRect(0, 0, 12, 12);
  return context;
}

/** The ramp from its least to its largest value, a tick at zero and a mark at a value. */
export function paintRamp(
  context: CanvasRenderingContext2D,
  range: ValueRange,
  { ramps }: Palette,
  mark: number | null,
  ink: string,
): void {
  const top = 5;
  for (let i = 0; i < BAR_WIDTH; i++) {
    const at = Math.min(RAMP - 1, Math.floor((i / (BAR_WIDTH - 1)) * RAMP));
    context.fillStyle = cssColour(rampOf(range, ramps)[at] ?? ramps.bad);
    context.fillRect(i, top, 1.5, BAR_HEIGHT);
  }
  context.fillStyle = ink;
  context.fillRect(range.diverging ? Math.round(BAR_WIDTH / 2) : 0, top - 1, 1, BAR_HEIGHT + 2);
  if (mark === null) return;
  const share = (mark - range.low) / (range.high - range.low);
  const at = BAR_WIDTH * Math.min(1, Math.max(0, share));
  context.beginPath();
  context.moveTo(at, top);
  context.lineTo(at + 4, top - 5);
  context.lineTo(at - 4, top - 5);
  context.closePath();
  context.fill();
}

customElements.define("nn-colour-bar", ColourBar);
