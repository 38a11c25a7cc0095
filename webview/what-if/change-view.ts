// <nn-change>: a value that is another one since a person's edits: the difference as a picture, the old one on a switch, and
// how far they are apart.

import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from "lit";
import { CELL, formatCount, formatNumber, formatShape } from "../../src/look/numbers";
import type { Change, Comparison, ValueId } from "../../src/protocol";
import type { Store } from "../source/store";
import { t } from "../strings";
import { TensorModel } from "../tensor/model";
import { sharedStyles } from "../ui/styles";
import "../tensor/tensor-view";
import "../ui/segments";

export class ChangeView extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { attribute: false },
    run: { attribute: false },
    value: { attribute: false },
    heading: { attribute: false },
    change: { state: true },
    side: { state: true },
  };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        align-items: center;
        padding-bottom: 4px;
      }
      .figures {
        font: 12px/18px var(--vscode-editor-font-family);
      }
    `,
  ];

  declare store: Store | null;
  declare run: number;
  declare value: ValueId;
  declare heading: string;
  declare private change: Change | null;
  declare private side: "difference" | "old";
  private readonly model = new TensorModel();
  private turn = 0;

  constructor() {
    super();
    this.store = null;
    this.run = 0;
    this.value = -1;
    this.heading = "";
    this.change = null;
    this.side = "difference";
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("run") || changed.has("value")) void this.ask();
    if (changed.has("change") || changed.has("side")) this.show();
  }

  private async ask(): Promise<void> {
    const { store, value } = this;
    const turn = ++this.turn;
    if (store === null) return;
    const change = await store.source.ask("change", { value }).catch(() => null);
    if (turn === this.turn) this.change = change;
  }

  private show(): void {
    const { change, store, run, heading } = this;
    const difference = change?.comparison?.difference ?? null;
    if (change === null || store === null) {
      this.model.show(null);
      return;
    }
    const { shape, dtype, digest } = change;
    const common = { source: store.source, run, shape };
    const complex = dtype.startsWith("complex");
    this.model.show(
      this.side === "old" || difference === null
        ? { ...common, value: change.before, dtype, name: t("oldOf", heading), digest }
        : {
            ...common,
            value: difference,
            dtype: complex ? "complex128" : "float64",
            name: `Δ ${heading}`,
            digest: null,
          },
    );
  }

  override render() {
    const { change, store } = this;
    if (change === null || store === null) return nothing;
    const { comparison } = change;
    return html`<div class="bar">
        <nn-segments
          .label=${t("show")}
          .options=${[{ value: "difference", text: t("newMinusOld") }, { value: "old", text: t("old") }]}
          .value=${this.side}
          @nn-change=${(event: CustomEvent<"difference" | "old">) => {
            this.side = event.detail;
          }}
        ></nn-segments>
        <span class="figures dim">${comparison === null ? formatShape(change.shape) : figures(comparison)}</span>
      </div>
      <nn-tensor .model=${this.model} .host=${store.host}></nn-tensor>`;
  }
}

function figures({ different, n, figures: [most = Number.NaN], largest }: Comparison): string {
  const where = largest === null || largest.index.length === 0 ? "" : ` ${formatShape(largest.index)}`;
  return `${t("differOf", formatCount(different), formatCount(n))} · max |Δ| ${formatNumber(most, CELL)}${where}`;
}

customElements.define("nn-change", ChangeView);
