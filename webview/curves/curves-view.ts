// <nn-curves>: what loops bound, against the visit: losses and other scalars as lines, gradient norms by layer and one
// parameter's values as pictures over the steps, all with one crosshair.

import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from "lit";
import { formatNumber } from "../../src/look/numbers";
import { cssColour, rampsFor } from "../../src/look/ramps";
import type { CurveSeries, Distribution, GradientNorms } from "../../src/protocol";
import type { Store } from "../source/store";
import { t } from "../strings";
import { sharedStyles } from "../ui/styles";
import { onThemeChange, pageColours, themeKind } from "../ui/theme";
import { dropdown, textButton, toolkitStyles } from "../ui/toolkit";
import {
  BOTTOM,
  LAYER,
  LEFT,
  linesScale,
  normRange,
  type Plot,
  paintDistribution,
  paintLines,
  paintNorms,
  RIGHT,
  xScale,
} from "./chart";
import { curvesStyles } from "./curves-styles";
import { place, valueAt } from "./scale";
import { strokesFor } from "./strokes";
import { type Domain, showing, within, zoomed } from "./zoom";
import "../ui/segments";

/** A run that took longer is measured only when somebody asks: measuring runs it again. */
const MEASURE_UP_TO = 5;
/** Curves that are drawn at first, and at most. */
const SHOWN_AT_FIRST = 4;
/** Pixels that a click may wander. */
const MOST_OF_CLICK = 4;
const LINES_HEIGHT = 190;
const DISTRIBUTION_HEIGHT = 130;

