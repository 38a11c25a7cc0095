// Errors in the patterns of a match statement that CPython 3.11 finds in its compiler: names bound twice, cases that
// nothing can reach, keys that repeat.

import type { ConstantValue, Expr, MatchCase, Pattern } from "./ast";
import type { Report } from "./scopes";

/** Check the patterns of a match statement; `visit` is called for the expressions inside. */
export function checkCases(cases: readonly MatchCase[], report: Report, visit: (node: Expr) => void): void {
  for (const [i, { pattern, guard }] of cases.entries()) {
    const mayMatchAll = guard !== null || i === cases.length - 1;
    new PatternChecker(report, visit).check(pattern, mayMatchAll);
  }
}

class PatternChecker {
  private names = new Set<string>();

  constructor(
    private readonly report: Report,
    private readonly visit: (node: Expr) => void,
  ) {}

  /** Check a pattern; one that matches everything is an error where others come after it. */
  check(node: Pattern, mayMatchAll: boolean): void {
    switch (node.kind) {
      case "MatchValue":
        this.value(node.value, "patterns");
        return;
      case "MatchSingleton":
        return;
      case "MatchStar":
        this.bind(node.name, node);
        return;
      case "MatchAs":
        if (node.pattern !== null) this.check(node.pattern, mayMatchAll);
        else if (!mayMatchAll) this.report(`${describe(node.name)} makes remaining patterns unreachable`, node);
        this.bind(node.name, node);
        return;
      case "MatchSequence":
        if (node.patterns.filter((inner) => inner.kind === "MatchStar").length > 1) {
          this.report("multiple starred names in sequence pattern", node);
        }
        for (const inner of node.patterns) this.check(inner, true);
        return;
      case "MatchMapping":
        this.keys(node.keys, node);
        for (const inner of node.patterns) this.check(inner, true);
        this.bind(node.rest, node);
        return;
      case "MatchClass":
        this.classPattern(node);
        return;
      case "MatchOr":
        this.alternatives(node.patterns, mayMatchAll);
        return;
    }
  }

  private bind(name: string | null, node: Pattern): void {
    if (name === null) return;
    if (name === "__debug__") this.report("cannot assign to __debug__", node);
    if (this.names.has(name)) this.report(`multiple assignments to name '${name}' in pattern`, node);
    this.names.add(name);
  }

  private value(node: Expr, owner: "patterns" | "mapping pattern keys"): void {
    if (node.kind === "JoinedStr") this.report(`${owner} may only match literals and attribute lookups`, node);
    this.visit(node);
  }

  private keys(keys: readonly Expr[], node: Pattern): void {
    const seen = new Set<string>();
    for (const key of keys) {
      this.value(key, "mapping pattern keys");
      if (key.kind !== "Constant") continue;
      const identity = constantIdentity(key.value);
      if (seen.has(identity)) this.report(`mapping pattern checks duplicate key (${constantRepr(key.value)})`, node);
      seen.add(identity);
    }
  }

  private classPattern(node: Pattern & { kind: "MatchClass" }): void {
    this.visit(node.cls);
    const seen = new Set<string>();
    for (const [i, name] of node.kwd_attrs.entries()) {
      if (seen.has(name))
        this.report(`attribute name repeated in class pattern: ${name}`, node.kwd_patterns[i] ?? node);
      seen.add(name);
    }
    for (const inner of [...node.patterns, ...node.kwd_patterns]) this.check(inner, true);
  }

  private alternatives(alternatives: readonly Pattern[], mayMatchAll: boolean): void {
    const outer = this.names;
    let bound: Set<string> | undefined;
    for (const [i, alternative] of alternatives.entries()) {
      this.names = new Set();
      this.check(alternative, mayMatchAll && i === alternatives.length - 1);
      bound ??= this.names;
      if (!isSame(bound, this.names)) this.report("alternative patterns bind different names", alternative);
    }
    this.names = outer;
    const last = alternatives[alternatives.length - 1];
    if (last === undefined) return;
    for (const name of bound ?? []) this.bind(name, last);
  }
}

function describe(name: string | null): string {
  return name === null ? "wildcard" : `name capture '${name}'`;
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((name) => b.has(name));
}

/** Equal for constants that Python holds equal: 1, 1.0 and True. */
function constantIdentity(value: ConstantValue): string {
  switch (value.type) {
    case "int":
    case "float":
      return `number ${value.value}`;
    case "bool":
      return `number ${Number(value.value)}`;
    case "complex":
      return `complex ${value.imag}`;
    case "str":
    case "bytes":
      return `${value.type} ${value.value}`;
    default:
      return value.type;
  }
}

function constantRepr(value: ConstantValue): string {
  switch (value.type) {
    case "int":
      return String(value.value);
    case "float":
      return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value);
    case "complex":
      return `${value.imag}j`;
    case "bool":
      return value.value ? "True" : "False";
    case "str":
      return value.value.includes("'") && !value.value.includes('"') ? `"${value.value}"` : `'${value.value}'`;
    case "bytes":
      return `b'${String.fromCharCode(...value.value)}'`;
    case "none":
      return "None";
    case "ellipsis":
      return "Ellipsis";
  }
}
