// Errors in how names are declared: those that CPython 3.11 finds while it builds its symbol table (symtable.c), in the
// order in which it finds them. This pass decides nothing about where a name lives; that is the resolver's work.

import type { Arguments, Comprehension, Expr, Module, Node, Pattern, Stmt } from "./ast";
import { visitParts } from "./walk";

/** Reports a problem over a node's range. */
export type Report = (message: string, node: Node) => void;

// What has happened to a name in a scope, so far.
const GLOBAL = 1;
const NONLOCAL = 2;
const LOCAL = 4;
const PARAMETER = 8;
const USED = 16;
const ANNOTATED = 32;
const IMPORTED = 64;
const ITERATION = 128;
/** Bound further out by a walrus in a comprehension. */
const WALRUS = 256;
const BOUND = LOCAL | PARAMETER | IMPORTED;

type ComprehensionWords = "list comprehension" | "set comprehension" | "dict comprehension" | "generator expression";

interface Scope {
  readonly kind: "module" | "class" | "function";
  /** Set in the scope of a comprehension. */
  readonly comprehension: ComprehensionWords | null;
  readonly parent: Scope | null;
  readonly names: Map<string, number>;
  /** The `global` or `nonlocal` statement of a name. */
  readonly directives: Map<string, Stmt>;
  /** Greater than zero inside the iterable of a comprehension. */
  iterables: number;
  /** Whether the target of a comprehension's `for` is being read. */
  isTarget: boolean;
}

/** Check the declarations of a module. */
export function checkScopes(module: Module, hasFutureAnnotations: boolean, report: Report): void {
  new ScopeChecker(report, hasFutureAnnotations).module(module);
}

class ScopeChecker {
  private scope: Scope = newScope("module", null, null);
  private readonly scopes: Scope[] = [this.scope];

  constructor(
    private readonly report: Report,
    private readonly hasFutureAnnotations: boolean,
  ) {}

  module(module: Module): void {
    this.statements(module.body);
    for (const scope of this.scopes) this.checkDirectives(scope);
  }

  private flags(name: string): number {
    return this.scope.names.get(name) ?? 0;
  }

  private define(name: string, flag: number, node: Node): void {
    const flags = this.flags(name);
    let added = flag;
    if (flag === PARAMETER && flags & PARAMETER) {
      this.report(`duplicate argument '${name}' in function definition`, node);
    }
    if (this.scope.isTarget) {
      if (flags & (GLOBAL | NONLOCAL | WALRUS)) {
        this.report(`comprehension inner loop cannot rebind assignment expression target '${name}'`, node);
      }
      added |= ITERATION;
    }
    this.scope.names.set(name, flags | added);
  }

  private within(kind: "class" | "function", comprehension: ComprehensionWords | null, body: () => void): void {
    const outer = this.scope;
    this.scope = newScope(kind, comprehension, outer);
    this.scopes.push(this.scope);
    body();
    this.scope = outer;
  }

  private statements(body: readonly Stmt[]): void {
    for (const statement of body) this.statement(statement);
  }

  private expressions(nodes: readonly (Expr | null)[]): void {
    for (const node of nodes) if (node !== null) this.expression(node);
  }

  private optional(node: Expr | null): void {
    if (node !== null) this.expression(node);
  }

  private statement(node: Stmt): void {
    switch (node.kind) {
      case "FunctionDef":
      case "AsyncFunctionDef":
        this.define(node.name, LOCAL, node);
        this.defaults(node.args);
        this.annotations(node.args, node.returns);
        this.expressions(node.decorator_list);
        this.within("function", null, () => {
          this.parameters(node.args);
          this.statements(node.body);
        });
        return;
      case "ClassDef":
        this.define(node.name, LOCAL, node);
        this.expressions(node.bases);
        for (const keyword of node.keywords) this.expression(keyword.value);
        this.expressions(node.decorator_list);
        this.within("class", null, () => this.statements(node.body));
        return;
      case "Return":
        this.optional(node.value);
        return;
      case "Delete":
        this.expressions(node.targets);
        return;
      case "Assign":
        this.expressions(node.targets);
        this.expression(node.value);
        return;
      case "AugAssign":
        this.expression(node.target);
        this.expression(node.value);
        return;
      case "AnnAssign":
        this.annotatedTarget(node.target, node.simple, node);
        this.annotation(node.annotation);
        this.optional(node.value);
        return;
      case "For":
      case "AsyncFor":
        this.expression(node.target);
        this.expression(node.iter);
        this.statements(node.body);
        this.statements(node.orelse);
        return;
      case "While":
      case "If":
        this.expression(node.test);
        this.statements(node.body);
        this.statements(node.orelse);
        return;
      case "With":
      case "AsyncWith":
        for (const item of node.items) {
          this.expression(item.context_expr);
          this.optional(item.optional_vars);
        }
        this.statements(node.body);
        return;
      case "Match":
        this.expression(node.subject);
        for (const { pattern, guard, body } of node.cases) {
          this.pattern(pattern);
          this.optional(guard);
          this.statements(body);
        }
        return;
      case "Raise":
        this.optional(node.exc);
        this.optional(node.cause);
        return;
      case "Try":
      case "TryStar":
        this.statements(node.body);
        this.statements(node.orelse);
        for (const handler of node.handlers) {
          this.optional(handler.type);
          if (handler.name !== null) this.define(handler.name, LOCAL, handler);
          this.statements(handler.body);
        }
        this.statements(node.finalbody);
        return;
      case "Assert":
        this.expression(node.test);
        this.optional(node.msg);
        return;
      case "Import":
      case "ImportFrom":
        for (const alias of node.names) {
          if (alias.name === "*") {
            if (this.scope.kind !== "module") this.report("import * only allowed at module level", alias);
          } else {
            this.define(alias.asname ?? alias.name.split(".", 1)[0] ?? alias.name, IMPORTED, alias);
          }
        }
        return;
      case "Global":
        this.directive(node, node.names, "global");
        return;
      case "Nonlocal":
        this.directive(node, node.names, "nonlocal");
        return;
      case "Expr":
        this.expression(node.value);
        return;
      case "Pass":
      case "Break":
      case "Continue":
        return;
    }
  }

