// <nn-axes>: the slice text and one control per axis, which say the same thing. A menu gives an axis its role; an axis that
// is fixed has a slider. What is wrong with a text is said under it, while the last right one is shown.

import { css, html, nothing, type PropertyValues } from "lit";
import { live } from "lit/directives/live.js";
import { formatShape } from "../../src/look/numbers";
import type { Axis, AxisRole } from "../../src/look/tensor/axes";
import { t } from "../strings";
import { icon } from "../ui/icons";
import { sharedStyles } from "../ui/styles";
import { ModelElement } from "./model-element";
import { sliceText } from "./slice-text";
import { cutText } from "./words";

const ROLES: readonly AxisRole[] = ["facet", "rows", "cols", "slider"];

export class AxesBar extends ModelElement {
  static override properties = { ...ModelElement.properties, draft: { state: true } };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        margin: 6px 0 8px;
        font: 12px/20px var(--vscode-editor-font-family);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
      }
      input.slice {
        min-width: 10ch;
        max-width: 100%;
        box-sizing: border-box;
        height: 24px;
        padding: 0 7px;
        font: inherit;
        color: var(--vscode-input-foreground);
        background: var(--vscode-input-background);
        border: 1px solid var(--vscode-input-border, var(--vscode-panel-border));
        border-radius: 3px;
      }
      input.slice:focus,
      select:focus-visible,
      input[type="range"]:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
      input.slice[aria-invalid="true"] {
        border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-editorError-foreground));
      }
      .axis {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        white-space: nowrap;
      }
      .choice {
        position: relative;
        display: inline-flex;
        align-items: center;
      }
      select {
        appearance: none;
        height: 20px;
        padding: 0 20px 0 6px;
        font: inherit;
        color: var(--vscode-dropdown-foreground, var(--vscode-foreground));
        background: transparent;
        border: 1px solid var(--vscode-input-border, var(--vscode-panel-border));
        border-radius: 3px;
        cursor: pointer;
      }
      option {
        background: var(--vscode-dropdown-background);
      }
      .choice .icon {
        position: absolute;
        right: 4px;
        width: 12px;
        height: 12px;
        pointer-events: none;
      }
      input[type="range"] {
        width: 110px;
        height: 16px;
        margin: 0;
        accent-color: var(--vscode-focusBorder);
      }
      .zoom {
        display: inline-flex;
        border-radius: 3px;
      }
      .zoom:hover {
        background: var(--nn-quiet);
      }
      .error {
        font: 12px/18px var(--vscode-font-family);
        padding-top: 2px;
      }
      .cut {
        font: 11px/16px var(--vscode-font-family);
        white-space: normal;
      }
    `,
  ];

  /** The text while it is typed; null while it says what is shown. */
  declare private draft: string | null;
  private shownValue = "";

  constructor() {
    super();
    this.draft = null;
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // Another tensor, or the same one changed by a menu: the text says what is shown again.
    const shown =
      this.model === null ? "" : `${formatShape(this.model.shown?.shape ?? [])}${sliceText(this.model.axes)}`;
    if (shown !== this.shownValue && this.model?.sliceError === "" && !this.typing()) this.draft = null;
    this.shownValue = shown;
  }

  private typing(): boolean {
    return this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement?.className === "slice";
  }

  override render() {
    const { model } = this;
    if (model === null || model.axes.length === 0) return nothing;
    const { axes, sliceError } = model;
    const cut = model.mode === "picture" ? cutText(model) : "";
    const text = this.draft ?? sliceText(axes);
    return html`<div class="row">
        <input
          class="slice"
          type="text"
          size=${Math.min(60, Math.max(14, text.length + 1))}
          spellcheck="false"
          autocomplete="off"
          aria-label=${t("sliceLabel")}
          aria-invalid=${sliceError !== ""}
          aria-describedby="error"
          title=${t("sliceHint")}
          .value=${live(text)}
          @input=${this.onInput}
          @keydown=${this.onKey}
          @blur=${this.onBlur}
        />
        ${axes.map((axis, i) => this.axisControl(axis, i, axes.length > 2))}
        ${
          cut === ""
            ? nothing
            : html`<span class="axis"
                ><span class="dim cut">${cut}</span>${this.zoomButton("minus", t("zoomOut"), -1)}${this.zoomButton("plus", t("zoomIn"), 1)}</span
              >`
        }
      </div>
      <div id="error" class="error" role="status">${sliceError}</div>`;
  }

  private zoomButton(name: "plus" | "minus", label: string, by: 1 | -1) {
    return html`<button class="plain zoom" title=${label} aria-label=${label} @click=${() => this.model?.zoomBy(by)}
      >${icon(name, "dim")}</button
    >`;
  }

  private axisControl(axis: Axis, i: number, menus: boolean) {
    if (axis.role === "slider") {
      return html`<span class="axis">
        ${menus ? html`<span class="dim">${i}</span>${this.roleMenu(axis, i)}` : html`<span class="dim">${i}</span>`}
        <input
          type="range"
          min="0"
          max=${Math.max(0, axis.size - 1)}
          .value=${live(String(axis.index))}
          aria-label=${t("axisSlider", i)}
          aria-valuetext=${t("ofTotal", axis.index, axis.size)}
          @input=${(event: Event) => {
            if (event.currentTarget instanceof HTMLInputElement) {
              this.model?.setIndex(i, Number(event.currentTarget.value));
            }
          }}
        /><span>${axis.index}</span><span class="dim">/ ${axis.size}</span>
      </span>`;
    }
    if (!menus) return nothing;
    return html`<span class="axis"><span class="dim">${i}</span><span>${axis.size}</span>${this.roleMenu(axis, i)}</span>`;
  }

  private roleMenu(axis: Axis, i: number) {
    const names: Record<AxisRole, string> = {
      facet: t("roleFacet"),
      rows: t("roleRows"),
      cols: t("roleColumns"),
      slider: t("roleSlider"),
    };
    return html`<span class="choice"
      ><select
        aria-label=${t("axisRole", i)}
        @change=${(event: Event) => {
          const select = event.currentTarget;
          const role = select instanceof HTMLSelectElement ? ROLES.find((one) => one === select.value) : undefined;
          if (role !== undefined) this.model?.setRole(i, role);
        }}
      >
        ${ROLES.map((role) => html`<option value=${role} .selected=${role === axis.role}>${names[role]}</option>`)}</select
      >${icon("down", "dim")}</span
    >`;
  }

  private readonly onInput = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    this.draft = event.currentTarget.value;
    this.model?.setSlice(this.draft);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      this.draft = null;
      this.model?.resetSlice();
    } else if (event.key === "Enter") this.settle();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly onBlur = (): void => this.settle();

  /** A right text is written as the widget writes it; a wrong one stays to be seen with what is wrong. */
  private settle(): void {
    if (this.model?.sliceError === "") this.draft = null;
  }
}

customElements.define("nn-axes", AxesBar);
