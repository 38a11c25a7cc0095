// <nn-why-gradient>: which readers of a tensor brought how much of a gradient's cell; the shares add up to it.

import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from "lit";
import { formatNumber, formatShape } from "../../src/look/numbers";
import type { GradientPath, NodeId, ValueId, WhyGradient } from "../../src/protocol";
import type { Store } from "../source/store";
import { t } from "../strings";
import { sharedStyles } from "../ui/styles";
import { whyStyles } from "./why-styles";

/** Readers that are listed; a recurrent net's weight has thousands. */
const MOST_PATHS = 40;

export class WhyGradientView extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { attribute: false },
    run: { attribute: false },
    node: { attribute: false },
    gradient: { attribute: false },
    index: { attribute: false },
    answer: { state: true },
  };
  static override styles = [sharedStyles, whyStyles];

  declare store: Store | null;
  declare run: number;
  declare node: NodeId;
  declare gradient: ValueId;
  declare index: readonly number[];
  declare private answer: WhyGradient | null;
  private asked = "";

  constructor() {
    super();
    this.store = null;
    this.run = 0;
    this.node = -1;
    this.gradient = -1;
    this.index = [];
    this.answer = null;
  }

  override willUpdate(_changed: PropertyValues): void {
    const { store, run, node, gradient, index } = this;
    const key = [run, node, gradient, ...index].join();
    if (store === null || key === this.asked) return;
    this.asked = key;
    void store.source
      .ask("whyGradient", { node, gradient, index })
      .catch(() => null)
      .then((answer) => {
        if (key === this.asked) this.answer = answer;
      });
  }

  override render() {
    const { answer } = this;
    if (answer === null) return nothing;
    if (answer.seed) return html`<div class="note">${t("gradientGiven", formatShape(answer.index))}</div>`;
    const shares = answer.paths.map((path, i) => ({ path, share: answer.terms[i] ?? Number.NaN }));
    shares.sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
    const largest = Math.max(Number.MIN_VALUE, Math.abs(answer.byHooks), ...shares.map(({ share }) => Math.abs(share)));
    return html`<div class="note">${t("gradientShares", formatShape(answer.index))}</div>
      <div class="shares">
        ${shares.slice(0, MOST_PATHS).map(({ path, share }) => this.renderShare(share, largest, this.pathName(path)))}
        ${answer.byHooks === 0 ? nothing : this.renderShare(answer.byHooks, largest, html`<span>${t("byHooks")}</span>`)}
        ${
          shares.length <= MOST_PATHS
            ? nothing
            : html`<span></span><span></span><span class="dim">${t("problemsMore", shares.length - MOST_PATHS)}</span>`
        }
        <span></span><span class="mono figure sum">${formatNumber(answer.result)}</span><span class="dim">${t("sum")}</span>
      </div>`;
  }

  private renderShare(share: number, largest: number, name: unknown) {
    const wide = Math.min(50, (50 * Math.abs(share)) / largest);
    return html`<span class="bar" aria-hidden="true"
        ><i .style=${`left:${share < 0 ? 50 - wide : 50}%;width:${Number.isNaN(share) ? 0 : wide}%`}></i></span
      ><span class="mono figure">${Number.isNaN(share) ? "?" : formatNumber(share)}</span>${name}`;
  }

  private pathName(path: GradientPath) {
    const { range } = path;
    return html`<span class="cut"
      ><a href="#" @click=${(event: Event) => {
        event.preventDefault();
        this.store?.showNode(path.node);
      }}>${path.name}</a>
      <span class="dim">${path.label}${range === null ? "" : ` :${range.line}`}</span></span
    >`;
  }
}

customElements.define("nn-why-gradient", WhyGradientView);
