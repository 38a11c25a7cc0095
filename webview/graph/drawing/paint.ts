// Paints a drawing: areas, edges, boxes with their words and small pictures. Only what is on screen, and of what is too
// small to be read only its shape.

import { formatShape } from "../../../src/look/numbers";
import type { Ramps } from "../../../src/look/ramps";
import type { Before, Digest, Drawing, DrawnBox, Graph, ValueId } from "../../../src/protocol";
import { largestText, scalarText } from "../../picture/digest-text";
import { drawMini, MINI_HEIGHT, miniWidth } from "../../picture/mini";
import type { PageColours } from "../../ui/theme";
import { areaRect, boxRect, edgePoints, type Rect, type RowIndex } from "./geometry";
import { areaTitles, boxLabel, shownNode } from "./labels";
import { type Size, type Viewport, visible } from "./viewport";

export interface DrawingScene {
  readonly graph: Graph;
  readonly drawing: Drawing;
  readonly index: RowIndex;
  readonly view: Viewport;
  readonly size: Size;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
  readonly colours: PageColours;
  readonly ramps: Ramps;
  /** Boxes by index; −1 for none. */
  readonly selected: number;
  readonly pointed: number;
  /** The boxes of a path, in its order; empty for none. */
  readonly path: readonly number[];
  /** What stays in full colour; null for everything. */
  readonly bright: ReadonlySet<number> | null;
  readonly digest: (value: ValueId) => Digest | null;
  /** What a value was before a person's edits; null where it is the same. */
  readonly before: (value: ValueId | null) => Before | null;
}

/** Below these zooms words, then edges' corners and pictures, are left out. */
const READABLE = 0.5;
const SHAPED = 0.2;
const CORNER = 5;
const ARROW = 4;
const FAINT = 0.28;

export function paintDrawing(context: CanvasRenderingContext2D, scene: DrawingScene): void {
  const { view, size, scale } = scene;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  context.setTransform(scale * view.zoom, 0, 0, scale * view.zoom, scale * view.x, scale * view.y);
  const rect = visible(view, size);
  paintAreas(context, scene, rect);
  paintEdges(context, scene, rect);
  for (const i of scene.index.boxesIn(rect)) paintBox(context, scene, i);
}

function paintAreas(context: CanvasRenderingContext2D, scene: DrawingScene, shown: Rect): void {
  const { colours, view, drawing } = scene;
  const titles = areaTitles(drawing.areas, scene.graph);
  for (const [i, area] of drawing.areas.entries()) {
    const rect = areaRect(area);
    if (rect.bottom < shown.top || rect.top > shown.bottom) continue;
    context.beginPath();
    context.roundRect(rect.left, rect.top, rect.right - rect.left, rect.bottom - rect.top, 8);
    context.globalAlpha = 0.45;
    context.fillStyle = colours.quiet;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 1 / Math.max(view.zoom, 0.5);
    context.strokeStyle = colours.border;
    context.stroke();
    if (view.zoom < READABLE) continue;
    context.fillStyle = colours.dim;
    context.font = `10px ${colours.monospace}`;
    context.textAlign = "left";
    context.textBaseline = "top";
    context.fillText(titles[i] ?? "", rect.left + 7, rect.top + 3);
  }
}

