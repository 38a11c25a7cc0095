// <nn-why>: why a cell has its value: the op's formula with its numbers, and the operands with the cells that they are. A
// click on a number asks the same of that cell, down to the leaf; the trail leads back.

import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from "lit";
import { formatNumber, formatShape, MINUS } from "../../src/look/numbers";
import type { ValueId, Why, WhyOperand, WhyPiece } from "../../src/protocol";
import type { Store } from "../source/store";
import { t } from "../strings";
import { TensorModel } from "../tensor/model";
import { icon } from "../ui/icons";
import { sharedStyles } from "../ui/styles";
import { boxesOf } from "./boxes";
import { whyStyles } from "./why-styles";
import "../tensor/tensor-view";

interface Stop {
  readonly value: ValueId;
  readonly index: readonly number[];
  readonly title: string;
}

export class WhyView extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { attribute: false },
    run: { attribute: false },
    value: { attribute: false },
    index: { attribute: false },
    heading: { attribute: false },
    answer: { state: true },
    trail: { state: true },
    pointed: { state: true },
  };
  static override styles = [sharedStyles, whyStyles];

  declare store: Store | null;
  declare run: number;
  declare value: ValueId;
  declare index: readonly number[];
  /** What the program calls the value. */
  declare heading: string;
  /** Undefined while it is on its way. */
  declare private answer: Why | null | undefined;
  declare private trail: readonly Stop[];
  /** The number under the pointer, by its place in the answer. */
  declare private pointed: number | null;
  private readonly models: TensorModel[] = [];
  private turn = 0;

  constructor() {
    super();
    this.store = null;
    this.run = 0;
    this.value = -1;
    this.index = [];
    this.heading = "";
    this.answer = undefined;
    this.trail = [];
    this.pointed = null;
  }

  override willUpdate(changed: PropertyValues): void {
    const moved = changed.has("index") && String(changed.get("index")) !== this.index.join();
    if (!changed.has("value") && !changed.has("run") && !moved) return;
    void this.go([{ value: this.value, index: this.index, title: this.heading }]);
  }

  /** Asks about the last stop; only the last question counts. */
  private async go(trail: readonly Stop[]): Promise<void> {
    const { store } = this;
    const stop = trail.at(-1);
    if (store === null || stop === undefined || stop.value < 0) return;
    this.trail = trail;
    this.pointed = null;
    const turn = ++this.turn;
    let answer: Why | null = null;
    try {
      answer = await store.source.ask("why", { value: stop.value, index: stop.index });
    } catch {
      // The run is over: the next selection asks anew.
    }
    if (turn !== this.turn) return;
    this.answer = answer;
    this.showOperands();
  }

  private showOperands(): void {
    const { answer, store } = this;
    if (answer == null || store === null) return;
    answer.operands.forEach((operand, i) => {
      const model = this.models[i] ?? new TensorModel({ compact: true });
      this.models[i] = model;
      const { value, shape, dtype, title } = operand;
      model.show({ source: store.source, run: this.run, value, shape, dtype, name: `${title}/${i}`, digest: null });
      this.mark(i);
      const [first] = operand.marked;
      if (first !== undefined) model.bringIntoSight(first);
    });
  }

  private mark(i: number): void {
    const { answer, pointed } = this;
    const operand = answer?.operands[i];
    const model = this.models[i];
    if (answer == null || operand === undefined || model === undefined) return;
    const piece =
      pointed === null ? null : answer.lines.flat().find((each) => isNumber(each) && each.number === pointed);
    const linked = isNumber(piece) && piece.operand === i && piece.at !== null ? boxesOf([piece.at], "linked") : [];
    model.mark([...boxesOf(operand.marked, "operand"), ...linked]);
  }

  override render() {
    const { answer } = this;
    if (answer === undefined) return html`<div class="note">${t("loading")}</div>`;
    return html`${this.renderTrail()}
      ${
        answer === null
          ? html`<div class="note">${t("noWhy")}</div>`
          : html`<div class="formula">${answer.formula}</div>
            <div class="lines">
              ${answer.lines.map((line) => html`<div>${line.map((piece, i) => this.renderPiece(answer, piece, line[i - 1]))}</div>`)}
            </div>
            ${answer.operands.map((operand, i) => this.renderOperand(operand, i))}`
      }`;
  }

  private renderTrail() {
    const { trail } = this;
    if (trail.length < 2) return nothing;
    return html`<nav class="trail" aria-label=${t("sectionWhy")}>
      ${trail.map(
        (stop, i) =>
          html`${i === 0 ? nothing : icon("right", "small dim")}<button
              class="plain mono small"
              aria-current=${i === trail.length - 1 ? "true" : "false"}
              @click=${() => void this.go(trail.slice(0, i + 1))}
            >${stop.title}${formatShape(stop.index)}</button>`,
      )}
    </nav>`;
  }

  private renderPiece(answer: Why, piece: WhyPiece, before: WhyPiece | undefined) {
    if (typeof piece === "string") return piece;
    if (!isNumber(piece)) return html`<sup>${piece.raised}</sup>`;
    const number = formatNumber(answer.numbers[piece.number] ?? Number.NaN);
    // A sign after a sign, or after a product's, is set apart as one would write it.
    const apart = number.startsWith(MINUS) && typeof before === "string" && /[−·/] ?$/.test(before);
    const text = apart ? `(${number})` : number;
    const { at } = piece;
    const operand = piece.operand === null ? undefined : answer.operands[piece.operand];
    if (operand === undefined || at === null) return html`<span class="number">${text}</span>`;
    return html`<button
      class="plain number"
      title="${operand.title}${formatShape(at)}"
      @pointerenter=${() => this.point(piece.number)}
      @pointerleave=${() => this.point(null)}
      @focus=${() => this.point(piece.number)}
      @click=${() => this.follow(operand, at)}
    >${text}</button>`;
  }

  private point(number: number | null): void {
    this.pointed = number;
    for (const i of this.models.keys()) this.mark(i);
  }

  private follow(operand: WhyOperand, at: readonly number[]): void {
    void this.go([...this.trail, { value: operand.value, index: at, title: operand.title }]);
  }

  private renderOperand(operand: WhyOperand, i: number) {
    const { node, range } = operand;
    const model = this.models[i];
    const known = node !== null && this.store?.backward?.nodes.some((each) => each.id === node) === true;
    const more =
      operand.count > operand.marked.length ? ` · ${t("cellsMarked", operand.marked.length, operand.count)}` : "";
    return html`<div class="operand">
      <div class="head">
        <span class="mono">${operand.name} = </span>
        ${
          known && node !== null
            ? html`<a href="#" @click=${(event: Event) => {
                event.preventDefault();
                this.store?.showNode(node);
              }}>${operand.title}</a>`
            : html`<span>${operand.title}</span>`
        }
        <span class="dim cut">
          ${formatShape(operand.shape)}${operand.gradFn === null ? "" : `, ${operand.gradFn}`}${
            range === null ? "" : `, ${t("line", range.line)}`
          }${more}
        </span>
      </div>
      ${
        model === undefined
          ? nothing
          : html`<nn-tensor
            .model=${model}
            .host=${this.store?.host ?? null}
            @nn-why=${(event: CustomEvent<readonly number[]>) => {
              event.stopPropagation();
              this.follow(operand, event.detail);
            }}
          ></nn-tensor>`
      }
    </div>`;
  }
}

function isNumber(
  piece: WhyPiece | null | undefined,
): piece is Exclude<WhyPiece, string | { readonly raised: string }> {
  return typeof piece === "object" && piece !== null && "number" in piece;
}

customElements.define("nn-why", WhyView);
