// <nn-scalar>: a tensor, or a slice of one, that is a single element: the number, its bits and the next one up.

import { css, html, nothing } from "lit";
import { indexAt } from "../../src/look/tensor/axes";
import { t } from "../strings";
import { sharedStyles } from "../ui/styles";
import { ModelElement } from "./model-element";
import { withMinus } from "./words";

export class ScalarView extends ModelElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        font-family: var(--vscode-editor-font-family);
        user-select: text;
      }
      .number {
        font-size: 20px;
        line-height: 30px;
        padding-top: 4px;
        overflow-wrap: anywhere;
      }
      .bits {
        font-size: 12px;
        line-height: 18px;
      }
    `,
  ];

  override render() {
    const { model } = this;
    if (model?.shown == null) return nothing;
    const index = indexAt(model.arrangement, { facet: 0, row: 0, column: 0 });
    model.wantText(index);
    const info = model.exact(index);
    if (info === null) return html`<div class="number dim">…</div>`;
    const bad = /nan|inf/.test(info.text);
    const facts = [info.bits, info.next === null ? null : `${t("nextUp")} ${withMinus(info.next)}`];
    return html`<div class="number ${bad ? "bad" : ""}">${withMinus(info.text)}</div>
      ${info.bits === null ? nothing : html`<div class="bits dim">${facts.filter((one) => one !== null).join(" · ")}</div>`}`;
  }
}

customElements.define("nn-scalar", ScalarView);
