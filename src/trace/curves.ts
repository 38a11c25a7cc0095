// Numbers that loops bind again and again, for curves: kept for the whole run, at most so many points each.

/** Points of one curve; past this every other one goes, and from then on every other visit is kept. */
const MOST_POINTS = 20_000;
/** Curves of one run. */
const MOST_CURVES = 200;

export interface Curve {
  /** Which visit of its place each point is of, from 0. */
  readonly visits: number[];
  readonly values: number[];
}

interface Kept extends Curve {
  every: number;
}

export class Curves {
  private readonly kept = new Map<number, Kept>();
  /** What places bound at their first visit: a curve only if a second one comes. */
  private readonly firsts = new Map<number, number>();

  add(span: number, visit: number, value: number): void {
    if (visit === 0) {
      this.firsts.set(span, value);
      return;
    }
    let curve = this.kept.get(span);
    if (curve === undefined) {
      if (this.kept.size >= MOST_CURVES) return;
      const first = this.firsts.get(span);
      curve = first === undefined ? { visits: [], values: [], every: 1 } : { visits: [0], values: [first], every: 1 };
      this.kept.set(span, curve);
    }
    if (visit % curve.every !== 0) return;
    curve.visits.push(visit);
    curve.values.push(value);
    if (curve.values.length >= MOST_POINTS) thin(curve);
  }

  /** By the span that bound them. */
  all(): ReadonlyMap<number, Curve> {
    return this.kept;
  }
}

function thin(curve: Kept): void {
  curve.every *= 2;
  let to = 0;
  curve.visits.forEach((visit, i) => {
    if (visit % curve.every !== 0) return;
    curve.visits[to] = visit;
    curve.values[to++] = curve.values[i] ?? Number.NaN;
  });
  curve.visits.length = to;
  curve.values.length = to;
}
