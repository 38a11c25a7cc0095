// The elements of a small tensor as lines over its visits.

import { formatNumber, formatShape } from "../../src/look/numbers";
import { unravel } from "../../src/trace/query/slice";
import { place, scaleOf } from "../curves/scale";
import { type Stroke, strokesFor } from "../curves/strokes";
import type { PageColours } from "../ui/theme";

/** Elements that are drawn as lines. */
export const MOST_LINES = 6;
/** Visits that the lines are drawn through. */
export const MOST_POINTS = 400;
export const HEIGHT = 92;
const LEFT = 52;
const RIGHT = 8;
const EDGE = 8;
/** Each element's stroke under its index: "[0, 1]". */
export interface LineStyle extends Stroke {
  readonly name: string;
}

export function lineStyles(shape: readonly number[], count: number): LineStyle[] {
  return strokesFor(count).map((stroke, i) => ({ ...stroke, name: formatShape(unravel(i, shape)) }));
}

/** The place among `count` visits under a pixel. */
export function visitAt(pixel: number, width: number, count: number): number {
  const share = (pixel - LEFT) / Math.max(1, width - LEFT - RIGHT);
  return Math.min(count - 1, Math.max(0, Math.round(share * (count - 1))));
}

/** `points` holds, by place among `count` visits, the elements; `at` is the place that is shown. */
export function paintElementLines(
  context: CanvasRenderingContext2D,
  width: number,
  points: readonly (readonly [number, Float64Array])[],
  styles: readonly LineStyle[],
  range: Float64Array,
  visits: { readonly count: number; readonly at: number },
  colours: PageColours,
): void {
  const y = scaleOf(range, false, HEIGHT - EDGE, EDGE);
  const x = { low: 0, high: Math.max(1, visits.count - 1), log: false, from: LEFT, to: width - RIGHT };
  context.font = `10px ${colours.monospace}`;
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillStyle = colours.dim;
  context.lineWidth = 1;
  for (const value of [y.low, y.high, ...(y.low < 0 && y.high > 0 ? [0] : [])]) {
    const at = Math.round(place(y, value)) + 0.5;
    context.strokeStyle = colours.quiet;
    stroke(context, [
      [LEFT, at],
      [width - RIGHT, at],
    ]);
    context.fillText(formatNumber(value), LEFT - 5, at);
  }
  context.lineWidth = 1.5;
  styles.forEach(({ colour, dash }, element) => {
    context.strokeStyle = colour;
    context.setLineDash([...dash]);
    let part: (readonly [number, number])[] = [];
    for (const [at, values] of points) {
      const value = values[element] ?? Number.NaN;
      if (Number.isFinite(value)) part.push([place(x, at), place(y, value)]);
      else {
        stroke(context, part);
        part = [];
      }
    }
    stroke(context, part);
  });
  context.setLineDash([]);
  if (visits.at < 0) return;
  const at = Math.round(place(x, visits.at)) + 0.5;
  context.strokeStyle = colours.focus;
  context.lineWidth = 2;
  stroke(context, [
    [at, 2],
    [at, HEIGHT - 2],
  ]);
}

function stroke(context: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  context.beginPath();
  points.forEach(([x, y], i) => {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.stroke();
}
