// Where ops ran: calls of modules and functions, loops and their turns, nested as they were in the run. What a person
// folds. Found from the events when somebody looks; frames of the library that are no module's call belong to the call
// that led into it.

import type { GraphScope } from "../../protocol/data";
import { Kind } from "../events";
import type { FrameRecord } from "../records";
import { ModulePaths } from "./modules";
import type { TraceView } from "./view";

type Scope = Pick<GraphScope, "key" | "kind" | "title" | "detail" | "parent"> & { readonly span: number };

/** A loop that is going on in a frame. */
interface OpenLoop {
  readonly span: number;
  readonly scope: number;
  turn: number;
  /** −1 until an op runs in this turn. */
  turnScope: number;
}

/** A frame, and the loops that it is in. */
interface Place {
  readonly frame: FrameRecord | undefined;
  readonly scope: number;
  readonly loops: OpenLoop[];
}

export interface RunScopes {
  readonly scopes: readonly Scope[];
  /** By op id; −1 for none. */
  readonly ofOp: ReadonlyMap<number, number>;
  /** Where a value was first bound or given back, by its id. */
  readonly ofValue: ReadonlyMap<number, number>;
  /** How many turns a loop's scope made, by the loop's index. */
  readonly turns: ReadonlyMap<number, number>;
}

const known = new WeakMap<TraceView, { readonly events: number; readonly found: RunScopes }>();

/** All scopes of a run, outer ones before inner ones. */
export function runScopes(view: TraceView): RunScopes {
  const events = view.trace.events.total;
  const before = known.get(view);
  if (before?.events === events) return before.found;
  const found = new Walk(view).run();
  known.set(view, { events, found });
  return found;
}

class Walk {
  private readonly scopes: Scope[] = [];
  private readonly ofOp = new Map<number, number>();
  private readonly ofValue = new Map<number, number>();
  private readonly turns = new Map<number, number>();
  private readonly places = new Map<number, Place>();
  /** How many scopes of one kind and place a scope has so far. */
  private readonly siblings = new Map<string, number>();
  private readonly paths: ModulePaths;

  constructor(private readonly view: TraceView) {
    this.paths = new ModulePaths(view);
  }

  run(): RunScopes {
    const { events } = this.view.trace;
    for (let row = 0; row < events.rows; row++) {
      const kind = events.kind.at(row);
      const span = events.span.at(row);
      if (kind === Kind.op) {
        this.ofOp.set(events.a.at(row), this.innermost(this.placeOf(events.frame.at(row)), span));
      } else if (kind === Kind.bindTensor || kind === Kind.valueTensor) {
        const value = events.b.at(row);
        if (this.ofValue.has(value)) continue;
        this.ofValue.set(value, this.innermost(this.placeOf(events.frame.at(row)), span));
      } else if (kind === Kind.turn) this.turn(events.frame.at(row), span, events.a.at(row));
    }
    const { scopes, ofOp, ofValue, turns } = this;
    return { scopes, ofOp, ofValue, turns };
  }

  private turn(frame: number, span: number, turn: number): void {
    if (this.view.span(span)?.library !== false) return;
    const place = this.placeOf(frame);
    const { loops } = place;
    const at = loops.findIndex((loop) => loop.span === span);
    if (turn < 0) {
      if (at >= 0) loops.length = at;
      return;
    }
    if (at >= 0) loops.length = at + 1;
    let loop = loops[at];
    // Turn 0 begins the loop anew; where it was not recorded, the first one that was does.
    if (loop === undefined || turn === 0) {
      if (at >= 0) loops.length = at;
      const parent = this.innermost(place, span);
      const title = this.headOf(span);
      const scope = this.add({ kind: "loop", title, detail: "", parent, span }, `${this.view.span(span)?.start}`);
      loop = { span, scope, turn, turnScope: -1 };
      loops.push(loop);
    }
    loop.turn = turn;
    loop.turnScope = -1;
    this.turns.set(loop.scope, turn + 1);
  }

  /** "for x in xs": up to the first colon that stands in no brackets. */
  private headOf(span: number): string {
    const text = this.view.text(span, 200);
    let depth = 0;
    let end = 0;
    for (; end < text.length && (depth > 0 || text[end] !== ":"); end++) {
      if ("([{".includes(text[end] ?? " ")) depth++;
      else if (")]}".includes(text[end] ?? " ")) depth--;
    }
    return end > 40 ? `${text.slice(0, 39)}…` : text.slice(0, end);
  }

  private placeOf(id: number): Place {
    let place = this.places.get(id);
    if (place !== undefined) return place;
    const frame = this.view.trace.frames.get(id);
    place = { frame, scope: frame === undefined ? -1 : this.scopeOfFrame(frame), loops: [] };
    this.places.set(id, place);
    return place;
  }

  private scopeOfFrame(frame: FrameRecord): number {
    const { view } = this;
    const called = view.span(frame.functionSpan);
    if (frame.parent < 0 || called === undefined) return -1;
    const outer = this.placeOf(frame.parent);
    const parent = this.innermost(outer, frame.callSpan);
    const name = called.scope.slice(called.scope.lastIndexOf(".") + 1);
    const span = frame.callSpan;
    const place = `${view.span(span)?.start}`;
    if (view.inspector.isModule(frame.self) && (name === "forward" || name === "__call__")) {
      // __call__ and the forward that it calls are one call.
      if (outer.frame?.self === frame.self && this.scopes[parent]?.kind === "module") return parent;
      const detail = view.inspector.typeName(frame.self);
      const path = this.paths.of(frame.id);
      const local = this.paths.of(frame.parent);
      const title = path === "" ? detail : path.slice(local === "" ? 0 : local.length + 1);
      return this.add({ kind: "module", title, detail, parent, span }, place);
    }
    const outerIsLibrary = view.span(outer.frame?.functionSpan ?? -1)?.library === true;
    if (called.kind === "comprehension" || (called.library && outerIsLibrary)) return parent;
    const [text = ""] = view.text(span, 200).split("(");
    const title = called.library || name === "__init__" ? text : called.kind === "lambda" ? "lambda" : name;
    const isAside = name === "__init__" || (called.library && frame.self !== undefined);
    return this.add({ kind: isAside ? "aside" : "call", title: `${title}()`, detail: "", parent, span }, place);
  }

  /** The scope of what runs at a span of a frame; loops that the span does not lie in are over. */
  private innermost({ scope, loops }: Place, span: number): number {
    for (let loop = loops.at(-1); loop !== undefined; loop = loops.at(-1)) {
      if (this.isWithin(span, loop.span)) {
        if (loop.turnScope < 0) {
          const { turn } = loop;
          const parent = loop.scope;
          loop.turnScope = this.add(
            { kind: "turn", title: `${turn + 1}`, detail: "", parent, span: loop.span },
            `#${turn}`,
          );
        }
        return loop.turnScope;
      }
      loops.pop();
    }
    return scope;
  }

  private isWithin(inner: number, outer: number): boolean {
    const [a, b] = [this.view.span(inner), this.view.span(outer)];
    return a !== undefined && b !== undefined && a.file === b.file && a.start >= b.start && a.end <= b.end;
  }

  private add(scope: Omit<Scope, "key">, place: string): number {
    const base = `${this.scopes[scope.parent]?.key ?? ""}/${place}`;
    const nth = this.siblings.get(base) ?? 0;
    this.siblings.set(base, nth + 1);
    return this.scopes.push({ ...scope, key: nth === 0 ? base : `${base}.${nth}` }) - 1;
  }
}
