// <nn-compare>: the selected tensor beside another one: whether torch.allclose calls them equal, how far they are apart and
// where, and their difference as a picture. What is compared with is remembered by name, over selections and runs.

import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from "lit";
import { live } from "lit/directives/live.js";
import { CELL, formatCount, formatNumber, formatShape } from "../../src/look/numbers";
import type { Comparison, Digest, FrameNames, Place, TensorCopy, TensorInfo } from "../../src/protocol";
import type { Store } from "../source/store";
import { t } from "../strings";
import "../tensor/tensor-view";
import "../tensor/tools";
import { TensorModel } from "../tensor/model";
import { icon } from "../ui/icons";
import { sharedStyles } from "../ui/styles";
import { type Candidate, candidatesFor } from "./candidates";
import { compareStyles } from "./compare-styles";

interface Pinned {
  readonly run: number;
  readonly name: string;
  readonly tensor: TensorInfo;
  readonly digest: Digest | null;
  /** Its elements, for the runs to come: null until they are there, and where they are too many. */
  readonly copy: TensorCopy | null;
}

/** Names that are offered as buttons; the menu has all. */
const OFFERED = 3;

export class CompareView extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { attribute: false },
    run: { attribute: false },
    digest: { attribute: false },
    heading: { attribute: false },
    earlier: { attribute: false },
    tensor: { attribute: false },
    frames: { state: true },
    chosen: { state: true },
    answer: { state: true },
    failure: { state: true },
    pinned: { state: true },
    rtol: { state: true },
    atol: { state: true },
  };
  static override styles = [sharedStyles, compareStyles];

  declare store: Store | null;
  declare run: number;
  declare tensor: TensorInfo | null;
  declare digest: Digest | null;
  /** What the program calls the value. */
  declare heading: string;
  /** Other visits of the place that made it, under words that no variable has. */
  declare earlier: readonly { readonly name: string; readonly tensor: TensorInfo; readonly digest: null }[];
  declare private frames: readonly FrameNames[];
  /** What it is compared with, by name; null for nothing. */
  declare private chosen: string | null;
  declare private answer: Comparison | null;
  declare private failure: string;
  /** A value that was put aside to compare others with: another visit of a loop, or the next run, has the same name. */
  declare private pinned: Pinned | null;
  declare private rtol: number;
  declare private atol: number;
  private readonly difference = new TensorModel();
  private earlierShown = "";
  private framesOf = -1;
  private turn = 0;

  constructor() {
    super();
    this.store = null;
    this.run = 0;
    this.tensor = null;
    this.digest = null;
    this.heading = "";
    this.earlier = [];
    this.frames = [];
    this.chosen = null;
    this.answer = null;
    this.failure = "";
    this.pinned = null;
    this.rtol = 1e-5;
    this.atol = 1e-8;
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("run") || this.framesOf !== this.run) void this.askNames();
    const moved = changed.has("tensor") && changed.get("tensor")?.id !== this.tensor?.id;
    const earlier = this.earlier.map(({ tensor }) => tensor.id).join();
    const visited = earlier !== this.earlierShown;
    this.earlierShown = earlier;
    const again = moved || visited || (["run", "chosen", "rtol", "atol"] as const).some((name) => changed.has(name));
    if (again && this.framesOf === this.run) void this.compare();
  }

  private candidates(): readonly Candidate[] {
    const { tensor, digest, pinned, run } = this;
    if (tensor === null) return [];
    const there = pinned !== null && (pinned.run === run || pinned.copy !== null);
    // The id is of another run: here it means nothing.
    const other = there && pinned.run !== run ? { ...pinned, tensor: { ...pinned.tensor, id: -1 } } : pinned;
    const pin = there && other !== null ? [{ names: [other] }] : [];
    const own = { value: tensor.id, shape: tensor.shape, digest };
    return candidatesFor(own, [...pin, { names: this.earlier }, ...this.frames], this.store?.parameters ?? []);
  }

  private async askNames(): Promise<void> {
    const { store, run } = this;
    if (store === null) return;
    this.framesOf = run;
    try {
      const frames = await store.source.ask("names", {});
      if (run !== this.run) return;
      this.frames = frames;
      await this.compare();
    } catch {
      // The run is over: the next one's names come with it.
    }
  }

  private async compare(): Promise<void> {
    const { store, tensor, chosen, rtol, atol, run } = this;
    const other = this.candidates().find((one) => one.name === chosen);
    const turn = ++this.turn;
    if (store === null || tensor === null || other === undefined) {
      this.answer = null;
      this.failure = "";
      return;
    }
    let answer: Comparison | null = null;
    let failure = "";
    try {
      const copy = other.tensor.id < 0 ? (this.pinned?.copy ?? null) : null;
      answer = await store.source.ask("compare", { a: tensor.id, b: copy ?? other.tensor.id, rtol, atol });
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    if (turn !== this.turn || run !== this.run) return;
    this.answer = answer;
    this.failure = failure;
    const complex = [tensor.dtype, other.tensor.dtype].some((dtype) => dtype?.startsWith("complex") === true);
    this.difference.show(
      answer === null || answer.difference === null
        ? null
        : {
            source: store.source,
            run,
            value: answer.difference,
            shape: answer.shape,
            dtype: complex ? "complex128" : "float64",
            name: `${this.heading} − ${other.name}`,
            digest: null,
          },
    );
  }

  override render() {
    const candidates = this.candidates();
    const pin = html`<button class="plain link" title=${t("pinHint")} @click=${this.onPin}>${t("pin")}</button>`;
    if (candidates.length === 0) return html`<div class="row dim">${t("nothingToCompare")} ${pin}</div>`;
    const chosen = candidates.some((one) => one.name === this.chosen) ? this.chosen : null;
    const offered = candidates.filter((one) => one.same).slice(0, OFFERED);
    return html`<div class="row">
        <span class="choice"
          ><select
            aria-label=${t("compareWith")}
            @change=${(event: Event) => {
              if (event.currentTarget instanceof HTMLSelectElement) this.chosen = event.currentTarget.value || null;
            }}
          >
            <option value="" .selected=${chosen === null}>${t("compareWith")}</option>
            ${candidates.map(
              (one) =>
                html`<option value=${one.name} .selected=${one.name === chosen}
                  >${one.name} ${formatShape(one.tensor.shape)}</option
                >`,
            )}</select
          >${icon("down", "dim")}</span
        >
        ${
          chosen !== null
            ? this.tolerances()
            : offered.map(
                (one) =>
                  html`<button class="plain offer" @click=${() => {
                    this.chosen = one.name;
                  }}>${one.equal ? "= " : ""}${one.name}</button>`,
              )
        }
        ${pin}
      </div>
      ${this.failure === "" ? nothing : html`<div class="error">${this.failure}</div>`}
      ${chosen === null || this.answer === null ? nothing : this.verdict(this.answer)}`;
  }

  private tolerances() {
    const field = (name: "rtol" | "atol") =>
      html`<label class="dim">${name}<input
          type="text"
          size="6"
          spellcheck="false"
          .value=${live(toleranceText(this[name]))}
          @change=${(event: Event) => {
            const input = event.currentTarget;
            const number = input instanceof HTMLInputElement ? Number(input.value) : Number.NaN;
            if (number >= 0) this[name] = number;
            else this.requestUpdate();
          }}
        /></label>`;
    return html`${field("rtol")}${field("atol")}`;
  }

  private verdict(answer: Comparison) {
    const { allclose, different, beyond, n, figures, notFinite } = answer;
    const said =
      allclose === "dtypes"
        ? html`${icon("warning", "warning")}<span>${t("allcloseDtypes")}</span>`
        : html`${icon(allclose === "close" ? "check" : "close", "dim")}<span
              ><code>torch.allclose</code> ${allclose === "close" ? "True" : "False"}</span
            >`;
    const [most = NaN, mean = NaN, relative = NaN, cosine = NaN] = figures;
    return html`<div class="verdict" role="status">${said}
        <span class="dim">${t("differCount", formatCount(different), formatCount(n), formatCount(beyond))}</span>
        ${notFinite > 0 ? html`<span class="bad">${t("notFiniteCount", formatCount(notFinite))}</span>` : nothing}
      </div>
      <dl>
        ${this.figure("max |a − b|", most, answer.largest)} ${this.figure("mean |a − b|", mean, null)}
        ${this.figure("max |a − b| / |b|", relative, answer.largestRelative)} ${this.figure(t("cosine"), cosine, null)}
        ${
          answer.firstDifferent === null
            ? nothing
            : html`<dt>${t("firstDifferent")}</dt>
              <dd>${this.place(answer.firstDifferent)} ${this.pair(answer.firstDifferent)}</dd>`
        }
      </dl>
      ${this.map(answer)}`;
  }

  private figure(name: string, value: number, place: Place | null) {
    return html`<dt>${name}</dt>
      <dd>${Number.isNaN(value) ? "–" : formatNumber(value, CELL)} ${place === null ? nothing : this.place(place)}</dd>`;
  }

  /** Puts the selected value aside, under a name that no variable has. */
  private readonly onPin = (): void => {
    const { tensor, digest, run, heading, store } = this;
    if (tensor === null || store === null) return;
    const pinned: Pinned = { run, name: t("pinnedName", heading), tensor, digest, copy: null };
    this.pinned = pinned;
    void store.source
      .ask("elements", { value: tensor.id })
      .then((copy) => {
        if (this.pinned === pinned) this.pinned = { ...pinned, copy };
      })
      // Too large: then it can be compared in this run only.
      .catch(() => undefined);
  };

  /** An index that goes to its cell. */
  private place({ index }: Place) {
    if (index.length === 0) return nothing;
    return html`<button class="plain link" title=${t("showCell")} @click=${() => {
      this.difference.choose(index);
      this.dispatchEvent(new CustomEvent("nn-place", { detail: index }));
    }}>${formatShape(index)}</button>`;
  }

  private pair({ numbers }: Place) {
    return html`<span class="dim">${formatNumber(numbers[0] ?? NaN)} · ${formatNumber(numbers[1] ?? NaN)}</span>`;
  }

  private map(answer: Comparison) {
    if (answer.n <= 1 || answer.different === 0) return nothing;
    if (answer.difference === null) return html`<div class="dim small">${t("differenceTooLarge")}</div>`;
    const host = this.store?.host ?? null;
    return html`<div class="map">
        <span class="mono cut">${this.heading} − ${this.chosen}</span>
        <nn-tensor-tools .model=${this.difference} .host=${host}></nn-tensor-tools>
      </div>
      <nn-tensor .model=${this.difference} .host=${host}></nn-tensor>`;
  }
}

/** 1e-5 as it is written in a program. */
function toleranceText(value: number): string {
  return value !== 0 && value < 1e-3 ? value.toExponential() : String(value);
}

customElements.define("nn-compare", CompareView);