export class CurvesView extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { attribute: false },
    revision: { attribute: false },
    visible: { type: Boolean },
    norms: { state: true },
    spread: { state: true },
    log: { state: true },
    hiddenCurves: { state: true },
    cursor: { state: true },
    domain: { state: true },
    dragged: { state: true },
    spreadOf: { state: true },
    measuring: { state: true },
  };
  static override styles = [sharedStyles, toolkitStyles, curvesStyles];

  declare store: Store | null;
  declare revision: number;
  declare visible: boolean;
  declare private norms: GradientNorms | null;
  declare private spread: Distribution | null;
  declare private log: boolean;
  /** Names of curves that are switched away from how they are at first. */
  declare private hiddenCurves: ReadonlySet<string>;
  /** The step under the crosshair. */
  declare private cursor: number | null;
  /** The steps in sight; null for all. */
  declare private domain: Domain | null;
  /** Pixels between which the pointer was dragged so far. */
  declare private dragged: readonly [number, number] | null;
  /** Whose distribution is shown. */
  declare private spreadOf: "value" | "gradient";
  declare private measuring: boolean;
  private measuredRun = -1;
  private frame = 0;
  private width = 0;
  private unwatch: (() => void) | null = null;
  private readonly resizes = new ResizeObserver(() => {
    if (this.clientWidth === this.width) return;
    this.width = this.clientWidth;
    this.paintSoon();
  });

  constructor() {
    super();
    this.store = null;
    this.revision = 0;
    this.visible = false;
    this.norms = null;
    this.spread = null;
    this.log = false;
    this.hiddenCurves = new Set();
    this.cursor = null;
    this.domain = null;
    this.dragged = null;
    this.spreadOf = "value";
    this.measuring = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unwatch = onThemeChange(() => this.paintSoon());
    this.resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
    this.resizes.disconnect();
    cancelAnimationFrame(this.frame);
  }

  override willUpdate(): void {
    const state = this.store?.state;
    if (!this.visible || state === undefined || state.status === "running" || state.run === this.measuredRun) return;
    if ((this.store?.curves?.passes ?? 0) > 0 && state.seconds + state.kept <= MEASURE_UP_TO) void this.measure();
  }

  /** Has the parameters measured, by a run of the same program aside. */
  private async measure(parameter?: string): Promise<void> {
    const { store } = this;
    if (store === null || this.measuring) return;
    const { run } = store.state;
    this.measuredRun = run;
    this.measuring = true;
    try {
      const norms = await store.source.ask("gradientNorms", {});
      const name =
        parameter ?? this.spread?.name ?? norms.names.find((each) => each.endsWith("weight")) ?? norms.names[0];
      const spread =
        name === undefined ? null : await store.source.ask("distribution", { parameter: name, of: this.spreadOf });
      if (store.state.run !== run) return;
      this.norms = norms;
      this.spread = spread;
    } catch {
      // The run they belong to is over: the next one asks again.
      this.measuredRun = -1;
    } finally {
      this.measuring = false;
    }
  }

  override render() {
    const { store } = this;
    const curves = store?.curves ?? null;
    if (store === null || curves === null) return html`<p class="note">${t("loading")}</p>`;
    if (curves.series.length === 0 && curves.passes === 0) return html`<p class="note">${t("noCurves")}</p>`;
    return html`${this.renderLines(curves.series)} ${this.renderNorms()} ${this.renderSpread()}
      <div class="hint">${t("curvesHint")}${
        this.domain === null
          ? nothing
          : html` <button class="plain link" @click=${() => {
              this.domain = null;
            }}>${t("zoomFit")} (0)</button>`
      }</div>
      <div class="live" aria-live="polite">${this.cursor === null ? "" : this.reading()}</div>`;
  }

  private renderLines(series: readonly CurveSeries[]) {
    if (series.length === 0) return nothing;
    const strokes = strokesFor(series.length);
    return html`<section>
      <header>
        <h3>${t("scalars")}</h3>
        <span class="reading mono cut">${this.reading()}</span>
        <nn-segments
          .label=${t("scale")}
          .options=${[{ value: "lin", text: t("linear") }, { value: "log", text: t("logarithmic") }]}
          .value=${this.log ? "log" : "lin"}
          @nn-change=${(event: CustomEvent<string>) => {
            this.log = event.detail === "log";
          }}
        ></nn-segments>
      </header>
      <div class="legend">
        ${series.map((each, i) => {
          const stroke = strokes[i];
          return html`<button
            class="plain mono"
            aria-pressed=${this.isShown(each, i)}
            title="${each.range.file}:${each.range.line}"
            @click=${() => this.toggle(each)}
            @dblclick=${() => this.store?.reveal(each.range)}
          >
            <svg width="22" height="10" aria-hidden="true">
              <line x1="0" y1="5" x2="22" y2="5" stroke=${stroke?.colour ?? ""} stroke-width="2" stroke-dasharray=${(stroke?.dash ?? []).join(" ")}></line>
            </svg>
            ${each.name} <span class="dim">:${each.range.line}</span>
          </button>`;
        })}
      </div>
      ${this.canvas("lines", LINES_HEIGHT, t("curvesLabel"))}
    </section>`;
  }

  private renderNorms() {
    const { norms, measuring } = this;
    const curves = this.store?.curves;
    if ((curves?.passes ?? 0) === 0) return nothing;
    if (norms === null || norms.names.length === 0) {
      const { seconds: now = 0, kept = 0 } = this.store?.state ?? {};
      const seconds = now + kept;
      const offered = !measuring && seconds > MEASURE_UP_TO && this.store?.host.canRun === true;
      return html`<section>
        <header>
          <h3>${t("gradientNorms")}</h3>
          ${
            offered
              ? textButton("secondary", { label: t("measure", seconds.toFixed(0)), onClick: () => void this.measure() })
              : html`<span class="dim">${measuring ? t("loading") : t("noNorms")}</span>`
          }
        </header>
      </section>`;
    }
    const height = norms.names.length * LAYER + BOTTOM + 8;
    return html`<section>
      <header><h3 class="grow">${t("gradientNorms")}</h3>${this.normScale(norms)}</header>
      ${this.canvas("norms", height, t("gradientNorms"))}
    </section>`;
  }

  private normScale(norms: GradientNorms) {
    const [low, high] = normRange(norms);
    const ramp = rampsFor(themeKind()).sequential;
    const stops = Array.from({ length: 9 }, (_, i) =>
      cssColour(ramp[Math.round((i * (ramp.length - 1)) / 8)] ?? [0, 0, 0]),
    );
    return html`<span class="scale"
      >${formatNumber(Math.exp(low))}<i .style=${`background:linear-gradient(to right,${stops.join()})`}></i>${formatNumber(Math.exp(high))}
      ${t("logarithmic")}</span
    >`;
  }

  private renderSpread() {
    const { spread, norms } = this;
    if (spread === null || norms === null) return nothing;
    return html`<section>
      <header>
        <h3 class="grow">${t("distributionOf", spread.name)}</h3>
        <nn-segments
          .label=${t("show")}
          .options=${[{ value: "value", text: t("value") }, { value: "gradient", text: t("gradientShort") }]}
          .value=${this.spreadOf}
          @nn-change=${(event: CustomEvent<"value" | "gradient">) => {
            this.spreadOf = event.detail;
            void this.measure(spread.name);
          }}
        ></nn-segments>
        ${dropdown({
          label: t("parameters"),
          icon: "tensor",
          value: spread.name,
          options: norms.names.map((name) => ({ value: name, text: name })),
          onChange: (name) => void this.measure(name),
        })}
      </header>
      ${this.canvas("spread", DISTRIBUTION_HEIGHT, t("distributionOf", spread.name))}
    </section>`;
  }

  private canvas(kind: string, height: number, label: string) {
    return html`<canvas
      data-kind=${kind}
      role="img"
      tabindex="0"
      aria-label=${label}
      .style=${`height:${height}px`}
      @pointerdown=${this.onDown}
      @pointermove=${this.onPoint}
      @pointerup=${this.onUp}
      @dblclick=${() => {
        this.domain = null;
      }}
      @pointerleave=${() => {
        this.cursor = null;
      }}
      @keydown=${this.onKey}
    ></canvas>`;
  }

  private isShown(series: CurveSeries, at: number): boolean {
    return at < SHOWN_AT_FIRST !== this.hiddenCurves.has(keyOf(series));
  }

  private toggle(series: CurveSeries): void {
    const hidden = new Set(this.hiddenCurves);
    if (!hidden.delete(keyOf(series))) hidden.add(keyOf(series));
    this.hiddenCurves = hidden;
  }

  /** The last step that any chart reaches. */
  private last(): number {
    const visits = (this.store?.curves?.series ?? []).map((each) => each.visits.at(-1) ?? 0);
    const steps = this.norms === null ? 0 : this.norms.steps * this.norms.every;
    return Math.max(1, steps, ...visits);
  }

  /** What the shown curves are under the crosshair, or at their end. */
  private reading(): string {
    const parts = this.shownSeries().map((each) => {
      const i = this.cursor === null ? each.values.length - 1 : nearestIndex(each.visits, this.cursor);
      return `${each.name} ${formatNumber(each.values[i] ?? Number.NaN)}`;
    });
    return `${this.cursor ?? this.last()} · ${parts.join(" · ")}`;
  }

  private x() {
    const { low, high } = this.domain ?? { low: 0, high: this.last() };
    return xScale(low, high, this.width);
  }

  private stepAt(pixel: number): number {
    return Math.min(this.last(), Math.max(0, Math.round(valueAt(this.x(), pixel))));
  }

  private readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.dragged = [event.offsetX, event.offsetX];
    if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
  };

  private readonly onPoint = (event: PointerEvent): void => {
    if (this.dragged !== null) this.dragged = [this.dragged[0], event.offsetX];
    const outside = event.offsetX < LEFT || event.offsetX > this.width - RIGHT;
    this.cursor = outside ? null : this.stepAt(event.offsetX);
  };

  /** A drag zooms, a click puts the run's cursor there. */
  private readonly onUp = (event: PointerEvent): void => {
    const { dragged } = this;
    this.dragged = null;
    if (dragged === null || !(event.currentTarget instanceof HTMLCanvasElement)) return;
    const [from, to] = [Math.min(...dragged), Math.max(...dragged)];
    if (to - from > MOST_OF_CLICK) this.domain = within(this.stepAt(from), this.stepAt(to), this.last());
    else if (event.detail < 2) void this.goTo(this.stepAt(event.offsetX), event.currentTarget, event.offsetY);
  };

  /** Puts the run's cursor where a step is done: the curve's that is nearest, or the backward's that was measured. */
  private async goTo(step: number, canvas: HTMLCanvasElement, y: number | null): Promise<void> {
    const { store, norms } = this;
    if (store === null || !store.host.canRun) return;
    if (canvas.dataset.kind !== "lines") {
      const event = norms?.events[Math.min(norms.steps - 1, Math.floor(step / norms.every))];
      if (event !== undefined) store.cursor.goTo(event);
      return;
    }
    const series = this.nearest(step, canvas, y);
    if (series === undefined) return;
    const visit = (series.visits[nearestIndex(series.visits, step)] ?? 0) + 1;
    const { file, start } = series.range;
    const { event } = await store.source.ask("moment", { file, offset: start, visit });
    if (event !== null) store.cursor.goTo(event);
  }

  /** The shown curve that is nearest to a height; the first one without. */
  private nearest(step: number, canvas: HTMLCanvasElement, y: number | null): CurveSeries | undefined {
    const shown = this.shownSeries();
    if (y === null) return shown[0];
    const scale = linesScale(shown, this.log, canvas.clientHeight);
    const away = (each: CurveSeries): number => {
      const distance = Math.abs(place(scale, each.values[nearestIndex(each.visits, step)] ?? Number.NaN) - y);
      return Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
    };
    return shown.reduce<CurveSeries | undefined>(
      (best, each) => (best === undefined || away(each) < away(best) ? each : best),
      undefined,
    );
  }

  private shownSeries(): readonly CurveSeries[] {
    return (this.store?.curves?.series ?? []).filter((each, i) => this.isShown(each, i));
  }

  /** The step at which the run's cursor stands; null at the end, and where that is no step of a loop. */
  private runStep(): number | null {
    const { norms, store } = this;
    const cursor = store?.cursor;
    if (cursor === undefined || cursor.at === null) return null;
    const visit = cursor.steps?.visits[cursor.at] ?? 0;
    if (visit > 0) return visit;
    // The first visit of a statement is as well one before or after the loop.
    const end = cursor.steps?.ends[cursor.at] ?? 0;
    if (norms !== null && norms.steps > 0) {
      const passed = norms.events.findIndex((event) => event > end);
      const step = (passed < 0 ? norms.steps : passed) - 1;
      return step < 0 ? null : step * norms.every;
    }
    return null;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.last();
    const at = this.cursor ?? this.runStep() ?? last;
    const move = (by: number): void => {
      this.cursor = Math.min(last, Math.max(0, at + by * (event.shiftKey ? 10 : 1)));
      this.domain = showing(this.domain, this.cursor, last);
    };
    const zoom = (by: 1 | -1): void => {
      this.domain = zoomed(this.domain, at, by, last);
    };
    const canvas = event.currentTarget;
    const keys: Readonly<Record<string, () => void>> = {
      ArrowRight: () => move(1),
      ArrowLeft: () => move(-1),
      Home: () => move(Number.NEGATIVE_INFINITY),
      End: () => move(Number.POSITIVE_INFINITY),
      Enter: () => {
        if (canvas instanceof HTMLCanvasElement) void this.goTo(at, canvas, null);
      },
      "+": () => zoom(1),
      "-": () => zoom(-1),
      "0": () => {
        this.domain = null;
      },
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  override updated(_changed: PropertyValues): void {
    if (this.width === 0) this.width = this.clientWidth;
    this.paintSoon();
  }

  private paintSoon(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.paint();
    });
  }

  private paint(): void {
    if (!this.visible || this.width === 0) return;
    const x = this.x();
    const common = { run: this.runStep(), dragged: this.dragged };
    for (const canvas of this.renderRoot.querySelectorAll("canvas")) {
      const context = canvas.getContext("2d");
      if (context === null) continue;
      const scale = window.devicePixelRatio;
      const height = canvas.clientHeight;
      canvas.width = Math.round(this.width * scale);
      canvas.height = Math.round(height * scale);
      context.setTransform(scale, 0, 0, scale, 0, 0);
      const colours = pageColours();
      const plot: Plot = {
        width: this.width,
        height,
        colours,
        ramps: rampsFor(themeKind()),
        x,
        cursor: this.cursor,
        ...common,
      };
      this.paintOne(canvas.dataset.kind ?? "", context, plot);
    }
  }

  private paintOne(kind: string, context: CanvasRenderingContext2D, plot: Plot): void {
    if (kind === "norms" && this.norms !== null) paintNorms(context, plot, this.norms);
    else if (kind === "spread" && this.spread !== null) paintDistribution(context, plot, this.spread);
    else if (kind === "lines") {
      const series = this.store?.curves?.series ?? [];
      const strokes = strokesFor(series.length);
      const shown = series
        .map((each, i) => ({ each, stroke: strokes[i], at: i }))
        .filter(({ each, at }) => this.isShown(each, at));
      paintLines(
        context,
        plot,
        shown.map(({ each }) => each),
        shown.flatMap(({ stroke }) => stroke ?? []),
        this.log,
      );
    }
  }
}

/** What a curve is called over runs. */
function keyOf(series: CurveSeries): string {
  return `${series.range.file}:${series.range.line} ${series.name}`;
}

function nearestIndex(visits: Float64Array, step: number): number {
  let low = 0;
  let high = visits.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((visits[middle] ?? 0) < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

customElements.define("nn-curves", CurvesView);
