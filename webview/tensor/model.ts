// What one shown tensor is: which value, how its axes are laid out, where the picture is scrolled to, which cell is chosen,
// and the elements that are in sight. Its views (picture, table, histogram, tools) read it and call its methods; it asks the
// trace for no more than what is on screen. What a person set stays while the tensor's name and shape do.

import { CELL, formatElement } from "../../src/look/numbers";
import {
  type Arrangement,
  type Axes,
  type AxisRole,
  arrange,
  defaultAxes,
  indexAt,
  type Place,
  placeAt,
  withIndex,
  withRole,
  withSelectors,
} from "../../src/look/tensor/axes";
import {
  clampScroll,
  type Geometry,
  geometryOf,
  type Picture,
  pictureOf,
  type Room,
  type Scroll,
  scrollTo,
  ZOOMS,
} from "../../src/look/tensor/layout";
import { type Scale, scaleOf } from "../../src/look/tensor/scale";
import type { CellInfo, Digest, TensorWindow, TraceSource, ValueId } from "../../src/protocol";
import { t } from "../strings";
import { CellTexts } from "./cell-texts";
import { Fetcher } from "./fetcher";
import { readSlice, sliceText } from "./slice-text";
import { walk } from "./walk";

/** The tensor to show. */
export interface Shown {
  readonly source: TraceSource;
  /** The run that the id belongs to: the same id is another value in the next. */
  readonly run: number;
  readonly value: ValueId;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** What the program calls it: for file names, and to know it again in the next run. */
  readonly name: string;
  /** Null while it is not known: then it is asked for after the first picture. */
  readonly digest: Digest | null;
}

/** A box of elements to ring in the picture: from an index up to another, which is not in it. */
export interface Mark {
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** What made the chosen value has a solid ring, what is chosen in a related picture a dashed one. */
  readonly kind: "operand" | "linked";
}

export type Mode = "picture" | "table" | "histogram";

/** The elements of one window, as they came. */
export interface Elements {
  readonly window: TensorWindow;
  readonly data: Float64Array;
}

/** Up to so many elements numbers may stand in the cells: all are there before the cells are sized. */
const FEW = 400;
/** How long a notice stays. */
const NOTICE_MS = 5000;
const TOP: Scroll = { row: 0, column: 0, line: 0 };
const NOTHING = new Float64Array(0);

export class TensorModel extends EventTarget {
  shown: Shown | null = null;
  axes: Axes = [];
  arrangement: Arrangement = arrange([]);
  mode: Mode = "picture";
  /** What is wrong with the slice text as it is typed; the last right one is shown meanwhile. */
  sliceError = "";
  /** A value that the colours are centred on. */
  centre: number | null = null;
  /** The chosen element and the one under the pointer, by their index in the tensor. */
  cell: readonly number[] | null = null;
  hovered: readonly number[] | null = null;
  marks: readonly Mark[] = [];
  elements: Elements | null = null;
  digest: Digest | null = null;
  /** Seconds until a late digest came; null when it was known. */
  digestSeconds: number | null = null;
  /** A word to say once: what was copied, why something could not be done. */
  notice = "";
  /** Pixels of a cell that a person zoomed to. */
  zoom: number | null = null;
  /** Smaller, and without tools: an operand beside a formula. */
  readonly compact: boolean;

  private scroll: Scroll = TOP;
  private room: Room = { width: 0, height: 0 };
  private readonly texts = new CellTexts(() => this.changed());
  /** The value whose figures were asked for. */
  private digestOf: Shown | null = null;
  private readonly fetcher = new Fetcher<Elements>();
  private drawn: Picture | null = null;
  private laidOut: { readonly key: string; readonly geometry: Geometry } | null = null;

  constructor(options: { readonly compact?: boolean } = {}) {
    super();
    this.compact = options.compact ?? false;
  }

