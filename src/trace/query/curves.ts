// Curves of a run: the numbers that loops bound, and what a replay measured of the parameters at every backward.

import type { Tensor } from "../../engine/tensor/tensor";
import type { CurveSeries, Curves, Distribution, GradientNorms } from "../../protocol/curves";
import { numelOf, readNumbers, type TensorData } from "./elements";
import { parameterNames } from "./modules";
import type { TraceView } from "./view";

/** Fewer points than this are no curve. */
const FEWEST_POINTS = 3;

export function curvesOf(view: TraceView): Curves {
  return { series: seriesOf(view), passes: view.trace.gradientCount };
}

function seriesOf(view: TraceView): CurveSeries[] {
  const found: CurveSeries[] = [];
  for (const [span, { visits, values }] of view.trace.curves.all()) {
    const range = view.range(span);
    if (range === null || values.length < FEWEST_POINTS || isCounter(values)) continue;
    found.push({
      name: view.text(span, 40),
      range,
      visits: Float64Array.from(visits),
      values: Float64Array.from(values),
    });
  }
  return found;
}

/** A loop's own counter, 0, 1, 2, …, tells nothing. */
function isCounter(values: readonly number[]): boolean {
  const [first = 0, second = 0] = values;
  const step = second - first;
  return step === 1 && values.every((value, i) => value === first + i);
}

const BINS = 32;
/** Backward passes that figures are kept of; past this every other one goes. */
const MOST_STEPS = 1000;

/** Histograms by step. */
interface Spread {
  readonly low: number[];
  readonly high: number[];
  readonly counts: Uint32Array[];
}

interface Figures {
  readonly norms: number[];
  readonly events: number[];
  readonly value: Spread;
  readonly gradient: Spread;
  passes: number;
  every: number;
}

/** Measures parameters while a replay runs: each time a gradient reaches one, its norm and the values' histogram. */
export class ParameterFigures {
  private readonly figures = new Map<Tensor, Figures>();

  measure(leaf: Tensor, value: TensorData, gradient: TensorData, event: number): void {
    let figures = this.figures.get(leaf);
    if (figures === undefined) {
      figures = { norms: [], events: [], value: noSpread(), gradient: noSpread(), passes: 0, every: 1 };
      this.figures.set(leaf, figures);
    }
    if (figures.passes++ % figures.every !== 0) return;
    figures.norms.push(normOf(gradient));
    figures.events.push(event);
    addHistogram(figures.value, value);
    addHistogram(figures.gradient, gradient);
    if (figures.norms.length >= MOST_STEPS) thin(figures);
  }

  /** Norms of the gradients by parameter, in the order of the modules. */
  norms(view: TraceView): GradientNorms {
    const named = this.named(view);
    const steps = Math.max(0, ...named.map(({ figures }) => figures.norms.length));
    const norms = new Float64Array(named.length * steps).fill(Number.NaN);
    const events = new Float64Array(steps);
    named.forEach(({ figures }, row) => {
      norms.set(figures.norms, row * steps);
      figures.events.forEach((event, step) => {
        events[step] = Math.max(events[step] ?? 0, event);
      });
    });
    return {
      names: named.map(({ name }) => name),
      steps,
      every: Math.max(1, ...named.map(({ figures }) => figures.every)),
      norms,
      events,
    };
  }

  /** How one parameter's values, or its gradients, were spread at each step. */
  distribution(view: TraceView, name: string, of: "value" | "gradient" = "value"): Distribution | null {
    const figures = this.named(view).find((each) => each.name === name)?.figures;
    if (figures === undefined) return null;
    const { every } = figures;
    const { low, high, counts } = figures[of];
    const all = new Uint32Array(counts.length * BINS);
    counts.forEach((each, step) => {
      all.set(each, step * BINS);
    });
    return {
      name,
      steps: low.length,
      every,
      bins: BINS,
      low: Float64Array.from(low),
      high: Float64Array.from(high),
      counts: all,
    };
  }

  private named(view: TraceView): { name: string; figures: Figures }[] {
    const names = parameterNames(view);
    const found = [...this.figures].map(([leaf, figures]) => ({ name: names.get(leaf) ?? "", figures }));
    const order = [...names.values()];
    return found.filter(({ name }) => name !== "").sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  }
}

function thin(figures: Figures): void {
  figures.every *= 2;
  const { norms, events, value, gradient } = figures;
  const spreads = [value, gradient].flatMap(({ low, high, counts }) => [low, high, counts]);
  for (const list of [norms, events, ...spreads] as unknown[][]) {
    let to = 0;
    for (let from = 0; from < list.length; from += 2) list[to++] = list[from];
    list.length = to;
  }
}

function noSpread(): Spread {
  return { low: [], high: [], counts: [] };
}

function addHistogram(spread: Spread, data: TensorData): void {
  const { low, high, counts } = histogramOf(data);
  spread.low.push(low);
  spread.high.push(high);
  spread.counts.push(counts);
}

function allNumbers(data: TensorData): Float64Array {
  const numbers = new Float64Array(numelOf(data.shape));
  readNumbers(data, 0, numbers.length, numbers);
  return numbers;
}

function normOf(data: TensorData): number {
  let squares = 0;
  for (const x of allNumbers(data)) squares += x * x;
  return Math.sqrt(squares);
}

function histogramOf(data: TensorData): { low: number; high: number; counts: Uint32Array } {
  const numbers = allNumbers(data);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const x of numbers) {
    if (!Number.isFinite(x)) continue;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  const counts = new Uint32Array(BINS);
  const scale = high > low ? BINS / (high - low) : 0;
  for (const x of numbers) {
    if (!Number.isFinite(x)) continue;
    const bin = Math.min(BINS - 1, Math.floor((x - low) * scale));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { low, high, counts };
}
