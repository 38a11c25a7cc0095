// <nn-drawing>: the graph as a drawing to pan, zoom and walk over. The worker lays it out; the page only paints, on one
// canvas, what is on screen.

import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from "lit";
import { rampsFor } from "../../../src/look/ramps";
import type { Drawing, Folding, Graph, GraphNode } from "../../../src/protocol";
import { openScopes, outlineRows } from "../../../src/trace/query/folds";
import type { Store } from "../../source/store";
import { t } from "../../strings";
import { sharedStyles } from "../../ui/styles";
import { onThemeChange, pageColours, themeKind } from "../../ui/theme";
import { iconButton, textButton, toolkitStyles } from "../../ui/toolkit";
import { changeText } from "../../what-if/change-cell";
import { selectedNode } from "../look";
import { drawingStyles } from "./drawing-styles";
import { areaRect, boxRect, extentOf, type Rect, RowIndex } from "./geometry";
import { boxLabel, boxWords } from "./labels";
import { type DrawingScene, minimapPlace, paintDrawing, paintMinimap } from "./paint";
import { savePng, saveSvg } from "./save";
import { bringIntoSight, keepInReach, leastZoom, opening, type Size, type Viewport, wholeIn, zoomAt } from "./viewport";
import { type Direction, type Neighbours, neighboursOf, pathBetween, step } from "./walk";

/** Nodes past which the page asks before it draws. */
const ASK_ABOVE = 20_000;
/** Milliseconds after which a person is told that a layout goes on. */
const TELL_AFTER = 400;
const ZOOM_STEP = 1.25;
/** Where it is wider than this, the map may lie on the drawing. */
const WIDE = 760;
const MINIMAP: Size = { width: 76, height: 96 };

/** A laid out drawing and what is derived from it once. */
interface Laid {
  readonly graph: Graph;
  readonly drawing: Drawing;
  readonly index: RowIndex;
  readonly extent: Rect;
  readonly neighbours: Neighbours;
}

export class DrawingView extends LitElement {
  static override properties: PropertyDeclarations = {
    store: { attribute: false },
    revision: { attribute: false },
    found: { attribute: false },
    laid: { state: true },
    failure: { state: true },
    waiting: { state: true },
    pointed: { state: true },
    agreed: { state: true },
  };
  static override styles = [sharedStyles, toolkitStyles, drawingStyles];

  declare store: Store | null;
  declare revision: number;
  /** Ids of the nodes that a search matches; null while nothing is searched. */
  declare found: ReadonlySet<number> | null;
  declare private laid: Laid | null;
  declare private failure: string;
  /** A layout takes so long that a person is told of it. */
  declare private waiting: boolean;
  declare private pointed: number;
  declare private agreed: boolean;
  private view: Viewport | null = null;
  private size: Size = { width: 0, height: 0 };
  private asked: Graph | null = null;
  private askedFolding: Folding | null = null;
  private turn = 0;
  /** The last turn that has its answer. */
  private settled = 0;
  private frame = 0;
  private drag: { readonly x: number; readonly y: number; moved: boolean } | null = null;
  private unwatch: (() => void) | null = null;
  private readonly resizes = new ResizeObserver(() => this.measure());

  constructor() {
    super();
    this.store = null;
    this.revision = 0;
    this.found = null;
    this.laid = null;
    this.failure = "";
    this.waiting = false;
    this.pointed = -1;
    this.agreed = false;
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
    this.giveUp();
  }

  override willUpdate(): void {
    const graph = this.store?.graph ?? null;
    const folding = this.store?.look.folding ?? null;
    if (graph === null || graph.root === null || this.isLarge(graph)) return;
    if (graph === this.asked && folding === this.askedFolding) return;
    void this.layOut(graph);
  }

  /** More would be drawn than a person has agreed to. */
  private isLarge(graph: Graph): boolean {
    if (graph.nodes.length <= ASK_ABOVE || this.agreed || this.store === null) return false;
    return outlineRows(graph, openScopes(graph, this.store.look.folding)).entries.length > ASK_ABOVE;
  }

