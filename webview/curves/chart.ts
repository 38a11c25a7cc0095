// Paints the three charts of the curves: lines over visits, gradient norms by layer, and one parameter's values over
// the steps. All share one x axis and one crosshair.

import { formatNumber } from "../../src/look/numbers";
import { colourOf, cssColour, type Ramps } from "../../src/look/ramps";
import type { CurveSeries, Distribution, GradientNorms } from "../../src/protocol";
import type { PageColours } from "../ui/theme";
import { place, type Scale, scaleOf, ticks } from "./scale";
import type { Stroke } from "./strokes";

export const LEFT = 96;
export const RIGHT = 12;
export const BOTTOM = 18;
const TOP = 10;

export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly colours: PageColours;
  readonly ramps: Ramps;
  /** The x axis, in visits or steps. */
  readonly x: Scale;
  /** Where the crosshair stands; null for nowhere. */
  readonly cursor: number | null;
  /** The step at which the run's cursor stands. */
  readonly run: number | null;
  /** Pixels over which a person drags to zoom. */
  readonly dragged: readonly [number, number] | null;
}

export function xScale(low: number, high: number, width: number): Scale {
  return { low, high: Math.max(low + 1, high), log: false, from: LEFT, to: width - RIGHT };
}

/** The height of values, over all curves that are shown. */
export function linesScale(series: readonly CurveSeries[], log: boolean, height: number): Scale {
  const ends = series.flatMap((each) => [...extremes(each.values, log)]);
  return scaleOf(ends, log, height - BOTTOM, TOP);
}

/** Paints only what is between the ends of the x axis. */
function inside(context: CanvasRenderingContext2D, plot: Plot, paint: () => void): void {
  context.save();
  context.beginPath();
  context.rect(LEFT, 0, plot.width - RIGHT - LEFT, plot.height);
  context.clip();
  paint();
  context.restore();
}

export function paintLines(
  context: CanvasRenderingContext2D,
  plot: Plot,
  series: readonly CurveSeries[],
  strokes: readonly Stroke[],
  log: boolean,
): void {
  const y = linesScale(series, log, plot.height);
  paintAxes(context, plot, y);
  inside(context, plot, () => {
    series.forEach((each, i) => {
      const stroke = strokes[i];
      if (stroke !== undefined) paintLine(context, plot, each, y, stroke);
    });
  });
  paintCursor(context, plot);
}

/** Lowest and highest of what a scale can show. */
function extremes(values: Float64Array, log: boolean): readonly [number, number] {
  const { low, high } = scaleOf(values, log, 0, 1);
  return [low, high];
}

function paintAxes(context: CanvasRenderingContext2D, plot: Plot, y: Scale): void {
  const { colours, width } = plot;
  context.font = `10px ${colours.monospace}`;
  context.textBaseline = "middle";
  context.textAlign = "right";
  context.lineWidth = 1;
  for (const tick of ticks(y, 5)) {
    const at = Math.round(place(y, tick)) + 0.5;
    context.strokeStyle = colours.quiet;
    line(context, LEFT, at, width - RIGHT, at);
    context.fillStyle = colours.dim;
    context.fillText(tickText(tick), LEFT - 6, at);
  }
  paintSteps(context, plot);
}

function paintSteps(context: CanvasRenderingContext2D, plot: Plot): void {
  const { colours, height, x } = plot;
  context.font = `10px ${colours.monospace}`;
  context.textBaseline = "top";
  context.fillStyle = colours.dim;
  for (const tick of ticks(x, Math.max(2, Math.floor((x.to - x.from) / 90)))) {
    if (!Number.isInteger(tick)) continue;
    context.textAlign = tick === x.low ? "left" : "center";
    context.fillText(String(tick), place(x, tick), height - BOTTOM + 5);
  }
}

function tickText(value: number): string {
  return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e5 ? String(value).replace("-", "−") : formatNumber(value);
}

/** A curve; where it has more points than pixels, the range of each pixel's points. */
function paintLine(context: CanvasRenderingContext2D, plot: Plot, series: CurveSeries, y: Scale, stroke: Stroke): void {
  const { visits, values } = series;
  const { x, height } = plot;
  context.strokeStyle = stroke.colour;
  context.lineWidth = 1.5;
  context.setLineDash([...stroke.dash]);
  context.beginPath();
  let open = false;
  let bad = -1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    const at = place(x, visits[i] ?? 0);
    if (!Number.isFinite(value)) {
      if (bad < 0) bad = at;
      open = false;
      continue;
    }
    if (y.log && value <= 0) {
      open = false;
      continue;
    }
    if (open) context.lineTo(at, place(y, value));
    else context.moveTo(at, place(y, value));
    open = true;
  }
  context.stroke();
  context.setLineDash([]);
  if (bad >= 0) paintBad(context, plot, bad, height);
}

