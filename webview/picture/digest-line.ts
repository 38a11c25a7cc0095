// <nn-digest>: a digest on two lines, as the inspector shows it: shape, dtype, counts; least, picture, largest, μ, σ.

import { css, html, LitElement, nothing } from "lit";
import { badText, maxOf, minOf, sizeText, statText } from "../../src/look/digest";
import { formatCount, formatShape, shortDtype } from "../../src/look/numbers";
import type { Digest } from "../../src/protocol";
import { t } from "../strings";
import { sharedStyles } from "../ui/styles";
import { digestWord, zerosText } from "./digest-text";
import "./mini-picture";

export class DigestLine extends LitElement {
  static override properties = { digest: { attribute: false }, shape: { attribute: false }, dtype: {} };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        font: 12px/18px var(--vscode-editor-font-family);
        font-variant-numeric: tabular-nums;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 8px;
        white-space: nowrap;
      }
    `,
  ];

  declare digest: Digest | null;
  /** What is known before the digest is. */
  declare shape: readonly number[];
  declare dtype: string;

  constructor() {
    super();
    this.digest = null;
    this.shape = [];
    this.dtype = "";
  }

  override render() {
    const { digest } = this;
    if (digest === null) {
      const n = this.shape.reduce((product, size) => product * size, 1);
      return html`<div>
          <span>${formatShape(this.shape)}</span>
          <span class="dim">${shortDtype(this.dtype)}</span>
          <span class="dim">n=${formatCount(n)}</span>
        </div>
        <div class="dim">${t("loading")}</div>`;
    }
    const bad = badText(digest);
    const zeros = zerosText(digest);
    return html`<div>
        <span>${formatShape(digest.shape)}</span>
        <span class="dim">${shortDtype(digest.dtype)}</span>
        <span class="dim">${sizeText(digest)}</span>
        ${bad === "" ? nothing : html`<span class="bad">${bad}</span>`}
        ${zeros === "" ? nothing : html`<span class="dim">${zeros}</span>`}
      </div>
      ${this.figures(digest)}`;
  }

  private figures(digest: Digest) {
    if (digest.n === 1) return nothing;
    const word = digestWord(digest);
    if (word !== null) return html`<div><span class="dim">${word}</span></div>`;
    if (digest.dtype === "bool") {
      const yes = digest.n - digest.zeros;
      return html`<div>
        <span><span class="dim">True</span> ${yes}</span><span><span class="dim">False</span> ${digest.zeros}</span>
      </div>`;
    }
    if (Number.isNaN(minOf(digest))) return nothing;
    return html`<div>
      <span>${statText(minOf(digest), digest)}</span>
      <nn-mini .digest=${digest}></nn-mini>
      <span>${statText(maxOf(digest), digest)}</span>
      <span><span class="dim">${t("mean")}</span> ${statText(digest.stats[2] ?? Number.NaN, digest)}</span>
      <span><span class="dim">${t("deviation")}</span> ${statText(digest.stats[3] ?? Number.NaN, digest)}</span>
    </div>`;
  }
}

customElements.define("nn-digest", DigestLine);