  /** Asks for the drawing; only the last question's answer counts. */
  private async layOut(graph: Graph): Promise<void> {
    const { store } = this;
    if (store === null) return;
    this.asked = graph;
    const { folding } = store.look;
    this.askedFolding = folding;
    const turn = ++this.turn;
    const { direction } = graph;
    const value = graph.nodes.find((node) => node.id === graph.root)?.value ?? null;
    const root =
      value !== null ? { value } : graph.root !== null && direction === "backward" ? { node: graph.root } : {};
    setTimeout(() => {
      this.waiting = this.turn === turn && this.settled !== turn;
    }, TELL_AFTER);
    try {
      const drawing = await store.source.ask("drawing", { ...root, direction, folding });
      // A program that still runs may have gone on between the two answers: the next graph brings the next drawing.
      if (turn !== this.turn || drawing.boxOf.length !== graph.nodes.length) return;
      this.take(graph, drawing);
    } catch (error) {
      if (turn === this.turn) this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      if (turn === this.turn) {
        this.settled = turn;
        this.waiting = false;
      }
    }
  }

  /** What is still being laid out is wanted no more. */
  private giveUp(): void {
    if (this.settled === this.turn) return;
    this.settled = ++this.turn;
    this.waiting = false;
    this.asked = null;
    void this.store?.source.ask("drawing", { folding: null }).catch(() => {});
  }

  private take(graph: Graph, drawing: Drawing): void {
    const before = this.laid;
    const anchor = before === null ? -1 : this.selectedBox(before);
    const extent = extentOf(drawing);
    this.laid = { graph, drawing, index: new RowIndex(drawing), extent, neighbours: neighboursOf(drawing) };
    this.failure = "";
    this.pointed = -1;
    // What was chosen keeps its place on screen: nothing jumps on a new run, or when a module is folded.
    const now = this.selectedBox(this.laid);
    const was = before?.drawing.boxes[anchor];
    const is = drawing.boxes[now];
    if (this.view !== null && was !== undefined && is !== undefined) {
      const [a, b] = [boxRect(was), boxRect(is)];
      const { view } = this;
      this.view = { ...view, x: view.x + (a.left - b.left) * view.zoom, y: view.y + (a.top - b.top) * view.zoom };
    }
  }

  override render() {
    const graph = this.store?.graph ?? null;
    if (graph !== null && this.isLarge(graph)) {
      return html`<div class="note">
        <p>${t("drawingIsLarge", graph.nodes.length.toLocaleString("en-US"))}</p>
        ${textButton("secondary", {
          label: t("drawAnyway"),
          onClick: () => {
            this.agreed = true;
          },
        })}
      </div>`;
    }
    const said = this.pathWords();
    if (this.failure !== "") return html`<p class="note">${t("drawingFailed", this.failure)}</p>`;
    return html`<canvas
        class="drawing"
        tabindex="0"
        role="application"
        aria-label=${t("drawingLabel")}
        @wheel=${this.onWheel}
        @pointerdown=${this.onDown}
        @pointermove=${this.onMove}
        @pointerup=${this.onUp}
        @pointerleave=${() => {
          this.pointed = -1;
        }}
        @dblclick=${this.onDouble}
        @keydown=${this.onKey}
      ></canvas>
      <canvas class="minimap" aria-hidden="true" @pointerdown=${this.onMinimap} @pointermove=${this.onMinimap}></canvas>
      <div class="tools">
        ${iconButton("plus", { label: `${t("zoomIn")} (+)`, onClick: () => this.zoomBy(ZOOM_STEP) })}
        ${iconButton("minus", { label: `${t("zoomOut")} (−)`, onClick: () => this.zoomBy(1 / ZOOM_STEP) })}
        ${iconButton("fit", { label: `${t("zoomFit")} (0)`, onClick: () => this.fitAll() })}
        ${iconButton("save", { label: t("drawingAsPng"), onClick: () => this.saveAs("png") })}
        ${iconButton("code", { label: t("drawingAsSvg"), onClick: () => this.saveAs("svg") })}
      </div>
      ${said === "" ? nothing : html`<div class="said small">${said}</div>`}
      ${
        this.waiting
          ? html`<div class="said small">${t("layingOut")}
              <button class="plain link" @click=${() => this.store?.setGraphAs("tree")}>${t("stop")}</button></div>`
          : nothing
      }
      ${this.renderTip()}
      <div class="live" aria-live="polite">${this.words()}</div>`;
  }

