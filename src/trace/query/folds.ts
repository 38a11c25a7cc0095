// What of a graph is folded, and the rows of its outline that are then in sight. Pure: the page lists by it, the worker
// draws by it.

import type { Folding, Graph } from "../../protocol/data";

/** As many rows or boxes as a graph opens with, if it can be folded to that. */
const READABLE = 150;
/** Turns of a loop that are open at first; all of a longer one are folded. */
const FEW_TURNS = 10;

/** By scope: 1 where it is open. */
export function openScopes(graph: Graph, folding: Folding): Uint8Array {
  const { scopes } = graph;
  const open =
    folding.all === null ? openAtFirst(graph) : new Uint8Array(scopes.length).fill(folding.all === "open" ? 1 : 0);
  const toggled = new Set(folding.toggled);
  scopes.forEach(({ key }, scope) => {
    if (toggled.has(key)) open[scope] = 1 - (open[scope] ?? 0);
  });
  return open;
}

/** Outer scopes first, while what comes into sight stays readable; of a loop all turns or none. */
function openAtFirst({ nodes, scopes }: Graph): Uint8Array {
  const open = new Uint8Array(scopes.length);
  const children: number[][] = scopes.map(() => []);
  const roots: number[] = [];
  let seen = 0;
  for (const { scope } of nodes) if (scope < 0) seen++;
  scopes.forEach(({ parent }, scope) => {
    if (parent < 0) roots.push(scope);
    else children[parent]?.push(scope);
  });
  seen += roots.length;
  const groups: (readonly number[])[] = roots.map((scope) => [scope]);
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at] ?? [];
    const more = group.reduce((sum, scope) => sum + (scopes[scope]?.inside ?? 0), 0);
    if (seen + more > READABLE || group.length > FEW_TURNS) continue;
    seen += more;
    for (const scope of group) {
      if (scopes[scope]?.kind === "aside") continue;
      open[scope] = 1;
      const inner = children[scope] ?? [];
      if (scopes[scope]?.kind === "loop") groups.push(inner);
      else for (const each of inner) groups.push([each]);
    }
  }
  return open;
}

export interface OutlineRows {
  /** A node's index, or −1 − a scope's. */
  readonly entries: Int32Array;
  readonly depths: Int32Array;
}

export function outlineRows({ nodes, scopes, outline }: Graph, open: Uint8Array): OutlineRows {
  const entries: number[] = [];
  const depths: number[] = [];
  /** The scopes around the last node, outermost first, and how many of them are in sight. */
  let around: number[] = [];
  for (const node of outline) {
    const path: number[] = [];
    for (let scope = nodes[node]?.scope ?? -1; scope >= 0; scope = scopes[scope]?.parent ?? -1) path.push(scope);
    path.reverse();
    let hidden = false;
    for (let depth = 0; depth < path.length && !hidden; depth++) {
      const scope = path[depth] ?? -1;
      if (around[depth] !== scope || around.length <= depth) {
        entries.push(-1 - scope);
        depths.push(depth);
        around = path.slice(0, depth + 1);
      }
      hidden = open[scope] !== 1;
      if (hidden) around = path.slice(0, depth + 1);
    }
    if (hidden) continue;
    around = path;
    entries.push(node);
    depths.push(path.length);
  }
  return { entries: Int32Array.from(entries), depths: Int32Array.from(depths) };
}

/** A scope and those around it, outermost first. */
export function scopePath({ scopes }: Graph, scope: number): number[] {
  const path: number[] = [];
  for (let at = scope; at >= 0; at = scopes[at]?.parent ?? -1) path.push(at);
  return path.reverse();
}
