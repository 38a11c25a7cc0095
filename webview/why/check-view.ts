// <nn-check>: checks a node's backward against central differences when asked, and names the element that differs most.

import { css, html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from "lit";
import { formatCount, formatNumber, formatShape } from "../../src/look/numbers";
import type { GradientCheck, NodeId } from "../../src/protocol";
import type { Store } from "../source/store";
import { t } from "../strings";
import { icon } from "../ui/icons";
import { sharedStyles } from "../ui/styles";
import { textButton, toolkitStyles } from "../ui/toolkit";

export class CheckView extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { attribute: false },
    run: { attribute: false },
    node: { attribute: false },
    answer: { state: true },
    busy: { state: true },
  };
  static override styles = [
    sharedStyles,
    toolkitStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 10px;
        align-items: center;
        padding-top: 6px;
        line-height: 20px;
      }
      .verdict {
        display: flex;
        gap: 6px;
        align-items: center;
      }
    `,
  ];

  declare store: Store | null;
  declare run: number;
  declare node: NodeId;
  declare private answer: GradientCheck | null;
  declare private busy: boolean;
  private turn = 0;

  constructor() {
    super();
    this.store = null;
    this.run = 0;
    this.node = -1;
    this.answer = null;
    this.busy = false;
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has("node") && !changed.has("run")) return;
    this.turn++;
    this.answer = null;
    this.busy = false;
  }

  private async check(): Promise<void> {
    const { store, node } = this;
    if (store === null) return;
    const turn = ++this.turn;
    this.busy = true;
    const answer = await store.source.ask("checkGradient", { node }).catch(() => null);
    if (turn !== this.turn) return;
    this.answer = answer;
    this.busy = false;
  }

  override render() {
    return html`${textButton("secondary", {
      label: this.busy ? t("checking") : t("checkGradient"),
      onClick: () => void this.check(),
    })}
    ${this.answer === null ? nothing : this.renderAnswer(this.answer)}`;
  }

  private renderAnswer({ refused, checked, of, passed, worst }: GradientCheck) {
    if (refused !== "") return html`<span class="dim" role="status">${refused}</span>`;
    const [exact = Number.NaN, quotient = Number.NaN] = worst?.pair ?? [];
    const counts = t("checkedElements", formatCount(checked), formatCount(of));
    return html`<span class="verdict" role="status"
        >${icon(passed ? "check" : "error", passed ? "" : "error")}${passed ? t("checkPassed") : t("checkFailed")}
        <span class="dim">${counts}</span></span
      >
      ${
        worst === null
          ? nothing
          : html`<span class="mono small"
            >${t("checkWorst")} ${worst.input}${formatShape(worst.index)}: ${formatNumber(exact)}
            <span class="dim">${t("checkQuotient")}</span> ${formatNumber(quotient)}</span
          >`
      }`;
  }
}

customElements.define("nn-check", CheckView);
