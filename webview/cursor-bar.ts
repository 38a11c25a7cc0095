// <nn-cursor>: a slider over the run's steps. Moving it moves every surface: names, values, gradients are what they were.

import { css, html, LitElement, nothing, type PropertyDeclarations } from "lit";
import type { Store } from "./source/store";
import { t } from "./strings";
import { sharedStyles } from "./ui/styles";
import { iconButton, toolkitStyles } from "./ui/toolkit";

/** Ticks that a slider shows; more would be a bar. */
const MOST_TICKS = 120;

export class CursorBar extends LitElement {
  static override properties: PropertyDeclarations = { store: { attribute: false }, revision: { attribute: false } };
  static override styles = [
    sharedStyles,
    toolkitStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        flex: none;
        height: 26px;
        padding-inline: 8px 12px;
      }
      .track {
        flex: 1;
        min-width: 40px;
        position: relative;
        display: flex;
        align-items: center;
        height: 22px;
      }
      input {
        appearance: none;
        width: 100%;
        margin: 0;
        height: 22px;
        background: linear-gradient(var(--nn-rail), var(--nn-rail)) 0 50% / 100% 2px no-repeat;
        cursor: pointer;
      }
      input::-webkit-slider-thumb {
        appearance: none;
        width: 6px;
        height: 12px;
        border-radius: 2px;
        background: var(--vscode-focusBorder);
      }
      input:disabled {
        opacity: 0.5;
        cursor: default;
      }
      input:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
      }
      .tick {
        position: absolute;
        top: 8px;
        width: 1px;
        height: 6px;
        background: var(--nn-dim);
        pointer-events: none;
      }
      .step {
        flex: none;
        min-width: 96px;
        text-align: right;
      }
      .past {
        color: var(--vscode-textLink-foreground);
      }
    `,
  ];

  declare store: Store | null;
  declare revision: number;

  constructor() {
    super();
    this.store = null;
    this.revision = 0;
  }

  override render() {
    const { store } = this;
    const cursor = store?.cursor;
    if (store == null || cursor === undefined) return nothing;
    const { position, count, steps } = cursor;
    // The bar keeps its place, so that nothing below it jumps when a program runs again.
    const off = count < 2 || store.state.status === "running";
    const first = off || position === 0;
    const last = off || cursor.at === null;
    return html`${iconButton("first", { label: `${t("cursorFirst")} (Alt+Home)`, disabled: first, onClick: () => cursor.moveTo(0) })}
      ${iconButton("back", { label: `${t("cursorBack")} (Alt+←)`, disabled: first, onClick: () => cursor.moveBy(-1) })}
      <span class="track">
        ${this.ticks(steps?.ticks ?? new Int32Array(), count)}
        <input
          type="range"
          min="0"
          max=${Math.max(1, count - 1)}
          ?disabled=${off}
          .value=${String(position)}
          aria-label=${t("cursor")}
          aria-valuetext=${this.words()}
          @input=${(event: Event) => {
            if (event.currentTarget instanceof HTMLInputElement) cursor.moveTo(Number(event.currentTarget.value));
          }}
        />
      </span>
      ${iconButton("right", { label: `${t("cursorForward")} (Alt+→)`, disabled: last, onClick: () => cursor.moveBy(1) })}
      ${iconButton("last", { label: `${t("cursorLast")} (Alt+End)`, disabled: last, onClick: () => cursor.moveTo(count - 1) })}
      <span class="step mono ${last ? "dim" : "past"}" title=${this.words()}
        >${count === 0 ? "" : t("stepOf", position + 1, count)}</span
      >`;
  }

  private ticks(ticks: Int32Array, count: number) {
    if (ticks.length > MOST_TICKS || count < 2) return nothing;
    return Array.from(ticks, (tick) => {
      const share = (100 * tick) / (count - 1);
      return html`<span class="tick" .style=${`left:calc(3px + ${share} * (100% - 6px) / 100)`}></span>`;
    });
  }

  private words(): string {
    const { steps, position, count } = this.store?.cursor ?? { steps: null, position: 0, count: 0 };
    const visit = (steps?.visits[position] ?? 0) + 1;
    const line = t("line", steps?.lines[position] ?? 0);
    return `${t("stepOf", position + 1, count)}, ${line}${visit > 1 ? `, ${t("visit", visit)}` : ""}`;
  }
}

customElements.define("nn-cursor", CursorBar);
