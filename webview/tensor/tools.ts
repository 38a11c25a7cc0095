// <nn-tensor-tools>: how a tensor is shown (picture, table, histogram), and what can be taken away of it. Stands in the head
// of whatever shows the tensor.

import { css, html, nothing } from "lit";
import type { PageHost } from "../source/host";
import { t } from "../strings";
import "../ui/menu";
import { sharedStyles } from "../ui/styles";
import { iconButton, toolkitStyles } from "../ui/toolkit";
import { copy, saveNpy, savePicture } from "./actions";
import type { Mode } from "./model";
import { ModelElement } from "./model-element";

export class TensorTools extends ModelElement {
  static override properties = { ...ModelElement.properties, host: { attribute: false } };
  static override styles = [
    sharedStyles,
    toolkitStyles,
    css`
      :host {
        display: inline-flex;
        gap: 2px;
      }
    `,
  ];

  declare host: PageHost | null;

  constructor() {
    super();
    this.host = null;
  }

  override render() {
    const { model, host } = this;
    if (model?.shown == null || host === null) return nothing;
    const single = model.shown.shape.length === 0 || model.isEmpty;
    const mode = (name: Mode, icon: "tensor" | "table" | "histogram", label: string) =>
      iconButton(icon, { label, pressed: model.mode === name, onClick: () => model.setMode(name) });
    return html`${
      single
        ? nothing
        : html`${mode("picture", "tensor", t("modePicture"))} ${mode("table", "table", t("modeTable"))}
          ${mode("histogram", "histogram", t("modeHistogram"))}`
    }
      <nn-menu
        .glyph=${"copy"}
        .label=${t("copy")}
        .items=${[
          { text: t("copyPython"), onClick: () => void copy(model, host, "python") },
          { text: t("copyText"), onClick: () => void copy(model, host, "table") },
        ]}
      ></nn-menu>
      <nn-menu
        .glyph=${"save"}
        .label=${t("save")}
        .items=${[
          { text: t("saveNpy"), onClick: () => saveNpy(model, host) },
          ...(single ? [] : [{ text: t("savePicture"), onClick: () => void savePicture(model, host) }]),
        ]}
      ></nn-menu>`;
  }
}

customElements.define("nn-tensor-tools", TensorTools);
