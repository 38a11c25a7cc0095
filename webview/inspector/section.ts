// <nn-section>: a foldable part of the inspector.

import { css, html, LitElement, nothing } from "lit";
import { icon } from "../ui/icons";
import { sharedStyles } from "../ui/styles";

export class Section extends LitElement {
  static override properties = { heading: {}, detail: {}, folded: { type: Boolean } };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        border-top: 1px solid var(--vscode-panel-border);
      }
      header {
        display: flex;
        align-items: center;
        height: 24px;
        padding: 0 8px 0 6px;
      }
      h3 {
        margin: 0;
        flex: 1;
        min-width: 0;
        font-size: 11px;
        line-height: 24px;
        font-weight: 600;
      }
      h3 button {
        display: flex;
        align-items: center;
        gap: 4px;
        width: 100%;
      }
      .detail {
        font-weight: 400;
        padding-inline-start: 6px;
      }
      .actions {
        display: flex;
        align-items: center;
        flex: none;
        height: 24px;
      }
      .actions slot {
        display: flex;
      }
      .body {
        padding: 0 12px 10px 26px;
      }
    `,
  ];

  declare heading: string;
  declare detail: string;
  declare folded: boolean;

  constructor() {
    super();
    this.heading = "";
    this.detail = "";
    this.folded = false;
  }

  override render() {
    return html`<header>
        <h3>
          <button class="plain" aria-expanded=${!this.folded} @click=${this.onToggle}>
            ${icon(this.folded ? "right" : "down")}<span>${this.heading}</span
            ><span class="detail dim cut">${this.detail}</span>
          </button>
        </h3>
        ${this.folded ? nothing : html`<span class="actions"><slot name="actions"></slot></span>`}
      </header>
      ${this.folded ? nothing : html`<div class="body"><slot></slot></div>`}`;
  }

  private readonly onToggle = (): void => {
    this.dispatchEvent(new CustomEvent("nn-fold", { detail: !this.folded }));
  };
}

customElements.define("nn-section", Section);
