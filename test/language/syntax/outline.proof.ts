// The library's files are read in outline, and unchecked: so each is read here as a program's file would be, too.

import { describe, expect, it } from "vitest";
import { collectSymbols, type ScopeTable } from "../../../src/language/compile/symbols";
import { preludeSources } from "../../../src/language/prelude";
import { standardSources } from "../../../src/language/prelude/standard";
import type { Module, Node } from "../../../src/language/syntax/ast";
import { keepOutline, parseOutline, readOutline } from "../../../src/language/syntax/outline";
import { OutlinedFunction } from "../../../src/language/syntax/outlined";
import { parseModule } from "../../../src/language/syntax/parser";
import { SourceText } from "../../../src/language/syntax/source";

/** A tree as plain data, bodies that were passed over read. */
function plain(module: Module): unknown {
  const seen = (_key: string, value: unknown): unknown => {
    if (typeof value === "bigint") return `${value}n`;
    if (!(value instanceof OutlinedFunction)) return value;
    const { kind, name, args, body, decorator_list, returns, start, end } = value;
    return { kind, name, args, body, decorator_list, returns, start, end };
  };
  return JSON.parse(JSON.stringify(module, seen));
}

/** What every scope owns and shares, by where it begins. */
function plainScopes(scopes: ScopeTable): unknown {
  const closures = new Map([...scopes.values()].map((scope) => [scope, [...scope.free.keys()].sort()]));
  for (const scope of [...scopes.values()]) {
    scope.postponed?.();
    scope.postponed = null;
  }
  const rows = [...scopes].map(([node, scope]: [Node, typeof scopes extends Map<Node, infer S> ? S : never]) => ({
    at: `${node.start} ${scope.kind} ${scope.name}`,
    slots: [...scope.slots],
    shared: [...scope.shared].sort(),
    // What a function takes from around must be known before its body is read.
    free: closures.get(scope) ?? [...scope.free.keys()].sort(),
    isGenerator: scope.isGenerator,
  }));
  return rows.sort((a, b) => (a.at < b.at ? -1 : 1));
}

describe("the library's files, read in outline", () => {
  it.each([...preludeSources, ...standardSources])("%s is what it is when read whole", (name, file) => {
    const source = new SourceText(name, file.text);
    const { module, errors } = parseModule(source);
    expect(errors).toEqual([]);
    expect(plain(parseOutline(source))).toEqual(plain(module));
    const kept = keepOutline(parseOutline(source));
    if (kept !== null) {
      const { head, bodies } = kept;
      const read = readOutline({ head: () => head, body: (start, end) => bodies.slice(start, end) });
      expect(plain(read)).toEqual(plain(module));
    }
    const whole = collectSymbols(module);
    expect(plainScopes(collectSymbols(parseOutline(source)).scopes)).toEqual(plainScopes(whole.scopes));
  });
});
