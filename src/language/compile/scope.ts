// Name resolution before the run: which scope owns each name, which variables inner functions share, which slot each
// local has. Follows CPython's symtable.c; comprehensions own their variables but live in the frame around them.

import type { WatchedVariable } from "../runtime/function";
import type * as ast from "../syntax/ast";

export type ScopeKind = "module" | "class" | "function" | "comprehension";

/** Where a name is found from one scope. */
export type Binding =
  | { readonly kind: "local"; readonly slot: number; readonly shared: boolean }
  | { readonly kind: "free"; readonly index: number }
  | { readonly kind: "global" }
  /** A class body's own name: its namespace first, then what lies around the class. */
  | { readonly kind: "namespace"; readonly outer: Binding };

/** Most scopes declare and share nothing, and there are many. */
const NONE = new Set<string>();

function added(names: Set<string>, name: string): Set<string> {
  return (names === NONE ? new Set<string>() : names).add(name);
}

export class Scope {
  readonly bound = new Set<string>();
  globals: Set<string> = NONE;
  nonlocals: Set<string> = NONE;
  readonly uses = new Map<string, ast.Node>();
  readonly children: Scope[] = [];
  /** Variables of this scope that functions inside share. */
  shared: Set<string> = NONE;
  /** Variables from around that this frame uses, by their place in the function's closure. */
  readonly free = new Map<string, number>();
  readonly slots = new Map<string, number>();
  /** Names of the parameters, for checks. */
  readonly parameters = new Set<string>();
  /** A comprehension or a generator expression: a walrus in it binds outside. */
  isComprehension = false;
  isGenerator = false;
  /** The scope whose frame holds the variables: itself, but for comprehensions. */
  readonly frame: Scope;
  slotCount = 0;
  private watched: Map<string, WatchedVariable> | null = null;
  /** Finds the names of a body that has not been read yet. */
  postponed: (() => void) | null = null;

  constructor(
    readonly kind: ScopeKind,
    readonly parent: Scope | null,
    readonly name: string,
    /** The class around, for names like __x. */
    readonly className: string | null,
  ) {
    this.frame = kind === "comprehension" && parent !== null ? parent.frame : this;
    parent?.children.push(this);
  }

  /** Lets `read` find the names when the body is needed. */
  postpone(read: () => void): void {
    this.postponed = read;
  }

  /** Variables whose bindings are recorded, where the program's own code is compiled with a recorder. */
  get recorded(): Map<string, WatchedVariable> {
    this.watched ??= new Map();
    return this.watched;
  }

  declare(name: string, kind: "globals" | "nonlocals"): void {
    this[kind] = added(this[kind], name);
  }

  share(name: string): void {
    this.shared = added(this.shared, name);
  }

  newSlot(): number {
    return this.frame.slotCount++;
  }

  slotOf(name: string): number {
    let slot = this.slots.get(name);
    if (slot === undefined) {
      slot = this.newSlot();
      this.slots.set(name, slot);
    }
    return slot;
  }

  /** Where a name that is used in this scope is found. */
  find(name: string): Binding {
    if (this.kind === "class") {
      if (this.nonlocals.has(name)) return this.findAround(name);
      // What the body itself binds is never a variable of the function around it: `x = x` reads the global.
      const isOwn = this.globals.has(name) || this.bound.has(name);
      return namespaced(this, name, isOwn ? GLOBAL : this.findAround(name));
    }
    if (this.kind === "module" || this.globals.has(name)) return GLOBAL;
    if (this.bound.has(name) && !this.nonlocals.has(name)) return this.own(name);
    return this.findAround(name);
  }

  /** What a scope inside sees of the name, this scope left out. */
  findAround(name: string): Binding {
    const owner = ownerAround(this, name);
    if (owner === null) return GLOBAL;
    if (owner.frame === this.frame) return owner.own(name);
    return { kind: "free", index: this.frame.freeIndex(name) };
  }

  own(name: string): Binding {
    return { kind: "local", slot: this.slotOf(name), shared: this.shared.has(name) };
  }

  freeIndex(name: string): number {
    let index = this.free.get(name);
    if (index === undefined) {
      index = this.free.size;
      this.free.set(name, index);
    }
    return index;
  }
}

const GLOBAL: Binding = { kind: "global" };

function namespaced(scope: Scope, name: string, outer: Binding): Binding {
  return scope.globals.has(name) ? GLOBAL : { kind: "namespace", outer };
}

/** The function or comprehension around that owns the name; null for globals. Class bodies own only `__class__`. */
function ownerAround(scope: Scope, name: string): Scope | null {
  for (let around = scope.parent; around !== null; around = around.parent) {
    if (around.kind === "class") {
      if (name === "__class__") return around;
      continue;
    }
    if (around.kind === "module" || around.globals.has(name)) return null;
    if (around.bound.has(name) && !around.nonlocals.has(name)) return around;
  }
  return null;
}

/** Marks what is shared across frames, for the scope and all inside it; to be called once on the module's scope. */
export function resolveScopes(scope: Scope): void {
  for (const name of scope.uses.keys()) {
    const isOwn = scope.kind !== "class" && scope.bound.has(name) && !scope.nonlocals.has(name);
    if (scope.kind === "module" || scope.globals.has(name) || isOwn) continue;
    const owner = ownerAround(scope, name);
    if (owner === null || owner.frame === scope.frame) continue;
    owner.share(name);
    for (let frame: Scope | undefined = scope.frame; frame !== undefined && frame !== owner.frame; ) {
      frame.freeIndex(name);
      frame = frame.parent?.frame;
    }
  }
  for (const child of scope.children) resolveScopes(child);
}