  /** Shows a tensor, or the same one's next state. */
  show(shown: Shown | null): void {
    const before = this.shown;
    if (shown !== null && before !== null && shown.value === before.value && shown.run === before.run) {
      if (shown.digest !== null && this.digest !== shown.digest) {
        this.shown = shown;
        this.digest = shown.digest;
        this.changed();
      }
      return;
    }
    this.shown = shown;
    this.texts.restart(shown);
    this.hovered = null;
    this.laidOut = null;
    this.digest = shown?.digest ?? null;
    this.digestSeconds = null;
    this.notice = "";
    if (shown === null) {
      this.elements = null;
      this.drawn = null;
    } else if (before === null || before.shape.join() !== shown.shape.join()) {
      this.axes = defaultAxes(shown.shape);
      this.elements = null;
      this.drawn = null;
      this.scroll = TOP;
      this.zoom = null;
      this.sliceError = "";
      this.forget();
    } else if (before.name !== shown.name || before.dtype !== shown.dtype) this.forget();
    this.arrangement = arrange(this.axes);
    this.fetcher.restart();
    void this.refresh();
    if (this.cell !== null) this.wantText(this.cell);
    this.changed();
  }

  private forget(): void {
    this.cell = null;
    this.centre = null;
    this.marks = [];
  }

  get scale(): Scale {
    return scaleOf(this.shown?.dtype ?? "float32", this.digest, this.elements?.data ?? NOTHING, this.centre);
  }

  /** The place that a picture has. */
  setRoom(room: Room): void {
    if (room.width === this.room.width && room.height === this.room.height) return;
    this.room = room;
    void this.refresh();
    this.changed();
  }

  /** How the picture is laid out now; null before it has a place. */
  geometry(): Geometry | null {
    if (this.shown === null || this.room.width === 0) return null;
    const characters = this.characters();
    const key = `${this.room.width}/${this.room.height}/${characters}/${this.zoom}`;
    if (this.laidOut?.key !== key) {
      this.laidOut = { key, geometry: geometryOf(this.arrangement, this.room, characters, this.zoom) };
    }
    return this.laidOut.geometry;
  }

  /**
   * The picture of the elements that are there: null before any are. While those for another layout are on their way, the
   * last one stays.
   */
  picture(): Picture | null {
    const geometry = this.geometry();
    if (geometry === null || this.elements === null) return null;
    const { facets, rows, columns } = this.elements.window;
    const perRow = geometry.perLine * geometry.members;
    const line = Math.floor(facets.first / perRow);
    const picture = pictureOf(this.arrangement, geometry, { row: rows.first, column: columns.first, line });
    const fits = (["facets", "rows", "columns"] as const).every((one) => {
      const [wanted, own] = [picture[one], this.elements?.window[one]];
      return wanted.first === own?.first && wanted.count === own.count;
    });
    if (fits && this.elements.window.axes === this.arrangement.parts) this.drawn = picture;
    return this.drawn;
  }

  /** Length of the longest number, where numbers may stand in cells. */
  private characters(): number | null {
    const { shown, arrangement, elements } = this;
    if (shown === null || shown.dtype === "bool") return null;
    const small = arrangement.facets * arrangement.rows * arrangement.columns <= FEW;
    if (!small && this.zoom === null) return null;
    if (small && elements?.window.axes !== arrangement.parts) return null;
    let longest = small ? 1 : 7;
    for (const value of elements?.data.subarray(0, 4 * FEW) ?? []) {
      if (Number.isFinite(value)) longest = Math.max(longest, formatElement(value, shown.dtype, CELL).length);
    }
    return longest;
  }

  /** Asks for what is in sight, if that is not there. */
  private async refresh(): Promise<void> {
    const { shown } = this;
    const geometry = this.geometry();
    if (shown === null || geometry === null) return;
    const window = this.windowFor(geometry);
    if (window.facets.count * window.rows.count * window.columns.count === 0) return;
    const { axes: _, ...sight } = window;
    const key = JSON.stringify([shown.run, sight, this.arrangement.parts]);
    const elements = await this.fetcher.fetch(key, async () => ({
      window,
      data: (await shown.source.ask("window", window)).data,
    }));
    if (elements === null || this.shown?.value !== shown.value || this.shown.run !== shown.run) return;
    this.elements = elements;
    this.changed();
    if (this.digest === null) void this.askDigest(shown);
    // Numbers that came may be wider than what the cells were made for.
    await this.refresh();
  }

