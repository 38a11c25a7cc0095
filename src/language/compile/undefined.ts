// Names that no scope binds: a warning before the run, in branches that never run too.

import { isKnownBuiltin } from "../runtime/known";
import { mostSimilar } from "../runtime/suggest";
import type * as ast from "../syntax/ast";
import type { Scope } from "./scope";
import type { Symbols } from "./symbols";

export interface UndefinedName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** The most similar name there is. */
  readonly suggestion: string | undefined;
}

/** Names that a module has without binding them. */
const MODULE_NAMES: ReadonlySet<string> = new Set(
  "__name__ __file__ __doc__ __builtins__ __class__ __annotations__ __debug__ __qualname__ __module__".split(" "),
);

/** The undefined names of a module, each at its first use in a scope. A star import hides what may come in by it. */
export function undefinedNames(module: ast.Module, symbols: Symbols, builtins: Iterable<string>): UndefinedName[] {
  if (module.body.some((node) => node.kind === "ImportFrom" && node.names.some((alias) => alias.name === "*")))
    return [];
  const defined = new Set(symbols.root.bound);
  collectGlobals(symbols.root, defined);
  const known = new Set([...builtins, ...MODULE_NAMES]);
  const found: UndefinedName[] = [];
  visit(symbols.root, (scope, name, node) => {
    if (known.has(name) || isKnownBuiltin(name) || isBoundAround(scope, name, defined)) return;
    // A use that is written as a name; `super` brings `__class__` along without writing it.
    const { start, end } = node;
    found.push({ name, start, end, suggestion: mostSimilar(name, [...visibleNames(scope, defined), ...known]) });
  });
  return found.sort((a, b) => a.start - b.start);
}

function collectGlobals(scope: Scope, into: Set<string>): void {
  for (const name of scope.globals) if (scope.bound.has(name)) into.add(name);
  for (const child of scope.children) collectGlobals(child, into);
}

function visit(scope: Scope, each: (scope: Scope, name: string, node: ast.Node) => void): void {
  for (const [name, node] of scope.uses) if (!scope.bound.has(name)) each(scope, name, node);
  for (const child of scope.children) visit(child, each);
}

function isBoundAround(scope: Scope, name: string, globals: ReadonlySet<string>): boolean {
  if (globals.has(name)) return true;
  for (let around = scope.parent; around !== null; around = around.parent) {
    if (around.kind !== "class" && around.bound.has(name)) return true;
  }
  return false;
}

function visibleNames(scope: Scope, globals: ReadonlySet<string>): string[] {
  const names: string[] = [];
  for (let around: Scope | null = scope; around !== null; around = around.parent) {
    if (around === scope || around.kind !== "class") names.push(...around.bound);
  }
  return [...names, ...globals];
}
