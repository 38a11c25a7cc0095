// <nn-tensor>: a tensor, whole: its digest, its axes, and its picture, table or histogram with what the colours mean. Used
// for values, gradients, saved tensors and operands alike; what it shows is a TensorModel's.

import { css, html, nothing } from "lit";
import { formatShape } from "../../src/look/numbers";
import type { PageHost } from "../source/host";
import { t } from "../strings";
import { sharedStyles } from "../ui/styles";
import "../picture/digest-line";
import { copy } from "./actions";
import "./axes-bar";
import "./colour-bar";
import "./heat-map";
import "./histogram";
import type { TensorModel } from "./model";
import { ModelElement } from "./model-element";
import "./scalar";
import "./table";
import { cellValueText, cutText } from "./words";

export class TensorElement extends ModelElement {
  static override properties = { ...ModelElement.properties, host: { attribute: false } };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      nn-heat-map,
      nn-table,
      nn-histogram {
        margin-top: 8px;
      }
      .notice {
        font-size: 11px;
        line-height: 16px;
        color: var(--nn-dim);
        min-height: 0;
      }
      .none {
        color: var(--nn-dim);
        padding-top: 4px;
      }
    `,
  ];

  declare host: PageHost | null;

  constructor() {
    super();
    this.host = null;
  }

  override render() {
    const { model } = this;
    const shown = model?.shown ?? null;
    if (model === null || shown === null) return nothing;
    const { cell } = model;
    const known = cell !== null && model.exact(cell) !== null;
    return html`${
      model.compact
        ? nothing
        : html`<nn-digest .digest=${model.digest} .shape=${shown.shape} .dtype=${shown.dtype}></nn-digest>`
    }
      ${!model.compact && needsAxes(model) ? html`<nn-axes .model=${model}></nn-axes>` : nothing}
      <div @nn-copy=${this.onCopy}>${this.body(model)}</div>
      <div class="unseen" aria-live="polite">${known ? `${formatShape(cell)} ${cellValueText(model, cell)}` : ""}</div>
      <div class="notice" role="status">${model.notice}</div>`;
  }

  private body(model: TensorModel) {
    if (model.isEmpty) {
      const axis = model.arrangement.parts.findIndex((part) => part.count === 0);
      return html`<div class="none">${t("emptyAxis", axis)}</div>`;
    }
    const { facets, rows, columns, columnAxis } = model.arrangement;
    if (columnAxis === null && facets * rows * columns === 1) return html`<nn-scalar .model=${model}></nn-scalar>`;
    switch (model.mode) {
      case "table":
        return html`<nn-table .model=${model}></nn-table>`;
      case "histogram":
        return html`<nn-histogram .model=${model}></nn-histogram>`;
      case "picture":
        return html`<nn-heat-map .model=${model}></nn-heat-map>
          ${model.compact ? nothing : html`<nn-colour-bar .model=${model}></nn-colour-bar>`}`;
    }
  }

  private readonly onCopy = (event: Event): void => {
    event.stopPropagation();
    if (this.model !== null && this.host !== null) void copy(this.model, this.host, "python");
  };
}

/** A small matrix is all there is to see of it; slicing is for what has more axes, or does not fit. */
function needsAxes(model: TensorModel): boolean {
  const { axes } = model;
  const sliced = axes.some((axis) => axis.role === "slider" || axis.part.count !== axis.size || axis.part.step !== 1);
  const large = (model.shown?.shape ?? []).some((size) => size > 32);
  return axes.length > 2 || (axes.length > 0 && (sliced || large || model.sliceError !== "" || cutText(model) !== ""));
}

customElements.define("nn-tensor", TensorElement);