  private windowFor(geometry: Geometry): TensorWindow {
    const { arrangement } = this;
    const { parts, facetAxes, rowAxis, columnAxis } = arrangement;
    const { facets, rows, columns } = pictureOf(arrangement, geometry, this.scroll);
    const value = this.shown?.value ?? 0;
    return { value, axes: parts, facetAxes, rowAxis, columnAxis, facets, rows, columns };
  }

  /** The figures of a large tensor: after its picture, because they take longer. */
  private async askDigest(shown: Shown): Promise<void> {
    if (this.digestOf === shown) return;
    this.digestOf = shown;
    const since = performance.now();
    try {
      const [digest] = await shown.source.ask("digests", { values: [shown.value] });
      if (digest === undefined || this.shown?.value !== shown.value || this.shown.run !== shown.run) return;
      this.digest = digest;
      this.digestSeconds = (performance.now() - since) / 1000;
      this.changed();
    } catch {
      // The run is over: the next one's value comes with its own.
    }
  }

  setMode(mode: Mode): void {
    this.mode = mode;
    this.changed();
  }

  setRole(axis: number, role: AxisRole): void {
    this.rearrange(withRole(this.axes, axis, role));
  }

  setIndex(axis: number, index: number): void {
    this.rearrange(withIndex(this.axes, axis, index));
  }

  /** Takes slice text as it is typed; false while something is wrong with it. */
  setSlice(text: string): boolean {
    const result = readSlice(text, this.shown?.shape ?? []);
    if (!result.ok) {
      this.sliceError = t("sliceShowing", result.message, sliceText(this.axes));
      this.changed();
      return false;
    }
    this.rearrange(withSelectors(this.axes, result.selectors));
    return true;
  }

  resetSlice(): void {
    if (this.shown !== null) this.rearrange(defaultAxes(this.shown.shape));
  }

  private rearrange(axes: Axes): void {
    this.sliceError = "";
    const layoutBefore = this.axes.map((axis) => axis.role + axis.part.count).join();
    this.axes = axes;
    this.arrangement = arrange(axes);
    if (axes.map((axis) => axis.role + axis.part.count).join() !== layoutBefore) {
      this.scroll = TOP;
      this.laidOut = null;
    }
    this.hovered = null;
    if (this.cell !== null && placeAt(this.arrangement, this.cell) === null) {
      const { cell } = this;
      const moved = axes.map((axis, i) => (axis.role === "slider" ? axis.index : (cell[i] ?? 0)));
      this.cell = placeAt(this.arrangement, moved) === null ? null : moved;
      if (this.cell !== null) this.wantText(this.cell);
      this.tellCell();
    }
    void this.refresh();
    this.changed();
  }

  /** Scrolls by rows, columns and lines; false at the edge. */
  scrollBy(by: Scroll): boolean {
    const { row, column, line } = this.scroll;
    return this.setScroll({ row: row + by.row, column: column + by.column, line: line + by.line });
  }

  setScroll(wanted: Scroll): boolean {
    const geometry = this.geometry();
    if (geometry === null) return false;
    const next = clampScroll(this.arrangement, geometry, wanted);
    const { row, column, line } = this.scroll;
    if (next.row === row && next.column === column && next.line === line) return false;
    this.scroll = next;
    this.hovered = null;
    void this.refresh();
    this.changed();
    return true;
  }

  get position(): Scroll {
    return this.scroll;
  }

  /** Cells a step larger or smaller; 0 fits them again. */
  zoomBy(by: -1 | 0 | 1): void {
    const geometry = this.geometry();
    if (geometry === null) return;
    const current = this.zoom ?? (geometry.numbers ? 21 : geometry.cellWidth);
    const next = by > 0 ? ZOOMS.find((size) => size > current) : ZOOMS.filter((size) => size < current).at(-1);
    this.zoom = by === 0 ? null : (next ?? this.zoom);
    const place = this.cell === null ? null : placeAt(this.arrangement, this.cell);
    const after = this.geometry();
    if (after !== null) {
      this.scroll =
        place === null
          ? clampScroll(this.arrangement, after, this.scroll)
          : scrollTo(this.arrangement, after, this.scroll, place);
    }
    void this.refresh();
    this.changed();
  }

