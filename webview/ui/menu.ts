// <nn-menu>: a button that opens a short list of actions; arrow keys, Escape and a click elsewhere as in any menu.

import { css, html, LitElement, nothing } from "lit";
import type { IconName } from "./icons";
import { sharedStyles } from "./styles";
import { iconButton, toolkitStyles } from "./toolkit";

export interface MenuItem {
  readonly text: string;
  readonly onClick: () => void;
}

export class Menu extends LitElement {
  static override properties = {
    label: {},
    items: { attribute: false },
    glyph: { attribute: false },
    open: { state: true },
  };
  static override styles = [
    sharedStyles,
    toolkitStyles,
    css`
      :host {
        position: relative;
        display: inline-flex;
      }
      .list {
        position: absolute;
        top: 26px;
        right: 0;
        z-index: 20;
        min-width: 160px;
        padding: 4px;
        color: var(--vscode-menu-foreground, var(--vscode-foreground));
        background: var(--vscode-menu-background, var(--vscode-editorHoverWidget-background));
        border: 1px solid var(--vscode-menu-border, var(--vscode-editorHoverWidget-border));
        border-radius: 5px;
        box-shadow: 0 2px 8px var(--vscode-widget-shadow, rgb(0 0 0 / 24%));
      }
      .list button.plain {
        display: block;
        width: 100%;
        padding: 0 10px;
        line-height: 24px;
        border-radius: 3px;
        white-space: nowrap;
      }
      .list button:hover,
      .list button:focus-visible {
        background: var(--vscode-menu-selectionBackground, var(--vscode-list-activeSelectionBackground));
        color: var(--vscode-menu-selectionForeground, var(--vscode-list-activeSelectionForeground));
        outline-color: var(--vscode-menu-selectionBorder, transparent);
        outline-offset: -1px;
      }
    `,
  ];

  declare label: string;
  declare items: readonly MenuItem[];
  declare glyph: IconName;
  declare private open: boolean;
  private readonly onOutside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.close(false);
  };

  constructor() {
    super();
    this.label = "";
    this.items = [];
    this.glyph = "more";
    this.open = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close(false);
  }

  override render() {
    return html`${iconButton(this.glyph, {
      label: this.label,
      expanded: this.open,
      onClick: () => (this.open ? this.close(false) : this.show()),
    })}
    ${
      this.open
        ? html`<div class="list" role="menu" aria-label=${this.label} @keydown=${this.onKey}>
            ${this.items.map(
              (item) =>
                html`<button
                  class="plain"
                  role="menuitem"
                  tabindex="-1"
                  @click=${() => {
                    this.close(true);
                    item.onClick();
                  }}
                >${item.text}</button>`,
            )}
          </div>`
        : nothing
    }`;
  }

  private show(): void {
    this.open = true;
    window.addEventListener("pointerdown", this.onOutside);
    window.addEventListener("blur", this.onOutside);
    void this.updateComplete.then(() => this.entries()[0]?.focus());
  }

  private close(refocus: boolean): void {
    if (!this.open) return;
    this.open = false;
    window.removeEventListener("pointerdown", this.onOutside);
    window.removeEventListener("blur", this.onOutside);
    const opener = this.renderRoot.querySelector<HTMLElement>("[aria-expanded]");
    if (refocus) opener?.focus();
  }

  private entries(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>("[role=menuitem]")];
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const entries = this.entries();
    const at = entries.findIndex((entry) => entry.matches(":focus"));
    const last = entries.length - 1;
    const next = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ];
    if (next !== undefined) {
      event.preventDefault();
      entries[next]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.stopPropagation();
      this.close(true);
    }
  };
}

customElements.define("nn-menu", Menu);
