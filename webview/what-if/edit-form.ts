// <nn-edit>: changes a tensor for a run aside: the chosen cell, or all of it shifted, scaled, zeroed, randomised.

import { css, html, nothing, type PropertyValues } from "lit";
import { formatShape } from "../../src/look/numbers";
import type { Edit, ValueId } from "../../src/protocol";
import type { Store } from "../source/store";
import { codeOf } from "../source/what-if";
import { t } from "../strings";
import { ModelElement } from "../tensor/model-element";
import { sharedStyles } from "../ui/styles";
import { textButton, toolkitStyles } from "../ui/toolkit";

export class EditForm extends ModelElement {
  static override properties = {
    ...ModelElement.properties,
    store: { attribute: false },
    revision: { attribute: false },
    value: { attribute: false },
    name: { attribute: false },
    index: { attribute: false },
  };
  static override styles = [
    sharedStyles,
    toolkitStyles,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        align-items: center;
        min-height: 28px;
      }
      input {
        width: 92px;
        height: 22px;
        padding: 0 6px;
        box-sizing: border-box;
        color: var(--vscode-input-foreground);
        background: var(--vscode-input-background);
        border: 1px solid var(--vscode-input-border, var(--vscode-panel-border));
        border-radius: 3px;
        font: 12px var(--vscode-editor-font-family);
      }
      input:focus {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
    `,
  ];

  declare store: Store | null;
  declare revision: number;
  declare value: ValueId;
  declare name: string;
  /** The chosen cell, if one is. */
  declare index: readonly number[] | null;

  /** What a person has written over the stored value, which may come later than the first key. */
  private typed: string | null = null;
  /** The field's text after the last update. */
  private stored = "";

  constructor() {
    super();
    this.store = null;
    this.revision = 0;
    this.value = -1;
    this.name = "";
    this.index = null;
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("value") || String(changed.get("index") ?? this.index) !== String(this.index)) this.typed = null;
  }

  override render() {
    const { store, index, value } = this;
    if (store === null) return nothing;
    return html`${
      index === null
        ? nothing
        : html`<div class="row">
            <label class="mono" for="cell">${this.name}${formatShape(index)} =</label>
            <input
              id="cell"
              inputmode="decimal"
              .value=${this.typed ?? this.model?.exact(index)?.text ?? ""}
              spellcheck="false"
              @input=${(event: Event) => {
                if (event.currentTarget instanceof HTMLInputElement) this.typed = event.currentTarget.value;
              }}
              @keydown=${(event: KeyboardEvent) => {
                // No form: a webview's page may not submit one.
                if (event.key === "Enter") this.set();
              }}
            />
            ${textButton("secondary", { label: t("set"), onClick: () => this.set() })}
          </div>`
    }
      <div class="row">
        <input id="by" inputmode="decimal" value="1" aria-label=${t("amount")} />
        ${textButton("secondary", { label: t("shift"), onClick: () => this.apply({ value, kind: "shift", by: this.by() }) })}
        ${textButton("secondary", { label: t("scaleBy"), onClick: () => this.apply({ value, kind: "scale", by: this.by() }) })}
        ${textButton("secondary", { label: t("zero"), onClick: () => this.apply({ value, kind: "zero" }) })}
        ${textButton("secondary", { label: t("randomise"), onClick: () => this.apply({ value, kind: "randomise" }) })}
      </div>
      ${store.edits.failure === "" ? nothing : html`<div class="error small">${store.edits.failure}</div>`}`;
  }

  override updated(): void {
    const field = this.renderRoot.querySelector<HTMLInputElement>("#cell");
    const text = field?.value ?? "";
    // The stored value may come after the caret: what is typed then replaces it, as if it had been there.
    const focused = this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement === field;
    if (field !== null && focused && this.typed === null && text !== this.stored) field.select();
    this.stored = text;
  }

  /** Puts the caret into the chosen cell's number. */
  edit(): void {
    const field = this.renderRoot.querySelector<HTMLInputElement>("#cell");
    field?.focus();
    field?.select();
  }

  private number(id: string): number {
    const field = this.renderRoot.querySelector<HTMLInputElement>(`#${id}`);
    const text = (field?.value ?? "").trim().replace("−", "-");
    // Python's words for what JavaScript spells otherwise.
    if (/^[+-]?inf$/i.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    return text === "" ? Number.NaN : Number(text);
  }

  private by(): number {
    return this.number("by");
  }

  private set(): void {
    const { index, value } = this;
    if (index !== null) this.apply({ value, kind: "set", index, to: this.number("cell") });
    this.typed = null;
  }

  private apply(edit: Edit): void {
    const amount = edit.kind === "set" ? edit.to : "by" in edit ? edit.by : 0;
    if (Number.isNaN(amount)) return;
    void this.store?.edits.add({ edit, name: this.name, code: codeOf(edit, this.name) });
  }
}

customElements.define("nn-edit", EditForm);