  /** Chooses an element and brings it into sight. */
  choose(index: readonly number[] | null): void {
    this.cell = index;
    if (index !== null) {
      this.bringIntoSight(index);
      this.wantText(index);
    }
    this.tellCell();
    this.changed();
  }

  bringIntoSight(index: readonly number[]): void {
    const place = placeAt(this.arrangement, index);
    const geometry = this.geometry();
    if (place === null || geometry === null) return;
    this.scroll = scrollTo(this.arrangement, geometry, this.scroll, place);
    void this.refresh();
  }

  hover(place: Place | null): void {
    const index = place === null ? null : indexAt(this.arrangement, place);
    if (index?.join() === this.hovered?.join()) return;
    this.hovered = index;
    if (index !== null) this.wantText(index);
    this.changed();
  }

  /** Moves the chosen cell as a key says; false for any other key. */
  move(key: string, control: boolean): boolean {
    const from = (this.cell === null ? null : placeAt(this.arrangement, this.cell)) ?? this.firstInSight();
    if (this.isEmpty) return false;
    const next = walk(this.arrangement, from, key, control);
    if (next !== null) {
      this.hovered = null;
      this.choose(indexAt(this.arrangement, next));
      return true;
    }
    return (key === "[" || key === "]") && this.step(key === "]" ? 1 : -1);
  }

  /** The first slider a step on. */
  private step(by: number): boolean {
    const axis = this.axes.findIndex((one) => one.role === "slider");
    if (axis < 0) return false;
    this.setIndex(axis, (this.axes[axis]?.index ?? 0) + by);
    return true;
  }

  firstInSight(): Place {
    const { row, column, line } = this.scroll;
    const geometry = this.geometry();
    return { facet: geometry === null ? 0 : line * geometry.perLine * geometry.members, row, column };
  }

  get isEmpty(): boolean {
    return this.arrangement.facets * this.arrangement.rows * this.arrangement.columns === 0;
  }

  /** Colours centred on the chosen element, or on a value; null for the tensor's own range. */
  recentre(value: number | null): void {
    this.centre = value !== null && Number.isFinite(value) && value !== 0 ? Math.abs(value) : null;
    this.changed();
  }

  /** The stored value of an element, once it is known. */
  exact(index: readonly number[]): CellInfo | null {
    return this.texts.get(index);
  }

  /** An element as a number, when it is in sight. */
  numberAt(index: readonly number[]): number | null {
    const place = placeAt(this.arrangement, index);
    const { elements } = this;
    // Those of the slider's last place may still be there.
    if (place === null || elements === null || elements.window.axes !== this.arrangement.parts) return null;
    const { facets, rows, columns } = elements.window;
    const facet = place.facet - facets.first;
    const row = place.row - rows.first;
    const column = place.column - columns.first;
    if (facet < 0 || facet >= facets.count || row < 0 || row >= rows.count || column < 0 || column >= columns.count) {
      return null;
    }
    return elements.data[(facet * rows.count + row) * columns.count + column] ?? null;
  }

  wantText(index: readonly number[]): void {
    this.texts.want(index);
  }

  /** Rings boxes of elements in the picture. */
  mark(marks: readonly Mark[]): void {
    if (JSON.stringify(marks) === JSON.stringify(this.marks)) return;
    this.marks = marks;
    this.changed();
  }

  say(notice: string): void {
    this.notice = notice;
    this.changed();
    if (notice === "") return;
    setTimeout(() => {
      if (this.notice === notice) this.say("");
    }, NOTICE_MS);
  }

  private tellCell(): void {
    this.dispatchEvent(new CustomEvent("cell", { detail: this.cell }));
  }

  private changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}