function paintEdges(context: CanvasRenderingContext2D, scene: DrawingScene, rect: Rect): void {
  const { drawing, view, colours, path, bright } = scene;
  const onPath = new Set(path.slice(1).map((box, i) => `${path[i]} ${box}`));
  const layers = [
    { edges: new Path2D(), heads: new Path2D(), colour: colours.rail, width: 1.2, alpha: bright === null ? 1 : FAINT },
    { edges: new Path2D(), heads: new Path2D(), colour: colours.rail, width: 1.2, alpha: 1 },
    { edges: new Path2D(), heads: new Path2D(), colour: colours.link, width: 2, alpha: bright === null ? 1 : FAINT },
    { edges: new Path2D(), heads: new Path2D(), colour: colours.focus, width: 3, alpha: 1 },
  ] as const;
  const labelled = new Set<number>();
  const own = new Map<number, string[]>();
  const forward = scene.graph.direction === "forward";
  for (const i of scene.index.edgesIn(rect)) {
    const edge = drawing.edges[i];
    const from = edge === undefined ? undefined : drawing.boxes[edge.from];
    const to = edge === undefined ? undefined : drawing.boxes[edge.to];
    if (edge === undefined || from === undefined || to === undefined) continue;
    const lit = bright?.has(edge.from) === true && bright.has(edge.to);
    const layer = layers[onPath.has(`${edge.from} ${edge.to}`) ? 3 : edge.main ? 2 : lit ? 1 : 0];
    traceEdge(layer.edges, layer.heads, edgePoints(from, to), view.zoom >= SHAPED);
    // Forward what a box gives stands under it, for there it goes to many; backward above the box that gave it.
    if (forward) labelled.add(edge.from);
    else if (to.row > from.row) labelled.add(edge.to);
    if (edge.shapes !== undefined) own.set(edge.from, [...(own.get(edge.from) ?? []), ...edge.shapes.map(formatShape)]);
  }
  context.setLineDash([]);
  for (const { edges, heads, colour, width, alpha } of layers) {
    context.globalAlpha = alpha;
    context.strokeStyle = colour;
    context.fillStyle = colour;
    // Thin lines keep a width on screen, however far away.
    context.lineWidth = Math.max(width, 0.8 / view.zoom);
    context.stroke(edges);
    if (view.zoom >= SHAPED) context.fill(heads);
  }
  context.globalAlpha = 1;
  if (view.zoom < READABLE) return;
  paintShapes(context, scene, labelled);
  paintOwnShapes(context, scene, own);
}

/** Straight lines with round corners, and an arrow's head at the end. */
function traceEdge(
  lines: Path2D,
  heads: Path2D,
  points: readonly (readonly [number, number])[],
  shaped: boolean,
): void {
  const [first] = points;
  const last = points.at(-1);
  const before = points.at(-2);
  if (first === undefined || last === undefined || before === undefined) return;
  lines.moveTo(first[0], first[1]);
  if (!shaped) {
    for (const [x, y] of points.slice(1)) lines.lineTo(x, y);
    return;
  }
  for (let i = 1; i < points.length - 1; i++) {
    const at = points[i];
    const next = points[i + 1];
    if (at !== undefined && next !== undefined) lines.arcTo(at[0], at[1], next[0], next[1], CORNER);
  }
  lines.lineTo(last[0], last[1]);
  const dx = Math.sign(last[0] - before[0]);
  const dy = Math.sign(last[1] - before[1]);
  heads.moveTo(last[0], last[1]);
  heads.lineTo(last[0] - dx * ARROW * 1.6 - dy * ARROW, last[1] - dy * ARROW * 1.6 - dx * ARROW);
  heads.lineTo(last[0] - dx * ARROW * 1.6 + dy * ARROW, last[1] - dy * ARROW * 1.6 + dx * ARROW);
  heads.closePath();
}

/** The shape of what flows along the edges, beside the end where each box has one of them. */
function paintShapes(context: CanvasRenderingContext2D, scene: DrawingScene, boxes: ReadonlySet<number>): void {
  context.font = `10px ${scene.colours.monospace}`;
  context.textAlign = "left";
  context.textBaseline = "bottom";
  context.fillStyle = scene.colours.dim;
  const forward = scene.graph.direction === "forward";
  for (const i of boxes) {
    const box = scene.drawing.boxes[i];
    if (box === undefined || (scene.bright !== null && !scene.bright.has(i))) continue;
    const rect = boxRect(box);
    // A leaf stands beside its reader, and says its shape itself.
    if (forward && scene.graph.nodes[box.node]?.kind === "leaf") continue;
    const y = forward ? rect.bottom + 14 : rect.top - 3;
    context.fillText(boxLabel(box, scene.graph).shape, (rect.left + rect.right) / 2 + 8, y);
  }
}

