// How a person looks at a graph: which way round, grouped and folded how, and which of its nodes stand out. The list and
// the drawing both follow it; a new run keeps it.

import type { Direction, Folding, Graph, Selection } from "../../src/protocol";
import { type Links, linksOf } from "../../src/trace/query/drawing/units";
import { isRecord } from "../source/inbound";
import { pathBetween } from "./drawing/walk";

export type Show = "all" | "chain" | "neighbours";

/** Nodes past which a list opens by its groups. */
const LONG = 150;

export class GraphLook {
  /** Null until somebody chose: backward where there is one. */
  direction: Direction | null = null;
  /** In the order of the run, by scopes, instead of PyTorch's walk; null where the graph's length decides. */
  grouped: boolean | null = null;
  folding: Folding = { all: null, toggled: [] };
  show: Show = "all";
  /** The ends of a path, by node ids; the second null while it is still to be chosen. */
  path: { readonly from: number; readonly to: number | null } | null = null;
  private linked: { readonly graph: Graph; readonly links: Links } | null = null;

  /** `changed` is told whether another graph has to be asked for. */
  constructor(private readonly changed: (other: boolean) => void) {}

  isGrouped(graph: Graph): boolean {
    return graph.rows.length === 0 || (this.grouped ?? (graph.nodes.length > LONG && graph.scopes.length > 0));
  }

  setDirection(direction: Direction): void {
    this.direction = direction;
    this.path = null;
    this.changed(true);
  }

  setGrouped(grouped: boolean): void {
    this.grouped = grouped;
    this.changed(false);
  }

  setShow(show: Show): void {
    this.show = this.show === show ? "all" : show;
    this.changed(false);
  }

  foldAll(all: "folded" | "open", graph: Graph): void {
    this.setFolding({ all, toggled: [] }, graph);
  }

  toggle(key: string, graph: Graph): void {
    const toggled = new Set(this.folding.toggled);
    if (!toggled.delete(key)) toggled.add(key);
    this.setFolding({ ...this.folding, toggled: [...toggled] }, graph);
  }

  setFolding(folding: Folding, graph: Graph): void {
    this.folding = folding;
    // What is folded in a large graph is not here; and what was sent open may be too much to keep.
    this.changed(graph.leftOut > 0);
  }

  /** Starts a path at a node, ends it at another, or gives it up. */
  markPath(node: number, from: number | null = null): void {
    if (from !== null) this.path = { from, to: node };
    else if (this.path === null || this.path.to !== null) this.path = { from: node, to: null };
    else this.path = this.path.from === node ? null : { from: this.path.from, to: node };
    this.changed(false);
  }

  clearPath(): void {
    if (this.path === null) return;
    this.path = null;
    this.changed(false);
  }

  /** Indices of the nodes that stand out, for the list; null for all. */
  chosen(graph: Graph, selected: number): ReadonlySet<number> | null {
    const indexOf = (id: number) => graph.nodes.findIndex((node) => node.id === id);
    if (this.path !== null && this.path.to !== null) {
      return new Set(pathBetween(this.linksOf(graph).next, indexOf(this.path.from), indexOf(this.path.to)) ?? []);
    }
    if (this.show === "chain") {
      const chain = new Set(graph.mainChain);
      return new Set(graph.nodes.flatMap((node, i) => (chain.has(node.id) ? [i] : [])));
    }
    if (this.show === "all" || selected < 0) return null;
    const { next, parents } = this.linksOf(graph);
    return new Set([selected, ...(next[selected] ?? []), ...(parents[selected] ?? [])]);
  }

  private linksOf(graph: Graph): Links {
    if (this.linked?.graph !== graph) this.linked = { graph, links: linksOf(graph) };
    return this.linked.links;
  }

  /** Another program: what was unfolded and which path was marked are the last one's. */
  forget(): void {
    this.folding = { all: this.folding.all, toggled: [] };
    this.path = null;
  }

  save(): unknown {
    const { direction, grouped, folding } = this;
    // What is remembered has to stay small.
    return { direction, grouped, all: folding.all };
  }

  restore(saved: unknown): void {
    if (!isRecord(saved)) return;
    const { direction, grouped, all } = saved;
    if (direction === "forward" || direction === "backward") this.direction = direction;
    if (typeof grouped === "boolean") this.grouped = grouped;
    if (all === "open" || all === "folded") this.folding = { all, toggled: [] };
  }
}

/** The node that is selected, by its index; −1 for none. Forward nodes are known by the values that they made. */
export function selectedNode(graph: Graph, { node, value }: Selection): number {
  const own = graph.direction === "backward" ? graph.nodes.findIndex(({ id }) => id === node) : -1;
  return own >= 0 || value === null ? own : graph.nodes.findIndex((each) => each.value === value);
}