  private directive(node: Stmt, names: readonly string[], word: "global" | "nonlocal"): void {
    for (const name of names) {
      const flags = this.flags(name);
      if (flags & PARAMETER) this.report(`name '${name}' is parameter and ${word}`, node);
      else if (flags & USED) this.report(`name '${name}' is used prior to ${word} declaration`, node);
      else if (flags & ANNOTATED) this.report(`annotated name '${name}' can't be ${word}`, node);
      else if (flags & LOCAL) this.report(`name '${name}' is assigned to before ${word} declaration`, node);
      this.scope.names.set(name, flags | (word === "global" ? GLOBAL : NONLOCAL));
      if (!this.scope.directives.has(name)) this.scope.directives.set(name, node);
    }
  }

  private annotatedTarget(target: Expr, simple: boolean, node: Stmt): void {
    if (target.kind !== "Name") {
      this.expression(target);
      return;
    }
    const flags = this.flags(target.id);
    if (flags & (GLOBAL | NONLOCAL) && this.scope.kind !== "module" && simple) {
      const word = flags & GLOBAL ? "global" : "nonlocal";
      this.report(`annotated name '${target.id}' can't be ${word}`, node);
    }
    this.define(target.id, simple ? LOCAL | ANNOTATED : LOCAL, target);
  }

  private annotation(node: Expr | null): void {
    if (node === null) return;
    if (!this.hasFutureAnnotations) this.expression(node);
    // A text is never evaluated; what it would mean is a scope of its own.
    else this.within("function", null, () => this.textAnnotation(node));
  }

  private readonly textAnnotation = (node: Expr): void => {
    switch (node.kind) {
      case "NamedExpr":
      case "Yield":
      case "YieldFrom":
      case "Await": {
        const what = node.kind === "NamedExpr" ? "named" : node.kind === "Await" ? "await" : "yield";
        this.report(`'${what} expression' can not be used within an annotation`, node);
        return;
      }
      case "Lambda":
        for (const value of [...node.args.defaults, ...node.args.kw_defaults]) {
          if (value !== null) this.textAnnotation(value);
        }
        return;
      case "ListComp":
      case "SetComp":
      case "GeneratorExp":
      case "DictComp":
        this.expression(node);
        return;
      default:
        visitParts(node, this.textAnnotation);
    }
  };

  private defaults(args: Arguments): void {
    this.expressions(args.defaults);
    this.expressions(args.kw_defaults);
  }

  private annotations(args: Arguments, returns: Expr | null): void {
    for (const arg of [...args.posonlyargs, ...args.args]) this.annotation(arg.annotation);
    this.annotation(args.vararg?.annotation ?? null);
    this.annotation(args.kwarg?.annotation ?? null);
    for (const arg of args.kwonlyargs) this.annotation(arg.annotation);
    this.annotation(returns);
  }

  private parameters(args: Arguments): void {
    for (const arg of [...args.posonlyargs, ...args.args, ...args.kwonlyargs]) this.define(arg.arg, PARAMETER, arg);
    if (args.vararg !== null) this.define(args.vararg.arg, PARAMETER, args.vararg);
    if (args.kwarg !== null) this.define(args.kwarg.arg, PARAMETER, args.kwarg);
  }

