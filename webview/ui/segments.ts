// <nn-segments>: one of a few choices as a row of connected buttons, a radio group to a screen reader. The toolkit has
// only round radios, which take three times the room.

import { css, html, LitElement } from "lit";
import { sharedStyles } from "./styles";

export interface Segment {
  readonly value: string;
  readonly text: string;
}

export class Segments extends LitElement {
  static override properties = { label: {}, options: { attribute: false }, value: { attribute: false } };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: inline-flex;
        flex: none;
      }
      div {
        display: inline-flex;
        height: 22px;
        border: 1px solid var(--vscode-input-border, var(--vscode-panel-border));
        border-radius: 4px;
        overflow: hidden;
      }
      button.plain {
        padding: 0 8px;
        font-size: 12px;
        line-height: 20px;
        color: var(--nn-dim);
      }
      button + button {
        border-inline-start: 1px solid var(--vscode-input-border, var(--vscode-panel-border));
      }
      button:hover {
        color: var(--vscode-foreground);
      }
      button[aria-checked="true"] {
        color: var(--vscode-foreground);
        background: var(--nn-quiet);
        box-shadow: inset 0 -2px var(--vscode-focusBorder);
      }
      button:focus-visible {
        outline-offset: -1px;
      }
    `,
  ];

  declare label: string;
  declare options: readonly Segment[];
  declare value: string;

  constructor() {
    super();
    this.label = "";
    this.options = [];
    this.value = "";
  }

  override render() {
    return html`<div role="radiogroup" aria-label=${this.label} @keydown=${this.onKey}>
      ${this.options.map(
        (option) =>
          html`<button
            class="plain"
            role="radio"
            aria-checked=${option.value === this.value}
            tabindex=${option.value === this.value ? 0 : -1}
            @click=${() => this.choose(option.value)}
          >${option.text}</button>`,
      )}
    </div>`;
  }

  private choose(value: string): void {
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new CustomEvent("nn-change", { detail: value }));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = this.options.findIndex((option) => option.value === this.value);
    const next = this.options[(at + step + this.options.length) % this.options.length];
    if (next === undefined) return;
    this.choose(next.value);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("[aria-checked=true]")?.focus());
  };
}

customElements.define("nn-segments", Segments);