/** Of outputs that are not their node's first, where they are read: left of the edge, for each reader takes its own. */
function paintOwnShapes(
  context: CanvasRenderingContext2D,
  scene: DrawingScene,
  shapes: ReadonlyMap<number, readonly string[]>,
): void {
  context.textAlign = "right";
  context.textBaseline = "bottom";
  for (const [i, texts] of shapes) {
    const box = scene.drawing.boxes[i];
    if (box === undefined || (scene.bright !== null && !scene.bright.has(i))) continue;
    const rect = boxRect(box);
    context.fillText([...new Set(texts)].join(" "), (rect.left + rect.right) / 2 - 8, rect.bottom + 14);
  }
}

function paintBox(context: CanvasRenderingContext2D, scene: DrawingScene, i: number): void {
  const { drawing, colours, view, graph, bright } = scene;
  const box = drawing.boxes[i];
  if (box === undefined) return;
  const { left, top, right, bottom } = boxRect(box);
  const selected = i === scene.selected;
  const leaf = graph.nodes[box.node]?.kind === "leaf";
  const onPath = scene.path.includes(i);
  context.globalAlpha = bright === null || bright.has(i) || selected ? 1 : FAINT;
  const accent = selected || onPath ? colours.focus : box.main ? colours.link : colours.rail;
  if (view.zoom < SHAPED) {
    context.fillStyle = accent;
    context.fillRect(left, top, right - left, bottom - top);
    context.globalAlpha = 1;
    return;
  }
  context.beginPath();
  context.roundRect(left, top, right - left, bottom - top, leaf ? 2 : 6);
  context.fillStyle = colours.background;
  context.fill();
  if (leaf || selected || i === scene.pointed) {
    context.fillStyle = colours.quiet;
    context.fill();
  }
  context.lineWidth = selected || onPath ? 2 : box.main ? 1.5 : 1;
  context.strokeStyle = accent;
  context.setLineDash(box.fold === null ? [] : [4, 3]);
  context.stroke();
  context.setLineDash([]);
  if (view.zoom >= READABLE) paintWords(context, scene, box, { left, top, right, bottom });
  if (changeIn(scene, box)) {
    // Seen from farther away than words are: another value than before a person's edits.
    context.beginPath();
    context.arc(right - 1, top + 1, Math.max(4, 2.5 / view.zoom), 0, 2 * Math.PI);
    context.fillStyle = colours.link;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = colours.background;
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Whether a person's edits changed a box's value or its gradient. */
function changeIn(scene: DrawingScene, box: DrawnBox): boolean {
  const node = shownNode(box, scene.graph);
  return node !== undefined && (scene.before(node.value) !== null || scene.before(node.gradient) !== null);
}

const INSET = 8;

function paintWords(context: CanvasRenderingContext2D, scene: DrawingScene, box: DrawnBox, rect: Rect): void {
  const { colours, graph } = scene;
  const { title, detail } = boxLabel(box, graph);
  const width = rect.right - rect.left - 2 * INSET;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fillStyle = colours.foreground;
  context.font = `12px ${colours.family}`;
  context.fillText(cut(context, title, width), rect.left + INSET, rect.top + 14);
  const pictures = paintPictures(context, scene, box, rect);
  const value = shownNode(box, graph)?.value ?? null;
  const digest = value === null ? null : scene.digest(value);
  const now = digest === null || box.fold !== null ? null : scalarText(digest);
  const before = now === null ? null : scene.before(value);
  const scalar = before === null ? now : `${scalarText(before.digest) ?? ""} → ${now}`;
  context.fillStyle = colours.dim;
  context.font = `11px ${colours.monospace}`;
  context.fillText(cut(context, scalar ?? detail, width - pictures), rect.left + INSET, rect.top + 28);
}

/** The value's picture at the right, the gradient's beside it; of a scalar, the gradient's number. Gives their width. */
function paintPictures(context: CanvasRenderingContext2D, scene: DrawingScene, box: DrawnBox, rect: Rect): number {
  const node = shownNode(box, scene.graph);
  if (node === undefined) return 0;
  let right = rect.right - INSET;
  const gradient = node.gradient === null ? null : scene.digest(node.gradient);
  const value = node.value === null ? null : scene.digest(node.value);
  if (gradient !== null && gradient.n === 1) {
    const text = `∇ ${largestText(gradient)}`;
    context.font = `10px ${scene.colours.monospace}`;
    context.fillStyle = scene.colours.dim;
    const wide = context.measureText(text).width;
    context.fillText(text, right - wide, rect.top + 28);
    right -= wide + 6;
  }
  const left = rect.left + INSET + 44;
  const pictures = [
    [gradient, node.gradient],
    [value, node.value],
  ] as const;
  // A value that changed needs the room itself.
  for (const [digest, id] of scene.before(node.value) === null ? pictures : pictures.slice(1)) {
    const wide = digest === null || digest.n <= 1 ? 0 : miniWidth(digest);
    if (digest === null || wide === 0 || right - wide < left) continue;
    right = paintPicture(context, scene, digest, right, rect);
    const old = scene.before(id)?.digest;
    // Old → new, where there is room for both: the dot says it anyway.
    if (old === undefined || right - wide - ARROW_WIDTH < left) continue;
    context.fillStyle = scene.colours.link;
    context.fillText("→", right - ARROW_WIDTH + 5, rect.top + 28);
    right = paintPicture(context, scene, old, right - ARROW_WIDTH + 2, rect);
  }
  return rect.right - INSET - right;
}

/** Pixels between two pictures, for an arrow. */
const ARROW_WIDTH = 12;

/** Gives where what is left of it may end. */
function paintPicture(
  context: CanvasRenderingContext2D,
  scene: DrawingScene,
  digest: Digest,
  right: number,
  rect: Rect,
): number {
  const wide = miniWidth(digest);
  context.save();
  context.translate(right - wide, rect.bottom - MINI_HEIGHT - 4);
  drawMini(context, digest, scene.ramps, 1);
  context.restore();
  return right - wide - 6;
}

/** A text that fits, or its beginning and an ellipsis. */
function cut(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? "" : `${text.slice(0, low)}…`;
}

/** The whole drawing small, with a frame about what is on screen. */
export function paintMinimap(context: CanvasRenderingContext2D, scene: DrawingScene, extent: Rect, map: Size): void {
  const { colours, drawing, scale } = scene;
  const { x, y, left, top } = minimapPlace(extent, map);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, map.width, map.height);
  for (const box of drawing.boxes) {
    const rect = boxRect(box);
    context.fillStyle = box.main ? colours.link : colours.rail;
    const wide = Math.max(1, (rect.right - rect.left) * x);
    context.fillRect(left + rect.left * x, top + rect.top * y, wide, Math.max(1, (rect.bottom - rect.top) * y));
  }
  const rect = visible(scene.view, scene.size);
  context.lineWidth = 1.5;
  context.strokeStyle = colours.focus;
  const high = Math.max(3, (rect.bottom - rect.top) * y);
  context.strokeRect(left + rect.left * x, top + rect.top * y, Math.max(3, (rect.right - rect.left) * x), high);
}

/** How much longer than wide a chain may be before its map is stretched to be seen. */
const STRETCH = 8;

/** Scales and origin of the map, which lies in the middle of its frame. */
export function minimapPlace(extent: Rect, map: Size): { x: number; y: number; left: number; top: number } {
  const width = extent.right - extent.left;
  const height = extent.bottom - extent.top;
  const even = Math.min(map.width / width, map.height / height);
  const x = Math.min(map.width / width, even * STRETCH);
  const y = Math.min(map.height / height, even * STRETCH);
  return {
    x,
    y,
    left: (map.width - width * x) / 2 - extent.left * x,
    top: (map.height - height * y) / 2 - extent.top * y,
  };
}