/** From the first value that is not finite on: a band in the colour of what is not finite. */
function paintBad(context: CanvasRenderingContext2D, plot: Plot, from: number, height: number): void {
  context.fillStyle = cssColour(plot.ramps.bad);
  context.globalAlpha = 0.2;
  context.fillRect(from, TOP, plot.width - RIGHT - from, height - BOTTOM - TOP);
  context.globalAlpha = 1;
  context.fillRect(from - 1, TOP, 2, height - BOTTOM - TOP);
}

/** Where the run's cursor stands, what is pointed at, and what a drag would zoom to. */
function paintCursor(context: CanvasRenderingContext2D, plot: Plot): void {
  const { colours, dragged, height } = plot;
  inside(context, plot, () => {
    if (dragged !== null) {
      context.fillStyle = colours.link;
      context.globalAlpha = 0.18;
      context.fillRect(dragged[0], TOP, dragged[1] - dragged[0], height - BOTTOM - TOP);
      context.globalAlpha = 1;
    }
    const upright = (step: number | null, colour: string, width: number): void => {
      if (step === null) return;
      const at = Math.round(place(plot.x, step)) + 0.5;
      context.strokeStyle = colour;
      context.lineWidth = width;
      line(context, at, TOP, at, height - BOTTOM);
    };
    upright(plot.run, colours.focus, 2);
    upright(plot.cursor, colours.foreground, 1);
  });
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

const UNIT = { diverging: false, low: 0, high: 1, clipped: false };

/** Height of a layer's row. */
export const LAYER = 16;

/** Gradient norms: a row a parameter, a column a step, brighter for larger on a logarithmic scale. */
export function paintNorms(context: CanvasRenderingContext2D, plot: Plot, norms: GradientNorms): void {
  const range = normRange(norms);
  norms.names.forEach((name, row) => {
    const top = TOP + row * LAYER;
    label(context, plot, name, top + LAYER / 2);
    inside(context, plot, () => paintNormRow(context, plot, norms, row, range));
  });
  paintSteps(context, plot);
  paintCursor(context, plot);
}

function paintNormRow(
  context: CanvasRenderingContext2D,
  plot: Plot,
  norms: GradientNorms,
  row: number,
  range: readonly [number, number],
): void {
  const top = TOP + row * LAYER;
  for (let step = 0; step < norms.steps; step++) {
    const value = norms.norms[row * norms.steps + step] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const left = place(plot.x, step * norms.every);
    const right = place(plot.x, (step + 1) * norms.every);
    context.fillStyle = cssColour(Number.isFinite(value) ? shade(Math.log(value), range, plot.ramps) : plot.ramps.bad);
    context.fillRect(left, top, Math.max(1, right - left), LAYER - 1);
  }
}

/** Logarithms of the least and the largest norm that are neither zero nor infinite. */
export function normRange(norms: GradientNorms): readonly [number, number] {
  const { low, high } = scaleOf(norms.norms, true, 0, 1);
  return [Math.log(low), Math.log(high)];
}

function shade(value: number, [low, high]: readonly [number, number], ramps: Ramps): readonly [number, number, number] {
  const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 1;
  return colourOf(share, UNIT, ramps);
}

/** A name beside its row, losing its middle where it is long. */
function label(context: CanvasRenderingContext2D, plot: Plot, name: string, y: number): void {
  const most = Math.floor((LEFT - 14) / 6);
  const half = Math.floor((most - 1) / 2);
  const text = name.length <= most ? name : `${name.slice(0, half)}…${name.slice(name.length - half)}`;
  context.font = `10px ${plot.colours.monospace}`;
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillStyle = plot.colours.dim;
  context.fillText(text, LEFT - 6, y);
}

/** How one parameter's values are spread, step by step: darker where more of them are. */
export function paintDistribution(context: CanvasRenderingContext2D, plot: Plot, spread: Distribution): void {
  const { low, high, counts, bins, steps, every } = spread;
  const y = scaleOf([...extremes(low, false), ...extremes(high, false)], false, plot.height - BOTTOM, TOP);
  let most = 1;
  for (const count of counts) most = Math.max(most, count);
  inside(context, plot, () => {
    for (let step = 0; step < steps; step++) {
      const left = place(plot.x, step * every);
      const wide = Math.max(1, place(plot.x, (step + 1) * every) - left);
      const [bottom = 0, top = 0] = [low[step], high[step]];
      for (let bin = 0; bin < bins; bin++) {
        const count = counts[step * bins + bin] ?? 0;
        if (count === 0) continue;
        const from = place(y, bottom + ((top - bottom) * (bin + 1)) / bins);
        const to = place(y, bottom + ((top - bottom) * bin) / bins);
        context.fillStyle = cssColour(shade(Math.sqrt(count / most), [0, 1], plot.ramps));
        context.fillRect(left, from, wide, Math.max(1, to - from));
      }
    }
  });
  paintAxes(context, plot, y);
  paintCursor(context, plot);
}
