// Which part of the x axis is in sight, and how keys and a drag change that. Pure.

export interface Domain {
  readonly low: number;
  readonly high: number;
}

/** Steps that a zoom shows at least. */
const FEWEST = 4;

/** A part of the whole, no smaller than some steps and within it; null for all. */
export function within(low: number, high: number, last: number): Domain | null {
  const wide = Math.max(FEWEST, high - low);
  if (wide >= last) return null;
  const from = Math.min(last - wide, Math.max(0, low));
  return { low: from, high: from + wide };
}

/** Half or twice as much, about a step that stays where it is. */
export function zoomed(domain: Domain | null, about: number, by: 1 | -1, last: number): Domain | null {
  const { low, high } = domain ?? { low: 0, high: last };
  const factor = by > 0 ? 0.5 : 2;
  return within(about - (about - low) * factor, about + (high - about) * factor, last);
}

/** The same width, moved as little as needed to have a step in sight. */
export function showing(domain: Domain | null, step: number, last: number): Domain | null {
  if (domain === null || (step >= domain.low && step <= domain.high)) return domain;
  const by = step < domain.low ? step - domain.low : step - domain.high;
  return within(domain.low + by, domain.high + by, last);
}
