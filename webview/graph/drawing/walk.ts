// Going along a drawing's edges: where an arrow key leads, who is next to a box, the way between two. Pure.

import type { Drawing } from "../../../src/protocol";

/** The boxes that edges of each box lead to, and that they come from. */
export interface Neighbours {
  readonly below: readonly (readonly number[])[];
  readonly above: readonly (readonly number[])[];
}

export function neighboursOf(drawing: Drawing): Neighbours {
  const below: number[][] = drawing.boxes.map(() => []);
  const above: number[][] = drawing.boxes.map(() => []);
  for (const { from, to } of drawing.edges) {
    below[from]?.push(to);
    above[to]?.push(from);
  }
  return { below, above };
}

export type Direction = "up" | "down" | "left" | "right";

/** The box that an arrow key leads to: along an edge where one goes that way, else the next in that direction. */
export function step(drawing: Drawing, neighbours: Neighbours, at: number, direction: Direction): number {
  const here = drawing.boxes[at];
  if (here === undefined) return at;
  const linked = direction === "up" ? neighbours.above[at] : direction === "down" ? neighbours.below[at] : undefined;
  const ahead = (linked ?? []).filter((each) => {
    const box = drawing.boxes[each];
    return box !== undefined && (direction === "up" ? box.row < here.row : box.row > here.row);
  });
  if (ahead.length > 0) return nearest(drawing, ahead, at);
  if (direction === "up" || direction === "down") return at;
  const sideways = direction === "left" ? -1 : 1;
  const aside: number[] = [];
  drawing.boxes.forEach((box, i) => {
    if (Math.sign(box.column - here.column) === sideways && Math.abs(box.row - here.row) <= SIDEWAYS_ROWS)
      aside.push(i);
  });
  return aside.length === 0 ? at : nearest(drawing, aside, at);
}

/** Rows up and down that an arrow to the side still reaches. */
const SIDEWAYS_ROWS = 3;

/** The nearest of some boxes; of equals the one on the main chain. */
function nearest(drawing: Drawing, candidates: readonly number[], at: number): number {
  const here = drawing.boxes[at];
  let best = at;
  let least = Number.POSITIVE_INFINITY;
  for (const each of candidates) {
    const box = drawing.boxes[each];
    if (box === undefined || here === undefined) continue;
    const distance = Math.abs(box.column - here.column) * 2 + Math.abs(box.row - here.row) * 3 - (box.main ? 0.5 : 0);
    if (distance < least) {
      least = distance;
      best = each;
    }
  }
  return best;
}

/** The shortest way between two boxes, or nodes, along edges in one direction, whichever is above; null without one. */
export function pathBetween(next: Neighbours["below"], a: number, b: number): readonly number[] | null {
  return downward(next, a, b) ?? downward(next, b, a);
}

function downward(edges: Neighbours["below"], from: number, to: number): readonly number[] | null {
  const before = new Map<number, number>([[from, -1]]);
  const queue = [from];
  for (let i = 0; i < queue.length; i++) {
    const at = queue[i] ?? -1;
    if (at === to) {
      const path: number[] = [];
      for (let box = at; box >= 0; box = before.get(box) ?? -1) path.push(box);
      return path.reverse();
    }
    for (const next of edges[at] ?? []) {
      if (before.has(next)) continue;
      before.set(next, at);
      queue.push(next);
    }
  }
  return null;
}
