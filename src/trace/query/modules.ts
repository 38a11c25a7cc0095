// The module tree of a run: every nn.Module that names reach, its parameters with dotted names, and the path of
// modules that an op ran in. Names are found here, when somebody looks, never while recording.

import type { Tensor } from "../../engine/tensor/tensor";
import { Kind } from "../events";
import type { TraceView } from "./view";

export interface ParameterEntry {
  readonly root: string;
  readonly rootClass: string;
  readonly name: string;
  readonly ownerClass: string;
  readonly tensor: Tensor;
  /** Where the variable it hangs on was bound. */
  readonly span: number;
}

interface Root {
  readonly name: string;
  readonly module: unknown;
  readonly span: number;
}

/** Every parameter reachable from the program's names, in named_parameters' order; leaves bound to names come last. */
export function parameterEntries(view: TraceView): ParameterEntry[] {
  const { trace, inspector } = view;
  const { events } = trace;
  const roots = moduleRoots(view);
  const seen = new Set<Tensor>();
  const entries: ParameterEntry[] = [];
  for (const { name: root, module, span } of roots) {
    const rootClass = inspector.typeName(module);
    const visited = new Set<unknown>();
    const walk = (at: unknown, prefix: string): void => {
      if (visited.has(at)) return;
      visited.add(at);
      const { parameters, modules } = inspector.moduleEntries(at);
      for (const [name, tensor] of parameters) {
        if (tensor === null || seen.has(tensor)) continue;
        seen.add(tensor);
        entries.push({ root, rootClass, name: prefix + name, ownerClass: inspector.typeName(at), tensor, span });
      }
      for (const [name, child] of modules) if (inspector.isModule(child)) walk(child, `${prefix}${name}.`);
    };
    walk(module, "");
  }
  for (const [name, row] of lastTopLevelBinds(view)) {
    if (events.kind.at(row) !== Kind.bindTensor) continue;
    const tensor = view.value(events.b.at(row))?.tensor;
    if (!tensor?.isLeaf || !tensor.requiresGrad || seen.has(tensor)) continue;
    seen.add(tensor);
    entries.push({ root: "", rootClass: "", name, ownerClass: "Tensor", tensor, span: events.span.at(row) });
  }
  return entries;
}

/** Last binding of each name at the entry's top level, in order of first binding. */
export function lastTopLevelBinds(view: TraceView): Map<string, number> {
  const { events, names } = view.trace;
  const last = new Map<string, number>();
  for (let row = 0; row < events.rows; row++) {
    const kind = events.kind.at(row);
    if (kind !== Kind.bindTensor && kind !== Kind.bindObject && kind !== Kind.unbind) continue;
    if (!view.isTopLevel(row)) continue;
    const name = names[events.a.at(row)] ?? "";
    if (kind === Kind.unbind) last.delete(name);
    else last.set(name, row);
  }
  return last;
}

/** Modules at top level; where there are none, those that any name was bound to. A module inside another is no root. */
function moduleRoots(view: TraceView): Root[] {
  const { trace, inspector } = view;
  const { events } = trace;
  const found = new Map<unknown, Root>();
  const offer = (name: string, row: number): void => {
    const module = trace.objects[events.b.at(row)];
    if (!inspector.isModule(module) || found.has(module)) return;
    found.set(module, { name, module, span: events.span.at(row) });
  };
  for (const [name, row] of lastTopLevelBinds(view)) if (events.kind.at(row) === Kind.bindObject) offer(name, row);
  if (found.size === 0) {
    for (let row = 0; row < events.rows; row++) {
      const name = trace.names[events.a.at(row)] ?? "";
      if (events.kind.at(row) === Kind.bindObject && name !== "self") offer(name, row);
    }
  }
  const inner = new Set<unknown>();
  const mark = (module: unknown): void => {
    for (const [, child] of inspector.moduleEntries(module).modules) {
      if (inner.has(child) || !inspector.isModule(child)) continue;
      inner.add(child);
      mark(child);
    }
  };
  for (const module of found.keys()) mark(module);
  return [...found.values()].filter(({ module }) => !inner.has(module));
}

/** Dotted names of parameters by tensor. */
export function parameterNames(view: TraceView): Map<Tensor, string> {
  return new Map(parameterEntries(view).map(({ tensor, name }) => [tensor, name]));
}

/** Finds the path of modules whose forward a frame is in: "layer1", "encoder.0.attn", "" at the root. */
export class ModulePaths {
  private readonly paths = new Map<number, string>();

  constructor(private readonly view: TraceView) {}

  of(frame: number): string {
    const known = this.paths.get(frame);
    if (known !== undefined) return known;
    const { inspector, trace } = this.view;
    const chain: unknown[] = [];
    for (let at = trace.frames.get(frame); at !== undefined; at = trace.frames.get(at.parent)) {
      if (at.self !== undefined && at.self !== chain[0] && inspector.isModule(at.self)) chain.unshift(at.self);
    }
    const names: string[] = [];
    for (let i = 1; i < chain.length; i++) names.push(this.childName(chain[i - 1], chain[i]));
    const path = names.join(".");
    this.paths.set(frame, path);
    return path;
  }

  /** How the outer module names the inner one, through any containers between them. */
  private childName(outer: unknown, inner: unknown): string {
    const { inspector } = this.view;
    const queue: [string, unknown][] = [["", outer]];
    const seen = new Set<unknown>([outer]);
    for (let i = 0; i < queue.length; i++) {
      const [prefix, module] = queue[i] ?? ["", null];
      for (const [name, child] of inspector.moduleEntries(module).modules) {
        if (child === inner) return prefix + name;
        if (seen.has(child) || !inspector.isModule(child)) continue;
        seen.add(child);
        queue.push([`${prefix}${name}.`, child]);
      }
    }
    return inspector.typeName(inner);
  }
}