  private renderTip() {
    const { laid, view } = this;
    const box = laid?.drawing.boxes[this.pointed];
    if (laid === null || view === null || box === undefined || this.drag !== null) return nothing;
    const node = laid.graph.nodes[box.node];
    const { title, detail, shape } = boxLabel(box, laid.graph);
    const rect = boxRect(box);
    const x = Math.min(this.size.width - 220, Math.max(4, view.x + rect.left * view.zoom));
    const y = view.y + rect.bottom * view.zoom + 4;
    return html`<div class="tip" .style=${`transform:translate(${Math.round(x)}px,${Math.round(y)}px)`}>
      <div>${title} <span class="mono dim">${box.fold === null ? shape : detail}</span></div>
      ${node === undefined || node.label === "" ? nothing : html`<div class="mono">${node.label}</div>`}
      ${this.changeWords(node) === null ? nothing : html`<div class="mono small">${this.changeWords(node)}</div>`}
      ${node?.range ? html`<div class="dim small">${node.range.file}:${node.range.line}</div>` : nothing}
    </div>`;
  }

  /** What a person's edits made of a node's value; null where it is the same. */
  private changeWords(node: GraphNode | undefined): string | null {
    const before = this.store?.before(node?.value) ?? null;
    const now =
      before === null || node === undefined || node.value === null ? null : this.store?.digests.get(node.value);
    return before === null || now === null || now === undefined ? null : changeText(before, now);
  }

  private pathWords(): string {
    const { laid, store } = this;
    const path = store?.look.path ?? null;
    if (path === null || laid === null) return "";
    if (path.to === null) return t("pathFrom", laid.graph.nodes.find(({ id }) => id === path.from)?.name ?? "");
    const { length } = this.path(laid);
    return length === 0 ? t("noPath") : t("pathOf", length);
  }

  /** The boxes of the path that was asked for, in its order; none without one. */
  private path(laid: Laid): readonly number[] {
    const path = this.store?.look.path ?? null;
    if (path === null || path.to === null) return [];
    const boxOf = (id: number) => laid.drawing.boxOf[laid.graph.nodes.findIndex((node) => node.id === id)] ?? -1;
    return pathBetween(laid.neighbours.below, boxOf(path.from), boxOf(path.to)) ?? [];
  }

