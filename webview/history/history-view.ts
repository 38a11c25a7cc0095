// <nn-history>: a tensor over its visits as small pictures, all on one scale, with the gradient that reached each below it.
// A click puts the cursor there; a button, or Space, plays them.

import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from "lit";
import { formatCount, formatNumber } from "../../src/look/numbers";
import { cssColour, rampOf, rampsFor, type ValueRange } from "../../src/look/ramps";
import type { History, Pictures, ValueId } from "../../src/protocol";
import type { Store } from "../source/store";
import { t } from "../strings";
import { sharedStyles } from "../ui/styles";
import { onThemeChange, pageColours, themeKind } from "../ui/theme";
import { iconButton, toolkitStyles } from "../ui/toolkit";
import { historyStyles } from "./history-styles";
import { HEIGHT, lineStyles, MOST_LINES, MOST_POINTS, paintElementLines, visitAt } from "./lines";
import { Player } from "./player";
import { inSight, type PictureSize, paintPicture, rangeOfHistory, sizeOf } from "./strip";

/** Pictures that are kept: what was in sight a while ago is asked for again. */
const MOST_KEPT = 2000;
/** Pictures on either side that are asked for together with those in sight. */
const ASKED_AROUND = 80;

export class HistoryView extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { attribute: false },
    revision: { attribute: false },
    history: { attribute: false },
    heading: { attribute: false },
    value: { attribute: false },
    place: { attribute: false },
    left: { state: true },
  };
  static override styles = [sharedStyles, toolkitStyles, historyStyles];

  declare store: Store | null;
  declare revision: number;
  declare history: History | null;
  declare heading: string;
  /** The value that is shown, one of the history's or none of them. */
  declare value: ValueId;
  /** Which of the history's it is, where its id does not tell. */
  declare place: number;
  /** How far the strip is scrolled. */
  declare private left: number;
  /** Where the strip stands, which is ahead of what is shown while that is on its way. */
  private at = -1;
  private width = 0;
  private size: PictureSize = sizeOf(1, 1);
  private grid: Omit<Pictures, "data"> | null = null;
  private readonly pictures = new Map<ValueId, Float64Array>();
  /** Those of this history: after another run the old ones stay in sight until the new ones are there. */
  private readonly fresh = new Set<ValueId>();
  private unwatch: (() => void) | null = null;
  private readonly player = new Player(
    () => this.goBy(1),
    () => this.store?.cursor.moving === true,
    () => this.requestUpdate(),
  );
  private readonly resizes = new ResizeObserver(() => {
    if (this.clientWidth === this.width) return;
    this.width = this.clientWidth;
    this.requestUpdate();
  });

  constructor() {
    super();
    this.store = null;
    this.revision = 0;
    this.history = null;
    this.heading = "";
    this.value = -1;
    this.place = -1;
    this.left = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unwatch = onThemeChange(() => this.requestUpdate());
    this.resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
    this.resizes.disconnect();
    this.player.stop();
  }

  /** Plays, or stops playing. */
  togglePlay(): void {
    const { history } = this;
    if (history === null) return;
    // At the end there is nothing to play but all of it again.
    if (!this.player.playing && this.at >= history.values.length - 1) this.go(0);
    this.player.toggle();
  }

  override willUpdate(changed: PropertyValues): void {
    const { history } = this;
    if (changed.has("history")) {
      this.fresh.clear();
      this.player.stop();
    }
    const moved = changed.has("history") || changed.has("value") || changed.has("place");
    // While it plays, what is shown comes after where the strip stands.
    if (moved && !this.player.playing) {
      const known = history?.values.indexOf(this.value) ?? -1;
      this.at = known >= 0 ? known : this.place;
    }
    if (history !== null) this.want(history);
  }

  private sight(history: History): { first: number; end: number } {
    return inSight(history.values.length, this.size.pitch, this.left, this.width || 400);
  }

  /** Asks for the pictures in sight that are not there. */
  private want(history: History): void {
    const { first, end } = this.sight(history);
    const inLines = elementsOf(history) <= MOST_LINES ? this.linePlaces(history) : [];
    const wanted: ValueId[] = [];
    const gradients: ValueId[] = [];
    const add = (value: number | undefined, to: ValueId[]): void => {
      if (value === undefined || value < 0 || this.fresh.has(value)) return;
      this.fresh.add(value);
      to.push(value);
    };
    const isMissing = (value = -1): boolean => value >= 0 && !this.fresh.has(value);
    let missing = false;
    for (let i = first; i < end; i++) missing ||= isMissing(history.values[i]) || isMissing(history.gradients[i]);
    // With their neighbours: what the trace has let go comes back by running again, once for all of them.
    const around = missing ? ASKED_AROUND : 0;
    for (let i = Math.max(0, first - around); missing && i < end + around; i++) {
      add(history.values[i], wanted);
      add(history.gradients[i], gradients);
    }
    for (const i of inLines) {
      if (wanted.length < MOST_POINTS) add(history.values[i], wanted);
      if (gradients.length < MOST_POINTS) add(history.gradients[i], gradients);
    }
    if (wanted.length > 0) void this.fetch(history, wanted);
    if (gradients.length > 0) void this.fetch(history, gradients);
  }

  private async fetch(history: History, values: ValueId[]): Promise<void> {
    try {
      const { data, ...grid } = (await this.store?.source.ask("pictures", { values })) ?? { data: new Float64Array() };
      if (history !== this.history || !("rows" in grid)) return;
      const size = grid.rows * grid.columns;
      if (this.pictures.size > MOST_KEPT) this.forget();
      values.forEach((value, i) => {
        this.pictures.set(value, data.subarray(i * size, (i + 1) * size));
      });
      this.grid = grid;
      this.size = sizeOf(grid.rows, grid.columns);
      this.requestUpdate();
    } catch {
      // The run is over: the next one's history comes with its value.
      for (const value of values) this.fresh.delete(value);
    }
  }

  private forget(): void {
    this.pictures.clear();
    this.fresh.clear();
  }

  /** The visits that lines go through. */
  private linePlaces(history: History): number[] {
    const count = history.values.length;
    const every = Math.ceil(count / (MOST_POINTS / 2));
    return Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every);
  }

  override render() {
    const { history, player } = this;
    if (history === null) return nothing;
    const count = history.values.length;
    const visit = history.visits[this.at];
    const playing = player.playing;
    return html`<div class="bar">
        ${iconButton("back", { label: t("visitBack"), disabled: this.at <= 0, onClick: () => this.goBy(-1) })}
        ${iconButton(playing ? "pause" : "run", {
          label: `${t(playing ? "pause" : "play")} (Alt+P)`,
          onClick: () => this.togglePlay(),
        })}
        ${iconButton("right", { label: t("visitForward"), disabled: this.at >= count - 1, onClick: () => this.goBy(1) })}
        <span class="where mono cut">${visit === undefined ? "" : this.numberText(history, visit)}</span>
        ${iconButton("minus", { label: t("slower"), onClick: () => player.shift(-1) })}
        <span class="small dim mono">${t("pace", player.calm ? 1 : player.pace)}</span>
        ${iconButton("plus", { label: t("faster"), onClick: () => player.shift(1) })}
      </div>
      ${elementsOf(history) <= MOST_LINES ? this.renderLines(history) : nothing}
      ${elementsOf(history) > 1 ? this.renderStrip(history) : nothing}
      <div class="scales" ?hidden=${elementsOf(history) <= 1}>
        ${this.scale(t("value"), rangeOfHistory(history.range))}
        ${this.hasGradients(history) ? this.scale(t("gradientShort"), rangeOfHistory(history.gradientRange)) : nothing}
        ${this.sampled(history)}
      </div>`;
  }

  private numberText(history: History, visit: number): string {
    return t(history.kind === "states" ? "stateOf" : "visitOf", formatCount(visit), formatCount(history.total));
  }

  private hasGradients(history: History): boolean {
    return history.gradients.some((value) => value >= 0);
  }

  /** Few elements are better seen as lines; a single one is nothing but a line. */
  private renderLines(history: History) {
    const chart = (kind: string, label: string) =>
      html`<canvas
        class="lines"
        data-lines=${kind}
        role="img"
        tabindex=${kind === "value" && elementsOf(history) === 1 ? 0 : nothing}
        aria-label=${label}
        .style=${`height:${HEIGHT}px`}
        @keydown=${this.onKey}
        @click=${(event: MouseEvent) => {
          this.player.stop();
          this.go(visitAt(event.offsetX, this.width, history.values.length));
        }}
      ></canvas>`;
    const styles = lineStyles(history.shape, elementsOf(history));
    return html`${chart("value", t("historyOf", this.heading))}
      ${this.hasGradients(history) ? html`<div class="small dim">${t("gradientShort")}</div>${chart("gradient", t("gradientShort"))}` : nothing}
      ${
        styles.length === 1
          ? nothing
          : html`<div class="legend" aria-hidden="true">
              ${styles.map(
                ({ colour, dash, name }) =>
                  html`<span
                    ><svg width="20" height="8">
                      <line x1="0" y1="4" x2="20" y2="4" stroke=${colour} stroke-width="2" stroke-dasharray=${dash.join(" ")}></line></svg
                    >${name}</span
                  >`,
              )}
            </div>`
      }`;
  }

  private renderStrip(history: History) {
    const { pitch, height } = this.size;
    const { first, end } = this.sight(history);
    const rows = this.hasGradients(history) ? 2 : 1;
    const visits = Array.from({ length: end - first }, (_, i) => this.renderVisit(history, first + i, rows));
    const active = this.at >= first && this.at < end ? `visit-${this.at}` : nothing;
    return html`<div
      class="scroll"
      tabindex="0"
      role="listbox"
      aria-orientation="horizontal"
      aria-label=${t("historyOf", this.heading)}
      aria-activedescendant=${active}
      @scroll=${this.onScroll}
      @keydown=${this.onKey}
    >
      <div
        class="space"
        role="presentation"
        .style=${`width:${history.values.length * pitch}px;height:${rows * (height + 3) + 18}px`}
      >${visits}</div>
    </div>`;
  }

  private renderVisit(history: History, at: number, rows: number) {
    const { pitch, width, height } = this.size;
    const style = `left:${at * pitch}px;width:${pitch - 6}px`;
    const canvas = (kind: string) =>
      html`<canvas data-kind=${kind} data-at=${at} aria-hidden="true" .style=${`width:${width}px;height:${height}px`}></canvas>`;
    const visit = history.visits[at] ?? 0;
    return html`<div
      class="visit ${at === this.at ? "current" : ""}"
      id="visit-${at}"
      role="option"
      aria-selected=${at === this.at}
      aria-setsize=${history.values.length}
      aria-posinset=${at + 1}
      aria-label=${this.numberText(history, visit)}
      title=${this.numberText(history, visit)}
      .style=${style}
      @click=${() => {
        this.player.stop();
        this.go(at);
      }}
    >${canvas("value")}${rows > 1 ? canvas("gradient") : nothing}<span class="number">${visit}</span></div>`;
  }

  /** What the colours of one row of pictures mean. */
  private scale(name: string, range: ValueRange) {
    const ramp = rampOf(range, rampsFor(themeKind()));
    const stops = Array.from({ length: 9 }, (_, i) =>
      cssColour(ramp[Math.round((i * (ramp.length - 1)) / 8)] ?? [0, 0, 0]),
    );
    return html`<span class="scale" title=${t("oneScale")}
      >${name} ${formatNumber(range.low)}<i .style=${`background:linear-gradient(to right,${stops.join()})`}></i>${formatNumber(range.high)}</span
    >`;
  }

  private sampled(history: History) {
    const { grid } = this;
    const words: string[] = [];
    if (grid !== null && grid.everyRow > 1) words.push(t("everyRow", grid.everyRow));
    if (grid !== null && grid.everyColumn > 1) words.push(t("everyColumn", grid.everyColumn));
    const listed = history.values.length;
    if (listed < history.total) words.push(t("listedOf", formatCount(listed), formatCount(history.total)));
    return words.length === 0 ? nothing : html`<span class="scale">${words.join(" · ")}</span>`;
  }

  private goBy(by: number): boolean {
    return this.go(this.at + by);
  }

  /** Puts the cursor at one; false where there is none. */
  private go(at: number): boolean {
    const { history, store } = this;
    const [value, event] = [history?.values[at], history?.events[at]];
    if (store === null || value === undefined || event === undefined) return false;
    this.at = at;
    store.showVisit(value, event);
    this.bringIntoSight();
    this.requestUpdate();
    return true;
  }

  private bringIntoSight(): void {
    const scroll = this.renderRoot.querySelector(".scroll");
    if (scroll === null || this.at < 0) return;
    const { pitch } = this.size;
    const [from, to] = [this.at * pitch, (this.at + 1) * pitch];
    // A playing strip turns its pages: it does not slide under the eyes.
    if (from < scroll.scrollLeft) scroll.scrollLeft = this.player.playing ? from - scroll.clientWidth / 3 : from;
    else if (to > scroll.scrollLeft + scroll.clientWidth) {
      scroll.scrollLeft = this.player.playing ? from - pitch : to - scroll.clientWidth;
    }
  }

  private readonly onScroll = (event: Event): void => {
    if (event.currentTarget instanceof HTMLElement) this.left = event.currentTarget.scrollLeft;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = (this.history?.values.length ?? 0) - 1;
    const keys: Readonly<Record<string, () => unknown>> = {
      ArrowLeft: () => this.goBy(-1),
      ArrowRight: () => this.goBy(1),
      PageUp: () => this.go(Math.max(0, this.at - 10)),
      PageDown: () => this.go(Math.min(last, this.at + 10)),
      Home: () => this.go(0),
      End: () => this.go(last),
      " ": () => this.togglePlay(),
      "+": () => this.player.shift(1),
      "-": () => this.player.shift(-1),
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    if (event.key !== " " && event.key !== "+" && event.key !== "-") this.player.stop();
    act();
  };

  override updated(changed: PropertyValues): void {
    if (this.width === 0) this.width = this.clientWidth;
    if (changed.has("history") || changed.has("value") || this.grid === null) this.bringIntoSight();
    this.paint();
  }

  private paint(): void {
    const { history, size } = this;
    if (history === null) return;
    const ramps = rampsFor(themeKind());
    const scale = window.devicePixelRatio;
    this.paintLines(history, scale);
    for (const canvas of this.renderRoot.querySelectorAll<HTMLCanvasElement>(".visit canvas")) {
      const gradient = canvas.dataset.kind === "gradient";
      const at = Number(canvas.dataset.at);
      const data = this.pictures.get((gradient ? history.gradients : history.values)[at] ?? -1);
      canvas.width = Math.round(size.width * scale);
      canvas.height = Math.round(size.height * scale);
      const context = canvas.getContext("2d");
      if (context === null || data === undefined) continue;
      paintPicture(context, data, size, rangeOfHistory(gradient ? history.gradientRange : history.range), ramps, scale);
    }
  }

  private paintLines(history: History, scale: number): void {
    const styles = lineStyles(history.shape, elementsOf(history));
    for (const canvas of this.renderRoot.querySelectorAll<HTMLCanvasElement>("canvas.lines")) {
      const gradient = canvas.dataset.lines === "gradient";
      const ids = gradient ? history.gradients : history.values;
      const points = this.linePlaces(history).flatMap((at) => {
        const data = this.pictures.get(ids[at] ?? -1);
        return data === undefined ? [] : [[at, data] as const];
      });
      const width = canvas.clientWidth;
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(HEIGHT * scale);
      const context = canvas.getContext("2d");
      if (context === null) continue;
      context.setTransform(scale, 0, 0, scale, 0, 0);
      const range = gradient ? history.gradientRange : history.range;
      paintElementLines(context, width, points, styles, range, { count: ids.length, at: this.at }, pageColours());
    }
  }
}

function elementsOf({ shape }: History): number {
  return shape.reduce((n, size) => n * size, 1);
}

customElements.define("nn-history", HistoryView);
