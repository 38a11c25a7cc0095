// <nn-mini>: a digest's small picture on a canvas, at the screen's own pixels.

import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { rampsFor } from "../../src/look/ramps";
import type { Digest } from "../../src/protocol";
import { onThemeChange, themeKind } from "../ui/theme";
import { drawMini, MINI_HEIGHT, miniWidth } from "./mini";

export class MiniPicture extends LitElement {
  static override properties = { digest: { attribute: false } };
  static override styles = css`
    :host {
      display: inline-block;
      height: 14px;
      flex: none;
      vertical-align: middle;
    }
    canvas {
      display: block;
      height: 14px;
      filter: var(--nn-picture-filter, none);
    }
  `;

  declare digest: Digest | null;
  private unwatch: (() => void) | null = null;

  constructor() {
    super();
    this.digest = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unwatch = onThemeChange(() => this.draw());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
  }

  override render() {
    return this.digest === null || miniWidth(this.digest) === 0 ? nothing : html`<canvas aria-hidden="true"></canvas>`;
  }

  override updated(_changed: PropertyValues): void {
    this.draw();
  }

  private draw(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    if (canvas === null || this.digest === null) return;
    const scale = window.devicePixelRatio;
    const width = miniWidth(this.digest);
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(MINI_HEIGHT * scale);
    canvas.style.width = `${width}px`;
    const context = canvas.getContext("2d");
    if (context !== null) drawMini(context, this.digest, rampsFor(themeKind()), scale);
  }
}

customElements.define("nn-mini", MiniPicture);