  private words(): string {
    const { laid } = this;
    const box = laid?.drawing.boxes[laid === null ? -1 : this.selectedBox(laid)];
    if (laid === null || box === undefined) return "";
    const change = this.changeWords(laid.graph.nodes[box.node]);
    return boxWords(box, laid.graph) + (change === null ? "" : `, ${change}`);
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("laid")) this.measure();
    this.paintSoon();
  }

  private measure(): void {
    const { clientWidth: width, clientHeight: height } = this;
    if (width === 0 || height === 0) return;
    this.size = { width, height };
    if (this.view === null && this.laid !== null) this.view = opening(this.laid.extent, this.size);
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
    const { laid, view, store } = this;
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>(".drawing");
    const map = this.renderRoot.querySelector<HTMLCanvasElement>(".minimap");
    const context = canvas?.getContext("2d");
    const mapContext = map?.getContext("2d");
    if (laid === null || view === null || store === null || !canvas || !map || !context || !mapContext) return;
    const scale = window.devicePixelRatio;
    resize(canvas, this.size, scale);
    const scene = this.scene(laid, view, store);
    paintDrawing(context, scene);
    const whole = leastZoom(laid.extent, this.size) >= view.zoom;
    const beside = this.size.width - (view.x + laid.extent.right * view.zoom) > MINIMAP.width + 20;
    map.hidden = whole || !(beside || this.size.width > WIDE);
    if (map.hidden) return;
    resize(map, MINIMAP, scale);
    paintMinimap(mapContext, scene, laid.extent, MINIMAP);
  }

  private scene(laid: Laid, view: Viewport, store: Store): DrawingScene {
    const selected = this.selectedBox(laid);
    return {
      graph: laid.graph,
      drawing: laid.drawing,
      index: laid.index,
      view,
      size: this.size,
      scale: window.devicePixelRatio,
      colours: pageColours(),
      ramps: rampsFor(themeKind()),
      selected,
      pointed: this.pointed,
      path: this.path(laid),
      bright: this.bright(laid, selected),
      digest: (value) => store.digests.get(value),
      before: (value) => store.before(value),
    };
  }

  private saveAs(kind: "png" | "svg"): void {
    const { laid, view, store } = this;
    if (laid === null || view === null || store === null) return;
    const scene = this.scene(laid, view, store);
    const name = `${laid.graph.rootName === "" ? "graph" : laid.graph.rootName}-graph`;
    if (kind === "png") void savePng(scene, store.host, name);
    else saveSvg(scene, store.host, name);
  }

  /** The boxes that stay in full colour while others step back. */
  private bright(laid: Laid, selected: number): ReadonlySet<number> | null {
    const show = this.store?.look.show ?? "all";
    if (show === "neighbours" && selected >= 0 && this.found === null) {
      const { below, above } = laid.neighbours;
      return new Set([selected, ...(below[selected] ?? []), ...(above[selected] ?? [])]);
    }
    const kept = this.found ?? (show === "chain" ? new Set(laid.graph.mainChain) : null);
    if (kept === null) return null;
    const found = new Set<number>();
    laid.graph.nodes.forEach((node, i) => {
      if (kept.has(node.id)) found.add(laid.drawing.boxOf[i] ?? -1);
    });
    return found;
  }

  private selectedBox(laid: Laid): number {
    const { store } = this;
    return store === null ? -1 : (laid.drawing.boxOf[selectedNode(laid.graph, store.selection)] ?? -1);
  }

  private select(box: number): void {
    const { laid, store, view } = this;
    const node = this.nodeOf(box);
    const drawn = laid?.drawing.boxes[box];
    if (laid === null || store === null || node === undefined || drawn === undefined || view === null) return;
    if (store.look.path?.to !== null) store.look.clearPath();
    this.view = bringIntoSight(view, boxRect(drawn), this.size);
    store.selectNode(laid.graph, node);
  }

  private nodeOf(box: number): GraphNode | undefined {
    return this.laid?.graph.nodes[this.laid.drawing.boxes[box]?.node ?? -1];
  }

  private fold(box: number): void {
    const { laid } = this;
    const drawn = laid?.drawing.boxes[box];
    if (laid === null || drawn === undefined) return;
    const inside = laid.drawing.areas.filter(
      (area) =>
        drawn.column >= area.left && drawn.column <= area.right && drawn.row >= area.top && drawn.row <= area.bottom,
    );
    // A folded box unfolds; another folds the innermost module that it stands in.
    const key = drawn.fold?.key ?? inside.at(-1)?.key;
    if (key === undefined) return;
    this.store?.look.toggle(key, laid.graph);
  }

  private zoomBy(factor: number): void {
    const { laid, view, size } = this;
    if (laid === null || view === null) return;
    this.setView(zoomAt(view, factor, size.width / 2, size.height / 2, leastZoom(laid.extent, size)));
  }

  private fitAll(): void {
    if (this.laid !== null) this.setView(wholeIn(this.laid.extent, this.size));
  }

  private setView(view: Viewport): void {
    if (this.laid === null) return;
    this.view = keepInReach(view, this.laid.extent, this.size);
    this.pointed = -1;
    this.paintSoon();
  }

  private readonly onWheel = (event: WheelEvent): void => {
    const { laid, view } = this;
    if (laid === null || view === null) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      const least = leastZoom(laid.extent, this.size);
      this.setView(zoomAt(view, Math.exp(-event.deltaY / 200), event.offsetX, event.offsetY, least));
      return;
    }
    const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    this.setView({ ...view, x: view.x - dx, y: view.y - dy });
  };

  private readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.drag = { x: event.clientX, y: event.clientY, moved: false };
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.setPointerCapture(event.pointerId);
  };

  private readonly onMove = (event: PointerEvent): void => {
    const { drag, view } = this;
    if (view === null) return;
    if (drag === null) {
      this.pointed = this.boxAt(event);
      return;
    }
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    this.drag = { x: event.clientX, y: event.clientY, moved: true };
    this.setView({ ...view, x: view.x + dx, y: view.y + dy });
  };

  private readonly onUp = (event: PointerEvent): void => {
    const { drag, laid } = this;
    this.drag = null;
    if (drag === null || drag.moved || laid === null) return;
    const box = this.boxAt(event);
    if (box < 0) {
      this.store?.look.clearPath();
      return;
    }
    const from = this.nodeOf(this.selectedBox(laid));
    const to = this.nodeOf(box);
    if (event.shiftKey && from !== undefined && to !== undefined) this.store?.look.markPath(to.id, from.id);
    else this.select(box);
  };

  private readonly onDouble = (event: MouseEvent): void => {
    const box = this.boxAt(event);
    if (this.laid?.drawing.boxes[box]?.fold) this.fold(box);
    else this.store?.reveal(this.nodeOf(box)?.range ?? null);
  };

  private boxAt(event: MouseEvent): number {
    const { laid, view } = this;
    if (laid === null || view === null) return -1;
    return laid.index.boxAt((event.offsetX - view.x) / view.zoom, (event.offsetY - view.y) / view.zoom);
  }

  private readonly onMinimap = (event: PointerEvent): void => {
    const { laid, view, size } = this;
    if (laid === null || view === null || event.buttons === 0) return;
    const place = minimapPlace(laid.extent, MINIMAP);
    const x = (event.offsetX - place.left) / place.x;
    const y = (event.offsetY - place.top) / place.y;
    this.setView({ ...view, x: size.width / 2 - x * view.zoom, y: size.height / 2 - y * view.zoom });
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { laid } = this;
    if (laid === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const selected = this.selectedBox(laid);
    const direction = DIRECTIONS[event.key];
    if (direction !== undefined) {
      this.select(selected < 0 ? 0 : step(laid.drawing, laid.neighbours, selected, direction));
    } else if (event.key === "+" || event.key === "=") this.zoomBy(ZOOM_STEP);
    else if (event.key === "-") this.zoomBy(1 / ZOOM_STEP);
    else if (event.key === "0") this.fitAll();
    else if (event.key === "f" || event.key === "F") this.fold(selected);
    else if (event.key === "n" || event.key === "N") this.store?.look.setShow("neighbours");
    else if (event.key === "p" || event.key === "P") this.markPath(selected);
    else if (event.key === "Enter") this.store?.reveal(this.nodeOf(selected)?.range ?? null);
    else if (event.key === "Escape" && (this.store?.look.path ?? null) !== null) this.store?.look.clearPath();
    else return;
    event.preventDefault();
  };

  private markPath(box: number): void {
    const node = this.nodeOf(box);
    if (node !== undefined) this.store?.look.markPath(node.id);
  }

  focusDrawing(): void {
    this.renderRoot.querySelector<HTMLElement>(".drawing")?.focus();
  }

  /** Goes to a scope: the box that it is folded into, or the area around what is in it. */
  showScope(scope: number): void {
    const { laid, view, size } = this;
    if (laid === null || view === null) return;
    const { boxes, areas } = laid.drawing;
    const box = boxes.find(({ fold }) => fold?.scope === scope);
    const area = areas.find((each) => each.scope === scope);
    const rect = box !== undefined ? boxRect(box) : area !== undefined ? areaRect(area) : null;
    if (rect !== null) this.setView(centred(view, rect, size));
  }

  /** Brings the chosen box into sight, as when somebody chose it elsewhere. */
  showSelected(): void {
    const { laid, view } = this;
    const box = laid?.drawing.boxes[laid === null ? -1 : this.selectedBox(laid)];
    if (box === undefined || view === null) return;
    this.view = bringIntoSight(view, boxRect(box), this.size);
    this.paintSoon();
  }
}

/** Sideways and down, so that a rectangle's middle is the screen's. */
const centred = (view: Viewport, rect: Rect, size: Size): Viewport => ({
  ...view,
  x: size.width / 2 - ((rect.left + rect.right) / 2) * view.zoom,
  y: size.height / 2 - ((rect.top + rect.bottom) / 2) * view.zoom,
});

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** A canvas at the screen's own pixels; setting its size clears it, so only when that changes. */
function resize(canvas: HTMLCanvasElement, { width, height }: Size, scale: number): void {
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width === wide && canvas.height === high) return;
  canvas.width = wide;
  canvas.height = high;
}

customElements.define("nn-drawing", DrawingView);
