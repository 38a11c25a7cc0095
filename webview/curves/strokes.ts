// How curves are told apart: never by their colour alone.

import { pageColours } from "../ui/theme";

export interface Stroke {
  readonly colour: string;
  readonly dash: readonly number[];
}

const DASHES: readonly (readonly number[])[] = [[], [5, 3], [2, 2], [8, 3, 2, 3], [1, 3], [6, 2]];

/** Of the first, the second, … curve. */
export function strokesFor(count: number): Stroke[] {
  const { charts, foreground } = pageColours();
  return Array.from({ length: count }, (_, i) => ({
    colour: charts[i % charts.length] ?? foreground,
    dash: DASHES[i % DASHES.length] ?? [],
  }));
}