  private readonly expression = (node: Expr): void => {
    switch (node.kind) {
      case "Name":
        this.define(node.id, node.ctx === "Load" ? USED : LOCAL, node);
        return;
      case "Lambda":
        this.defaults(node.args);
        this.within("function", null, () => {
          this.parameters(node.args);
          this.expression(node.body);
        });
        return;
      case "NamedExpr":
        this.walrus(node.target, node);
        this.expression(node.value);
        this.expression(node.target);
        return;
      case "ListComp":
        this.comprehension("list comprehension", node.generators, [node.elt]);
        return;
      case "SetComp":
        this.comprehension("set comprehension", node.generators, [node.elt]);
        return;
      case "GeneratorExp":
        this.comprehension("generator expression", node.generators, [node.elt]);
        return;
      case "DictComp":
        this.comprehension("dict comprehension", node.generators, [node.value, node.key]);
        return;
      case "Yield":
      case "YieldFrom":
        visitParts(node, this.expression);
        if (this.scope.comprehension !== null) this.report(`'yield' inside ${this.scope.comprehension}`, node);
        return;
      default:
        visitParts(node, this.expression);
    }
  };

  private comprehension(words: ComprehensionWords, generators: readonly Comprehension[], elements: Expr[]): void {
    const [first, ...others] = generators;
    if (first === undefined) return;
    this.iterable(first.iter);
    this.within("function", words, () => {
      this.iterationTarget(first);
      for (const generator of others) {
        this.iterationTarget({ ...generator, ifs: [] });
        this.iterable(generator.iter);
        this.expressions(generator.ifs);
      }
      this.expressions(elements);
    });
  }

  private iterable(node: Expr): void {
    this.scope.iterables++;
    this.expression(node);
    this.scope.iterables--;
  }

  private iterationTarget(generator: Comprehension): void {
    this.scope.isTarget = true;
    this.expression(generator.target);
    this.scope.isTarget = false;
    this.expressions(generator.ifs);
  }

  /** A walrus in a comprehension binds in the function or module around it, unless that is confusing. */
  private walrus(target: Expr, node: Expr): void {
    if (this.scope.iterables > 0) {
      this.report("assignment expression cannot be used in a comprehension iterable expression", node);
    }
    if (this.scope.comprehension === null || target.kind !== "Name") return;
    const name = target.id;
    let scope: Scope | null = this.scope;
    for (; scope !== null && scope.comprehension !== null; scope = scope.parent) {
      if ((scope.names.get(name) ?? 0) & ITERATION) {
        this.report(`assignment expression cannot rebind comprehension iteration variable '${name}'`, target);
      }
    }
    if (scope?.kind === "class") {
      this.report("assignment expression within a comprehension cannot be used in a class body", target);
    }
    scope?.names.set(name, (scope.names.get(name) ?? 0) | LOCAL);
    this.scope.names.set(name, this.flags(name) | WALRUS);
  }

  private pattern(node: Pattern): void {
    switch (node.kind) {
      case "MatchValue":
        this.expression(node.value);
        return;
      case "MatchSingleton":
        return;
      case "MatchStar":
        if (node.name !== null) this.define(node.name, LOCAL, node);
        return;
      case "MatchAs":
        if (node.pattern !== null) this.pattern(node.pattern);
        if (node.name !== null) this.define(node.name, LOCAL, node);
        return;
      case "MatchMapping":
        this.expressions(node.keys);
        for (const inner of node.patterns) this.pattern(inner);
        if (node.rest !== null) this.define(node.rest, LOCAL, node);
        return;
      case "MatchClass":
        this.expression(node.cls);
        for (const inner of [...node.patterns, ...node.kwd_patterns]) this.pattern(inner);
        return;
      case "MatchSequence":
      case "MatchOr":
        for (const inner of node.patterns) this.pattern(inner);
    }
  }

  /** What only shows once all scopes are known: whether a nonlocal name exists. */
  private checkDirectives(scope: Scope): void {
    for (const [name, node] of scope.directives) {
      const flags = scope.names.get(name) ?? 0;
      if (!(flags & NONLOCAL)) continue;
      if (flags & GLOBAL) this.report(`name '${name}' is nonlocal and global`, node);
      else if (scope.kind === "module") this.report("nonlocal declaration not allowed at module level", node);
      else if (!isBoundOutside(scope, name)) this.report(`no binding for nonlocal '${name}' found`, node);
    }
  }
}

function newScope(kind: Scope["kind"], comprehension: ComprehensionWords | null, parent: Scope | null): Scope {
  const iterables = parent?.iterables ?? 0;
  return { kind, comprehension, parent, names: new Map(), directives: new Map(), iterables, isTarget: false };
}

function isBoundOutside(scope: Scope, name: string): boolean {
  for (let outer = scope.parent; outer !== null && outer.kind !== "module"; outer = outer.parent) {
    if (outer.kind === "class") {
      if (name === "__class__") return true;
      continue;
    }
    const flags = outer.names.get(name) ?? 0;
    if (flags & GLOBAL) return false;
    if (flags & BOUND && !(flags & (NONLOCAL | WALRUS))) return true;
  }
  return false;
}
